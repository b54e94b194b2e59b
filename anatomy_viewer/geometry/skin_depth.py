"""How deep places lie below the skin, out of a labelled volume, in a tenth of a second.

Exact Euclidean distances of the grid (Felzenszwalb and Huttenlocher, Theory of Computing 2012;8:415: lower envelopes of
parabolas, one axis after the other), then a slight blur that takes the stairs away. Imports numba: import it late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit, prange
from numpy.typing import ArrayLike, NDArray

Labels = NDArray[np.uint8]
Depths = NDArray[np.float32]
# Voxels taken together along each axis; weights of the blur, which has a standard deviation of 0.7 nodes.
COARSE = 2
_BLUR = (0.25, 0.5, 0.25)


@dataclass(frozen=True, eq=False)
class SkinDepth:
    """values (i, j, k) float32: mm below the skin's surface, negative outside; first node at `origin` (3,) mm.

    The nodes are `spacing` mm apart; the gradient of `values` points into the body.
    """

    values: Depths
    origin: NDArray[np.float64]
    spacing: float

    def at(self, places: ArrayLike) -> Depths:
        """(…): mm below the skin at `places` (…, 3) mm; beyond the grid that of its nearest edge."""
        from scipy.ndimage import map_coordinates

        nodes = (np.asarray(places, dtype=np.float64) - self.origin) / self.spacing
        found = map_coordinates(self.values, nodes.reshape(-1, 3).T, order=1, mode="nearest")
        return np.asarray(found, dtype=np.float32).reshape(nodes.shape[:-1])

    def inward(self, place: ArrayLike) -> NDArray[np.float64]:
        """(3,): the unit vector into the body at one `place` (3,) mm: the beam of a probe laid on the skin there."""
        steps = np.vstack([np.eye(3), -np.eye(3)]) * 2.0 * self.spacing
        depths = self.at(np.asarray(place, dtype=np.float64) + steps).astype(np.float64)
        slope = depths[:3] - depths[3:]
        length = float(np.linalg.norm(slope))
        return slope / length if length > 0.0 else slope


def skin_depth(labels: Labels, origin: ArrayLike, spacing: float) -> SkinDepth:
    """The depth below the skin of every second voxel of `labels` (i, j, k; 0 is outside): 1 mm nodes of 0.5 mm voxels.

    origin (3,) mm: the first voxel's centre; spacing: mm. About 0.1 s on two cores; within half a millimetre of the
    surface itself. Where the body is cut off by the volume's edge there is no skin, so depths grow on towards it.
    """
    inside = np.ascontiguousarray(
        (labels[::COARSE, ::COARSE, ::COARSE] > 0).T
    )  # x runs fastest, as in the file
    squared = np.empty(inside.shape, dtype=np.float32)
    _along_rows(inside, squared)
    for axis in (0, 1):
        lines = np.ascontiguousarray(np.moveaxis(squared, axis, 2))
        _along_lines(lines)
        squared = np.moveaxis(lines, 2, axis)
    step = spacing * COARSE
    values = _smooth(_signed(squared, inside, np.float32(step)))
    return SkinDepth(values.T, np.asarray(origin, dtype=np.float64), step)


def slow_skin_depth(labels: Labels, origin: ArrayLike, spacing: float) -> SkinDepth:
    """The same without compiled code: what the tests compare with."""
    from scipy.ndimage import binary_dilation, distance_transform_edt

    inside = labels[::COARSE, ::COARSE, ::COARSE] > 0
    rim = (inside & binary_dilation(~inside)) | (~inside & binary_dilation(inside))
    away = (distance_transform_edt(~rim) + 0.5) * spacing * COARSE
    values = _smooth(np.where(inside, away, -away).astype(np.float32))
    return SkinDepth(values, np.asarray(origin, dtype=np.float64), spacing * COARSE)


def _smooth(values: Depths) -> Depths:
    side, middle = np.float32(_BLUR[0]), np.float32(_BLUR[1])
    for axis in range(3):
        turned = np.moveaxis(values, axis, 0)
        fresh = turned * middle
        fresh[1:] += side * turned[:-1]
        fresh[:-1] += side * turned[1:]
        fresh[0] += side * turned[0]
        fresh[-1] += side * turned[-1]
        values = np.moveaxis(fresh, 0, axis)
    return values


def _signed(squared: Depths, inside: NDArray[np.bool_], step: np.float32) -> Depths:
    away = (np.sqrt(squared) + np.float32(0.5)) * step
    return np.where(inside, away, -away)


@njit(cache=True, nogil=True, parallel=True)
def _along_rows(inside: Any, squared: Any) -> None:  # pragma: no cover - compiled
    """Squared distance along the last axis to the nearest node on the border of `inside` (i, j, k)."""
    planes, rows, columns = inside.shape
    for i in prange(planes):
        for j in range(rows):
            away = np.float32(1e4)
            for k in range(columns):
                here = inside[i, j, k]
                rim = (
                    (i > 0 and inside[i - 1, j, k] != here)
                    or (i + 1 < planes and inside[i + 1, j, k] != here)
                    or (j > 0 and inside[i, j - 1, k] != here)
                    or (j + 1 < rows and inside[i, j + 1, k] != here)
                    or (k > 0 and inside[i, j, k - 1] != here)
                    or (k + 1 < columns and inside[i, j, k + 1] != here)
                )
                away = np.float32(0.0) if rim else away + np.float32(1.0)
                squared[i, j, k] = away
            away = np.float32(1e4)
            for k in range(columns - 1, -1, -1):
                away = min(away + np.float32(1.0), squared[i, j, k])
                squared[i, j, k] = away * away


@njit(cache=True, nogil=True, parallel=True)
def _along_lines(squared: Any) -> None:  # pragma: no cover - compiled
    """Lower envelope of parabolas along the last axis of `squared` (i, j, k), in place."""
    planes, rows, size = squared.shape
    for i in prange(planes):
        line, roots, starts = np.empty(size), np.empty(size, np.int64), np.empty(size + 1)
        for j in range(rows):
            for k in range(size):
                line[k] = squared[i, j, k]
            last = 0
            roots[0], starts[0], starts[1] = 0, -1e9, 1e9
            for k in range(1, size):
                meet = _meeting(line, k, roots[last])
                while meet <= starts[last]:
                    last -= 1
                    meet = _meeting(line, k, roots[last])
                last += 1
                roots[last], starts[last], starts[last + 1] = k, meet, 1e9
            at = 0
            for k in range(size):
                while starts[at + 1] < k:
                    at += 1
                squared[i, j, k] = (k - roots[at]) ** 2 + line[roots[at]]


@njit(cache=True, nogil=True)
def _meeting(line: Any, k: int, root: int) -> float:  # pragma: no cover - compiled
    """Where the parabolas over `k` and over `root` meet."""
    return float(((line[k] + k * k) - (line[root] + root * root)) / (2.0 * (k - root)))
