"""Subcutaneous fat: the hollow layer between skin and the superficial muscles, galea and bones, in lobules.

Its outer face lies 1.8 mm (the skin; K) under the surface, deeper in the septa; its inner face on what comes next, or
where that is deep (front of the neck, behind the jaw) at a usual depth of panniculus (K). The nerves and vessels of
the scalp run in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.noise import cells, value_noise
from anatomy_viewer.sculpt.decimate import decimated
from anatomy_viewer.sculpt.ear import placed
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Capsule, Distances, Ellipsoid, Field, Points
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import face_centroids, face_vectors, finish, unit, vertex_normals
from anatomy_viewer.sculpt.surface import Faces, averaging, surface

STEP = 1.8
FAT = np.array([240.0, 208.0, 122.0])
SEPTUM = np.array([206.0, 152.0, 82.0])
# What the fat lies on.
UNDER = (
    "occipital_bone",
    "parietal_bone",
    "temporal_bone",
    "frontal_bone",
    "zygomatic_bone",
    "maxilla",
    "mandible",
    "nasal_bone",
    "epicranial_aponeurosis",
    "nuchal_fascia_arch",
    "trapezius_aponeurosis",
    "occipitalis",
    "trapezius",
    "splenius_capitis",
    "semispinalis_capitis",
    "sternocleidomastoid",
    "longissimus_capitis",
)
# Thickness of the skin, gap over what lies deeper, size and depth of a lobule, mm.
_SKIN, _GAP, _LOBULE, _SEPTA = 1.8, 0.6, 9.5, 0.9
# Depth at which the layer ends where nothing else ends it: back of the neck, face and throat, mm.
_DEEPEST, _FACE = 13.0, 5.5
# The layer is never thinner, mm.
_LEAST = 1.2
# The lobules stand out in relief where the region taught is, behind this plane (y, mm); before it the layer is even.
_RELIEF, _FADING = 56.0, 14.0
# Triangles of the outer face; what lies nearer to the midline than this (mm) is laid into it.
_OUTER, _MIDDLE = 8900, 0.5
_BASE_HEIGHT = -92.0
_BASE = Ellipsoid((0.0, 60.0, _BASE_HEIGHT), (158.0, 122.0, 90.0))
_REACH = 18.0
_NOSE = np.array([0.0, 184.0, -10.0])
_NOSE_FILL = (
    Ellipsoid((0.0, 185.4, -8.4), (8.6, 7.4, 5.6)),
    Capsule((0.0, 165.0, 27.0), (0.0, 184.0, -4.0), (3.6, 3.6), (6.0, 5.4)),
)


def _plane_distance(meshes: Sequence[Mesh], mirror: bool) -> Field:
    """Distance to the tangent plane of the nearest place on `meshes`, near them; beyond `_REACH` mm just far."""
    from scipy.spatial import cKDTree

    pairs = [_samples(mesh) for mesh in meshes]
    places, normals = (np.concatenate([pair[i] for pair in pairs]) for i in (0, 1))
    if mirror:
        flip = np.array([-1.0, 1.0, 1.0])
        places, normals = np.concatenate([places, places * flip]), np.concatenate([normals, normals * flip])
    tree = cKDTree(places)

    def field(points: Points) -> Distances:
        away, found = tree.query(points, distance_upper_bound=_REACH)
        near = np.isfinite(away)
        value = np.full(len(points), _REACH)
        offset = points[near] - places[found[near]]
        plane = np.einsum("ij,ij->i", offset, normals[found[near]])
        # Beyond the rim of a sheet the plane says nothing: there the distance itself counts.
        value[near] = np.where(np.abs(plane) > 0.5 * away[near], plane, away[near])
        return value

    return field


def _samples(mesh: Mesh) -> tuple[Points, Points]:
    """Vertices and middles of faces with their normals."""
    vertices, used = mesh.vertices.astype(np.float64), np.unique(mesh.faces)
    return (
        np.concatenate([vertices[used], face_centroids(vertices, mesh.faces)]),
        np.concatenate([mesh.normals[used].astype(np.float64), unit(face_vectors(vertices, mesh.faces))]),
    )


def _above_base(points: Points) -> Distances:
    """Negative above the underside of the bust, where the layer ends."""
    lowered = np.concatenate([points[:, :2], np.minimum(points[:, 2:], _BASE_HEIGHT)], axis=1)
    return _BASE(lowered)


def _outer(neighbours: Neighbours) -> Field:
    """Negative inside the skin's inner face, with the walls between lobules sunk in."""
    skin = _plane_distance([neighbours["scalp_skin"]], mirror=False)

    def field(points: Points) -> Distances:
        value = skin(points) + _SKIN
        near = np.abs(value) < 8.0
        value[near] += _SEPTA * _relief(points[near]) * septa(points[near])
        value = np.minimum(value, np.min([shape(points) for shape in _NOSE_FILL], axis=0))
        return np.maximum(np.maximum(value, _above_base(points)), -_ear_box(points))

    return field


def _relief(points: Points) -> NDArray[np.float64]:
    """1 behind, 0 in front and on the shoulders."""
    low = np.clip((points[:, 2] + 104.0) / 14.0, 0.0, 1.0)
    return np.asarray(low * np.clip((_RELIEF - points[:, 1]) / _FADING, 0.0, 1.0))


