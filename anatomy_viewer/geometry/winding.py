"""How often a closed surface winds round a point: 0 outside, 1 inside, whatever folds it has elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
# Lines are shifted by this much (mm) so that they don't run along an edge of a surface that has round coordinates.
_ASIDE = np.array([1.3e-5, 2.9e-5])
_SMALLEST, _MOST_CELLS = 1.0, 400_000


class Winding:
    """Counts the faces that a line along +x from each point leaves and enters: leaving counts 1, entering -1.

    Faces are sorted into square cells of the y-z plane, so that a line looks only at those of its own cell.
    """

    def __init__(self, corners: Reals) -> None:
        """`corners` (m, 3, 3): the triangles of a closed surface, faces outwards."""
        self._corners = corners
        low, high = corners[:, :, 1:].min(axis=1), corners[:, :, 1:].max(axis=1)
        self._origin, extent = low.min(axis=0), high.max(axis=0) - low.min(axis=0)
        self._cell = max(_SMALLEST, float(np.sqrt(extent.prod() / _MOST_CELLS)))
        self._shape = (extent / self._cell).astype(np.int64) + 1
        first, last = self._indices(low), self._indices(high)
        wide = last - first + 1
        count = wide.prod(axis=1)
        owner = np.repeat(np.arange(len(corners)), count)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        row = first[owner, 0] + place // wide[owner, 1]
        key = row * self._shape[1] + first[owner, 1] + place % wide[owner, 1]
        order = np.argsort(key, kind="stable")
        self._faces = owner[order]
        self._starts = np.searchsorted(key[order], np.arange(self._shape.prod() + 1))

    def _indices(self, yz: Reals) -> NDArray[np.int64]:
        return np.clip(((yz - self._origin) / self._cell).astype(np.int64), 0, self._shape - 1)

    def at(self, points: Reals) -> NDArray[np.int64]:
        """(n,): the winding number at each of `points` (n, 3)."""
        yz = points[:, 1:] + _ASIDE
        inside = ((yz >= self._origin) & (yz <= self._origin + self._shape * self._cell)).all(axis=1)
        cell = self._indices(yz)
        key = cell[:, 0] * self._shape[1] + cell[:, 1]
        count = np.where(inside, self._starts[key + 1] - self._starts[key], 0)
        line = np.repeat(np.arange(len(points)), count)
        place = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
        turns = self._turns(points[line, 0], yz[line], self._faces[self._starts[key[line]] + place])
        return np.bincount(line, turns, minlength=len(points)).astype(np.int64)

    def _turns(self, x: Reals, yz: Reals, faces: NDArray[np.int64]) -> Reals:
        """1 or -1 where the line from x along +x at yz leaves or enters the face, else 0."""
        a, b, c = (self._corners[faces, i] for i in range(3))
        parts = [_area(yz, p[:, 1:], q[:, 1:]) for p, q in ((b, c), (c, a), (a, b))]
        whole = np.sum(parts, axis=0)
        sign = np.sign(whole)
        met = np.all([part * sign > 0.0 for part in parts], axis=0)
        ahead = sum(part * corner[:, 0] for part, corner in zip(parts, (a, b, c), strict=True)) * sign
        return np.where(met & (ahead > x * whole * sign), sign, 0.0)


def _area(p: Reals, q: Reals, r: Reals) -> Reals:
    """Twice the signed area of the triangle p, q, r in the y-z plane."""
    return np.asarray((q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0]))
