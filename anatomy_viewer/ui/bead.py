"""The bead that glows at the station of a walk."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QRadialGradient

from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.walking import place_of
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look

RADIUS, GLOW = 9.0, 26.0  # px at scale 1


def paint_bead(
    painter: QPainter, look: Look, session: Session, camera: Camera, size: tuple[int, int], scale: float
) -> None:
    """Where the walk has come to, in front of everything; nothing while its course is being read."""
    walk = session.now.walk
    passage = session.passage
    if walk and passage and not session.now.concealed:
        x, y, _ = project(camera, np.array([place_of(passage, walk.at)]), size)[0]
        paint_glow(painter, look, QPointF(float(x), float(y)), scale)


def paint_glow(painter: QPainter, look: Look, centre: QPointF, scale: float, glow: bool = True) -> None:
    """A pale bead with a dark rim; with `glow` light spreads round it."""
    if glow:
        light = QRadialGradient(centre, GLOW * scale)
        light.setColorAt(0.0, look.color("image_label", 0.85))
        light.setColorAt(0.4, look.color("image_leader", 0.35))
        light.setColorAt(1.0, look.color("image_leader", 0.0))
        painter.setPen(QPen(look.color("image_ground", 0.0)))
        painter.setBrush(light)
        painter.drawEllipse(centre, GLOW * scale, GLOW * scale)
    painter.setPen(QPen(look.color("image_ground", 0.75), 2.0 * scale))
    painter.setBrush(look.color("image_label"))
    painter.drawEllipse(centre, RADIUS * scale, RADIUS * scale)
