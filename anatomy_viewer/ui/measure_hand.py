"""Where a click of the measuring tool means: a named point, the course of a nerve or vessel, or the surface."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from anatomy_viewer.geometry.curve import at_length, nearest_on
from anatomy_viewer.model.camera import Camera, project, ray
from anatomy_viewer.model.measuring import SURFACE, End
from anatomy_viewer.model.view import drawn
from anatomy_viewer.scene.picking import FARTHEST_MM, Hit
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session

Courses = Mapping[str, NDArray[np.float64]]
NEAR_PX = 8.0  # from a course in the picture within which it is meant
BEFORE_MM = 3.0  # a course lies at most so far behind what is seen


def end_at(
    session: Session,
    courses: Courses,
    position: QPointF,
    point: str,
    hit: Hit | None,
    camera: Camera,
    size: tuple[int, int],
) -> End | None:
    """The end that a click at `position` places; None beside the specimen. point: id of the marker there, or ''."""
    if point:
        return End(session.atlas.points[point].position, point)
    if hit is None:
        return None
    tool = session.measuring
    on_surface = tool is not None and tool.kind == SURFACE and hit.structure not in courses
    name = "" if on_surface else _course_near(session, courses, position, hit, camera, size)
    if name:
        line = courses[name][:, :3]
        _, mm = nearest_on(line, [hit.position])
        x, y, z = at_length(line, mm)[0].tolist()
        return End((round(x, 2), round(y, 2), round(z, 2)), name)
    x, y, z = (round(part, 2) for part in hit.position)
    return End((x, y, z), hit.id)


def hit_on(scene: Scene, name: str, position: QPointF, camera: Camera, size: tuple[int, int]) -> Hit | None:
    """Where the line of sight first meets a structure, though something may lie before it."""
    eye, toward = ray(camera, position.x(), position.y(), size)
    x, y, z = eye.tolist()
    u, v, w = (eye + toward * FARTHEST_MM).tolist()
    place = scene.surface(name, (x, y, z), (u, v, w))
    return Hit(name, None, place) if place else None


def _course_near(
    session: Session,
    courses: Courses,
    position: QPointF,
    hit: Hit,
    camera: Camera,
    size: tuple[int, int],
) -> str:
    """The course that was hit, else the one seen within some pixels; '' for none."""
    if hit.structure in courses:
        return hit.structure
    depth = project(camera, np.array([hit.position]), size)[0, 2]
    best, found = NEAR_PX, ""
    for name in sorted(drawn(session.view, session.atlas) & courses.keys()):
        pixels = project(camera, courses[name][:, :3], size)
        seen = pixels[np.abs(pixels[:, 2] - depth) <= BEFORE_MM]
        if len(seen):
            gap = float(np.hypot(seen[:, 0] - position.x(), seen[:, 1] - position.y()).min())
            if gap < best:
                best, found = gap, name
    return found
