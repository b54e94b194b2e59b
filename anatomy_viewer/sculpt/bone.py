"""What all bones share: the surface of their field and its colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.implicit import Field, Points
from anatomy_viewer.sculpt.solid import Rule, finish
from anatomy_viewer.sculpt.surface import Faces, cavity, surface

BASE = np.array([232.0, 220.0, 195.0])
RIDGE = np.array([250.0, 242.0, 224.0])
HOLLOW = np.array([160.0, 132.0, 96.0])
# Joint surfaces, which keep a sheen of cartilage.
POLISHED = np.array([234.0, 231.0, 219.0])
# Cavity depth (mm) at which the colour is fully that of a hollow or of a ridge.
_FULL = 0.3
_GRAIN = 5.0


def bone_mesh(
    field: Field, bounds: NDArray[np.float64], step: float, joints: Iterable[Rule] = (), smoothing: int = 7
) -> Mesh:
    """The dense surface of `field` in `bounds` (2, 3), coloured as dry bone; `joints` pick the polished places."""
    vertices, faces = surface(field, bounds, step, smoothing)
    mesh = finish(vertices, faces, BASE)
    places, normals = mesh.vertices.astype(np.float64), mesh.normals.astype(np.float64)
    colours = bone_colours(places, faces, normals)
    for rule in joints:
        polished = rule(places, normals)
        colours[polished] = np.round(0.4 * colours[polished] + 0.6 * POLISHED).astype(np.uint8)
    return replace(mesh, colours=colours)


def bone_colours(vertices: Points, faces: Faces, normals: Points) -> NDArray[np.uint8]:
    """(n, 3): hollows brown, ridges pale, a hint of grain that is the same left and right."""
    depth = cavity(vertices, faces, normals)
    hollow = np.clip(depth / _FULL, 0.0, 1.0)[:, None] ** 0.8
    ridge = np.clip(-depth / _FULL, 0.0, 1.0)[:, None]
    colour = BASE + hollow * (HOLLOW - BASE) + ridge * (RIDGE - BASE)
    places = np.abs(vertices) * [1, 0, 0] + vertices * [0, 1, 1]
    grain = 0.6 * value_noise(places, 2.3, seed=5) + 0.4 * value_noise(places, 9.0, seed=6)
    return np.clip(np.round(colour + _GRAIN * grain[:, None]), 0, 255).astype(np.uint8)
