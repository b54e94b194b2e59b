"""The bones of the face, the mandible and the hyoid bone; teeth belong to the jaws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.calm import calm, clear_of
from anatomy_viewer.sculpt.face_blocks import capsules, plates
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Distances,
    Ellipsoid,
    Field,
    Points,
    folded,
    sculpture,
    sculpture_onto,
    smooth_cut,
    smooth_union,
)
from anatomy_viewer.sculpt.ramus import Ramus
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.teeth import Tooth, above_margin, crowns, sockets, teeth, tooth_colours

# Grid of the jaws and of the smaller bones, mm.
_JAW_STEP, _STEP = 0.5, 0.45
# Half the width of the suture between right and left, mm.
_MEDIAN = 0.1
# mm over which building blocks are averaged.
_BLUR = 0.9
# What is finished before each bone, and how far (mm) it stays away: a suture, or the space of the jaw's joint.
_GAPS: dict[str, dict[str, float]] = {
    "mandible": {"temporal_bone": 1.7, "sphenoid_bone": 0.6, "zygomatic_bone": 1.0},
    "zygomatic_bone": {"frontal_bone": 0.4, "sphenoid_bone": 0.4, "temporal_bone": 0.4},
    "maxilla": {"zygomatic_bone": 0.4, "frontal_bone": 0.4, "sphenoid_bone": 0.4, "ethmoid_bone": 0.3},
    "nasal_bone": {"maxilla": 0.3, "frontal_bone": 0.4, "ethmoid_bone": 0.3},
    "palatine_bone": {"maxilla": 0.3, "sphenoid_bone": 0.3, "ethmoid_bone": 0.3},
    "vomer": {"maxilla": 0.3, "palatine_bone": 0.3, "sphenoid_bone": 0.3, "ethmoid_bone": 0.3},
}
_BOUNDS = {
    "mandible": np.array([[-54.0, 80.0, -80.0], [54.0, 170.0, 7.0]]),
    "maxilla": np.array([[-1.0, 116.0, -50.0], [48.0, 178.0, 32.0]]),
    "zygomatic_bone": np.array([[27.0, 110.0, -25.0], [64.0, 158.0, 40.0]]),
    "nasal_bone": np.array([[-1.0, 158.0, -3.0], [12.0, 181.0, 32.0]]),
    "palatine_bone": np.array([[-1.0, 114.0, -30.0], [24.0, 142.0, 10.0]]),
    "vomer": np.array([[-7.0, 100.0, -26.0], [7.0, 162.0, 13.0]]),
    "hyoid_bone": np.array([[-25.0, 81.0, -86.0], [25.0, 125.0, -58.0]]),
}  # fmt: skip
_MENTAL_FORAMEN = (
    Block("cut", Capsule((17.0, 146.0, -62.0), (22.0, 149.0, -60.6), (1.1, 1.0), (1.5, 1.3)), 0.9),
    Block("cut", Ellipsoid((22.3, 149.4, -60.4), (1.6, 1.6, 1.4)), 1.2),
)
_INFRAORBITAL_FORAMEN = (
    Block("cut", Capsule((23.0, 148.0, -5.0), (25.0, 156.0, -9.5), (1.1, 1.0), (1.6, 1.4)), 0.9),
)
_NASAL_SPINE = (Block("add", Capsule((0.8, 160.5, -23.6), (0.5, 166.4, -21.4), (1.8, 1.5), (0.7, 0.7)), 1.5),)
# The frontal process, as broad as the frontal bone's process that it meets.
_FRONTAL = (Block("add", Capsule((48.4, 141.6, 22.0), (47.4, 145.0, 33.0), (1.9, 3.6), (2.1, 4.6)), 2.0),)
# The temporal process: it goes on where that of the temporal bone ends.
_ARCH = (
    Block("add", Capsule((50.5, 131.5, -3.4), (57.2, 120.5, -1.6), (1.9, 5.6), (1.7, 3.7)), 2.5),
    Block("add", Capsule((57.2, 120.5, -1.6), (60.2, 112.5, 0.3), (1.7, 3.7), (1.5, 3.0)), 0.8),
)


def _midline(field: Field) -> Field:
    """`field` of a right bone up to the suture with the left one."""
    return lambda points: np.maximum(field(points), _MEDIAN - points[:, 0])


def _jaw(bone: Field, row_of_teeth: list[Tooth], mirrored: bool) -> Field:
    """Bone with its teeth: it bulges over their roots and ends in a scalloped margin about their necks."""
    crown, socket, above = crowns(row_of_teeth), sockets(row_of_teeth), above_margin(row_of_teeth)

    def field(points: Points) -> Distances:
        places = folded(points, 0.0) if mirrored else points
        value = smooth_union(bone(points), socket(places), 2.5)
        return smooth_union(smooth_cut(value, above(places), 1.2), crown(places), 0.35)

    return field


def _painted(mesh: Mesh, figures: Figures, jaw: str) -> Mesh:
    """`mesh` with its teeth in their own colour."""
    places = mesh.vertices.astype(np.float64)
    return replace(mesh, colours=tooth_colours(mesh.colours, places, teeth(figures, jaw)))


def mandible(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The mandible with its sixteen teeth."""
    blocks = [*capsules(figures, "mandible"), Block("add", Ramus(figures), 3.0)]
    bone = calm(sculpture(blocks), _BOUNDS["mandible"], _BLUR)
    jaw = _jaw(bone, teeth(figures, "lower"), mirrored=True)
    onto = sculpture_onto(_MENTAL_FORAMEN)
    pierced = clear_of(lambda points: onto(folded(points), jaw(points)), neighbours, _GAPS["mandible"])
    return _painted(bone_mesh(pierced, _BOUNDS["mandible"], _JAW_STEP, smoothing=3), figures, "lower")


