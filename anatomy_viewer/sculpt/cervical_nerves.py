"""Nerves of the side of the neck: cervical plexus, great auricular and accessory nerve."""

from __future__ import annotations

from anatomy_viewer.geometry.nerve_look import Colour
from anatomy_viewer.sculpt.nerves import fine_nerve
from anatomy_viewer.sculpt.recipe import Recipe

PLEXUS: Colour = (240, 206, 96)
ACCESSORY: Colour = (226, 190, 110)

RECIPES: dict[str, Recipe] = {
    "cervical_plexus": fine_nerve(
        "cervical_plexus",
        PLEXUS,
        4000,
        140,
        (
            "atlas_c1",
            "axis_c2",
            "c3_vertebra",
            "c4_vertebra",
            "sternocleidomastoid",
            "trapezius",
            "splenius_capitis",
            "vertebral_artery",
            "internal_jugular_vein",
        ),
    ),
    "great_auricular_nerve": fine_nerve(
        "great_auricular_nerve",
        PLEXUS,
        3000,
        110,
        ("sternocleidomastoid", "splenius_capitis", "temporal_bone", "c3_vertebra", "lesser_occipital_nerve"),
    ),
    "accessory_nerve": fine_nerve(
        "accessory_nerve",
        ACCESSORY,
        3000,
        100,
        (
            "occipital_bone",
            "temporal_bone",
            "atlas_c1",
            "axis_c2",
            "c3_vertebra",
            "spinal_cord_cervical",
            "sternocleidomastoid",
            "trapezius",
            "splenius_capitis",
            "longissimus_capitis",
            "semispinalis_capitis",
            "levator_scapulae",
            "digastric_posterior_belly",
            "splenius_cervicis",
            "vertebral_artery",
            "pica",
            "internal_jugular_vein",
            "internal_carotid_artery",
            "occipital_artery",
            "lesser_occipital_nerve",
        ),
    ),
}
