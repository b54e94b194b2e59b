"""Where one stands on a way of a few named stages: a segment each, and the name of the present one over them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_BAR, _GAP, _DONE_ALPHA = 6, 4, 0.45  # px at 100 %


class StageTrail(QWidget):
    """Painted; hovering names a stage, and its accessible name says where one is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._names: tuple[str, ...] = ()
        self._now, self._passed = 0, frozenset[int]()
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_stages(self, names: Sequence[str], now: int, passed: Collection[int], caption: str) -> None:
        """All names in order, where one is, which were passed, and the words over the bar."""
        self._names, self._now, self._passed = tuple(names), now, frozenset(passed)
        self._caption = caption
        self.setAccessibleName(caption)
        self._restyle()

    def sizeHint(self) -> QSize:
        """A line of words over a bar."""
        look = self._look
        return QSize(look.px(200), look.line_height("small_strong") + look.px(4 + _BAR + 2))

    minimumSizeHint = sizeHint  # noqa: N815

    def _segment(self, place: int) -> QRectF:
        px = self._look.px
        wide = (self.width() - px(_GAP) * (len(self._names) - 1)) / max(len(self._names), 1)
        return QRectF(place * (wide + px(_GAP)), self.height() - px(_BAR) - 1, wide, px(_BAR))

    def event(self, event: QEvent) -> bool:
        """The tip of the segment under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            under = [n for i, n in enumerate(self._names) if self._reach(i).contains(event.pos().toPointF())]
            QToolTip.showText(event.globalPos(), under[0] if under else "", self)
            return True
        return super().event(event)

    def _reach(self, place: int) -> QRectF:
        return self._segment(place).adjusted(0, -self._look.px(8), 0, self._look.px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, then a segment a stage."""
        look, painter = self._look, QPainter(self)
        words = QRectF(0, 0, self.width(), look.line_height("small_strong"))
        parts.line(painter, look, "small_strong", look.color("accent"), words, self._caption)
        for place in range(len(self._names)):
            rect = self._segment(place)
            if place == self._now:
                parts.box(painter, rect, rect.height() / 2, look.color("accent"))
            elif place in self._passed:
                parts.box(painter, rect, rect.height() / 2, look.color("accent", _DONE_ALPHA))
            else:
                parts.box(painter, rect, rect.height() / 2, look.color("fill2"))
