"""The bones of the cranial vault and base."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt import frontal, occipital, temporal, vault
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.calm import calmed
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.skull_fields import parted_field

_SPHENOID_BOUNDS = np.array([[-56.0, 80.0, -28.0], [56.0, 140.0, 47.0]])
_ETHMOID_BOUNDS = np.array([[-18.0, 113.0, -10.0], [18.0, 160.0, 38.0]])


def _bone(name: str, bounds: NDArray[np.float64], step: float, figures: Figures, _: Neighbours) -> Mesh:
    return calmed(bone_mesh(parted_field(figures, name), bounds, step), figures, name)


RECIPES: dict[str, Recipe] = {
    "occipital_bone": Recipe(occipital.occipital_bone, 36000, 740, patches=occipital.patches),
    "parietal_bone": Recipe(partial(_bone, "parietal_bone", vault.BOUNDS, 0.8), 11500, 230),
    "temporal_bone": Recipe(
        partial(_bone, "temporal_bone", temporal.BOUNDS, 0.6), 12800, 360, patches=temporal.patches
    ),
    "frontal_bone": Recipe(partial(_bone, "frontal_bone", frontal.BOUNDS, 0.8), 12000, 340),
    "sphenoid_bone": Recipe(partial(_bone, "sphenoid_bone", _SPHENOID_BOUNDS, 0.6), 13500, 340),
    "ethmoid_bone": Recipe(partial(_bone, "ethmoid_bone", _ETHMOID_BOUNDS, 0.6), 7000, 160),
}
