"""Maps of the skull's surface: directions from an inner point laid flat, so that sutures can be drawn as lines.

Azimuthal equidistant projection about a centre direction; map coordinates are millimetres at `SPHERE` mm from the
inner point, the mean radius of the vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.sculpt.implicit import Distances, Points
from anatomy_viewer.sculpt.solid import unit

INNER_POINT = np.array([0.0, 70.0, 55.0])
SPHERE = 85.0
# Half the map's side and its pixel, mm: reaches 100 degrees from the centre; a pixel is a fraction of a suture's tooth.
_REACH, _PIXEL = 150.0, 0.35


def directions(points: Points) -> Points:
    """(n, 3): unit vectors from the inner point."""
    return unit(points - INNER_POINT)


@dataclass(frozen=True)
class Chart:
    """A square map about the direction `centre` (need not be unit)."""

    centre: tuple[float, float, float]

    @cached_property
    def _axes(self) -> NDArray[np.float64]:
        """(3, 3): rows right-hand, up-hand and outward directions of the map."""
        out = unit(np.array(self.centre))
        across = unit(np.cross([0.0, 0.0, 1.0], out))
        return np.stack([across, np.cross(out, across), out])

    def flat(self, towards: Points) -> NDArray[np.float64]:
        """(n, 2) mm on the map for unit directions (n, 3)."""
        local = towards @ self._axes.T
        off_axis = np.hypot(local[:, 0], local[:, 1])
        angle = np.arctan2(off_axis, local[:, 2])
        return np.asarray(local[:, :2] * (SPHERE * angle / np.maximum(off_axis, 1e-12))[:, None])

    @cached_property
    def pixels(self) -> Points:
        """(side * side, 3): the unit direction of each pixel, row by row."""
        side = np.arange(-_REACH, _REACH + _PIXEL / 2, _PIXEL)
        u, v = (axis.ravel() for axis in np.meshgrid(side, side, indexing="ij"))
        radius = np.hypot(u, v)
        angle = radius / SPHERE
        scale = np.sin(angle) / np.maximum(radius, 1e-12)
        return np.asarray(np.stack([u * scale, v * scale, np.cos(angle)], axis=1) @ self._axes)

    def places(self, towards: Points) -> NDArray[np.float64]:
        """(2, n) pixel coordinates of unit directions, for `read`."""
        return np.ascontiguousarray((self.flat(towards).T + _REACH) / _PIXEL)

    @property
    def shape(self) -> tuple[int, int]:
        """Pixels along each side of the map."""
        side = round(2 * _REACH / _PIXEL) + 1
        return side, side


def read(raster: NDArray[np.float64], places: NDArray[np.float64]) -> Distances:
    """(n,): `raster` (side, side) at pixel coordinates (2, n), linear between pixels."""
    from scipy.ndimage import map_coordinates

    return np.asarray(map_coordinates(raster, places, order=1, mode="nearest"))


def territory(chart: Chart, outline: ArrayLike) -> NDArray[np.float64]:
    """(side, side) mm: distance to the closed outline (k, 3 unit directions) on the map, negative inside."""
    from scipy.spatial import cKDTree

    line = chart.flat(np.asarray(outline, dtype=np.float64))
    side = np.arange(-_REACH, _REACH + _PIXEL / 2, _PIXEL)
    grid = np.stack(np.meshgrid(side, side, indexing="ij"), axis=-1).reshape(-1, 2)
    away = cKDTree(_dense(line)).query(grid, distance_upper_bound=12.0)[0]
    inside = _inside(line, side)
    return np.where(inside, -1.0, 1.0) * np.minimum(away.reshape(chart.shape), 12.0)


def _dense(line: NDArray[np.float64], spacing: float = 0.1) -> NDArray[np.float64]:
    """The closed line sampled every `spacing` mm."""
    closed = np.concatenate([line, line[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at = np.arange(0.0, along[-1], spacing)
    return np.stack([np.interp(at, along, closed[:, i]) for i in range(2)], axis=1)


def _inside(line: NDArray[np.float64], side: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(side, side): even-odd test, one column of the map at a time."""
    a, b = line, np.roll(line, -1, axis=0)
    result = np.zeros((len(side), len(side)), dtype=bool)
    for row, u in enumerate(side):
        crossed = (a[:, 0] > u) != (b[:, 0] > u)
        start, end = a[crossed], b[crossed]
        at = start[:, 1] + (u - start[:, 0]) / (end[:, 0] - start[:, 0]) * (end[:, 1] - start[:, 1])
        result[row] = np.searchsorted(np.sort(at), side) % 2 == 1
    return result
