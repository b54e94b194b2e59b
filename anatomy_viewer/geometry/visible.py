"""How much of each body is seen: points strewn over the triangles, the nearest to the eye in each cell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project

NEAR_MM = 4.0
GRID = (60, 48)  # cells of the picture, across and down
_PARTS = 4  # a triangle is strewn with (_PARTS + 1)(_PARTS + 2) / 2 points


def cells_seen(meshes: Mapping[str, Mesh], camera: Camera, size: tuple[int, int] = GRID) -> dict[str, int]:
    """In how many cells of a picture of `size` each mesh is nearest to the eye; those never nearest have 0."""
    if not meshes:
        return {}
    owner, _, _ = _nearest(meshes, camera, size)
    counts = np.bincount(owner, minlength=len(meshes))
    return {name: int(count) for name, count in zip(meshes, counts, strict=True)}


def is_seen(
    name: str, place: Vector, meshes: Mapping[str, Mesh], camera: Camera, size: tuple[int, int] = GRID
) -> bool:
    """Is `place` (mm) on the mesh `name` seen: does nothing lie more than NEAR_MM before it?"""
    owner, cell, depth = _nearest(meshes, camera, size)
    x, y, far = project(camera, np.array([place]), size)[0]
    at = np.flatnonzero(cell == int(y) * size[0] + int(x))
    if not (0 <= x < size[0] and 0 <= y < size[1]) or at.size == 0:
        return False
    return list(meshes)[owner[at[0]]] == name and abs(float(depth[at[0]] - far)) <= NEAR_MM


def _nearest(
    meshes: Mapping[str, Mesh], camera: Camera, size: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """For each cell that shows anything: the number of the nearest mesh, the cell's number, and the depth in mm."""
    clouds = [_strewn(mesh) for mesh in meshes.values()]
    owner = np.repeat(np.arange(len(clouds)), [len(cloud) for cloud in clouds])
    seen = project(camera, np.concatenate(clouds), size)
    column, row = np.floor(seen[:, 0]).astype(int), np.floor(seen[:, 1]).astype(int)
    inside = (column >= 0) & (column < size[0]) & (row >= 0) & (row < size[1]) & (seen[:, 2] > 1.0)
    cell = row[inside] * size[0] + column[inside]
    order = np.lexsort((seen[inside, 2], cell))
    cells, first = np.unique(cell[order], return_index=True)
    return owner[inside][order][first], cells, seen[inside, 2][order][first]


def _strewn(mesh: Mesh) -> NDArray[np.float64]:
    """(n, 3) mm: points over every triangle, its corners included."""
    steps = [(i, j) for i in range(_PARTS + 1) for j in range(_PARTS + 1 - i)]
    weights = np.array([[i, j, _PARTS - i - j] for i, j in steps], dtype=np.float64) / _PARTS
    corners = mesh.vertices[mesh.faces].astype(np.float64)
    return np.einsum("pk,fkx->fpx", weights, corners).reshape(-1, 3)
