"""The brainstem from building blocks: what lies behind the clivus.

Places come from sections.csv (medulla) and from the room that this specimen has: foramen magnum, clivus, fossa.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Distances,
    Ellipsoid,
    Field,
    HalfSpace,
    Points,
    sculpture,
    smooth_both,
)
from anatomy_viewer.sculpt.nervous import lit_as, mirrored, painted
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

STEP = 0.6
# Where the medulla ends: the plane of the foramen magnum, square to the cord.
FORAMEN = HalfSpace((0.0, 59.2, -19.0), (0.0, 0.25, 0.97))
# With what it overlaps the cord, it ends there.
_END = HalfSpace((0.0, 59.6, -17.4), (0.0, 0.25, 0.97))
# Parts of the brainstem meet in a plane that each passes by so much, or their edges would draw a line, mm.
_LAP = 2.4
# and sinks by so much under its neighbour there, mm.
_UNDER = 0.15
# Half the medulla's greatest width, mm.
_WIDEST = 13.0
# Depth of the lines between the bundles on the front of the pons, mm.
_BUNDLE = 0.25
# What the arteries on its front leave free round themselves, mm.
_FREE = 0.35

_MEDULLA = (
    Block("add", Capsule((0.0, 58.8, -24.0), (0.0, 61.4, -13.0), (6.5, 4.9), (7.8, 5.3)), 3.0),
    Block("add", Capsule((0.0, 61.4, -13.0), (0.0, 68.6, 2.0), (7.8, 5.2), (9.4, 5.3)), 4.0),
    # Pyramids with the fissure between them, olives behind the pyramids.
    Block("add", Capsule((1.9, 62.4, -22.0), (3.0, 69.0, -10.0), (1.0, 1.0), (2.4, 2.1)), 2.6),
    Block("add", Capsule((3.0, 69.0, -10.0), (4.2, 75.8, 2.0), (2.4, 2.1), (3.3, 2.7)), 0.5),
    Block("add", Ellipsoid((7.4, 68.6, -6.4), (2.9, 2.8, 6.4), (-0.72, 0.0, 0.06)), 1.2),
    Block("cut", Capsule((0.0, 67.6, -20.5), (0.0, 80.2, -3.5), (0.4, 3.0), (0.5, 3.2)), 1.0),
    Block("cut", Capsule((5.8, 70.9, -12.5), (7.0, 77.2, -2.6), (0.35, 0.9), (0.35, 0.9)), 1.2),
    # Gracile and cuneate tubercles, the inferior cerebellar peduncle, the floor of the fourth ventricle.
    Block("add", Capsule((1.7, 54.6, -24.0), (2.1, 57.2, -9.0), (1.2, 1.2), (1.8, 1.7)), 1.4),
    Block("add", Capsule((4.4, 55.6, -24.0), (6.2, 59.4, -6.5), (1.4, 1.4), (2.3, 2.1)), 1.6),
    Block("add", Capsule((6.2, 59.6, -6.5), (10.6, 65.2, 6.0), (2.6, 2.4), (3.8, 4.2)), 3.0),
    Block("cut", Capsule((0.0, 55.0, -6.5), (0.0, 60.6, 6.5), (0.9, 1.6), (6.8, 3.4)), 1.6),
    Block("cut", Capsule((0.0, 52.4, -25.0), (0.0, 55.4, -9.5), (0.4, 1.6), (0.4, 1.8)), 0.8),
)  # fmt: skip
_PONS = (
    # The bulge, the peduncles to the cerebellum, the roof's floor behind.
    Block("add", Ellipsoid((0.0, 76.0, 13.8), (16.6, 8.8, 11.8), (-0.5, 0.0, 0.0)), 3.0),
    Block("add", Capsule((9.0, 75.6, 12.5), (18.8, 64.5, 9.0), (7.6, 8.6), (4.8, 5.8)), 7.0),
    Block("add", Capsule((0.0, 70.6, 5.0), (0.0, 75.0, 22.0), (11.5, 8.0), (10.0, 7.8)), 4.0),
    Block("cut", Capsule((0.0, 86.6, 3.0), (0.0, 92.2, 20.0), (2.2, 3.4), (2.2, 3.4)), 4.0),
    Block("cut", Capsule((0.0, 60.6, 2.0), (0.0, 66.6, 20.0), (7.0, 3.2), (3.5, 2.0)), 2.0),
    # The furrow between pons and medulla.
    Block("cut", Capsule((0.0, 78.7, 0.8), (9.0, 77.9, 0.2), (1.9, 1.9), (1.3, 1.3)), 1.6),
)
_MIDBRAIN = (
    Block("add", Capsule((0.0, 78.4, 20.0), (0.0, 84.6, 46.0), (10.0, 7.0), (11.5, 7.2)), 3.0),
    # Peduncles, spreading upwards, with the fossa between them.
    Block("add", Capsule((5.4, 82.4, 18.0), (13.6, 91.5, 48.0), (5.2, 4.2), (8.2, 5.0)), 3.5),
    Block("cut", Capsule((0.0, 90.4, 25.0), (0.0, 96.5, 48.0), (2.4, 7.4), (5.8, 8.2)), 2.6),
    Block("cut", Capsule((12.4, 79.6, 22.0), (17.4, 85.6, 46.0), (0.7, 0.7), (0.9, 0.9)), 2.0),
    # Upper and lower pair of the tectal plate.
    Block("add", Ellipsoid((4.5, 75.4, 36.6), (4.3, 3.4, 3.8), (-0.24, 0.0, 0.0)), 2.4),
    Block("add", Ellipsoid((4.2, 73.2, 28.8), (3.7, 3.2, 3.3), (-0.24, 0.0, 0.0)), 2.2),
    Block("cut", Capsule((0.0, 67.6, 25.0), (0.0, 72.6, 42.0), (0.5, 1.6), (0.5, 1.6)), 1.6),
)
# Beds of the arteries on the front: x, y, z, radius (mm) as in vessel_waypoints.csv, laid between bone and brainstem.
_ARTERIES = (
    ((11.4, 62.0, -12.0, 1.8), (11.0, 68.6, -5.4, 1.75), (10.4, 71.6, -3.1, 1.7), (9.3, 74.8, -0.9, 1.7),
     (7.8, 77.8, 1.2, 1.6), (5.2, 80.2, 2.8, 1.4), (1.8, 81.4, 4.4, 1.2)),
    ((0.0, 80.9, 2.7, 1.6), (0.0, 82.2, 5.4, 1.8), (0.0, 84.0, 7.7, 1.8), (0.0, 86.9, 12.9, 1.8),
     (0.0, 88.2, 18.7, 1.8), (0.0, 88.6, 24.6, 1.8)),
    ((1.8, 89.3, 26.4, 1.2), (4.5, 90.0, 27.3, 1.2), (10.3, 90.3, 27.9, 1.15), (13.1, 89.4, 28.2, 1.1),
     (15.5, 87.8, 28.6, 1.1), (19.0, 83.0, 29.8, 1.1)),
    ((0.9, 88.6, 20.9, 0.8), (4.8, 88.5, 20.9, 0.8), (8.7, 87.7, 20.5, 0.8), (12.2, 86.0, 20.3, 0.8),
     (15.1, 83.4, 20.6, 0.8)),
)  # fmt: skip
# How softly each bed passes into its surroundings, mm.
_BLENDS = (2.0, 1.5, 3.6, 3.0)
# Where the midbrain passes into the diencephalon: its upper surface, square to its axis; how round its rim is, mm.
_TOP, _ROUNDED = HalfSpace((0.0, 84.0, 44.6), (0.0, 0.25, 0.97)), 4.0


def _between(shape: Field, *ends: tuple[HalfSpace, float]) -> Field:
    """`shape` between planes: +1 keeps what lies behind a plane, -1 what lies before it."""

    def piece(points: Points) -> Distances:
        value = shape(points)
        for plane, side in ends:
            beyond = side * plane(points)
            value = smooth_both(value + _UNDER * np.clip(beyond / _LAP, 0.0, 1.0), beyond - _LAP, 0.1)
        return value

    return piece


def _beds() -> Iterator[Block]:
    """What each piece of the arteries takes from the front of the brainstem."""
    for artery, blend in zip(_ARTERIES, _BLENDS, strict=True):
        for (*start, first), (*end, last) in pairwise(artery):
            before, after = first + _FREE, last + _FREE
            yield Block("cut", Capsule(start, end, (before, before), (after, after)), blend)


def _medulla_field() -> Field:
    """Between its planes, without the edge of the middle peduncles that hangs under the upper one."""
    cut = _between(stem_form, (_END, -1.0), (_LOWER, 1.0))
    return lambda points: smooth_both(cut(points), np.abs(points[:, 0]) - _WIDEST, 0.1)


def _midbrain_field() -> Field:
    cut = _between(stem_form, (_UPPER, -1.0))
    return lambda points: smooth_both(cut(points), _TOP(points), _ROUNDED)


# The brainstem in one piece, and the planes at the lower and the upper border of the pons, square to its axis.
_BLOCKS = (*_PONS, *_MIDBRAIN, *_MEDULLA)
stem_form = sculpture(tuple(b for op in ("add", "cut") for b in _BLOCKS if b.op == op) + tuple(_beds()))
_LOWER = HalfSpace((0.0, 74.0, 1.6), (0.0, 0.2, 0.98))
_UPPER = HalfSpace((0.0, 80.0, 23.6), (0.0, 0.3, 0.95))
_PONS_FIELD = _between(stem_form, (_LOWER, -1.0), (_UPPER, 1.0))
_MIDBRAIN_FIELD = _midbrain_field()
_MEDULLA_FIELD = _medulla_field()


# Nothing of the brainstem lies outside this box.
_BOX = np.array([[-32.0, 44.0, -30.0], [32.0, 104.0, 56.0]])


def stem_field() -> Field:
    """Negative inside medulla, pons or midbrain; far from them only positive."""
    below = _between(stem_form, (FORAMEN, -1.0))

    def whole(points: Points) -> Distances:
        return smooth_both(below(points), _TOP(points), _ROUNDED)

    def field(points: Points) -> Distances:
        away = np.maximum(_BOX[0] - points, points - _BOX[1]).max(axis=1)
        value = np.maximum(away, 0.0) + 4.0
        near = away < 0.0
        value[near] = whole(points[near])
        return value

    return field


def medulla_oblongata(_: Figures, __: Neighbours) -> Mesh:
    """Medulla with pyramids, olives, gracile and cuneate tubercles, open above into the fourth ventricle."""
    return lit_as(painted(_MEDULLA_FIELD, ((-18.0, 46.0, -26.0), (18.0, 86.0, 12.0)), STEP), stem_form)


def _grain(points: Points) -> Distances:
    """0..0.7, dark between the transverse bundles on the front of the pons, which bend down into the peduncles."""
    height = points[:, 2] + 0.012 * points[:, 0] ** 2 + 1.2 * value_noise(mirrored(points), 9.0, seed=5)
    lines = np.clip(1.6 * np.sin(2.0 * np.pi * height / 1.9) - 0.6, 0.0, 1.0)
    inside = np.clip(np.minimum(_LOWER(points), -_UPPER(points)) / 3.0, 0.0, 1.0)
    return np.asarray(0.7 * lines * inside * np.clip((points[:, 1] - 68.0) / 6.0, 0.0, 1.0))


def pons(_: Figures, __: Neighbours) -> Mesh:
    """Pons with basilar groove, transverse bundles and middle cerebellar peduncles."""

    def field(points: Points) -> Distances:
        return _PONS_FIELD(points) + _BUNDLE * _grain(points)

    return lit_as(painted(field, ((-30.0, 54.0, -8.0), (30.0, 100.0, 36.0)), STEP, _grain), stem_form)


def midbrain(_: Figures, __: Neighbours) -> Mesh:
    """Midbrain with peduncles, interpeduncular fossa and the four hillocks of the tectal plate."""
    return lit_as(painted(_MIDBRAIN_FIELD, ((-26.0, 60.0, 12.0), (26.0, 102.0, 52.0)), STEP), stem_form)


_BUILDS: dict[str, Callable[[Figures, Neighbours], Mesh]] = {
    "medulla_oblongata": medulla_oblongata,
    "pons": pons,
    "midbrain": midbrain,
}

RECIPES: dict[str, Recipe] = {
    **{name: Recipe(build, 7000, 250) for name, build in _BUILDS.items()},
}
