"""Atlas, axis and third cervical vertebra: fitted implicit building blocks (vertebra_primitives.csv)."""

from __future__ import annotations

from functools import partial

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.blocks import blocks_of, extent_of
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import sculpture
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

STEP = 0.55


def vertebra(table: str, figures: Figures, _: Neighbours) -> Mesh:
    """The vertebra called `table` in vertebra_primitives.csv."""
    primitives = figures.primitives(table)
    return bone_mesh(sculpture(blocks_of(primitives)), extent_of(primitives), STEP)


RECIPES: dict[str, Recipe] = {
    "atlas_c1": Recipe(partial(vertebra, "atlas_C1"), 6000, 600),
    "axis_c2": Recipe(partial(vertebra, "axis_C2"), 6000, 600),
    "c3_vertebra": Recipe(partial(vertebra, "C3"), 6000, 600),
}
