"""Nerves of the side of the neck: cervical plexus, great auricular and accessory nerve."""

from __future__ import annotations

from functools import partial

from anatomy_viewer.sculpt.nerve_look import Colour
from anatomy_viewer.sculpt.nerves import nerve
from anatomy_viewer.sculpt.recipe import Recipe

PLEXUS: Colour = (240, 206, 96)
ACCESSORY: Colour = (226, 190, 110)

RECIPES: dict[str, Recipe] = {
    "cervical_plexus": Recipe(
        partial(nerve, "cervical_plexus", colour=PLEXUS),
        4000,
        200,
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
    "great_auricular_nerve": Recipe(
        partial(nerve, "great_auricular_nerve", colour=PLEXUS),
        3000,
        160,
        ("sternocleidomastoid", "splenius_capitis", "temporal_bone", "c3_vertebra", "lesser_occipital_nerve"),
    ),
    "accessory_nerve": Recipe(
        partial(nerve, "accessory_nerve", colour=ACCESSORY),
        3000,
        140,
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
            "vertebral_artery",
            "pica",
            "internal_jugular_vein",
            "internal_carotid_artery",
            "occipital_artery",
            "lesser_occipital_nerve",
        ),
    ),
}
