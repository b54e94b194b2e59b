"""Named patches: the surface is cut along each rule's border, so that a highlighted patch has a clean outline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.solid import Mask, Rule, face_centroids, face_vectors, unit

# A border crosses an edge no nearer to its ends than this share of its length: no slivers.
_CLEARANCE = 0.18
_BISECTIONS = 7


def marked(mesh: Mesh, patches: dict[str, Rule]) -> Mesh:
    """`mesh` with each patch's faces numbered, triangles unchanged; where two claim a face the later one has it."""
    centroids = face_centroids(mesh.vertices, mesh.faces)
    normals = unit(face_vectors(mesh.vertices, mesh.faces))
    features = np.zeros(len(mesh.faces), dtype=np.uint8)
    for index, rule in enumerate(patches.values(), 1):
        features[rule(centroids, normals)] = index
    return replace(mesh, features=features, feature_names=tuple(patches))


def carved(mesh: Mesh, patches: dict[str, Rule]) -> Mesh:
    """As `marked`, but triangles on a patch's border are split along it first. A closed surface stays closed."""
    for index, rule in enumerate(patches.values(), 1):
        mesh = _carve(mesh, rule, index)
    return replace(mesh, feature_names=tuple(patches))


def _carve(mesh: Mesh, rule: Rule, index: int) -> Mesh:
    inside = rule(mesh.vertices.astype(np.float64), mesh.normals.astype(np.float64))
    edges = _crossed_edges(mesh.faces, inside)
    if not len(edges):
        return replace(
            mesh, features=np.where(inside[mesh.faces].all(axis=1), index, mesh.features).astype(np.uint8)
        )
    grown = _with_border(mesh, edges, _crossings(mesh, edges, inside, rule))
    faces, parents, within = _split(mesh.faces, edges, inside, len(mesh.vertices))
    features = np.where(within, index, mesh.features[parents]).astype(np.uint8)
    return replace(grown, faces=faces, features=features)


def _crossed_edges(faces: NDArray[np.int32], inside: Mask) -> NDArray[np.int64]:
    """(k, 2): edges with one end in the patch, low vertex first, each once."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).astype(np.int64)
    edges = edges[inside[edges[:, 0]] != inside[edges[:, 1]]]
    return np.unique(np.sort(edges, axis=1), axis=0)


def _crossings(mesh: Mesh, edges: NDArray[np.int64], inside: Mask, rule: Rule) -> NDArray[np.float64]:
    """(k,): where along each edge the rule changes its mind."""
    low, high = np.zeros(len(edges)), np.ones(len(edges))
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        same = (
            rule(_mix(mesh.vertices, edges, middle), unit(_mix(mesh.normals, edges, middle)))
            == inside[edges[:, 0]]
        )
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.clip((low + high) / 2.0, _CLEARANCE, 1.0 - _CLEARANCE)


def _mix(values: NDArray[Any], edges: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    ends = values.astype(np.float64)[edges]
    return np.asarray(ends[:, 0] + share[:, None] * (ends[:, 1] - ends[:, 0]))


def _with_border(mesh: Mesh, edges: NDArray[np.int64], share: NDArray[np.float64]) -> Mesh:
    """`mesh` with one more vertex per edge."""
    points, normals, colours = (_mix(v, edges, share) for v in (mesh.vertices, mesh.normals, mesh.colours))
    return replace(
        mesh,
        vertices=np.vstack([mesh.vertices, points.astype(np.float32)]),
        normals=np.vstack([mesh.normals, unit(normals).astype(np.float32)]),
        colours=np.vstack([mesh.colours, np.round(colours).astype(np.uint8)]),
    )


def _split(
    faces: NDArray[np.int32], edges: NDArray[np.int64], inside: Mask, count: int
) -> tuple[NDArray[np.int32], NDArray[np.int64], Mask]:
    """Every mixed triangle as three; returns faces, the old face of each, and whether it lies in the patch."""
    number = {(int(a), int(b)): count + i for i, (a, b) in enumerate(edges)}
    triangles: list[tuple[int, int, int]] = []
    parents: list[int] = []
    within: list[bool] = []
    mixed = inside[faces].any(axis=1) & ~inside[faces].all(axis=1)
    for face in np.flatnonzero(mixed):
        corners = [int(v) for v in faces[face]]
        odd = next(i for i in range(3) if (inside[corners] == inside[corners[i]]).sum() == 1)
        a, b, c = (corners[(odd + i) % 3] for i in range(3))
        ab, ca = number[min(a, b), max(a, b)], number[min(a, c), max(a, c)]
        triangles += [(a, ab, ca), (ab, b, c), (ab, c, ca)]
        parents += [int(face)] * 3
        within += [bool(inside[a]), bool(inside[b]), bool(inside[b])]
    whole = np.flatnonzero(~mixed)
    return (
        np.concatenate([faces[whole], np.array(triangles, dtype=np.int32)]),
        np.concatenate([whole, np.array(parents, dtype=np.int64)]),
        np.concatenate([inside[faces[whole, 0]], np.array(within)]),
    )
