"""Points over the picture: the sign of each kind, and the published spread of the one that is selected."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.model.anatomy import Point, Study
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.scene.labels import Place
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph

MARKER = 26.0  # px a side at scale 1
_TURN = np.linspace(0.0, 2.0 * np.pi, 49)


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
    for study in point.published:
        if study.lateral_sd and study.caudal_sd and study.lateral is not None and study.caudal is not None:
            outline = project(camera, spread_outline(point, study), size)
            painter.setPen(QPen(look.color("disc_tick"), 1.5))
            painter.setBrush(look.color("disc_tick", 0.16))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y, _ in outline]))


def spread_outline(point: Point, study: Study) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(49, 3) mm: the ellipse of one SD; lateral and caudal are published, the depth is the model's."""
    side = -1.0 if point.position[0] < 0 else 1.0
    x = side * ((study.lateral or 0.0) + (study.lateral_sd or 0.0) * np.cos(_TURN))
    z = -(study.caudal or 0.0) + (study.caudal_sd or 0.0) * np.sin(_TURN)
    return np.column_stack([x, np.full_like(x, point.position[1]), z])
