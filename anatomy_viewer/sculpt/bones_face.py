"""The bones of the face, the mandible and the hyoid bone; teeth belong to the jaws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import BASE, bone_colours, bone_mesh
from anatomy_viewer.sculpt.face_blocks import capsules, plates
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Ellipsoid,
    Field,
    folded,
    sculpture,
    smooth_cut,
    smooth_union,
)
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import taubin
from anatomy_viewer.sculpt.teeth import Tooth, crowns, septa, teeth, tooth_colours

# Grid of the jaws and of the smaller bones, mm.
_JAW_STEP, _STEP = 0.5, 0.45
# Width of a suture, mm.
_SUTURE = 0.4
# Passes of smoothing that take away the creases between building blocks.
_CALM = 30
_BOUNDS = {
    "mandible": np.array([[-54.0, 80.0, -80.0], [54.0, 170.0, 7.0]]),
    "maxilla": np.array([[-1.0, 116.0, -50.0], [48.0, 178.0, 32.0]]),
    "zygomatic_bone": np.array([[27.0, 110.0, -25.0], [64.0, 156.0, 36.0]]),
    "nasal_bone": np.array([[-1.0, 158.0, -3.0], [12.0, 181.0, 32.0]]),
    "palatine_bone": np.array([[-1.0, 114.0, -30.0], [24.0, 142.0, 10.0]]),
    "vomer": np.array([[-7.0, 100.0, -26.0], [7.0, 162.0, 13.0]]),
    "hyoid_bone": np.array([[-25.0, 81.0, -86.0], [25.0, 125.0, -58.0]]),
}  # fmt: skip
_MENTAL_FORAMEN = (
    Block("cut", Capsule((17.0, 146.0, -62.0), (22.0, 149.0, -60.6), (1.1, 1.0), (1.5, 1.3)), 0.9),
    Block("cut", Ellipsoid((22.3, 149.4, -60.4), (1.6, 1.6, 1.4)), 1.2),
)
# Sockets of the front teeth, which the fitted blocks leave hollow.
_SOCKETS = (
    Block("add", Capsule((2.2, 165.0, -31.4), (10.4, 162.6, -31.4), (3.4, 4.6), (3.2, 4.6)), 2.5),
    Block("add", Capsule((10.4, 162.6, -31.4), (16.0, 158.2, -31.4), (3.2, 4.4), (3.4, 4.4)), 2.5),
)
_INFRAORBITAL_FORAMEN = (
    Block("cut", Capsule((23.0, 148.0, -5.0), (25.0, 156.0, -9.5), (1.1, 1.0), (1.6, 1.4)), 0.9),
)


def _beside(field: Field, *others: Field, gap: float = _SUTURE) -> Field:
    """`field` without what is nearer than `gap` mm to `others`."""

    def cut(points: NDArray[np.float64]) -> NDArray[np.float64]:
        value = field(points)
        for other in others:
            value = smooth_cut(value, other(points) - gap, 0.3)
        return value

    return cut


def _midline(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The left half of space."""
    return np.asarray(points[:, 0])


def _jaw(bone: Field, row_of_teeth: list[Tooth], mirrored: bool) -> Field:
    """Bone with its teeth: a shallow collar about each neck, bone between the necks."""
    crown, septum = crowns(row_of_teeth), septa(row_of_teeth)

    def field(points: NDArray[np.float64]) -> NDArray[np.float64]:
        places = folded(points, 0.0) if mirrored else points
        return smooth_union(smooth_union(bone(points), septum(places), 1.5), crown(places), 0.8)

    return field


def _painted(mesh: Mesh, figures: Figures, jaw: str) -> Mesh:
    """`mesh` with smooth bone between its crisp teeth, and these in their own colour."""
    row_of_teeth = teeth(figures, jaw)
    places = mesh.vertices.astype(np.float64)
    away = crowns(row_of_teeth)(places if jaw == "upper" else folded(places, 0.0))
    mesh = calmed(mesh, np.clip((away - 0.4) / 2.0, 0.0, 1.0))
    return replace(mesh, colours=tooth_colours(mesh.colours, mesh.vertices.astype(np.float64), row_of_teeth))


