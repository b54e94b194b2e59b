"""The cranial cavity, the brainstem with its ventricle."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.grid_distance import distance_to
from anatomy_viewer.sculpt.volume import coarse
from anatomy_viewer.sculpt.volume.coarse import NODES, STEP, Field, fine
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Mask, Place, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm: openings of the skull narrower than twice this are closed; a point inside; opisthion and basion (landmarks.csv).
_CLOSED, _INSIDE = 3.5, (0.0, 40.0, 30.0)
_OPISTHION, _BASION = (36.9, -18.5), (73.7, -12.7)
_CLIVUS = 0.85  # rise of the skull base in front of the basion, mm a mm
# mm: rooms narrower than twice this, so far behind it, aren't the brain's: the jugular foramen, the petrous apex.
_ROOMY, _POCKET = 6.0, 5.5
# Fourth ventricle: its middle height and half height, half width, depth behind the brainstem; aqueduct: its heights and
# how far before the back of the midbrain; mm.
_FOURTH, _WIDE, _TENT = (5.0, 15.0), 8.5, 7.5
_SEED, _TURN = 30, (-20.0, -6.0)  # z: all cord, all brainstem
_AQUEDUCT, _BEFORE, _NARROW, _GREY = (17.0, 36.0), 5.0, 1.0, 2.6


class Room(NamedTuple):
    """The inside of the skull: `mask` in the whole grid, `inside` and `depth` below its lining (mm) at the nodes."""

    mask: Mask
    inside: Mask
    depth: Field
    pockets: Mask


def cavity(bone: Mask) -> Room:
    """Found at 1 mm: what a ball of radius _CLOSED reaches from the middle, without narrow pockets off it."""
    from scipy.ndimage import label

    _, y, z = (axis[::2, ::2, ::2] for axis in axes())
    padded = np.pad(bone, ((0, 1),) * 3, mode="edge")
    solid = np.maximum.reduce(
        [
            padded[i::2, j::2, k::2][: NODES[0], : NODES[1], : NODES[2]]
            for i in (0, 1)
            for j in (0, 1)
            for k in (0, 1)
        ]
    )
    lid = np.interp(y, [_OPISTHION[0], _BASION[0]], [_OPISTHION[1], _BASION[1]])
    floor = lid + np.maximum(y - _BASION[0], 0.0) * _CLIVUS - np.maximum(_OPISTHION[0] - y, 0.0) * 0.3
    open_ = ~solid & (z > floor)
    reach = distance_to(~open_)
    inside = open_ & (distance_to(_middle(label(reach > _CLOSED)[0])) <= _CLOSED + 0.5)
    roomy = distance_to(_middle(label(reach > _ROOMY)[0])) <= _ROOMY + _POCKET
    return _room(bone, inside & roomy, inside & ~roomy, floor)


def _middle(parts: NDArray[np.int32]) -> Mask:
    seed = tuple(int((v - o) / STEP) for v, o in zip(_INSIDE, ORIGIN, strict=True))
    return np.asarray(parts == parts[seed]) if parts[seed] else np.zeros(parts.shape, dtype=np.bool_)


def _room(bone: Mask, inside: Mask, pockets: Mask, floor: NDArray[np.float64]) -> Room:
    x, y, z = (axis[::2, ::2, ::2] for axis in axes())
    hole = (np.hypot(x / 18.0, (y - 55.0) / 22.0) < 1.0) & (z <= floor + 6.0) & ~coarse.coarse(bone)
    depth = coarse.away(~inside & ~hole)
    full = (fine(inside.astype(np.float32)) > 0.4) & ~bone
    narrow = (fine(pockets.astype(np.float32)) > 0.4) & ~bone & ~full
    return Room(full, inside, depth, narrow)


def fill_stem(labels: Labels, stem: Mask, room: Mask) -> None:
    """Brainstem, its ventricle behind it, the aqueduct in it with the grey matter round it."""
    labels[stem] = LABEL["brainstem"]
    _into_cord(labels, stem)
    first = int((-24.0 - ORIGIN[2]) / SPACING)
    place: Place = (slice(100, 201), slice(120, SHAPE[1]), slice(first - first % 2, SHAPE[2]))
    part, body, inside = labels[place], stem[place], room[place]
    x, y, z = (np.broadcast_to(axis, SHAPE)[place] for axis in axes())
    back = np.where(body & (np.abs(x) < 1.0), y, 999.0).min(axis=(0, 1))
    back = np.where(back > 900.0, 999.0, _evened(back))[None, None, :]
    gap = fine(coarse.away(coarse.coarse(stem)), place)
    high = np.maximum(1.0 - ((z - _FOURTH[0]) / _FOURTH[1]) ** 2, 0.0)
    wide = _WIDE * np.clip(1.1 - np.abs(z - _FOURTH[0]) / _FOURTH[1], 0.0, 1.0)
    roof = _TENT * high * np.maximum(1.0 - np.abs(x) / np.maximum(wide, 0.1), 0.0)
    fourth = inside & ~body & (gap < roof) & (y < back + 3.0) & (y > back - 12.0)
    floor = body & (y < back + 1.6) & (np.abs(x) < wide) & (high > 0.0)
    part[fourth] = LABEL["csf"]
    part[floor] = LABEL["grey_matter"]
    before = _BEFORE * np.clip((z - _AQUEDUCT[0]) / 5.0, 0.0, 1.0)
    tube = np.hypot(x, y - back - before)
    level = (z > _AQUEDUCT[0]) & (z < _AQUEDUCT[1])
    part[body & level & (tube < _NARROW + _GREY)] = LABEL["grey_matter"]
    part[(body | inside) & level & (tube < _NARROW)] = LABEL["csf"]


def _into_cord(labels: Labels, stem: Mask) -> None:
    """Lower down more and more voxels are the cord's, so that no step shows where the two meet."""
    where = np.argwhere(stem)
    share = np.clip((_TURN[1] - ORIGIN[2] - SPACING * where[:, 2]) / (_TURN[1] - _TURN[0]), 0.0, 1.0)
    cord = where[np.random.default_rng(_SEED).random(len(where)) < share]
    labels[tuple(cord.T)] = LABEL["cord_white"]


def _evened(line: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.ndimage import gaussian_filter1d

    held = np.where(line > 900.0, np.median(line[line < 900.0]) if (line < 900.0).any() else 70.0, line)
    return np.asarray(gaussian_filter1d(held, 3.0, mode="nearest"))
