"""The form that writes a lesson's text file: beside the picture, from whose views the steps' scenes are taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.content.lesson_sketch import (
    Sketch,
    completed,
    judged,
    new_sketch,
    new_step,
    questions,
    texts_of,
)
from anatomy_viewer.content.lesson_source import SourceStep
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.sketch_slips import Slip, slips
from anatomy_viewer.content.sketch_words import without_row
from anatomy_viewer.content.text_files import read_text
from anatomy_viewer.content.unfinished import read_unfinished
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_front import FrontForm
from anatomy_viewer.ui.form_preview import Preview
from anatomy_viewer.ui.form_step import PICTURE, StepForm
from anatomy_viewer.ui.form_steps import StepRows
from anatomy_viewer.ui.form_zh import ChineseForm
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented

WIDTH = 420  # px at 100 %
JUDGE_MS = 300  # after the last letter
PAGES = ("Lesson", "Steps", "In Chinese", "Preview")
MOST_PAST = 50
LESSON, STEPS, CHINESE, PREVIEW = range(len(PAGES))


class LessonForm(QWidget):
    """`view_wanted`: the present view is asked for (`take_view` brings it); `played(Sketch)`: write and play it;
    `closed`."""

    view_wanted = Signal()
    played = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.sketch = read_unfinished() or new_sketch(session.language)
        self.changed = False
        self._texts: dict[str, str] = {}  # of the files, as they were read or written last
        self._pictures: dict[str, QPixmap] = {}
        self.at = 0
        self._past: list[tuple[Sketch, int]] = []  # before steps, views and questions came or went
        self.undo = IconButton(look, "undo-variant", "", small=True)
        self._title, self._file = Text(look, "heading"), Text(look, "small", "text3")
        self._close, self.tabs = (
            IconButton(look, "close", "", small=True),
            Segmented(look, "", [""] * 4, tight=True),
        )
        self.front, self.steps, self.step = (
            FrontForm(look, session),
            StepRows(look, session),
            StepForm(look, session),
        )
        self.chinese, self.preview = ChineseForm(look, session), Preview(look, session)
        self.slip, self.go = (
            Text(look, "small", "text2"),
            Button(look, "", "quiet", icon_right="chevron-right"),
        )
        self.play = Button(look, "", "filled", "play")
        self._problem = Text(look, "small", "warn")
        self._pages = QStackedWidget()
        self._judging = QTimer(self, singleShot=True, interval=JUDGE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head, foot, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._file)
        head.addLayout(names, 1)
        head.addWidget(self.undo)
        head.addWidget(self._close)
        steps = QWidget()
        inner = QVBoxLayout(steps)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(14)
        inner.addWidget(self.steps)
        inner.addWidget(self.step)
        inner.addStretch(1)
        self._scrolls = [_scrolled(page) for page in (self.front, steps, self.chinese)]
        for page in (*self._scrolls, self.preview):
            self._pages.addWidget(page)
        foot.addWidget(self._problem)
        row = QHBoxLayout()
        row.addWidget(self.slip, 1)
        row.addWidget(self.go)
        foot.addLayout(row)
        foot.addWidget(self.play)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(10)
        for part in (head, self.tabs, self._pages, foot):
            _put(column, part)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedWidth(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule)
        outer.addLayout(column, 1)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self.tabs.chosen.connect(self.show_page)
        self.front.put.connect(lambda key, value: self._put(self.sketch.with_front(**{key: value})))
        self.chinese.put.connect(lambda place, words: self._put(self.sketch.with_zh(place, words)))
        self.undo.clicked.connect(self._undo)
        self.step.changing.connect(self._remember)
        self.step.put.connect(self._put_step)
        self.step.view_asked.connect(self.view_wanted)
        self.step.answer_out.connect(self._take_out)
        self.steps.chosen.connect(self.show_step)
        self.steps.added.connect(self.add_step)
        self.steps.moved.connect(self._move)
        self.steps.removed.connect(self._remove)
        self.go.clicked.connect(self._go_to_slip)
        self.play.clicked.connect(lambda: self.played.emit(self.sketch))
        self.preview.ended.connect(lambda: self.show_page(STEPS))
        self._judging.timeout.connect(self.judge)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Words and sizes in the present look and language."""
        language = self._session.language
        self.setFixedWidth(self._look.px(WIDTH))
        self._close.set_name(say("Close", language))
        self.undo.set_name(say("Undo in the form", language))
        self.tabs.set_texts(say("Part of the form", language), [say(page, language) for page in PAGES])
        self.play.setText(say("Play the lesson", language))
        self.go.setText(say("Go there", language))
        self.front.retranslate()
        self.steps.retranslate()
        self.step.retranslate()
        self.show_sketch(self.sketch)

    # What is shown

    def begin(self, sketch: Sketch, at: int = 0) -> None:
        """Another lesson, at a step (from 0), as it stands in its file."""
        self._pictures = {}
        self._settle(sketch, at)
        self.tabs.set_current(STEPS if sketch.path else LESSON)
        self.show_sketch(sketch)

    def written(self, sketch: Sketch) -> None:
        """The lesson that is in the form has been written so: its steps have their ids, its file has a name."""
        names = [step.id for step in sketch.source.steps]
        old = [step.id for step in self.sketch.source.steps]
        self._pictures = {
            n: self._pictures[o] for o, n in zip(old, names, strict=True) if o in self._pictures
        }
        self._settle(sketch, self.at)
        self._stale = True

    def _settle(self, sketch: Sketch, at: int) -> None:
        self._judging.stop()
        self.sketch, self.changed, self._texts, self.at, self._past = sketch, False, texts_of(sketch), at, []

    def showEvent(self, event: QShowEvent) -> None:
        """As it was written meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.show_sketch(self.sketch)

    def changed_elsewhere(self) -> bool:
        """Has the file been changed since it was read or written here?"""
        path = self.sketch.path
        if path is None or not path.is_file():
            return False
        try:
            return read_text(path) != self._texts.get(".md")
        except ContentError:
            return True

    def show_sketch(self, sketch: Sketch) -> None:
        """This lesson from now on."""
        self.sketch = sketch
        self.undo.setEnabled(bool(self._past))
        self._name()
        self.front.show_front(sketch.source.front)
        self.show_step(min(self.at, max(len(sketch.source.steps) - 1, 0)))
        self.show_page(self.tabs.current())
        self.judge()

    @property
    def plays(self) -> bool:
        """Can the lesson be played as it is?"""
        self.judge()
        return self.play.isEnabled()

    def _name(self) -> None:
        language, path = self._session.language, self.sketch.path
        title = str(self.sketch.source.front.get("title", ""))
        self._title.setText(title or say("New lesson", language))
        self._file.setText(path.name if path else say("Not written yet", language))

    def show_page(self, page: int) -> None:
        """One of `PAGES`."""
        self.tabs.set_current(page)
        self._pages.setCurrentIndex(page)
        self.play.set_kind("outline" if page == PREVIEW else "filled")  # the preview has a filled one
        if page == CHINESE:
            self.chinese.show_sketch(self.sketch)
        if page == PREVIEW:
            self.preview.show_sketch(self.sketch, self.at)

    def show_step(self, at: int) -> None:
        """The step of this number (from 0) to be changed."""
        steps = self.sketch.source.steps
        self.at = at
        self.steps.show_steps(steps, at, self._pictures)
        self.step.setVisible(bool(steps))
        if steps:
            self.step.show_step(steps[at], self._taken(), self._pictures.get(steps[at].id))

    def _taken(self) -> set[str]:
        return {str(keys.get("id")) for step in self.sketch.source.steps for keys in questions(step)}

    # What is changed

    def _put(self, sketch: Sketch) -> None:
        self.sketch, self.changed = sketch, True
        self._name()
        self._judging.start()

    def _remember(self) -> None:
        """What is now can be had back."""
        self._past = [*self._past[-MOST_PAST:], (self.sketch, self.at)]
        self.undo.setEnabled(True)

    def _undo(self) -> None:
        """Steps, views and questions as they were before the last of them came or went."""
        if self._past:
            sketch, self.at = self._past.pop()
            self.changed = True
            self.show_sketch(sketch)

    def _put_step(self, step: SourceStep) -> None:
        self._put(self.sketch.with_step(self.at, step))
        self.steps.show_steps(self.sketch.source.steps, self.at, self._pictures)

    def take_view(self, keys: dict[str, object], picture: QPixmap) -> None:
        """The scene of the step being changed is this one."""
        at, steps = self.at, self.sketch.source.steps
        if not steps:
            return
        self._remember()
        step = steps[at].with_blocks("scene", [keys])
        self._pictures[step.id] = picture
        self._put(self.sketch.with_step(at, step))
        self.step.show_view(step, picture)
        self.steps.show_steps(self.sketch.source.steps, at, self._pictures)

    def add_step(self) -> None:
        """An empty step after the present one, with the cursor in its title."""
        self._remember()
        steps = list(self.sketch.source.steps)
        at = self.at + 1 if steps else 0
        steps.insert(at, new_step(tuple(steps)))
        self._put(self.sketch.with_steps(steps))
        self.show_step(at)
        self.step.title.field.setFocus()

    def _move(self, by: int) -> None:
        steps, at = list(self.sketch.source.steps), self.at
        if 0 <= at + by < len(steps):
            self._remember()
            steps.insert(at + by, steps.pop(at))
            self._put(self.sketch.with_steps(steps))
            self.show_step(at + by)

    def _remove(self) -> None:
        steps = list(self.sketch.source.steps)
        if len(steps) < 2:
            return
        self._remember()
        del steps[self.at]
        self._put(self.sketch.with_steps(steps))
        self.show_step(max(min(self.at, len(steps) - 1), 0))

    def _take_out(self, question: str, part: str, number: int) -> None:
        """A row of a question went: the Chinese words behind it move up."""
        place = f"{self.step.step.id}/{question}/{part}"
        self._put(replace(self.sketch, zh=without_row(self.sketch.zh, place, number)))

    # What is missing

    def judge(self) -> None:
        """Say what is missing; the button plays what can be played."""
        self._judging.stop()
        found = slips(self.sketch, self._session.atlas)
        stops = [slip for slip in found if slip.stops]
        self._first = next(iter(stops or found), None)
        self.slip.setText("")
        self.go.setVisible(self._first is not None)
        problem = "" if stops else self._read_problem()
        if self._first is not None:
            text = self._in_words(self._first)
            more = len(found) - 1
            tail = say(" (and {} more)", self._session.language).format(more) if more else ""
            self.slip.setText(text + tail)
            self.slip.setToolTip("\n".join(self._in_words(slip) for slip in found))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.play.set_reason(self._in_words(stops[0]) if stops else problem if self._unplayable else "")

    def _read_problem(self) -> str:
        """What the lesson's own reader says, for slips in texts and links."""
        path = self.sketch.path or Path("lesson.md")
        lesson, problems = judged(completed(self.sketch), self._session.atlas, path)
        self._unplayable = lesson is None
        wanted = [p for p in problems if "there is no lesson" not in p.problem]
        return sentence(wanted[0], self._session.language) if wanted else ""

    _unplayable = _stale = False
    _first: Slip | None = None

    def _in_words(self, slip: Slip) -> str:
        return sentence(ContentError("lesson", None, slip.text), self._session.language)

    def _go_to_slip(self) -> None:
        """To the field that the sentence speaks of."""
        slip = self._first
        if slip is None:
            return
        self.show_page(LESSON if slip.step < 0 else STEPS)
        if slip.step >= 0:
            self.show_step(slip.step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of a panel."""
        QPainter(self).fillRect(self.rect(), self._look.color("panel"))

    def picture_size(self) -> tuple[int, int]:
        """px of a small picture of a view."""
        return self._look.px(PICTURE[0]), self._look.px(PICTURE[1])


def _scrolled(page: QWidget) -> ScrollColumn:
    page.setProperty("page", True)
    layout = page.layout()
    if layout is not None:
        layout.setContentsMargins(2, 2, 10, 12)
    return ScrollColumn(page)


def _put(column: QVBoxLayout, part: QWidget | QLayout) -> None:
    if isinstance(part, QLayout):
        column.addLayout(part)
    else:
        column.addWidget(part, isinstance(part, QStackedWidget))
