"""The cranial cavity, what is in it, and the vertebral canal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm: openings of the skull narrower than twice this are closed; a point inside; opisthion and basion (landmarks.csv).
_CLOSED, _INSIDE = 3.5, (0.0, 40.0, 30.0)
_OPISTHION, _BASION = (36.9, -18.5), (73.7, -12.7)
_CLIVUS = 0.85  # rise of the skull base in front of the basion, mm a mm
# mm: fluid over the brain, grey matter of the cerebrum; lobules and folia of the cerebellum about the fastigium.
_FLUID, _GREY, _FASTIGIUM, _FOLIA = 2.0, 2.8, (62.0, 6.0), 51
# mm from the surface of the cord: subarachnoid fluid, dura, epidural fat.
_SUBARACHNOID, _DURA, _EPIDURAL = 3.4, 4.1, 6.5


def cavity(bone: Mask) -> Mask:
    """The inside of the skull, found at 1 mm: what a ball of radius _CLOSED reaches from the middle."""
    from scipy.ndimage import distance_transform_edt, label

    _, y, z = (axis[::2, ::2, ::2] for axis in axes())
    coarse = np.maximum.reduce(
        [bone[i::2, j::2, k::2][:150, :135, :150] for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    )
    y, z = y[:, :135], z[:, :, :150]
    lid = np.interp(y, [_OPISTHION[0], _BASION[0]], [_OPISTHION[1], _BASION[1]])
    floor = lid + np.maximum(y - _BASION[0], 0.0) * _CLIVUS - np.maximum(_OPISTHION[0] - y, 0.0) * 0.3
    open_ = ~coarse & (z > floor)
    reach = distance_transform_edt(open_)
    parts, _ = label(reach > _CLOSED)
    seed = tuple(int(v - o) for v, o in zip(_INSIDE, ORIGIN, strict=True))
    middle = parts == parts[seed] if parts[seed] else np.zeros_like(open_)
    inside = open_ & (distance_transform_edt(~middle) <= _CLOSED + 0.5)
    full = np.zeros(SHAPE, dtype=np.bool_)
    fine = inside.repeat(2, 0).repeat(2, 1).repeat(2, 2)
    full[:300, :270, :300] = fine
    full[300], full[:, 270], full[:, :, 300] = full[299], full[:, 269], full[:, :, 299]
    return full & ~bone


def fill_cavity(labels: Labels, inside: Mask, cerebrum: Mask | None) -> None:
    """Dura against the bone, fluid, and a cerebrum above the tentorium where none is modelled."""
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(inside[::2, ::2, ::2]).astype(np.float32)
    fine = depth.repeat(2, 0).repeat(2, 1).repeat(2, 2)[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    labels[inside] = LABEL["csf"]
    labels[inside & (fine <= 1.0)] = LABEL["dura"]
    x, y, z = axes()
    if cerebrum is None:
        above = z > np.minimum(4.0 + 0.5 * (y - 12.0), 27.0) - 0.12 * np.abs(x)
        above = above | ((y > 72.0) & (np.abs(x) > 18.0))  # temporal lobes, beside the brainstem
        labels[inside & above & (fine > _FLUID) & (np.abs(x) > 1.2)] = LABEL["grey_matter"]
        labels[inside & above & (fine > _FLUID + _GREY) & (np.abs(x) > 1.2 + _GREY)] = LABEL["white_matter"]
    else:
        labels[cerebrum] = LABEL["grey_matter"]
        deep = distance_transform_edt(cerebrum[::2, ::2, ::2]).repeat(2, 0).repeat(2, 1).repeat(2, 2)
        labels[cerebrum & (deep[: SHAPE[0], : SHAPE[1], : SHAPE[2]] > _GREY)] = LABEL["white_matter"]


def fill_cerebellum(labels: Labels, cerebellum: Mask) -> None:
    """White core and branches, grey folia, fluid in the fissures: rays about the fastigium."""
    x, y, z = axes()
    back, up = _FASTIGIUM[0] - y, z - _FASTIGIUM[1]
    radius = np.hypot(back, up)
    turn = np.arctan2(up, back) / (2.0 * np.pi) * 2 * _FOLIA
    turn = turn + 0.6 * np.sin(np.abs(x) / 5.0) + 0.4 * np.sin(radius / 3.0 + np.abs(x) / 9.0)
    gap = np.abs((turn % 1.0) - 0.5) * radius * np.pi / _FOLIA
    fissure = (gap < 0.35) & (radius > 16.0)
    grey = (gap < 1.1) & (radius > 10.0)
    labels[cerebellum] = LABEL["white_matter"]
    labels[cerebellum & grey] = LABEL["grey_matter"]
    labels[cerebellum & fissure] = LABEL["csf"]


def fill_canal(labels: Labels, cord: Mask, free: Mask) -> None:
    """Cord with its grey matter, fluid, dura and epidural fat, as far as there is no bone."""
    from scipy.ndimage import distance_transform_edt

    where = np.argwhere(cord)
    low, high = np.maximum(where.min(axis=0) - 20, 0), np.minimum(where.max(axis=0) + 20, SHAPE)
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    away, part = distance_transform_edt(~cord[box], sampling=SPACING), labels[box]
    levels = np.zeros(SHAPE[2], dtype=np.bool_)
    levels[where[:, 2].min() : where[:, 2].max() + 1] = True
    allowed = free[box] & levels[box[2]][None, None, :]
    for limit, name in ((_EPIDURAL, "epidural_fat"), (_DURA, "dura"), (_SUBARACHNOID, "csf")):
        part[allowed & (away <= limit)] = LABEL[name]
    labels[cord] = LABEL["cord_white"]
    labels[cord & _grey_of_cord(cord)] = LABEL["cord_grey"]


def _grey_of_cord(cord: Mask) -> Mask:
    """An H about the middle of each slice."""
    x, y, _ = axes()
    count = np.maximum(cord.sum(axis=(0, 1)), 1)
    middle = (cord * y).sum(axis=(0, 1)) / count
    across, along = np.abs(x), y - middle[None, None, :]
    bar = (across < 2.2) & (np.abs(along) < 0.6)
    horn = (np.abs(across - 2.0 - 0.15 * np.abs(along)) < 0.8) & (np.abs(along) < 2.6)
    return np.asarray(bar | horn)
