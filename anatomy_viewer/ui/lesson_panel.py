"""The lesson being played: text, published figures, questions, and the way from step to step."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from anatomy_viewer.content.paths import shipped_lessons
from anatomy_viewer.model.case import STAGES, Decision
from anatomy_viewer.model.lesson import Ask, Block, Body, Lesson, Measure, Step
from anatomy_viewer.model.made_lesson import RESULT
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import score
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.case_cards import EndingCard
from anatomy_viewer.ui.lesson_text import LessonText
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import MeasureCard
from anatomy_viewer.ui.needle_card import NeedleCard
from anatomy_viewer.ui.practice_measure import NeedleMeasure
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.question_widgets import QUESTION_WIDGETS
from anatomy_viewer.ui.result_card import ResultCard
from anatomy_viewer.ui.step_list import StepList
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.dots import QuestionDots, StepDots
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.trail import StageTrail

LAID_OUT_MS = 40  # until a card that has grown has its new height


class LessonPanel(QWidget):
    """Follows the session's place. measure: of a needle that is asked for.

    `linked(Link)`: a link was chosen; `pointed(Link | None)`: pointer on one;
    `finished`: the last step's button; `text_asked`: the lesson's text is wanted."""

    linked = Signal(object)
    pointed = Signal(object)
    finished = Signal()
    text_asked = Signal()

    def __init__(
        self,
        look: Look,
        session: Session,
        measure: NeedleMeasure | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._measure = look, session, measure
        self._cards: list[QuestionCard] = []
        self._texts: list[LessonText] = []
        self._score: Text | None = None
        self._shown: tuple[object, ...] = ()
        self._lesson_name, self._count = Text(look, "small", "text2"), StepList(look, session)
        self._trail, self._marks = StageTrail(look), QuestionDots(look)
        self._marks.jumped.connect(session.go_to)
        self._title = Text(look, "title")
        for label in (self._lesson_name, self._title):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a title may hold signs that mean something in HTML
        self._page = QWidget()
        self._page.setProperty("page", True)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(18, 16, 18, 20)
        self._column.setSpacing(12)
        self._scroll = ScrollColumn()
        self._scroll.setWidget(self._page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._foot())
        self._fill_head()
        session.listen(self._follow)
        self.refresh()

    def _fill_head(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._lesson_name, 1)
        self._edit = IconButton(self._look, "file-document-edit-outline", "", small=True)
        self._edit.clicked.connect(self.text_asked)
        head.addWidget(self._edit)
        head.addWidget(self._count)
        self._column.addLayout(head)
        self._column.addWidget(self._trail)
        self._column.addWidget(self._marks)
        self._column.addWidget(self._title)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._column.addLayout(self._body)
        self._column.addStretch(1)

    def _foot(self) -> QWidget:
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        self._back = IconButton(self._look, "chevron-left", "")
        self._back.clicked.connect(lambda: self._session.move(-1))
        self._dots = StepDots(self._look)
        self._dots.jumped.connect(self._jump)
        self._next = Button(self._look, "", "filled", icon_right="chevron-right")
        self._next.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.setContentsMargins(12, 12, 14, 12)
        row.setSpacing(4)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._dots)
        row.addStretch(1)
        row.addWidget(self._next)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule)
        column.addLayout(row)
        return box

    def _go_on(self) -> None:
        if not self._session.move(1):
            self.finished.emit()

    def _jump(self, place: int) -> None:
        """A dot stands for a step, or in a case for one on the way taken."""
        if self._session.in_case:
            self._session.back_to(place)
        else:
            self._session.go_to(place)

    def _follow(self, old: AppState, new: AppState) -> None:
        if (new.place, new.route) != self._shown:
            self.refresh()
        elif (old.answers, old.asking, old.needle) != (new.answers, new.asking, new.needle):
            for card in self._cards:
                card.refresh()
            self._say_score()
            self._say_way_on()
            self._follow_review(new)
            self._show_taught()

    def _bring_up(self, card: QuestionCard) -> None:
        """The card to the top: what is told of the needle stands below its buttons."""
        self._scroll.verticalScrollBar().setValue(card.mapTo(self._page, QPoint(0, 0)).y() - 12)

    def refresh(self) -> None:
        """Show the session's step in the session's language."""
        lesson, step, place = self._session.lesson, self._session.step, self._session.now.place
        self._shown = place, self._session.now.route
        if lesson is None or step is None or place is None:
            return
        language = self._session.language
        last = step.decision.ends if step.decision else place.step == len(lesson.steps) - 1
        self._lesson_name.setText(self._named(lesson, step))
        self._edit.set_name(say("The lesson's text", language), "F2")
        self._edit.setVisible(lesson.id in self._session.lessons and lesson.id not in shipped_lessons())
        self._count.refresh()
        self._title.setText(step.text(language).title)
        self._show_way(place.step)
        self._back.set_name(say("Previous step", language), "PgUp")
        self._next.setText(say(self._end_word if last else self._next_word, language))
        self._next.setToolTip("PgDown")
        self._next.set_icons("", "" if last else "chevron-right")
        self._say_way_on()
        self._fill_body(step, last)
        self._scroll.verticalScrollBar().setValue(0)

    @property
    def title(self) -> str:
        """The title of the step, as it is written."""
        return self._title.text()

    def renew(self) -> None:
        """The lesson was written anew: the same step, as far down as one has read."""
        bar = self._scroll.verticalScrollBar()
        at = bar.value()
        self.refresh()
        QTimer.singleShot(LAID_OUT_MS, self, lambda: bar.setValue(at))

    def _named(self, lesson: Lesson, step: Step) -> str:
        """'L04 Journey …'; of excerpts their own title, and the lesson that the step is taken from."""
        language, made = self._session.language, self._session.made.get(lesson.id)
        title = lesson.text(language).title
        where = made.places.get(step.id) if made else None
        if where and where[0] in self._session.lessons:
            return f"{title} · {self._session.lessons[where[0]].code}"
        return f"{lesson.code} {title}".strip()

    @property
    def _next_word(self) -> str:
        """What the button of any other step does, in English."""
        made = self._session.made.get(self._session.lesson.id) if self._session.lesson else None
        return "Next question" if made is not None and made.asks else "Next"

    @property
    def _end_word(self) -> str:
        """What the last step's button does, in English."""
        if self._session.withholding:
            return say("Hand in", "en")
        return say("Next lesson" if self._session.lesson_after else "Finish", "en")

    def _show_way(self, step: int) -> None:
        """Dots for the steps, or for those of a case that were gone through, with the stage one is in."""
        session, decision, lesson = self._session, self._session.decision, self._session.lesson
        titles = session.way_titles if session.in_case else session.step_titles
        now = len(titles) - 1 if session.in_case else step
        self._dots.set_steps(titles, now, range(now))
        self._trail.setVisible(decision is not None)
        self._show_marks(lesson, step)
        if decision is None or lesson is None:
            return
        stages, names = list(STAGES), [say(name, session.language) for name in STAGES.values()]
        place = stages.index(decision.stage)
        passed = {stages.index(lesson.decisions[taken.step].stage) for taken in session.now.route}
        caption = say("Stage {} of {}: {}", session.language).format(place + 1, len(stages), names[place])
        self._trail.set_stages(names, place, passed, caption)

    def _show_marks(self, lesson: Lesson | None, at: int) -> None:
        """Where every step is a question: how each was answered, instead of dots for the steps."""
        made = self._session.made.get(lesson.id) if lesson else None
        quiz = made is not None and made.asks
        self._marks.setVisible(quiz)
        self._dots.setVisible(not quiz)
        if lesson is None or not quiz:
            return
        steps = [step for step in lesson.steps if step.questions]
        names = [f"{i}. {step.text(self._session.language).title}" for i, step in enumerate(steps, 1)]
        self._marks.set_questions(names, [self._mark(step.questions[0]) for step in steps], at)

    def _mark(self, question: Question) -> str:
        answer = self._session.now.answer_to(question.id)
        if not answer.judged:
            return "open"
        if self._session.withholding:
            return "given"
        return "right" if question.judge(answer.chosen).right else "wrong"

    def _follow_review(self, new: AppState) -> None:
        """A wrong answer in a review has put a step to the end."""
        if new.place is not None and new.place.lesson in self._session.made:
            self._show_way(new.place.step)
            last = new.place.step == len(self._session.step_titles) - 1
            self._next.setText(say(self._end_word if last else self._next_word, self._session.language))
            self._next.set_icons("", "" if last else "chevron-right")
            self._count.refresh()

    def _say_way_on(self) -> None:
        """Which of the two buttons leads somewhere."""
        session, decision = self._session, self._session.decision
        self._back.setEnabled(session.can_go_back)
        waits = decision is not None and not decision.ends and not session.can_go_on
        self._next.set_reason(say("Decide first.", session.language) if waits else "")

    def _fill_body(self, step: Step, last: bool) -> None:
        """Running text in one browser a stretch, with figures and questions between."""
        while (item := self._body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cards, self._texts, self._score = [], [], None
        stretch: list[Block] = []
        for block in step.text(self._session.language).body:
            if isinstance(block, Ask | Measure):
                self._add_text(tuple(stretch))
                stretch = []
                self._add_special(block)
            else:
                stretch.append(block)
        self._add_text(tuple(stretch))
        if step.id == RESULT and self._session.lesson is not None:
            self._body.addWidget(ResultCard(self._look, self._session, self._session.lesson))
        elif last:
            self._add_score()
        self._show_taught()
        self._order_tabs()

    def _show_taught(self) -> None:
        """In a review, where a question is taught gives much away: it is told after the answer."""
        step, place, now = self._session.step, self._session.now.place, self._session.now
        made = self._session.made.get(place.lesson) if place else None
        asked = [q.id for q in step.questions if made and q.id in made.items] if step else []
        for text in self._texts if asked else []:
            text.setVisible(all(now.answer_to(name).judged for name in asked))

    def _order_tabs(self) -> None:
        """Tab goes through the text as it is read, and then to the foot; new widgets would come last of all."""
        before: QWidget = self._scroll
        for widget in (*_laid_out(self._body), self._back, *self._dots.findChildren(QWidget), self._next):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget

    def _add_text(self, body: Body) -> None:
        if body:
            text = LessonText(self._look, self._session.atlas)
            self._texts.append(text)
            text.set_body(body)
            text.chosen.connect(self.linked)
            text.hovered.connect(self.pointed)
            self._body.addWidget(text)

    def _add_special(self, block: Ask | Measure) -> None:
        if isinstance(block, Measure):
            self._body.addWidget(MeasureCard(self._look, self._session, block.point))
            return
        lesson = self._session.lesson
        if lesson is not None:
            question = lesson.question(block.question)
            if isinstance(question, Decision) and not question.ways:
                if question.ends:
                    self._body.addWidget(EndingCard(self._look, self._session, question))
                return
            card = QUESTION_WIDGETS[question.kind](self._look, self._session, question)
            if isinstance(card, NeedleCard) and self._measure is not None:
                card.equip(self._measure)
                card.unfolded.connect(
                    lambda: QTimer.singleShot(LAID_OUT_MS, card, lambda: self._bring_up(card))
                )
            self._cards.append(card)
            self._body.addWidget(card)

    def _add_score(self) -> None:
        lesson = self._session.lesson
        if lesson is not None and lesson.questions:
            self._score = Text(self._look, "body", "text2")
            self._body.addWidget(self._score)
            self._say_score()

    def _say_score(self) -> None:
        lesson = self._session.lesson
        if self._score is not None and lesson is not None:
            result = score(lesson.questions, self._session.now.answers)
            if self._session.withholding:
                text = say("{} of {} questions answered.", self._session.language)
                self._score.setText(text.format(result.judged, result.total))
                return
            text = say("{} of {} questions answered, {} right.", self._session.language)
            self._score.setText(text.format(result.judged, result.total, result.right))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in a layout and in theirs, in the order in which they stand."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item else None
        if widget is not None:
            yield widget
        inner = widget.layout() if widget is not None else item.layout() if item else None
        if inner is not None:
            yield from _laid_out(inner)
