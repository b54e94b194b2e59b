"""A case in the lesson panel: the decision of a step, what follows from it, and how the case ended."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.case import BEST, Decision, Taken
from anatomy_viewer.model.question import Verdict
from anatomy_viewer.model.words import colon, joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.option_cards import OptionsCard
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.messages import AnswerCallout, Icon, Text, link

GRADE_WORDS = {"best": "Well decided", "fair": "Defensible, but not the best", "poor": "Better not"}
ENDING_WORDS = {"best": "A good ending", "fair": "An ending with reserves", "poor": "A bad ending"}
CALLOUTS = {"best": "right", "fair": "note", "poor": "wrong"}
MARKS = {
    "best": ("check-circle", "ok"),
    "fair": ("information-outline", "accent"),
    "poor": ("close-circle", "bad"),
}


class DecisionCard(OptionsCard):
    """What is to be done now. After the decision its consequence is told; the others stay unmarked."""

    def __init__(
        self, look: Look, session: Session, question: Decision, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, tuple(way.text for way in question.ways), parent)
        self._decision = question
        self.refresh()

    def marked(self, number: int, chosen: bool) -> str:
        """Only the way taken, and only when it is plainly good or bad."""
        grade = self._decision.ways[number].grade
        return {"right": "right", "wrong": "wrong"}.get(CALLOUTS[grade], "") if chosen else ""

    def refresh(self) -> None:
        """As every question, in the words of a decision."""
        super().refresh()
        language = self._session.language
        self._kind.setText(say("Your decision", language))
        self._answer.setText(say("Decide", language))
        self._again.setText(say("Think again", language))

    def _show_verdict(self, verdict: Verdict | None, chosen: str) -> None:
        super()._show_verdict(verdict, chosen)
        self._correct.hide()
        way = self._decision.way(chosen)
        if verdict is not None and way is not None:
            language = self._session.language
            text = f"<span>{escape(way.explain.get(language))}</span>"
            self._verdict.show_answer(CALLOUTS[way.grade], say(GRADE_WORDS[way.grade], language), text)


class EndingCard(QFrame):
    """How the case ended, and every decision on the way with what would have been better."""

    def __init__(self, look: Look, session: Session, ending: Decision, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._look, self._session, self._ending = look, session, ending
        self._outcome = AnswerCallout(look)
        self._count = Text(look, "small_strong", "text2")
        self._again = Button(look, "", "outline", "replay")
        self._again.clicked.connect(session.restart_case)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._outcome)
        column.addWidget(self._count)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addStretch(1)
        column.addLayout(row)
        self._fill()

    def refresh(self) -> None:
        """Nothing changes while an ending is shown."""

    def _fill(self) -> None:
        language, lesson = self._session.language, self._session.lesson
        title, text = say(ENDING_WORDS[self._ending.grade], language), self._ending.ending.get(language)
        self._outcome.show_answer(CALLOUTS[self._ending.grade], title, f"<span>{escape(text)}</span>")
        self._again.setText(say("Begin the case again", language))
        made = [
            (place, taken, lesson.decisions[taken.step])
            for place, taken in enumerate(self._session.now.route)
            if lesson and taken.option >= 0
        ]
        best = sum(decision.ways[taken.option].grade == BEST for _, taken, decision in made)
        self._count.setText(say("{} of {} decisions well made", language).format(best, len(made)))
        self._count.setVisible(bool(made))
        for place, taken, decision in made:
            self._add(place, taken, decision)

    def _add(self, place: int, taken: Taken, decision: Decision) -> None:
        way, look, language = decision.ways[taken.option], self._look, self._session.language
        words = Text(look, "small", "text")
        lesson = self._session.lesson
        step = lesson.index_of(taken.step) if lesson else None
        title = lesson.steps[step].text(language).title if lesson and step is not None else ""
        said = f"{link(look, str(place), escape(title))}<br>{escape(way.text.get(language))}"
        if way.grade != BEST:
            better = [w.text.get(language) for w in decision.ways if w.grade == BEST]
            said += f"<br>{say('Better', language)}{colon(language)}{escape(joined(better, language))}"
        words.setText(f"<span>{said}</span>")
        words.linkActivated.connect(lambda target: self._session.back_to(int(target)))
        row = QHBoxLayout()
        row.setSpacing(8)
        icon = QVBoxLayout()
        icon.addWidget(Icon(look, *MARKS[way.grade], 16))
        icon.addStretch(1)
        row.addLayout(icon)
        row.addWidget(words, 1)
        self._list.addLayout(row)
