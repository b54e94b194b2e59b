"""Fewer triangles, same silhouette: normals and colours are carried over from the dense surface."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.solid import finish, is_closed

# fast_simplification's aggressiveness, tried in turn; one call may stop short, so each is repeated.
_AGGRESSIVENESS = (5.0, 6.0, 7.0)
_CALLS = 6


def decimated(mesh: Mesh, triangles: int, strict: bool = True) -> Mesh:
    """`mesh` with about `triangles` faces or fewer, without patches; what is closed stays closed.

    Quadric edge collapse (fast_simplification). When no setting keeps the surface closed, `strict` raises
    RuntimeError; otherwise (a copy for motion) a surface that touches itself is accepted.
    """
    if len(mesh.faces) <= triangles:
        return mesh
    closed = is_closed(mesh.faces)
    tried = [_collapsed(mesh, triangles, setting) for setting in _AGGRESSIVENESS]
    for points, faces in tried:
        if not closed or is_closed(faces):
            return _carried(mesh, finish(points, faces, (0, 0, 0)))
    if strict:
        raise RuntimeError(f"no closed surface of {triangles} triangles was found")
    return _carried(mesh, finish(*tried[0], (0, 0, 0)))


def _collapsed(mesh: Mesh, triangles: int, setting: float) -> tuple[NDArray[Any], NDArray[Any]]:
    from fast_simplification import simplify

    points, faces = mesh.vertices, mesh.faces
    for _ in range(_CALLS):
        points, faces = simplify(points, faces, target_count=triangles, agg=setting)[:2]
        points, faces = _used(points.astype(np.float32), faces.astype(np.int32))
        if len(faces) <= triangles:
            break
    return points, faces


def _used(points: NDArray[Any], faces: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Without the points that no face uses."""
    used, numbers = np.unique(faces, return_inverse=True)
    return points[used], numbers.reshape(faces.shape).astype(np.int32)


def _carried(dense: Mesh, light: Mesh) -> Mesh:
    """`light` with the colours of the nearest dense vertices, and their normals unless they look elsewhere."""
    from scipy.spatial import cKDTree

    _, near = cKDTree(dense.vertices).query(light.vertices, k=3)
    colours = np.round(dense.colours[near].astype(np.float64).mean(axis=1)).astype(np.uint8)
    normals = dense.normals[near[:, 0]]
    # On a plate thinner than the coarse error the nearest vertex may lie on the other face.
    agree = np.einsum("ij,ij->i", normals, light.normals) > 0.5
    return replace(light, colours=colours, normals=np.where(agree[:, None], normals, light.normals))
