"""The lecturer's window: the picture as the audience has it, tools, steps, time, notes, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.model.lecture import clock_words, found, seconds_of
from anatomy_viewer.model.lesson import plain
from anatomy_viewer.model.presenting import Presenting
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_clock import PresentClock
from anatomy_viewer.ui.present_cover import CoverMark
from anatomy_viewer.ui.present_notes import PresentNotes
from anatomy_viewer.ui.present_parts import NextStep
from anatomy_viewer.ui.present_steps import StepGrid
from anatomy_viewer.ui.present_tools import ToolRow
from anatomy_viewer.ui.present_words import first_sentence
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.chip import Chip
from anatomy_viewer.ui.widgets.messages import Text

SIDE = (300, 412)  # px at 100 %: least and most of the column with notes
Run = Callable[[str], object]


class StageBox(QWidget):
    """Holds the picture's page, as wide and high as the audience's window is in proportion; `aspect` 0: fills."""

    def __init__(self) -> None:
        super().__init__()
        self.aspect = 0.0
        self._page: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)

    def hold(self, page: QWidget) -> None:
        """Show this page."""
        self._page = page
        page.setParent(self)
        page.show()
        self.arrange()

    def arrange(self) -> None:
        """Give the page the largest place of the right shape."""
        if self._page is None:
            return
        wide, high = self.width(), self.height()
        if self.aspect:
            wide, high = min(wide, round(high * self.aspect)), min(high, round(wide / self.aspect))
        place = QRect(0, 0, max(wide, 1), max(high, 1))
        place.moveCenter(self.rect().center())
        self._page.setGeometry(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As the window is."""
        super().resizeEvent(event)
        self.arrange()


