"""The compiled loop that reads a plane out of a volume. Slow to import: from inside functions only."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Reals = NDArray[np.float64]


@njit(cache=True, fastmath=False, nogil=True)
def sample(stored, start, across, down, out):  # type: ignore[no-untyped-def]
    """Fill `out` (rows, columns) float32: trilinear in `stored` (k, j, i); NaN more than half a voxel outside."""
    nk, nj, ni = stored.shape
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            x = start[0] + column * across[0] + row * down[0]
            y = start[1] + column * across[1] + row * down[1]
            z = start[2] + column * across[2] + row * down[2]
            if not (-0.5 <= x <= ni - 0.5 and -0.5 <= y <= nj - 0.5 and -0.5 <= z <= nk - 0.5):
                out[row, column] = np.nan
                continue
            x, y, z = min(max(x, 0.0), ni - 1.0), min(max(y, 0.0), nj - 1.0), min(max(z, 0.0), nk - 1.0)
            i, j, k = int(x), int(y), int(z)
            i1, j1, k1 = min(i + 1, ni - 1), min(j + 1, nj - 1), min(k + 1, nk - 1)
            u, v, w = x - i, y - j, z - k
            low = (1 - v) * ((1 - u) * stored[k, j, i] + u * stored[k, j, i1]) + v * (
                (1 - u) * stored[k, j1, i] + u * stored[k, j1, i1]
            )
            high = (1 - v) * ((1 - u) * stored[k1, j, i] + u * stored[k1, j, i1]) + v * (
                (1 - u) * stored[k1, j1, i] + u * stored[k1, j1, i1]
            )
            out[row, column] = (1 - w) * low + w * high


def sampled_plainly(
    stored: NDArray[np.generic], start: Reals, across: Reals, down: Reals, size: tuple[int, int]
) -> NDArray[np.float32]:
    """(rows, columns): the same by scipy; what the tests hold `sample` to."""
    from scipy.ndimage import map_coordinates

    columns, rows = size
    c, r = np.meshgrid(np.arange(columns), np.arange(rows))
    places = start[:, None, None] + across[:, None, None] * c + down[:, None, None] * r
    counts = np.array(stored.shape[::-1], dtype=np.float64)[:, None, None]
    inside = np.all((places >= -0.5) & (places <= counts - 0.5), axis=0)
    nodes = np.clip(places, 0.0, counts - 1.0)[::-1]
    values = map_coordinates(stored, nodes, output=np.float32, order=1, mode="nearest")
    return np.where(inside, values, np.float32(np.nan))


@njit(cache=True, fastmath=False, nogil=True)
def vote(labels, table, start, across, down, spread, out):  # type: ignore[no-untyped-def]
    """Fill `out` (rows, columns) uint8 with what most of the 27 voxels round each pixel are by `table` (256,).

    labels (i, j, k); start, across, down in voxels; weights: Gaussian of `spread` voxels. Pixels beyond the volume's
    outermost voxels are 255, so that its faces are told from borders in it.
    """
    ni, nj, nk = labels.shape
    sums, weights, place, near = np.zeros(256), np.zeros((3, 3)), np.zeros(3), np.zeros(3, np.int64)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            for n in range(3):
                place[n] = start[n] + column * across[n] + row * down[n]
                near[n] = int(np.rint(place[n]))
            i, j, k = near
            if i < 1 or j < 1 or k < 1 or i > ni - 2 or j > nj - 2 or k > nk - 2:
                out[row, column] = 255
                continue
            best = table[labels[i, j, k]]
            same = best == table[labels[i - 1, j, k]] == table[labels[i + 1, j, k]]
            same = same and best == table[labels[i, j - 1, k]] == table[labels[i, j + 1, k]]
            if same and best == table[labels[i, j, k - 1]] == table[labels[i, j, k + 1]]:
                out[row, column] = best  # the rest can't outvote seven
                continue
            for n in range(9):
                gap = near[n // 3] + n % 3 - 1 - place[n // 3]
                weights[n // 3, n % 3] = np.exp(-0.5 * gap * gap / (spread * spread))
            best, sums[:] = 0, 0.0
            for n in range(27):
                a, b, c = n // 9, n // 3 % 3, n % 3
                group = table[labels[i + a - 1, j + b - 1, k + c - 1]]
                sums[group] += weights[0, a] * weights[1, b] * weights[2, c]
                best = group if sums[group] > sums[best] else best
            out[row, column] = best
