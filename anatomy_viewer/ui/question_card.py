"""A question in the lesson panel: ask, answer, hint, verdict. Its kinds: `question_widgets.py`."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.question import Question, Verdict
from anatomy_viewer.model.state import Answer
from anatomy_viewer.model.words import colon, joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.messages import AnswerCallout, Icon, Text

MOST_TITLE = 30  # letters of a right answer that stand in its title


class QuestionCard(QFrame):
    """What all kinds share; `answered` comes when the learner has answered. Subclasses fill `body` and `after`."""

    answered = Signal()

    def __init__(
        self, look: Look, session: Session, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._look, self._session, self.question = look, session, question
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        self._ask = Text(look, "card")
        self._ask.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._ask)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body)
        self._hint = AnswerCallout(look)
        column.addWidget(self._hint)
        column.addLayout(self._buttons())
        self._verdict = AnswerCallout(look)
        column.addWidget(self._verdict)
        self._correct = AnswerCallout(look)
        column.addWidget(self._correct)
        self.after = QVBoxLayout()
        self.after.setSpacing(6)
        column.addLayout(self.after)
        self._sources = Text(look, "small", "text2")
        self._sources.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._sources)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._kind = Text(self._look, "small_strong", "accent")
        row.addWidget(Icon(self._look, "help-circle-outline", "accent", 16))
        row.addWidget(self._kind, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._hint_button = Button(self._look, "", "quiet", "lightbulb-on-outline")
        self._again = Button(self._look, "", "outline", "replay")
        self._answer = Button(self._look, "")
        self._hint_button.clicked.connect(lambda: self._session.take_hint(self.question.id))
        self._again.clicked.connect(lambda: self._session.try_again(self.question.id))
        self._answer.clicked.connect(self.give)
        row.addWidget(self._hint_button)
        row.addWidget(self._again)
        row.addStretch(1)
        row.addWidget(self._answer)
        return row

    def give(self) -> None:
        """Answer with what is chosen."""
        raise TypeError(f"{type(self).__name__} must say how an answer is given")

    def told(self, answer: Answer) -> bool:
        """Is it said by now whether the answer is right?"""
        return answer.judged and not self._session.withholding

    def refresh(self) -> None:
        """Show the state of the answer."""
        language = self._session.language
        answer = self._session.now.answer_to(self.question.id)
        self._kind.setText(say("Check yourself", language))
        self._ask.setText(self.question.ask.get(language))
        hint = self.question.hint.get(language)
        self._hint_button.setText(say("Hint", language))
        self._hint_button.setVisible(bool(hint) and not answer.judged and not answer.hints)
        self._hint.setVisible(bool(hint) and answer.hints > 0 and not answer.judged)
        self._hint.show_answer("note", say("Hint", language), _verbatim(hint))
        self._again.setText(say("Try again", language))
        self._again.setVisible(answer.judged)
        self._answer.setVisible(not answer.judged)
        told = self.told(answer)
        self._show_verdict(self.question.judge(answer.chosen) if told else None, answer.chosen)
        if answer.judged and not told:
            self._show_kept()
        self._show_sources(answer, told)

    def _show_kept(self) -> None:
        """An answer that is not told about yet."""
        language = self._session.language
        self._again.setText(say("Change the answer", language))
        self._verdict.show_answer(
            "note", say("Answered", language), say("It is judged at the end.", language)
        )
        self._verdict.show()

    def _show_sources(self, answer: Answer, told: bool) -> None:
        """Where the answer comes from, and that a hint was taken."""
        language, atlas = self._session.language, self._session.atlas
        parts = [short_citation(atlas, key) for key in self.question.tags.sources if key in atlas.sources]
        words = [say("Source", language) + colon(language) + joined(parts, language)] if parts else []
        words += [say("A hint was taken", language)] if answer.hints else []
        self._sources.setText("   ".join(words))
        self._sources.setVisible(told and bool(words))

    def _show_verdict(self, verdict: Verdict | None, chosen: str) -> None:
        language = self._session.language
        self._verdict.setVisible(verdict is not None)
        self._correct.setVisible(
            verdict is not None and not verdict.right and bool(self.right_answer(verdict))
        )
        if verdict is None:
            return
        title = self.right_title(chosen) if verdict.right else self.wrong_title(chosen)
        self._verdict.show_answer(
            "right" if verdict.right else "wrong", title, _verbatim(self.explained(verdict, chosen))
        )
        words, title = self.right_answer(verdict), say("Right answer", language)
        if len(words) > MOST_TITLE:
            self._correct.show_answer("right", title, _verbatim(words))
        else:
            self._correct.show_answer("right", title + colon(language) + words)

    def explained(self, verdict: Verdict, _chosen: str) -> str:
        """What stands below the title."""
        return verdict.explain.get(self._session.language)

    def right_title(self, _chosen: str) -> str:
        """What stands over the explanation of a right answer."""
        return say("Correct", self._session.language)

    def wrong_title(self, _chosen: str) -> str:
        """What stands over the explanation of a wrong answer."""
        return say("Not this one", self._session.language)

    def right_answer(self, _verdict: Verdict) -> str:
        """The right answer in words, where it is not seen otherwise."""
        return ""


def _verbatim(text: str) -> str:
    """A rich text that shows `text` as it is; escaped alone, an apostrophe would be shown as its number."""
    return f"<span>{escape(text)}</span>" if text else ""
