"""What the parts of the brain share: their colours, and keeping off the walls round them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, smooth_both
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.solid import finish, unit
from anatomy_viewer.sculpt.surface import cavity, surface

NERVOUS = np.array([222.0, 190.0, 168.0])
PALE = np.array([240.0, 220.0, 202.0])
DEEP = np.array([176.0, 126.0, 108.0])
# mm: how far to the left walls matter; between samples that find the nearest wall.
_LEFT, _SPACING = -6.0, 2.0
# mm from the surface of a form within which its walls are asked for.
_REACH = (-4.5, 1.5)
# mm: how far a slope looks; how near a surface a place lies on it.
_REACH_OF_LIGHT, _ON = 0.4, 0.5


def mirrored(points: Points) -> Points:
    """`points` brought to the right side."""
    return np.concatenate([np.abs(points[:, :1]), points[:, 1:]], axis=1)


def kept_off(field: Field, walls: Surface, gap: float, blend: float) -> Field:
    """`field` at least `gap` mm off the right-side `walls`, whose far side it does not reach."""

    def kept(points: Points) -> Distances:
        value = field(points)
        near = np.flatnonzero((value > _REACH[0]) & (value < _REACH[1]))
        value[near] = smooth_both(value[near], gap - walls.gaps(mirrored(points[near])), blend)
        return value

    return kept


def walls_of(neighbours: Neighbours, names: Iterable[str]) -> Surface:
    """The faces of right-side and midline structures on the right as one surface."""
    meshes = [neighbours[name] for name in names]
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    faces = [mesh.faces.astype(np.int64) + start for mesh, start in zip(meshes, starts[:-1], strict=True)]
    vertices, every = np.concatenate([mesh.vertices for mesh in meshes]), np.concatenate(faces)
    return Surface(vertices, every[vertices[every][..., 0].max(axis=1) > _LEFT], _SPACING)


def lit_as(mesh: Mesh, whole: Field, share: Distances | float = 1.0) -> Mesh:
    """`mesh` with the normals (n, 3) of the surface of `whole`, by `share` (n,), where it lies on that surface.

    So pieces of one form are lit as if they were one.
    """
    points = mesh.vertices.astype(np.float64)
    slope = [whole(points + step) - whole(points - step) for step in _REACH_OF_LIGHT * np.eye(3)]
    weight = np.asarray(share * (np.abs(whole(points)) < _ON))[..., None]
    mixed = mesh.normals * (1.0 - weight) + unit(np.stack(slope, axis=-1)) * weight
    return replace(mesh, normals=unit(mixed).astype(np.float32))


def painted(
    field: Field, bounds: ArrayLike, step: float, grooves: Field | None = None, hollow_mm: float = 0.3
) -> Mesh:
    """The surface of `field`, pale on ridges, dark in hollows `hollow_mm` deep and where `grooves` (0..1) says so."""
    vertices, faces = surface(field, np.array(bounds), step, 5)
    mesh = finish(vertices, faces, NERVOUS)
    depth = cavity(vertices, faces, mesh.normals.astype(float), 5)
    hollow = depth / hollow_mm if grooves is None else np.maximum(depth / hollow_mm, grooves(vertices))
    # The edge of a cut through the brainstem is no ridge.
    ridge = (np.clip(-depth / 0.3, 0.0, 1.0) * np.clip(3.0 + depth / 0.25, 0.0, 1.0))[:, None]
    colours = NERVOUS + np.clip(hollow, 0.0, 1.0)[:, None] * (DEEP - NERVOUS) + ridge * (PALE - NERVOUS)
    colours += 4.0 * value_noise(mirrored(vertices), 4.0, seed=8)[:, None]
    return finish(vertices, faces, colours)
