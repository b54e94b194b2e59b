"""The lesson form's fields: what is shown is what is written, for every kind of question it offers."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.lesson_source import read_source
from anatomy_viewer.content.paths import lessons_dir
from anatomy_viewer.content.sketch_slips import KINDS
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_names import NamePicker
from anatomy_viewer.ui.form_question import QuestionForm, Tick, new_question
from anatomy_viewer.ui.lesson_form import CHINESE, STEPS, LessonForm
from anatomy_viewer.ui.look import Look

LESSONS = ("case1_trapped_nerve", "l07_pinch_points")


@pytest.fixture
def form(qtbot: QtBot, look: Look, session: Session) -> LessonForm:
    made = LessonForm(look, session)
    qtbot.addWidget(made)
    made.resize(420, 800)
    made.show()
    return made


def shown(qtbot: QtBot, look: Look, session: Session, keys: dict[str, Any]) -> QuestionForm:
    card = QuestionForm(look, session, keys)
    qtbot.addWidget(card)
    card.show()
    return card


def field(owner: QWidget, name: str) -> QLineEdit:
    return next(w for w in owner.findChildren(QLineEdit) if w.accessibleName() == name and w.isVisible())


def test_questions_of_lessons_are_shown_and_come_back_as_they_are(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    """A change and its opposite give back the block: nothing is lost on the way through the fields."""
    seen = set()
    for name in LESSONS:
        for step in read_source(lessons_dir() / f"{name}.md").steps:
            for keys in step.blocks("quiz"):
                if keys["kind"] not in KINDS or keys["kind"] in seen:
                    continue
                seen.add(keys["kind"])
                card = shown(qtbot, look, session, dict(keys))
                came: list[dict[str, Any]] = []
                card.put.connect(came.append)
                area = card.first_field()
                area.setPlainText(f"{keys['ask']}!")
                area.setPlainText(str(keys["ask"]))
                assert came[-1] == dict(keys)
    assert seen == set(KINDS)


def test_one_right_answer_is_the_last_that_was_ticked(qtbot: QtBot, look: Look, session: Session) -> None:
    card = shown(qtbot, look, session, new_question("choice", set()))
    for number, text in enumerate("ABC", 1):
        qtbot.keyClicks(field(card, f"Answer {number}"), text)
    for tick in card.findChildren(Tick)[:2]:
        qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert card.keys["options"] == ["A", {"text": "B", "right": True}, "C"]
    qtbot.keyClicks(card.findChildren(QLineEdit)[1], "No.")
    assert card.keys["options"][0] == {"text": "A", "explain": "No."}
    assert [tick.isChecked() for tick in card.findChildren(Tick)] == [False, True, False]


def test_another_kind_keeps_what_both_have(qtbot: QtBot, look: Look, session: Session) -> None:
    card = shown(qtbot, look, session, new_question("choice", {"q1"}))
    card.first_field().setPlainText("Where?")
    qtbot.keyClicks(field(card, "Answer 1"), "A")
    kinds = card.findChild(QComboBox)
    kinds.setCurrentIndex(KINDS.index("choices"))
    kinds.activated.emit(KINDS.index("choices"))
    assert card.keys["options"][0] == "A"
    kinds.setCurrentIndex(KINDS.index("order"))
    kinds.activated.emit(KINDS.index("order"))
    assert card.keys == {"id": "q2", "kind": "order", "ask": "Where?"}


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # the list of suggestions
def test_structures_are_found_by_a_misspelt_name_or_taken_from_the_picture(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    card = shown(qtbot, look, session, new_question("locate", set()))
    picker = card.findChild(NamePicker)
    qtbot.keyClicks(picker.field, "obliqus")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert card.keys["answer"] == ["obliquus_r"]
    session.select("eop")
    qtbot.mouseClick(picker.take, Qt.MouseButton.LeftButton)
    assert card.keys["answer"] == ["obliquus_r", "eop"]
    session.select("cp1")
    qtbot.mouseClick(picker.take, Qt.MouseButton.LeftButton)  # a point is no structure
    assert card.keys["answer"] == ["obliquus_r", "eop"]


def test_steps_come_go_and_change_places_and_all_of_it_can_be_undone(form: LessonForm, qtbot: QtBot) -> None:
    form.show_page(STEPS)
    for title in ("One", "Two"):
        if title == "Two":
            form.add_step()
        qtbot.keyClicks(form.step.title.field, title)
    form.steps.moved.emit(-1)
    assert [step.title for step in form.sketch.source.steps] == ["Two", "One"]
    form.steps.removed.emit()
    assert [step.title for step in form.sketch.source.steps] == ["One"]
    for wanted in (["Two", "One"], ["One", "Two"]):
        qtbot.mouseClick(form.undo, Qt.MouseButton.LeftButton)
        assert [step.title for step in form.sketch.source.steps] == wanted
    form.steps.chosen.emit(1)
    assert form.step.title.field.text() == "Two"


def test_a_step_is_dragged_to_another_place(form: LessonForm, qtbot: QtBot) -> None:
    form.show_page(STEPS)
    for title in "ABC":
        if title != "A":
            form.add_step()
        qtbot.keyClicks(form.step.title.field, title)
    rows = form.steps.list
    below = QPointF(20, rows.visualItemRect(rows.item(2)).bottom() + 40)
    form.show_step(0)
    copy, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    rows.dropEvent(QDropEvent(below, copy, QMimeData(), left, none))
    qtbot.waitUntil(lambda: [step.title for step in form.sketch.source.steps] == ["B", "C", "A"])
    assert form.step.title.field.text() == "A"


def test_the_chinese_page_asks_for_each_text_and_keeps_it(form: LessonForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.front.title.field, "Mine")
    form.show_page(STEPS)
    qtbot.keyClicks(form.step.title.field, "One")
    form.step.add_question("match")
    form.show_page(CHINESE)
    assert list(form.chinese.fields) == ["title", "new_step_1/title"]
    form.chinese.fields["title"].setPlainText("我的")
    assert form.sketch.zh == {"title": "我的"}


def test_the_form_goes_to_what_is_missing(form: LessonForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.front.title.field, "Mine")
    form.judge()
    assert form.slip.text().startswith("Step 1 needs a title.")
    qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    assert form.step.isVisible()
    qtbot.keyClicks(form.step.title.field, "One")
    form.step.add_question("order")
    form.judge()
    assert not form.play.isEnabled()
    assert form.play.toolTip() == "Step 1: the question asks nothing yet."
