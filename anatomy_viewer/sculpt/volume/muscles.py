"""Muscles grown into their gaps, their borders rounded and a little different left and right, planes between them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume.coarse import fine, lattice, shifted
from anatomy_viewer.sculpt.volume.grid import SHAPE, SPACING, Mask, Place
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL

Labels = NDArray[np.uint8]
# mm: how far muscles grow towards each other. Rounding: voxels of the blur, and the least share that is still muscle.
_GROWN, _BLUR, _LEAST = 2.5, 1.5, 0.42
# What slow noise adds to a share: it moves borders by 0.35 mm on average (a share changes by 0.53 a mm at a border).
_UNLIKE, _WAVE = 0.18, 11.0
_MARGIN = 5
SEED = 7


def grow(labels: Labels, free: Mask) -> None:
    """Every voxel of `free` within _GROWN mm of a muscle becomes the nearest muscle."""
    from scipy.ndimage import distance_transform_edt

    where = np.argwhere((labels >= FIRST_MUSCLE).any(axis=0))
    if not len(where):
        return
    (y0, z0), (y1, z1) = where.min(0), where.max(0) + 1
    box = (slice(None), slice(int(y0), int(y1)), slice(int(z0), int(z1)))
    part = labels[box]
    away, nearest = distance_transform_edt(part < FIRST_MUSCLE, sampling=SPACING, return_indices=True)
    grown = free[box] & (away <= _GROWN)
    part[grown] = part[tuple(nearest)][grown]


def rounded(labels: Labels) -> None:
    """Each voxel becomes the muscle that has most of the blur there, no muscle where none has enough."""
    best = np.full(SHAPE, _LEAST, dtype=np.float32)
    winner = np.zeros(SHAPE, dtype=np.uint8)
    for label in np.unique(labels[labels >= FIRST_MUSCLE]):
        place = _place(labels == label)
        share = _share(labels[place] == label, int(label), place)
        ahead = share > best[place]
        best[place][ahead] = share[ahead]
        winner[place][ahead] = label
    muscle = labels >= FIRST_MUSCLE
    open_ = muscle | (labels == 0)
    labels[muscle & (winner == 0)] = 0
    labels[open_ & (winner > 0)] = winner[open_ & (winner > 0)]


def _place(mask: Mask) -> Place:
    found = []
    for axis in range(3):
        along = np.flatnonzero(mask.any(axis=tuple(a for a in range(3) if a != axis)))
        found.append(slice(max(int(along[0]) - _MARGIN, 0), min(int(along[-1]) + _MARGIN + 1, SHAPE[axis])))
    return found[0], found[1], found[2]


def _share(mask: Mask, seed: int, place: Place) -> NDArray[np.float32]:
    from scipy.ndimage import gaussian_filter

    share = gaussian_filter(mask.astype(np.float32), _BLUR)
    more = _UNLIKE * fine(shifted(lattice(SEED + 1, _WAVE), seed), place)
    return np.asarray(np.where(share > 0.08, share + more, 0.0), dtype=np.float32)


def part(labels: Labels) -> None:
    """Planes of fat where two muscles meet: one to three voxels wide, as slow noise says."""
    from scipy.ndimage import binary_dilation

    plane, both = np.zeros(SHAPE, dtype=np.bool_), np.zeros(SHAPE, dtype=np.bool_)
    for axis in range(3):
        a, b = _shifted(labels, axis)
        meet = (a != b) & (a >= FIRST_MUSCLE) & (b >= FIRST_MUSCLE)
        lower, upper = _shifted(both, axis)
        lower |= meet
        upper |= meet
        lower = _shifted(plane, axis)[0]
        lower |= meet
    wide = fine(lattice(SEED, 9.0))
    plane |= both & (wide > -0.3)
    plane |= binary_dilation(plane) & (wide > 0.9)
    labels[plane & (labels >= FIRST_MUSCLE)] = LABEL["fascia"]


def _shifted(volume: NDArray[Any], axis: int) -> tuple[NDArray[Any], NDArray[Any]]:
    lower, upper = [slice(None)] * 3, [slice(None)] * 3
    lower[axis], upper[axis] = slice(None, -1), slice(1, None)
    return volume[tuple(lower)], volume[tuple(upper)]
