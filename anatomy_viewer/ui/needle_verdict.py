"""The needle in one line: crossed, near or clear, in colour, word and sign."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_words import ICONS, TONES
from anatomy_viewer.ui.widgets import parts

_LINES = 2  # of what it is about: kept free, so that nothing jumps while the needle is dragged


class Verdict(QWidget):
    """A sign, a line in bold, and two lines of what it is about."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._level, self._title, self._text = "note", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_verdict(self, level: str, title: str, text: str = "") -> None:
        """`level`: 'crossed', 'near', 'clear', or 'note' for what is no verdict."""
        self._level, self._title, self._text = level, title, text
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        """The same for every verdict."""
        look = self._look
        return QSize(200, look.line_height("strong") + _LINES * look.line_height("small") + look.px(20))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground, bar, sign, words."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        tone = TONES.get(self._level, "")
        parts.box(painter, rect, parts.CALLOUT_RADIUS, look.color(f"{tone}_soft" if tone else "fill"))
        side, inner = look.px(20), rect.adjusted(look.px(42), look.px(9), -look.px(10), -look.px(9))
        icon = ICONS.get(self._level, "information-outline")
        ink = look.color(tone or "text2")
        paint_icon(painter, icon, QRectF(look.px(12), look.px(10), side, side), ink)
        if not self._text:
            parts.wrapped(painter, look, "strong", ink, inner, self._title, Qt.AlignmentFlag.AlignTop)
            return
        high = look.line_height("strong")
        parts.line(
            painter, look, "strong", ink, QRectF(inner.left(), inner.top(), inner.width(), high), self._title
        )
        below = inner.adjusted(0, high + look.px(2), 0, 0)
        parts.wrapped(
            painter, look, "small", look.color("text"), below, self._text, Qt.AlignmentFlag.AlignTop
        )
