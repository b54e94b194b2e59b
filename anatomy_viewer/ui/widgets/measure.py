"""The measure box: figures with their spread, what each is, and below it the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_PAD, _TIGHT = 14, 10  # px at 100 %: beside a figure, and the least


@dataclass(frozen=True)
class Figure:
    """One figure: "30.2", "± 8.9 mm" (spread and unit), "lateral to the EOP"."""

    value: str
    spread: str
    what: str


class MeasureBox(QWidget):
    """Figures side by side with a hairline between, or below each other where the place is narrow.

    They never shrink; the words below them break.
    """

    def __init__(self, look: Look, figures: Sequence[Figure] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_figures(figures)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Other figures."""
        self._figures = tuple(figures)
        self.setAccessibleName("; ".join(f"{f.value} {f.spread} {f.what}" for f in self._figures))
        self._restyle()

    def sizeHint(self) -> QSize:
        """Wide enough for the figures side by side."""
        wide = round(sum(self._figure_width(f) + 2 * self._look.px(_PAD) for f in self._figures))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest figure needs."""
        widest = max((self._figure_width(f) for f in self._figures), default=0.0)
        wide = round(widest + 2 * self._look.px(_TIGHT) + 0.5)
        return QSize(wide, self.heightForWidth(wide))

    def hasHeightForWidth(self) -> bool:
        """The words below may break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """To the bottom of the lowest cell."""
        return round(max((cell.bottom() for cell in self._cells(width)), default=0.0))

    def _cells(self, width: float) -> list[QRectF]:
        """Where each figure stands, with its padding."""
        needs = [self._figure_width(f) for f in self._figures]
        spare = width - sum(needs) - 2 * len(needs) * self._look.px(_TIGHT)
        if spare < 0:
            return self._stacked(width)
        each = spare / max(len(needs), 1) + 2 * self._look.px(_TIGHT)
        lefts = [sum(needs[:i]) + i * each for i in range(len(needs))]
        high = max(
            (self._cell_height(f, n + each) for f, n in zip(self._figures, needs, strict=True)), default=0
        )
        return [QRectF(left, 0, need + each, high) for left, need in zip(lefts, needs, strict=True)]

    def _stacked(self, width: float) -> list[QRectF]:
        cells: list[QRectF] = []
        top = 0.0
        for figure in self._figures:
            high = self._cell_height(figure, width) - (self._look.px(_PAD) if cells else 0)
            cells.append(QRectF(0, top, width, high))
            top += high
        return cells

    def _cell_height(self, figure: Figure, width: float) -> float:
        return self._look.line_height("figure") + self._what_height(figure, width) + self._look.px(26)

    def _figure_width(self, figure: Figure) -> float:
        number = parts.text_width(self._look, "figure", figure.value)
        return number + self._look.px(4) + parts.text_width(self._look, "reading", figure.spread)

    def _pad(self, figure: Figure, width: float) -> float:
        px = self._look.px
        return min(max((width - self._figure_width(figure)) / 2, px(_TIGHT)), px(_PAD))

    def _what_height(self, figure: Figure, width: float) -> float:
        return parts.wrapped_height(self._look, "small", figure.what, width - 2 * self._pad(figure, width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised card with the figures."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        parts.box(painter, rect, parts.CALLOUT_RADIUS, look.color("raised"), look.color("line"))
        for figure, cell in zip(self._figures, self._cells(rect.width()), strict=True):
            if cell.left() > 0:
                painter.setPen(QPen(look.color("line"), 1))
                top, bottom = look.px(16), rect.height() - look.px(16)
                painter.drawLine(QLineF(QPointF(cell.left() + 0.5, top), QPointF(cell.left() + 0.5, bottom)))
            self._paint_figure(painter, figure, cell)

    def _paint_figure(self, painter: QPainter, figure: Figure, cell: QRectF) -> None:
        look, pad = self._look, self._pad(figure, cell.width())
        what_high = self._what_height(figure, cell.width())
        top = cell.bottom() - look.px(12) - look.px(2) - what_high - look.line_height("figure")
        head = QRectF(cell.left() + pad, top, cell.width() - 2 * pad, look.line_height("figure"))
        parts.line(painter, look, "figure", look.color("text"), head, figure.value)
        number = parts.text_width(look, "figure", figure.value) + look.px(4)
        rest = head.adjusted(number, 1, 0, 1)
        parts.line(painter, look, "reading", look.color("text2"), rest, figure.spread)
        what = QRectF(head.left(), head.bottom() + look.px(2), head.width(), what_high)
        parts.wrapped(painter, look, "small", look.color("text3"), what, figure.what, parts.LEFT)
