"""The question that is answered by typing a name."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from anatomy_viewer.model.name_it import LONGEST, NameIt
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.question import Verdict
from anatomy_viewer.model.words import colon, joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.question_card import QuestionCard


class NameCard(QuestionCard):
    """A line to type into; Enter answers."""

    def __init__(self, look: Look, session: Session, question: NameIt, parent: QWidget | None = None) -> None:
        super().__init__(look, session, question, parent)
        self._asked = question
        self._line = QLineEdit()
        self._line.setMaxLength(LONGEST)
        self._line.textEdited.connect(lambda text: session.choose(question.id, text))
        self._line.returnPressed.connect(self.give)
        self.body.addWidget(self._line)
        self.refresh()

    def refresh(self) -> None:
        """What was typed, then what all questions show."""
        super().refresh()
        answer, language = self._session.now.answer_to(self.question.id), self._session.language
        if self._line.text() != answer.chosen:
            self._line.setText(answer.chosen)
        self._line.setReadOnly(answer.judged)
        self._line.setPlaceholderText(say("English, Latin or Chinese", language))
        self._line.setAccessibleName(self.question.ask.get(language))
        self._answer.setText(say("Answer", language))
        self._answer.set_reason("" if answer.chosen.strip() else say("Type the name first.", language))

    def give(self) -> None:
        """Answer with what was typed."""
        answer = self._session.now.answer_to(self.question.id)
        if answer.chosen.strip() and not answer.judged:
            self._session.judge(self.question.id)
            self.answered.emit()

    def right_title(self, chosen: str) -> str:
        """With the spelling, where a slip was overlooked."""
        language = self._session.language
        if not self._asked.misspelt(chosen):
            return super().right_title(chosen)
        return say("Right; it is spelt: {}", language).format(self._spelt())

    def wrong_title(self, chosen: str) -> str:
        """Whose name it is instead."""
        language, other = self._session.language, self._asked.meant(chosen)
        if self._asked.judge(chosen).other_side:
            return say("The other side", language)
        if other is None:
            return super().wrong_title(chosen)
        return (
            say("Not this one", language) + colon(language) + full_name(self._session.atlas, other, language)
        )

    def _spelt(self) -> str:
        """The name without its side."""
        atlas, language, name = self._session.atlas, self._session.language, self._asked.answer[0]
        return (atlas.points[name] if name in atlas.points else atlas.item(name)).names.get(language)

    def _called(self) -> str:
        return full_name(self._session.atlas, self._asked.answer[0], self._session.language)

    def right_answer(self, verdict: Verdict) -> str:
        """The name, with its Latin one."""
        atlas, language, name = self._session.atlas, self._session.language, verdict.correct[0]
        latin = "" if name in atlas.points else atlas.item(name).names.la
        return joined([word for word in (self._called(), latin) if word], language)
