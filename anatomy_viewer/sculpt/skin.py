"""Skin of head and neck: what is already built, wrapped at the thickness of scalp and fat, with a face, ears, a bust.

The wrapping is the distance to the built bones and muscles less a thickness, smoothed on a grid so that the furrows
between muscles fill as fat fills them. Thickness: scalp 5-7 mm over the occiput, nape 7-9 mm over trapezius (K).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.face import BUST, EAR, FACE, skin_colours
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Distances,
    Ellipsoid,
    Field,
    Points,
    sculpture,
    smooth_both,
    smooth_union,
)
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import evaluate, surface

# What lies under the skin, and how far above it the skin runs, mm.
WRAPPED: Mapping[str, float] = {
    "occipital_bone": 6.8,
    "parietal_bone": 6.6,
    "temporal_bone": 6.0,
    "frontal_bone": 6.2,
    "trapezius": 7.8,
    "splenius_capitis": 8.5,
    "semispinalis_capitis": 9.5,
    "sternocleidomastoid": 6.5,
    "longissimus_capitis": 9.0,
}
STEP = 1.9
_BOUNDS = np.array([[-150.0, -48.0, -190.0], [150.0, 210.0, 142.0]])
# The wrapping's own grid and how much it is smoothed (cells).
_GRID, _SOFT = 3.0, 1.5
# Beyond this the distance no longer matters; one vertex is kept per cube of this side (mm).
_FAR, _THIN = 24.0, 2.0


@dataclass(frozen=True, eq=False)
class Raster:
    """Distances on a regular grid, linear between its nodes; x is folded to the right side."""

    origin: Points
    values: NDArray[np.float32]

    def __call__(self, points: Points) -> Distances:
        """(n,) mm at `points` (n, 3)."""
        from scipy.ndimage import map_coordinates

        places = np.abs(points) * [1, 0, 0] + points * [0, 1, 1]
        return np.asarray(
            map_coordinates(self.values, ((places - self.origin) / _GRID).T, order=1, mode="nearest"),
            dtype=np.float64,
        )


def wrapping(neighbours: Neighbours) -> Raster:
    """Distance to the wrapped structures less their thickness of skin, smoothed."""
    from scipy.ndimage import gaussian_filter

    origin = np.array([-4 * _GRID, _BOUNDS[0, 1], _BOUNDS[0, 2]])
    axes = [origin[i] + _GRID * np.arange(int((_BOUNDS[1, i] - origin[i]) / _GRID) + 1) for i in range(3)]
    nodes = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    values = evaluate(lambda points: _above(points, neighbours), nodes.reshape(-1, 3)).reshape(
        nodes.shape[:3]
    )
    return Raster(origin, gaussian_filter(values, _SOFT).astype(np.float32))


def _above(points: Points, neighbours: Neighbours) -> Distances:
    from scipy.spatial import cKDTree

    nearest = np.full(len(points), _FAR)
    for name, thickness in WRAPPED.items():
        right = neighbours[name].vertices.astype(np.float64)
        both = np.concatenate([right, right * [-1.0, 1.0, 1.0]])
        thinned = both[np.unique(np.round(both / _THIN).astype(np.int64), axis=0, return_index=True)[1]]
        away = cKDTree(thinned).query(points, distance_upper_bound=_FAR + thickness)[0]
        nearest = np.minimum(nearest, away - thickness)
    return nearest


def skin_field(neighbours: Neighbours) -> Field:
    """Negative inside the skin."""
    wrap, face, ear, bust = wrapping(neighbours), sculpture(FACE), sculpture(EAR), sculpture(BUST)
    base = Ellipsoid((0.0, 60.0, -92.0), (160.0, 124.0, 94.0))

    def field(points: Points) -> Distances:
        below = smooth_both(bust(points), base(points), 14.0)
        value = smooth_union(wrap(points), below, 16.0)
        value = smooth_union(value, face(points), 8.0)
        return smooth_union(value, ear(points), 3.0)

    return field


def scalp_skin(_: Figures, neighbours: Neighbours) -> Mesh:
    """The skin of the whole head and neck with the beginning of the shoulders: a closed bust."""
    vertices, faces = surface(skin_field(neighbours), _BOUNDS, STEP, 10)
    return finish(vertices, faces, skin_colours(vertices))


RECIPES: dict[str, Recipe] = {"scalp_skin": Recipe(scalp_skin, 40000, 2500, tuple(WRAPPED))}
