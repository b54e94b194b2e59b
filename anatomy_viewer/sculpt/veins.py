"""The veins that run as tubes: the internal jugular, occipital and deep cervical vein."""

from __future__ import annotations

from functools import partial

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.tube_body import tube_body
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.nerves import AROUND, SKULL_BONES, VERTEBRAE
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.vessels import LOWER, LOWER_CAPSULES

VEIN = (66, 92, 158)


def vein(name: str, figures: Figures, neighbours: Neighbours, sides: int = 12) -> Mesh:
    """The vein `name` of vessel_waypoints.csv with its branches, in one body."""
    lines = course(name, figures, neighbours, surfaces_of(neighbours))
    return tube_body(lines, sides, 3.0, VEIN)


_OCCIPITAL_NERVES = ("greater_occipital_nerve", "lesser_occipital_nerve", "third_occipital_nerve")
RECIPES: dict[str, Recipe] = {
    "internal_jugular_vein": Recipe(
        partial(vein, "internal_jugular_vein", sides=16),
        2200,
        90,
        (
            *SKULL_BONES,
            *VERTEBRAE,
            *LOWER,
            "longus_capitis",
            "sternocleidomastoid",
            "internal_carotid_artery",
            "external_carotid_artery",
            "occipital_artery",
        ),
    ),
    "occipital_vein": Recipe(
        partial(vein, "occipital_vein", sides=10),
        2000,
        90,
        (*AROUND, *_OCCIPITAL_NERVES, "occipital_artery"),
    ),
    "deep_cervical_vein": Recipe(
        partial(vein, "deep_cervical_vein", sides=10),
        1800,
        90,
        (
            *AROUND,
            *_OCCIPITAL_NERVES,
            "occipital_artery",
            "deep_cervical_artery",
            *LOWER,
            *LOWER_CAPSULES,
            "vertebral_artery",
            "occipital_vein",
        ),
    ),
}
