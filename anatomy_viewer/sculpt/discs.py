"""Intervertebral discs: what lies between two end plates, inside an oval drum whose wall bulges in the middle."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.blocks import blocks_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Drum, Points, bounds_of, smooth_both
from anatomy_viewer.sculpt.lower_cervical import TABLE
from anatomy_viewer.sculpt.noise import value_noise
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import cavity, surface

# Fibrocartilage: the annulus, and the dark seams between its plies.
ANNULUS, SEAM = np.array([205.0, 208.0, 196.0]), np.array([158.0, 158.0, 142.0])
STEP = 0.4
# mm that a disc sinks into the end plates, so that no light passes; how far its wall bulges (model values).
_SINK, _BULGE, _EDGE = 0.12, 0.7, 0.5
# Fibres of the annulus climb at about 30 degrees, crossing from ply to ply; mm from seam to seam (model value).
_CLIMB, _SEAMS = np.tan(np.radians(30.0)), 1.1


@dataclass(frozen=True, eq=False)
class Space:
    """The field of a disc between two bones, in the box `outline` of lower_cervical.csv."""

    outline: Drum
    above: Surface
    below: Surface

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        inside = self.outline(points) - _BULGE * self._belly(points)
        for bone in (self.above, self.below):
            inside = smooth_both(inside, -_SINK - bone.distance(points), _EDGE)
        return inside

    def _belly(self, points: Points) -> Distances:
        """1 halfway between the two bones, 0 on either."""
        up, down = (np.maximum(bone.distance(points), 0.0) for bone in (self.above, self.below))
        share = up / np.maximum(up + down, 1e-6)
        return np.asarray(4.0 * share * (1.0 - share))


def disc(name: str, figures: Figures, neighbours: Neighbours) -> Mesh:
    """The disc `name` between the two bones it needs, the upper one first."""
    block = blocks_of(figures.primitives(name, TABLE, "value"))[0]
    outline = block.shape
    assert isinstance(outline, Drum)
    bones = (Surface(neighbours[bone].vertices, neighbours[bone].faces) for bone in RECIPES[name].needs)
    reach = max(*outline.radii, outline.half)
    box = bounds_of([np.asarray(outline.centre)], reach + 1.5)
    box[:, 2] = np.asarray(outline.centre)[2] + np.array([-1.0, 1.0]) * (outline.half + 4.0)
    vertices, faces = surface(Space(outline, *bones), box, STEP)
    mesh = finish(vertices, faces, ANNULUS)
    places, normals = mesh.vertices.astype(np.float64), mesh.normals.astype(np.float64)
    hollow = np.clip(cavity(places, faces, normals) / 0.3, 0.0, 1.0)
    seams = np.maximum(0.6 * hollow, 0.55 * _fibres(places, outline))
    return replace(mesh, colours=_blend(seams))


def _fibres(places: Points, outline: Drum) -> Distances:
    """(n,) in 0..1: how near to a seam between bundles of the annulus, the same left and right."""
    offset = places - np.asarray(outline.centre)
    around = np.abs(np.arctan2(offset[:, 0] / outline.radii[0], offset[:, 1] / outline.radii[1]))
    along = around * float(np.mean(outline.radii)) + offset[:, 2] / _CLIMB
    folded = places * [0, 1, 1] + np.abs(places) * [1, 0, 0]
    wave = np.sin(2.0 * np.pi * along / _SEAMS + 1.5 * value_noise(folded, 3.0, seed=11))
    return np.clip(wave, 0.0, 1.0) ** 2


def _blend(seams: Distances) -> NDArray[np.uint8]:
    return np.round(ANNULUS + seams[:, None] * (SEAM - ANNULUS)).astype(np.uint8)


_SPINE = ("axis_c2", "c3_vertebra", "c4_vertebra", "c5_vertebra", "c6_vertebra", "c7_vertebra")


def _name(level: int) -> str:
    return f"disc_c{level}_c{level + 1}"


RECIPES: dict[str, Recipe] = {
    _name(level): Recipe(partial(disc, _name(level)), 1200, 50, needs)
    for level, needs in enumerate(itertools.pairwise(_SPINE), start=2)
}
