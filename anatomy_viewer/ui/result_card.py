"""The result of an assessment in the lesson panel: the sum, each topic, each question with the way to it."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.assessment import Assessed, TopicScore, assessed
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.state import Answer
from anatomy_viewer.model.topics import TOPICS
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.due_card import Bars
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import Icon, Text, link
from anatomy_viewer.ui.widgets.ring import Ring

OTHER = "Structures of the atlas"  # what the atlas itself asks for has no topic
MARKS = {
    "right": ("check-circle", "ok"),
    "part": ("circle-half-full", "accent"),
    "wrong": ("close-circle", "bad"),
}


class ResultCard(QFrame):
    """Made when the result is shown; it does not change."""

    def __init__(self, look: Look, session: Session, lesson: Lesson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._look, self._session = look, session
        made = session.made.get(lesson.id)
        self._given = {answer.question: answer for answer in (made.given if made else ())}
        outcome = assessed(lesson, self._given.values(), datetime.now(UTC))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(12)
        self._add_sum(outcome)
        self._add_topics(outcome)
        self._caption("Every question")
        for place, question in enumerate(lesson.questions):
            self._add_question(place, question)

    def _caption(self, word: str) -> None:
        self._column.addWidget(Text(self._look, "small_strong", "text2", say(word, self._session.language)))

    def _add_sum(self, outcome: Assessed) -> None:
        language = self._session.language
        share = outcome.credit / max(outcome.asked, 1)
        ring, row, words = Ring(self._look, share, 52), QHBoxLayout(), QVBoxLayout()
        right = say("{} of {} right", language).format(outcome.right, outcome.asked)
        worth = say("{} % with what was right in part", language).format(round(share * 100))
        hints = say("hints taken: {}", language).format(outcome.hints)
        ring.set_fraction(share, worth)
        words.setSpacing(2)
        words.addWidget(Text(self._look, "heading", "text", right))
        words.addWidget(
            Text(self._look, "small", "text2", f"{worth}{'；' if language == 'zh' else '; '}{hints}")
        )
        row.setSpacing(14)
        row.addWidget(ring)
        row.addLayout(words, 1)
        self._column.addLayout(row)

    def _add_topics(self, outcome: Assessed) -> None:
        """The weakest first."""
        self._caption("By topic")
        bars, language = Bars(self._look), self._session.language
        found = sorted(outcome.topics, key=lambda score: score.credit / score.asked)
        bars.set_bars([(self._called(score, language), score.credit / score.asked) for score in found])
        self._column.addWidget(bars)

    @staticmethod
    def _called(score: TopicScore, language: str) -> str:
        return f"{say(TOPICS.get(score.topic, OTHER), language)} ({score.asked})"

    def _add_question(self, place: int, question: Question) -> None:
        language, answer = self._session.language, self._given.get(question.id, Answer(question.id))
        verdict = question.judge(answer.chosen) if answer.judged else None
        mark = "right" if verdict and verdict.right else "part" if verdict and verdict.credit else "wrong"
        words = Text(self._look, "small")
        ask = escape(question.ask.get(language))
        words.setText(f"<span>{place + 1}. {link(self._look, str(place), ask)}</span>")
        words.linkActivated.connect(lambda target: self._session.go_to(int(target)))
        row, icon = QHBoxLayout(), QVBoxLayout()
        icon.addWidget(Icon(self._look, *MARKS[mark], 16))
        icon.addStretch(1)
        row.setSpacing(8)
        row.addLayout(icon)
        row.addWidget(words, 1)
        self._column.addLayout(row)
