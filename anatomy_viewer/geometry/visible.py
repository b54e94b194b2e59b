"""How much of each body is seen: points strewn over the triangles, the nearest to the eye in each cell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.camera import Camera, project

GRID = (60, 48)  # cells of the picture, across and down
_PARTS = 6  # a triangle is strewn with (_PARTS + 1)(_PARTS + 2) / 2 points


def cells_seen(meshes: Mapping[str, Mesh], camera: Camera, size: tuple[int, int] = GRID) -> dict[str, int]:
    """In how many cells of a picture of `size` each mesh is nearest to the eye; those never nearest have 0."""
    names, clouds = list(meshes), [_strewn(mesh) for mesh in meshes.values()]
    if not names:
        return {}
    owner = np.repeat(np.arange(len(names)), [len(cloud) for cloud in clouds])
    seen = project(camera, np.concatenate(clouds), size)
    column, row = np.floor(seen[:, 0]).astype(int), np.floor(seen[:, 1]).astype(int)
    inside = (column >= 0) & (column < size[0]) & (row >= 0) & (row < size[1]) & (seen[:, 2] > 1.0)
    cell = row[inside] * size[0] + column[inside]
    order = np.lexsort((seen[inside, 2], cell))
    first = np.unique(cell[order], return_index=True)[1]
    counts = np.bincount(owner[inside][order][first], minlength=len(names))
    return {name: int(count) for name, count in zip(names, counts, strict=True)}


def _strewn(mesh: Mesh) -> NDArray[np.float64]:
    """(n, 3) mm: points over every triangle, its corners included."""
    steps = [(i, j) for i in range(_PARTS + 1) for j in range(_PARTS + 1 - i)]
    weights = np.array([[i, j, _PARTS - i - j] for i, j in steps], dtype=np.float64) / _PARTS
    corners = mesh.vertices[mesh.faces].astype(np.float64)
    return np.einsum("pk,fkx->fpx", weights, corners).reshape(-1, 3)
