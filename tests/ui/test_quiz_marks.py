"""A review, a practice session or an assessment shows how each of its questions was answered."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.cards import lesson_key
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.made_lesson import ASSESSMENT, PRACTICE, Item, session_of
from anatomy_viewer.model.review import asked
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.step_list import StepList
from anatomy_viewer.ui.widgets.dots import QuestionDots

LESSON = "l01_small"


def panel(kind: str, qtbot: QtBot, look: Look, atlas: Atlas, lessons: Mapping[str, Lesson]) -> LessonPanel:
    """All questions of the small lesson, the first one answered rightly."""
    items = []
    for question in lessons[LESSON].questions:
        key = lesson_key(LESSON, question.id)
        found = asked(key, lessons)
        assert found is not None
        lesson, step, _ = found
        items.append(Item(key, question, step.scene, lesson.id, step.id))
    session = Session(atlas, lessons, AppState())
    made = LessonPanel(look, session)
    qtbot.addWidget(made)
    made.show()
    session.play(session_of(f"{kind}:1", kind, items, lessons))
    first = session.step.questions[0] if session.step else None
    assert first is not None
    session.choose(first.id, "1")
    session.judge(first.id)
    return made


@pytest.mark.parametrize(("kind", "state"), [(PRACTICE, "right"), (ASSESSMENT, "given")])
def test_marks_say_how_questions_were_answered_and_lead_to_them(
    kind: str, state: str, qtbot: QtBot, look: Look, small_atlas: Atlas, small_lessons: Mapping[str, Lesson]
) -> None:
    made = panel(kind, qtbot, look, small_atlas, small_lessons)
    marks = made.findChildren(QuestionDots)[0]
    assert marks.isVisible()
    assert [dot.state for dot in marks.dots][:2] == [state, "open"]
    QTest.mouseClick(marks.dots[1], Qt.MouseButton.LeftButton)
    assert made.findChildren(QuestionDots)[0].current == 1
    assert made.findChildren(StepList)[0].text() == f"Question 2 of {len(marks.dots)}"
