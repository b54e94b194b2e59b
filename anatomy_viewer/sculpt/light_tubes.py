"""Copies of fine branching nerves for motion: three-sided rods along the centre-lines.

Collapsing edges breaks a thin branched tube into pieces at a few hundred triangles and halves its thickness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import arc_lengths, frames
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.tube_body import thinned
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.recipe import Build, Neighbours
from anatomy_viewer.sculpt.solid import finish, unit

Reals = NDArray[np.float64]
Solve = Callable[[Figures, Neighbours], tuple[Course, ...]]
Dress = Callable[[tuple[Course, ...]], Mesh]
_CORNERS = 3
# A three-sided rod looks as wide as a round one when its corners stand out by this factor.
_PROUD = 1.2


def with_rods(solve: Solve, dress: Dress, triangles: int) -> tuple[Build, Callable[[Mesh], Mesh]]:
    """`build` and `thin` of a recipe: centre-lines are solved once, dressed in full, then as about `triangles`."""
    solved: list[tuple[Course, ...]] = []

    def build(figures: Figures, neighbours: Neighbours) -> Mesh:
        solved[:] = [solve(figures, neighbours)]
        return dress(solved[0])

    def thin(full: Mesh) -> Mesh:
        return rods(solved[0], full, triangles)

    return build, thin


def rods(courses: tuple[Course, ...], full: Mesh, triangles: int) -> Mesh:
    """Closed rods, one a part, about `triangles` in all; colours are those of `full` nearby, normals round."""
    total = sum(arc_lengths(item.stations[:, :3])[-1] for item in courses)
    step = total * 2 * _CORNERS / max(triangles - 2 * len(courses), 1)
    rows = [_stations(item, step) for item in courses]
    starts = np.cumsum([0, *(_CORNERS * len(part) for part in rows[:-1])])
    faces = np.vstack([_walls(len(part)) + start for part, start in zip(rows, starts, strict=True)])
    mesh = finish(np.vstack([_rings(part) for part in rows]), faces, (0, 0, 0))
    middles = np.repeat(np.vstack(rows)[:, :3], _CORNERS, axis=0)
    round_off = unit(mesh.vertices.astype(np.float64) - middles).astype(np.float32)
    return replace(mesh, normals=round_off, colours=_near(full, mesh))


def _stations(course: Course, step: float) -> Reals:
    along = arc_lengths(course.stations[:, :3])[-1]
    count = max(1, int(along / step + 0.4)) + 1
    return thinned(course.stations, along / (count - 1), count)


def _rings(rows: Reals) -> Reals:
    """(3 n, 3): three corners round each station."""
    _, normal, binormal = frames(rows[:, :3])
    angle = 2.0 * np.pi * np.arange(_CORNERS) / _CORNERS
    ring = np.cos(angle)[:, None] * normal[:, None] + np.sin(angle)[:, None] * binormal[:, None]
    return np.asarray((rows[:, None, :3] + _PROUD * rows[:, 3, None, None] * ring).reshape(-1, 3))


def _walls(rings: int) -> NDArray[np.int64]:
    """Faces of a closed rod of `rings` rings, outwards."""
    i, j = np.meshgrid(np.arange(rings - 1) * _CORNERS, np.arange(_CORNERS), indexing="ij")
    a, b = (i + j).ravel(), (i + (j + 1) % _CORNERS).ravel()
    c, d = a + _CORNERS, b + _CORNERS
    last = (rings - 1) * _CORNERS
    return np.vstack(
        [np.stack([a, b, d], 1), np.stack([a, d, c], 1), [[0, 2, 1], [last, last + 1, last + 2]]]
    )


def _near(full: Mesh, light: Mesh) -> NDArray[np.uint8]:
    from scipy.spatial import cKDTree

    _, index = cKDTree(full.vertices).query(light.vertices, k=min(12, len(full.vertices)))
    return np.round(full.colours[index].astype(np.float64).mean(axis=1)).astype(np.uint8)
