"""The right cerebral hemisphere: the room of this skull, less dura, falx and tentorium, folded into gyri (gyri.py).

Model of the outer form only, nobody's brain (K).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.brain import stem_field
from anatomy_viewer.sculpt.cerebellum import cerebellum_body
from anatomy_viewer.sculpt.chart import INNER_POINT, directions
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.gyri import Folding, folding
from anatomy_viewer.sculpt.implicit import (
    Distances,
    Field,
    Points,
    polyline_distance,
    smooth_both,
    smooth_cut,
)
from anatomy_viewer.sculpt.nervous import kept_off, walls_of
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import cavity, surface

STEP = 1.5
_BOUNDS = np.array([[-2.0, -14.0, 2.0], [76.0, 164.0, 122.0]])
CORTEX = np.array([214.0, 176.0, 164.0])
CREST = np.array([230.0, 198.0, 184.0])
SULCUS = np.array([206.0, 162.0, 150.0])
WHITE = np.array([240.0, 228.0, 214.0])
GREY = np.array([204.0, 172.0, 158.0])
VEIN = np.array([128.0, 74.0, 96.0])
# Dura and fluid under the inner table, half the falx, gap over the cerebellum, gap to the brainstem, mm; room for the
# dura to bones and to sinuses.
_DURA, _FALX, _TENT, _STEM, _BONE, _SINUS = 3.0, 1.2, 2.6, 0.8, 1.8, 1.3

# The floor's height: orbital roof, middle fossa, petrous edge, tentorium; columns mm from the midline, rows y.
_OUT = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0)
_FORWARD = (-12.0, 4.0, 20.0, 40.0, 56.0, 66.0, 76.0, 88.0, 98.0, 106.0, 114.0, 122.0, 134.0, 150.0, 164.0)
_FLOOR = np.array(
    [[8.0, 8.0, 12.0, 20.0, 40.0, 60.0, 70.0, 80.0],
     [14.0, 14.0, 14.0, 16.0, 24.0, 42.0, 50.0, 60.0],
     [24.0, 22.0, 20.0, 19.0, 20.0, 28.0, 40.0, 50.0],
     [34.0, 32.0, 30.0, 26.4, 24.8, 26.0, 34.0, 44.0],
     [42.0, 39.0, 33.0, 28.6, 26.0, 27.0, 31.0, 40.0],
     [47.0, 40.0, 29.0, 25.0, 24.0, 24.0, 29.0, 44.0],
     [36.0, 42.0, 27.5, 22.0, 20.5, 20.0, 33.0, 50.0],
     [33.0, 37.5, 19.0, 15.0, 15.0, 18.0, 36.0, 54.0],
     [29.0, 34.0, 20.0, 14.0, 14.0, 20.0, 42.0, 58.0],
     [29.0, 32.0, 27.0, 17.0, 16.0, 27.0, 50.0, 64.0],
     [32.0, 32.0, 35.0, 31.0, 28.0, 42.0, 58.0, 70.0],
     [34.0, 36.0, 39.0, 41.0, 43.0, 54.0, 70.0, 76.0],
     [37.0, 39.0, 43.0, 45.0, 47.0, 60.0, 76.0, 80.0],
     [40.0, 42.0, 46.0, 48.0, 53.0, 66.0, 80.0, 84.0],
     [44.0, 48.0, 52.0, 56.0, 64.0, 76.0, 84.0, 88.0]]
)  # fmt: skip
# The cleft of the lateral sulcus between the temporal lobe and what lies over it: places, half widths (mm).
_LATERAL = np.array(
    [[26.0, 112.0, 33.0, 3.0], [38.0, 113.0, 38.5, 2.6], [50.0, 107.0, 44.0, 2.0], [58.0, 96.0, 49.5, 1.6],
     [63.0, 82.0, 54.5, 1.4], [63.0, 66.0, 61.0, 1.2]]
)  # fmt: skip
_INSULA, _LIPS = 15.0, 2.5
# In the plane of the midline (y, z): corpus callosum with its half thickness, fornix, thalamus (middle, half axes).
_CALLOSUM = np.array(
    [[116.0, 47.0], [124.0, 48.0], [128.0, 55.0], [124.0, 65.0], [104.0, 72.0], [84.0, 73.0], [66.0, 67.0],
     [59.0, 60.0], [62.0, 55.0]]
)  # fmt: skip
_BAND = 4.2
_FORNIX = np.array([[70.0, 57.0], [80.0, 61.5], [94.0, 61.5], [103.0, 56.0], [105.0, 49.0]])
_THALAMUS, _WIDE = np.array([87.0, 50.0]), np.array([13.5, 7.5])
# The hypothalamus before and below it, down to the chiasm: middle, half axes.
_HYPOTHALAMUS, _DEEP = np.array([101.0, 43.0]), np.array([11.0, 6.5])


def hull(figures: Figures) -> Field:
    """Negative inside the right hemisphere before it is folded."""
    from scipy.interpolate import RegularGridInterpolator

    shell, body = Shell(figures), cerebellum_body()
    floor = RegularGridInterpolator((_FORWARD, _OUT), _FLOOR, bounds_error=False, fill_value=None)

    def field(points: Points) -> Distances:
        value = np.linalg.norm(points - INNER_POINT, axis=1) - (shell.inner(directions(points)) - _DURA)
        under = np.stack([points[:, 1], np.abs(points[:, 0])], axis=1)
        value = smooth_both(value, 0.8 * (floor(under) - points[:, 2]), 7.0)
        value = smooth_both(value, _FALX - 0.8 * spared(points) - points[:, 0], 5.0)
        value = smooth_cut(value, body(points) - _TENT, 2.0)
        return smooth_cut(value, _lateral(points), _LIPS)

    return field


def _lateral(points: Points) -> Distances:
    """Negative in the cleft: a curtain from the outer face inwards, as deep as the insula."""
    rows = _LATERAL[:, :3]
    inwards = INNER_POINT - rows
    inwards *= _INSULA / np.linalg.norm(inwards, axis=1, keepdims=True)
    value = np.full(len(points), 1e3)
    for share in (-0.5, 0.0, 0.35, 0.7, 1.0):
        value = np.minimum(value, polyline_distance(points, rows + share * inwards))
    return value - np.interp(points[:, 1], _LATERAL[::-1, 1], _LATERAL[::-1, 3])


def spared(points: Points) -> NDArray[np.float64]:
    """1 where there is no cortex: on the cut corpus callosum and below it; 0 elsewhere."""
    medial = points[:, 1:]
    band = _away(medial, _CALLOSUM)
    y, z = medial.T
    under = np.minimum(y - 60.0, 119.0 - y)
    under = np.minimum(under, np.minimum(70.0 - z, z - 38.0))
    near = np.clip((14.0 - points[:, 0]) / 4.0, 0.0, 1.0)
    return np.asarray(near * np.clip(np.maximum(under, _BAND + 2.0 - band) / 2.0, 0.0, 1.0))


def _away(places: NDArray[np.float64], line: NDArray[np.float64]) -> Distances:
    """(n,) mm in a plane: from places (n, 2) to the line (m, 2)."""
    return polyline_distance(np.insert(places, 0, 0.0, axis=1), np.insert(line, 0, 0.0, axis=1))


def _middle(points: Points) -> Distances:
    """mm: how far the medial face sinks between callosum, fornix and thalamus."""
    medial = points[:, 1:]
    near = np.clip((10.0 - points[:, 0]) / 4.0, 0.0, 1.0) * spared(points)
    thalamus = np.linalg.norm((medial - _THALAMUS) / _WIDE, axis=1)
    below = np.linalg.norm((medial - _HYPOTHALAMUS) / _DEEP, axis=1)
    height = np.maximum.reduce(
        [
            np.clip((_BAND - _away(medial, _CALLOSUM)) / 1.2, 0.0, 1.0),
            np.clip((2.2 - _away(medial, _FORNIX)) / 1.2, 0.0, 1.0),
            np.clip((1.0 - thalamus) * 4.0, 0.0, 1.0),
            0.85 * np.clip((1.0 - below) * 4.0, 0.0, 1.0),
        ]
    )
    return np.asarray(near * 1.8 * (1.0 - height))


def cerebral_hemisphere(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right hemisphere, pale on its gyri, dark in its sulci, with veins and the cut corpus callosum hinted."""
    whole, stem = hull(figures), stem_field()
    folds = folding(whole, _BOUNDS, spared)

    def field(points: Points) -> Distances:
        value = whole(points)
        near = (value > -14.0) & (value < 6.0)
        value[near] += folds(points[near]) + _middle(points[near])
        return smooth_cut(value, stem(points) - _STEM, 1.2)

    clear: Field = field
    for names, gap in ((_BONES, _BONE), (_SINUSES, _SINUS)):
        clear = kept_off(clear, walls_of(neighbours, names), gap, 1.5)
    return _painted(*surface(clear, _BOUNDS, STEP, 4), folds)


