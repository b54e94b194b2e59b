"""A step shows a simulated image, and a question asks for it to be read; what is wrong is named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.lesson_files import LessonFiles, load_lesson_files
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.imaged import ImagingSpec, imaging_of
from anatomy_viewer.model.imaging import NORMAL, Division
from anatomy_viewer.model.read_image import ReadImage

HEAD = "---\ncode: L01\ntitle: T\nsummary: S.\nlevel: student\nminutes: 5\n---\n\n## One {#one}\n\nText.\n\n"
SCENE = """```scene
imaging:
  {modality: stir, plane: oci_axial, side: left, window: usual, pathology: neuroma=0.5, labels: false, divider: 0.5}
```

"""
QUIZ = """```quiz
id: q
kind: read_image
task: structure
image: {modality: t1, plane: gon_curved}
ask: Where?
answer: oblique_r
```
"""


def read(tmp_path: Path, atlas: Atlas, text: str) -> LessonFiles:
    path = tmp_path / "l01_image.md"
    path.write_text(text, encoding="utf-8")
    return load_lesson_files([path], atlas)


def test_a_step_and_a_question_say_which_image_they_want(tmp_path: Path, small_atlas: Atlas) -> None:
    found = read(tmp_path, small_atlas, HEAD + SCENE + QUIZ)
    assert found.problems == ()
    step = found.lessons["l01_image"].steps[0]
    wanted = ImagingSpec("stir", "oci_axial", "left", "usual", "neuroma", 0.5, False, 0.5, close=True)
    assert step.scene.imaging == wanted
    asked = step.questions[0]
    assert isinstance(asked, ReadImage)
    assert (asked.image.plane, asked.answer) == ("gon_curved", ("oblique_r",))
    assert asked.judge("oblique_l").other_side


def test_what_stands_left_of_a_divider_is_told_or_understood() -> None:
    assert ImagingSpec("t1").compared == ""
    assert ImagingSpec("t1", divider=0.4).compared == "ct"
    assert ImagingSpec("ct", divider=0.4).compared == "t1"
    assert ImagingSpec("t1", pathology="neuroma", divider=0.4).compared == NORMAL
    assert ImagingSpec("t1", pathology="neuroma", divider=0.4, before="t2").compared == "t2"


def test_a_divider_opens_with_the_images(tmp_path: Path, small_atlas: Atlas) -> None:
    text = HEAD + SCENE.replace("divider: 0.5", "before: normal")
    found = read(tmp_path, small_atlas, text)
    assert found.problems == ()
    spec = found.lessons["l01_image"].steps[0].scene.imaging
    assert spec is not None
    images = imaging_of(spec, small_atlas)
    assert images.divider == Division(0.5, "mr", NORMAL)
    assert (images.enlarged, images.pathology_side) == (True, "left")
    beside_probe = imaging_of(ImagingSpec("ct", "oci_b", divider=0.3, before="us"), small_atlas)
    assert (beside_probe.front, beside_probe.divider) == ("us", Division(0.3, "us", "ct", left=False))


def test_the_images_open_with_what_the_step_asks_for(small_atlas: Atlas) -> None:
    spec = ImagingSpec("stir", "oci_axial", "left", pathology="neuroma", severity=0.5, labels=False)
    found = imaging_of(spec, small_atlas)
    assert found.panel("mr").modality == "stir"
    assert (found.front, found.enlarged, found.labels) == ("mr", True, False)
    assert (found.pathology, found.severity) == ("neuroma", 0.5)


@pytest.mark.parametrize(
    ("old", "new", "sentence", "line"),
    [
        ("modality: stir", "modality: xray", "'xray'", 15),
        ("plane: oci_axial", "plane: oci_axiall", "there is no plane 'oci_axiall'", 15),
        ("window: usual", "window: bone", "there is no window 'bone'", 15),
        ("pathology: neuroma=0.5", "pathology: neurom", "there is no pathology 'neurom'", 15),
        ("neuroma=0.5", "neuroma=5", "'5' is no severity", 15),
        ("divider: 0.5", "divider: 2", "divider", 15),
        ("divider: 0.5", "before: stir", "'stir' stands on both sides", 15),
        ("divider: 0.5", "before: pet", "there is no modality 'pet'", 15),
        ("pathology: neuroma=0.5, labels: false, divider: 0.5", "before: normal", "nothing is wrong", 15),
        ("plane: oci_axial, side", "plane: gon_curved, before: us, side", "can't be bent", 15),
        ("plane: gon_curved}", "plane: gon_curved, divider: 0.3}", "question has no divider", 18),
        ("side: left", "side: both", "'both'", 15),
        ("task: structure", "task: guess", "'guess'", 21),
        ("answer: oblique_r", "answer: oblik_r", "oblik_r", 24),
        ("answer: oblique_r\n", "", "has no 'answer'", 18),
        ("task: structure", "task: abnormal", "without 'pathology'", 18),
        ("answer: oblique_r", "options: [ct, t2]", "not among 'options'", 18),
    ],
)
def test_what_is_wrong_is_named_by_its_line(
    tmp_path: Path, small_atlas: Atlas, old: str, new: str, sentence: str, line: int
) -> None:
    text = (HEAD + SCENE + QUIZ).replace(old, new)
    if "options" in new:
        text = text.replace("task: structure", "task: modality")
    found = read(tmp_path, small_atlas, text)
    assert len(found.problems) == 1, [str(problem) for problem in found.problems]
    assert sentence in str(found.problems[0])
    assert abs((found.problems[0].line or 0) - line) <= 1
