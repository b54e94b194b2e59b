"""Signed distances on grids: what bones, vessels and muscles are near, answered a hundred times faster than exactly.

Made by `sculpt` (`meshes/fields.npz`), so that a nerve can be led anew while someone waits. A `Field` answers the same
questions as `geometry.distance.Surface`; beyond LIMIT mm it only says that a body is at least so far.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.columns import Columns
from anatomy_viewer.geometry.distance import Surface

Reals = NDArray[np.float64]
FIELDS = "fields.npz"
# mm between the points of a grid; mm a unit of the numbers kept (int8); mm that they reach.
SPACING, UNIT, LIMIT = 0.8, 0.05, 6.35
# mm: nearer than this distances are exact when a grid is made, farther they are taken to samples of the surface.
_EXACT, _SAMPLED = 2.0, 0.7
_CORNERS = np.array(list(np.ndindex(2, 2, 2)))
_COARSE = 4  # points of the grid from one to the next at which it is looked first whether anything is near
_REMEDY = "Rebuild it with 'anatomy-viewer sculpt --volume'."


@dataclass(frozen=True, eq=False)
class Field:
    """One body: `values` (i, j, k) int8 in UNIT mm, negative inside; the first point at `origin` (3,) mm."""

    origin: Reals
    values: NDArray[np.int8]

    @property
    def box(self) -> tuple[Reals, Reals]:
        """Its lowest and highest corner (3,) each, mm."""
        return self.origin, self.origin + SPACING * (np.array(self.values.shape) - 1)

    def distance(self, points: ArrayLike) -> Reals:
        """(n,): signed mm from each of `points` (n, 3), at most LIMIT."""
        return self._looked_up(points)[0]

    def push(self, points: ArrayLike) -> tuple[Reals, Reals]:
        """Signed distance (n,) and the unit direction (n, 3) in which it grows fastest; zero where it is all alike."""
        distance, slope = self._looked_up(points)
        length = np.linalg.norm(slope, axis=1, keepdims=True)
        return distance, np.divide(slope, length, out=np.zeros_like(slope), where=length > 1e-9)

    def _looked_up(self, points: ArrayLike) -> tuple[Reals, Reals]:
        """Distance (n,) and slope (n, 3), linear between the eight points of the grid round each of `points`."""
        p = np.atleast_2d(np.asarray(points, dtype=np.float64))
        place, last = (p - self.origin) / SPACING, np.array(self.values.shape) - 1
        inside = np.flatnonzero(((place >= 0.0) & (place <= last)).all(axis=1))
        distance, slope = np.full(len(p), LIMIT), np.zeros((len(p), 3))
        low = np.minimum(place[inside].astype(np.int64), last - 1)
        x, y, z = (place[inside] - low).T
        base, (di, dj, dk) = low @ np.array(self.values.strides), self.values.strides
        around = self.values.ravel()[base + _CORNERS @ np.array([[di], [dj], [dk]])] * UNIT  # (8, n)
        (a, b, c, d), (e, f, g, h) = around[:4], around[4:]
        back, front = (a + (c - a) * y, b + (d - b) * y), (e + (g - e) * y, f + (h - f) * y)
        low_x, high_x = back[0] + (back[1] - back[0]) * z, front[0] + (front[1] - front[0]) * z
        distance[inside] = low_x + (high_x - low_x) * x
        slope[inside, 0] = high_x - low_x
        slope[inside, 1] = (1 - x) * ((c - a) * (1 - z) + (d - b) * z) + x * ((g - e) * (1 - z) + (h - f) * z)
        slope[inside, 2] = (1 - x) * (back[1] - back[0]) + x * (front[1] - front[0])
        return distance, slope

    def holds(self, points: ArrayLike) -> NDArray[np.bool_]:
        """(n,): whether each point lies inside."""
        return self.distance(points) < 0.0


def field_of(surface: Surface, low: Reals, high: Reals) -> Field | None:
    """The grid of `surface` within the box `low`..`high` mm; None where they are apart."""
    from scipy.spatial import cKDTree

    first = np.maximum(surface.corners.min(axis=(0, 1)) - LIMIT, low)
    last = np.minimum(surface.corners.max(axis=(0, 1)) + LIMIT, high)
    shape = np.floor((last - first) / SPACING).astype(np.int64) + 1
    if (shape < 2).any():
        return None
    origin = np.round(first, 3)
    away = np.full(shape, LIMIT)
    where = _near(surface, origin, shape)
    points = origin + SPACING * where
    gaps, _ = cKDTree(surface.spread(_SAMPLED)).query(points, distance_upper_bound=LIMIT, workers=2)
    exact = np.flatnonzero(gaps <= _EXACT)
    gaps[exact] = surface.gaps(points[exact], 3)
    away[tuple(where.T)] = np.minimum(gaps, LIMIT)
    kept = np.round(away / UNIT).astype(np.int8)
    width, depth, height = (int(n) for n in shape)
    inside = Columns(surface.corners - origin, SPACING).filled((width, depth, height))
    return Field(origin, np.where(inside, -kept, kept))


def _near(surface: Surface, origin: Reals, shape: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n, 3): the points of the grid that may lie within LIMIT, by a look at every fourth."""
    from scipy.spatial import cKDTree

    i, j, k = (-(-int(n) // _COARSE) for n in shape)
    middles = origin + SPACING * (np.moveaxis(np.indices((i, j, k)), 0, -1) * _COARSE + (_COARSE - 1) / 2.0)
    reach = LIMIT + SPACING * _COARSE * 0.87 + _SAMPLED
    away, _ = cKDTree(surface.spread(2.0 * _SAMPLED)).query(
        middles.reshape(-1, 3), distance_upper_bound=reach
    )
    close = np.isfinite(away).reshape(i, j, k)
    for axis in range(3):
        close = close.repeat(_COARSE, axis)
    return np.argwhere(close[: shape[0], : shape[1], : shape[2]])


def fields_bytes(fields: Mapping[str, Field]) -> bytes:
    """The file's content; the same fields give the same bytes."""
    arrays: dict[str, Any] = {}
    for name in sorted(fields):
        arrays[name], arrays[f"{name}.origin"] = fields[name].values, fields[name].origin
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    return packed.getvalue()


def read_fields(path: Path, wanted: Container[str] | None = None) -> dict[str, Field]:
    """Base id → field, of those `wanted` (None: all). Raises ContentError."""
    try:
        with np.load(path) as file:
            names = [name for name in file.files if not name.endswith(".origin")]
            names = [name for name in names if wanted is None or name in wanted]
            return {name: Field(file[f"{name}.origin"], np.ascontiguousarray(file[name])) for name in names}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ContentError(path, None, "the distance fields can't be read.", _REMEDY) from error
