"""What the brainstem and the upper cord hold of the trigeminocervical complex and of its brakes.

Model shapes (K) at the places that textbooks give them inside this specimen's brainstem: no nucleus was measured here.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.brain import stem_form
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid, Field, bounds_of, sculpture
from anatomy_viewer.sculpt.nervous import mirrored
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish, unit, volume_of
from anatomy_viewer.sculpt.surface import surface

Reals = NDArray[np.float64]
Colour = tuple[float, float, float]
# The grey column of the complex, its upper and lower half, the fibres beside it; the brakes; the reflex.
CAUDALIS: Colour = (196.0, 108.0, 96.0)
HORN: Colour = (178.0, 88.0, 104.0)
TRACT: Colour = (240.0, 206.0, 112.0)
PERIAQUEDUCTAL: Colour = (112.0, 138.0, 170.0)
COERULEUS: Colour = (62.0, 92.0, 176.0)
RAPHE: Colour = (106.0, 150.0, 146.0)
SALIVATORY: Colour = (132.0, 160.0, 96.0)
# x, y, z of the middle; half width and half thickness (mm); degrees by which the width is turned from +x towards +y.
# Spinal nucleus: from the principal nucleus in the pons down to the upper cord, dorsolateral all the way.
_NUCLEUS = np.array(
    [[10.4, 70.8, 11.6, 1.3, 1.2, 40.0], [9.1, 68.9, 7.0, 1.6, 1.35, 40.0], [7.9, 66.4, 1.6, 1.8, 1.4, 40.0],
     [6.8, 63.9, -4.0, 1.95, 1.4, 46.0], [5.8, 61.2, -9.5, 2.1, 1.45, 50.0], [4.9, 59.1, -15.0, 2.15, 1.4, 54.0],
     [4.2, 57.6, -20.0, 2.1, 1.25, 60.0], [3.7, 56.8, -25.4, 1.9, 1.1, 128.0]]
)  # fmt: skip
# Dorsal horn: a blade from the middle grey to the line of the dorsal roots, its tip the substantia gelatinosa.
_HORN = np.array(
    [[3.8, 56.9, -24.0, 2.0, 1.15, 128.0], [3.0, 57.0, -28.0, 2.0, 1.1, 128.0], [2.5, 57.1, -34.0, 2.0, 1.05, 128.0],
     [2.45, 57.15, -43.0, 2.0, 1.0, 128.0], [2.45, 57.5, -52.0, 1.9, 1.0, 128.0]]
)  # fmt: skip
# Spinal tract: from the root in the pons along the outside of the nucleus, ending beside the horn of C3.
_TRACT = np.array(
    [[15.8, 73.9, 13.4, 1.5, 1.3, 60.0], [13.0, 72.0, 11.6, 1.6, 1.0, 60.0], [11.6, 69.9, 8.0, 1.8, 0.85, 62.0],
     [10.0, 66.4, 1.4, 2.0, 0.75, 58.0], [8.6, 62.9, -4.4, 2.1, 0.7, 58.0], [7.5, 60.2, -9.6, 2.1, 0.65, 58.0],
     [6.6, 58.1, -15.2, 2.0, 0.55, 56.0], [5.6, 56.9, -20.2, 1.6, 0.5, 46.0], [4.9, 56.5, -26.0, 1.2, 0.45, 38.0],
     [4.3, 56.2, -34.0, 0.75, 0.4, 34.0], [4.1, 56.2, -44.0, 0.65, 0.36, 34.0], [4.0, 56.5, -52.0, 0.55, 0.33, 34.0]]
)  # fmt: skip
# mm: how deep under the surface of the brainstem a rod stays; above this height that surface is one form.
_UNDER, _STEM = 0.3, -21.0
# mm over which an end is rounded; rows of a rod for each mm.
_DOME, _ROWS_PER_MM = 1.6, 0.75
# The aqueduct, about which the central grey lies as a tube.
AQUEDUCT = np.array([[0.0, 74.4, 22.6], [0.0, 76.4, 28.0], [0.0, 78.7, 34.5], [0.0, 80.8, 40.6]])


def rod(table: Reals, colour: Colour, ring: int, grain: Callable[[Reals, Reals], Reals]) -> Mesh:
    """A closed rod through the rows of `table` (as above), elliptical, rounded at both ends.

    grain(points, share round the rod): about -1 to 1, lightens and darkens `colour`.
    """
    rows = _spaced(table)
    along = unit(np.gradient(rows[:, :3], axis=0))
    turn = np.radians(rows[:, 5])
    wide = np.stack([np.cos(turn), np.sin(turn), np.zeros(len(rows))], axis=1)
    wide = unit(wide - (wide * along).sum(axis=1, keepdims=True) * along)
    thick = np.cross(along, wide)
    angle = 2.0 * np.pi * np.arange(ring) / ring
    reach = _rounded(rows)[:, None, None]
    rings = (
        rows[:, None, :3]
        + reach * (rows[:, 3, None, None] * np.cos(angle)[:, None]) * wide[:, None]
        + reach * (rows[:, 4, None, None] * np.sin(angle)[:, None]) * thick[:, None]
    )
    points = _sunk(np.concatenate([rings.reshape(-1, 3), rows[[0, -1], :3]]))
    share = np.concatenate([np.tile(angle / (2.0 * np.pi), len(rows)), [0.0, 0.0]])
    faces = _walls(len(rows), ring)
    shade = 1.0 + 0.09 * grain(points, share)[:, None]
    colours = np.clip(np.array(colour) * shade, 0.0, 255.0)
    return finish(points, faces if volume_of(points, faces) > 0.0 else faces[:, ::-1], colours)


def _sunk(points: Reals) -> Reals:
    """What of `points` lies too near to the surface of the brainstem, moved under it."""
    for _ in range(3):
        near = np.flatnonzero((points[:, 2] > _STEM) & (stem_form(points) > -_UNDER))
        if not len(near):
            break
        here = points[near]
        slope = unit(np.stack([stem_form(here + d) - stem_form(here - d) for d in 0.3 * np.eye(3)], axis=-1))
        points = points.copy()
        points[near] = here - (stem_form(here) + _UNDER)[:, None] * slope
    return points


def _spaced(table: Reals) -> Reals:
    """Rows at even distances along a smooth line through those of `table`; ends closer, for their rounding."""
    from scipy.interpolate import PchipInterpolator

    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(table[:, :3], axis=0), axis=1))])
    count = int(length[-1] * _ROWS_PER_MM) + 2
    share = np.linspace(0.0, 1.0, count)
    share = share - 0.5 * np.sin(2.0 * np.pi * share) / (2.0 * np.pi)
    return np.asarray(PchipInterpolator(length, table)(share * length[-1]))


def _rounded(rows: Reals) -> Reals:
    """(n,) 0..1: how much of its width each row has, by its distance from the ends."""
    step = np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(step)])
    end = np.minimum(along, along[-1] - along)
    return np.asarray(np.sqrt(np.clip(1.0 - (1.0 - np.minimum(end / _DOME, 1.0)) ** 2, 0.01, 1.0)))


def _walls(rows: int, ring: int) -> NDArray[np.int64]:
    i, j = np.meshgrid(np.arange(rows - 1) * ring, np.arange(ring), indexing="ij")
    a, b = (i + j).ravel(), (i + (j + 1) % ring).ravel()
    around, first, last = np.arange(ring), rows * ring, (rows - 1) * ring
    after = (around + 1) % ring
    return np.vstack(
        [
            np.stack([a, b, b + ring], 1),
            np.stack([a, b + ring, a + ring], 1),
            np.stack([np.full(ring, first), after, around], 1),
            np.stack([np.full(ring, first + 1), last + around, last + after], 1),
        ]
    )


def speckled(points: Reals, _: Reals) -> Reals:
    """The grain of grey matter."""
    return np.asarray(0.8 * value_noise(points, 1.3, seed=81) + 0.6 * value_noise(points, 4.0, seed=82))


def _fibrous(points: Reals, share: Reals) -> Reals:
    """The grain of a tract: lines along it."""
    return np.asarray(0.7 * np.sin(2.0 * np.pi * 7.0 * share) + 0.5 * value_noise(points, 3.0, seed=83))


def grey_body(field: Field, box: ArrayLike, step: float, colour: Colour, rough: float = 0.15) -> Mesh:
    """A body of grey matter, its surface uneven by `rough` mm."""

    def uneven(points: Reals) -> Reals:
        return field(points) + rough * value_noise(mirrored(points), 2.2, seed=84)

    vertices, faces = surface(uneven, np.asarray(box, dtype=np.float64), step, 5)
    shade = 1.0 + 0.08 * speckled(mirrored(vertices), vertices)[:, None]
    return finish(vertices, faces, np.clip(np.array(colour) * shade, 0.0, 255.0))


def spinal_nucleus(_: Figures, __: Neighbours) -> Mesh:
    """The spinal trigeminal nucleus from the pons to the first cervical segment, where the dorsal horn goes on."""
    return rod(_NUCLEUS, CAUDALIS, 24, speckled)


def dorsal_horn(_: Figures, __: Neighbours) -> Mesh:
    """The dorsal horn of C1 to C3."""
    return rod(_HORN, HORN, 24, speckled)


def spinal_tract(_: Figures, __: Neighbours) -> Mesh:
    """The spinal trigeminal tract: fibres of the root on their way down along the nucleus."""
    return rod(_TRACT, TRACT, 16, _fibrous)


def central_grey(_: Figures, __: Neighbours) -> Mesh:
    """The periaqueductal grey: a thick tube about the aqueduct, widest behind and below."""
    tube = [
        Block("add", Capsule(a, b, (4.0 + 0.2 * i, 3.4), (4.2 + 0.1 * i, 3.5)), 2.0)
        for i, (a, b) in enumerate(pairwise(AQUEDUCT))
    ]
    ends = AQUEDUCT + 6.0 * np.array([[0, -0.25, -0.97], [0, 0, 0], [0, 0, 0], [0, 0.3, 0.95]])
    hole = [Block("cut", Capsule(a, b, (0.75, 0.9), (0.75, 0.9)), 0.4) for a, b in pairwise(ends)]
    return grey_body(sculpture((*tube, *hole)), bounds_of(AQUEDUCT, 7.0), 0.5, PERIAQUEDUCTAL)


def locus_coeruleus(_: Figures, __: Neighbours) -> Mesh:
    """A slender rod under the floor of the fourth ventricle in the upper pons, up to the lower colliculus."""
    table = np.array(
        [[5.3, 66.6, 10.4, 0.6, 0.7, 90.0], [4.9, 67.9, 14.6, 1.0, 1.1, 90.0], [4.4, 69.6, 19.4, 1.05, 1.0, 90.0],
         [3.8, 71.4, 23.8, 0.7, 0.6, 90.0]]
    )  # fmt: skip
    return rod(table, COERULEUS, 14, speckled)


def raphe_magnus(_: Figures, __: Neighbours) -> Mesh:
    """The nucleus raphe magnus: on the midline of the upper medulla and the lower pons, before the floor."""
    body = Block("add", Ellipsoid((0.0, 68.2, -1.0), (1.7, 2.0, 6.6), (-0.24, 0.0, 0.0)), 1.0)
    wings = Block("add", Ellipsoid((1.9, 69.2, -2.0), (1.5, 1.3, 3.6), (-0.24, 0.0, 0.0)), 1.4)
    return grey_body(sculpture((body, wings)), [[-6.0, 62.0, -11.0], [6.0, 76.0, 9.0]], 0.4, RAPHE)


def salivatory(_: Figures, __: Neighbours) -> Mesh:
    """The superior salivatory nucleus, a few cells in the lower pons beside the facial nerve's bend."""
    table = np.array(
        [[5.6, 67.0, 2.0, 0.6, 0.6, 0.0], [5.7, 67.9, 4.6, 1.0, 0.9, 0.0], [5.8, 68.7, 7.2, 0.6, 0.6, 0.0]]
    )
    return rod(table, SALIVATORY, 12, speckled)


RECIPES: dict[str, Recipe] = {
    "spinal_trigeminal_nucleus": Recipe(spinal_nucleus, 1700, 34),
    "dorsal_horn_c1_c3": Recipe(dorsal_horn, 1200, 24),
    "spinal_trigeminal_tract": Recipe(spinal_tract, 1500, 36),
    "periaqueductal_grey": Recipe(central_grey, 1600, 40),
    "locus_coeruleus": Recipe(locus_coeruleus, 500, 14),
    "nucleus_raphe_magnus": Recipe(raphe_magnus, 700, 18),
    "superior_salivatory_nucleus": Recipe(salivatory, 240, 12),
}
