"""Keys as they stand on the keyboard, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_GAP = 5  # px at 100 %


class KeyCaps(QWidget):
    """A cap for each of `texts`."""

    def __init__(self, look: Look, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._texts = look, tuple(texts)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(texts))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """All caps in a row."""
        sizes = [parts.key_cap_size(self._look, text) for text in self._texts]
        wide = sum(size.width() for size in sizes) + self._look.px(_GAP) * max(len(sizes) - 1, 0)
        return QSize(round(wide + 1), round(max((size.height() for size in sizes), default=0.0) + 1))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """From right to left, so that they end flush."""
        painter, right = QPainter(self), float(self.width())
        for text in reversed(self._texts):
            parts.key_cap(painter, self._look, QPointF(right, self.height() / 2), text)
            right -= parts.key_cap_size(self._look, text).width() + self._look.px(_GAP)
