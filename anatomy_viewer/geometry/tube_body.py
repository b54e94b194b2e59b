"""The tubes of a course and its branches as one closed, smoothly shaded body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import arc_lengths, at_length, tangents
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.solid import finish, unit
from anatomy_viewer.geometry.tube import tube

Reals = NDArray[np.float64]
# Degrees that a tube may bend from ring to ring; corners round a branch.
_BEND, _BRANCH_SIDES = 12.0, 8
# mm between the places, and how many of them near a vertex, among which its tube is looked for.
_DENSE, _CANDIDATES = 0.5, 12


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
    return unit(mesh.vertices - on_tubes(mesh.vertices, courses)[:, :3]).astype(np.float32)


def on_tubes(vertices: ArrayLike, courses: tuple[Course, ...]) -> Reals:
    """(n, 5): the place on the centre-line of the tube that each vertex lies on, its radius, and mm along that part."""
    from scipy.spatial import cKDTree

    places = np.asarray(vertices, dtype=np.float64)
    rows = np.vstack([_dense(item) for item in courses])
    count = min(_CANDIDATES, len(rows))
    gap, found = cKDTree(rows[:, :3]).query(places, k=count)
    best = found[np.arange(len(places)), np.abs(gap - rows[found, 3]).argmin(axis=1)]
    on = rows[best]
    ahead = ((places - on[:, :3]) * on[:, 5:]).sum(axis=1)
    return np.column_stack([on[:, :3] + ahead[:, None] * on[:, 5:], on[:, 3], on[:, 4] + ahead])


def _dense(course: Course) -> Reals:
    """(n, 8) every _DENSE mm: place, radius, mm along, direction of travel."""
    length = arc_lengths(course.stations[:, :3])[-1]
    along = np.linspace(0.0, length, max(3, round(length / _DENSE)))
    rows = at_length(course.stations, along)
    return np.column_stack([rows, along, tangents(rows[:, :3])])


def thinned(stations: Reals, step: float, count: int | None = None) -> Reals:
    """Fewer stations: about every `step` mm (or `count` of them), closer where the course bends."""
    along = arc_lengths(stations[:, :3])
    edge = unit(np.diff(stations[:, :3], axis=0))
    bend = np.degrees(np.arccos(np.clip((edge[1:] * edge[:-1]).sum(axis=1), -1.0, 1.0)))
    effort = np.cumsum(np.concatenate([[0.0], np.diff(along) / step + np.append(bend, 0.0) / _BEND]))
    count = count or max(2, round(effort[-1]) + 1)
    return at_length(stations, np.interp(np.linspace(0.0, effort[-1], count), effort, along))
