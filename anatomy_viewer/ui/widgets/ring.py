"""The progress ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts


class Ring(QWidget):
    """A ring of progress from 12 o'clock; done is green with a tick."""

    def __init__(
        self, look: Look, fraction: float = 0.0, side: int = 34, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._side = look, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_fraction(fraction)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_fraction(self, fraction: float, name: str = "") -> None:
        """Progress 0–1; `name` is what a screen reader says ("3 of 11 steps")."""
        self._fraction = fraction
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        side = self._look.px(self._side)
        return QSize(side, side)

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track and arc."""
        parts.ring(QPainter(self), self._look, QRectF(self.rect()), self._fraction, self._fraction >= 1)
