"""Deep muscles of the neck as ribbon lofts that end in a tendon for each vertebra, from deep_muscle_stations.csv.

How the table came about: drawn from origin to insertion by general anatomy on the vertebrae of the specimen, then
moved as little as possible until nothing lay closer than 0.3 mm to a bone or to another muscle and 0.8 mm to a nerve or
vessel; those that the reference specimen has were drawn towards it (mean of right and left). Levator, splenius and
semispinalis cervicis and multifidus are cut at the lower border of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.fibres import Weave
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.loft import End, Sheet, border_spacing, drawn_back, spline_sheet, thinned
from anatomy_viewer.sculpt.muscles import Plan, Seat, lofted, stations
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

TABLE = "deep_muscle_stations"
# A muscle cut by the lower border of the model: no tendon, a domed end.
_CUT = End((0.0,), 1.0, 3.0, 8.0, 0.0)
_LIGHT, _TRIANGLES = (9, 4), 4500
# Muscles in which the dorsal rami leave a groove (openings.py).
GROOVED = ("splenius_cervicis",)


@dataclass(frozen=True)
class Slips:
    """An end in several tendons: where across (0..1) the tip of each lies, and how deep (mm) the gaps between are."""

    tips: tuple[float, ...] = ()
    gaps: tuple[float, ...] = ()

    def depth(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        """(columns,) mm by which each fibre is shorter: nothing at the tips, most half way between two."""
        total = np.zeros_like(across)
        for a, b, gap in zip(self.tips, self.tips[1:], self.gaps, strict=False):
            off = np.clip(np.abs(2.0 * across - a - b) / (b - a), 0.0, 1.0)
            total = np.maximum(total, gap * (1.0 - off**1.5))
        for tip, border in ((self.tips[0], 0.0), (self.tips[-1], 1.0)) if self.tips else ():
            beyond = np.clip((across - tip) / (border - tip), 0.0, 1.0)
            total = np.maximum(total, 6.0 * beyond**0.7)
        return total


@dataclass(frozen=True)
class Deep:
    """A plan with the slips of its origin and its insertion."""

    plan: Plan
    origin: Slips = Slips()
    insertion: Slips = Slips()


def deep_muscle(name: str, deep: Deep, figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right muscle `name`."""
    plan = deep.plan
    sheet: Sheet = spline_sheet(stations(figures, name, TABLE), *plan.grid, plan.even)
    across = border_spacing(plan.grid[1], plan.even)
    sheet = drawn_back(sheet, deep.origin.depth(across), deep.insertion.depth(across))
    return lofted(name, sheet, plan, neighbours)


def _vertebrae(first: int, last: int) -> tuple[str, ...]:
    """Base ids of the vertebrae `first`..`last`."""
    names = {1: "atlas_c1", 2: "axis_c2"}
    return tuple(names.get(level, f"c{level}_vertebra") for level in range(first, last + 1))


