"""Questions with options to choose from: a choice, and the decision of a case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from anatomy_viewer.model.anatomy import Text as Words
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import Choice
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import OWN_DIGITS
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.widgets.option import OptionRow


class OptionsCard(QuestionCard):
    """Options in a seeded order; digits choose and Enter answers while the card has the focus.

    `order`: the options' numbers as they are shown; `texts`: their words by number.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        question: Question,
        order: tuple[int, ...],
        texts: tuple[Words, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, session, question, parent)
        self.setProperty(OWN_DIGITS, True)
        self._order, self._texts = order, texts
        self._group = QButtonGroup(self)
        self._rows: list[OptionRow] = []
        for place, number in enumerate(order):
            row = OptionRow(look, texts[number].get(session.language), str(place + 1))
            self._group.addButton(row, number)
            self.body.addWidget(row)
            self._rows.append(row)
        self._group.idClicked.connect(lambda number: session.choose(question.id, str(number)))

    def marked(self, number: int, chosen: bool) -> str:
        """How an option is marked after the answer: "right", "wrong" or ""."""
        raise TypeError(f"{type(self).__name__} must say how option {number} ({chosen}) is marked")

    def refresh(self) -> None:
        """Options with their marks, then what all questions show."""
        super().refresh()
        answer = self._session.now.answer_to(self.question.id)
        language = self._session.language
        for number, row in zip(self._order, self._rows, strict=True):
            row.setText(self._texts[number].get(language))
            chosen = answer.chosen == str(number)
            row.setChecked(chosen)
            verdict = self.marked(number, chosen) if answer.judged else ""
            row.set_verdict(verdict, say("Right answer", language) if verdict == "right" else "")
            row.setEnabled(not answer.judged)
        if not answer.chosen:
            self._group.setExclusive(False)
            for row in self._rows:
                row.setChecked(False)
            self._group.setExclusive(True)
        self._answer.setText(say("Answer", language))
        self._answer.set_reason("" if answer.chosen else say("Choose an answer first.", language))

    def give(self) -> None:
        """Answer with the option chosen."""
        if self._session.now.answer_to(self.question.id).chosen:
            self._session.judge(self.question.id)
            self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, Enter answers."""
        judged = self._session.now.answer_to(self.question.id).judged
        if not judged and event.text().isdecimal() and 1 <= int(event.text()) <= len(self._rows):
            self._session.choose(self.question.id, str(self._order[int(event.text()) - 1]))
        elif not judged and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        else:
            super().keyPressEvent(event)


class ChoiceCard(OptionsCard):
    """Exactly one option is right."""

    def __init__(self, look: Look, session: Session, question: Choice, parent: QWidget | None = None) -> None:
        lesson = session.lesson
        order = question.order(lesson.id if lesson else "")
        super().__init__(look, session, question, order, tuple(o.text for o in question.options), parent)
        self._choice = question
        self.refresh()

    def marked(self, number: int, chosen: bool) -> str:
        """The right one, and a wrong one that was chosen."""
        right = self._choice.options[number].right
        return ("right" if right else "wrong") if right or chosen else ""
