"""Where straight lines meet any of half a million triangles, in a millisecond: triangles sorted into cubes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]
# mm: the edge of a cube; lines are shifted by so much that none runs along an edge of a mesh with round coordinates.
_CELL = 4.0
_ASIDE = np.array([[1.3e-5, 2.9e-5, 1.7e-5], [-2.3e-5, 1.1e-5, 3.1e-5], [3.7e-5, -1.9e-5, -2.7e-5]])


@dataclass(frozen=True, eq=False)
class Meetings:
    """Sorted along the line: mm from its start (n,), whose surface (n,), and +1 entering it or -1 leaving it (n,)."""

    at: Reals
    owner: Ints
    turn: Ints


class TriangleGrid:
    """The triangles of many closed surfaces."""

    def __init__(self, corners: NDArray[np.float32], owner: Ints) -> None:
        """`corners` (m, 3, 3) mm, faces outwards; `owner` (m,): the number of the surface each belongs to."""
        self._corners, self._owner = corners, owner
        low, high = corners.min(axis=1).astype(np.float64), corners.max(axis=1).astype(np.float64)
        self._origin = low.min(axis=0) - 1.0
        self._shape = ((high.max(axis=0) - self._origin) / _CELL).astype(np.int64) + 1
        first, last = ((edge - self._origin) / _CELL for edge in (low, high))
        key, triangle = self._cells(first.astype(np.int64), last.astype(np.int64))
        order = np.argsort(key)
        self._triangle = triangle[order].astype(np.int32)
        self._starts = np.searchsorted(key[order], np.arange(self._shape.prod() + 1))

    def _cells(self, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """Cube and triangle of every cube that a triangle's box touches."""
        wide = last - first + 1
        count = wide.prod(axis=1)
        triangle = np.repeat(np.arange(len(first)), count)
        place = np.arange(len(triangle)) - np.repeat(np.cumsum(count) - count, count)
        i, rest = np.divmod(place, (wide[:, 1] * wide[:, 2])[triangle])
        j, k = np.divmod(rest, wide[triangle, 2])
        return self._key(first[triangle] + np.stack([i, j, k], axis=1)), triangle

    def _key(self, cells: Ints) -> Ints:
        return (cells[:, 0] * self._shape[1] + cells[:, 1]) * self._shape[2] + cells[:, 2]

    def meetings(self, start: Reals, end: Reals) -> Meetings:
        """All along the endless line that runs from `start` to `end` (3,).

        A closed surface is left as often as it is entered: where rounding spoils that, a line a hair beside is taken.
        """
        for aside in _ASIDE:
            found = self._along(start + aside, end - start)
            if not np.bincount(found.owner, found.turn).any():
                break
        return found

    def _along(self, start: Reals, step: Reals) -> Meetings:
        way = step / np.linalg.norm(step)
        rows = self._near(start, way)
        at, slope = _met(start, way, self._corners[rows].astype(np.float64))
        met = np.flatnonzero(slope)
        met = met[np.argsort(at[met], kind="stable")]
        return Meetings(at[met], self._owner[rows[met]], np.where(slope[met] < 0.0, 1, -1))

    def _near(self, start: Reals, way: Reals) -> Ints:
        """The triangles of the cubes that the line runs through, each once."""
        safe = np.where(np.abs(way) < 1e-12, 1e-12, way)
        top = self._origin + self._shape * _CELL
        enter, leave = np.sort([(self._origin - start) / safe, (top - start) / safe], axis=0)
        first, last = enter.max(), leave.min()
        if first >= last:
            return np.zeros(0, dtype=np.int64)
        walls = [
            (self._origin[i] + _CELL * np.arange(self._shape[i] + 1) - start[i]) / safe[i] for i in range(3)
        ]
        marks = np.concatenate([[first, last], *walls])
        marks = np.sort(marks[(marks >= first) & (marks <= last)])
        middles = start + ((marks[1:] + marks[:-1]) / 2.0)[:, None] * way
        cells = np.clip(((middles - self._origin) / _CELL).astype(np.int64), 0, self._shape - 1)
        key = self._key(cells)
        count = self._starts[key + 1] - self._starts[key]
        place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return np.unique(self._triangle[np.repeat(self._starts[key], count) + place])


def _met(start: Reals, way: Reals, corners: Reals) -> tuple[Reals, Reals]:
    """mm along the line (m,) and the slope of each of `corners` (m, 3, 3) to it (m,), 0 where it is not met.

    Moeller and Trumbore, J. Graphics Tools 1997;2:21; slope > 0 where the line leaves by an outward face.
    """
    e1, e2, s = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0], start - corners[:, 0]
    across = np.stack(
        [
            way[1] * e2[:, 2] - way[2] * e2[:, 1],
            way[2] * e2[:, 0] - way[0] * e2[:, 2],
            way[0] * e2[:, 1] - way[1] * e2[:, 0],
        ],
        axis=1,
    )
    determinant = np.einsum("ij,ij->i", e1, across)
    u = np.einsum("ij,ij->i", s, across)
    # the others can't be met
    met = np.flatnonzero(
        (np.abs(determinant) > 1e-14) & (u * determinant >= 0.0) & (np.abs(u) <= np.abs(determinant))
    )
    scale = 1.0 / determinant[met]
    turned = np.cross(s[met], e1[met])
    u, v = u[met] * scale, (turned @ way) * scale
    at, slope = np.zeros(len(corners)), np.zeros(len(corners))
    at[met] = np.einsum("ij,ij->i", e2[met], turned) * scale
    slope[met] = np.where((v >= 0.0) & (u + v <= 1.0), -determinant[met], 0.0)
    return at, slope
