"""Questions that are answered in a simulated image."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.lesson import Lesson, LessonText, Step, StepText
from anatomy_viewer.model.read_image import ReadImage, read_caliper
from anatomy_viewer.model.state import AppState, Place
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.reading_card import ReadingCard
from anatomy_viewer.ui.reading_images import draw, thickness

GON = "greater_occipital_nerve_r"
OCI = ImagingSpec("t1", "oci_axial")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def question(task: str, image: ImagingSpec = OCI, answer: tuple[str, ...] = ()) -> ReadImage:
    options = ("ct", "t1", "stir") if task == "modality" else ()
    return ReadImage("q", Text("Which?", "哪个？"), task, image, answer, frozenset(answer), options)


def card_of(qtbot: QtBot, look: Look, atlas: Atlas, asked: ReadImage) -> ReadingCard:
    texts = {"en": StepText("One")}
    lesson = Lesson(
        "l", "L01", "student", 5, {"en": LessonText("L")}, (Step("one", texts, questions=(asked,)),)
    )
    session = Session(atlas, {"l": lesson}, AppState(place=Place("l", 0)))
    card = ReadingCard(look, session, asked)
    qtbot.addWidget(card)
    session.listen(lambda _old, _new: card.refresh())
    card.resize(420, 700)
    card.show()
    qtbot.waitUntil(lambda: all(box.drawn for box in card._boxes.values()), timeout=60_000)
    return card


def test_the_twin_of_a_finding_lies_on_the_same_plane_and_is_made_alike(atlas: Atlas) -> None:
    spec = ImagingSpec("t1", "axial", "left", pathology="vertebral_dissection", severity=1.0, close=True)
    ill, twin = draw(spec, atlas), draw(spec, atlas, twin=True)
    assert ill.picture.plane == twin.picture.plane
    assert ill.picture.plane.height_mm < 90.0
    assert "FS" in ill.picture.caption
    assert ill.picture.caption == twin.picture.caption
    assert 0.0001 < (ill.picture.labels != twin.picture.labels).mean() < 0.05


def click(qtbot: QtBot, card: ReadingCard, kind: str, u: float, v: float) -> None:
    box = card._boxes[kind]
    place = QPointF(u * box.width(), v * box.height()).toPoint()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)


def where(card: ReadingCard, name: str) -> tuple[float, float]:
    """The middle of a structure in the image, 0–1."""
    drawn = card._boxes["abnormal"].drawn
    assert drawn is not None
    numbers = [n for n, own in drawn.wanted.subject.ids.items() if own == name]
    rows, columns = np.nonzero(np.isin(drawn.picture.labels, numbers))
    middle = int(np.hypot(rows - np.median(rows), columns - np.median(columns)).argmin())
    height, width = drawn.picture.labels.shape
    return (columns[middle] + 0.5) / width, (rows[middle] + 0.5) / height


def test_the_structure_that_is_clicked_in_the_image_is_the_answer(
    qtbot: QtBot, look: Look, atlas: Atlas
) -> None:
    card = card_of(qtbot, look, atlas, question("structure", answer=("semispinalis_capitis_r",)))
    with qtbot.waitSignal(card.answered):
        click(qtbot, card, "abnormal", *where(card, "semispinalis_capitis_r"))
    answer = card._session.now.answer_to("q")
    assert (answer.chosen, answer.judged) == ("semispinalis_capitis_r", True)
    assert card.question.judge(answer.chosen).right
    assert card.question.judge("semispinalis_capitis_l").other_side
    card.finish()


def test_keys_point_in_the_image(qtbot: QtBot, look: Look, atlas: Atlas) -> None:
    card = card_of(qtbot, look, atlas, question("structure", answer=("spinal_cord_cervical",)))
    box = card._boxes["abnormal"]
    qtbot.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(box, Qt.Key.Key_Right)
    assert box.spot == pytest.approx((0.51, 0.4))
    box.spot = where(card, "semispinalis_capitis_r")
    with qtbot.waitSignal(card.answered):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert card._session.now.answer_to("q").chosen == "semispinalis_capitis_r"
    card.finish()


def test_the_image_that_is_not_normal_is_found_by_clicking_it(qtbot: QtBot, look: Look, atlas: Atlas) -> None:
    image = ImagingSpec("t2", "midsagittal", pathology="chiari", severity=1.0)
    card = card_of(qtbot, look, atlas, question("abnormal", image))
    values = [box.drawn.picture.values for box in card._boxes.values() if box.drawn]
    assert len(values) == 2
    assert not np.array_equal(*values)
    click(qtbot, card, "normal", 0.5, 0.5)
    answer = card._session.now.answer_to("q")
    assert not card.question.judge(answer.chosen).right
    assert card._boxes["abnormal"].frame == "ok"
    card.finish()


def test_the_modality_is_chosen_and_not_told(qtbot: QtBot, look: Look, atlas: Atlas) -> None:
    card = card_of(qtbot, look, atlas, question("modality"))
    assert not card._boxes["abnormal"]._telling
    card._rows["t1"].click()
    card.give()
    assert card.question.judge(card._session.now.answer_to("q").chosen).right
    assert not card.question.judge("ct").right
    card.finish()


def test_a_caliper_is_judged_by_the_structure_in_the_image(qtbot: QtBot, look: Look, atlas: Atlas) -> None:
    card = card_of(qtbot, look, atlas, question("caliper", answer=(GON,)))
    u, v = where(card, "gon_right")
    click(qtbot, card, "abnormal", u - 0.2, v)
    assert card._session.now.answer_to("q").chosen == ""
    click(qtbot, card, "abnormal", u + 0.2, v)
    measured = read_caliper(card._session.now.answer_to("q").chosen)
    assert measured is not None
    assert 1.0 < measured[1] < 6.0
    assert measured[0] > 20.0
    card.give()
    assert not card.question.judge(card._session.now.answer_to("q").chosen).right
    assert card.question.judge(f"{measured[1] + 0.4:.2f} / {measured[1]:.2f}").right
    card.finish()


def test_thickness_is_that_of_the_largest_part_where_it_is_thinnest() -> None:
    labels = np.zeros((60, 60), np.uint8)
    labels[10:14, 5:50] = 3
    labels[40:43, 5:8] = 3
    assert thickness(labels, lambda n: n == 3, 0.5) == pytest.approx(2.0)
    assert thickness(labels, lambda n: n == 9, 0.5) == 0.0


def test_twins_stand_in_an_order_of_their_own() -> None:
    orders = {question("abnormal").twins(seed) for seed in range(12)}
    assert len(orders) == 2
    assert question("abnormal").twins("l") == question("abnormal").twins("l")
