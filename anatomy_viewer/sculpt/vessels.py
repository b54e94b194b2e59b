"""The arteries of the region."""

from __future__ import annotations

from functools import partial

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.tube_body import tube_body
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.nerves import AROUND, SKULL_BONES, VERTEBRAE
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

ARTERY = (200, 16, 46)
BRAINSTEM = ("medulla_oblongata", "pons")
LOWER = ("c4_vertebra", "c5_vertebra", "c6_vertebra", "c7_vertebra")
LOWER_CAPSULES = ("facet_capsule_c4_c5", "facet_capsule_c5_c6", "facet_capsule_c6_c7")
_HINDBRAIN = (*BRAINSTEM, "cerebellum")


def artery(name: str, figures: Figures, neighbours: Neighbours, sides: int = 12, step: float = 3.0) -> Mesh:
    """The artery `name` of vessel_waypoints.csv with its branches, in one body."""
    lines = course(name, figures, neighbours, surfaces_of(neighbours))
    return tube_body(lines, sides, step, ARTERY)


RECIPES: dict[str, Recipe] = {
    "vertebral_artery": Recipe(
        partial(artery, "vertebral_artery"), 3000, 170, (*SKULL_BONES, *VERTEBRAE, *LOWER, *_HINDBRAIN)
    ),
    "basilar_artery": Recipe(
        partial(artery, "basilar_artery"), 2000, 90, ("occipital_bone", "sphenoid_bone", *BRAINSTEM, "midbrain")
    ),
    "superior_cerebellar_artery": Recipe(
        partial(artery, "superior_cerebellar_artery", sides=10),
        2500,
        90,
        (*SKULL_BONES, *_HINDBRAIN, "midbrain"),
    ),
    "pica": Recipe(
        partial(artery, "pica", sides=10, step=2.0),
        2200,
        90,
        ("occipital_bone", "atlas_c1", *_HINDBRAIN),
    ),
    "internal_carotid_artery": Recipe(
        partial(artery, "internal_carotid_artery"),
        2400,
        120,
        (*SKULL_BONES, "sphenoid_bone", *VERTEBRAE, *LOWER, "sternocleidomastoid"),
    ),
    "external_carotid_artery": Recipe(
        partial(artery, "external_carotid_artery"),
        2400,
        120,
        (
            *SKULL_BONES,
            "sphenoid_bone",
            "mandible",
            "hyoid_bone",
            *VERTEBRAE,
            *LOWER,
            "sternocleidomastoid",
            "internal_carotid_artery",
        ),
    ),
    "occipital_artery": Recipe(
        partial(artery, "occipital_artery"),
        5000,
        320,
        (
            *AROUND,
            "digastric_posterior_belly",
            "rectus_capitis_lateralis",
            "greater_occipital_nerve",
            "lesser_occipital_nerve",
            "third_occipital_nerve",
            "internal_carotid_artery",
            "external_carotid_artery",
        ),
        anchor=(40.0, 12.0, 1.0),  # where it comes over the nuchal line
    ),
    "posterior_auricular_artery": Recipe(
        partial(artery, "posterior_auricular_artery", sides=10),
        2000,
        90,
        (*SKULL_BONES, "sternocleidomastoid", "lesser_occipital_nerve"),
    ),
    "superficial_temporal_artery": Recipe(
        partial(artery, "superficial_temporal_artery", sides=10), 2500, 110, (*SKULL_BONES, "frontal_bone")
    ),
    "deep_cervical_artery": Recipe(
        partial(artery, "deep_cervical_artery", sides=10),
        1800,
        84,
        (
            *VERTEBRAE,
            *LOWER,
            *LOWER_CAPSULES,
            "semispinalis_capitis",
            "splenius_capitis",
            "longissimus_capitis",
            "obliquus_capitis_inferior",
            "greater_occipital_nerve",
            "third_occipital_nerve",
        ),
    ),
}  # fmt: skip
