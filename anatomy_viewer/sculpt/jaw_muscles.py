"""Pterygoids: model shapes between the landmarks of jaw, skull and zygomatic arch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.carved import Place, carved, fleshed_to
from anatomy_viewer.sculpt.fibres import seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Field, sculpture
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

_JAW = ("mandible", "zygomatic_bone", "temporal_bone", "maxilla", "sphenoid_bone", "palatine_bone")
_NEAR = (
    "mandibular_nerve", "maxillary_nerve", "external_carotid_artery", "superficial_temporal_artery",
    "internal_carotid_artery", "internal_jugular_vein", "digastric_posterior_belly", "sternocleidomastoid",
    "subcutaneous_fat", "great_auricular_nerve",
)  # fmt: skip


@dataclass(frozen=True)
class _Belly:
    """A muscle: blocks, where it lies, where its fibres run to (y, z mm), strands to the radian, triangles."""

    blocks: tuple[Block, ...]
    place: Place
    focus: tuple[float, float]
    strands: float
    triangles: int
    coarse: int


def _add(shape: Field, blend: float = 3.0) -> Block:
    return Block("add", shape, blend)


BELLIES: dict[str, _Belly] = {
    # Straight down from the pterygoid fossa to the inner face of the angle.
    "medial_pterygoid": _Belly(
        (_add(Capsule((23.5, 113.0, -8.0), (33.0, 104.0, -52.0), (5.0, 8.0), (4.0, 9.0))),),
        Place((12.0, 90.0, -66.0), (48.0, 128.0, 2.0), _JAW, _NEAR, medial_of=("mandibular_nerve",)),
        (60.0, -260.0), 60.0, 1000, 45,
    ),
    # Back from the outer face of the lateral plate and the greater wing to the neck of the jaw.
    "lateral_pterygoid": _Belly(
        (
            _add(Capsule((29.5, 114.0, -11.0), (41.0, 98.5, -9.0), (8.0, 9.5), (5.0, 6.0))),
            _add(Capsule((33.0, 115.0, 0.0), (41.0, 99.0, -6.0), (4.0, 4.0), (3.0, 3.0))),
        ),
        Place(
            (20.0, 86.0, -26.0), (54.0, 128.0, 12.0), _JAW, (*_NEAR, "medial_pterygoid"),
            lateral_of=("mandibular_nerve",),
        ),
        (-60.0, -8.0), 90.0, 900, 45,
    ),
}  # fmt: skip


def belly(name: str, _: Figures, neighbours: Neighbours) -> Mesh:
    """The right muscle `name`."""
    plan = BELLIES[name]
    mesh = carved(sculpture(plan.blocks, symmetric=False), plan.place, neighbours)
    return fleshed_to(mesh, plan.focus, plan.strands, seed_of(name))


RECIPES: dict[str, Recipe] = {
    name: Recipe(partial(belly, name), plan.triangles, plan.coarse, plan.place.needs)
    for name, plan in BELLIES.items()
}
