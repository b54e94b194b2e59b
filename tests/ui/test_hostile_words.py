"""Words of a lesson that look like HTML are shown letter by letter, wherever they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.arranging import Match, Pair, PutInOrder
from anatomy_viewer.model.case import Decision, Way
from anatomy_viewer.model.lesson import Ask, Lesson, LessonText, Step, StepText
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import Choice, Choices, Option
from anatomy_viewer.session import Session
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from tests.ui.test_question_card import as_seen

EVIL = "<b>x</b> <img src='file:///etc/passwd'> & <script>y</script>"


def words(more: str = "") -> Text:
    return Text(EVIL + more, "")


def questions() -> dict[str, Question]:
    options = (
        Option(words("1"), True, words()),
        Option(words("2"), False, words()),
        Option(words("3"), True),
    )
    return {
        "choice": Choice("choice", words(), (options[0], options[1]), words(), words()),
        "choices": Choices("choices", words(), options, words(), words()),
        "order": PutInOrder("order", words(), (words("1"), words("2"), words("3")), words(), words()),
        "match": Match("match", words(), tuple(Pair(words(i), words("r" + i)) for i in "123"), (), words(), words()),
        "decision": Decision(
            "decide:one", "history", words(),
            (Way(words("1"), "two", "best", words()), Way(words("2"), "two", "poor", words())),
        ),
    }  # fmt: skip


ANSWERS = {"choice": "1", "choices": "0 1", "order": "0 2 1", "match": "0 2 1", "decision": "1"}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_shows_letters(qtbot: QtBot, look: Look, session: Session, kind: str) -> None:
    asked = questions()[kind]
    step = Step("one", {"en": StepText(EVIL, (Ask(asked.id),))}, questions=(asked,))
    if isinstance(asked, Decision):
        step = replace(step, questions=(), decision=asked)
    steps = (step, Step("two", {"en": StepText(EVIL)}))
    session.lessons = {"evil": Lesson("evil", "E", "student", 1, {"en": LessonText(EVIL)}, steps)}
    session.open_lesson("evil")
    panel = LessonPanel(look, session)
    qtbot.addWidget(panel)
    session.take_hint(asked.id)
    assert_letters(panel)
    session.choose(asked.id, ANSWERS[kind])
    session.judge(asked.id)
    assert_letters(panel)


def assert_letters(panel: QWidget) -> None:
    shown = [as_seen(label) for label in panel.findChildren(QLabel)]
    assert any(EVIL in text for text in shown)
    assert not [
        text for text in shown if "passwd" not in text and "x" in text and "<" not in text and "&" in text
    ]
    for widget in panel.findChildren(QWidget):
        assert EVIL not in widget.toolTip() or not Qt.mightBeRichText(widget.toolTip())
    boxes = panel.findChildren(QComboBox)
    assert all(EVIL in box.itemText(1) for box in boxes)
