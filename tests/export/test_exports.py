"""Exports are checked by what reads them: python-pptx, SQLite, trimesh, and the bytes of a PDF."""

import json
import sqlite3
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import trimesh
from pptx import Presentation
from PySide6.QtGui import QImage

from anatomy_viewer.content.archives import rezipped, zipped
from anatomy_viewer.content.lesson_files import load_lessons
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.export.asked import asked_in
from anatomy_viewer.export.cards import write_cards
from anatomy_viewer.export.handout import Handout, asks_in_picture, handout
from anatomy_viewer.export.pdf import write_pdf
from anatomy_viewer.export.slides import write_slides
from anatomy_viewer.export.solid_scene import glb
from anatomy_viewer.specimen_files import read_specimen
from anatomy_viewer.ui.fonts import families

LESSON = "l04_journey"


@pytest.fixture(scope="module")
def specimen():
    return read_specimen(meshes_dir())


@pytest.fixture(scope="module")
def lessons(specimen):
    return load_lessons(lessons_dir(), specimen.atlas).lessons


@pytest.fixture
def sheets(qapp, specimen, lessons, tmp_path):
    """The lesson's handout in a language, its pictures plain grey."""
    picture = tmp_path / "picture.png"
    image = QImage(64, 40, QImage.Format.Format_RGB32)
    image.fill(0xFF808080)
    image.save(str(picture))

    def made(language: str) -> Handout:
        steps = lessons[LESSON].steps
        return handout(lessons[LESSON], specimen.atlas, language, [picture] * len(steps), {})

    return made


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", ["pdf", "pptx", "apkg"])
def test_the_same_lesson_gives_the_same_bytes(sheets, tmp_path, form, language):
    write = {"pdf": lambda s, p: write_pdf(s, p, families()), "pptx": write_slides, "apkg": write_cards}[form]
    paths = [tmp_path / f"{number}.{form}" for number in range(2)]
    for path in paths:
        write(sheets(language), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_slides_have_title_picture_description_and_notes(sheets, lessons, tmp_path):
    write_slides(sheets("zh"), tmp_path / "a.pptx")
    slides = list(Presentation(tmp_path / "a.pptx").slides)
    step = lessons[LESSON].steps[0]
    shown = slides[1]
    texts = [shape.text_frame.text for shape in shown.shapes if shape.has_text_frame]
    pictures = [shape for shape in shown.shapes if shape.shape_type == 13]
    assert any(step.text("zh").title in text for text in texts)
    assert step.text("zh").title in pictures[0]._element.nvPicPr.cNvPr.get("descr")
    assert shown.notes_slide.notes_text_frame.text
    assert all(any("仅供教学" in s.text_frame.text for s in one.shapes if s.has_text_frame) for one in slides)


def test_a_deck_has_a_card_a_question_with_ids_that_stay(sheets, tmp_path):
    count = write_cards(sheets("en"), tmp_path / "a.apkg")
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        (tmp_path / "deck").write_bytes(archive.read("collection.anki2"))
        media = json.loads(archive.read("media"))
    rows = sqlite3.connect(tmp_path / "deck").execute("select guid, flds from notes").fetchall()
    assert len(rows) == count == len({guid for guid, _ in rows})
    assert all(name in " ".join(fields for _, fields in rows) for name in media.values())


def test_a_handout_without_answers_does_not_hold_them(sheets, tmp_path):
    for name, answers in (("with", True), ("without", False)):
        write_pdf(sheets("en"), tmp_path / f"{name}.pdf", families(), answers)
    whole, bare = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("with", "without"))
    assert whole.startswith(b"%PDF-")
    assert whole.count(b"/Type /Page\n") > bare.count(b"/Type /Page\n")


def test_every_shipped_question_has_its_words_on_paper(specimen, lessons):
    for lesson in lessons.values():
        for step in lesson.steps:
            for language in ("en", "zh"):
                for asked in asked_in(step, specimen.atlas, language):
                    assert asked.ask
                    told = asked.answer or asked.kind == "read_image"
                    assert told, f"{lesson.id} {asked.id}"


def test_a_step_that_asks_for_a_place_gets_a_picture_without_names(lessons):
    steps = {step.id: step for lesson in lessons.values() for step in lesson.steps}
    pointing = [
        step for step in steps.values() if any(q.kind in ("locate", "read_image") for q in step.questions)
    ]
    assert pointing
    assert all(map(asks_in_picture, pointing))


def test_a_glb_opens_elsewhere_with_names_ids_and_size(specimen):
    names = ["atlas_c1", "greater_occipital_nerve_r"]
    content = glb(names, specimen.coarse, specimen.atlas, {"atlas_c1": 0.3})
    scene = trimesh.load(BytesIO(content), file_type="glb")
    assert set(scene.geometry) == set(names)
    assert scene.geometry["atlas_c1"].metadata["names"]["zh"] == "寰椎"
    assert scene.extents[1] == pytest.approx(
        (
            max(specimen.coarse[n].bounds[1][2] for n in names)
            - min(specimen.coarse[n].bounds[0][2] for n in names)
        )
        / 1000,
        rel=1e-3,
    )


def test_a_glb_is_matt_coloured_and_glass_where_faded(specimen):
    content = glb(["atlas_c1", "axis_c2"], specimen.coarse, specimen.atlas, {"atlas_c1": 0.3})
    length = struct.unpack("<I", content[12:16])[0]
    tree = json.loads(content[20 : 20 + length])
    parts = {mesh["name"]: mesh["primitives"][0] for mesh in tree["meshes"]}
    materials = {name: tree["materials"][part["material"]] for name, part in parts.items()}
    assert all("COLOR_0" in part["attributes"] for part in parts.values())
    assert materials["atlas_c1"]["alphaMode"] == "BLEND"
    assert "alphaMode" not in materials["axis_c2"]
    assert materials["axis_c2"]["pbrMetallicRoughness"]["metallicFactor"] == 0.0


def test_archives_forget_when_they_were_written(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    assert rezipped(path.read_bytes()) == zipped({"a.txt": b"text"})
