"""How near a straight piece comes to each of several surfaces: roughly to samples of all, then exactly to triangles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import closest_on_triangles, samples_of

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]
# The edge of the blocks into which samples are sorted, in distances between samples; at most so many samples name
# triangles of one surface.
_BLOCK, _MOST = 4.0, 24
# mm: farther than this a surface is not looked at so closely: a distance may be some 0.1 mm too long.
_FAR, _FEW = 8.0, 6


@dataclass(frozen=True, eq=False)
class Gap:
    """mm from the piece to a surface, whichever side it is on, from its end, and the two places that are nearest."""

    mm: float
    end_mm: float
    on_piece: Reals
    on_surface: Reals


class SurfaceSet:
    """Samples of surfaces, each with its triangle, in blocks of which most are too far to be looked at."""

    def __init__(self, surfaces: Mapping[str, tuple[Reals, float]]) -> None:
        """`surfaces`: name → triangles (m, 3, 3) in mm, facing anywhere, and the mm between its samples."""
        self.names = list(surfaces)
        self._corners = np.concatenate([corners for corners, _ in surfaces.values()])
        self._slack = np.array([spacing for _, spacing in surfaces.values()])
        samples, triangle, block, first = [], [], [], 0
        for i, (corners, spacing) in enumerate(surfaces.values()):
            places, owner = samples_of(corners, spacing)
            cell = (places // (_BLOCK * spacing) + 512.0).astype(np.int64) @ np.array([1, 1 << 12, 1 << 24])
            samples.append(places)
            triangle.append(owner + first)
            block.append(cell + (i << 40))
            first += len(corners)
        self._sort(np.concatenate(samples), np.concatenate(triangle), np.concatenate(block))

    def _sort(self, samples: Reals, triangle: Ints, block: Ints) -> None:
        order = np.argsort(block)
        numbers, self._starts = np.unique(block[order], return_index=True)
        self._samples, self._triangle, self._surface = samples[order], triangle[order], numbers >> 40
        self._counts = np.diff(np.append(self._starts, len(samples)))
        self._middles = np.add.reduceat(self._samples, self._starts) / self._counts[:, None]
        self._squares = np.einsum("ij,ij->i", self._samples, self._samples)
        self._middle_squares = np.einsum("ij,ij->i", self._middles, self._middles)
        away = self._samples - np.repeat(self._middles, self._counts, axis=0)
        self._radii = np.sqrt(np.maximum.reduceat((away**2).sum(axis=1), self._starts))

    def gaps(self, a: Reals, b: Reals) -> dict[str, Gap]:
        """By the surfaces' names, for the piece from `a` to `b` (3,); exact to a micrometre when it is near."""
        surface, triangle = self._candidates(a, b)
        corners = self._corners[triangle]
        on_piece, on_surface = _piece_to_triangles(a, b, corners)
        apart, at_end = _length(on_piece - on_surface), _length(closest_on_triangles(b, corners) - b)
        best, last = _smallest(apart, surface), at_end[_smallest(at_end, surface)]
        return {
            name: Gap(float(apart[i]), float(end), on_piece[i], on_surface[i])
            for name, i, end in zip(self.names, best, last, strict=True)
        }

    def reach(self, place: Reals) -> dict[str, float]:
        """mm from `place` (3,) to each surface."""
        surface, triangle = self._candidates(place, place)
        apart = _length(closest_on_triangles(place, self._corners[triangle]) - place)
        return {
            name: float(mm) for name, mm in zip(self.names, apart[_smallest(apart, surface)], strict=True)
        }

    def _candidates(self, a: Reals, b: Reals) -> tuple[Ints, Ints]:
        """Surface and triangle of those that may be nearest to the piece from a to b or to b; the surfaces in order."""
        first, near = _firsts(self._surface), np.zeros(len(self._surface), dtype=np.bool_)
        for apart in _apart(self._middles, self._middle_squares, a, b):
            near |= apart - self._radii <= np.minimum.reduceat(apart + self._radii, first)[self._surface]
        blocks = np.flatnonzero(near)
        count = self._counts[blocks]
        rows = np.arange(count.sum()) + np.repeat(self._starts[blocks] - np.cumsum(count) + count, count)
        surface = np.repeat(self._surface[blocks], count)
        both = _apart(self._samples[rows], self._squares[rows], a, b)
        close = np.unique(np.concatenate([self._close(apart, surface) for apart in both]))
        return surface[close], self._triangle[rows[close]]

    def _close(self, apart: Reals, surface: Ints) -> Ints:
        """The rows of the smallest distances to each surface."""
        least = np.minimum.reduceat(apart, _firsts(surface))
        close = np.flatnonzero(apart <= (least + self._slack)[surface])
        close = close[np.lexsort((apart[close], surface[close]))]
        mine = surface[close]
        most = np.where(least < _FAR, _MOST, _FEW)[mine]
        return close[np.arange(len(close)) - np.searchsorted(mine, mine) < most]


