"""Temporalis: a sheet on the temporal fossa that thickens downwards to a tendon under the zygomatic arch."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.carved import Grid, Place, beyond, carved, filled, fleshed_to
from anatomy_viewer.sculpt.fibres import seed_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Capsule, Distances, Points, smooth_union
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe

_FOSSA = ("temporal_bone", "parietal_bone", "frontal_bone", "sphenoid_bone")
_PLACE = Place(
    (36.0, 56.0, -24.0), (78.0, 150.0, 78.0),
    (*_FOSSA, "zygomatic_bone", "mandible", "maxilla", "subcutaneous_fat", "superficial_temporal_artery"),
    ("masseter", "lateral_pterygoid", "mandibular_nerve", "maxillary_nerve"),
    medial_of=("epicranial_aponeurosis",),
    ball=1.4,
)  # fmt: skip
# mm (y, z): middle and half sizes of the fan within the temporal lines; the arch, above which the skull is closed;
# thickness per mm from the border, and at the most.
_MIDDLE, _HALF, _ARCH = np.array([103.0, 16.0]), np.array([40.0, 52.0]), 7.0
_SLOPE, _THICK = 0.35, 10.0
# mm: x of the squama at the height of the arch, which lies lateral of it.
_SQUAMA = 56.0
# Down between arch and greater wing to the coronoid process.
_TENDON = (
    Capsule((54.5, 112.0, 16.0), (44.0, 123.0, -14.0), (5.0, 15.0), (3.0, 5.0)),
    Capsule((57.0, 99.0, 18.0), (47.0, 117.0, -6.0), (5.0, 9.0), (3.0, 5.0)),
)


def _inside(points: Points) -> Distances:
    """Distance (mm) from the border of the fan, positive inside, its lower border above the arch."""
    away = (points[:, 1:] - _MIDDLE) / _HALF
    return np.asarray(np.minimum((1.0 - np.linalg.norm(away, axis=1)) * _HALF.min(), points[:, 2] - _ARCH))


def _field(neighbours: Neighbours) -> Grid:
    points = _PLACE.nodes()
    skull = filled((neighbours[name] for name in _FOSSA), _PLACE)
    inside = _inside(points)
    thick = np.clip(2.0 + _SLOPE * inside, 0.0, _THICK)
    squama = skull & ((points[:, 2] > _ARCH + 5.0) | (points[:, 0] < _SQUAMA)).reshape(skull.shape)
    sheet = np.maximum(beyond(squama).ravel() - thick, -inside)
    # What lies medial of the skull above the arch is inside it.
    covered = np.maximum.accumulate(skull[::-1], axis=0)[::-1] & (points[:, 2] > _ARCH).reshape(skull.shape)
    muscle = sheet
    for tendon in _TENDON:
        muscle = smooth_union(muscle, tendon(points), 3.0)
    return np.asarray(np.maximum(muscle, -beyond(covered).ravel()))


def temporalis(_: Figures, neighbours: Neighbours) -> Mesh:
    """The right muscle."""
    field = _field(neighbours)
    mesh = carved(lambda _points: field, _PLACE, neighbours)
    return fleshed_to(mesh, (122.0, -30.0), 60.0, seed_of("temporalis"))


RECIPES: dict[str, Recipe] = {"temporalis": Recipe(temporalis, 2200, 80, _PLACE.needs)}
