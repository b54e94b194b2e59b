"""A cloth laid over a surface from behind: what lines drawn on tissue lie on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.columns import Columns

Reals = NDArray[np.float64]
SPACING = 1.5  # mm between the threads
_REACH = 5  # threads to either side: clefts up to twice as wide are bridged
_SMOOTH = 2  # threads to either side over which the cloth is even
_NOTHING = 1e3
TOUCHES = 5.0  # mm: where the surface lies no deeper under the cloth, the cloth lies on it


class Cloth:
    """Falls along y (towards the front) on triangles; clefts narrower than 15 mm it spans, wider ones it hangs into."""

    def __init__(self, corners: ArrayLike, low: tuple[float, float], high: tuple[float, float]) -> None:
        """corners: (m, 3, 3) mm of closed surfaces, faces outwards; low, high: x and z (mm) of what is covered."""
        self._start = np.floor(np.array(low) / SPACING).astype(int)
        shape = np.ceil(np.array(high) / SPACING).astype(int) - self._start + 1
        self._bare = _rearmost(np.asarray(corners, dtype=np.float64), self._start, (shape[0], shape[1]))
        self._y = _evened(_closed(self._bare))

    def depth(self, places: ArrayLike) -> tuple[Reals, NDArray[np.bool_]]:
        """(n,) y in mm of the cloth at `places` (n, 2: x, z), nan where it lies on nothing; and whether it touches."""
        at = np.asarray(places, dtype=np.float64).reshape(-1, 2) / SPACING - self._start
        inside = ((at >= 0.0) & (at <= np.array(self._y.shape) - 1.001)).all(axis=1)
        cell = np.where(inside[:, None], at, 0.0)
        corner = cell.astype(int)
        u, v = (cell - corner).T
        i, j = corner.T
        y = self._y
        made = (y[i, j] * (1 - u) + y[i + 1, j] * u) * (1 - v) + (
            y[i, j + 1] * (1 - u) + y[i + 1, j + 1] * u
        ) * v
        made[~inside | (made > _NOTHING / 4)] = np.nan
        near = np.rint(cell).astype(int)
        touching = self._bare[near[:, 0], near[:, 1]] - made <= TOUCHES
        return made, np.asarray(touching & np.isfinite(made))


def _rearmost(corners: Reals, start: NDArray[np.int64], shape: tuple[int, int]) -> Reals:
    """The y at which each thread meets the surface first."""
    low, high = start * SPACING, (start + np.array(shape)) * SPACING
    flat = corners[:, :, [0, 2]]
    near = ((flat.max(axis=1) >= low) & (flat.min(axis=1) <= high)).all(axis=1)
    along, up = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    behind = along[:, 0] * up[:, 1] > along[:, 1] * up[:, 0]  # counter-clockwise seen from behind
    met = Columns(corners[near & behind][:, :, [1, 0, 2]], SPACING)
    row, column = met.row - start[0], met.column - start[1]
    kept = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
    bare = np.full(shape, _NOTHING)
    np.minimum.at(bare, (row[kept], column[kept]), met.x[kept])
    return bare


def _closed(y: Reals) -> Reals:
    """Grey closing with a square (Serra 1982): what is narrower than the square is spanned."""
    for choose in (np.min, np.max):
        for axis in (0, 1):
            y = choose(_shifted(y, axis, _REACH), axis=0)
    return y


def _evened(y: Reals) -> Reals:
    for axis in (0, 1):
        y = _shifted(y, axis, _SMOOTH).mean(axis=0)
    return y


def _shifted(y: Reals, axis: int, reach: int) -> Reals:
    """(2 reach + 1, h, w): the grid shifted along an axis by every step up to `reach` either way."""
    wide = [(reach, reach) if i == axis else (0, 0) for i in range(2)]
    padded, size = np.pad(y, wide, mode="edge"), y.shape[axis]
    return np.stack([np.take(padded, range(i, i + size), axis=axis) for i in range(2 * reach + 1)])
