"""A closed surface with outward faces, unit normals and colours, from raw arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.mesh import Mesh

Reals = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


def finish(vertices: ArrayLike, faces: ArrayLike, colours: ArrayLike) -> Mesh:
    """A Mesh without patches from raw arrays.

    vertices (n, 3) mm; faces (m, 3) of one winding (a closed surface is turned outwards as a whole);
    colours one (3,) or (n, 3), 0..255. Normals are smooth (area-weighted).
    """
    points = np.asarray(vertices, dtype=np.float64)
    corners = np.asarray(faces, dtype=np.int64)
    if volume_of(points, corners) < 0:
        corners = corners[:, ::-1]
    paint = np.clip(np.round(np.asarray(colours, dtype=np.float64)), 0, 255).astype(np.uint8)
    return Mesh(
        points.astype(np.float32),
        np.ascontiguousarray(corners, dtype=np.int32),
        vertex_normals(points, corners).astype(np.float32),
        np.ascontiguousarray(np.broadcast_to(paint, points.shape)),
        np.zeros(len(corners), dtype=np.uint8),
    )


def volume_of(vertices: Reals, faces: NDArray[Any]) -> float:
    """Signed volume (mm3) of a closed surface: positive when its faces look outwards (divergence theorem)."""
    a, b, c = (np.asarray(vertices, dtype=np.float64)[faces[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6.0)


def face_vectors(vertices: Reals, faces: NDArray[Any]) -> NDArray[np.float64]:
    """(m, 3): each face's normal with the length of twice its area."""
    a, b, c = (np.asarray(vertices, dtype=np.float64)[faces[:, i]] for i in range(3))
    return np.asarray(np.cross(b - a, c - a))


def face_centroids(vertices: Reals, faces: NDArray[Any]) -> NDArray[np.float64]:
    """(m, 3): the middle of each face."""
    return np.asarray(np.asarray(vertices, dtype=np.float64)[faces].mean(axis=1))


def vertex_normals(vertices: Reals, faces: NDArray[Any]) -> NDArray[np.float64]:
    """(n, 3): unit normals, the area-weighted mean of the faces at each vertex."""
    vectors = face_vectors(vertices, faces)
    total = np.stack(
        [np.bincount(faces.ravel(), np.repeat(vectors[:, i], 3), minlength=len(vertices)) for i in range(3)],
        axis=1,
    )
    return unit(total.astype(np.float64))


def unit(vectors: Reals) -> NDArray[np.float64]:
    """Rows scaled to length one; a zero row stays zero."""
    values = np.asarray(vectors, dtype=np.float64)
    lengths = np.linalg.norm(values, axis=-1, keepdims=True)
    return np.asarray(np.divide(values, lengths, out=np.zeros_like(values), where=lengths > 0))


def is_closed(faces: NDArray[Any]) -> bool:
    """Whether every edge is used exactly once in each direction (watertight and consistently turned)."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).astype(np.int64)
    size = int(faces.max()) + 1
    forward = np.sort(edges[:, 0] * size + edges[:, 1])
    backward = np.sort(edges[:, 1] * size + edges[:, 0])
    return bool((np.diff(forward) > 0).all() and (forward == backward).all())


def largest_body(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Only the connected piece with the most faces."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    links = coo_matrix((np.ones(len(faces) * 2), (faces[:, :2].ravel(), faces[:, 1:].ravel())),
                       shape=(len(vertices), len(vertices)))  # fmt: skip
    labels = connected_components(links, directed=False)[1]
    body = labels[faces[:, 0]]
    kept = faces[body == np.bincount(body).argmax()]
    used, numbers = np.unique(kept, return_inverse=True)
    return vertices[used], numbers.reshape(kept.shape)
