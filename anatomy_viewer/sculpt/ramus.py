"""The ramus of the mandible: a plate between two smooth sheets inside a smooth outline (mandible_ramus.csv).

The table gives the outline as seen from the side and, at some places, where the lateral and the medial surface lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Points, polyline_distance

# Over how many mm the plate thins towards its borders, and the least half thickness, mm.
_RIM, _LEAST = 4.0, 0.9
# Smoothing of the sheets (a spline of thin plates that need not meet every figure), points of the outline, mm.
_SLACK, _FINE, _NEAR = 2.0, 240, 9.0
# The maps are drawn in this box of (y, z), one value every `_CELL` mm.
_BOX, _CELL = np.array([[80.0, -72.0], [146.0, 4.0]]), 0.25


@dataclass(frozen=True)
class Ramus:
    """Distance to the right ramus."""

    figures: Figures

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        depth, lateral, medial = self._read(points[:, 1:])
        value = np.hypot(np.maximum(-depth, 0.0), np.maximum(np.abs(points[:, 0] - 37.0) - 17.0, 0.0)) + 2.0
        near = value < _NEAR
        value[near] = _plate(points[near, 0], depth[near], lateral[near], medial[near])
        return np.asarray(value)

    def _read(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """(3, n): depth inside the outline (negative outside), lateral and medial surface at (y, z), mm."""
        from scipy.ndimage import map_coordinates

        cells = (places - _BOX[0]).T / _CELL
        return np.array([map_coordinates(map_, cells, order=1, mode="nearest") for map_ in self._maps])

    @cached_property
    def _maps(self) -> tuple[NDArray[np.float64], ...]:
        axes = [np.arange(low, high, _CELL) for low, high in _BOX.T]
        places = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
        shape, flat = places.shape[:2], places.reshape(-1, 2)
        beside = polyline_distance(flat, self._outline, closed=True)
        depth = np.where(_holds(self._outline, flat), beside, -beside)
        lateral, medial = self._sheets(flat).T
        return depth.reshape(shape), lateral.reshape(shape), medial.reshape(shape)

    @cached_property
    def _outline(self) -> NDArray[np.float64]:
        from scipy.interpolate import CubicSpline

        corners = np.array([[float(row["y"]), float(row["z"])] for row in self._rows("outline")])
        ring = np.vstack([corners, corners[:1]])
        along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
        fine = np.linspace(0.0, along[-1], _FINE, endpoint=False)
        return np.asarray(CubicSpline(along, ring, bc_type="periodic")(fine))

    @cached_property
    def _sheets(self) -> Any:
        from scipy.interpolate import RBFInterpolator

        keys = ("y", "z", "x_lateral", "x_medial")
        rows = np.array([[float(row[key]) for key in keys] for row in self._rows("sheet")])
        return RBFInterpolator(rows[:, :2], rows[:, 2:], smoothing=_SLACK)

    def _rows(self, kind: str) -> list[dict[str, str]]:
        return [row for row in self.figures.rows("mandible_ramus") if row["kind"] == kind]


def _plate(x: Distances, depth: Distances, lateral: Distances, medial: Distances) -> Distances:
    """First-order distance to a plate that thins like an ellipse towards its border."""
    half = np.maximum((lateral - medial) / 2.0, _LEAST)
    w, q = (x - (lateral + medial) / 2.0) / half, np.maximum(1.0 - depth / _RIM, 0.0)
    k = np.maximum(np.hypot(w, q), 1e-6)
    return np.asarray((k - 1.0) * k / np.maximum(np.hypot(w / half, q / _RIM), 1e-3))


def _holds(ring: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,): whether each of `places` (n, 2) lies in the closed `ring` (k, 2) (crossings of a ray)."""
    inside = np.zeros(len(places), dtype=bool)
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        spans = (a[1] > places[:, 1]) != (b[1] > places[:, 1])
        if spans.any():
            cross = a[0] + (places[:, 1] - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            inside ^= spans & (places[:, 0] < cross)
    return inside