def maxilla(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right maxilla with its eight teeth."""
    blocks = [*capsules(figures, "maxilla"), *_NASAL_SPINE]
    bone = calm(sculpture(blocks, symmetric=False), _BOUNDS["maxilla"], _BLUR)
    jaw, onto = _jaw(bone, teeth(figures, "upper"), mirrored=False), sculpture_onto(_INFRAORBITAL_FORAMEN)
    field = clear_of(lambda points: onto(points, jaw(points)), neighbours, _GAPS["maxilla"])
    return _painted(bone_mesh(_midline(field), _BOUNDS["maxilla"], _JAW_STEP, smoothing=3), figures, "upper")


def zygomatic_bone(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right cheek bone."""
    body = sculpture(capsules(figures, "zygomatic_bone"), symmetric=False)
    onto = sculpture_onto((*_FRONTAL, *_ARCH))
    field = calm(lambda points: onto(points, body(points)), _BOUNDS["zygomatic_bone"], _BLUR)
    field = clear_of(field, neighbours, _GAPS["zygomatic_bone"])
    return bone_mesh(field, _BOUNDS["zygomatic_bone"], _STEP, smoothing=5)


def nasal_bone(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right nasal bone."""
    field = clear_of(plates(figures, "nasal_bone")["body"], neighbours, _GAPS["nasal_bone"])
    return bone_mesh(_midline(field), _BOUNDS["nasal_bone"], 0.35, smoothing=5)


def palatine_bone(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right palatine bone: its horizontal and perpendicular plates and the pyramidal process."""
    parts = plates(figures, "palatine_bone")
    blocks = [
        Block("add", parts["horizontal"], 1.0),
        Block("add", parts["perpendicular"], 2.0),
        Block("add", Capsule((14.6, 123.4, -21.0), (17.4, 120.0, -18.6), (2.2, 2.2), (1.8, 1.8)), 2.0),
    ]
    field = clear_of(sculpture(blocks, symmetric=False), neighbours, _GAPS["palatine_bone"])
    return bone_mesh(_midline(field), _BOUNDS["palatine_bone"], 0.4, smoothing=5)


def vomer(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The vomer: a midline plate with two small wings under the sphenoid."""
    wings = Capsule((0.6, 107.8, 1.0), (3.2, 108.6, 2.2), (0.9, 2.2), (0.7, 1.6))
    field = sculpture([Block("add", plates(figures, "vomer")["body"], 1.0), Block("add", wings, 1.5)])
    clear = clear_of(field, neighbours, _GAPS["vomer"])
    return bone_mesh(clear, _BOUNDS["vomer"], 0.4, smoothing=5)


def hyoid_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The hyoid bone."""
    field = calm(sculpture(capsules(figures, "hyoid_bone")), _BOUNDS["hyoid_bone"], 0.6)
    return bone_mesh(field, _BOUNDS["hyoid_bone"], _STEP)


RECIPES: dict[str, Recipe] = {
    "mandible": Recipe(mandible, 13000, 380, needs=tuple(_GAPS["mandible"])),
    "maxilla": Recipe(maxilla, 9000, 220, needs=tuple(_GAPS["maxilla"])),
    "zygomatic_bone": Recipe(zygomatic_bone, 3400, 90, needs=tuple(_GAPS["zygomatic_bone"])),
    "nasal_bone": Recipe(nasal_bone, 1600, 40, needs=tuple(_GAPS["nasal_bone"])),
    "palatine_bone": Recipe(palatine_bone, 2400, 60, needs=tuple(_GAPS["palatine_bone"])),
    "vomer": Recipe(vomer, 2000, 60, needs=tuple(_GAPS["vomer"])),
    "hyoid_bone": Recipe(hyoid_bone, 4000, 110),
}
