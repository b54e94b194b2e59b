"""What the needle does, over the picture: a fluid's body, a lesion's ellipsoid, a lead with its contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.treatment import Lead, Lesion
from anatomy_viewer.ui.body_paint import Body, BodyMark, vertex_normals
from anatomy_viewer.ui.look import Look

if TYPE_CHECKING:
    from anatomy_viewer.content.needle_effects import Effect

Reals = NDArray[np.float64]
# Fluid and ice are cyan, heat orange; what leaves no lesion is the accent's.
TOKENS = {"thermal": "disc_tick", "pulsed": "accent", "cryo": "glyph_edge"}
_LEAD_MM, _THINNEST = 1.3, 3.0  # a lead's diameter (general knowledge), and the least px in which it is seen
_STEPS = (48, 24)  # of an ellipsoid, round and from end to end


class EffectMark:
    """Paints the effect it is given."""

    def __init__(self, look: Look) -> None:
        self._look, self._body = look, BodyMark(look)
        self._lead: Lead | None = None

    def set_effect(self, effect: Effect | None) -> None:
        """Another one, or none."""
        self._lead = effect if isinstance(effect, Lead) else None
        self._body.set_body(body_of(effect))

    def paint(self, painter: QPainter, camera: Camera, size: tuple[int, int]) -> None:
        """Over the anatomy."""
        self._body.paint(painter, camera, size)
        if self._lead is not None:
            self._paint_lead(painter, self._lead, camera, size)

    def _paint_lead(self, painter: QPainter, lead: Lead, camera: Camera, size: tuple[int, int]) -> None:
        pixels = project(camera, np.array(lead.line), size)
        if pixels[:, 2].min() <= 1.0:
            return
        focal = size[1] / 2.0 / np.tan(np.radians(camera.view_angle) / 2.0)
        wide = max(_LEAD_MM * focal / float(pixels[:, 2].mean()), _THINNEST)
        contacts = [project(camera, np.array(ends), size) for ends in lead.contacts]
        line = _polygon(pixels)
        for token, width in (("steel_rim", wide + 2.0), ("steel_body", wide)):
            painter.setPen(
                QPen(self._look.color(token), width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
            )
            painter.drawPolyline(line)
        for ends in contacts:
            for token, width in (("steel_rim", wide + 4.0), ("disc_ring", wide + 1.5)):
                painter.setPen(QPen(self._look.color(token), width, c=Qt.PenCapStyle.FlatCap))
                painter.drawPolyline(_polygon(ends))


def body_of(effect: Effect | None) -> Body | None:
    """The surface to paint; None for a lead."""
    if effect is None or isinstance(effect, Lead):
        return None
    if isinstance(effect, Lesion):
        places, normals = ellipsoid(effect)
        around = 2.0 * np.pi * max(effect.radius_mm, effect.half_length_mm) / _STEPS[0]
        return Body(places, normals, float(around), TOKENS[effect.kind])
    normals = vertex_normals(effect.vertices, effect.faces)
    return Body(effect.vertices, normals, effect.spacing, "glyph_edge")


def ellipsoid(lesion: Lesion) -> tuple[Reals, Reals]:
    """(n, 3) mm and (n, 3): places on the lesion's surface, and outward unit normals."""
    turn, fall = np.meshgrid(np.linspace(0, 2 * np.pi, _STEPS[0]), np.linspace(0, np.pi, _STEPS[1]))
    axis = np.array(lesion.axis)
    side = np.cross(axis, [1.0, 0.0, 0.0] if abs(axis[0]) < 0.9 else [0.0, 1.0, 0.0])
    side /= np.linalg.norm(side)
    frame = np.array([side, np.cross(axis, side), axis])
    unit = np.stack([np.sin(fall) * np.cos(turn), np.sin(fall) * np.sin(turn), np.cos(fall)], axis=-1)
    sizes = np.array([lesion.radius_mm, lesion.radius_mm, lesion.half_length_mm])
    flat = unit.reshape(-1, 3)
    normals = (flat / sizes) @ frame
    return (flat * sizes) @ frame + np.array(lesion.centre), np.asarray(
        normals / np.linalg.norm(normals, axis=1, keepdims=True)
    )


def _polygon(pixels: Reals) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in pixels[:, :2].tolist()])
