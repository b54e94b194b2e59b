"""Muscles as ribbon lofts from muscle_stations.csv, kept off the bones and seated on them at their ends.

How the table came about: the suboccipital muscles, longissimus and sternocleidomastoid have few stations fitted to
the reference specimen (mean of right and left), clear of bone and of each other; semispinalis is ribbons.csv, splenius
and trapezius are sheet_grids.csv with their outer face kept, re-drawn so that columns follow the fibres (trapezius
from the superior nuchal line and the nuchal ligament to the shoulder, splenius from the midline to the mastoid). Then
each layer was moved backwards, smoothly, off the one below it: 3.6 mm between obliquus inferior and semispinalis,
where the greater occipital nerve runs, 3.3 mm between rectus major and semispinalis below z = -35 and 0.7 above it,
0.3 to 1 mm elsewhere. Below z = -75 semispinalis was drawn anew: its lateral border on the articular processes of C4
to C7, its belly behind semispinalis cervicis to the border of the model; and the two slips of longissimus to C6 and C7
(model values). Occipitalis is drawn on the vault, from the lateral two thirds of the
highest nuchal line and the mastoid part, 38 mm high (model values). Rectus major is up to 1.6 mm thinner behind than
in the reference, for the same nerve.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.contact import Wall, cleared, outside, seated, wall_of, yielded
from anatomy_viewer.sculpt.fibres import Inscription, Weave, fleshed, lattice_noise, lit_borders, seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.loft import (
    End,
    Sheet,
    Shell,
    border_spacing,
    cleft_depth,
    drawn_back,
    ended,
    rounded_corners,
    shell,
    spline_sheet,
    thinned,
)
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish

Reals = NDArray[np.float64]
TABLE = "muscle_stations"
SKULL = ("occipital_bone", "temporal_bone")
VAULT = ("parietal_bone",)
SPINE = ("atlas_c1", "axis_c2", "c3_vertebra")
# Slips of semispinalis and longissimus end on their articular pillars.
PILLARS = ("c4_vertebra", "c5_vertebra", "c6_vertebra", "c7_vertebra")
# On bone a muscle's inner face sinks in this deep, so that no light passes, and its outer face stays above.
_SINK, _CREST = 0.1, 0.3
# Over its last mm (`_TIP`) a seated end merges into the bone from at most `_LIFT` above it: no step, no light under it.
_TIP, _LIFT, _ROOT = 1.8, 1.2, 0.12
# Right and left meet in a raphe of twice this.
_RAPHE = 0.1
# Elsewhere it keeps this far from bone, and everywhere from the layers below it: a film of loose tissue.
_GAP, _FILM = 0.2, 0.25


@dataclass(frozen=True)
class Seat:
    """An end (0 origin, -1 insertion) on `bones`, bending there over `reach` mm; a `stiff` one moves in one piece."""

    row: int
    bones: tuple[str, ...]
    reach: float
    stiff: bool = False


@dataclass(frozen=True)
class Plan:
    """How one muscle is made.

    grid: rows along, columns across the outer face; profile, even: see `shell` and `spline_sheet`; over: bones that it
    keeps off; beside: bones that only its border touches; thin_inner: see `shell`; below: deeper
    layers that it yields to; band: a tendinous intersection.
    """

    grid: tuple[int, int]
    profile: float
    even: float
    weave: Weave
    origin: End
    insertion: End
    seats: tuple[Seat, ...]
    over: tuple[str, ...]
    beside: tuple[str, ...] = ()
    thin_inner: int = 2
    below: tuple[str, ...] = ()
    band: Inscription | None = None

    @property
    def bones(self) -> tuple[str, ...]:
        """Every bone that the muscle touches."""
        ends = (bone for seat in self.seats for bone in seat.bones)
        return tuple(dict.fromkeys((*ends, *self.over, *self.beside)))

    @property
    def needs(self) -> tuple[str, ...]:
        """Everything that has to be there before the muscle."""
        return (*self.bones, *self.below)


def stations(figures: Figures, muscle: str, table: str = TABLE) -> Sheet:
    """(rows, columns, 4): x, y, z, thickness of muscle_stations.csv, origin to insertion, mm."""
    rows = [row for row in figures.rows(table) if row["structure"] == muscle]
    columns = 1 + max(int(row["column"]) for row in rows)
    keys = ("x_right", "y_anterior", "z_up", "thickness_mm")
    return np.array([[float(row[key]) for key in keys] for row in rows]).reshape(-1, columns, 4)


def muscle(name: str, plan: Plan, figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right muscle `name`."""
    return lofted(name, spline_sheet(stations(figures, name), *plan.grid, plan.even), plan, neighbours)