class LecturerPage(QWidget):
    """Lays out the lecturer's window. run(act): does what a button asks, by the names of the commands."""

    def __init__(self, look: Look, session: Session, presenter: Presenter, run: Run) -> None:
        super().__init__()
        self._look, self._session, self._presenter, self._run = look, session, presenter, run
        self._pictures: dict[int, QImage] = {}
        self.stage = StageBox()
        self.mark = CoverMark(look, session, presenter, self.stage)
        self.tools = ToolRow(look, session, presenter, run)
        self.steps = StepGrid(look, session, presenter)
        self.steps.chosen.connect(presenter.go)
        self.notes = PresentNotes(look, session, presenter)
        self.next_step = NextStep(look)
        self.next_step.clicked.connect(lambda: run("next"))
        self._head, self._side, self._foot = self._make_head(), QFrame(), self._make_foot()
        self._lay_out()
        presenter.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def _make_head(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("bar", True)
        self._close = IconButton(self._look, "close", "")
        self._close.clicked.connect(lambda: self._run("end"))
        self._title, self._lesson = Text(self._look, "strong"), Text(self._look, "body", "text2")
        for label in (self._title, self._lesson):
            label.setWordWrap(False)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._back = Button(self._look, "", "outline", "arrow-left", key="E")
        self._back.clicked.connect(self._presenter.come_back)
        self.screen_chip = Chip(self._look, "", "neutral", "monitor")
        self.swap = Button(self._look, "", "outline", "monitor-screenshot")
        self.swap.clicked.connect(lambda: self._run("swap"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        for part in (self._close, self._title, self._lesson, self._back):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.screen_chip)
        row.addWidget(self.swap)
        return bar

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        self._previous = Button(self._look, "", "outline", "chevron-left")
        self._next = Button(self._look, "", "outline", icon_right="chevron-right")
        self._previous.clicked.connect(lambda: self._run("previous"))
        self._next.clicked.connect(lambda: self._run("next"))
        self._count = Text(self._look, "body", "text2")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 14)
        row.addWidget(self._previous)
        row.addWidget(self._count, 1)
        row.addWidget(self._next)
        return foot

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.stage, 1)
        left.addWidget(self.tools)
        left.addWidget(self.steps)
        self._side.setProperty("panel", True)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        clock = PresentClock(self._look, self._session, self._presenter)
        for part, stretch in ((clock, 0), (_rule(), 0), (self.notes, 1), (_rule(), 0), (self.next_step, 0),
                              (_rule(), 0), (self._foot, 0)):  # fmt: skip
            side.addWidget(part, stretch)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(_rule(upright=True))
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(body, 1)

    def set_slim(self, slim: bool) -> None:
        """The picture alone, where there is one screen; or all of it."""
        for part in (self._head, self._side, self.tools):
            part.setVisible(not slim)
        self.mark.allowed = not slim
        self.mark.refresh()
        self.steps.setVisible(not slim and bool(self.steps.tiles))

    def set_picture(self, at: int, picture: QImage) -> None:
        """The small picture of step `at`."""
        self._pictures[at] = picture
        self.steps.tiles[at].set_picture(picture)
        if at == self._presenter.ahead:
            self._show_next()

    def show_screen(self, words: str) -> None:
        """Where the audience's window is, '' where there is one screen."""
        self.screen_chip.setText(words)
        self.screen_chip.setVisible(bool(words))
        self.swap.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The notes get their share of the width."""
        super().resizeEvent(event)
        px = self._look.px
        self._side.setFixedWidth(min(max(round(self.width() * 0.297), px(SIDE[0])), px(SIDE[1])))

    # Following

    def _follow(self, old: Presenting, new: Presenting) -> None:
        if (old.at, old.left, old.released) != (new.at, new.left, new.released):
            self._show_place()

    def retranslate(self) -> None:
        """Words in the present language."""
        language = self._session.language
        self._close.set_name(say("End the lecture", language), "Esc")
        self.swap.setText(say("Swap screens", language))
        self.swap.setToolTip("Ctrl+F5")
        self._previous.setText(say("Back", language))
        self._next.setText(say("Next", language))
        self._back.setText(say("Back to the step", language))
        self._show_place()

    def _show_place(self) -> None:
        now, language = self._presenter.now, self._session.language
        place = self._presenter.place
        lesson = self._session.lessons.get(place.lesson) if place else None
        name = f"{lesson.code} {lesson.text(language).title}".strip() if lesson else ""
        self._title.setText(now.lecture.title)
        self._lesson.setText(
            f"·  {name}" if name and lesson and lesson.text(language).title != now.lecture.title else ""
        )
        self._back.setVisible(now.left is not None)
        count = len(now.lecture.steps)
        self._count.setText(say("{} of {}", language).format(now.at + 1, count) if count else "")
        presenter = self._presenter
        waits = presenter.undecided is not None
        self._previous.setEnabled(presenter.before is not None or now.left is not None)
        self._next.setEnabled(presenter.ahead is not None or waits or now.left is not None)
        self._foot.setVisible(bool(count))
        self._show_next()

    def _show_next(self) -> None:
        now, language, lessons = self._presenter.now, self._session.language, self._session.lessons
        at, undecided = self._presenter.ahead, self._presenter.undecided
        place = now.lecture.steps[at] if at is not None else None
        step = found(place, lessons) if place else None
        if undecided is not None:
            head = say("Your decision", language)
            self.next_step.show_step("", head, undecided.ask.get(language), "", None)
            self.next_step.setVisible(True)
            return
        if at is None or place is None or step is None:
            last = say("The last step", language) if now.lecture.steps else ""
            self.next_step.show_step("", last, "", "", None)
            self.next_step.setVisible(bool(last))
            return
        text = step.text(language)
        when = say("step {}, {} planned", language).format(at + 1, clock_words(seconds_of(place, lessons)))
        told = first_sentence(plain(text.body))
        self.next_step.show_step(say("Next", language), text.title, told, when, self._pictures.get(at))


def _rule(upright: bool = False) -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", True)
    if upright:
        rule.setFixedWidth(1)
    else:
        rule.setFixedHeight(1)
    return rule
