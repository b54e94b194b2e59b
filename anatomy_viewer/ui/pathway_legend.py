"""What the colours, arrows and bars of the schematic mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from anatomy_viewer.model.pathway import SYSTEMS
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_items import system_colour
from anatomy_viewer.ui.widgets import parts

_ROWS = [name for name in SYSTEMS if name != "intervention"]


def paint_legend(painter: QPainter, look: Look, room: QRectF, language: str) -> None:
    """A line a system, and under them how what excites and what brakes is drawn."""
    high = room.height() / (len(_ROWS) + 1)
    font, ink = look.font("tiny", scale=1.0 / look.scale), look.color("text2")
    painter.setFont(font)
    for i, system in enumerate(_ROWS):
        row = QRectF(room.left(), room.top() + i * high, room.width(), high)
        _sample(painter, row, system_colour(look, system))
        painter.setPen(ink)
        painter.drawText(row.adjusted(40, 0, 0, 0), parts.LEFT, SYSTEMS[system].get(language))
    foot = QRectF(room.left(), room.bottom() - high, room.width() / 2, high)
    for word, brakes in (("excites", False), ("brakes", True)):
        _sample(painter, foot, look.color("text3"), brakes, headed=True)
        painter.setPen(ink)
        painter.drawText(foot.adjusted(40, 0, 0, 0), parts.LEFT, say(word, language))
        foot.translate(room.width() / 2, 0)


def _sample(
    painter: QPainter, row: QRectF, colour: QColor, brakes: bool = False, headed: bool = False
) -> None:
    """A short line at the left of `row`."""
    middle = row.center().y()
    start, end = QPointF(row.left() + 2, middle), QPointF(row.left() + 30, middle)
    pen = QPen(colour, 1.6 if headed else 3.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if brakes:
        pen.setDashPattern([3.0, 2.4])
    painter.setPen(pen)
    painter.drawLine(start, end)
    if brakes:
        painter.setPen(QPen(colour, 2.4))
        painter.drawLine(end - QPointF(0, 5), end + QPointF(0, 5))
    elif headed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([end, end + QPointF(-7, -3.6), end + QPointF(-7, 3.6)]))