def lofted(name: str, sheet: Sheet, plan: Plan, neighbours: Neighbours) -> Mesh:
    """The muscle that `sheet` becomes: its ends ragged and seated, kept off bone, with fibres and tendons."""
    seed = seed_of(name)
    sheet = ended(_bordered(sheet, plan, seed), plan.origin, plan.insertion)
    for bone in plan.over:
        sheet = cleared(sheet, wall_of([neighbours[bone]]), _GAP, plan.profile)
    for layer in plan.below:
        sheet = cleared(sheet, wall_of([neighbours[layer]]), _FILM, plan.profile)
    for seat in plan.seats:
        bones = wall_of(neighbours[bone] for bone in seat.bones)
        sheet = seated(sheet, bones, seat.row, seat.reach, seat.stiff)
    shape = shell(sheet, plan.profile, plan.thin_inner)
    mesh = fleshed(shape, plan.weave, plan.origin, plan.insertion, seed, plan.band)
    settled = _settled(mesh, shape, plan, neighbours)
    return lit_borders(finish(settled, mesh.faces, mesh.colours), shape)


def _settled(mesh: Mesh, shape: Shell, plan: Plan, neighbours: Neighbours) -> Reals:
    """(n, 3): vertices of `mesh`, made of `shape`, out of the layers below, then out of the bones."""
    points = mesh.vertices.astype(np.float64)
    hard = wall_of(neighbours[bone] for bone in plan.bones)
    tip = _tip(shape, plan)
    gap = np.where(shape.side > 0, _CREST - tip * (_CREST + 0.05), -_SINK - tip * (_ROOT - _SINK))
    # Twice: what leaves a bone may come to lie in a muscle again.
    for _ in range(2 if plan.below else 1):
        for layer in plan.below:
            soft = Surface(neighbours[layer].vertices, neighbours[layer].faces)
            points = yielded(points, mesh.faces.astype(np.int64), soft, _FILM)
        points = outside(points, hard, gap)
    return np.maximum(_merged(points, hard, gap, tip), [_RAPHE, -np.inf, -np.inf])


def _tip(shape: Shell, plan: Plan) -> Reals:
    """(n,): 1 at the very end of a seated end, 0 from `_TIP` mm on."""
    ways = [shape.from_origin if seat.row == 0 else shape.from_insertion for seat in plan.seats]
    return np.clip(1.0 - np.min(ways, axis=0) / _TIP, 0.0, 1.0)


def _merged(points: Reals, bones: Wall, gap: Reals, tip: Reals) -> Reals:
    """`points` (n, 3) whose `tip` is near the bones, drawn down to their `gap`."""
    away, direction = bones.look(points)
    lift = np.where(away < _LIFT, np.maximum(away - gap, 0.0), 0.0)
    return np.asarray(points - (tip * lift)[:, None] * direction)


def _bordered(sheet: Sheet, plan: Plan, seed: int) -> Sheet:
    """Ragged, rounded ends."""
    across = border_spacing(sheet.shape[1], plan.even)
    ends = [
        end.fray * lattice_noise(across, 0.0 * across, 1.5 * plan.weave.strands, 1.0, seed + 31 + i)
        + rounded_corners(across, end.corner)
        + cleft_depth(across, end.clefts)
        for i, end in enumerate((plan.origin, plan.insertion))
    ]
    return drawn_back(sheet, ends[0], ends[1])


