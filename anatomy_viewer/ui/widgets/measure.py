"""The measure box: figures with their spread, what each is, and below it the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts


@dataclass(frozen=True)
class Figure:
    """One figure: "30.2", "± 8.9 mm" (spread and unit), "lateral to the EOP"."""

    value: str
    spread: str
    what: str


class MeasureBox(QWidget):
    """Figures side by side with a hairline between; they never shrink, the words below them break."""

    def __init__(self, look: Look, figures: Sequence[Figure] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
        """Wide enough for the figures."""
        wide = sum(self._figure_width(f) + self._look.px(30) for f in self._figures)
        return QSize(round(wide), self.heightForWidth(round(wide)))

    def minimumSizeHint(self) -> QSize:
        """As wide as the figures need."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The words below may break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Figure, words, margins."""
        below = max((self._what_height(f, self._column(width)) for f in self._figures), default=0.0)
        return round(self._look.line_height("figure") + below) + self._look.px(26)

    def _column(self, width: float) -> float:
        return width / max(len(self._figures), 1)

    def _figure_width(self, figure: Figure) -> float:
        number = parts.text_width(self._look, "figure", figure.value)
        return number + self._look.px(4) + parts.text_width(self._look, "card", figure.spread)

    def _what_height(self, figure: Figure, column: float) -> float:
        return parts.wrapped_height(self._look, "small", figure.what, column - self._look.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised card with the figures."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        parts.box(painter, rect, parts.CALLOUT_RADIUS, look.color("raised"), look.color("line"))
        column = self._column(rect.width())
        for index, figure in enumerate(self._figures):
            left = index * column
            if index:
                painter.setPen(QPen(look.color("line"), 1))
                top, bottom = look.px(16), rect.height() - look.px(16)
                painter.drawLine(QLineF(QPointF(left + 0.5, top), QPointF(left + 0.5, bottom)))
            self._paint_figure(painter, figure, QRectF(left, 0, column, rect.height()))

    def _paint_figure(self, painter: QPainter, figure: Figure, rect: QRectF) -> None:
        look = self._look
        inner = rect.adjusted(look.px(14), look.px(12), -look.px(14), -look.px(12))
        head = QRectF(inner.left(), inner.top(), inner.width(), look.line_height("figure"))
        parts.line(painter, look, "figure", look.color("text"), head, figure.value)
        number = parts.text_width(look, "figure", figure.value) + look.px(4)
        rest = head.adjusted(number, 1, 0, 1)
        parts.line(painter, look, "reading", look.color("text2"), rest, figure.spread)
        what = QRectF(inner.left(), head.bottom() + look.px(2), inner.width(), inner.bottom() - head.bottom())
        parts.wrapped(painter, look, "small", look.color("text3"), what, figure.what, parts.LEFT)
