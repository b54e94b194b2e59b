"""The arteries of the region."""

from __future__ import annotations

from functools import partial

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.nerves import AROUND, SKULL_BONES, VERTEBRAE
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.tube_body import tube_body

ARTERY = (200, 16, 46)


def artery(name: str, figures: Figures, neighbours: Neighbours) -> Mesh:
    """The artery `name` of vessel_waypoints.csv with its branches, in one body."""
    lines = course(name, figures, neighbours, surfaces_of(neighbours))
    return tube_body(lines, sides=12, step=3.0, colour=ARTERY)


RECIPES: dict[str, Recipe] = {
    "vertebral_artery": Recipe(partial(artery, "vertebral_artery"), 2500, 350, (*SKULL_BONES, *VERTEBRAE)),
    "internal_carotid_artery": Recipe(
        partial(artery, "internal_carotid_artery"), 1500, 250, (*SKULL_BONES, *VERTEBRAE)
    ),
    "occipital_artery": Recipe(
        partial(artery, "occipital_artery"),
        5000,
        700,
        (*AROUND, "greater_occipital_nerve", "lesser_occipital_nerve", "internal_carotid_artery"),
    ),
}
