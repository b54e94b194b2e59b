"""A toast: what has just been done, with Undo; it goes by itself after five seconds."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button

STAYS_MS = 5000
_SHADOW, _DROP = 24, 8  # reach of the shadow round the toast, and how far below it falls


class _Undo(Button):
    """The word at the end of a toast."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A link on the toast's own ground."""
        painter = QPainter(self)
        look, rect = self._look, QRectF(self.rect())
        if self.underMouse():
            parts.box(painter, rect, parts.CONTROL_RADIUS, look.color("toast_link", 0.16))
        parts.line(painter, look, "control", look.color("toast_link"), rect, self.text(), parts.CENTRE)


class Toast(QWidget):
    """Sits at the bottom centre of its parent (the picture) and stays while the pointer is on it.

    `acted` is the Undo. Never for an error that needs an act.
    """

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget, stays_ms: int = STAYS_MS) -> None:
        super().__init__(parent)
        self._look, self._host = look, parent
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # it quotes names of lessons, files and meshes
        self._text.setProperty("tone", "toast_text")
        self._action = _Undo(look, "", "quiet")
        self._action.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays_ms)
        self._timer.timeout.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text)
        self._row.addStretch(1)
        self._row.addWidget(self._action)
        parent.installEventFilter(self)
        look.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _restyle(self) -> None:
        px = self._look.px
        side = _SHADOW
        self._row.setContentsMargins(side + px(16), side + px(6), side + px(12), side + _DROP + px(6))
        self._row.setSpacing(px(24))
        self._text.setFont(self._look.font("body"))
        self._place()

    def show_message(self, text: str, action: str = "") -> None:
        """One line, and the word of the button ("Undo"); announced to screen readers too."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    def _place(self) -> None:
        host = self._host
        self.adjustSize()
        wide = min(max(self.sizeHint().width(), self._look.px(340) + 2 * _SHADOW), host.width())
        self.setGeometry((host.width() - wide) // 2, host.height() - self.height(), wide, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when the picture changes its size."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def enterEvent(self, _event: QEnterEvent) -> None:
        """Wait for the reader."""
        self._timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        """Five seconds more."""
        self._timer.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shadow and ground."""
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW - _DROP)
        shadow(painter, self._look, rect, parts.CALLOUT_RADIUS)
        parts.box(painter, rect, parts.CALLOUT_RADIUS, self._look.color("toast"))


def shadow(painter: QPainter, look: Look, rect: QRectF, radius: float) -> None:
    """A soft shadow below `rect`: faint boxes upon each other, whose sum falls off as a blurred edge does."""
    reach = _SHADOW // 2 * 2
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    below = 0.0
    for spread in range(reach, -reach, -2):
        wanted = look.theme.shadow_alpha * _blurred(spread / reach)
        painter.setBrush(look.color("shadow", (wanted - below) / (1 - below)))
        below = wanted
        round_off = max(radius + spread, 0)
        grown = rect.translated(0, _DROP).adjusted(-spread, -spread, spread, spread)
        painter.drawRoundedRect(grown, round_off, round_off)
    painter.restore()


def _blurred(distance: float) -> float:
    """Share of a shadow's strength at -1 (well inside) … 1 (at the end of the blur) from its edge."""
    return 0.5 * (1 - math.erf(distance * 2 / math.sqrt(2)))
