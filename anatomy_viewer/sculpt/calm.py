"""Calm bones: fields without creases, clear of finished bones, and meshes without lumps between plates.

Blurring a field eats plates of a millimetre; smoothing the mesh keeps them, so each has its use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import BASE, bone_colours
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, folded, smooth_cut
from anatomy_viewer.sculpt.skull_openings import openings
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import evaluate, taubin

# Grid (mm) on which a field is smoothed; values beyond `_FAR` mm say nothing of the surface.
_STEP, _FAR = 0.7, 6.0
# How far from a neighbour (mm) the distance to it is worked out, and how round the rims are.
_NEAR, _RIM = 5.0, 0.3
_PASSES = 60
# mm from an opening within which the bone stays as it is, and over which calm sets in.
_CRISP, _EASE = 1.0, 2.5


def calm(field: Field, bounds: NDArray[np.float64], blur: float) -> Field:
    """`field` inside `bounds` (2, 3) averaged over about `blur` mm: without the creases between its blocks."""
    from scipy.ndimage import gaussian_filter, map_coordinates, spline_filter

    origin = bounds[0] - 2.0
    counts = np.ceil((bounds[1] + 2.0 - origin) / _STEP).astype(int) + 1
    axes = [origin[i] + _STEP * np.arange(counts[i]) for i in range(3)]
    nodes = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    values = np.clip(evaluate(field, nodes), -_FAR, _FAR).reshape(counts)
    smooth = spline_filter(gaussian_filter(values, blur / _STEP), order=3)

    def soft(points: Points) -> Distances:
        places = (points - origin).T / _STEP
        return np.asarray(map_coordinates(smooth, places, order=3, mode="nearest", prefilter=False))

    return soft


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


def _rise(values: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    share = np.clip((values - start) / (end - start), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))


def _frontal(points: Points) -> NDArray[np.float64]:
    """All but the vault with its toothed seam."""
    return 1.0 - _rise(points[:, 2], 46.0, 52.0)


def _temporal(points: Points) -> NDArray[np.float64]:
    """Processes and fossae, not the squama."""
    return 1.0 - _rise(points[:, 2], 14.0, 20.0)


_SHARES: Mapping[str, Callable[[Points], NDArray[np.float64]]] = {
    "frontal_bone": _frontal,
    "temporal_bone": _temporal,
    "sphenoid_bone": lambda points: np.ones(len(points)),
}


def calmed(mesh: Mesh, figures: Figures, bone: str) -> Mesh:
    """`mesh` of `bone` without the lumps of the plates that it grew from; others are returned as they are."""
    if bone not in _SHARES:
        return mesh
    places, faces = mesh.vertices.astype(np.float64), mesh.faces.astype(np.int64)
    right = folded(places, 0.0)
    share = _SHARES[bone](right) * _away(right, (row.shape for row in openings(figures) if bone in row.bones))
    smooth = taubin(places, faces, _PASSES)
    calm = finish(places + share[:, None] * (smooth - places), faces, BASE)
    colours = bone_colours(calm.vertices.astype(np.float64), faces, calm.normals.astype(np.float64))
    return Mesh(calm.vertices, calm.faces, calm.normals, colours, calm.features)


def _away(points: Points, holes: Iterable[Field]) -> NDArray[np.float64]:
    """(n,) 0 beside an opening, 1 away from all."""
    gap = np.full(len(points), np.inf)
    for hole in holes:
        gap = np.minimum(gap, hole(points))
    return _rise(gap, _CRISP, _CRISP + _EASE)
