"""How far points lie from a closed surface, inside negative: exact on the triangles, found through a KD-tree.

The side comes from the winding number, so that folds and fins of a surface mislead nobody who is not inside them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.winding import Winding

Reals = NDArray[np.float64]
_CANDIDATES = 12


@dataclass(frozen=True)
class Nearest:
    """For each of n points: signed distance (n,) in mm, negative inside; place on the surface (n, 3); face (n,)."""

    distance: Reals
    place: Reals
    face: NDArray[np.int64]


class Surface:
    """A closed triangle surface (outward faces) that answers distance questions quickly."""

    def __init__(self, vertices: ArrayLike, faces: ArrayLike, spacing: float = 1.2) -> None:
        """`spacing`: mm between the samples that find the nearest triangle; smaller than its thinnest part."""
        from scipy.spatial import cKDTree

        self.corners = np.asarray(vertices, dtype=np.float64)[np.asarray(faces, dtype=np.int64)]
        across = np.cross(self.corners[:, 1] - self.corners[:, 0], self.corners[:, 2] - self.corners[:, 0])
        size = np.linalg.norm(across, axis=1)
        self._kept = np.flatnonzero(size > 1e-12)
        self.corners, size = self.corners[self._kept], size[self._kept]
        self.normals = across[self._kept] / size[:, None]
        samples, self._owner = _samples(self.corners, spacing)
        self._tree = cKDTree(samples)
        self._winding = Winding(self.corners)

    def nearest(self, points: ArrayLike) -> Nearest:
        """The closest place on the surface to each of `points` (n, 3)."""
        p = np.atleast_2d(np.asarray(points, dtype=np.float64))
        _, found = self._tree.query(p, k=min(_CANDIDATES, len(self._owner)))
        faces = self._owner[found.reshape(len(p), -1)]
        places = closest_on_triangles(p[:, None], self.corners[faces])
        gap = np.linalg.norm(p[:, None] - places, axis=-1)
        row, best = np.arange(len(p)), gap.argmin(axis=1)
        sign = np.where(self.holds(p), -1.0, 1.0)
        return Nearest(sign * gap[row, best], places[row, best], self._kept[faces[row, best]])

    def distance(self, points: ArrayLike) -> Reals:
        """(n,): signed distance in mm of each point, negative inside."""
        return self.nearest(points).distance

    def holds(self, points: ArrayLike) -> NDArray[np.bool_]:
        """(n,): whether each point lies inside."""
        return self._winding.at(np.atleast_2d(np.asarray(points, dtype=np.float64))) > 0

    def push(self, points: ArrayLike) -> tuple[Reals, Reals]:
        """Signed distance (n,) and the unit direction (n, 3) in which it grows fastest."""
        p = np.atleast_2d(np.asarray(points, dtype=np.float64))
        near = self.nearest(p)
        away = (p - near.place) * np.sign(near.distance)[:, None]
        length = np.linalg.norm(away, axis=1, keepdims=True)
        faces = np.searchsorted(self._kept, near.face)
        return near.distance, np.where(length > 1e-6, away / np.maximum(length, 1e-6), self.normals[faces])


def closest_on_triangles(points: ArrayLike, corners: ArrayLike) -> Reals:
    """(…, 3): for each point the closest place on its triangle; `points` (…, 3) broadcast with `corners` (…, 3, 3).

    Ericson, Real-Time Collision Detection (2005), 5.1.5, with the regions written as choices.
    """
    p, abc = np.asarray(points, dtype=np.float64), np.asarray(corners, dtype=np.float64)
    a, b, c = abc[..., 0, :], abc[..., 1, :], abc[..., 2, :]
    sides = np.stack([_on_segment(p, a, b), _on_segment(p, b, c), _on_segment(p, c, a)])
    gaps = np.linalg.norm(p - sides, axis=-1)
    rim = np.take_along_axis(sides, gaps.argmin(axis=0)[None, ..., None], axis=0)[0]
    normal = np.cross(b - a, c - a)
    area = (normal * normal).sum(axis=-1)
    safe = np.maximum(area, 1e-24)
    flat = p - ((p - a) * normal).sum(axis=-1, keepdims=True) / safe[..., None] * normal
    turns = [(np.cross(t - s, flat - s) * normal).sum(axis=-1) for s, t in ((a, b), (b, c), (c, a))]
    inside = np.all(np.stack(turns) >= 0.0, axis=0) & (area > 1e-24)
    return np.where(inside[..., None], flat, rim)


def _on_segment(p: Reals, start: Reals, end: Reals) -> Reals:
    edge = end - start
    share = ((p - start) * edge).sum(axis=-1) / np.maximum((edge * edge).sum(axis=-1), 1e-24)
    return np.asarray(start + np.clip(share, 0.0, 1.0)[..., None] * edge)


def _samples(corners: Reals, spacing: float) -> tuple[Reals, NDArray[np.int64]]:
    """Points spread over the triangles (m, 3, 3), and the triangle each belongs to."""
    edges = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2).max(axis=1)
    steps = np.maximum(1, np.ceil(edges / spacing)).astype(np.int64)
    points, owners = [], []
    for n in np.unique(steps):
        mine = np.flatnonzero(steps == n)
        i, j = (grid.ravel() for grid in np.meshgrid(np.arange(n), np.arange(n), indexing="ij"))
        inside = i + j < n
        u, v = (i[inside] + 1.0 / 3.0) / n, (j[inside] + 1.0 / 3.0) / n
        weights = np.stack([1.0 - u - v, u, v], axis=1)
        points.append(np.einsum("kw,mwd->mkd", weights, corners[mine]).reshape(-1, 3))
        owners.append(np.repeat(mine, len(weights)))
    return np.vstack(points), np.concatenate(owners)
