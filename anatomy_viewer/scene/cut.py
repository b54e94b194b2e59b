"""A mesh cut by a plane: the kept triangles, and a solid cap where the plane goes through the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Structure
from anatomy_viewer.model.view import Cut

Reals = NDArray[np.float32]
Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]

# A nerve inside a muscle inside the skin: whose cap is seen where several bodies fill the same place, the last one's.
NESTING = ("skin", "ligaments", "muscles", "bones", "veins", "arteries", "cns", "nerves", "own")
# mm: a vertex this near to the plane lies in it; the plane then moves off by so much. Half of a symmetric body may
# have its border in the midline, and a contour that touches itself there has no inside.
_IN_PLANE, _ASIDE = 1e-5, 0.02
# mm: how exactly the triangles of a cap keep to its contour.
_EXACT = 1e-4


def nesting(structure: Structure) -> float:
    """Rank of a body where several fill the same place: the highest is seen."""
    return NESTING.index(structure.system) + (0.7 if structure.deep else 0.0)


@dataclass(frozen=True, eq=False)
class Shape:
    """What is left of a mesh. Vertices up to `cap_from` lie on it, those after it on the cap.

    vertices, normals (n, 3); faces (m, 3). A vertex of the mesh's own surface lies between the mesh's vertices
    `first` and `second` (cap_from,), at `share` of the way. `seam` (s, 2): segments of the cap's contour, each from
    one corner of the cap to the next, the cap on their left as seen from outside; counted from `cap_from`.
    edges (e, 2), places (e,): the mesh's edge on which each of the cap's corners lies, and how far along it.
    """

    vertices: Reals
    normals: Reals
    faces: Ints
    first: Ints
    second: Ints
    share: Reals
    cap_from: int
    seam: NDArray[np.int64]
    edges: NDArray[np.int64]
    places: Reals

    def colours(self, rgba: Bytes, cap: Bytes) -> Bytes:
        """(n, 4): the mesh's colours (k, 4) brought to these vertices; `cap` (4,) on the cap."""
        own = _between(rgba, self.first, self.second, self.share).astype(np.uint8)
        return np.concatenate([own, np.broadcast_to(cap, (len(self.vertices) - self.cap_from, 4))])

    def rim_of(self, values: Bytes) -> Reals:
        """(e, k): the mesh's `values` (n, k) at the corners of its own contour on the cap."""
        return _between(values, self.edges[:, 0], self.edges[:, 1], self.places)

    def uncapped(self) -> Ints:
        """Its faces without those of the cap."""
        return self.faces[self.faces.min(axis=1, initial=self.cap_from) < self.cap_from]


def cut_mesh(
    mesh: Mesh, cut: Cut, lift: float = 0.0, capped: bool = True, cavities: Mesh | None = None
) -> Shape:
    """The part of `mesh` on the side that the cut's normal points to, closed by a cap where it is `capped`.

    lift: mm by which the cap stands out of the plane, so that the caps of nested bodies do not fight.
    cavities: what lies in these closed surfaces within `mesh` is left out of the cap.
    """
    normal = np.asarray(cut.normal, dtype=np.float64)
    normal = normal / np.linalg.norm(normal)
    side = _heights(mesh, cut, normal)
    kept = side > 0.0
    inside = kept[mesh.faces].sum(axis=1)
    if (inside == 3).all():
        return whole(mesh)
    faces, edges, seam = _split(mesh.faces, kept, inside, len(mesh.vertices))
    share = _share(side, edges)
    used, faces = np.unique(faces, return_inverse=True)
    own, crossed = used[used < len(kept)], used[used >= len(kept)] - len(kept)
    first = np.concatenate([own, edges[crossed, 0]]).astype(np.int32)
    second = np.concatenate([own, edges[crossed, 1]]).astype(np.int32)
    shares = np.concatenate([np.zeros(len(own), np.float32), share[crossed]])
    corners = _between(mesh.vertices, edges[:, 0], edges[:, 1], share)
    if cavities is not None:
        corners, seam = _with_holes(corners, seam, cavities, cut, normal)
    cap = _cap(corners, seam if capped else seam[:0], normal)
    vertices = _between(mesh.vertices, first, second, shares)
    normals = _between(mesh.normals, first, second, shares)
    return Shape(
        np.concatenate([vertices, corners - (normal * lift).astype(np.float32)]),
        np.concatenate([normals, np.broadcast_to(-normal.astype(np.float32), corners.shape)]),
        np.concatenate([faces.reshape(-1, 3), cap + len(vertices)]).astype(np.int32),
        first,
        second,
        shares,
        len(vertices),
        seam,
        edges,
        share,
    )


