"""The bones of the cranial vault and base."""

from __future__ import annotations

from anatomy_viewer.sculpt import occipital, temporal, vault
from anatomy_viewer.sculpt.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    "occipital_bone": Recipe(occipital.occipital_bone, 40000, 1500, patches=occipital.patches),
    "parietal_bone": Recipe(vault.parietal_bone, 15000, 700),
    "temporal_bone": Recipe(temporal.temporal_bone, 15000, 900, patches=temporal.patches),
    "frontal_bone": Recipe(vault.frontal_bone, 15000, 900),
}
