"""A narrow bar that shows a share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_WIDE, _HIGH = 90, 6  # px at 100 %


class ShareBar(QWidget):
    """`share` from 0 to 1; `name` is what a screen reader says."""

    def __init__(self, look: Look, share: float, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._share = look, min(max(share, 0.0), 1.0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of small text."""
        return QSize(self._look.px(_WIDE), self._look.line_height("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track and filled part."""
        look, painter = self._look, QPainter(self)
        rect = QRectF(0, 0, self.width(), look.px(_HIGH))
        rect.moveCenter(QRectF(self.rect()).center())
        parts.box(painter, rect, rect.height() / 2, look.color("fill2"))
        rect.setWidth(rect.width() * self._share)
        if rect.width() >= rect.height():
            parts.box(painter, rect, rect.height() / 2, look.color("accent"))
