"""The vertebral canal: cord, fluid with the denticulate ligaments, dura, epidural fat and its plexus of veins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.grid_distance import distance_to
from anatomy_viewer.sculpt.volume.coarse import fine, lattice
from anatomy_viewer.sculpt.volume.grid import SHAPE, SPACING, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm: fluid round the cord where no sac is built; fat outside the sac, at the side and behind.
_FLUID, _FAT, _BEHIND = 3.0, 2.6, 4.5
# mm by which the sac of the image is wider than the one of the mesh, which is a tight one; the hind rim of the foramen
# magnum (y, z), from which the dura runs down to the sac over so many mm.
_MORE, _RIM, _RUN = 0.75, (38.0, -18.0), 18.0
# Denticulate ligaments: mm from one tooth to the next, half a tooth, thickness.
_TEETH, _TOOTH, _LEAF = 13.0, 3.6, 0.3
_GREY = -19.0  # z up to which the H is drawn
SEED = 120


def fill(labels: Labels, cord: Mask, wall: Mask | None, free: Mask, room: Mask) -> None:
    """`cord` in its sac, whose `wall` may have gaps and which opens into the `room` of the skull; fat where `free`."""
    box = _box(cord)
    body, part = cord[box], labels[box]
    last = int(np.flatnonzero(body.any(axis=(0, 1))).max())
    levels = np.arange(body.shape[2]) <= last
    allowed = free[box] & levels[None, None, :]
    x, y, z = (np.broadcast_to(axis, SHAPE)[box] for axis in axes())
    middle = _middle(body, y)
    tight = _sac(body, wall[box] if wall is not None else None)
    sac = (distance_to(tight, SPACING) <= _MORE) & (allowed | tight)
    sac |= allowed & _funnel(x, y, z, middle)
    beyond = distance_to(sac, SPACING)
    fat = allowed & ~sac & (beyond <= np.where(y < middle - 3.0, _BEHIND, _FAT))
    part[fat] = LABEL["epidural_fat"]
    plexus = fat & (y > middle - 2.0)
    patchy = fine(lattice(SEED, 4.0), box)
    part[plexus] = np.where(patchy > -0.3, LABEL["areolar"], LABEL["epidural_fat"])[plexus]
    depth = distance_to(~(sac | room[box]), SPACING)
    part[sac & allowed] = LABEL["dura"]
    part[sac & allowed & (depth > 0.6)] = LABEL["csf"]
    tooth = np.abs((z + 4.0) % _TEETH - _TEETH / 2.0) < _TOOTH
    leaf = (np.abs(y - middle) < _LEAF) & tooth & (np.abs(x) > 3.0)
    part[(part == LABEL["csf"]) & sac & leaf & levels[None, None, :]] = LABEL["membrane"]
    part[body] = LABEL["cord_white"]
    part[body & _grey(x, y - middle) & (z < _GREY)] = LABEL["cord_grey"]


def _funnel(
    x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64], middle: NDArray[np.float64]
) -> Mask:
    """The great cistern as far as it reaches down behind the cord: the dura runs from the foramen's rim to the sac."""
    down = np.clip((_RIM[1] - z) / _RUN, 0.0, 1.0)
    back = _RIM[0] + (middle - 6.5 - _RIM[0]) * np.sin(down * np.pi / 2.0)
    wide = 13.0 - 6.0 * down
    return np.asarray(
        (down < 1.0) & (y < middle) & (y > back + 0.12 * x**2 * (1.0 - 0.5 * down) * 0.4) & (np.abs(x) < wide)
    )


def _box(cord: Mask) -> tuple[slice, slice, slice]:
    where = np.argwhere(cord)
    low, high = np.maximum(where.min(axis=0) - 24, 0), np.minimum(where.max(axis=0) + 25, SHAPE)
    x, y, z = (slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    return x, y, z


def _sac(cord: Mask, wall: Mask | None) -> Mask:
    """What the dura surrounds, its wall included, height by height, rounded; round the cord where it is missing."""
    from scipy.ndimage import (
        binary_dilation,
        binary_erosion,
        binary_fill_holes,
        gaussian_filter,
        gaussian_filter1d,
    )

    around = distance_to(cord, SPACING) <= _FLUID
    if wall is None:
        return np.asarray(around)
    thick = binary_dilation(wall, np.ones((3, 3, 3), dtype=np.bool_), iterations=2)
    held = np.stack([binary_fill_holes(thick[:, :, k]) for k in range(wall.shape[2])], axis=2)
    held = binary_erosion(held, np.ones((3, 3, 1), dtype=np.bool_), iterations=2)
    # Where the wall has holes its height isn't filled; its neighbours' are taken.
    area = held.sum(axis=(0, 1))
    good = (area > 0.75 * np.median(area[area > 0])).astype(np.float32)
    share = gaussian_filter1d(held * good, 2.0, axis=2) / np.maximum(gaussian_filter1d(good, 2.0), 1e-4)
    share = np.where(gaussian_filter1d(good, 2.0) > 0.02, share, around)
    return np.asarray((gaussian_filter(share, (1.2, 1.2, 0.8)) > 0.5) | cord)


def _middle(cord: Mask, y: NDArray[np.float64]) -> NDArray[np.float64]:
    """(1, 1, k): y of the cord's middle at each height."""
    count = cord.sum(axis=(0, 1))
    held = np.flatnonzero(count)
    mean = (cord * y).sum(axis=(0, 1))[held] / count[held]
    return np.interp(np.arange(len(count)), held, mean)[None, None, :]


def _grey(x: NDArray[np.float64], along: NDArray[np.float64]) -> Mask:
    """An H: thin bar, slender horns behind, stout ones in front, a little narrower than half the cord."""
    across = np.abs(x)
    bar = (across < 2.0) & (np.abs(along) < 0.5)
    behind = (np.abs(across - 1.7 + 0.22 * along) < 0.5) & (along < 0.3) & (along > -2.7)
    front = ((across - 2.0) / 1.0) ** 2 + ((along - 1.1) / 1.4) ** 2 < 1.0
    return np.asarray(bar | behind | front)
