"""From waypoints to the finished centre-lines of a nerve or vessel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.clearance import CLOSE, Layer, Obstacle, relaxed
from anatomy_viewer.geometry.course import SHARED, Course, outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on, spline, tangents
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.waypoints import SKULL, Part, parts_of

Reals = NDArray[np.float64]
SPACING = 1.0
# Free space (mm) kept round a course; and for the axis alone where it may press into a muscle.
MARGIN, PRESSED = 0.35, 0.2
# mm from one swing of a tortuous artery to the next on the same side.
_WAVE = 15.0


def surfaces_of(meshes: Mapping[str, Mesh]) -> dict[str, Surface]:
    """The distance index of each mesh."""
    return {name: Surface(mesh.vertices, mesh.faces) for name, mesh in meshes.items()}


def course(
    structure: str, figures: Figures, meshes: Mapping[str, Mesh], surfaces: Mapping[str, Surface]
) -> tuple[Course, ...]:
    """The centre-lines of `structure`, trunk first, clear of every one of `meshes` that it may not pierce.

    `surfaces` are those of `meshes` (`surfaces_of`).
    """
    done: dict[str, Course] = {}
    for part in parts_of(structure, figures, meshes):
        done[part.name] = _solved(part, done.get(part.parent), surfaces)
    return tuple(done.values())


def _solved(part: Part, parent: Course | None, surfaces: Mapping[str, Surface]) -> Course:
    knots = np.array([[*point.position, point.radius, point.winding] for point in part.waypoints])
    lead = _lead(knots[0], parent) if parent else knots[:1]
    rows, at = spline(np.vstack([lead, knots[1:]]), SPACING)
    offset = len(lead) - 1
    owner = np.clip(np.floor(at - offset).astype(int), 0, len(part.waypoints) - 2)
    held = int((at <= offset).sum())
    obstacles, layer = _obstacles(part, rows, owner, surfaces), _layer(part, at - offset, owner, surfaces)
    line = relaxed(rows[:, :3], obstacles, layer, held)
    if rows[:, 4].any():
        line = relaxed(wound(line, rows[:, 4]), obstacles, layer, held, CLOSE)
    through = sorted({name for point in part.waypoints for name in point.pierces})
    joins = sorted({name for point in part.waypoints for name in point.joins})
    return Course(part.name, part.parent, np.column_stack([line, rows[:, 3]]), tuple(through), tuple(joins))


def wound(line: Reals, swing: Reals) -> Reals:
    """`line` (n, 3) swung to either side within its layer by about `swing` (n,) mm: a tortuous artery."""
    outward = outward_at(line)
    side = np.cross(tangents(line), outward)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    turn = 2.0 * np.pi * arc_lengths(line) / _WAVE
    return np.asarray(line + (swing * (np.sin(turn) + 0.35 * np.sin(2.3 * turn + 1.0)))[:, None] * side)


def _lead(first: Reals, parent: Course) -> Reals:
    """Knots on the parent's own line up to the place nearest `first`, thin enough to stay inside it."""
    line = parent.stations
    _, there = nearest_on(line[:, :3], first[:3])
    rows = at_length(line, np.linspace(max(there[0] - SHARED, 0.0), there[0], 3))
    radius = np.minimum(rows[:, 3] * 0.8, first[3])
    return np.column_stack([rows[:, :3], radius, np.zeros(3)])


def _obstacles(
    part: Part, rows: Reals, owner: NDArray[np.int64], surfaces: Mapping[str, Surface]
) -> tuple[Obstacle, ...]:
    made = []
    for name, surface in surfaces.items():
        need = rows[:, 3] + MARGIN
        for mark, value in (("presses", PRESSED), ("pierces", -np.inf), ("joins", -np.inf)):
            need[[name in getattr(part.waypoints[i], mark) for i in owner]] = value
        side = np.array([part.waypoints[i].sides.get(name, 0.0) for i in owner])
        made.append(Obstacle(surface, need, side))
    return tuple(made)


def _layer(part: Part, at: Reals, owner: NDArray[np.int64], surfaces: Mapping[str, Surface]) -> Layer:
    """Stations between two waypoints on the scalp lie on it, at heights in between; `at` counts waypoints."""
    heights = np.array([np.nan if point.scalp is None else point.scalp for point in part.waypoints])
    share = np.clip(at - owner, 0.0, 1.0)
    height = (1.0 - share) * heights[owner] + share * heights[owner + 1]
    return Layer(tuple(surfaces[name] for name in SKULL if name in surfaces), height)
