"""Rows that are put in order: dragged with the mouse, or moved with Alt or Ctrl and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_TONES = {"right": ("ok", "ok_soft"), "wrong": ("bad", "bad_soft"), "": ("edge", "raised")}
_MOVERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class OrderRow(QWidget):
    """One thing, with its place and a grip."""

    def __init__(self, look: Look, owner: OrderList) -> None:
        super().__init__(owner)
        self._look, self._owner = look, owner
        self._text, self._place, self._verdict = "", 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_item(self, text: str, place: int, verdict: str, said: str) -> None:
        """What it holds at which place (from 0); "right", "wrong" or ""; `said` is what a screen reader adds."""
        self._text, self._place, self._verdict = text, place, verdict
        self.setAccessibleName(f"{place + 1}. {text}")
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def _room(self, width: int) -> float:
        return width - self._look.px(38 + 34)

    def hasHeightForWidth(self) -> bool:
        """Long texts take several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Lines of text and 16 px."""
        return round(parts.wrapped_height(self._look, "body", self._text, self._room(width))) + self._look.px(
            16
        )

    def sizeHint(self) -> QSize:
        """A column's width."""
        return QSize(self._look.px(260), self.heightForWidth(self._look.px(260)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Place, text, grip."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, ground = _TONES[self._verdict]
        lifted = self._owner.lifted == self._place
        parts.box(
            painter, rect, parts.CONTROL_RADIUS, look.color("accent_soft" if lifted else ground),
            look.color("accent" if self.hasFocus() or lifted else edge), look.theme.edge_width,
        )  # fmt: skip
        number = QRectF(0, 0, look.px(34), rect.height())
        parts.line(painter, look, "body", look.color("text2"), number, str(self._place + 1), parts.CENTRE)
        words = rect.adjusted(look.px(38), 0, -look.px(34), 0)
        parts.wrapped(painter, look, "body", look.color("text"), words, self._text)
        icon = {"right": "check-circle", "wrong": "close-circle", "": "drag"}[self._verdict]
        square = QRectF(0, 0, look.px(18), look.px(18))
        square.moveCenter(QPointF(rect.right() - look.px(18), rect.center().y()))
        paint_icon(painter, icon, square, look.color(edge if self._verdict else "text3"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame of the row with the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without it."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Lift it."""
        self._owner.lift(self._place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it."""
        self._owner.carry(self.mapTo(self._owner, event.position()).y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Put it down."""
        self._owner.lift(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next row, with Alt or Ctrl they take this one along."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        elif event.modifiers() & _MOVERS:
            self._owner.move_row(self._place, self._place + step)
        else:
            self._owner.focus_row(self._place + step)


class OrderList(QWidget):
    """`moved(int, int)`: a row was taken from one place to another; who owns the list shows the new order."""

    moved = Signal(int, int)

    def __init__(self, look: Look, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.lifted = look, -1
        self._rows = [OrderRow(look, self) for _ in range(count)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in self._rows:
            column.addWidget(row)

    def show_items(self, texts: Sequence[str], verdicts: Sequence[str], said: Sequence[str]) -> None:
        """The texts in their present order, each with its verdict."""
        for place, row in enumerate(self._rows):
            row.show_item(texts[place], place, verdicts[place], said[place])

    def move_row(self, place: int, goal: int) -> None:
        """Ask for a row to be elsewhere; the focus goes along."""
        if self.isEnabled() and 0 <= goal < len(self._rows) and goal != place:
            self.moved.emit(place, goal)
            self.focus_row(goal)

    def focus_row(self, place: int) -> None:
        """Give a row the focus."""
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def lift(self, place: int) -> None:
        """A row is being dragged; -1: none is."""
        self.lifted = place if self.isEnabled() else -1
        for row in self._rows:
            row.update()

    def carry(self, y: float) -> None:
        """The row that is dragged goes to the place at this height."""
        if self.lifted < 0:
            return
        goal = next(
            (i for i, row in enumerate(self._rows) if y < row.geometry().bottom()), len(self._rows) - 1
        )
        if goal != self.lifted:
            place, self.lifted = self.lifted, goal
            self.move_row(place, goal)
