"""The skull as a shell between an outer and an inner radius about an inner point (skull_radius_grid.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.chart import INNER_POINT, directions
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Points

LEAST_THICKNESS = 2.2
_DEGREES = 1.0
_FLOOR = 5.0


@dataclass(frozen=True)
class Shell:
    """Outer and inner table as functions of direction, symmetric, without gaps."""

    figures: Figures

    @cached_property
    def _tables(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Outer and inner radius at whole degrees of latitude (-90..90) and longitude (-180..180)."""
        rows = self.figures.rows("skull_radius_grid")
        latitudes = sorted({float(row["lat_deg"]) for row in rows})
        columns = len(rows) // len(latitudes)
        measured = [
            np.array([float(row[key] or "nan") for row in rows]).reshape(len(latitudes), columns)
            for key in ("outer_radius_mm", "inner_radius_mm")
        ]
        outer, inner = (_symmetric(_filled(grid)) for grid in measured)
        base, face = _base(np.array(latitudes), columns)
        floor = _blurred(np.where(face, np.minimum(inner, 72.0), inner), 1.0)
        inner = np.where(base | face, floor, inner)
        outer = np.where(base | face, np.minimum(outer, floor + _FLOOR), outer)
        return _fine(outer, latitudes, 0.55), _fine(
            np.minimum(inner, outer - LEAST_THICKNESS), latitudes, 0.7
        )

    def outer(self, towards: Points) -> Distances:
        """(n,) mm: the outer table's radius in the unit directions (n, 3)."""
        return _look_up(self._tables[0], towards)

    def inner(self, towards: Points) -> Distances:
        """(n,) mm: the inner table's radius."""
        return np.minimum(_look_up(self._tables[1], towards), self.outer(towards) - LEAST_THICKNESS)

    def on_outer(self, points: Points) -> Points:
        """`points` moved along their rays from the inner point onto the outer table."""
        towards = directions(points)
        return INNER_POINT + towards * self.outer(towards)[:, None]


def _base(latitudes: NDArray[np.float64], columns: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the outer measure is the ragged base or the face rather than a table: a smooth floor takes its place."""
    latitude = latitudes[:, None]
    longitude = np.abs(np.linspace(-180.0, 180.0, columns, endpoint=False))[None, :]
    jaw = (latitude < -33) & (longitude > 97)
    return jaw | ((latitude < -52) & (longitude > 75)), (latitude < -17) & (longitude > 128)


def _filled(grid: NDArray[np.float64]) -> NDArray[np.float64]:
    """Gaps take the average of their surroundings, spreading inwards."""
    values = grid.copy()
    while np.isnan(values).any():
        around = np.stack(
            [np.roll(values, shift, axis=1) for shift in (-1, 1)]
            + [np.vstack([values[:1], values[:-1]]), np.vstack([values[1:], values[-1:]])]
        )
        known = ~np.isnan(around)
        total = np.where(known, around, 0.0).sum(axis=0)
        count = known.sum(axis=0)
        values = np.where(np.isnan(values) & (count > 0), total / np.maximum(count, 1), values)
    return values


def _symmetric(grid: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of right and left: column 0 is -180 degrees, so +a and -a are columns i and n - i."""
    return (grid + np.roll(grid[:, ::-1], 1, axis=1)) / 2.0


def _blurred(grid: NDArray[np.float64], cells: float) -> NDArray[np.float64]:
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(grid, cells, mode=("nearest", "wrap")))


def _fine(grid: NDArray[np.float64], latitudes: list[float], blur: float) -> NDArray[np.float64]:
    """Cubic resampling to whole degrees after a light blur (in cells); the south pole repeats the last row's mean."""
    from scipy.interpolate import RectBivariateSpline

    south = np.full((1, grid.shape[1]), grid[0].mean())
    north = np.full((1, grid.shape[1]), grid[-1].mean())
    rows = [south, grid] if latitudes[-1] >= 90.0 else [south, grid, north]
    stacked = _blurred(np.vstack(rows), blur)
    around = np.hstack([stacked[:, -6:], stacked, stacked[:, :7]])
    cell = 360.0 / grid.shape[1]
    longitudes = -180.0 + cell * (np.arange(around.shape[1]) - 6)
    levels = np.concatenate([[-90.0], latitudes, [] if latitudes[-1] >= 90.0 else [90.0]])
    spline = RectBivariateSpline(levels, longitudes, around)
    return np.asarray(spline(np.arange(-90.0, 91.0, _DEGREES), np.arange(-183.0, 184.0, _DEGREES)))


def _look_up(table: NDArray[np.float64], towards: Points) -> Distances:
    from scipy.ndimage import map_coordinates

    latitude = np.degrees(np.arcsin(np.clip(towards[:, 2], -1.0, 1.0)))
    longitude = np.degrees(np.arctan2(towards[:, 0], -towards[:, 1]))
    places = np.stack([(latitude + 90.0) / _DEGREES, (longitude + 183.0) / _DEGREES])
    return np.asarray(map_coordinates(table, places, order=3, mode="nearest"))
