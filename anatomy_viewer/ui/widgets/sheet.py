"""A panel over the window: it comes and goes without stopping anything, and is no dialog.

It closes with Escape and with a click beside it, keeps the Tab key inside, and gives the focus back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.toast import shadow

OWN_KEYS = "ownKeys"  # property of widgets that take single keys themselves: commands leave those to them
EDGE = 16  # px between the panel and the window's edge


class Sheet(QWidget):
    """Covers `host` while it is open; what is seen is `card`, whose `column` subclasses fill.

    With `dims` the window behind is darkened. Subclasses place the card in `card_rect`. `closed` when it has gone.
    """

    closed = Signal()

    def __init__(self, look: Look, host: QWidget, dims: bool = False) -> None:
        super().__init__(host)
        self._look, self._host, self._dims = look, host, dims
        self._before: QWidget | None = None
        self.setProperty(OWN_KEYS, True)
        self.card = QWidget(self)
        self.column = QVBoxLayout(self.card)
        host.installEventFilter(self)
        look.changed.connect(self._place)
        self.hide()

    def card_rect(self) -> QRect:
        """Where the card lies: in the middle, as large as it likes to be."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        rect = QRect(0, 0, *self.card.sizeHint().boundedTo(room.size()).toTuple())
        rect.moveCenter(room.center())
        return rect

    def open(self) -> None:
        """Show it over everything; another sheet that is open closes."""
        for other in self._host.findChildren(Sheet):
            if other is not self:
                other.dismiss()
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._place()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def first_focus(self) -> QWidget:
        """What gets the focus at first."""
        return self.card

    def dismiss(self) -> None:
        """Close it and give the focus back, if what had it is still there."""
        if not self.isVisible():
            return
        focus, before = QApplication.focusWidget(), self._before
        self._before = None
        self.hide()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def toggle(self) -> None:
        """Open it, or close it when it is open."""
        if self.isVisible():
            self.dismiss()
        else:
            self.open()

    def _place(self) -> None:
        if self.isVisible():
            self.setGeometry(self._host.rect())
            self.card.setGeometry(self.card_rect())
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; no other key reaches the window behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the card."""
        inside = [w for w in self.card.findChildren(QWidget) if _takes_tab(w)]
        if inside:
            focus = QApplication.focusWidget()
            at = inside.index(focus) if focus in inside else -1 if forward else 0
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            inside[(at + (1 if forward else -1)) % len(inside)].setFocus(reason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What is behind, darkened or not; shadow, ground and hairline of the card."""
        painter, look, rect = QPainter(self), self._look, QRectF(self.card.geometry())
        if self._dims:
            painter.fillRect(self.rect(), look.color("shadow", 0.4))
        shadow(painter, look, rect, parts.CARD_RADIUS)
        parts.box(painter, rect, parts.CARD_RADIUS, look.color("raised"), look.color("line"))


def _takes_tab(widget: QWidget) -> bool:
    """Whether the Tab key stops at it."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
