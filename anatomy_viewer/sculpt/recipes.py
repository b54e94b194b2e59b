"""The table of everything that is sculpted: base id → Recipe. A structure is one row in one of the merged tables."""

from __future__ import annotations

from anatomy_viewer.sculpt import (
    bones_face,
    bones_skull,
    bones_vertebrae,
    brain,
    capsules,
    cerebrum,
    cervical_nerves,
    cord,
    cranial_dura,
    craniocervical,
    deep_muscles,
    discs,
    dural_sinuses,
    fascia,
    ligaments,
    lower_cervical,
    muscles,
    nerve_roots,
    nerves,
    skin,
    spinal_dura,
    spinal_ligaments,
    subcutis,
    trigeminal,
    veins,
    venous_net,
    vessels,
)
from anatomy_viewer.sculpt.recipe import Recipe

_TABLES: tuple[dict[str, Recipe], ...] = (
    bones_face.RECIPES,
    bones_skull.RECIPES,
    bones_vertebrae.RECIPES,
    brain.RECIPES,
    capsules.RECIPES,
    cerebrum.RECIPES,
    cervical_nerves.RECIPES,
    cord.RECIPES,
    cranial_dura.RECIPES,
    craniocervical.RECIPES,
    deep_muscles.RECIPES,
    discs.RECIPES,
    fascia.RECIPES,
    ligaments.RECIPES,
    lower_cervical.RECIPES,
    muscles.RECIPES,
    nerve_roots.RECIPES,
    nerves.RECIPES,
    skin.RECIPES,
    spinal_dura.RECIPES,
    spinal_ligaments.RECIPES,
    subcutis.RECIPES,
    trigeminal.RECIPES,
    vessels.RECIPES,
    veins.RECIPES,
    dural_sinuses.RECIPES,
    venous_net.RECIPES,
)
RECIPES: dict[str, Recipe] = {name: recipe for table in _TABLES for name, recipe in table.items()}

assert len(RECIPES) == sum(map(len, _TABLES)), "two tables sculpt the same structure"
assert {need for recipe in RECIPES.values() for need in recipe.needs} <= set(RECIPES), "a need has no recipe"
