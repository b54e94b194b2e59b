"""What a lecturer does on the picture, painted: laser, drawing, magnifier. The same for both windows.

Places are fractions of the picture; `area` is where the picture lies in the window (px).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPolygonF

from anatomy_viewer.model.presenting import Spot
from anatomy_viewer.ui.look import Look

LASER, PEN, LENS = 0.011, 0.006, 0.19  # of the picture's height: radius, width, radius
ENLARGED = 2.5


def at(spot: Spot, area: QRectF) -> QPointF:
    """A place of the picture in the window."""
    return QPointF(area.left() + spot[0] * area.width(), area.top() + spot[1] * area.height())


def around(tool: str, spot: Spot, area: QRectF) -> QRectF:
    """Where a tool at `spot` is seen (px)."""
    reach = 2.2 * max(LASER * area.height(), 5.0) if tool == "laser" else LENS * area.height() + 6
    centre = at(spot, area)
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def paint_laser(painter: QPainter, look: Look, spot: Spot, area: QRectF) -> None:
    """A red dot with a white ring and a faint glow."""
    radius, centre = max(LASER * area.height(), 5.0), at(spot, area)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("laser", 0.28))
    painter.drawEllipse(centre, 1.9 * radius, 1.9 * radius)
    painter.setBrush(look.color("laser"))
    painter.setPen(QPen(look.color("laser_ring"), max(radius * 0.3, 1.5)))
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def paint_strokes(painter: QPainter, look: Look, strokes: Iterable[Sequence[Spot]], area: QRectF) -> None:
    """Lines of the pen with a dark rim, so that they hold on any tissue."""
    width = max(PEN * area.height(), 2.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    for stroke in strokes:
        places = [at(spot, area) for spot in stroke]
        line = QPolygonF([*places, places[-1] + QPointF(0.1, 0.0)])  # a dot is a line too
        for token, wide in (("pen_rim", 1.7), ("pen", 1.0)):
            painter.setPen(QPen(look.color(token), width * wide, Qt.PenStyle.SolidLine, cap, join))
            painter.drawPolyline(line)
    painter.restore()


def paint_lens(painter: QPainter, look: Look, image: QImage, spot: Spot, area: QRectF) -> None:
    """The picture enlarged round `spot`, in a ring."""
    if image.isNull():
        return
    radius, centre = LENS * area.height(), at(spot, area)
    side = 2 * radius / ENLARGED
    across = QSizeF(side / area.width() * image.width(), side / area.height() * image.height())
    source = QRectF(QPointF(0, 0), across)
    source.moveCenter(QPointF(spot[0] * image.width(), spot[1] * image.height()))
    ring = QPainterPath()
    ring.addEllipse(centre, radius, radius)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.save()
    painter.setClipPath(ring)
    painter.fillPath(ring, look.color("ground"))
    painter.drawImage(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), image, source)
    painter.restore()
    for token, width in (("ground", 6.0), ("laser_ring", 3.0)):
        painter.setPen(QPen(look.color(token), width))
        painter.drawPath(ring)
    painter.restore()
