"""A case in the lesson panel: decided, told what follows, gone on, and looked back at from its ending."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.case import Decision, Way, decision_id
from anatomy_viewer.model.lesson import Ask, Lesson, LessonText, Step, StepText
from anatomy_viewer.session import Session
from anatomy_viewer.ui.case_cards import DecisionCard, EndingCard
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.dots import StepDots
from anatomy_viewer.ui.widgets.trail import StageTrail


def step(name: str, **more: object) -> Step:
    words = {
        "en": StepText(name.title(), (Ask(decision_id(name)),)),
        "zh": StepText("步骤", (Ask(decision_id(name)),)),
    }
    return Step(name, words, decision=Decision(decision_id(name), **more))  # type: ignore[arg-type]


def way(words: str, to: str, grade: str) -> Way:
    return Way(Text(words, "做法"), to, grade, Text(f"Then: {words}", "结果"))


@pytest.fixture
def panel(qtbot: QtBot, look: Look, session: Session) -> LessonPanel:
    ask = Text("What now?", "怎么办？")
    steps = (
        step(
            "ask", stage="history", ask=ask, ways=(way("Wait", "ask2", "poor"), way("Look", "ask2", "best"))
        ),
        step(
            "ask2", stage="imaging", ask=ask, ways=(way("Again", "ask", "fair"), way("Treat", "end", "best"))
        ),
        step("end", stage="limits", ending=Text("She is well.", "她好了。"), grade="best"),
        step("other", stage="limits", ending=Text("She is not.", "她没好。"), grade="poor"),
    )
    texts = {"en": LessonText("A case"), "zh": LessonText("病例")}
    session.lessons = {"case": Lesson("case", "C", "resident", 5, texts, steps, kind="case")}
    session.open_lesson("case")
    made = LessonPanel(look, session)
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    return made


def shown(panel: LessonPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def button(panel: LessonPanel, name: str) -> QAbstractButton:
    return next(b for b in panel.findChildren(QAbstractButton) if b.text() == name and b.isVisible())


def decide(qtbot: QtBot, panel: LessonPanel, words: str) -> None:
    card = panel.findChildren(DecisionCard)[-1]
    place = card._order.index(next(i for i, w in enumerate(card._texts) if w.en == words))
    qtbot.keyClick(card, str(place + 1))
    qtbot.keyClick(card, Qt.Key.Key_Return)


def test_a_case_is_played_to_its_end_and_looked_back_at(
    qtbot: QtBot, panel: LessonPanel, session: Session
) -> None:
    assert not button(panel, "Next").isEnabled()
    assert button(panel, "Next").toolTip() == "Decide first."
    decide(qtbot, panel, "Wait")
    assert "Better not" in shown(panel)
    assert "Then: Wait" in shown(panel)
    assert "Then: Look" not in shown(panel)
    qtbot.mouseClick(button(panel, "Next"), Qt.MouseButton.LeftButton)
    assert panel.findChild(StageTrail).accessibleName() == "Stage 3 of 8: Which imaging"
    qtbot.waitUntil(lambda: len(panel.findChildren(DecisionCard)) == 1)
    decide(qtbot, panel, "Treat")
    qtbot.mouseClick(button(panel, "Next"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: panel.findChild(EndingCard) is not None and panel.findChild(EndingCard).isVisible()
    )
    told = shown(panel)
    assert "She is well." in told
    assert "1 of 2 decisions well made" in told
    assert "Better: Look" in told
    assert panel.findChild(StepDots).accessibleName() == "3 / 3"
    assert button(panel, "Finish").isEnabled()
    qtbot.mouseClick(button(panel, "Begin the case again"), Qt.MouseButton.LeftButton)
    assert session.now.route == ()
    assert session.decided == ""


def test_a_decision_is_taken_back_before_going_on(qtbot: QtBot, panel: LessonPanel, session: Session) -> None:
    decide(qtbot, panel, "Wait")
    qtbot.mouseClick(button(panel, "Think again"), Qt.MouseButton.LeftButton)
    assert session.decided == ""
    assert not button(panel, "Next").isEnabled()
    decide(qtbot, panel, "Look")
    assert "Well decided" in shown(panel)


def test_an_answer_is_given_after_coming_back_from_the_end(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    session.open_lesson("l04_journey", 3)
    made = LessonPanel(look, session)
    qtbot.addWidget(made)
    made.refresh()
    session.go_to(2)
    qtbot.wait(10)  # what the last step showed is gone
    session.choose("where", "nerve_r")
    session.judge("where")
    assert session.now.answer_to("where").judged
