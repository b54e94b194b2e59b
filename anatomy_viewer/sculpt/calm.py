"""Fields made calm, and kept clear of the bones that are finished already."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, smooth_cut
from anatomy_viewer.sculpt.surface import evaluate

# Grid (mm) on which a field is smoothed; values beyond `_FAR` mm say nothing of the surface.
_STEP, _FAR = 0.7, 6.0
# How far from a neighbour (mm) the distance to it is worked out, and how round the rims are.
_NEAR, _RIM = 5.0, 0.3


def calm(field: Field, bounds: NDArray[np.float64], blur: float) -> Field:
    """`field` inside `bounds` (2, 3) averaged over about `blur` mm: without the creases between its blocks."""
    from scipy.ndimage import gaussian_filter, map_coordinates, spline_filter

    origin = bounds[0] - 2.0
    counts = np.ceil((bounds[1] + 2.0 - origin) / _STEP).astype(int) + 1
    axes = [origin[i] + _STEP * np.arange(counts[i]) for i in range(3)]
    nodes = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    values = np.clip(evaluate(field, nodes), -_FAR, _FAR).reshape(counts)
    smooth = spline_filter(gaussian_filter(values, blur / _STEP), order=3)

    def calmed(points: Points) -> Distances:
        places = (points - origin).T / _STEP
        return np.asarray(map_coordinates(smooth, places, order=3, mode="nearest", prefilter=False))

    return calmed


def clear_of(field: Field, neighbours: Mapping[str, Mesh], gaps: Mapping[str, float]) -> Field:
    """`field` without what is nearer to a finished bone than its gap (mm); right sides stand for both."""
    from scipy.spatial import cKDTree

    walls = []
    for name, gap in gaps.items():
        surface = Surface(neighbours[name].vertices, neighbours[name].faces, 0.8)
        walls.append((surface, cKDTree(surface.spread(1.0)), gap))

    def cut(points: Points) -> Distances:
        value = field(points)
        near = np.flatnonzero(value < 3.0)
        places = np.column_stack([np.abs(points[near, 0]), points[near, 1:]])
        for surface, tree, gap in walls:
            close = np.isfinite(tree.query(places, distance_upper_bound=_NEAR)[0])
            rows = near[close]
            value[rows] = smooth_cut(value[rows], surface.distance(places[close]) - gap, _RIM)
        return value

    return cut
