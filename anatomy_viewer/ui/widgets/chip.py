"""Chips: small marks for level, state and source; only the accent tone can be clicked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts


class Chip(QAbstractButton):
    """A chip of a tone (a key of `parts.TONES`) with at most one icon; `clicked` when the tone is accent."""

    def __init__(
        self,
        look: Look,
        text: str,
        tone: str = "neutral",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._icon = look, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.set_tone(tone)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str, icon: str | None = None) -> None:
        """Another tone and icon."""
        self._tone, self._icon = tone, icon or self._icon
        clickable = tone == "accent"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not clickable)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        self.setProperty("focusRadius", 11)
        self._restyle()

    def sizeHint(self) -> QSize:
        """As wide as its text."""
        return (parts.chip_size(self._look, self.text(), self._icon)).toSize() + QSize(1, 0)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft fill, icon, text."""
        parts.chip(QPainter(self), self._look, QRectF(self.rect()), self.text(), self._tone, self._icon)


class FilterChip(QAbstractButton):
    """A larger chip that is switched on to filter a list (28 high); put several into one QButtonGroup."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("focusRadius", 14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its text."""
        width = parts.text_width(self._look, "small", self.text()) + self._look.px(24)
        return QSize(round(width + 1), self._look.line_height("small") + self._look.px(12))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft fill and text; accent when on."""
        painter, rect = QPainter(self), QRectF(self.rect())
        ink, ground = parts.TONES["accent" if self.isChecked() else "neutral"]
        if self.underMouse() and not self.isChecked():
            ground = "fill2"
        edge = None if self.isChecked() else self._look.color("line")  # the light ground is close to the fill
        parts.box(painter, rect, rect.height() / 2, self._look.color(ground), edge)
        parts.line(painter, self._look, "small", self._look.color(ink), rect, self.text(), parts.CENTRE)
