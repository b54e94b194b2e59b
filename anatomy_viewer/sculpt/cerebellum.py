"""The cerebellum: hemispheres, vermis and tonsils in the room of the posterior fossa, with leaves and fissures (K)."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.brain import stem_field
from anatomy_viewer.sculpt.chart import INNER_POINT, directions
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
    smooth_cut,
)
from anatomy_viewer.sculpt.nervous import kept_off, painted, walls_of
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.skull_shell import Shell

STEP = 0.8
_BODY = (
    # Hemispheres, their upper slope and lower lobules, tonsils, vermis.
    Block("add", Ellipsoid((23.0, 43.0, 5.5), (24.0, 24.0, 17.0), (0.0, 0.0, -0.15)), 4.0),
    Block("add", Ellipsoid((18.0, 46.0, 17.0), (19.0, 20.0, 10.0), (0.0, -0.25, 0.0)), 5.0),
    Block("add", Ellipsoid((16.0, 41.0, -6.5), (12.0, 14.0, 7.0)), 3.0),
    Block("add", Ellipsoid((7.4, 45.5, -10.5), (5.6, 8.0, 8.0), (0.3, 0.0, 0.0)), 2.0),
    Block("add", Ellipsoid((0.0, 44.0, 14.0), (9.5, 22.0, 13.0)), 5.0),
    Block("add", Capsule((0.0, 36.0, -6.0), (0.0, 31.0, 10.0), (8.0, 8.0), (9.0, 9.0)), 5.0),
    # The vermis' front: central lobule under the upper velum, nodule and uvula under the lower one; between them the
    # roof of the fourth ventricle is drawn up into a tent, whose tip points backwards.
    Block("add", Ellipsoid((0.0, 58.0, 18.5), (6.5, 11.5, 6.5), (0.25, 0.0, 0.0)), 3.0),
    Block("add", Capsule((0.0, 46.0, 2.5), (0.0, 58.0, 2.2), (6.5, 7.0), (4.6, 4.4)), 3.0),
    Block("cut", Capsule((0.0, 58.6, 8.4), (0.0, 68.0, 8.0), (4.5, 0.5), (6.5, 5.6)), 1.2),
    Block("cut", Capsule((0.0, 12.0, -16.0), (0.0, 19.0, 0.0), (2.6, 7.0), (1.8, 4.0)), 4.0),
)
# mm: to the skull's inner table; to the brainstem; room for the dura to bones and to sinuses; depth of the deepest
# fissure; from leaf to leaf.
_TABLE, _STEM, _BONE, _SINUS, _LEAF, _APART = 2.0, 1.0, 1.8, 1.3, 1.9, 3.6
_BOUNDS = ((-56.0, 8.0, -26.0), (56.0, 76.0, 40.0))


def cerebellum_body() -> Field:
    """Negative inside the cerebellum before leaves and neighbours shape it."""
    return sculpture(_BODY)


def _folia(points: Points) -> Distances:
    """0..1, 1 in the grooves between leaves: fans about a line through both hemispheres, 3.6 mm apart at the back."""
    places = folded(points, 4.0)
    x, y, z = places[:, 0], points[:, 1] - 58.0, points[:, 2] - 6.0
    turn = np.arctan2(z, np.hypot(y, 0.55 * x)) * 36.0 + 2.0 * value_noise(places, 17.0, seed=3)
    leaves = (0.5 + 0.5 * np.cos(2.0 * np.pi * turn / _APART)) ** 3
    # Every fifth groove is a fissure between lobules; the deepest, the horizontal one, divides upper from lower.
    lobules = np.exp(-np.abs(np.sin(np.pi * turn / (5.0 * _APART))) / 0.14)
    deepest = np.exp(-((turn / 0.8) ** 2))
    # In front, where the leaves run together, they would be finer than the mesh.
    apart = np.clip((np.sqrt(y**2 + z**2 + 0.3 * x**2) - 15.0) / 12.0, 0.0, 1.0)
    return np.asarray(apart * np.maximum.reduce([0.35 * leaves, 0.75 * lobules, deepest]))


def cerebellum(figures: Figures, neighbours: Neighbours) -> Mesh:
    """Cerebellum with vermis, tonsils and folia, clear of the skull, its sinuses and the brainstem."""
    shell, body, stem = Shell(figures), cerebellum_body(), stem_field()

    def field(points: Points) -> Distances:
        bone = np.linalg.norm(points - INNER_POINT, axis=1) - shell.inner(directions(points)) + _TABLE
        value = smooth_both(body(points), bone, 3.0) + _LEAF * _folia(points)
        return smooth_cut(value, stem(points) - _STEM, 2.0)

    clear: Field = field
    for names, gap in ((_BONES, _BONE), (_SINUSES, _SINUS)):
        clear = kept_off(clear, walls_of(neighbours, names), gap, 1.5)
    return painted(clear, _BOUNDS, STEP, _folia, 0.8)


_BONES = ("occipital_bone", "temporal_bone")
_SINUSES = ("transverse_sinus", "sigmoid_sinus")
RECIPES: dict[str, Recipe] = {"cerebellum": Recipe(cerebellum, 16000, 500, (*_BONES, *_SINUSES))}
