"""The lecturer's notes, large, with + and -; under them the questions of the step and their answers."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.model.case import Decision
from anatomy_viewer.model.lecture import LectureStep
from anatomy_viewer.model.lesson import Ask, Body, Measure, Paragraph, Span, Step
from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.case_cards import GRADE_WORDS, MARKS
from anatomy_viewer.ui.lesson_text import LessonText
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_look import OwnLook
from anatomy_viewer.ui.present_words import asked
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.option import OptionRow
from anatomy_viewer.ui.widgets.scroll import ScrollColumn

SIZES = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)  # of 19 px: never under 16


class PresentNotes(QFrame):
    """Follows the presenter. What a lesson has no notes for is read from its text."""

    def __init__(self, look: Look, session: Session, presenter: Presenter) -> None:
        super().__init__()
        self._look, self._session, self._presenter = look, session, presenter
        self._size = 1
        self.own_look = OwnLook(look, SIZES[self._size])
        self._head = Text(look, "strong")
        self._less, self._more = (IconButton(look, icon, "", small=True) for icon in ("minus", "plus"))
        self._less.clicked.connect(lambda: self.enlarge(-1))
        self._more.clicked.connect(lambda: self.enlarge(1))
        self._notes = LessonText(self.own_look, session.atlas, "notes")
        self._other = Text(look, "small_strong", "text3")
        self._text = LessonText(look, session.atlas, "reading")
        self._questions = QVBoxLayout()
        self._lay_out()
        presenter.listen(self._follow)
        look.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("page", True)
        inner = self._inner = QVBoxLayout(page)
        for part in (self._notes, self._other, self._text):
            inner.addWidget(part)
        inner.addLayout(self._questions)
        inner.addStretch(1)
        head = self._top = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._less)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(ScrollColumn(page), 1)

    def enlarge(self, steps: int) -> None:
        """Larger (1) or smaller (-1) notes."""
        self._size = min(max(self._size + steps, 0), len(SIZES) - 1)
        self._less.setEnabled(self._size > 0)
        self._more.setEnabled(self._size < len(SIZES) - 1)
        self.own_look.set_factor(SIZES[self._size])

    def _follow(self, old: Presenting, new: Presenting) -> None:
        if (old.at, old.question, old.released, old.left) != (new.at, new.question, new.released, new.left):
            self.refresh()

    def refresh(self) -> None:
        """Notes and questions of the step in the session's language."""
        px, language, step = self._look.px, self._session.language, self._presenter.step
        self._inner.setContentsMargins(px(24), px(4), px(12), px(16))
        self._inner.setSpacing(px(12))
        self._top.setContentsMargins(px(24), px(14), px(16), px(6))
        self._head.setText(say("Notes", language))
        self._less.set_name(say("Smaller notes", language))
        self._more.set_name(say("Larger notes", language))
        notes = notes_of(self._presenter.place, step, language)
        self._notes.set_body(notes or (_paragraph(say("No notes for this step.", language)),))
        body = tuple(b for b in step.text(language).body if not isinstance(b, Ask | Measure)) if step else ()
        self._other.setText(say("Text of the step", language))
        self._other.setVisible(bool(body))
        self._text.set_body(body)
        self._text.setVisible(bool(body))
        self._fill_questions()

    def _fill_questions(self) -> None:
        clear(self._questions)
        for question in self._presenter.questions:
            self._questions.addWidget(self._card(question))

    def _card(self, question: Question) -> QFrame:
        """A question with its answer, and what the audience sees of it."""
        look, language, now = self._look, self._session.language, self._presenter.now
        words, shown = asked(self._session, question), now.question == question.id
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.addWidget(Text(look, "card", "text", words.ask))
        right = next((text for text, good in words.options if good), words.answer)
        if isinstance(question, Decision):
            self._add_ways(column, question)
        elif right or words.explain:
            column.addWidget(Text(look, "body", "ok", right or words.explain))
        row = QHBoxLayout()
        show = Button(look, say("Hide question" if shown else "Show question", language), key="Q")
        show.clicked.connect(lambda: self._presenter.show(question.id))
        row.addWidget(show)
        if shown and question is not self._presenter.undecided:
            word = "Hide answer" if now.released else "Release answer"
            answer = Button(look, say(word, language), key="A")
            answer.clicked.connect(self._presenter.answer)
            row.addWidget(answer)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _add_ways(self, column: QVBoxLayout, decision: Decision) -> None:
        """Each way with how good it is, for the lecturer alone; a click takes it, and the lecture goes on along it."""
        look, language, presenter = self._look, self._session.language, self._presenter
        answer = self._session.now.answer_to(decision.id)
        taken = decision.way(answer.chosen) if answer.judged else None
        for place, number in enumerate(presenter.offered, 1):
            way = decision.ways[number]
            row = OptionRow(look, way.text.get(language), str(place))
            row.setChecked(way is taken)
            row.clicked.connect(lambda _on=False, number=number: presenter.decide(number))
            column.addWidget(row)
            column.addWidget(Text(look, "small", MARKS[way.grade][1], say(GRADE_WORDS[way.grade], language)))
        column.addWidget(
            Text(look, "small", "text3", say("A click, or number + Enter, takes a way.", language))
        )


def notes_of(place: LectureStep | None, step: Step | None, language: str) -> Body:
    """The lecture's own notes for a step, else the lesson's."""
    if place is not None and place.notes:
        blocks = [" ".join(part.split()) for part in place.notes.split("\n\n")]
        return tuple(_paragraph(block) for block in blocks if block)
    return step.text(language).notes if step else ()


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))
