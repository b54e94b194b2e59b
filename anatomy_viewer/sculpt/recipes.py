"""The table of everything that is sculpted: base id → Recipe. A structure is one row in one of the merged tables."""

from __future__ import annotations

from anatomy_viewer.sculpt import (
    bones_face,
    bones_skull,
    bones_vertebrae,
    brain,
    capsules,
    cerebellum,
    cerebrum,
    cervical_nerves,
    cord,
    cortex,
    cranial_dura,
    craniocervical,
    deep_brain,
    deep_muscles,
    discs,
    dural_sinuses,
    fascia,
    jaw_muscles,
    larynx,
    ligaments,
    lower_cervical,
    muscles,
    nerve_roots,
    nerves,
    nuclei,
    skin,
    spinal_dura,
    spinal_ligaments,
    subcutis,
    trigeminal,
    veins,
    venous_net,
    vessels,
    viscera,
)
from anatomy_viewer.sculpt.recipe import Recipe

_MODULES = (
    bones_face,
    bones_skull,
    bones_vertebrae,
    brain,
    capsules,
    cerebellum,
    cerebrum,
    cervical_nerves,
    cord,
    cortex,
    cranial_dura,
    craniocervical,
    deep_brain,
    deep_muscles,
    discs,
    fascia,
    jaw_muscles,
    larynx,
    ligaments,
    lower_cervical,
    muscles,
    nerve_roots,
    nerves,
    nuclei,
    skin,
    spinal_dura,
    spinal_ligaments,
    subcutis,
    trigeminal,
    vessels,
    veins,
    dural_sinuses,
    venous_net,
    viscera,
)
_TABLES: tuple[dict[str, Recipe], ...] = tuple(module.RECIPES for module in _MODULES)
RECIPES: dict[str, Recipe] = {name: recipe for table in _TABLES for name, recipe in table.items()}
# Base id → the module whose table holds its recipe.
MADE_IN: dict[str, str] = {name: m.__name__.rpartition(".")[2] for m in _MODULES for name in m.RECIPES}

assert len(RECIPES) == sum(map(len, _TABLES)), "two tables sculpt the same structure"
assert {need for recipe in RECIPES.values() for need in recipe.needs} <= set(RECIPES), "a need has no recipe"
