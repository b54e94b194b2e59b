"""Fourth to seventh cervical vertebra from the blocks of lower_cervical.csv (right side; the left is its mirror)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.blocks import blocks_of
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.facets import Joint, joint_rules
from anatomy_viewer.sculpt.figures import Facet, Figures, Points, Primitive
from anatomy_viewer.sculpt.implicit import Block, sculpture
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.rules import within
from anatomy_viewer.sculpt.solid import Rule

TABLE = "lower_cervical"
STEP = 0.55
# The box that each bone lies in, mm.
BOUNDS = {
    "c4_vertebra": np.array([[-32.0, 26.0, -97.0], [32.0, 86.0, -64.0]]),
    "c5_vertebra": np.array([[-33.0, 20.0, -108.0], [33.0, 85.0, -77.0]]),
    "c6_vertebra": np.array([[-34.0, 12.0, -123.0], [34.0, 84.0, -90.0]]),
    "c7_vertebra": np.array([[-37.0, 3.0, -138.0], [37.0, 80.0, -101.0]]),
}


def primitives(name: str, figures: Figures) -> tuple[Primitive, ...]:
    """The rows of the bone `name`, in order."""
    return figures.primitives(name, TABLE, "value")


def joints(name: str, figures: Figures) -> list[Joint]:
    """The articular facets of the bone `name`."""
    return [_joint(row) for row in primitives(name, figures) if row.kind == "facet"]


def _joint(row: Primitive) -> Joint:
    v = row.values
    normal, long_axis = _triple(v, "nx", "ny", "nz"), _triple(v, "lx", "ly", "lz")
    return Joint(Facet(_triple(v, "cx", "cy", "cz"), normal, long_axis, v["length"], v["width"]), v["lip"])


def _triple(values: dict[str, float], *names: str) -> Points:
    return np.array([values[name] for name in names])


def blocks(name: str, figures: Figures) -> Iterator[Block]:
    """All blocks of the bone `name` in order; a facet is two, its disc and the room in front of it."""
    for row in primitives(name, figures):
        yield from _joint(row).blocks() if row.kind == "facet" else blocks_of([row])


def vertebra(name: str, figures: Figures, _: Neighbours) -> Mesh:
    """The bone `name`."""
    polished = joint_rules(joints(name, figures))
    return bone_mesh(sculpture(blocks(name, figures)), BOUNDS[name], STEP, polished)


def _c7_patches(_: Figures) -> dict[str, Rule]:
    """The spine that the finger finds at the root of the neck."""
    return {"c7_spinous_process": within((0.0, 8.0), (0.0, 42.0))}


RECIPES: dict[str, Recipe] = {
    "c4_vertebra": Recipe(partial(vertebra, "c4_vertebra"), 5000, 200),
    "c5_vertebra": Recipe(partial(vertebra, "c5_vertebra"), 5000, 200),
    "c6_vertebra": Recipe(partial(vertebra, "c6_vertebra"), 5000, 200),
    "c7_vertebra": Recipe(partial(vertebra, "c7_vertebra"), 5000, 200, patches=_c7_patches),
}
