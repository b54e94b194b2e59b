"""How nerves and ganglia are painted: fine lengthwise bundles under a sheath, paler where they thin out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.geometry.tube_body import on_tubes

Reals = NDArray[np.float64]
Colour = tuple[int, int, int]
# The pale sheath that shows between the bundles, and how far the colour swings to it and to the dark (0..1).
SHEATH = np.array([255.0, 240.0, 196.0])
_PALE, _DARK = 0.34, 0.16
# A bundle runs for about _LONG mm; there are some eight of them round a nerve. Twigs thinner than _THIN mm are pale.
_LONG, _ROUND, _THIN = 11.0, 1.6, 0.45


def bundled(mesh: Mesh, courses: tuple[Course, ...], colour: Colour) -> Mesh:
    """`mesh` of the tubes of `courses` painted with bundles along each of them."""
    found = on_tubes(mesh.vertices, courses)
    radius, along = found[:, 3], found[:, 4]
    places = mesh.normals.astype(np.float64) * _ROUND
    places[:, 0] += along / _LONG
    return replace(mesh, colours=_mixed(value_noise(places, 1.0, 5), radius, np.array(colour, dtype=float)))


def knotted(mesh: Mesh, colour: Colour) -> Mesh:
    """`mesh` of a ganglion: a mottled surface, as the cells lie in heaps between the bundles."""
    heaps = value_noise(mesh.vertices.astype(np.float64), 1.3, 9)
    return replace(mesh, colours=_mixed(heaps, np.ones(len(heaps)), np.array(colour, dtype=float)))


def _mixed(swing: Reals, radius: Reals, colour: Reals) -> NDArray[np.uint8]:
    """(n, 3): `colour` towards the sheath where `swing` (-1..1) is high, darker where it is low."""
    pale = _PALE * np.clip(swing, 0.0, 1.0) + 0.25 * np.clip(1.0 - radius / _THIN, 0.0, 1.0)
    dark = 1.0 - _DARK * np.clip(-swing, 0.0, 1.0)
    paint = dark[:, None] * colour + np.clip(pale, 0.0, 1.0)[:, None] * (SHEATH - colour)
    return np.clip(np.round(paint), 0, 255).astype(np.uint8)
