"""The trigeminal tree: root, ganglion, its three divisions, and the ganglion that hangs from the second.

The openings of the skull that it takes were measured on the reference specimen (course_waypoints.csv); diameters are
K values: root 3-5 mm, divisions 2-4 mm, the ganglion 14-22 mm wide and 4-5 mm thick.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.nerve_look import Colour, knotted
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Capsule, Ellipsoid, Field, Points, bounds_of, smooth_union
from anatomy_viewer.sculpt.nerves import fine_nerve, nerve
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface

ROOT: Colour = (236, 196, 84)
OPHTHALMIC: Colour = (250, 216, 92)
MAXILLARY: Colour = (238, 178, 44)
MANDIBULAR: Colour = (214, 148, 46)
GANGLION: Colour = (228, 176, 66)
# The crescent in Meckel's cave from its inner horn (first division) to its outer one (third), and its thickness.
_CRESCENT = np.array([[16.8, 92.6, 13.6], [18.8, 93.2, 12.2], [21.0, 92.9, 10.9], [23.0, 92.0, 9.8]])
_HALF_HEIGHT, _HALF_DEPTH = 2.2, 2.4


def gasserian(_: Figures, __: Neighbours) -> Mesh:
    """The trigeminal ganglion: a flat crescent, hollow towards the root, with the stumps of its divisions."""
    horns = [
        Capsule(tuple(a), tuple(b), (_HALF_DEPTH, _HALF_HEIGHT), (_HALF_DEPTH, _HALF_HEIGHT))
        for a, b in pairwise(_CRESCENT)
    ]
    stumps = (
        Capsule((17.0, 92.4, 13.5), (16.5, 95.0, 14.3), (1.9, 1.9), (1.4, 1.4)),
        Capsule((19.6, 93.0, 11.8), (20.0, 96.6, 11.5), (2.0, 2.0), (1.5, 1.5)),
        Capsule((22.8, 92.4, 10.0), (23.4, 94.0, 7.6), (2.1, 2.1), (1.9, 1.9)),
        Capsule((20.0, 92.0, 11.8), (20.5, 88.6, 13.4), (2.6, 2.0), (1.9, 1.9)),
    )
    return _heaped((*horns, *stumps), bounds_of(_CRESCENT, 7.0), 0.28)


def pterygopalatine(_: Figures, __: Neighbours) -> Mesh:
    """The pterygopalatine ganglion, a small triangular body (3-5 mm, K) under the maxillary nerve."""
    body = Ellipsoid(np.array([15.4, 117.3, 9.4]), (1.5, 1.9, 2.1), (0.1, 0.2, 0.0))
    horns = (
        Capsule((15.4, 117.3, 9.4), (16.0, 117.1, 11.6), (1.1, 1.1), (0.75, 0.75)),
        Capsule((15.4, 117.3, 9.4), (15.3, 118.0, 6.6), (1.2, 1.2), (0.8, 0.8)),
        Capsule((15.4, 117.0, 9.2), (14.6, 114.6, 9.0), (0.9, 0.9), (0.5, 0.5)),
        Capsule((15.2, 117.3, 9.6), (13.2, 117.8, 9.8), (0.9, 0.9), (0.45, 0.45)),
    )
    return _heaped((body, *horns), bounds_of([[13.0, 114.0, 6.0], [17.0, 119.0, 12.0]], 2.0), 0.2)


def _heaped(parts: tuple[Field, ...], box: Points, step: float) -> Mesh:
    """The parts in one body whose surface is knotty by a quarter of a millimetre."""

    def field(points: Points) -> Points:
        value = parts[0](points)
        for part in parts[1:]:
            value = smooth_union(value, part(points), 1.4)
        return value - 0.22 * value_noise(points, 1.8, 3)

    vertices, faces = surface(field, box, step)
    return knotted(finish(vertices, faces, GANGLION), GANGLION)


RECIPES: dict[str, Recipe] = {
    "trigeminal_root": Recipe(
        partial(nerve, "trigeminal_root", colour=ROOT), 1500, 60, ("temporal_bone", "occipital_bone", "pons")
    ),
    "trigeminal_ganglion": Recipe(gasserian, 1500, 60),
    "ophthalmic_nerve": fine_nerve(
        "ophthalmic_nerve",
        OPHTHALMIC,
        4500,
        190,
        ("frontal_bone", "parietal_bone", "temporal_bone", "sphenoid_bone"),
        anchor=(25.4, 165.5, 44.0),  # above the notch
    ),
    "maxillary_nerve": fine_nerve(
        "maxillary_nerve",
        MAXILLARY,
        3000,
        140,
        ("sphenoid_bone", "maxilla", "palatine_bone", "zygomatic_bone", "frontal_bone", "temporal_bone"),
    ),
    "mandibular_nerve": fine_nerve(
        "mandibular_nerve",
        MANDIBULAR,
        4000,
        160,
        (
            "temporal_bone",
            "parietal_bone",
            "sphenoid_bone",
            "mandible",
            "external_carotid_artery",
            "superficial_temporal_artery",
        ),
    ),
    "sphenopalatine_ganglion": Recipe(pterygopalatine, 1000, 36),
}
