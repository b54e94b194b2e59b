"""Points over the picture: the sign of each kind, and the published spread about one that was asked for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.model.anatomy import Point
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.spread import spread_lines
from anatomy_viewer.scene.labels import Place
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph

MARKER = 26.0  # px a side at scale 1


def paint_point(
    painter: QPainter, look: Look, point: Point, place: Place, scale: float, selected: bool
) -> None:
    """Disc with a numeral, needle glyph, or a small dot for a landmark; with a tick to its place."""
    rect = place.rect
    centre = QPointF(rect.x + rect.width / 2, rect.y + rect.height / 2)
    anchor = QPointF(*place.leader[1])
    if point.kind == "compression":
        numeral = str(point.number) if point.number else ""
        size = scale if point.number else 0.62 * scale
        paint_disc(painter, look, centre, numeral, anchor, size, selected)
    elif point.kind == "intervention":
        paint_glyph(painter, look, centre, anchor, scale, selected)
    else:
        painter.setPen(QPen(look.color("plate"), 1.5 * scale))
        painter.setBrush(look.color("accent" if selected else "text"))
        painter.drawEllipse(anchor, 4.5 * scale, 4.5 * scale)


def paint_published_spread(
    painter: QPainter, look: Look, point: Point, camera: Camera, size: tuple[int, int]
) -> None:
    """The 1-SD ellipse of each study that gives one, about the study's own mean, in the coronal plane of the point."""
    for line in spread_lines(point):
        if line.kind == "one sd":
            depth = np.full(len(line.places), point.position[1])
            places = np.column_stack([line.places[:, 0], depth, line.places[:, 1]])
            painter.setPen(QPen(look.color("disc_tick"), 1.5))
            painter.setBrush(look.color("disc_tick", 0.16))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y, _ in project(camera, places, size)]))
