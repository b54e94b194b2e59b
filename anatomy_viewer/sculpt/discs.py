"""Intervertebral discs: what lies between two end plates, inside an oval drum whose wall bulges in the middle."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.blocks import blocks_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Drum, Points, bounds_of, smooth_both
from anatomy_viewer.sculpt.lower_cervical import TABLE
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import cavity, surface

# Fibrocartilage: the annulus, and the dark seams between its plies.
ANNULUS, SEAM = np.array([218.0, 217.0, 206.0]), np.array([166.0, 163.0, 146.0])
STEP = 0.4
# mm that a disc sinks into the end plates, so that no light passes; how far its wall bulges (model values).
_SINK, _BULGE, _EDGE = 0.12, 0.7, 0.5
# How far its wall climbs on the sides of the bodies; half the side and the pixel of the map of gaps; mm.
_OVERHANG, _HALF, _PIXEL = 0.5, 15.0, 0.75
# Fibres of the annulus climb at about 30 degrees, crossing from ply to ply; mm from seam to seam (model value).
_CLIMB, _SEAMS = np.tan(np.radians(30.0)), 1.1


@dataclass(frozen=True, eq=False)
class Space:
    """The field of a disc between two bones, inside the `outline` of lower_cervical.csv."""

    outline: Drum
    above: Surface
    below: Surface

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        up, down = self.above.distance(points), self.below.distance(points)
        # 1 halfway between the two bones, 0 on either.
        share = np.clip(up / np.maximum(up + down, 1e-6), 0.0, 1.0)
        inside = self.outline(points) - _BULGE * 4.0 * share * (1.0 - share)
        # Beside the end plates the way from bone to bone grows: there the wall of the disc ends.
        beside = (up + down - self._gap(points) - _OVERHANG) / 2.0
        for wall in (-_SINK - up, -_SINK - down, beside):
            inside = smooth_both(inside, wall, _EDGE)
        return inside

    @cached_property
    def _axes(self) -> Points:
        """(3, 3): to the right, forwards in the plane of the disc, upwards along its axis."""
        up = np.asarray(self.outline.axis) / np.linalg.norm(np.asarray(self.outline.axis))
        return np.array([[1.0, 0.0, 0.0], np.cross(up, [1.0, 0.0, 0.0]), up])

    @cached_property
    def _gaps(self) -> Points:
        """(n, n) mm: the shortest way from bone to bone in each upright column of the disc."""
        side, height = np.arange(-_HALF, _HALF + 0.1, _PIXEL), np.arange(-5.0, 5.1, 0.5)
        local = np.stack(np.meshgrid(side, side, height, indexing="ij"), axis=-1)
        places = np.asarray(self.outline.centre) + local.reshape(-1, 3) @ self._axes
        up, down = (bone.distance(places).reshape(local.shape[:3]) for bone in (self.above, self.below))
        free = np.where((up > 0.0) & (down > 0.0), up + down, np.inf).min(axis=2)
        return np.where(np.isfinite(free), free, 0.0)

    def _gap(self, points: Points) -> Distances:
        from scipy.ndimage import map_coordinates

        local = (points - np.asarray(self.outline.centre)) @ self._axes[:2].T
        return np.asarray(map_coordinates(self._gaps, (local.T + _HALF) / _PIXEL, order=1, mode="nearest"))


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
    _name(level): Recipe(partial(disc, _name(level)), 1200, 40, needs)
    for level, needs in enumerate(itertools.pairwise(_SPINE), start=2)
}
