"""The nearest place on triangles, and where many rays first meet them, exactly and without a tree.

For a few hundred questions about one surface this is done before a tree would be built. Triangles are first held off by
the spheres round them, all at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import closest_on_triangles

Reals = NDArray[np.float64]
Counts = NDArray[np.int64]
_CHUNK = 64  # points at a time: the tables stay in the processor's cache
_EDGE = 1e-9
_SAMPLED = 20  # every so-manieth triangle says roughly how far the surface is


@dataclass(frozen=True, eq=False)
class _Spheres:
    """A sphere round each triangle: its middle (m, 3), the middle's square (m,), its radius (m,), in mm."""

    middle: Reals
    square: Reals
    radius: Reals


def nearest_places(points: Reals, corners: Reals) -> tuple[Reals, Reals]:
    """mm (n,) and place (n, 3) of the closest place on the triangles `corners` (m, 3, 3) to each of `points` (n, 3)."""
    spheres = _spheres(corners)
    found = [_nearest(points[i : i + _CHUNK], corners, spheres) for i in range(0, len(points), _CHUNK)]
    gaps, places = zip(*found, strict=True)
    return np.concatenate(gaps), np.concatenate(places)


def nearest_gaps(points: Reals, places: Reals) -> Reals:
    """mm (n,) from each of `points` (n, 3) to the nearest of `places` (m, 3)."""
    square = (places**2).sum(axis=1)
    chunks = [points[i : i + _CHUNK] for i in range(0, len(points), _CHUNK)]
    best = [(square - 2.0 * (chunk @ places.T)).min(axis=1) + (chunk**2).sum(axis=1) for chunk in chunks]
    return np.sqrt(np.maximum(np.concatenate(best), 0.0))


def first_hits(origins: Reals, ways: Reals, corners: Reals, reach: float) -> Reals:
    """mm (n,) at which the rays from `origins` (n, 3) along unit `ways` (n, 3) first meet `corners` (m, 3, 3).

    Infinite where none is met within `reach` mm. Moeller and Trumbore, J. Graphics Tools 1997;2:21.
    """
    best = np.full(len(origins), np.inf)
    ends = origins + reach * ways
    low, high = np.minimum(origins, ends).min(axis=0), np.maximum(origins, ends).max(axis=0)
    near = corners[((corners.max(axis=1) >= low) & (corners.min(axis=1) <= high)).all(axis=1)]
    if not len(near):
        return best
    ray, face = _near_lines(origins, ways, _spheres(near), reach)
    mm = _crossings(origins[ray], ways[ray], near[face])
    np.minimum.at(best, ray, np.where(mm <= reach, mm, np.inf))
    return best


def _nearest(points: Reals, corners: Reals, spheres: _Spheres) -> tuple[Reals, Reals]:
    kept = _within(points, spheres)
    corners, spheres = (
        corners[kept],
        _Spheres(spheres.middle[kept], spheres.square[kept], spheres.radius[kept]),
    )
    away = np.sqrt(np.maximum(_squares(points, spheres), 0.0))
    row, face = np.nonzero(away - spheres.radius <= away.min(axis=1, keepdims=True) + _EDGE)
    places = closest_on_triangles(points[row], corners[face])
    gaps = np.linalg.norm(points[row] - places, axis=1)
    order = np.lexsort((gaps, row))
    best = order[np.searchsorted(row[order], np.arange(len(points)))]
    return gaps[best], places[best]


def _within(points: Reals, spheres: _Spheres) -> NDArray[np.bool_]:
    """(m,): spheres that reach the box of what can be nearest; a sample of middles, on the surface too, bounds it."""
    reach = nearest_gaps(points, spheres.middle[::_SAMPLED]).max() + spheres.radius[:, None]
    low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
    return np.asarray(((spheres.middle >= low) & (spheres.middle <= high)).all(axis=1))


def _spheres(corners: Reals) -> _Spheres:
    middle = corners.mean(axis=1)
    squares = ((corners - middle[:, None]) ** 2).sum(axis=2).max(axis=1)
    return _Spheres(middle, (middle**2).sum(axis=1), np.sqrt(squares))


def _squares(points: Reals, spheres: _Spheres) -> Reals:
    """(n, m): squared mm from each point to each middle."""
    return np.asarray((points**2).sum(axis=1)[:, None] + spheres.square - 2.0 * (points @ spheres.middle.T))


def _near_lines(origins: Reals, ways: Reals, spheres: _Spheres, reach: float) -> tuple[Counts, Counts]:
    """Ray and triangle of every pair of which the ray passes through the sphere."""
    along = ways @ spheres.middle.T - (origins * ways).sum(axis=1)[:, None]
    apart = _squares(origins, spheres) - along**2
    near = (apart <= spheres.radius**2 + _EDGE) & (along >= -spheres.radius)
    ray, face = np.nonzero(near & (along <= reach + spheres.radius))
    return ray, face


def _crossings(origins: Reals, ways: Reals, corners: Reals) -> Reals:
    """mm (k,) along each ray to its triangle (k, 3, 3); infinite where it passes beside it."""
    e1, e2, s = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0], origins - corners[:, 0]
    across = np.cross(ways, e2)
    determinant = (e1 * across).sum(axis=1)
    turned = np.cross(s, e1)
    crossing = np.abs(determinant) > 1e-14
    scale = 1.0 / np.where(crossing, determinant, 1.0)
    u, v = (s * across).sum(axis=1) * scale, (turned * ways).sum(axis=1) * scale
    mm = (e2 * turned).sum(axis=1) * scale
    met = crossing & (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (mm >= 0.0)
    return np.where(met, mm, np.inf)
