"""Atlas, axis and third cervical vertebra."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt import c1, c2, c3
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.facets import joint_rules
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import sculpture
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

STEP = 0.55


_C1_BOUNDS = np.array([[-47.0, 32.0, -46.0], [47.0, 92.0, -17.0]])
_C2_BOUNDS = np.array([[-32.0, 26.0, -70.0], [32.0, 90.0, -18.0]])
_C3_BOUNDS = np.array([[-32.0, 26.0, -84.0], [32.0, 88.0, -50.0]])


def atlas_c1(figures: Figures, _: Neighbours) -> Mesh:
    """The atlas."""
    polished = joint_rules(c1.joints(figures).values())
    return bone_mesh(sculpture(c1.blocks(figures)), _C1_BOUNDS, STEP, polished)


def axis_c2(figures: Figures, _: Neighbours) -> Mesh:
    """The axis."""
    polished = joint_rules(c2.joints(figures).values())
    return bone_mesh(sculpture(c2.blocks(figures)), _C2_BOUNDS, STEP, polished)


def c3_vertebra(figures: Figures, _: Neighbours) -> Mesh:
    """The third cervical vertebra."""
    polished = joint_rules(c3.joints(figures).values())
    return bone_mesh(sculpture(c3.blocks(figures)), _C3_BOUNDS, STEP, polished)


RECIPES: dict[str, Recipe] = {
    "atlas_c1": Recipe(atlas_c1, 6000, 440, patches=c1.patches),
    "axis_c2": Recipe(axis_c2, 6000, 440, patches=c2.patches),
    "c3_vertebra": Recipe(c3_vertebra, 6000, 440, patches=c3.patches),
}
