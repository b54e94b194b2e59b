"""Points on the picture: discs, glyphs, spreads, tolerances, pins.

Plain functions of a painter and a `Look`; lengths are px, multiplied by `scale` (markers of a tall picture are
larger, the audience's larger still).
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look

DISC_RADIUS = 12.0
GLYPH_SIDE = 24.0
_TICK_UNDER, _TICK_WIDTH = 4.0, 2.0


def _tick(painter: QPainter, start: QPointF, end: QPointF, under: QColor, over: QColor, scale: float) -> None:
    """A line from a marker to the place that it marks, with a dark edge so that it holds on any tissue."""
    cap = Qt.PenCapStyle.RoundCap
    for colour, width in ((under, _TICK_UNDER), (over, _TICK_WIDTH)):
        painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(QLineF(start, end))


def paint_disc(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    numeral: str,
    anchor: QPointF | None = None,
    scale: float = 1.0,
    selected: bool = False,
) -> None:
    """A compression point: orange disc, dark rim, pale inner ring, white numeral, tick to `anchor`."""
    radius = DISC_RADIUS * scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if anchor is not None:
        _tick(painter, centre, anchor, look.color("disc_rim"), look.color("disc_tick"), scale)
    if selected:
        painter.setPen(QPen(look.color("accent"), 2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius + 5 * scale, radius + 5 * scale)
    painter.setPen(Qt.PenStyle.NoPen)
    for token, size in (
        ("disc_rim", radius),
        ("disc_ring", radius - 1.9 * scale),
        ("disc", radius - 2.9 * scale),
    ):
        painter.setBrush(look.color(token))
        painter.drawEllipse(centre, size, size)
    font = look.font("body", weight=700, scale=scale / look.scale)
    centred(painter, font, look.color("disc_numeral"), centre, numeral)
    painter.restore()


def centred(painter: QPainter, font: QFont, colour: QColor, centre: QPointF, text: str) -> None:
    """Text whose capitals and figures are centred on a point, whatever the font leaves below the line."""
    metrics = QFontMetricsF(font)
    left = centre.x() - metrics.horizontalAdvance(text) / 2
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(left, centre.y() + metrics.capHeight() / 2), text)


def paint_glyph(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    anchor: QPointF | None = None,
    scale: float = 1.0,
    selected: bool = False,
) -> None:
    """An intervention point: cyan triangle with a needle in it; another shape as well as another colour."""
    half = GLYPH_SIDE / 2 * scale
    edge = look.color("glyph_edge")
    triangle = QPolygonF(
        [
            QPointF(centre.x() + x * half, centre.y() + y * half)
            for x, y in ((0, -0.86), (0.9, 0.74), (-0.9, 0.74))
        ]
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if anchor is not None:
        _tick(painter, centre + QPointF(0, half * 0.3), anchor, look.color("glyph_fill"), edge, scale)
    if selected:
        painter.setPen(QPen(look.color("accent"), 2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half + 6 * scale, half + 6 * scale)
    join = Qt.PenJoinStyle.RoundJoin
    painter.setBrush(look.color("glyph_fill"))
    painter.setPen(QPen(edge, 2 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, join))
    painter.drawPolygon(triangle)
    _needle(painter, centre, half, QPen(edge, 1.6 * scale))
    painter.restore()


def _needle(painter: QPainter, centre: QPointF, half: float, pen: QPen) -> None:
    """A needle pointing down: shaft and hub, which together make a cross."""
    painter.setPen(pen)
    top, tip = centre + QPointF(0, -half * 0.3), centre + QPointF(0, half * 0.46)
    hub, below = half * 0.27, half * 0.1
    painter.drawLine(QLineF(top, tip))
    painter.drawLine(QLineF(top + QPointF(-hub, below), top + QPointF(hub, below)))


def paint_spread(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    semi_axes: QSizeF,
    degrees: float = 0.0,
    scale: float = 1.0,
) -> None:
    """A published spread: the 1-SD ellipse with the given semi-axes, turned clockwise by `degrees`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.rotate(degrees)
    painter.setPen(QPen(look.color("disc_tick"), 1.5 * scale))
    painter.setBrush(look.color("disc_tick", 0.2))
    painter.drawEllipse(QPointF(0, 0), semi_axes.width(), semi_axes.height())
    painter.restore()


def paint_tolerance(
    painter: QPainter, look: Look, centre: QPointF, radius: float, scale: float = 1.0
) -> None:
    """A tolerance: a dashed ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.color("disc_tick"), 1.5 * scale)
    pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def paint_pin(painter: QPainter, look: Look, tip: QPointF, kind: str, scale: float = 1.0) -> None:
    """A pin that stands on `tip`: "right" with a tick, "wrong" with a cross, white rim."""
    token, icon = {"right": ("ok", "check"), "wrong": ("bad", "close")}[kind]
    radius = 12 * scale
    head = tip - QPointF(0, radius * 1.75)
    drop = QPainterPath(tip)
    drop.quadTo(head + QPointF(-radius, radius * 0.75), head + QPointF(-radius, 0))
    drop.arcTo(QRectF(head.x() - radius, head.y() - radius, 2 * radius, 2 * radius), 180, -180)
    drop.quadTo(head + QPointF(radius, radius * 0.75), tip)
    ink = QColor(look.theme.on_accent if look.theme.dark else look.theme.disc_numeral)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("disc_numeral"), 2 * scale))
    painter.setBrush(look.color(token))
    painter.drawPath(drop)
    side = radius * 1.2
    paint_icon(painter, icon, QRectF(head.x() - side / 2, head.y() - side / 2, side, side), ink)
    painter.restore()
