"""The shortest way along a surface.

First the shortest way along edges (Dijkstra 1959), which is up to a sixth too long. Then, in the faces round it, the
shortest way over points set on their edges (Lanthier, Maheshwari and Sack, Algorithmica 2001;30:527), as long as that
makes it shorter. At last each crossing slides along its edge to where the unfolded faces make the way straight. Within
0.3 % of the exact length on spheres and unfolded boxes (tested); 20 to 60 ms on the largest mesh.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.distance import closest_on_triangles

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]
ON_EDGE = 5  # points set on each edge
_ROUNDS, _SWEEPS = 8, 60
_GAIN = 1e-3  # mm that another round has to save


@dataclass(frozen=True, eq=False)
class _Way:
    """Places (n, 3) from end to end; edges (n, 2): the vertices whose edge each lies on, -1 for the two ends."""

    places: Reals
    edges: Ints

    @property
    def length(self) -> float:
        return float(np.linalg.norm(np.diff(self.places, axis=0), axis=1).sum())


class SurfaceWays:
    """Shortest ways along triangles: vertices (n, 3) mm, faces (m, 3). Vertices at one place must be one vertex."""

    def __init__(self, vertices: ArrayLike, faces: ArrayLike) -> None:
        self._vertices, self._faces = np.asarray(vertices, np.float64), np.asarray(faces, np.int64)

    @cached_property
    def _corners(self) -> Reals:
        return self._vertices[self._faces]

    @cached_property
    def _balls(self) -> tuple[Reals, Reals]:
        middle = self._corners.mean(axis=1)
        return middle, np.linalg.norm(self._corners - middle[:, None], axis=2).max(axis=1)

    @cached_property
    def _net(self) -> Any:
        """The edges as a matrix of mm."""
        pairs = np.unique(np.sort(_sides(self._faces), axis=1), axis=0)
        return _matrix(pairs, _apart(self._vertices, pairs), len(self._vertices))

    def nearest(self, place: ArrayLike) -> tuple[Reals, int]:
        """The place of the surface nearest to one (3,), and its face."""
        p = np.asarray(place, np.float64)
        middle, reach = self._balls
        far = np.linalg.norm(middle - p, axis=1)
        near = np.flatnonzero(far - reach <= (far + reach).min())
        places = closest_on_triangles(p, self._corners[near])
        best = int(np.linalg.norm(places - p, axis=1).argmin())
        return np.asarray(places[best]), int(near[best])

    def way(self, start: ArrayLike, end: ArrayLike) -> Reals | None:
        """(n, 3) mm: the shortest way along the surface between the places of it nearest to two others.

        None where the surface has no way between them, since it is in several pieces.
        """
        (a, first), (b, last) = self.nearest(start), self.nearest(end)
        if first == last:
            return np.array([a, b])
        found = self._along_edges(a, first, b, last)
        for _ in range(_ROUNDS if found is not None else 0):
            assert found is not None
            better = self._refined(found, first, last)
            gain, found = found.length - better.length, better if better.length < found.length else found
            if gain < _GAIN:
                break
        return None if found is None else _straightened(found, self._vertices).places

    def _along_edges(self, a: Reals, first: int, b: Reals, last: int) -> _Way | None:
        from scipy.sparse.csgraph import dijkstra

        begin = self._faces[first][np.linalg.norm(self._corners[first] - a, axis=1).argmin()]
        finish = self._faces[last][np.linalg.norm(self._corners[last] - b, axis=1).argmin()]
        limit = 3.0 * float(np.linalg.norm(self._vertices[begin] - self._vertices[finish])) + 20.0
        for most in (limit, np.inf):
            far, before = dijkstra(self._net, indices=int(begin), return_predecessors=True, limit=most)
            if np.isfinite(far[finish]):
                nodes = np.array(_traced(before, int(finish)))
                edges = np.concatenate([[[-1, -1]], np.column_stack([nodes, nodes]), [[-1, -1]]])
                return _Way(np.concatenate([[a], self._vertices[nodes], [b]]), edges)
        return None

    def _round(self, way: _Way, first: int, last: int) -> Ints:
        """Faces within two rings of the way."""
        near = np.zeros(len(self._vertices), bool)
        near[way.edges[1:-1].ravel()] = True
        near[self._faces[[first, last]].ravel()] = True
        near[self._faces[near[self._faces].any(axis=1)].ravel()] = True
        return np.flatnonzero(near[self._faces].any(axis=1))

    def _refined(self, way: _Way, first: int, last: int) -> _Way:
        """The shortest way over points on the edges of the faces round `way`."""
        from scipy.sparse.csgraph import dijkstra

        chosen = self._round(way, first, last)
        faces = self._faces[chosen]
        edges, owner = np.unique(np.sort(_sides(faces), axis=1), axis=0, return_inverse=True)
        share = np.arange(1, ON_EDGE + 1) / (ON_EDGE + 1)
        tails, heads = self._vertices[edges[:, 0]], self._vertices[edges[:, 1]]
        between = tails[:, None] + share[:, None] * (heads - tails)[:, None]
        corners, inverse = np.unique(faces, return_inverse=True)
        places = np.concatenate(
            [self._vertices[corners], between.reshape(-1, 3), way.places[:1], way.places[-1:]]
        )
        on = np.concatenate(
            [np.column_stack([corners, corners]), np.repeat(edges, ON_EDGE, axis=0), [[-1, -1]] * 2]
        )
        sets = len(corners) + owner.reshape(3, -1).T[:, :, None] * ON_EDGE + np.arange(ON_EDGE)
        nodes = np.concatenate([inverse.reshape(-1, 3), sets.reshape(len(faces), -1)], axis=1)
        start, end = len(places) - 2, len(places) - 1
        ends = [
            np.column_stack([np.full(nodes.shape[1], one), nodes[int(np.flatnonzero(chosen == face)[0])]])
            for one, face in ((start, first), (end, last))
        ]
        chain = _chains(np.searchsorted(corners, edges), len(corners))
        pairs = np.concatenate([nodes[:, _ACROSS].reshape(-1, 2), chain, *ends])
        net = _matrix(pairs, _apart(places, pairs), len(places))
        _, before = dijkstra(net, indices=start, return_predecessors=True)
        taken = np.array(_traced(before, end))
        return _Way(places[taken], on[taken])


def _sides(faces: Ints) -> Ints:
    """(3 m, 2): the first sides of all faces, then the second, then the third."""
    return np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])


def _pairs_across() -> Ints:
    """Pairs of a face's nodes (3 corners, then the points of each side) that lie on no common side."""
    sides = [{0, 1}, {1, 2}, {2, 0}]
    for number, side in enumerate(sides):
        side |= set(range(3 + number * ON_EDGE, 3 + (number + 1) * ON_EDGE))
    count = 3 + 3 * ON_EDGE
    return np.array(
        [(i, j) for i in range(count) for j in range(i) if not any({i, j} <= side for side in sides)]
    )


