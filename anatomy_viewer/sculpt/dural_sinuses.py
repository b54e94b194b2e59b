"""The venous sinuses of the dura: flattened, three-cornered channels against the inner table of the skull."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import spline, tangents
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.course import surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, bounds_of, elliptic, folded, smooth_both
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish, unit
from anatomy_viewer.sculpt.surface import surface
from anatomy_viewer.sculpt.waypoints import parts_of

Reals = NDArray[np.float64]
SINUS = (58, 78, 140)
STEP = 0.5
# mm: free space to the bone (the dura's outer leaf); stations along the sinus; rounds that even out its line.
_CLEAR, _SPACING, _SMOOTH = 0.25, 0.8, 40
# How deep a sinus is compared with its half width, and how much narrower than its base its free edge.
_DEPTH, _TAPER = 1.1, 0.34
# Passes that even out the surface where the bone has cut it.
_EVEN = 14
# mm: the bone is asked for no farther away than this.
_REACH = 2.5
_CAVITY = np.array([0.0, 66.0, 40.0])


@dataclass(frozen=True)
class Channel:
    """Its line on the bone (n, 3), the direction into the skull (n, 3) and the half width (n,) mm."""

    line: Reals
    inward: Reals
    half_width: Reals

    def height(self, points: Points) -> Distances:
        """(n,) mm: how far each point lies inside the bone's inner face."""
        from scipy.spatial import cKDTree

        near = cKDTree(self.line).query(points)[1]
        return np.asarray(((points - self.line[near]) * self.inward[near]).sum(axis=1))

    def __call__(self, points: Points) -> Distances:
        """(n,) mm: a base on the bone, an edge inwards, ends rounded off."""
        from scipy.spatial import cKDTree

        near = cKDTree(self.line).query(points)[1]
        off, inward, along = points - self.line[near], self.inward[near], tangents(self.line)[near]
        width = self.half_width[near]
        half_depth = _DEPTH * width / 2.0
        height = (off * inward).sum(axis=1) - 1.0 * half_depth - _CLEAR
        side = (off * np.cross(along, inward)).sum(axis=1)
        slim = 1.0 - _TAPER * np.clip(height / half_depth, -1.0, 1.0)
        places = np.stack([side, height, (off * along).sum(axis=1)], axis=-1)
        return elliptic(places, np.stack([width * slim, half_depth, half_depth], axis=-1))


def channel(name: str, figures: Figures, bones: Iterable[Surface]) -> Channel:
    """The line of vessel_waypoints.csv laid on the inside of the nearest of `bones`; radius is half the width."""
    knots = np.array([[*w.position, w.radius] for w in parts_of(name, figures, {})[0].waypoints])
    rows, _ = spline(knots, _SPACING)
    place, inward = _on_bone(rows[:, :3], tuple(bones))
    if _in_the_middle(knots):
        # A suture's nearest tooth lies beside the midline.
        place[:, 0] = inward[:, 0] = 0.0
        inward = unit(inward)
    for _ in range(_SMOOTH):
        place[1:-1] = (place[:-2] + 2.0 * place[1:-1] + place[2:]) / 4.0
        inward[1:-1] = (inward[:-2] + 2.0 * inward[1:-1] + inward[2:]) / 4.0
    return Channel(place, _square(inward, tangents(place)), rows[:, 3])


def _in_the_middle(line: Reals) -> bool:
    return bool(np.abs(line[:, 0]).max() < 1.0)


def _on_bone(points: Reals, bones: tuple[Surface, ...]) -> tuple[Reals, Reals]:
    """The nearest places on the bones (n, 3) and the unit directions from there into the skull."""
    found = [bone.nearest(points) for bone in bones]
    best = np.stack([np.abs(f.distance) for f in found]).argmin(axis=0)
    place = np.stack([f.place for f in found])[best, np.arange(len(points))]
    return place, unit(_CAVITY - place)


def _square(inward: Reals, along: Reals) -> Reals:
    return unit(inward - (inward * along).sum(axis=1, keepdims=True) * along)


def sinus(name: str, figures: Figures, neighbours: Neighbours, step: float = STEP) -> Mesh:
    """The sinus `name`, clear of the bone; one on the midline is symmetric."""
    bones = tuple(surfaces_of(neighbours).values())
    shape = channel(name, figures, bones)
    middle = _in_the_middle(shape.line)
    vertices, faces = surface(
        _clear(shape, bones, middle), bounds_of(shape.line, 2.2 * shape.half_width.max()), step, _EVEN
    )
    return finish(vertices, faces, SINUS)


def _clear(shape: Channel, bones: tuple[Surface, ...], middle: bool) -> Field:
    def field(points: Points) -> Distances:
        places = folded(points) if middle else points
        value = shape(places)
        aside = not middle  # beside the jugular foramen bone stands on all sides
        near = np.flatnonzero((value < 1.2) & (aside | (shape.height(places) < _REACH)))
        value[near] = smooth_both(value[near], _CLEAR - _gap(places[near], bones), 1.2)
        return value

    return field


def _gap(points: Points, bones: tuple[Surface, ...]) -> Distances:
    """(n,) mm from the nearest bone; bones that are far away are not asked."""
    gap = np.full(len(points), np.inf)
    for bone in bones:
        low, high = bone.corners.min(axis=(0, 1)) - _REACH, bone.corners.max(axis=(0, 1)) + _REACH
        asked = np.flatnonzero(((points > low) & (points < high)).all(axis=1))
        if len(asked):
            gap[asked] = np.minimum(gap[asked], bone.distance(points[asked]))
    return np.minimum(gap, _REACH)


_BONES = ("occipital_bone", "temporal_bone", "parietal_bone")
RECIPES: dict[str, Recipe] = {
    "superior_sagittal_sinus": Recipe(
        partial(sinus, "superior_sagittal_sinus", step=0.7),
        2500,
        90,
        ("frontal_bone", "occipital_bone", "parietal_bone"),
    ),
    "transverse_sinus": Recipe(partial(sinus, "transverse_sinus"), 2000, 70, _BONES),
    "sigmoid_sinus": Recipe(partial(sinus, "sigmoid_sinus"), 2000, 70, ("occipital_bone", "temporal_bone")),
}