def _depth(places: Points, inwards: Points, faces: Faces, deep: Field) -> NDArray[np.float64]:
    """(n,) mm from each place of the outer face to what lies under the fat."""
    most = _limit(places) - _SKIN
    depth = np.full(len(places), _LEAST)
    for _ in range(14):
        room = deep(places + depth[:, None] * inwards) - _GAP
        depth = np.clip(depth + 0.7 * np.maximum(room, 0.0), _LEAST, most)
    # A triangle spans 7 mm: each corner takes the least depth beside it, or its edge would cut into a muscle.
    least = depth.copy()
    for i, j in ((0, 1), (1, 2), (2, 0)):
        np.minimum.at(least, faces[:, i], depth[faces[:, j]])
        np.minimum.at(least, faces[:, j], depth[faces[:, i]])
    return np.minimum(least, np.asarray(averaging(len(places), faces) @ least) + 0.3)


def _opened(points: Points, faces: Faces) -> Faces:
    """Without the faces of the bust's underside, and without any left hanging at a corner."""
    downwards = unit(face_vectors(points, faces))[:, 2] < -0.7
    kept = faces[~(downwards & (_above_base(face_centroids(points, faces)) > -2.5))]
    for _ in range(20):
        _, ends = _rim(kept)
        crossed = np.flatnonzero(np.bincount(ends, minlength=len(points)) > 1)
        if not len(crossed):
            break
        kept = kept[~np.isin(kept, crossed).any(axis=1)]
    return kept


def _rim(faces: Faces) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Start and end of each edge that only one face uses."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    size = int(edges.max()) + 1
    alone = ~np.isin(edges[:, 0] * size + edges[:, 1], edges[:, 1] * size + edges[:, 0])
    return edges[alone, 0], edges[alone, 1]


def _limit(points: Points) -> Distances:
    """Depth (mm) at which the layer ends where nothing else ends it: less in front, more in the nose."""
    front = np.clip((points[:, 1] - 84.0) / 24.0, 0.0, 1.0)
    nose = np.exp(-((np.linalg.norm(points - _NOSE, axis=1) / 15.0) ** 4))
    return np.asarray(_DEEPEST - front * (_DEEPEST - _FACE) + 14.0 * nose)


def _ear_box(points: Points) -> Distances:
    """Negative in the auricle, which is skin and cartilage."""
    back, up, _ = placed(np.abs(points) * [1.0, 0.0, 0.0] + points * [0.0, 1.0, 1.0]).T
    head = 69.0 + 0.16 * np.maximum(points[:, 2] - 5.0, 0.0) - np.abs(points[:, 0])
    return np.maximum(np.maximum(np.abs(back - 16.0) - 21.0, np.abs(up - 2.0) - 38.0), head)


def septa(points: Points) -> NDArray[np.float64]:
    """0 in the middle of a lobule, 1 in the wall between two."""
    mirrored = np.concatenate([np.abs(points[:, :1]), points[:, 1:]], axis=1)
    warped = mirrored + 1.3 * value_noise(mirrored, 6.0, seed=81)[:, None]
    return np.asarray(np.clip(1.0 - cells(warped, _LOBULE, seed=82) / 0.36, 0.0, 1.0) ** 1.4)


def mirrored_half(points: Points, faces: Faces) -> tuple[Points, Faces]:
    """The right half, cut in the midline, joined there to its mirror image; what lies near the cut is laid into it."""
    import pyvista as pv

    flat = points.copy()
    flat[np.abs(flat[:, 0]) < _MIDDLE, 0] = 0.0
    whole = pv.PolyData(flat, np.insert(faces, 0, 3, axis=1).ravel())
    half = whole.clip("x", origin=(0, 0, 0), invert=False).triangulate()
    corners = np.asarray(half.points, dtype=np.float64)[half.faces.reshape(-1, 4)[:, 1:]]
    corners[np.abs(corners[..., 0]) < 1e-4, 0] = 0.0
    both = np.concatenate([corners, corners[:, ::-1] * [-1.0, 1.0, 1.0]]).reshape(-1, 3)
    _, first, numbers = np.unique(np.round(both, 3), axis=0, return_index=True, return_inverse=True)
    joined = numbers.reshape(-1, 3)
    distinct = (joined != np.roll(joined, 1, axis=1)).all(axis=1)
    in_the_cut = np.abs(both[first][joined][..., 0]).max(axis=1) == 0.0
    return both[first], joined[distinct & ~in_the_cut]


def subcutaneous_fat(__: Figures, neighbours: Neighbours) -> Mesh:
    """The whole layer of head and neck: outer face, inner face of the same triangles, a band along the lower end."""
    vertices, faces = surface(_outer(neighbours), neighbours["scalp_skin"].bounds, STEP, 3)
    light = decimated(finish(vertices, faces, FAT), _OUTER)
    points, faces = mirrored_half(light.vertices.astype(np.float64), light.faces.astype(np.int64))
    faces = _opened(points, faces)
    mean, inwards = averaging(len(points), faces), -vertex_normals(points, faces)
    for _ in range(3):
        inwards = unit(mean @ inwards)
    deep = _plane_distance([neighbours[name] for name in UNDER], mirror=True)
    inner = points + _depth(points, inwards, faces, deep)[:, None] * inwards
    start, end = _rim(faces)
    below = len(points)
    band = np.concatenate(
        [
            np.stack([end, start, start + below], axis=1),
            np.stack([end, start + below, end + below], axis=1),
        ]
    )
    both = np.concatenate([points, inner])
    paint = FAT + septa(points)[:, None] * (SEPTUM - FAT) + 6.0 * value_noise(points, 5.0, seed=83)[:, None]
    used, numbers = np.unique(np.concatenate([faces, faces[:, ::-1] + below, band]), return_inverse=True)
    return finish(both[used], numbers.reshape(-1, 3), np.concatenate([paint, 0.96 * paint])[used])


RECIPES: dict[str, Recipe] = {
    "subcutaneous_fat": Recipe(subcutaneous_fat, 18000, 440, ("scalp_skin", *UNDER))
}