def calmed(mesh: Mesh, share: NDArray[np.float64] | float = 1.0, passes: int = _CALM) -> Mesh:
    """Without the creases in which building blocks meet; `share` (n,) 0..1 says how much of it each vertex takes."""
    places, faces = mesh.vertices.astype(np.float64), mesh.faces.astype(np.int64)
    smooth = taubin(places, faces, passes)
    calm = finish(places + np.reshape(share, (-1, 1)) * (smooth - places), faces, BASE)
    places, normals = calm.vertices.astype(np.float64), calm.normals.astype(np.float64)
    return replace(calm, colours=bone_colours(places, faces, normals))


def mandible(figures: Figures, _: Neighbours) -> Mesh:
    """The mandible with its sixteen teeth."""
    bone = sculpture([*capsules(figures, "mandible"), *_MENTAL_FORAMEN])
    jaw = _jaw(bone, teeth(figures, "lower"), mirrored=True)
    mesh = bone_mesh(jaw, _BOUNDS["mandible"], _JAW_STEP, smoothing=4)
    return _painted(mesh, figures, "lower")


def _zygomatic(figures: Figures) -> Field:
    return sculpture(capsules(figures, "zygomatic_bone"), symmetric=False)


def _maxilla(figures: Figures) -> Field:
    blocks = [*capsules(figures, "maxilla"), *_SOCKETS, *_INFRAORBITAL_FORAMEN]
    bone = _beside(sculpture(blocks, symmetric=False), _zygomatic(figures))
    return _beside(_jaw(bone, teeth(figures, "upper"), mirrored=False), _midline, gap=0.15)


def _nasal(figures: Figures) -> Field:
    return _beside(plates(figures, "nasal_bone")["body"], _maxilla(figures), _midline, gap=0.2)


def _palatine(figures: Figures) -> Field:
    parts = plates(figures, "palatine_bone")
    blocks = [
        Block("add", parts["horizontal"], 1.0),
        Block("add", parts["perpendicular"], 2.0),
        Block("add", Capsule((14.6, 123.4, -21.0), (17.4, 120.0, -18.6), (2.2, 2.2), (1.8, 1.8)), 2.0),
    ]
    return _beside(_beside(sculpture(blocks, symmetric=False), _maxilla(figures)), _midline, gap=0.15)


def maxilla(figures: Figures, _: Neighbours) -> Mesh:
    """The right maxilla with its eight teeth."""
    return _painted(
        bone_mesh(_maxilla(figures), _BOUNDS["maxilla"], _JAW_STEP, smoothing=4), figures, "upper"
    )


def zygomatic_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The right cheek bone."""
    return calmed(bone_mesh(_zygomatic(figures), _BOUNDS["zygomatic_bone"], _STEP))


def nasal_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The right nasal bone."""
    return bone_mesh(_nasal(figures), _BOUNDS["nasal_bone"], 0.35, smoothing=5)


def palatine_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The right palatine bone: its horizontal and perpendicular plates and the pyramidal process."""
    return bone_mesh(_palatine(figures), _BOUNDS["palatine_bone"], 0.4, smoothing=5)


def vomer(figures: Figures, _: Neighbours) -> Mesh:
    """The vomer: a midline plate with two small wings under the sphenoid."""
    wings = Capsule((0.6, 107.8, 1.0), (3.2, 108.6, 2.2), (0.9, 2.2), (0.7, 1.6))
    field = sculpture([Block("add", plates(figures, "vomer")["body"], 1.0), Block("add", wings, 1.5)])
    halves = _maxilla(figures), _palatine(figures)
    both = [lambda points, half=half: half(folded(points, 0.0)) for half in halves]
    return bone_mesh(_beside(field, *both), _BOUNDS["vomer"], 0.4, smoothing=5)


def hyoid_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The hyoid bone."""
    return calmed(bone_mesh(sculpture(capsules(figures, "hyoid_bone")), _BOUNDS["hyoid_bone"], _STEP))


RECIPES: dict[str, Recipe] = {
    "mandible": Recipe(mandible, 15000, 450),
    "maxilla": Recipe(maxilla, 10000, 300),
    "zygomatic_bone": Recipe(zygomatic_bone, 5000, 140),
    "nasal_bone": Recipe(nasal_bone, 1600, 60),
    "palatine_bone": Recipe(palatine_bone, 3000, 80),
    "vomer": Recipe(vomer, 2000, 60),
    "hyoid_bone": Recipe(hyoid_bone, 4000, 140),
}
