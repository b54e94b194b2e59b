"""The occipital nerves and the C2 ganglion."""

from __future__ import annotations

from functools import partial

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Capsule, Ellipsoid, Field, Points, bounds_of, smooth_union
from anatomy_viewer.sculpt.nerve_look import Colour, bundled
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface
from anatomy_viewer.sculpt.tube_body import tube_body

NERVE = (242, 194, 48)
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


def ganglion(_: Figures, __: Neighbours) -> Mesh:
    """The C2 ganglion on its two roots, with the beginning of its rami; 5.7 mm high (LU98)."""
    centre = np.array([17.0, 56.6, -41.2])
    rootlets = (
        Capsule((4.4, 53.8, z), (12.4, 56.9, -40.4), (0.4, 0.4), (0.75, 0.75)) for z in (-35.8, -37.6, -39.4)
    )
    parts: tuple[Field, ...] = (
        Ellipsoid(centre, (5.0, 3.0, 2.85), (0.0, 0.19, -0.14)),
        *rootlets,
        Capsule((4.6, 62.4, -38.6), (14.0, 58.4, -40.8), (0.55, 0.55), (0.9, 0.9)),
        Capsule(centre, (22.0, 56.2, -42.6), (1.5, 1.5), (1.5, 1.5)),
        Capsule((21.6, 56.6, -42.5), (27.6, 60.2, -43.4), (1.45, 1.45), (1.2, 1.2)),
    )

    def field(points: Points) -> Points:
        value = parts[0](points)
        for part in parts[1:]:
            value = smooth_union(value, part(points), 1.2)
        return value

    vertices, faces = surface(field, bounds_of([[4.4, 53.0, -45.0], [27.6, 62.4, -35.8]], 2.5), 0.3)
    return finish(vertices, faces, NERVE)


RECIPES: dict[str, Recipe] = {
    "greater_occipital_nerve": Recipe(
        partial(nerve, "greater_occipital_nerve"),
        6000,
        900,
        (*AROUND, "vertebral_artery"),
        anchor=(24.2, 10.8, -12.3),  # where it comes through the trapezius: in the picture of every step
    ),
    "third_occipital_nerve": Recipe(
        partial(nerve, "third_occipital_nerve"), 2500, 400, (*AROUND, "vertebral_artery")
    ),
    "lesser_occipital_nerve": Recipe(partial(nerve, "lesser_occipital_nerve"), 2500, 400, AROUND),
    "suboccipital_nerve": Recipe(
        partial(nerve, "suboccipital_nerve"), 1500, 250, (*AROUND, "vertebral_artery")
    ),
    "c2_drg": Recipe(ganglion, 2000, 300),
}