_ACROSS = _pairs_across()


def _chains(ends: Ints, corners: int) -> Ints:
    """Each edge from its one end over its points to the other."""
    inner = corners + np.arange(len(ends) * ON_EDGE).reshape(len(ends), ON_EDGE)
    line = np.concatenate([ends[:, :1], inner, ends[:, 1:]], axis=1)
    return np.stack([line[:, :-1], line[:, 1:]], axis=2).reshape(-1, 2)


def _apart(places: Reals, pairs: Ints) -> Reals:
    gaps = np.linalg.norm(places[pairs[:, 0]] - places[pairs[:, 1]], axis=1)
    return np.maximum(gaps, 1e-9)  # nothing is no edge to a sparse matrix


def _matrix(pairs: Ints, mm: Reals, count: int) -> Any:
    from scipy.sparse import csr_matrix

    rows, columns = np.concatenate([pairs, pairs[:, ::-1]]).T
    return csr_matrix((np.concatenate([mm, mm]), (rows, columns)), shape=(count, count))


def _traced(before: NDArray[np.int32], end: int) -> list[int]:
    nodes = [end]
    while before[nodes[-1]] >= 0:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _straightened(way: _Way, vertices: Reals) -> _Way:
    """Each crossing at the place of its edge where the way from the one before to the one after is shortest."""
    places, edges = way.places.copy(), way.edges
    tails, along = vertices[edges[:, 0]], vertices[edges[:, 1]] - vertices[edges[:, 0]]
    long = np.linalg.norm(along, axis=1)
    free = (edges[:, 0] >= 0) & (long > 1e-9)
    free[[0, -1]] = False
    rows = np.flatnonzero(free)
    for sweep in range(_SWEEPS):
        now = rows[rows % 2 == sweep % 2]
        if not len(now):
            continue
        unit = along[now] / long[now, None]
        s, h = zip(*(_beside(places[now + step], tails[now], unit) for step in (-1, 1)), strict=True)
        at = (s[0] * h[1] + s[1] * h[0]) / np.maximum(h[0] + h[1], 1e-12)
        places[now] = tails[now] + np.clip(at, 0.0, long[now])[:, None] * unit
    return _Way(places, edges)


def _beside(places: Reals, tails: Reals, unit: Reals) -> tuple[Reals, Reals]:
    """mm along a line from its tail, and from it."""
    offset = places - tails
    s = (offset * unit).sum(axis=1)
    return s, np.linalg.norm(offset - s[:, None] * unit, axis=1)
