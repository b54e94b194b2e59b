"""Smooth fields at 1 mm, drawn out to the volume's half millimetres, and slow noise: borders free of stairs."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.grid_distance import distance_to
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Mask, Place

Field = NDArray[np.float32]
STEP = 2.0 * SPACING
NODES = ((SHAPE[0] + 1) // 2, (SHAPE[1] + 1) // 2, (SHAPE[2] + 1) // 2)
WHOLE: Place = (slice(0, SHAPE[0]), slice(0, SHAPE[1]), slice(0, SHAPE[2]))


def coarse(mask: Mask) -> Mask:
    """Every second voxel of the whole grid (NODES)."""
    return np.ascontiguousarray(mask[::2, ::2, ::2])


def away(marked: Mask) -> Field:
    """mm to the nearest of `marked` (NODES), evened out a little: half a node less than nought right at them."""
    from scipy.ndimage import gaussian_filter

    found = distance_to(marked, STEP)
    return np.asarray(gaussian_filter(found, 0.7, mode="nearest"))


def signed(marked: Mask) -> Field:
    """mm to the border of `marked` (NODES), negative inside."""
    from scipy.ndimage import gaussian_filter

    found = np.where(marked, STEP / 2 - distance_to(~marked, STEP), distance_to(marked, STEP) - STEP / 2)
    return np.asarray(gaussian_filter(found, 0.6, mode="nearest"), dtype=np.float32)


def fine(field: Field, place: Place = WHOLE) -> Field:
    """`field` (NODES) at the voxels of `place`, linear between."""
    for axis, part in enumerate(place):
        voxel = np.arange(part.start, part.stop)
        low, odd = voxel // 2, voxel % 2
        high = np.minimum(low + odd, field.shape[axis] - 1)
        field = (np.take(field, low, axis) + np.take(field, high, axis)) * np.float32(0.5)
    return field


@lru_cache(maxsize=12)
def lattice(seed: int, wave: float, stretch: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Field:
    """(NODES): noise of zero mean and unit deviation whose bumps are about `wave` mm apart, times `stretch` by axis.

    Not to be written to: it is kept.
    """
    from scipy.ndimage import gaussian_filter

    steps = [max(wave * s / 3.0, STEP) for s in stretch]
    size = [int(n * STEP / s) + 4 for n, s in zip(NODES, steps, strict=True)]
    field = gaussian_filter(np.random.default_rng(seed).standard_normal(size), 0.9, mode="wrap").astype(
        np.float32
    )
    for axis, (count, step) in enumerate(zip(NODES, steps, strict=True)):
        place = np.arange(count) * STEP / step
        low = place.astype(np.int64)
        share = (place - low).astype(np.float32).reshape([-1 if a == axis else 1 for a in range(3)])
        field = np.take(field, low, axis) * (1 - share) + np.take(field, low + 1, axis) * share
    return np.asarray((field - field.mean()) / field.std(), dtype=np.float32)


def shifted(field: Field, seed: int) -> Field:
    """`field` moved, wrapping, by as many nodes as `seed` says: another noise for nothing."""
    moves = np.random.default_rng(seed).integers(10, 100, 3)
    return np.roll(field, tuple(int(n) for n in moves), (0, 1, 2))


def nodes() -> NDArray[np.float32]:
    """(3, *NODES): where the nodes are, mm."""
    lines = [np.float32(o + STEP * np.arange(n)) for o, n in zip(ORIGIN, NODES, strict=True)]
    return np.stack(np.meshgrid(*lines, indexing="ij"))


def looked_up(field: Field, places: NDArray[np.float32]) -> Field:
    """`field` (NODES) at `places` (3, …) mm, linear between its nodes, wrapped round beyond them."""
    from scipy.ndimage import map_coordinates

    origin = np.array(ORIGIN, dtype=np.float32).reshape(3, *[1] * (places.ndim - 1))
    return np.asarray(
        map_coordinates(field, (places - origin) / STEP, order=1, mode="grid-wrap"), dtype=np.float32
    )


def to_zero(field: Field) -> Field:
    """mm from each node to the surface where `field` (NODES) is nought, by its slope; signed."""
    slope = np.sqrt(sum(np.gradient(field, STEP, axis=a) ** 2 for a in range(3)))
    return np.asarray(field / np.maximum(slope, 0.3 * slope.mean()), dtype=np.float32)
