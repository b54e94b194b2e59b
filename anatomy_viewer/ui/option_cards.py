"""Questions with options to choose from: one is right, several are, or the decision of a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from anatomy_viewer.model.anatomy import Text as Words
from anatomy_viewer.model.case import Decision
from anatomy_viewer.model.quiz import Choice, Choices, chosen_options, toggled
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import OWN_DIGITS
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.option import CheckRow, OptionRow


class OptionsCard(QuestionCard):
    """Options, in another order at each attempt; digits choose and Enter answers while the card has the focus."""

    row: Callable[..., OptionRow | CheckRow] = OptionRow

    def __init__(
        self,
        look: Look,
        session: Session,
        question: Choice | Choices | Decision,
        texts: tuple[Words, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, session, question, parent)
        self.setProperty(OWN_DIGITS, True)
        self._options, self._texts = question, texts
        self._order: tuple[int, ...] = ()
        self._group = QButtonGroup(self)
        self._rows = [type(self).row(look, words.get(session.language)) for words in texts]  # by number
        for number, row in enumerate(self._rows):
            self._group.addButton(row, number)
        self._group.idClicked.connect(self.pick)

    def pick(self, number: int) -> None:
        """Choose an option."""
        self._session.choose(self.question.id, str(number))

    def picked(self, chosen: str) -> set[int]:
        """The options' numbers in an answer."""
        return {int(chosen)} if chosen.isdecimal() else set()

    def marked(self, number: int, chosen: bool) -> str:
        """How an option is marked after the answer: "right", "wrong", "missed" or ""."""
        raise TypeError(f"{type(self).__name__} must say how option {number} ({chosen}) is marked")

    def _arrange(self) -> None:
        """Lay the rows out in the order of this attempt."""
        order = self._options.order(self._session.order_seed(self.question.id))
        if order != self._order:
            self._order = order
            for number in order:
                self.body.removeWidget(self._rows[number])
                self.body.addWidget(self._rows[number])

    def refresh(self) -> None:
        """Options with their marks, then what all questions show."""
        super().refresh()
        self._arrange()
        answer, language = self._session.now.answer_to(self.question.id), self._session.language
        told, picked = self.told(answer), self.picked(answer.chosen)
        if not picked:
            self._group.setExclusive(False)
        for place, number in enumerate(self._order, 1):
            row, chosen = self._rows[number], number in picked
            row.set_words(self._texts[number].get(language), str(place))
            row.setChecked(chosen)
            verdict = self.marked(number, chosen) if told else ""
            row.set_verdict(verdict, say("Right answer", language) if verdict in ("right", "missed") else "")
            row.setEnabled(not answer.judged)
        self._group.setExclusive(type(self).row is OptionRow)
        self._answer.setText(say("Answer", language))
        self._answer.set_reason("" if answer.chosen else say("Choose an answer first.", language))

    def give(self) -> None:
        """Answer with what is chosen."""
        if self._session.now.answer_to(self.question.id).chosen:
            self._session.judge(self.question.id)
            self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, Enter answers."""
        judged = self._session.now.answer_to(self.question.id).judged
        if not judged and event.text().isdecimal() and 1 <= int(event.text()) <= len(self._rows):
            self.pick(self._order[int(event.text()) - 1])
        elif not judged and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        else:
            super().keyPressEvent(event)


class ChoiceCard(OptionsCard):
    """Exactly one option is right."""

    def __init__(self, look: Look, session: Session, question: Choice, parent: QWidget | None = None) -> None:
        super().__init__(look, session, question, tuple(o.text for o in question.options), parent)
        self._choice = question
        self.refresh()

    def marked(self, number: int, chosen: bool) -> str:
        """The right one, and a wrong one that was chosen."""
        right = self._choice.options[number].right
        return ("right" if right else "wrong") if right or chosen else ""


class ChoicesCard(OptionsCard):
    """Several options are right, and parts of them count."""

    row = CheckRow

    def __init__(
        self, look: Look, session: Session, question: Choices, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, question, tuple(o.text for o in question.options), parent)
        self._choices = question
        self._rule = Text(look, "small", "text2")
        self.body.insertWidget(0, self._rule)
        self.refresh()

    def pick(self, number: int) -> None:
        """Take an option in, or out again."""
        chosen = self._session.now.answer_to(self.question.id).chosen
        self._session.choose(self.question.id, toggled(chosen, number))

    def picked(self, chosen: str) -> set[int]:
        """The options' numbers in an answer."""
        return chosen_options(chosen, len(self._choices.options))

    def marked(self, number: int, chosen: bool) -> str:
        """Each that was chosen, and each right one that was missed."""
        right = self._choices.options[number].right
        return ("right" if right else "wrong") if chosen else "missed" if right else ""

    def refresh(self) -> None:
        """With the rule of counting."""
        super().refresh()
        rule = say(
            "Several are right. Each right one counts; a wrong one takes one away.", self._session.language
        )
        self._rule.setText(rule)

    def wrong_title(self, chosen: str) -> str:
        """How many of the right ones were found, and how many wrong ones taken."""
        picked = self.picked(chosen)
        right = {i for i, option in enumerate(self._choices.options) if option.right}
        text = say("{} of {} found, {} wrong", self._session.language)
        return text.format(len(picked & right), len(right), len(picked - right))
