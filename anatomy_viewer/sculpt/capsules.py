"""Joint capsules: sleeves that close the gap between two joint surfaces and reach a little over both bones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bands import SHADE, SINEW, fibrous
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Field, Points, bounds_of, smooth_both
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface

Reals = NDArray[np.float64]
# mm (model values): joint surfaces face each other nearer than this; the sleeve reaches so far round the joint and on
# either bone, and leaves so much between itself and the bones, and to vessels and nerves.
_FACING, _ROUND, _REACH, _FREE, _BESIDE = 3.6, 3.9, 3.4, 0.06, 0.3
# Grid (mm); nearest places of the joint's surfaces that are averaged; mm from the sleeve where bones are asked;
# passes that even it out.
_STEP, _EVEN, _ASKED, _SMOOTH = 0.45, 12, 1.2, 12
# Height of the facets and how far forwards they reach: in front of that lie the joints of the uncus.
_LEVELS = ((-57.0, 67.6), (-70.0, 68.0), (-84.0, 67.0), (-97.5, 65.0), (-111.0, 61.0))
# The yellow ligaments join the capsules.
_TOUCH = {"ligamenta_flava": 0.0, "transverse_ligament_of_atlas": 0.05}
# Muscles that end beyond a joint and only pass it; slips that end on its pillars blend with its capsule.
_PASSING = ("longissimus_capitis", "splenius_cervicis")
_BESIDE_FACETS = (
    ("vertebral_artery", "c3_drg", "c3_nerve", "third_occipital_nerve", *_PASSING, "ligamenta_flava"),
    ("vertebral_artery", "c4_nerve", *_PASSING, "levator_scapulae", "ligamenta_flava"),
    ("vertebral_artery", "longissimus_capitis", "ligamenta_flava"),
    ("vertebral_artery", "longissimus_capitis", "ligamenta_flava"),
    ("vertebral_artery", "longissimus_capitis", "ligamenta_flava"),
)


@dataclass(frozen=True)
class Joint:
    """Two bones, the box (mm, right side) in which their joint surfaces lie, and what the capsule keeps clear of."""

    upper: str
    lower: str
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    beside: tuple[str, ...] = ()


def capsule(name: str, joint: Joint, _: Figures, neighbours: Neighbours) -> Mesh:
    """The capsule of the right joint of a pair."""
    faces = _joint_surface(joint, neighbours[joint.upper], neighbours[joint.lower])
    vertices, triangles = surface(
        _sleeve(joint, faces, neighbours), bounds_of(faces, _ROUND + 1.0), _STEP, _SMOOTH
    )
    return finish(vertices, triangles, fibrous(_around(vertices), name, (SHADE, SINEW)))


def _around(points: Points) -> Reals:
    """(n, 2): round the joint and upwards, 0..1, for strands that run from bone to bone."""
    off = points - points.mean(axis=0)
    turn = np.arctan2(off[:, 1], off[:, 0]) / (2.0 * np.pi) + 0.5
    return np.stack([turn, np.clip(off[:, 2] / 16.0 + 0.5, 0.0, 1.0)], axis=1)


def _joint_surface(joint: Joint, upper: Mesh, lower: Mesh) -> Reals:
    """(n, 3): vertices of either bone that look at the other across the joint."""
    found = []
    for mine, other in ((upper, lower), (lower, upper)):
        places = mine.vertices.astype(np.float64)
        inside = ((places > joint.low) & (places < joint.high)).all(axis=1)
        near = Surface(other.vertices, other.faces).nearest(places[inside])
        towards = near.place - places[inside]
        looks = (towards * mine.normals[inside]).sum(axis=1) > 0.5 * near.distance
        found.append(places[inside][(near.distance < _FACING) & looks])
    return np.concatenate(found)


def _sleeve(joint: Joint, faces: Reals, neighbours: Neighbours) -> Field:
    upper, lower = _bone(neighbours, joint.upper), _bone(neighbours, joint.lower)
    others = [(_bone(neighbours, name), _TOUCH.get(name, _BESIDE)) for name in joint.beside]
    rim = _Round(faces)

    def field(points: Points) -> Points:
        value = rim(points)
        near = np.flatnonzero(value < _ASKED)
        above, below = upper.distance(points[near]), lower.distance(points[near])
        wall = smooth_both(np.maximum(above, below) - _REACH, value[near], 1.6)
        free = [
            _FREE - np.minimum(above, below),
            *(gap - other.distance(points[near]) for other, gap in others),
        ]
        value[near] = np.max([wall, *free], axis=0)
        return value

    return field


class _Round:
    """mm from the joint's surfaces less the reach of the sleeve, evened out over their ragged rims."""

    def __init__(self, faces: Reals) -> None:
        from scipy.spatial import cKDTree

        self._tree = cKDTree(faces)

    def __call__(self, points: Points) -> Points:
        """(n,) mm."""
        return np.asarray(self._tree.query(points, k=_EVEN)[0].mean(axis=1) - _ROUND)


def _bone(neighbours: Neighbours, name: str) -> Surface:
    return Surface(neighbours[name].vertices, neighbours[name].faces)


def _joints() -> Iterator[tuple[str, Joint]]:
    artery = ("vertebral_artery",)
    yield (
        "atlanto_occipital_capsule",
        Joint(
            "occipital_bone",
            "atlas_c1",
            (8, 50, -32),
            (30, 84, -14),
            (
                *artery,
                "c1_nerve",
                "rectus_capitis_anterior",
                "alar_ligament",
                "anterior_atlanto_occipital_membrane",
            ),
        ),
    )
    yield (
        "lateral_atlantoaxial_capsule",
        Joint(
            "atlas_c1",
            "axis_c2",
            (9, 56, -46),
            (30, 82, -28),
            (*artery, "c2_drg", "c2_nerve", "transverse_ligament_of_atlas"),
        ),
    )
    bones = ("axis_c2", "c3_vertebra", "c4_vertebra", "c5_vertebra", "c6_vertebra", "c7_vertebra")
    for level, (height, front) in enumerate(_LEVELS):
        low, high = (11.8, 45.0, height - 12.0), (32.0, front, height + 12.0)
        yield (
            f"facet_capsule_c{level + 2}_c{level + 3}",
            Joint(bones[level], bones[level + 1], low, high, _BESIDE_FACETS[level]),
        )


def _recipe(name: str, joint: Joint) -> Recipe:
    # The one below the axis comes apart when it is made lighter.
    triangles = 2000 if name == "facet_capsule_c2_c3" else 1500
    return Recipe(partial(capsule, name, joint), triangles, 40, (joint.upper, joint.lower, *joint.beside))


RECIPES: dict[str, Recipe] = {name: _recipe(name, joint) for name, joint in _joints()}
