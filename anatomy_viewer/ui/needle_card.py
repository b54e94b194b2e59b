"""The question 'place the needle' in the lesson panel: begun, placed in the picture, inserted, judged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.place_needle import PlaceNeedle, read_insertion, written
from anatomy_viewer.model.practice import Insertion
from anatomy_viewer.model.question import Verdict
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.practice_measure import NeedleMeasure
from anatomy_viewer.ui.practice_readout import Readout
from anatomy_viewer.ui.practice_words import figures, how, told
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.measure import MeasureBox
from anatomy_viewer.ui.widgets.messages import Text


class NeedleCard(QuestionCard):
    """While the needle is in hand the button inserts it; names are covered meanwhile. `unfolded`: it has grown."""

    unfolded = Signal()

    def __init__(
        self, look: Look, session: Session, question: PlaceNeedle, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, parent)
        self._asked = question
        self._measure: NeedleMeasure | None = None
        self._readout: Readout | None = None
        self._how, self._problem = Text(look, "body", "text2"), Text(look, "small", "warn")
        self._stop = Button(look, "", "quiet")
        self._stop.clicked.connect(lambda: session.ask_for_needle(""))
        for part in (self._how, self._problem):
            self.body.addWidget(part)
        self.body.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._figures = MeasureBox(look)
        self.after.addWidget(self._figures)
        self._problem.hide()
        self.refresh()

    def equip(self, measure: NeedleMeasure) -> None:
        """What measures the needle."""
        self._measure = measure
        measure.failed.connect(self._refuse)
        measure.busy_changed.connect(self.refresh)
        self._readout = Readout(self._look, self._session, measure.reader)
        self._readout.appeared.connect(self.unfolded)
        self.after.addWidget(self._readout)

    @property
    def _placing(self) -> bool:
        return self._session.now.asking == self.question.id

    def refresh(self) -> None:
        """The needle in hand, or what all questions show, with the figures of the pass."""
        super().refresh()
        language, needle = self._session.language, self._session.now.needle
        busy = self._measure is not None and self._measure.busy
        for part in (self._how, self._stop):
            part.setVisible(self._placing)
        if not self._placing:
            self._problem.hide()
        self._how.setText(say(how(self._asked.help), language))
        self._stop.setText(say("Stop", language))
        word = "Reading the tissues…" if busy else "Insert" if self._placing else "Place the needle"
        self._answer.setText(say(word, language))
        self._answer.set_icons("needle")
        ready = not self._placing or (needle is not None and not busy)
        self._answer.set_reason("" if ready else say("Place entry and target first.", language))
        self._show_figures()
        if self._readout is not None:
            self._readout.refresh()
            self._readout.setVisible(self._placing and self._readout.tells)

    def _show_figures(self) -> None:
        answer, language = self._session.now.answer_to(self.question.id), self._session.language
        insertion = read_insertion(answer.chosen) if self.told(answer) else None
        self._figures.setVisible(insertion is not None)
        if insertion is not None:
            self._figures.set_figures(figures([insertion], language))

    def explained(self, verdict: Verdict, chosen: str) -> str:
        """What was harmed comes before the question's own words."""
        insertion, language = read_insertion(chosen), self._session.language
        why = told([insertion], self._session.atlas, language) if insertion else ""
        return (why + ("" if language == "zh" else " ") + super().explained(verdict, chosen)).strip()

    def give(self) -> None:
        """Begin, or insert the needle that was placed."""
        if not self._placing:
            self._session.ask_for_needle(self.question.id)
            if self._measure is not None:
                self._measure.prepare()
        elif self._measure is not None:
            self._problem.hide()
            self._measure.measure(self._asked.procedure, self._take)

    def _take(self, insertion: Insertion) -> None:
        if self._placing:
            self._session.answer_with(written(insertion))
            self.answered.emit()

    def _refuse(self, problem: ContentError) -> None:
        self._problem.setText(sentence(problem, self._session.language))
        self._problem.setVisible(self._placing)

    def right_title(self, _chosen: str) -> str:
        """Safe and there."""
        return say("Safe, and on target", self._session.language)

    def wrong_title(self, chosen: str) -> str:
        """Unsafe, or only not there."""
        insertion = read_insertion(chosen)
        if insertion is None:
            return super().wrong_title(chosen)
        return say("Safe, but not on target" if insertion.safe else "Unsafe", self._session.language)
