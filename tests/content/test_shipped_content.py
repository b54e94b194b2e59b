"""What is shipped is sound: every structure, point, mesh, lesson and translation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.check import check
from anatomy_viewer.content.lesson_files import LessonFiles, load_lessons
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import project
from anatomy_viewer.model.lesson import plain, step_view
from anatomy_viewer.model.view import drawn

LARGEST_ATLAS = 25_000_000  # bytes


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture(scope="module")
def lessons(atlas: Atlas) -> LessonFiles:
    return load_lessons(lessons_dir(), atlas)


def test_nothing_is_wrong_with_what_is_shipped() -> None:
    report = check()
    assert [str(problem) for problem in report.problems] == []
    assert report.structures >= 45


@pytest.mark.parametrize(("name", "steps", "questions"), [("l04_journey", 9, 4), ("l07_pinch_points", 8, 4)])
def test_the_lessons_are_whole(lessons: LessonFiles, name: str, steps: int, questions: int) -> None:
    lesson = lessons.lessons[name]
    assert len(lesson.steps) >= steps
    assert len(lesson.questions) >= questions
    assert {question.kind for question in lesson.questions} >= {"choice", "locate"}


def test_the_course_begins_with_its_first_lesson_and_ends_with_the_cases(lessons: LessonFiles) -> None:
    codes = [lesson.code for lesson in lessons.lessons.values()]
    assert codes[:2] == ["L00", "L01"]
    assert codes[-6:] == ["C01", "C02", "C03", "C04", "C05", "C06"]


def test_every_lesson_is_translated(lessons: LessonFiles) -> None:
    for lesson in lessons.lessons.values():
        assert lesson.text("zh").title != lesson.text("en").title
        for step in lesson.steps:
            assert plain(step.text("zh").body) != plain(step.text("en").body), f"{lesson.id}#{step.id}"


def test_every_step_looks_at_its_subject(lessons: LessonFiles, atlas: Atlas) -> None:
    """What is highlighted, or else labelled, or a point that is marked, is in the picture and in front of the eye."""
    for lesson in lessons.lessons.values():
        for step in lesson.steps:
            view = step_view(step, atlas)
            marks = sorted(view.highlighted) or view.labelled or sorted(drawn(view, atlas))
            anchors = np.array([atlas.anchor(mark) for mark in marks])
            x, y, depth = project(view.camera, anchors, (1000, 800)).T
            seen = (x > 0) & (x < 1000) & (y > 0) & (y < 800) & (depth > 0)
            assert seen.any(), f"{lesson.id}#{step.id}"


def test_the_atlas_is_small_enough_to_travel() -> None:
    assert sum(path.stat().st_size for path in meshes_dir().rglob("*.ply")) <= LARGEST_ATLAS


def test_every_point_is_seated(atlas: Atlas) -> None:
    assert len(atlas.points) >= 100
    assert [point.id for point in atlas.points.values() if point.kind == "compression" and point.number] == [
        f"cp{i}" for i in range(1, 7)
    ]


def test_no_lesson_file_lies_apart() -> None:
    names = {path.name for path in Path(lessons_dir()).glob("*.md")}
    assert {name.replace(".zh.md", ".md") for name in names} <= names


def test_every_intervention_has_its_points_and_every_intervention_point_its_intervention(
    atlas: Atlas,
) -> None:
    practice = atlas.practice
    named = {
        "distal_block", "proximal_block", "ct_infiltration", "c2_ganglion", "c2_root", "third_nerve", "c23_joint",
        "lateral_joint", "pulsed_rf", "thermal_rf", "cryoneurolysis", "chemical_neurolysis", "botulinum", "stimulation",
        "decompression", "neurectomy", "ganglionectomy", "sphenopalatine", "trigeminal_root",
    }  # fmt: skip
    assert named <= practice.interventions.keys()
    assert [p.id for p in atlas.points.values() if p.kind == "intervention" and not practice.at(p.id)] == []
    assert all(practice.at(item.target) is item for item in practice.interventions.values())


def test_the_six_points_say_what_presses_and_which_are_contested(atlas: Atlas) -> None:
    six = sorted((p for p in atlas.points.values() if p.number), key=lambda p: p.number or 0)
    assert [p.number for p in six] == [1, 2, 3, 4, 5, 6]
    assert all(p.presses.en and p.signs.zh and p.surgery.en and p.short.zh for p in six)
    first = {study.source: study for study in six[0].published}
    assert first["KIM18"].has_spread
    assert not first["JAN10"].has_spread
    assert six[0].contested.en
