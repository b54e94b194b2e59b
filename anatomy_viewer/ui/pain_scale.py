"""The scale of the pain map: a band of its colours with words, no numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pain_legend import paint_band
from anatomy_viewer.ui.widgets import parts


class PainScale(QWidget):
    """From no pain to strong pain, or from now and then to as a rule; `set_words`: what stands below, evenly spaced."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_words(self, words: tuple[str, ...]) -> None:
        """Words from the weak to the strong end."""
        self._words = words
        self.setAccessibleName(" – ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """A band and a line."""
        return QSize(self._look.px(220), self._look.px(12) + self._look.line_height("tiny"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The band on the colour of the drawn head, and the words."""
        look, painter = self._look, QPainter(self)
        band = QRectF(0, 0, self.width(), look.px(8))
        paint_band(painter, look, band)
        for i, word in enumerate(self._words):
            wide = self.width() / max(len(self._words) - 1, 1)
            room = QRectF((i - 0.5) * wide, band.bottom() + 2, wide, look.line_height("tiny"))
            align = parts.CENTRE
            if i == 0:
                room, align = QRectF(0, room.top(), wide, room.height()), parts.LEFT
            elif i == len(self._words) - 1:
                room, align = QRectF(self.width() - wide, room.top(), wide, room.height()), parts.RIGHT
            parts.line(painter, look, "tiny", look.color("text3"), room, word, align)