def _heights(mesh: Mesh, cut: Cut, normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) mm over the plane; no vertex lies in it, so a triangle is kept, dropped or cut in two edges."""
    side = (mesh.vertices.astype(np.float64) - np.asarray(cut.origin)) @ normal
    if (np.abs(side) < _IN_PLANE).any():
        side += _ASIDE
    side[side == 0.0] = _IN_PLANE
    return np.asarray(side)


def _share(side: NDArray[np.float64], edges: NDArray[np.int64]) -> Reals:
    """How far along each crossed edge the plane meets it."""
    start, end = side[edges[:, 0]], side[edges[:, 1]]
    return np.asarray(start / (start - end), dtype=np.float32)


def _with_holes(
    corners: Reals, seam: NDArray[np.int64], cavities: Mesh, cut: Cut, normal: NDArray[np.float64]
) -> tuple[Reals, NDArray[np.int64]]:
    """The contour with that of the cavities in it, which runs the other way round."""
    side = _heights(cavities, cut, normal)
    kept = side > 0.0
    _, edges, hole = _split(cavities.faces, kept, kept[cavities.faces].sum(axis=1), len(side))
    more = _between(cavities.vertices, edges[:, 0], edges[:, 1], _share(side, edges))
    return np.concatenate([corners, more]), np.concatenate([seam, hole[:, ::-1] + len(corners)])


def whole(mesh: Mesh) -> Shape:
    """All of it."""
    every = np.arange(len(mesh.vertices), dtype=np.int32)
    share = np.zeros(len(every), np.float32)
    none = np.zeros((0, 2), np.int64)
    return Shape(
        mesh.vertices, mesh.normals, mesh.faces, every, every, share, len(every), none, none, share[:0]
    )


def _split(
    faces: Ints, kept: NDArray[np.bool_], inside: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Kept faces, with `count` + i for the point on crossed edge i; the crossed edges (e, 2); the seam (s, 2).

    The seam's segments join crossed edges, in the direction in which they run round the cap.
    """
    lone = _lone_first(faces[inside == 1], kept)
    pair = _lone_first(faces[inside == 2], ~kept)
    crossing = np.concatenate([lone[:, [0, 1]], lone[:, [0, 2]], pair[:, [0, 1]], pair[:, [0, 2]]])
    edges, number = np.unique(np.sort(crossing, axis=1), axis=0, return_inverse=True)
    n, m = len(lone), len(pair)
    lone_1, lone_2, pair_1, pair_2 = np.split(number.reshape(-1), [n, 2 * n, 2 * n + m])
    made = [
        faces[inside == 3],
        np.column_stack([lone[:, 0], lone_1 + count, lone_2 + count]),
        np.column_stack([pair_1 + count, pair[:, 1], pair[:, 2]]),
        np.column_stack([pair_1 + count, pair[:, 2], pair_2 + count]),
    ]
    seam = np.concatenate([np.column_stack([lone_2, lone_1]), np.column_stack([pair_1, pair_2])])
    return np.concatenate(made).astype(np.int64), edges.astype(np.int64), seam


def _lone_first(faces: Ints, alone: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The faces turned so that the one corner that is `alone` comes first."""
    start = alone[faces].argmax(axis=1)
    return np.take_along_axis(faces.astype(np.int64), (start[:, None] + np.arange(3)) % 3, axis=1)


def _cap(corners: Reals, seam: NDArray[np.int64], normal: NDArray[np.float64]) -> NDArray[np.int64]:
    """Triangles (m, 3) of `corners` that fill the loops of `seam`, seen from the side that was cut off."""
    if not len(seam):
        return np.zeros((0, 3), np.int64)
    from manifold3d import triangulate  # reliable where contours lie within contours

    loops = _loops(seam)
    across, up = _axes(normal)
    flat = np.column_stack([corners @ across, corners @ up]).astype(np.float64)
    found = triangulate([flat[loop] for loop in loops], _EXACT)
    return np.concatenate(loops)[np.asarray(found, dtype=np.int64).reshape(-1, 3)]


def _loops(seam: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The closed contours that the segments of `seam` make, each as the numbers of its corners in turn."""
    after: dict[int, list[int]] = {}
    for start, end in seam.tolist():
        after.setdefault(start, []).append(end)
    loops = []
    while after:
        corner = next(iter(after))
        loop: list[int] = []
        while corner in after:
            loop.append(corner)
            following = after[corner].pop()
            if not after[corner]:
                del after[corner]
            corner = following
        loops.append(np.array(loop, dtype=np.int64))
    return loops


def _axes(normal: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two directions in the plane, turned so that a cap's outer contour runs counter-clockwise in them."""
    across = np.cross(np.eye(3)[np.abs(normal).argmin()], normal)
    across /= np.linalg.norm(across)
    return across, np.cross(across, normal)


def _between(
    values: NDArray[np.generic], first: NDArray[np.integer], second: NDArray[np.integer], share: Reals
) -> Reals:
    start = values[first].astype(np.float32)
    return start + (values[second].astype(np.float32) - start) * share[:, None]
