"""Skin of head and neck: what is already built, wrapped at the thickness of scalp and fat, with a face, ears, a bust.

The wrapping is the distance to the built bones and muscles less a thickness, smoothed on a grid so that the furrows
between muscles fill as fat fills them. Thickness: scalp 7-8 mm over the occiput; more at the nuchal line and over the
nape, so that the greater occipital nerve lies about 8 mm under the skin at the superior nuchal line (Greher 2010) and
24 +- 4 mm over obliquus inferior (living necks; model value).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.complexion import skin_colours
from anatomy_viewer.sculpt.ear import ear_field
from anatomy_viewer.sculpt.face import face_field
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Distances,
    Ellipsoid,
    Field,
    Points,
    folded,
    sculpture,
    smooth_both,
    smooth_union,
)
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface

# What lies under the skin, and how far above it the skin runs, mm.
WRAPPED: Mapping[str, float] = {
    "occipital_bone": 8.2,
    "parietal_bone": 7.4,
    "temporal_bone": 6.6,
    "frontal_bone": 6.2,
    "trapezius": 8.8,
    "splenius_capitis": 9.6,
    "semispinalis_capitis": 10.4,
    "sternocleidomastoid": 6.5,
    "longissimus_capitis": 9.0,
}
# Fat that fills the back of the neck: centre, half sizes, mm more of it there.
_PADS = (
    ((33.0, 2.0, 0.0), (17.0, 30.0, 15.0), 4.6),
    ((0.0, -4.0, 1.0), (12.0, 22.0, 11.0), -1.1),
    # The nuchal ligament: of the furrow between the muscles a shallow groove is left.
    ((0.0, 9.0, -44.0), (8.5, 24.0, 26.0), 2.4),
    # Behind sternocleidomastoid.
    ((56.0, 66.0, -104.0), (16.0, 20.0, 20.0), 3.5),
    ((31.0, 16.0, -46.0), (20.0, 34.0, 22.0), 3.8),
)
_BUST = (
    # Neck, upper back and chest, shoulders with the collar bone.
    Block("add", Capsule((0.0, 70.0, -40.0), (0.0, 62.0, -150.0), (40.0, 34.0), (50.0, 44.0)), 10.0),
    # The back leans on backwards below the seventh spine, so that the nape runs into it without a step.
    Block("add", Ellipsoid((0.0, 40.0, -176.0), (116.0, 72.0, 66.0)), 26.0),
    # Between the two trapezius muscles, where the seventh spine stands out.
    Block("add", Capsule((0.0, 32.0, -118.0), (0.0, 22.0, -168.0), (30.0, 22.0), (40.0, 26.0)), 22.0),
    Block("add", Ellipsoid((0.0, 9.0, -134.0), (9.0, 7.0, 12.0)), 14.0),
    Block("add", Ellipsoid((0.0, 82.0, -186.0), (104.0, 56.0, 48.0)), 20.0),
    Block("add", Capsule((46.0, 54.0, -170.0), (112.0, 50.0, -184.0), (36.0, 26.0), (34.0, 30.0)), 24.0),
    Block("add", Capsule((20.0, 124.0, -166.0), (106.0, 66.0, -156.0), (8.0, 7.0), (8.0, 7.0)), 16.0),
)  # fmt: skip
STEP = 1.5
_BOUNDS = np.array([[-150.0, -48.0, -190.0], [150.0, 216.0, 142.0]])
# Under this height (mm) nothing, not the tendons at the breastbone either, reaches out of the bust's rounded underside.
_BELOW_CHIN = -94.0
# The wrapping's own grid and how much it is smoothed (cells).
_GRID, _SOFT = 3.0, 1.5
# Beyond this the distance no longer matters; one vertex is kept per cube of this side (mm); half of the other side
# that is looked at.
_FAR, _THIN, _ACROSS = 24.0, 1.6, -16.0


@dataclass(frozen=True, eq=False)
class Raster:
    """Distances on a regular grid, linear between its nodes; x is folded to the right side."""

    origin: Points
    values: NDArray[np.float32]
    step: float

    def __call__(self, points: Points) -> Distances:
        """(n,) mm at `points` (n, 3)."""
        from scipy.ndimage import map_coordinates

        places = np.abs(points) * [1, 0, 0] + points * [0, 1, 1]
        return np.asarray(
            map_coordinates(self.values, ((places - self.origin) / self.step).T, order=1, mode="nearest"),
            dtype=np.float64,
        )


def wrapping(neighbours: Neighbours) -> Raster:
    """Distance to the wrapped structures less their thickness of skin, smoothed."""
    from scipy.ndimage import gaussian_filter

    origin = np.array([-4 * _GRID, _BOUNDS[0, 1], _BOUNDS[0, 2]])
    axes = [origin[i] + _GRID * np.arange(int((_BOUNDS[1, i] - origin[i]) / _GRID) + 1) for i in range(3)]
    nodes = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    points = nodes.reshape(-1, 3)
    values = (_above(points, neighbours) - _padding(points)).reshape(nodes.shape[:3])
    return Raster(origin, gaussian_filter(values, _SOFT).astype(np.float32), _GRID)


def _above(points: Points, neighbours: Neighbours) -> Distances:
    from scipy.spatial import cKDTree

    nearest = np.full(len(points), _FAR)
    for name, thickness in WRAPPED.items():
        right = neighbours[name].vertices.astype(np.float64)
        both = np.concatenate([right, right * [-1.0, 1.0, 1.0]])
        both = both[both[:, 0] > _ACROSS - _FAR]
        thinned = both[np.unique(np.round(both / _THIN).astype(np.int64), axis=0, return_index=True)[1]]
        away = cKDTree(thinned).query(points, distance_upper_bound=_FAR + thickness)[0]
        nearest = np.minimum(nearest, away - thickness)
    return nearest


def _padding(points: Points) -> Distances:
    """Extra thickness, mm: soft bumps over the back of the neck, the same on both sides."""
    places = np.abs(points) * [1, 0, 0] + points * [0, 1, 1]
    bumps = [mm * np.exp(-(((places - centre) / half) ** 2).sum(axis=1)) for centre, half, mm in _PADS]
    return np.asarray(np.sum(bumps, axis=0))


def skin_field(neighbours: Neighbours) -> Field:
    """Negative inside the skin."""
    wrap, face, ear, bust = wrapping(neighbours), face_field(), ear_field(), sculpture(_BUST)
    base = Ellipsoid((0.0, 60.0, -92.0), (160.0, 124.0, 94.0))

    def field(points: Points) -> Distances:
        below = smooth_both(bust(points), base(points), 14.0)
        value = smooth_union(wrap(points), below, 16.0)
        value = smooth_union(value, face(points), 10.0)
        low = points[:, 2] < _BELOW_CHIN
        value[low] = smooth_both(value[low], base(points[low]), 6.0)
        return smooth_union(value, ear(folded(points)), 4.5)

    return field


def scalp_skin(_: Figures, neighbours: Neighbours) -> Mesh:
    """The skin of the whole head and neck with the beginning of the shoulders: a closed bust."""
    vertices, faces = surface(skin_field(neighbours), _BOUNDS, STEP, 9)
    return finish(vertices, faces, skin_colours(vertices))


# The thin furrow behind the ear would look torn in full shade.
_SHADE = 0.5
RECIPES: dict[str, Recipe] = {"scalp_skin": Recipe(scalp_skin, 36000, 1380, tuple(WRAPPED), shade=_SHADE)}
