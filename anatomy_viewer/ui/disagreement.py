"""Where studies found one point: a 1-SD ellipse where a study gives one, a square where it does not, and how far apart.

A map in mm lateral (to the right) and mm below the external occipital protuberance (downwards), seen from behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.anatomy import Study
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_STEPS = (5.0, 10.0, 20.0, 40.0)  # mm between lines of the grid
_ROOM = 6.0  # mm round what is shown


@dataclass(frozen=True)
class Placed:
    """A study with a name and a mean in both directions."""

    name: str
    study: Study

    @property
    def mean(self) -> tuple[float, float]:
        """mm lateral, mm caudal."""
        return self.study.lateral or 0.0, self.study.caudal or 0.0


def apart(one: Placed, other: Placed) -> float:
    """mm between the means of two studies, in the plane seen from behind."""
    return hypot(one.mean[0] - other.mean[0], one.mean[1] - other.mean[1])


class DisagreementPlot(QWidget):
    """The studies that give a mean in both directions, and where the model has the point."""

    def __init__(
        self,
        look: Look,
        language: str,
        studies: tuple[Placed, ...],
        model: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._language, self._studies, self._model = look, language, studies, model
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Where the studies found it", language))
        self.setAccessibleDescription(self.said())
        look.changed.connect(self.updateGeometry)

    def said(self) -> str:
        """The map in words."""
        words = [f"{p.name}: {p.mean[0]:g} / {p.mean[1]:g} mm" for p in self._studies]
        words += [self._distance(one, other) for one, other in self._pairs()]
        return "; ".join(words)

    def _pairs(self) -> list[tuple[Placed, Placed]]:
        """Each study with the first."""
        return [(self._studies[0], other) for other in self._studies[1:]]

    def _distance(self, one: Placed, other: Placed) -> str:
        return say("{} mm apart", self._language).format(f"{apart(one, other):.0f}")

    def sizeHint(self) -> QSize:
        """As wide as the card; the height follows the text scale."""
        return QSize(self._look.px(300), self._look.px(176))

    def _box(self) -> QRectF:
        """What is shown, in mm: the ellipses, the means, the model and the midline."""
        xs, ys = [0.0, self._model[0]], [self._model[1]]
        for placed in self._studies:
            (x, y), study = placed.mean, placed.study
            xs += [x - (study.lateral_sd or 2.0), x + (study.lateral_sd or 2.0)]
            ys += [y - (study.caudal_sd or 2.0), y + (study.caudal_sd or 2.0)]
        left, top = min(xs), min(ys) - _ROOM
        return QRectF(left, top, max(xs) - left + _ROOM, max(ys) - top + _ROOM)

    def _frame(self) -> QRectF:
        px = self._look.px
        return QRectF(self.rect()).adjusted(px(30), px(6), -px(44), -px(22))

    def _scale(self) -> tuple[float, QPointF]:
        """px a mm, the same in both directions, and where the box's corner lies."""
        box, frame = self._box(), self._frame()
        scale = min(frame.width() / box.width(), frame.height() / box.height())
        return scale, QPointF(frame.left(), frame.top() + (frame.height() - box.height() * scale) / 2)

    def _at(self, x: float, y: float) -> QPointF:
        scale, corner = self._scale()
        box = self._box()
        return corner + QPointF((x - box.left()) * scale, (y - box.top()) * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, distances, studies, model."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for one, other in self._pairs():
            self._paint_distance(painter, one, other)
        for placed in self._studies:
            self._paint_study(painter, placed)
        self._paint_model(painter)

    def _paint_grid(self, painter: QPainter) -> None:
        look, box, frame = self._look, self._box(), self._frame()
        scale, _ = self._scale()
        step = next((s for s in _STEPS if s * scale >= look.px(34)), _STEPS[-1])
        right = box.left() + frame.width() / scale
        painter.setPen(QPen(look.color("line"), 1))
        grey, wide = look.color("text3"), look.px(40)
        for x in _ticks(box.left(), right, step):
            at = self._at(x, box.top())
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QLineF(at.x(), frame.top(), at.x(), frame.bottom()))
            room = QRectF(at.x() - wide / 2, frame.bottom() + look.px(3), wide, look.line_height("tiny"))
            parts.line(painter, look, "tiny", grey, room, f"{x:g}", parts.CENTRE)
        for y in _ticks(box.top(), box.bottom(), step):
            at = self._at(box.left(), y)
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QLineF(frame.left(), at.y(), frame.right(), at.y()))
            room = QRectF(0, at.y() - look.px(8), frame.left() - look.px(6), look.px(16))
            parts.line(painter, look, "tiny", grey, room, f"{y:g}", parts.RIGHT)
        self._paint_axes(painter, frame)

    def _paint_axes(self, painter: QPainter, frame: QRectF) -> None:
        look, grey = self._look, self._look.color("text3")
        high = look.line_height("tiny")
        below = QRectF(frame.right() - look.px(110), frame.bottom() + look.px(3), look.px(110 + 42), high)
        parts.line(painter, look, "tiny", grey, below, say("mm lateral", self._language), parts.RIGHT)
        beside = QRectF(frame.left() + look.px(4), frame.top() + look.px(1), look.px(90), high)
        parts.line(painter, look, "tiny", grey, beside, say("mm below", self._language))

    def _paint_distance(self, painter: QPainter, one: Placed, other: Placed) -> None:
        look, start, end = self._look, self._at(*one.mean), self._at(*other.mean)
        pen = QPen(look.color("text3"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(start, end))
        if QLineF(start, end).length() < look.px(44):
            return
        middle = (start + end) / 2
        text = self._distance(one, other)
        wide = parts.text_width(look, "tiny", text) + look.px(8)
        room = QRectF(middle.x() + look.px(6), middle.y() - look.px(8), wide, look.px(16))
        parts.box(painter, room, 3, look.color("panel"))
        parts.line(painter, look, "tiny", look.color("text2"), room, text, parts.CENTRE)

    def _paint_study(self, painter: QPainter, placed: Placed) -> None:
        look, centre, study = self._look, self._at(*placed.mean), placed.study
        scale, _ = self._scale()
        if study.has_spread:
            painter.setPen(QPen(look.color("disc_tick"), 1.5))
            painter.setBrush(look.color("disc_tick", 0.2))
            wide, high = (study.lateral_sd or 0.0) * scale, (study.caudal_sd or 0.0) * scale
            painter.drawEllipse(centre, wide, high)
            painter.setBrush(look.color("disc_tick"))
            painter.drawEllipse(centre, look.px(3.5), look.px(3.5))
            self._paint_name(painter, placed.name, say("1 SD", self._language), centre + QPointF(wide, 0))
        else:
            square_sign(painter, look, centre)
            self._paint_name(painter, placed.name, "", centre + QPointF(look.px(5), 0))

    def _paint_name(self, painter: QPainter, name: str, below: str, at: QPointF) -> None:
        """Beside the mark, to its left where there is no room to the right."""
        look, gap = self._look, self._look.px(5)
        wide = max(parts.text_width(look, "small_strong", name), parts.text_width(look, "tiny", below))
        left = at.x() + gap
        if left + wide > self.width():
            left = self.width() - wide
        high = look.line_height("small_strong")
        top = at.y() - (high if below else high / 2)
        room = QRectF(left, top, wide + 2, high)
        parts.line(painter, look, "small_strong", look.color("text"), room, name)
        if below:
            room.translate(0, high - look.px(1))
            parts.line(painter, look, "tiny", look.color("text2"), room, below)

    def _paint_model(self, painter: QPainter) -> None:
        """A cross: where this specimen has it; no measurement."""
        look, at, arm = self._look, self._at(*self._model), self._look.px(5)
        for colour, width in (("panel", 4.0), ("accent", 2.0)):
            painter.setPen(QPen(look.color(colour), width))
            painter.drawLine(QLineF(at.x() - arm, at.y(), at.x() + arm, at.y()))
            painter.drawLine(QLineF(at.x(), at.y() - arm, at.x(), at.y() + arm))


def square_sign(painter: QPainter, look: Look, centre: QPointF) -> None:
    """A mean without a standard deviation."""
    half = look.px(4.5)
    painter.setPen(QPen(look.color("text"), 1.6))
    painter.setBrush(look.color("panel"))
    painter.drawRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half))


def _ticks(low: float, high: float, step: float) -> list[float]:
    first = -(-low // step) * step
    return [first + i * step for i in range(int((high - first) // step) + 1)]
