"""A smooth closed surface round the filled nodes of a grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]


def surface_net(
    filled: NDArray[np.bool_], origin: Reals, spacing: float, passes: int = 8
) -> tuple[Reals, Ints]:
    """Vertices (n, 3) mm and faces (m, 3), outwards, round the `filled` nodes (i, j, k), the first at `origin` (3,) mm.

    A vertex in every cube of eight nodes that are not alike, a square across every step from filled to empty (Gibson,
    MICCAI 1998: constrained elastic surface nets), then `passes` of smoothing that doesn't shrink (Taubin 1995).
    """
    inside = np.pad(filled, 2)
    i, j, k = (n - 1 for n in inside.shape)
    eight = np.zeros((i, j, k), dtype=np.int8)
    for x, y, z in np.ndindex(2, 2, 2):
        eight += inside[x : x + i, y : y + j, z : z + k]
    cubes = np.argwhere((eight > 0) & (eight < 8))
    number = np.full(eight.shape, -1, dtype=np.int64)
    number[tuple(cubes.T)] = np.arange(len(cubes))
    squares = np.concatenate([_squares(inside, number, axis) for axis in range(3)])
    vertices = origin + (cubes - 2 + 0.5) * spacing
    faces = np.concatenate([squares[:, [0, 1, 2]], squares[:, [0, 2, 3]]])
    return _smoothed(vertices, squares, passes), faces


def _squares(inside: NDArray[np.bool_], number: Ints, axis: int) -> Ints:
    """(m, 4): the cubes round each step along `axis` between a filled and an empty node, seen from outside."""
    a, b = np.moveaxis(inside, axis, 0)[:-1], np.moveaxis(inside, axis, 0)[1:]
    found = []
    for leaving, corners in (
        (a & ~b, ((0, 0), (1, 0), (1, 1), (0, 1))),
        (b & ~a, ((0, 0), (0, 1), (1, 1), (1, 0))),
    ):
        place = np.argwhere(leaving)  # along, second, third axis
        turned = np.moveaxis(number, axis, 0)
        u, v = (1, 2) if axis != 1 else (2, 1)  # so that axis, u, v turn right-handed
        ring = []
        for du, dv in corners:
            cube = place.copy()
            cube[:, u] += du - 1
            cube[:, v] += dv - 1
            ring.append(turned[tuple(cube.T)])
        found.append(np.stack(ring, axis=1))
    return np.concatenate(found)


def _smoothed(vertices: Reals, squares: Ints, passes: int) -> Reals:
    from scipy.sparse import coo_matrix

    a, b = squares.ravel(), np.roll(squares, -1, axis=1).ravel()
    ones = np.ones(2 * len(a))
    links = coo_matrix((ones, (np.r_[a, b], np.r_[b, a])), shape=(len(vertices), len(vertices))).tocsr()
    links.data[:] = 1.0  # an edge of two squares, or of four where two bodies touch, counts once
    links.data /= np.repeat(np.diff(links.indptr), np.diff(links.indptr))
    for step in (0.6, -0.62) * passes:
        vertices = vertices + step * (links @ vertices - vertices)
    return vertices
