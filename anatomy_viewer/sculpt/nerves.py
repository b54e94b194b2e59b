"""The occipital nerves and the C2 ganglion."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import SKULL_CENTRE, Course
from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.nerve_look import Colour, bundled, knotted
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.geometry.tube_body import tube_body
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Capsule, Ellipsoid, Field, Points, bounds_of, smooth_union
from anatomy_viewer.sculpt.light_tubes import with_rods
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import Mask, Reals, Rule, finish, unit
from anatomy_viewer.sculpt.surface import surface

NERVE = (242, 194, 48)
# mm above which the branches of the greater occipital nerve have their own names: just below its first fork.
_FORK = -6.0
SKULL_BONES = ("occipital_bone", "parietal_bone", "temporal_bone")
VERTEBRAE = ("atlas_c1", "axis_c2", "c3_vertebra")
SUBOCCIPITAL = (
    "obliquus_capitis_inferior",
    "obliquus_capitis_superior",
    "rectus_capitis_posterior_major",
    "rectus_capitis_posterior_minor",
)
NECK_MUSCLES = (
    "semispinalis_capitis",
    "splenius_capitis",
    "trapezius",
    "sternocleidomastoid",
    "longissimus_capitis",
)
SCALP = ("occipitalis", "epicranial_aponeurosis")
AROUND = (*SKULL_BONES, *VERTEBRAE, *SUBOCCIPITAL, *NECK_MUSCLES, *SCALP)


def nerve(name: str, figures: Figures, neighbours: Neighbours, colour: Colour = NERVE) -> Mesh:
    """The nerve `name` of course_waypoints.csv with its branches, in one body."""
    lines = course(name, figures, neighbours, surfaces_of(neighbours))
    return bundled(tube_body(lines, sides=12, step=3.6, colour=colour), lines, colour)


def fine_nerve(
    name: str,
    colour: Colour,
    triangles: int,
    coarse: int,
    needs: tuple[str, ...],
    anchor: tuple[float, float, float] | None = None,
) -> Recipe:
    """The recipe of a nerve of course_waypoints.csv whose copy for motion is made of rods."""

    def solve(figures: Figures, neighbours: Neighbours) -> tuple[Course, ...]:
        return course(name, figures, neighbours, surfaces_of(neighbours))

    def dress(lines: tuple[Course, ...]) -> Mesh:
        return bundled(tube_body(lines, sides=12, step=3.6, colour=colour), lines, colour)

    build, thin = with_rods(solve, dress, coarse)
    return Recipe(build, triangles, coarse, needs, anchor=anchor, thin=thin)


def c2_ganglion(_: Figures, __: Neighbours) -> Mesh:
    """The C2 ganglion between arch and lamina; 5.7 mm high (LU98)."""
    return ganglion_on(((11.6, 57.0, -39.9), (16.6, 57.2, -41.2), (20.8, 58.9, -43.0)), (5.0, 3.0, 2.85))


def ganglion_on(line: tuple[tuple[float, float, float], ...], radii: tuple[float, float, float]) -> Mesh:
    """A knotty spindle on `line` (root, middle, nerve); half axes along it, to the back and up, mm."""
    root, centre, stem = (np.array(point) for point in line)
    along = (stem - root) / np.linalg.norm(stem - root)
    turn = np.cross([1.0, 0.0, 0.0], along)
    turn *= np.arcsin(np.linalg.norm(turn)) / max(float(np.linalg.norm(turn)), 1e-9)
    ends = radii[1] * 0.42
    parts: tuple[Field, ...] = (
        Ellipsoid(centre, radii, tuple(turn)),
        Capsule(tuple(root), tuple(centre), (ends * 0.8, ends * 0.8), (ends, ends)),
        Capsule(tuple(centre), tuple(stem), (ends, ends), (ends, ends)),
    )

    def field(points: Points) -> Points:
        value = parts[0](points)
        for part in parts[1:]:
            value = smooth_union(value, part(points), 1.4)
        return value - 0.16 * value_noise(points, 1.7, 11)

    vertices, faces = surface(field, bounds_of([root, stem], 4.5), 0.3)
    return knotted(finish(vertices, faces, NERVE), NERVE)


def gon_branches(figures: Figures) -> dict[str, Rule]:
    """The medial and the lateral branch on the scalp: what lies nearer to the branch as drawn than to the rest."""
    drawn: dict[str, list[list[float]]] = {}
    for row in figures.rows("course_waypoints"):
        if row["structure"] == "greater_occipital_nerve" and row["seat"].startswith("scalp"):
            drawn.setdefault(row["part"], []).append([float(row[axis]) for axis in "xyz"])
    lines = {part: _on_ball(np.array(points)) for part, points in drawn.items()}

    def rule(wanted: str) -> Rule:
        def nearest(points: Reals, _: Reals) -> Mask:
            places = _on_ball(np.asarray(points, dtype=np.float64))
            parts = list(lines)
            off = np.stack([nearest_on(lines[part], places)[0] for part in parts])
            mine = np.array([part.startswith(wanted) for part in parts])
            return np.asarray(mine[off.argmin(axis=0)] & (np.asarray(points)[:, 2] > _FORK))

        return nearest

    return {f"gon_{side}_branch": rule(side) for side in ("medial", "lateral")}


def _on_ball(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3): `points` put on one rounded vault, so that the depth under the scalp doesn't count."""
    middle = np.minimum(SKULL_CENTRE, np.column_stack([np.full((len(points), 2), np.inf), points[:, 2]]))
    return np.asarray(middle + 85.0 * unit(points - middle))


RECIPES: dict[str, Recipe] = {
    "greater_occipital_nerve": Recipe(
        partial(nerve, "greater_occipital_nerve"),
        4700,
        460,
        (*AROUND, "vertebral_artery"),
        gon_branches,
        anchor=(24.2, 10.8, -12.3),  # where it comes through the trapezius: in the picture of every step
    ),
    "third_occipital_nerve": Recipe(
        partial(nerve, "third_occipital_nerve"), 2500, 130, (*AROUND, "vertebral_artery")
    ),
    "lesser_occipital_nerve": Recipe(partial(nerve, "lesser_occipital_nerve"), 2500, 150, AROUND),
    "suboccipital_nerve": Recipe(
        partial(nerve, "suboccipital_nerve"), 1500, 110, (*AROUND, "vertebral_artery")
    ),
    "c2_drg": Recipe(c2_ganglion, 1500, 60),
}
