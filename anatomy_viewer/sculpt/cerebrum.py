"""The right cerebral hemisphere: the room of this skull, less dura, falx and tentorium, folded into gyri.

Main sulci run where a usual brain has them, scaled to this cavity; the folds between them are noise (K: outer form
only, nobody's brain).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.brain import cerebellum_field, stem_field
from anatomy_viewer.sculpt.chart import INNER_POINT, directions
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Distances,
    Field,
    Points,
    polyline_distance,
    rotation,
    smooth_both,
    smooth_cut,
)
from anatomy_viewer.sculpt.noise import value_noise
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.solid import finish, unit
from anatomy_viewer.sculpt.surface import cavity, surface

STEP = 1.5
_BOUNDS = np.array([[-2.0, -14.0, 2.0], [76.0, 164.0, 122.0]])
CORTEX = np.array([216.0, 174.0, 164.0])
CREST = np.array([232.0, 196.0, 184.0])
SULCUS = np.array([146.0, 92.0, 90.0])
WHITE = np.array([240.0, 228.0, 214.0])
VEIN = np.array([112.0, 74.0, 102.0])
# Dura and fluid under the inner table, half the falx, gap over tentorium and cerebellum, gap to the brainstem, mm.
_DURA, _FALX, _TENT, _STEM = 3.0, 1.3, 2.4, 0.8

# The floor's height: orbital roof, middle fossa, petrous edge, tentorium; columns mm from the midline, rows y.
_OUT = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0)
_FORWARD = (-12.0, 4.0, 20.0, 40.0, 56.0, 66.0, 76.0, 88.0, 98.0, 106.0, 114.0, 122.0, 134.0, 150.0, 164.0)
_FLOOR = np.array(
    [[8.0, 8.0, 12.0, 20.0, 40.0, 60.0, 70.0, 80.0],
     [14.0, 14.0, 14.0, 16.0, 24.0, 42.0, 50.0, 60.0],
     [24.0, 22.0, 20.0, 19.0, 20.0, 28.0, 40.0, 50.0],
     [34.0, 30.0, 26.0, 24.0, 24.0, 26.0, 34.0, 44.0],
     [42.0, 37.0, 28.0, 25.0, 25.0, 27.0, 31.0, 40.0],
     [48.0, 40.0, 26.0, 22.0, 23.0, 24.0, 29.0, 44.0],
     [50.0, 44.0, 25.0, 20.0, 20.0, 20.0, 33.0, 50.0],
     [46.0, 38.0, 19.0, 15.0, 15.0, 18.0, 36.0, 54.0],
     [38.0, 34.0, 20.0, 14.0, 14.0, 20.0, 42.0, 58.0],
     [32.0, 32.0, 27.0, 17.0, 16.0, 27.0, 50.0, 64.0],
     [32.0, 32.0, 35.0, 31.0, 28.0, 42.0, 58.0, 70.0],
     [34.0, 36.0, 39.0, 41.0, 43.0, 54.0, 70.0, 76.0],
     [37.0, 39.0, 43.0, 45.0, 47.0, 60.0, 76.0, 80.0],
     [40.0, 42.0, 46.0, 48.0, 53.0, 66.0, 80.0, 84.0],
     [44.0, 48.0, 52.0, 56.0, 64.0, 76.0, 84.0, 88.0]]
)  # fmt: skip
# Main sulci of the outer face: depth (mm) and places, from the top or the front.
_SULCI = (
    (6.5, ((6.0, 68.0, 112.0), (24.0, 74.0, 108.0), (40.0, 80.0, 95.0), (52.0, 87.0, 77.0), (57.0, 93.0, 62.0))),
    (5.0, ((16.0, 90.0, 109.0), (34.0, 94.0, 97.0), (46.0, 100.0, 80.0), (53.0, 105.0, 62.0))),
    (5.0, ((14.0, 54.0, 108.0), (34.0, 61.0, 99.0), (50.0, 69.0, 85.0), (59.0, 75.0, 70.0))),
    (5.0, ((18.0, 90.0, 106.0), (20.0, 120.0, 98.0), (21.0, 138.0, 82.0), (20.0, 150.0, 64.0))),
    (4.5, ((48.0, 103.0, 76.0), (42.0, 126.0, 72.0), (32.0, 143.0, 62.0))),
    (5.0, ((44.0, 66.0, 92.0), (34.0, 45.0, 97.0), (26.0, 28.0, 92.0), (20.0, 12.0, 80.0))),
    (9.0, ((30.0, 118.0, 36.0), (48.0, 112.0, 43.0), (58.0, 100.0, 49.0), (63.0, 84.0, 54.0), (63.0, 66.0, 61.0),
           (60.0, 56.0, 69.0))),
    (5.0, ((44.0, 110.0, 22.0), (58.0, 98.0, 31.0), (63.0, 80.0, 39.0), (64.0, 60.0, 48.0), (60.0, 44.0, 60.0))),
    (4.0, ((46.0, 104.0, 14.0), (58.0, 84.0, 23.0), (60.0, 60.0, 31.0), (54.0, 40.0, 38.0), (42.0, 18.0, 40.0))),
    (3.5, ((52.0, 32.0, 54.0), (40.0, 12.0, 52.0), (24.0, -2.0, 46.0))),
)  # fmt: skip
# On the medial face (y, z): cingulate, parieto-occipital, calcarine, round the corpus callosum; the callosum itself.
_MEDIAL = (
    (4.5, ((116.0, 38.0), (134.0, 46.0), (141.0, 58.0), (136.0, 74.0), (122.0, 84.0), (98.0, 90.0), (76.0, 89.0),
           (63.0, 97.0), (58.0, 112.0))),
    (6.0, ((22.0, 94.0), (32.0, 76.0), (42.0, 60.0))),
    (5.0, ((-4.0, 36.0), (14.0, 45.0), (32.0, 52.0), (46.0, 53.0))),
    (3.0, ((112.0, 42.0), (126.0, 44.0), (134.0, 55.0), (128.0, 70.0), (104.0, 78.0), (82.0, 79.0), (62.0, 73.0),
           (52.0, 60.0), (58.0, 49.0))),
)  # fmt: skip
_CALLOSUM = ((116.0, 47.0), (124.0, 48.0), (128.0, 55.0), (124.0, 65.0), (104.0, 72.0), (84.0, 73.0), (66.0, 67.0),
             (59.0, 60.0), (62.0, 55.0))  # fmt: skip
_RADIUS, _WIDTH = 65.0, 2.1
# The lattice of the noise lies askew, or folds would follow the axes.
_TURN = rotation((0.5, -0.7, 0.35))


def _flat(line: tuple[tuple[float, float], ...]) -> Points:
    return np.array([(0.0, *place) for place in line])


def _wandered(points: Points) -> Points:
    """`points` moved by up to 4 mm, so that no sulcus runs straight."""
    shift = [value_noise(points, 17.0, seed=60 + axis) for axis in range(3)]
    return points + 4.0 * np.stack(shift, axis=1)


@cache
def _outer_lines() -> tuple[tuple[float, Points], ...]:
    return tuple(
        (depth, INNER_POINT + _RADIUS * unit(np.array(line) - INNER_POINT)) for depth, line in _SULCI
    )


def grooves(points: Points) -> NDArray[np.float64]:
    """(n,) mm: how deep the sulci cut in at each place; steep at the bottom, so that gyri are round."""
    moved = _wandered(points)
    inner_face = np.clip((12.0 - points[:, 0]) / 6.0, 0.0, 1.0)
    outer = _named(INNER_POINT + _RADIUS * directions(moved), _outer_lines())
    inner = _named(moved * [0.0, 1.0, 1.0], tuple((depth, _flat(line)) for depth, line in _MEDIAL))
    deepest, away = (inner_face * i + (1.0 - inner_face) * o for i, o in zip(inner, outer, strict=True))
    turned = moved @ _TURN
    folds = np.abs(value_noise(turned, 12.5, seed=70) + 0.25 * value_noise(turned, 8.0, seed=71))
    free = np.clip((away - 2.5) / 4.0, 0.0, 1.0) * (1.0 - _callosal(points))
    return np.maximum(deepest, free * 4.2 * np.exp(-folds / 0.15))


def _named(points: Points, lines: tuple[tuple[float, Points], ...]) -> tuple[Distances, Distances]:
    """(n,) each: depth (mm) of the named sulci at `points`, and the distance (mm) to the nearest of them."""
    deepest, nearest = np.zeros(len(points)), np.full(len(points), 1e3)
    for depth, line in lines:
        away = polyline_distance(points, line)
        deepest = np.maximum(deepest, depth * np.exp(-((away / _WIDTH) ** 1.3)))
        nearest = np.minimum(nearest, away)
    return deepest, nearest


def _callosal(points: Points) -> NDArray[np.float64]:
    """1 on the cut corpus callosum and below it (no cortex there), 0 elsewhere."""
    medial = points * [0.0, 1.0, 1.0]
    band = polyline_distance(medial, _flat(_CALLOSUM))
    under = (points[:, 1] > 58) & (points[:, 1] < 124) & (points[:, 2] < 68) & (points[:, 2] > 40)
    near = np.clip((14.0 - points[:, 0]) / 4.0, 0.0, 1.0)
    return np.asarray(near * np.where(under, 1.0, np.clip((5.5 - band) / 2.0, 0.0, 1.0)))


def hemisphere_field(figures: Figures) -> Field:
    """Negative inside the right hemisphere."""
    from scipy.interpolate import RegularGridInterpolator

    shell, stem, little = Shell(figures), stem_field(), cerebellum_field(figures)
    floor = RegularGridInterpolator((_FORWARD, _OUT), _FLOOR, bounds_error=False, fill_value=None)

    def field(points: Points) -> Distances:
        towards = directions(points)
        value = np.linalg.norm(points - INNER_POINT, axis=1) - (shell.inner(towards) - _DURA)
        under = np.stack([points[:, 1], np.abs(points[:, 0])], axis=1)
        value = smooth_both(value, 0.8 * (floor(under) - points[:, 2]), 7.0)
        value = smooth_both(value, _FALX - points[:, 0], 5.0)
        value = smooth_cut(value, little(points) - _TENT, 2.0)
        near = value > -14.0
        value[near] += grooves(points[near])
        return smooth_cut(value, stem(points) - _STEM, 1.2)

    return field


def cerebral_hemisphere(figures: Figures, _: Neighbours) -> Mesh:
    """The right hemisphere, pale on its gyri, dark in its sulci, with veins and the cut corpus callosum hinted."""
    vertices, faces = surface(hemisphere_field(figures), _BOUNDS, STEP, 4)
    mesh = finish(vertices, faces, CORTEX)
    sunk = cavity(vertices, faces, mesh.normals.astype(float), 8)
    hollow = np.clip(np.maximum(sunk / 1.2, (grooves(vertices) - 0.8) / 3.0), 0.0, 1.0)[:, None]
    colours = CORTEX + np.clip(-sunk / 0.5, 0.0, 1.0)[:, None] * (CREST - CORTEX)
    colours += hollow * (SULCUS - colours) + 4.0 * value_noise(vertices, 4.0, seed=72)[:, None]
    colours += (0.55 * _veins(vertices) * (1.0 - _callosal(vertices)))[:, None] * (VEIN - colours)
    band = polyline_distance(vertices * [0.0, 1.0, 1.0], _flat(_CALLOSUM))
    white = np.clip((4.6 - band) / 1.2, 0.0, 1.0) * (vertices[:, 0] < 6.0)
    return finish(vertices, faces, colours + white[:, None] * (WHITE - colours))


def _veins(points: Points) -> NDArray[np.float64]:
    """0..1: a few thin winding lines that climb towards the midline."""
    lines = value_noise(_wandered(points) * [1.0, 1.0, 0.55], 24.0, seed=73)
    where = np.clip(2.5 * value_noise(points, 30.0, seed=74) + 0.4, 0.0, 1.0)
    return np.asarray(where * np.clip(1.0 - np.abs(lines) / 0.035, 0.0, 1.0))


RECIPES: dict[str, Recipe] = {"cerebral_hemisphere": Recipe(cerebral_hemisphere, 22000, 340)}
