"""Dots for the steps of a lesson and for the questions of a quiz: a click jumps, hovering names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QSizePolicy, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.flow import FlowRow

MOST_DOTS = 14
DONE_ALPHA = 0.55
_DOT, _NOW, _GAP = 8, 22, 6  # px at 100 %
_MARKS = {
    "right": ("check", "ok", "ok_soft"),
    "wrong": ("close", "bad", "bad_soft"),
    "given": ("", "accent", "accent_soft"),  # answered, and not told yet whether it is right
}
_QUESTION = (*_MARKS, "open")


class _Dot(QAbstractButton):
    """One place that can be jumped to; `state` is now, done, ahead, or right, wrong, given, open for a question."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_state(self, name: str, state: str, now: bool) -> None:
        """What it stands for, and whether the reader is there."""
        self.state, self._now = state, now
        self.setToolTip(f"<span>{escape(name)}</span>" if "<" in name else name)
        self.setAccessibleName(name)
        # One stop for Tab in the whole row; arrows do the rest.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if now else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Narrow to look at, high enough to hit."""
        look = self._look
        wide = 18 + 8 if self.state in _QUESTION else (_NOW if self._now else _DOT) + _GAP
        return QSize(look.px(wide), look.px(28))

    minimumSizeHint = sizeHint  # noqa: N815

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses; the arrows belong to the row (a plain button would move the focus with them)."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dot, a bar, or a mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QRectF(self.rect()).center()
        if self.state in _QUESTION:
            self._paint_question(painter, centre)
        else:
            self._paint_step(painter, centre)

    def _paint_step(self, painter: QPainter, centre: QPointF) -> None:
        look = self._look
        size = look.px(_DOT)
        rect = QRectF(0, 0, look.px(_NOW) if self._now else size, size)
        rect.moveCenter(centre)
        if self._now:
            parts.box(painter, rect, size / 2, look.color("accent"))
        elif self.state == "done":
            parts.box(painter, rect, size / 2, look.color("accent", 1.0 if self.underMouse() else DONE_ALPHA))
        else:
            edge = look.color("accent" if self.underMouse() else "edge")
            parts.box(painter, rect, size / 2, None, edge, 1.25)

    def _paint_question(self, painter: QPainter, centre: QPointF) -> None:
        look = self._look
        side = look.px(18)
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(centre)
        icon, ink, ground = _MARKS.get(self.state, ("", "edge", ""))
        if self._now:
            painter.setPen(QPen(look.color(ink if icon else "accent"), 2))
            painter.setBrush(look.color(ground) if ground else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, side / 2 + 1, side / 2 + 1)
        else:
            parts.box(
                painter,
                rect,
                side / 2,
                look.color(ground) if ground else None,
                None if icon else look.color(ink),
            )
        if icon:
            inset = look.px(3)
            paint_icon(painter, icon, rect.adjusted(inset, inset, -inset, -inset), look.color(ink))


class _Row(QWidget):
    """A row of dots, rebuilt when what it shows changes."""

    jumped = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.current = 0
        self._count = 0
        self.dots: list[_Dot] = []
        self._box = self._lay_out()
        look.changed.connect(self._restyle)

    def _lay_out(self) -> QLayout:
        """One line, as wide as its dots."""
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return box

    def _restyle(self) -> None:
        for dot in self.dots:
            dot.updateGeometry()
        self.updateGeometry()
        self.update()

    def _fill(self, dots: Sequence[tuple[str, str]], current: int) -> None:
        """Dots of (name, state); the one at `current` is where the reader is."""
        had_focus = any(dot.hasFocus() for dot in self.dots)
        self._make(len(dots))
        self.current, self._count = current, len(dots)
        for index, (dot, (name, state)) in enumerate(zip(self.dots, dots, strict=True)):
            dot.set_state(name, state, index == current)
        if had_focus and current < len(dots):
            self.dots[current].setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, count: int) -> None:
        """As many dots as are wanted: those that there are stay, so that focus and pointer do."""
        while len(self.dots) > count:
            dot = self.dots.pop()
            self._box.removeWidget(dot)
            dot.hide()
            dot.deleteLater()
        while len(self.dots) < count:
            dot = _Dot(self._look, self)
            dot.clicked.connect(partial(self._jump, len(self.dots)))
            self._box.addWidget(dot)
            self.dots.append(dot)

    def _jump(self, place: int, _checked: bool = False) -> None:
        self.jumped.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End jump."""
        last = self._count - 1
        goals = {
            Qt.Key.Key_Left: self.current - 1,
            Qt.Key.Key_Right: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        goal = goals.get(Qt.Key(event.key()))
        if goal is None or not 0 <= goal <= last:
            event.ignore()
        else:
            self.jumped.emit(goal)


class StepDots(_Row):
    """Where the reader is in a lesson: `jumped(int)` is the step that was asked for; a bar above 14 steps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._titles: tuple[str, ...] = ()

    def set_steps(self, titles: Sequence[str], current: int, done: Collection[int] = ()) -> None:
        """Titles of all steps, the step shown (from 0), and the steps that have been read."""
        self._titles, self.current, self._count = tuple(titles), current, len(titles)
        dots: list[tuple[str, str]] = []
        if not self._as_bar():
            dots = [(f"{i + 1}. {title}", "done" if i in done else "ahead") for i, title in enumerate(titles)]
        self._fill(dots, current)
        self._count = len(titles)
        self.setAccessibleName(f"{current + 1} / {len(titles)}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._as_bar() else Qt.FocusPolicy.NoFocus)
        self._restyle()

    def _as_bar(self) -> bool:
        return len(self._titles) > MOST_DOTS

    def sizeHint(self) -> QSize:
        """Fixed for the bar; as wide as the dots otherwise."""
        if not self._as_bar():
            return super().sizeHint()
        return QSize(self._look.px(190), self._look.px(28))

    def _bar(self) -> QRectF:
        return QRectF(0, self.height() / 2 - 3, self.width() - self._look.px(60), 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar and "3 / 24"."""
        if not self._as_bar():
            return
        look, painter, track = self._look, QPainter(self), self._bar()
        parts.box(painter, track, 3, look.color("fill2"))
        filled = QRectF(track)
        filled.setWidth(track.width() * (self.current + 1) / self._count)
        parts.box(painter, filled, 3, look.color("accent"))
        text = f"{self.current + 1} / {self._count}"
        parts.line(painter, look, "small", look.color("text2"), QRectF(self.rect()), text, parts.RIGHT)

    def mousePressEvent(self, event: object) -> None:
        """A click on the bar jumps to that part of the lesson."""
        if self._as_bar():
            x = event.position().x()  # type: ignore[attr-defined]
            share = x / self._bar().width()
            if share <= 1:
                self.jumped.emit(min(int(share * self._count), self._count - 1))


class QuestionDots(_Row):
    """How the questions of a quiz were answered: tick, cross, filled, hollow; `jumped(int)` asks for one."""

    def _lay_out(self) -> QLayout:
        """As many lines as the dots take."""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        return FlowRow(0, self)

    def sizeHint(self) -> QSize:
        """One line, where there is room for it."""
        sizes = [dot.sizeHint() for dot in self.dots]
        return QSize(sum(size.width() for size in sizes), max((size.height() for size in sizes), default=0))

    def set_questions(self, names: Sequence[str], states: Sequence[str], current: int) -> None:
        """Names of the questions, their states ("right", "wrong", "given", "open"), and the one shown."""
        self._fill(list(zip(names, states, strict=True)), current)
        self._restyle()