def _firsts(surface: Ints) -> Ints:
    return np.flatnonzero(np.diff(surface, prepend=-1))


def _smallest(values: Reals, surface: Ints) -> Ints:
    """(s,): where the smallest of each surface's values stands; `surface` is sorted."""
    order = np.lexsort((values, surface))
    return order[_firsts(surface)]


def _length(vectors: Reals) -> Reals:
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)))


def _apart(places: Reals, squares: Reals, a: Reals, b: Reals) -> tuple[Reals, Reals]:
    """(n,) each: mm from `places` (n, 3), whose squared lengths are `squares`, to the piece from a to b, and to b."""
    length = float(np.linalg.norm(b - a))
    way = (b - a) / max(length, 1e-12)
    on_a, along = (places @ np.stack([a, way], axis=1)).T
    along -= a @ way
    from_a = squares - 2.0 * on_a + a @ a
    beyond = along - np.clip(along, 0.0, length)
    to_piece = from_a - along**2 + beyond**2
    to_end = from_a + (length - 2.0 * along) * length
    return np.sqrt(np.maximum(to_piece, 0.0)), np.sqrt(np.maximum(to_end, 0.0))


def _piece_to_triangles(a: Reals, b: Reals, corners: Reals) -> tuple[Reals, Reals]:
    """The nearest two places (m, 3) of the piece and each of the triangles: at an end of the piece or on a rim."""
    ends = np.broadcast_to(np.stack([a, b])[:, None], (2, len(corners), 3))
    following = np.roll(corners, -1, axis=1)
    on_rims = [_between(a, b, corners[:, i], following[:, i]) for i in range(3)]
    on_piece = np.concatenate([ends, [piece for piece, _ in on_rims]])
    on_surface = np.concatenate([closest_on_triangles(ends, corners), [rim for _, rim in on_rims]])
    best = ((on_piece - on_surface) ** 2).sum(axis=2).argmin(axis=0)
    row = np.arange(len(corners))
    return on_piece[best, row], on_surface[best, row]


def _between(a: Reals, b: Reals, p: Reals, q: Reals) -> tuple[Reals, Reals]:
    """The nearest places (m, 3) of the piece from a to b and of those from p to q (m, 3).

    Ericson, Real-Time Collision Detection (2005), 5.1.9, with the regions written as choices.
    """
    u, v, r = b - a, q - p, a - p
    uu, vv, uv = u @ u, np.maximum((v * v).sum(axis=1), 1e-24), v @ u
    ur, vr = r @ u, (v * r).sum(axis=1)
    across = uu * vv - uv**2
    s = np.clip(np.divide(uv * vr - ur * vv, across, out=np.zeros_like(uv), where=across > 1e-12), 0.0, 1.0)
    t = np.clip((uv * s + vr) / vv, 0.0, 1.0)
    s = np.clip((uv * t - ur) / uu, 0.0, 1.0)
    return a + s[:, None] * u, p + t[:, None] * v
