"""Muscles grown into their gaps, planes between them, bone's layers, tubes, and what fills the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.airway import airway
from anatomy_viewer.sculpt.volume.grid import SHAPE, SPACING, Box, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL

Labels = NDArray[np.uint8]
# mm: how far muscles grow towards each other; cortex of vertebrae, tables of the skull; wall of an artery; fat round
# the greater occipital nerve; between two bones of a joint.
_GROWN, _CORTEX, _TABLE, _WALL, _LENS, _JOINT = 2.5, 1.1, 1.9, 0.55, 1.3, 3.4
_SEED = 7
# mm: half width of what is searched for air. Voxels of mucosa on the air where no body is its wall.
_AIRWAY, _MUCOSA = 25.0, 2
# mm: a distance between voxels' centres is so much longer than that to the surface between them.
_HALF = SPACING / 2.0


def grow_muscles(labels: Labels, free: Mask) -> None:
    """Every voxel of `free` within _GROWN mm of a muscle becomes the nearest muscle."""
    from scipy.ndimage import distance_transform_edt

    where = np.argwhere((labels >= FIRST_MUSCLE).any(axis=0))
    if not len(where):
        return
    box = (slice(None), *(slice(int(a), int(b)) for a, b in zip(where.min(0), where.max(0) + 1, strict=True)))
    part = labels[box]
    away, nearest = distance_transform_edt(part < FIRST_MUSCLE, sampling=SPACING, return_indices=True)
    grown = free[box] & (away <= _GROWN)
    part[grown] = part[tuple(nearest)][grown]


def part_muscles(labels: Labels) -> None:
    """Planes of fat where two muscles meet: one voxel wide, two where a slow noise says so."""
    from scipy.ndimage import binary_dilation, gaussian_filter

    plane = np.zeros(SHAPE, dtype=np.bool_)
    for axis in range(3):
        a, b = _shifted(labels, axis)
        meet = (a != b) & (a >= FIRST_MUSCLE) & (b >= FIRST_MUSCLE)
        here = _shifted(plane, axis)[0]
        here |= meet
    noise = gaussian_filter(np.random.default_rng(_SEED).standard_normal([n // 4 + 1 for n in SHAPE]), 2.0)
    slow = (noise > 0).repeat(4, 0).repeat(4, 1).repeat(4, 2)[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    wide = plane | (binary_dilation(plane) & slow)
    labels[wide & (labels >= FIRST_MUSCLE)] = LABEL["fascia"]


def _shifted(volume: NDArray[Any], axis: int) -> tuple[NDArray[Any], NDArray[Any]]:
    lower, upper = [slice(None)] * 3, [slice(None)] * 3
    lower[axis], upper[axis] = slice(None, -1), slice(1, None)
    return volume[tuple(lower)], volume[tuple(upper)]


def add_bone(labels: Labels, bone: Box, skull: bool) -> None:
    """Cortex or table outside, cancellous bone inside."""
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(np.pad(bone.mask, 1), sampling=SPACING)[1:-1, 1:-1, 1:-1]
    part = labels[bone.place]
    part[bone.mask] = LABEL["cortex"]
    part[bone.mask & (depth - _HALF > (_TABLE if skull else _CORTEX))] = LABEL["cancellous"]


def add_air_cells(labels: Labels, bone: Box) -> None:
    """Air cells in the cancellous part of the mastoid."""
    y, z = (axis[0] for axis in axes()[1:])
    mastoid = (y < 92.0) & (z < 14.0)
    part = labels[bone.place]
    here = np.broadcast_to(mastoid[None], SHAPE)[bone.place]
    part[bone.mask & here & (part == LABEL["cancellous"])] = LABEL["air_cells"]


def add_joint(labels: Labels, a: Box, b: Box) -> None:
    """Cartilage where two bones face each other."""
    from scipy.ndimage import distance_transform_edt

    place = tuple(
        slice(max(p.start, q.start), min(p.stop, q.stop)) for p, q in zip(a.place, b.place, strict=True)
    )
    if any(s.stop <= s.start for s in place):
        return
    away = np.zeros([s.stop - s.start for s in place])
    for box in (a, b):
        mask = box.mask[
            tuple(slice(s.start - p.start, s.stop - p.start) for s, p in zip(place, box.place, strict=True))
        ]
        away += distance_transform_edt(~mask, sampling=SPACING) if mask.any() else np.inf
    part = labels[place[0], place[1], place[2]]
    part[(away < _JOINT) & (part == 0)] = LABEL["cartilage"]


def add_artery(labels: Labels, tube: Box) -> None:
    """Lumen and wall."""
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(np.pad(tube.mask, 1), sampling=SPACING)[1:-1, 1:-1, 1:-1]
    part = labels[tube.place]
    part[tube.mask] = LABEL["artery_wall"]
    part[tube.mask & (depth - _HALF > _WALL)] = LABEL["artery_lumen"]


def add_nerve_of_interest(labels: Labels, nerve: Box, label: int) -> None:
    """The greater occipital nerve in a lens of fat, without which no modality shows it."""
    from scipy.ndimage import distance_transform_edt

    part, away = labels[nerve.place], distance_transform_edt(~nerve.mask, sampling=SPACING)
    soft = (part >= FIRST_MUSCLE) | (part == LABEL["fascia"]) | (part == LABEL["deep_fat"]) | (part == 0)
    part[soft & (away - _HALF <= _LENS)] = LABEL["nerve_fat"]
    part[nerve.mask] = label


def air() -> Mask:
    """The voxels of the airway, as far as no wall lies there; looked at every second voxel."""
    coarse = [axis.ravel()[::2] for axis in axes()]
    found = np.zeros([len(axis) for axis in coarse], dtype=np.bool_)
    middle = np.abs(coarse[0]) < _AIRWAY
    nodes = np.stack(np.meshgrid(coarse[0][middle], *coarse[1:], indexing="ij"), axis=-1)
    found[middle] = airway(nodes.reshape(-1, 3)).reshape(nodes.shape[:3]) < 0.0
    return found.repeat(2, 0).repeat(2, 1).repeat(2, 2)[: SHAPE[0], : SHAPE[1], : SHAPE[2]]


def fill_rest(labels: Labels, skin: Mask, airy: Mask) -> None:
    """The airway with its mucosa and the parotid in a crude shape, then fat where inside the skin is nothing."""
    from scipy.ndimage import binary_dilation

    x, y, z = axes()
    empty = skin & (labels == 0)
    gland = ((np.abs(x) - 52.0) / 13.0) ** 2 + ((y - 92.0) / 16.0) ** 2 + ((z + 24.0) / 24.0) ** 2 < 1.0
    labels[empty & gland] = LABEL["gland"]
    labels[empty & binary_dilation(airy, iterations=_MUCOSA)] = LABEL["mucosa"]
    labels[empty & airy] = LABEL["air"]
    labels[skin & (labels == 0)] = LABEL["deep_fat"]
