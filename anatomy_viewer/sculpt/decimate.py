"""Fewer triangles, same silhouette: normals and colours are carried over from the dense surface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.solid import finish, is_closed, unit

# fast_simplification's aggressiveness, tried in turn; one call may stop short, so each is repeated.
_AGGRESSIVENESS = (5.0, 6.0, 7.0)
_CALLS = 6
# Share of the faces that one stage leaves.
_STAGE = 0.7
# A copy for motion may have this many times the faces asked for, if that keeps it closed.
_SPARE = 1.1
# A full mesh may have this many times the faces asked for, where fewer would tear it.
_AMPLE = 1.6
# Cosine from which a dense normal counts as looking the same way.
_AGREE = 0.6


def decimated(mesh: Mesh, triangles: int, strict: bool = True) -> Mesh:
    """`mesh` with about `triangles` faces or fewer, without patches; what is closed stays closed.

    Quadric edge collapse (fast_simplification), at once or, where no setting keeps the surface closed, in stages;
    when these fail too, `strict` raises RuntimeError; otherwise (a copy for motion) a surface that touches itself
    is accepted, and the number of faces counts more.
    """
    if len(mesh.faces) <= triangles:
        return mesh
    closed = is_closed(mesh.faces)
    tried = [_collapsed(mesh, triangles, setting) for setting in _AGGRESSIVENESS]
    for points, faces in tried:
        if (not closed or is_closed(faces)) and (strict or len(faces) <= _SPARE * triangles):
            return _carried(mesh, finish(points, faces, (0, 0, 0)))
    if strict:
        return _carried(mesh, finish(*_in_stages(mesh, triangles), (0, 0, 0)))
    fewest = min(tried, key=lambda made: len(made[1]))
    return _carried(mesh, finish(*fewest, (0, 0, 0)))


def _collapsed(mesh: Mesh, triangles: int, setting: float) -> tuple[NDArray[Any], NDArray[Any]]:
    from fast_simplification import simplify

    points, faces = mesh.vertices, mesh.faces
    for _ in range(_CALLS):
        points, faces = simplify(points, faces, target_count=triangles, agg=setting)[:2]
        points, faces = _used(points.astype(np.float32), faces.astype(np.int32))
        if len(faces) <= triangles:
            break
    return points, faces


def _in_stages(mesh: Mesh, triangles: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Collapsed a little at a time, each stage with the first setting that keeps it closed: for thin bone."""
    points, faces = mesh.vertices, mesh.faces
    while len(faces) > triangles:
        goal = max(triangles, int(len(faces) * _STAGE))
        found = next((made for made in _stages(points, faces, goal) if _is_less(made[1], faces)), None)
        if found is None and len(faces) <= _AMPLE * triangles:
            break
        if found is None:
            raise RuntimeError(f"no closed surface of {triangles} triangles was found")
        points, faces = found
    return points, faces


def _stages(
    points: NDArray[Any], faces: NDArray[Any], goal: int
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    from fast_simplification import simplify

    for setting in (*_AGGRESSIVENESS, 4.0, 8.0, 3.0):
        fewer, corners = simplify(points, faces, target_count=goal, agg=setting)[:2]
        yield _used(fewer.astype(np.float32), corners.astype(np.int32))


def _is_less(fewer: NDArray[Any], faces: NDArray[Any]) -> bool:
    return len(fewer) < 0.97 * len(faces) and is_closed(fewer)


def _used(points: NDArray[Any], faces: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Without the points that no face uses."""
    used, numbers = np.unique(faces, return_inverse=True)
    return points[used], numbers.reshape(faces.shape).astype(np.int32)


def _carried(dense: Mesh, light: Mesh) -> Mesh:
    """`light` with the mean colour and normal of the dense vertices around each of its own.

    The fewer vertices, the more each stands for. Dense normals that look elsewhere (the wall of a suture, the far
    face of a plate) are left out.
    """
    from scipy.spatial import cKDTree

    count = int(np.clip(len(dense.vertices) / len(light.vertices) / 3, 3, 40))
    _, near = cKDTree(dense.vertices).query(light.vertices, k=count)
    colours = np.round(dense.colours[near[:, :3]].astype(np.float64).mean(axis=1)).astype(np.uint8)
    normals = dense.normals[near].astype(np.float64)
    agree = np.einsum("ikj,ij->ik", normals, light.normals) > _AGREE
    mean = (normals * agree[..., None]).sum(axis=1)
    own = light.normals.astype(np.float64)
    return replace(
        light,
        colours=colours,
        normals=unit(np.where(agree.any(axis=1)[:, None], mean, own)).astype(np.float32),
    )
