"""A lighter mesh for moving pictures: corners that lie in one small cube become one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh


def thinned(mesh: Mesh, most: int) -> Mesh:
    """`mesh` with about `most` faces at the most, or itself where it has no more than that.

    Vertex clustering (Rossignac and Borrel 1993): the cubes are made larger until few enough faces are left.
    """
    if len(mesh.faces) <= most:
        return mesh
    side = float(np.ptp(mesh.vertices, axis=0).max()) / np.sqrt(most)
    found = _clustered(mesh, side)
    while len(found.faces) > most:
        side *= 1.25
        found = _clustered(mesh, side)
    return found


def _clustered(mesh: Mesh, side: float) -> Mesh:
    cubes = np.floor((mesh.vertices - mesh.vertices.min(axis=0)) / side).astype(np.int64)
    wide = cubes.max(axis=0) + 1
    keys = (cubes[:, 0] * wide[1] + cubes[:, 1]) * wide[2] + cubes[:, 2]
    _, group, counts = np.unique(keys, return_inverse=True, return_counts=True)
    group = group.ravel()

    def mean(values: NDArray[np.number[Any]]) -> NDArray[np.float64]:
        columns = [np.bincount(group, weights=values[:, i], minlength=len(counts)) for i in range(3)]
        return np.asarray(np.column_stack(columns) / counts[:, None])

    normals = mean(mesh.normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    faces = group[mesh.faces]
    a, b, c = faces.T
    kept = (a != b) & (b != c) & (c != a)
    return Mesh(
        mean(mesh.vertices).astype(np.float32),
        faces[kept].astype(np.int32),
        normals.astype(np.float32),
        np.round(mean(mesh.colours)).astype(np.uint8),
        np.zeros(int(kept.sum()), dtype=np.uint8),
    )
