"""The tubes of a course and its branches as one closed, smoothly shaded body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.sculpt.course import Course
from anatomy_viewer.sculpt.solid import finish, unit

Reals = NDArray[np.float64]
# Degrees that a tube may bend from ring to ring; corners round a branch.
_BEND, _BRANCH_SIDES = 12.0, 8


def tube_body(courses: tuple[Course, ...], sides: int, step: float, colour: tuple[int, int, int]) -> Mesh:
    """One watertight body: the tubes of all parts united, `sides` corners round the trunk, rings about every `step` mm.

    The boolean union is exact (manifold3d); normals are those of the round tubes, not of their facets.
    """
    from manifold3d import Manifold
    from manifold3d import Mesh as Raw

    whole = Manifold()
    for item in courses:
        rows = thinned(item.stations, step)
        points, faces = tube(rows[:, :3], rows[:, 3], min(sides, _BRANCH_SIDES) if item.parent else sides)
        whole += Manifold(Raw(points.astype(np.float32), faces.astype(np.uint32)))
    result = whole.to_mesh()
    mesh = finish(result.vert_properties[:, :3], result.tri_verts, colour)
    return replace(mesh, normals=_round_normals(mesh, courses))


def _round_normals(mesh: Mesh, courses: tuple[Course, ...]) -> NDArray[np.float32]:
    """(n, 3): at each vertex the direction away from the centre-line whose tube it lies on."""
    vertices = mesh.vertices.astype(np.float64)
    best, normals = np.full(len(vertices), np.inf), np.zeros((len(vertices), 3))
    for item in courses:
        gap, along = nearest_on(item.stations[:, :3], vertices)
        rows = at_length(item.stations, along)
        off = np.abs(gap - rows[:, 3])
        nearer = off < best
        best[nearer], normals[nearer] = off[nearer], unit(vertices - rows[:, :3])[nearer]
    return normals.astype(np.float32)


def thinned(stations: Reals, step: float, count: int | None = None) -> Reals:
    """Fewer stations: about every `step` mm (or `count` of them), closer where the course bends."""
    along = arc_lengths(stations[:, :3])
    edge = unit(np.diff(stations[:, :3], axis=0))
    bend = np.degrees(np.arccos(np.clip((edge[1:] * edge[:-1]).sum(axis=1), -1.0, 1.0)))
    effort = np.cumsum(np.concatenate([[0.0], np.diff(along) / step + np.append(bend, 0.0) / _BEND]))
    count = count or max(2, round(effort[-1]) + 1)
    return at_length(stations, np.interp(np.linspace(0.0, effort[-1], count), effort, along))
