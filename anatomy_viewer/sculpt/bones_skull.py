"""The bones of the cranial vault and base."""

from __future__ import annotations

from anatomy_viewer.sculpt.occipital import occipital_bone, patches
from anatomy_viewer.sculpt.recipe import Recipe
from anatomy_viewer.sculpt.temporal import temporal_bone
from anatomy_viewer.sculpt.vault import frontal_bone, parietal_bone

RECIPES: dict[str, Recipe] = {
    "occipital_bone": Recipe(occipital_bone, 40000, 1500, patches=patches),
    "parietal_bone": Recipe(parietal_bone, 15000, 700),
    "temporal_bone": Recipe(temporal_bone, 15000, 900),
    "frontal_bone": Recipe(frontal_bone, 15000, 900),
}