def _painted(vertices: Points, faces: NDArray[np.int64], folds: Folding) -> Mesh:
    mesh = finish(vertices, faces, CORTEX)
    sunk = cavity(vertices, faces, mesh.normals.astype(float), 8)
    hollow = np.clip(np.maximum(sunk / 1.4, (folds(vertices) - 1.5) / 4.5), 0.0, 1.0)[:, None]
    colours = CORTEX + np.clip(-sunk / 0.5, 0.0, 1.0)[:, None] * (CREST - CORTEX)
    colours += hollow * (SULCUS - colours) + 4.0 * value_noise(vertices, 4.0, seed=72)[:, None]
    bare = spared(vertices)
    colours += (0.3 * _veins(vertices, folds) * (1.0 - bare))[:, None] * (VEIN - colours)
    colours += (0.7 * bare)[:, None] * (GREY - colours)
    medial = vertices[:, 1:]
    white = np.minimum(_away(medial, _CALLOSUM) - _BAND, _away(medial, _FORNIX) - 1.6)
    share = np.clip(0.5 - white / 1.2, 0.0, 1.0) * (vertices[:, 0] < 8.0) * bare
    return finish(vertices, faces, colours + share[:, None] * (WHITE - colours))


def _veins(points: Points, folds: Folding) -> NDArray[np.float64]:
    """0..1: thin veins at the bottom of the sulci, here and there."""
    where = np.clip(2.5 * value_noise(points, 16.0, seed=74) + 0.5, 0.0, 1.0)
    return np.asarray(where * folds.sulcus(points) ** 3)


_BONES = ("occipital_bone", "temporal_bone", "parietal_bone", "frontal_bone", "sphenoid_bone", "ethmoid_bone")
# The sulci lie so close that full shade would blacken them.
_SHADE = 0.22
_SINUSES = ("superior_sagittal_sinus", "transverse_sinus", "sigmoid_sinus")
RECIPES: dict[str, Recipe] = {
    "cerebral_hemisphere": Recipe(cerebral_hemisphere, 17500, 340, (*_BONES, *_SINUSES), shade=_SHADE)
}
