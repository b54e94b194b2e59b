"""Fewer triangles, same silhouette: normals and colours are carried over from the dense surface."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.solid import finish, is_closed

# fast_simplification's aggressiveness, tried in turn: slower settings are less likely to fold the surface.
_AGGRESSIVENESS = (5.0, 4.0, 3.0, 2.0, 1.0)


def decimated(mesh: Mesh, triangles: int) -> Mesh:
    """`mesh` with at most about `triangles` faces; patches are dropped, closed stays closed.

    Quadric edge collapse (fast_simplification). Raises RuntimeError when every setting would tear the surface.
    """
    if len(mesh.faces) <= triangles:
        return mesh
    from fast_simplification import simplify

    closed = is_closed(mesh.faces)
    for aggressiveness in _AGGRESSIVENESS:
        points, faces = simplify(mesh.vertices, mesh.faces, target_count=triangles, agg=aggressiveness)[:2]
        points, faces = _used(np.asarray(points), np.asarray(faces))
        if not closed or is_closed(faces):
            return _carried(mesh, finish(points, faces, (0, 0, 0)))
    raise RuntimeError(f"no closed surface of {triangles} triangles was found")


def _used(points: NDArray[np.floating], faces: NDArray[np.integer]) -> tuple[NDArray, NDArray]:
    """Without the points that no face uses."""
    used, numbers = np.unique(faces, return_inverse=True)
    return points[used], numbers.reshape(faces.shape)


def _carried(dense: Mesh, light: Mesh) -> Mesh:
    """`light` with the colours of the nearest dense vertices, and their normals unless they look elsewhere."""
    from scipy.spatial import cKDTree

    _, near = cKDTree(dense.vertices).query(light.vertices, k=3)
    colours = np.round(dense.colours[near].astype(np.float64).mean(axis=1)).astype(np.uint8)
    normals = dense.normals[near[:, 0]]
    # On a plate thinner than the coarse error the nearest vertex may lie on the other face.
    agree = np.einsum("ij,ij->i", normals, light.normals) > 0.5
    return replace(light, colours=colours, normals=np.where(agree[:, None], normals, light.normals))