DEEP: dict[str, Deep] = {
    "multifidus_cervicis": Deep(Plan(
        (40, 56), 2.8, 0.8, Weave(30, 1.2, 0.35),
        End((4.0,), 0.6, 0.0, 5.0), End((6.0,), 0.6, 0.0, 5.0),
        (Seat(0, _vertebrae(4, 7), 9.0), Seat(-1, _vertebrae(2, 5), 9.0)), (), _vertebrae(2, 7),
    ), Slips((0.04, 0.27, 0.49, 0.7, 0.96), (4.0,) * 4), Slips((0.07, 0.27, 0.49, 0.7, 0.96), (6.0,) * 4)),
    "semispinalis_cervicis": Deep(Plan(
        (60, 40), 2.6, 0.7, Weave(20, 1.4, 0.35),
        _CUT, End((9.0,), 0.8, 0.0, 8.0),
        (Seat(-1, _vertebrae(2, 5), 7.0),), (), _vertebrae(2, 7),
        below=("multifidus_cervicis",),
    ), insertion=Slips((0.12, 0.46, 0.69, 0.96), (9.0, 7.0, 6.0))),
    "splenius_cervicis": Deep(Plan(
        (66, 40), 2.6, 0.7, Weave(14, 1.4, 0.35),
        _CUT, End((9.0,), 0.8, 0.0, 8.0),
        (Seat(-1, _vertebrae(1, 3), 6.0),), (), _vertebrae(1, 4),
        below=("obliquus_capitis_inferior", "longissimus_capitis", "semispinalis_capitis"),
    ), insertion=Slips((0.04, 0.66, 0.96), (17.0, 8.0))),
    "levator_scapulae": Deep(Plan(
        (66, 44), 2.6, 0.7, Weave(18, 1.4, 0.4),
        End((9.0,), 0.8, 0.0, 8.0), _CUT,
        (Seat(0, _vertebrae(1, 4), 6.0),), (), _vertebrae(1, 5),
        below=("splenius_cervicis",),
    ), Slips((0.04, 0.34, 0.61, 0.96), (22.0, 14.0, 13.0))),
    "longus_colli": Deep(Plan(
        (66, 34), 2.4, 0.5, Weave(12, 1.8, 0.35),
        End((0.0,), 1.0, 3.0, 8.0, 0.0), End((7.0,), 0.8, 1.0, 8.0),
        (Seat(-1, ("atlas_c1",), 12.0),), (), _vertebrae(1, 7),
        below=("anterior_longitudinal_ligament",),
    )),
    "longus_capitis": Deep(Plan(
        (62, 42), 2.4, 0.6, Weave(13, 1.4, 0.35),
        End((8.0,), 0.8, 0.0, 8.0), End((6.0,), 1.0, 1.0, 8.0),
        (Seat(0, _vertebrae(3, 6), 12.0), Seat(-1, ("occipital_bone",), 12.0)),
        (), (*_vertebrae(1, 6), "occipital_bone"),
        below=("longus_colli", "rectus_capitis_anterior"),
    ), Slips((0.04, 0.37, 0.65, 0.96), (8.0, 9.0, 10.0))),
    # Down and back from the arch to the outer face of the ramus and the angle; up to 13 mm thick (model value).
    "masseter": Deep(Plan(
        (56, 44), 2.2, 0.5, Weave(20, 1.4, 0.35),
        End((9.0,), 0.8, 1.0, 12.0), End((7.0,), 0.8, 1.0, 9.0),
        (Seat(0, ("zygomatic_bone", "temporal_bone"), 8.0), Seat(-1, ("mandible",), 12.0)),
        ("mandible",), ("maxilla",),
    )),
    "rectus_capitis_anterior": Deep(Plan(
        (48, 30), 2.4, 0.5, Weave(11, 0.9, 0.3),
        End((3.5,), 0.8, 0.5, 4.0), End((3.5,), 0.8, 0.5, 4.0),
        (Seat(0, ("atlas_c1",), 8.0), Seat(-1, ("occipital_bone",), 8.0)), (), ("atlas_c1", "occipital_bone"),
        below=("anterior_atlanto_occipital_membrane",),
    )),
    "rectus_capitis_lateralis": Deep(Plan(
        (48, 30), 2.4, 0.5, Weave(10, 0.9, 0.3),
        End((3.5,), 0.8, 0.5, 4.0), End((3.5,), 0.8, 0.5, 4.0),
        (Seat(0, ("atlas_c1",), 8.0), Seat(-1, ("occipital_bone",), 8.0)), (), ("atlas_c1", "occipital_bone"),
    )),
    "digastric_posterior_belly": Deep(Plan(
        (72, 26), 2.2, 0.4, Weave(10, 1.4, 0.3),
        End((5.0,), 0.8, 0.5, 7.0), End((24.0,), 0.4, 0.5, 8.0),
        (Seat(0, ("temporal_bone",), 7.0, True), Seat(-1, ("hyoid_bone",), 10.0, True)),
        (), ("temporal_bone", "atlas_c1", "hyoid_bone"),
    )),
}  # fmt: skip


def _recipe(name: str, deep: Deep) -> Recipe:
    thin = partial(thinned, rows=deep.plan.grid[0], columns=deep.plan.grid[1], light=_LIGHT)
    light = 3 * _LIGHT[0] * _LIGHT[1]
    return Recipe(
        partial(deep_muscle, name, deep),
        _TRIANGLES,
        light,
        deep.plan.needs,
        thin=thin,
        opened=name in GROOVED,
    )


RECIPES: dict[str, Recipe] = {name: _recipe(name, deep) for name, deep in DEEP.items()}