PLANS: dict[str, Plan] = {
    "rectus_capitis_posterior_minor": Plan(
        (50, 40), 2.6, 0.5, Weave(16, 0.8),
        End((4.0,), 0.5, 1.0), End((4.0,), 0.8),
        (Seat(0, ("atlas_c1",), 12.0, True), Seat(-1, ("occipital_bone",), 14.0)), ("atlas_c1", "occipital_bone"),
    ),
    "rectus_capitis_posterior_major": Plan(
        (56, 34), 2.6, 0.5, Weave(16, 1.0),
        End((5.0,), 0.5, 1.0), End((5.0,), 0.8),
        (Seat(0, ("axis_c2",), 14.0, True), Seat(-1, ("occipital_bone",), 16.0)),
        ("atlas_c1", "axis_c2", "occipital_bone"), below=("obliquus_capitis_inferior",),
    ),
    "obliquus_capitis_inferior": Plan(
        (62, 30), 2.2, 0.3, Weave(12, 1.0),
        End((5.0,), 0.5, 1.0), End((5.0,), 0.5, 1.0),
        (Seat(0, ("axis_c2",), 14.0, True), Seat(-1, ("atlas_c1",), 14.0, True)), ("atlas_c1", "axis_c2"),
    ),
    "obliquus_capitis_superior": Plan(
        (62, 30), 2.2, 0.3, Weave(14, 1.0),
        End((4.0,), 0.5, 1.0), End((5.0,), 0.5, 1.0),
        (Seat(0, ("atlas_c1",), 14.0, True), Seat(-1, ("occipital_bone",), 16.0, True)),
        ("atlas_c1", "occipital_bone"),
    ),
    "longissimus_capitis": Plan(
        (86, 26), 2.4, 0.4, Weave(9, 1.6, 0.3),
        End((9.0, 7.0, 9.0), 1.0, 3.0, 16.0, 0.2, ((0.48, 0.27, 25.0),)), End((10.0,), 1.0, 1.0, 10.0),
        (Seat(-1, ("temporal_bone",), 18.0, True),),
        ("temporal_bone", "occipital_bone"), ("atlas_c1", *PILLARS),
        below=("obliquus_capitis_inferior", "obliquus_capitis_superior"),
    ),
    "semispinalis_capitis": Plan(
        (84, 44), 2.8, 0.8, Weave(22, 1.4, 0.4),
        End((3.0,), 1.0, 2.0, 10.0), End((7.0,), 1.0, 0.0, 10.0),
        (Seat(-1, ("occipital_bone",), 18.0),), ("occipital_bone",), PILLARS,
        below=("obliquus_capitis_superior", "multifidus_cervicis", "semispinalis_cervicis"),
        # In the medial part, the biventer, at about C4 (the height is a model value).
        band=Inscription(0.35, 0.03, 4.0, 0.55),
    ),
    "splenius_capitis": Plan(
        (70, 40), 3.0, 0.7, Weave(24, 1.4, 0.4),
        End((3.0, 4.0, 5.0, 8.0, 10.0), 2.0, 6.0, 10.0), End((7.0,), 1.0),
        (Seat(-1, SKULL, 18.0),),
        ("occipital_bone", "temporal_bone", "c7_vertebra"), ("c3_vertebra",),
        below=(
            *PILLARS[:3], "obliquus_capitis_superior", "splenius_cervicis", "semispinalis_capitis",
            "deep_nuchal_fascia",
        ),
    ),
    "sternocleidomastoid": Plan(
        (66, 42), 2.5, 0.5, Weave(22, 1.4, 0.4),
        End((4.0, 5.0, 5.0, 16.0, 24.0), 1.0, 2.0, 10.0, 0.45, ((0.52, 0.14, 30.0),)), End((9.0,), 0.8, 0.0, 10.0),
        (Seat(-1, SKULL, 20.0),), ("temporal_bone",),
        below=("digastric_posterior_belly", "splenius_capitis"),
    ),
    "trapezius": Plan(
        (54, 60), 3.0, 0.8, Weave(46, 1.4, 0.4),
        End((8.0, 8.0, 6.0, 3.0, 2.0, 3.0, 8.0, 16.0, 12.0), 1.4), End((8.0,), 2.0, 0.0, 10.0),
        (Seat(0, ("occipital_bone",), 14.0),),
        ("occipital_bone",), thin_inner=3,
        below=("semispinalis_capitis", "deep_nuchal_fascia", "splenius_capitis"),
    ),
    "occipitalis": Plan(
        (48, 44), 2.2, 0.9, Weave(30, 0.7, 0.22),
        End((1.5, 2.0, 2.0, 4.0), 1.2, 3.0, 9.0, 0.08), End((5.0,), 5.0, 5.0, 16.0, 0.06),
        (Seat(0, SKULL, 9.0), Seat(-1, (*VAULT, "occipital_bone"), 12.0)),
        ("occipital_bone", "parietal_bone", "temporal_bone"),
    ),
}  # fmt: skip

# Muscles that a nerve runs through.
PIERCED = ("semispinalis_capitis", "trapezius")
GROOVED = ("splenius_capitis", "longissimus_capitis")
# Triangles, and the grid of the moving copy (about three triangles a node).
_BIG = ("semispinalis_capitis", "splenius_capitis", "sternocleidomastoid", "trapezius")
_MIDDLE = ("longissimus_capitis", "occipitalis")
_TRIANGLES, _LIGHT = (
    {"big": 9000, "middle": 6600, "small": 6000},
    {"big": (12, 7), "middle": (9, 6), "small": (9, 4)},
)


def _recipe(name: str, plan: Plan) -> Recipe:
    size = "big" if name in _BIG else "middle" if name in _MIDDLE else "small"
    light = _LIGHT[size]
    thin = partial(thinned, rows=plan.grid[0], columns=plan.grid[1], light=light)
    return Recipe(
        partial(muscle, name, plan), _TRIANGLES[size], 3 * light[0] * light[1], plan.needs,
        thin=thin, opened=name in (*PIERCED, *GROOVED),
    )  # fmt: skip


RECIPES: dict[str, Recipe] = {name: _recipe(name, plan) for name, plan in PLANS.items()}
