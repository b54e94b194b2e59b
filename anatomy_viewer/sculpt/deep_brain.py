"""Thalamus, hypothalamus and insula: what lies deep in the right hemisphere, either side of the third ventricle.

Model shapes (K), placed by this specimen's own landmarks: third ventricle, upper end of the midbrain, lateral sulcus.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid, Points, sculpture
from anatomy_viewer.sculpt.nuclei import Colour, grey_body
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.rules import both, facing, within
from anatomy_viewer.sculpt.solid import Rule

THALAMUS: Colour = (202.0, 138.0, 106.0)
HYPOTHALAMUS: Colour = (192.0, 120.0, 132.0)
INSULA: Colour = (206.0, 150.0, 138.0)
# An egg along the third ventricle: anterior tubercle high and near the midline, pulvinar low, wide and behind, the
# geniculate bodies under it.
_THALAMUS = (
    Block("add", Capsule((6.6, 97.0, 54.4), (10.4, 84.0, 53.2), (4.2, 4.6), (8.0, 6.6)), 2.0),
    Block("add", Capsule((10.4, 84.0, 53.2), (14.6, 74.6, 52.0), (8.0, 6.6), (6.6, 5.6)), 3.0),
    Block("add", Ellipsoid((6.4, 97.6, 57.4), (3.0, 4.4, 2.6)), 2.4),
    Block("add", Ellipsoid((15.6, 85.4, 51.8), (5.4, 8.8, 5.2)), 3.0),
    Block("add", Ellipsoid((17.6, 74.0, 46.8), (2.4, 3.0, 2.0)), 1.4),
    Block("add", Ellipsoid((13.2, 71.8, 47.0), (2.0, 2.6, 1.9)), 1.4),
)
# Below and before it, from the chiasm to the mammillary body.
_HYPOTHALAMUS = (
    Block("add", Ellipsoid((4.5, 101.0, 42.2), (2.4, 7.2, 4.2), (0.12, 0.0, 0.0)), 1.0),
    Block("add", Ellipsoid((5.2, 106.2, 40.0), (1.8, 3.2, 2.6)), 2.0),
    Block("add", Ellipsoid((4.4, 95.8, 39.0), (2.0, 2.2, 2.0)), 1.0),
)
# Outline of the insula seen from the side (y, z): a triangle with its point, the limen, before and below; where its
# face lies (x at y = 80, x per mm of y), how far its middle bulges, its thickness; mm.
_OUTLINE = np.array(
    [[110.0, 37.0], [116.5, 45.0], [115.0, 54.0], [104.0, 58.4], [91.0, 60.4], [79.0, 60.6], [76.5, 56.6], [86.0, 50.6],
     [98.0, 43.6]]
)  # fmt: skip
_LIMEN, _FACE, _SLOPE, _BULGE, _THICK = (106.5, 38.5), 36.8, -0.33, 2.2, 3.0


def thalamus(_: Figures, __: Neighbours) -> Mesh:
    """The right thalamus with pulvinar and geniculate bodies."""
    return grey_body(
        sculpture(_THALAMUS, symmetric=False), [[0.0, 64.0, 40.0], [26.0, 106.0, 64.0]], 0.9, THALAMUS, 0.25
    )


def _ventral_posterior(figures: Figures) -> dict[str, Rule]:
    """VPL and, nearer to the midline, VPM: as much of them as reaches the lower and outer face."""
    low = within(y=(74.0, 87.0), z=(40.0, 54.0))
    return {
        "thalamus_vpl": both(low, within(x=(14.2, 30.0)), facing((0.6, 0.0, -0.8), 0.2)),
        "thalamus_vpm": both(low, within(x=(7.6, 14.2), z=(40.0, 50.0)), facing((0.1, 0.0, -1.0), 0.2)),
    }


def hypothalamus(_: Figures, __: Neighbours) -> Mesh:
    """The right half of the hypothalamus, in the wall of the third ventricle under the thalamus."""
    field = sculpture(_HYPOTHALAMUS, symmetric=False)
    return grey_body(field, [[0.0, 90.0, 31.0], [9.0, 112.0, 49.0]], 0.5, HYPOTHALAMUS, 0.15)


def insula(_: Figures, __: Neighbours) -> Mesh:
    """A plate in the depth of the lateral sulcus, its short and long gyri fanning out from the limen."""

    def field(points: Points) -> NDArray[np.float64]:
        y, z = points[:, 1], points[:, 2]
        edge = _within_outline(points[:, 1:])
        face = _FACE + _SLOPE * (y - 80.0) + _BULGE * (1.0 - np.exp(-np.clip(-edge, 0.0, 30.0) / 4.0))
        turn = np.arctan2(z - _LIMEN[1], y - _LIMEN[0])
        folds = 1.5 * np.clip(-edge / 2.0, 0.0, 1.0) * (1.0 - np.abs(np.sin(4.4 * turn + 0.4))) ** 2
        plate = np.abs(points[:, 0] - face + _THICK / 2.0 + 0.5 * folds) - (_THICK - folds) / 2.0
        return np.asarray(
            np.hypot(np.maximum(plate, 0.0), np.maximum(edge, 0.0))
            + np.minimum(np.maximum(plate, edge), 0.0)
            - 0.4
        )

    return grey_body(field, [[18.0, 70.0, 32.0], [44.0, 122.0, 66.0]], 0.7, INSULA, 0.1)


def _within_outline(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) mm in the plane from above: negative inside the rounded outline."""
    from anatomy_viewer.sculpt.implicit import polyline_distance

    line = _smooth(_OUTLINE)
    away = polyline_distance(np.insert(places, 0, 0.0, axis=1), np.insert(line, 0, 0.0, axis=1), closed=True)
    return np.where(_inside(places, line), -away, away)


def _smooth(outline: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners cut twice (Chaikin)."""
    for _ in range(2):
        after = np.roll(outline, -1, axis=0)
        outline = np.stack([0.75 * outline + 0.25 * after, 0.25 * outline + 0.75 * after], axis=1).reshape(
            -1, 2
        )
    return outline


def _inside(places: NDArray[np.float64], line: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,): even-odd rule."""
    odd = np.zeros(len(places), dtype=bool)
    for (y1, z1), (y2, z2) in zip(line, np.roll(line, -1, axis=0), strict=True):
        if z1 != z2:
            spans = (places[:, 1] >= min(z1, z2)) & (places[:, 1] < max(z1, z2))
            odd ^= spans & (places[:, 0] < y1 + (places[:, 1] - z1) * (y2 - y1) / (z2 - z1))
    return odd


RECIPES: dict[str, Recipe] = {
    "thalamus": Recipe(thalamus, 2200, 44, patches=_ventral_posterior),
    "hypothalamus": Recipe(hypothalamus, 900, 24),
    "insula": Recipe(insula, 2400, 48),
}
