"""What fills the skull: dura, fluid, a cerebrum with its sulci, cerebellum with its folia, and the ventricles.

The meshes of brain and brainstem are kept; where they leave more room to the skull than fluid takes, the brain grows
towards it (by up to _GROWTH mm), since a gap of a centimetre would be read as atrophy. Sulci, folia and ventricles are
model shapes, not this specimen's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume import coarse
from anatomy_viewer.sculpt.volume.coarse import Field, fine, lattice, looked_up, signed, to_zero
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Mask, Place, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm: how far the brain may grow beyond its meshes; its fluid, least and average; the cortex; half a falx.
_GROWTH, _LEAST, _FLUID, _GREY, _FALX = 16.0, 0.7, 1.3, 2.6, 0.6
# mm: round the brainstem stay cisterns so wide; lowest voxel with brain; no sulcus nearer to the middle of its side.
_CISTERN, _LOWEST, _CORE = 3.2, -24.0, 24.0
# Sulci: mm between them and their depth with its spread; the middle (x of the right side) from which they radiate.
_WAVE, _DEEP, _SPREAD, _MIDDLE = 12.0, 11.0, 4.0, (20.0, 52.0, 44.0)
# The middle peduncles of the cerebellum: height of their middle, half their height, their reach from the pons; mm.
_ARM = (6.0, 11.0, 6.0)
# Capsules of the lateral ventricle on the right: ends and radii, mm.
_VENTRICLE = (
    ((25.0, 60.0, 46.0), (20.0, 31.0, 33.0), 6.5, 1.5),
    ((25.0, 60.0, 44.0), (31.0, 96.0, 17.0), 6.0, 2.0),
)
# y of the ridge of the petrous bone at these |x|.
_PETROUS = ((17.0, 21.0, 25.0, 36.0, 49.0, 60.0), (92.0, 90.0, 77.0, 67.0, 57.0, 48.0))
SEED = 20


@dataclass(frozen=True, eq=False)
class Inside:
    """Fields at 1 mm (coarse.NODES): depth below the skull's lining, and what the meshes fill."""

    cavity: Mask
    depth: Field
    stem: Mask
    cerebellum: Mask
    cerebrum: Mask
    dura: Mask


def fill(labels: Labels, cavity: Mask, inside: Inside) -> None:
    """Everything within `cavity` (the whole grid)."""
    first = int((_LOWEST - ORIGIN[2]) / SPACING)
    place: Place = (slice(0, SHAPE[0]), slice(0, SHAPE[1]), slice(first - first % 2, SHAPE[2]))
    part, room = labels[place], cavity[place]
    tent, stem = _over_tent(inside), coarse.away(inside.stem)
    depth = fine(inside.depth, place)
    part[room] = LABEL["csf"]
    part[room & (depth < 0.75)] = LABEL["dura"]
    below = _cerebellum(inside, tent, stem)
    above = _cerebrum(inside, tent, stem)
    sulci = _sulci(above)
    deep = fine(sulci, place)
    hollow = fine(_ventricle(), place)
    brain = room & (deep < 0.0)
    part[brain] = LABEL["grey_matter"]
    part[brain & (deep < -_GREY)] = LABEL["white_matter"]
    part[brain & (hollow < 0.0)] = LABEL["csf"]
    part[room & (fine(_straight_sinus(tent), place) < 0.0)] = LABEL["vein"]
    high = 1.0 - ((axes()[2][:, :, place[2]] - _ARM[0]) / _ARM[1]) ** 2
    arms = fine(stem, place) < _ARM[2] * np.sqrt(np.maximum(high, 0.0)) + 0.7 * fine(
        lattice(SEED, 14.0), place
    )
    _folia(part, room & (fine(below, place) < 0.0), fine(below, place), arms, place)


def _over_tent(inside: Inside) -> Field:
    """mm above the tentorium at each node, by the sheet of dura between the folds, carried on sideways."""
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    x, _, z = (axis[::2, ::2, ::2] for axis in axes())
    sheet = inside.dura & (inside.depth > 4.0) & (np.abs(x) > 2.0) & (z > 3.0) & (z < 36.0)
    count = sheet.sum(axis=2)
    height = (sheet * z).sum(axis=2) / np.maximum(count, 1)
    if count.any():
        near = distance_transform_edt(count == 0, return_distances=False, return_indices=True)
        height = gaussian_filter(height[tuple(near)], 2.0, mode="nearest")
    x, y, _ = (axis[::2, ::2, ::2] for axis in axes())
    notch = (
        (np.abs(x) < 13.0) & (y > 5.0 + 1.2 * z) & (y < 72.0) & (z > 20.0)
    )  # open: the vermis rises into it
    # Beyond the petrous ridge: the middle fossa.
    front = (y > np.interp(np.abs(x), *_PETROUS)) & (np.abs(x) > 17.0) & (z > 6.0)
    return np.asarray(np.where(front, 9.0, np.where(notch, -9.0, z - height[..., None])), dtype=np.float32)


def _straight_sinus(tent: Field) -> Field:
    """mm to it, negative inside: where falx and tentorium meet."""
    x, y, _ = (axis[::2, ::2, ::2] for axis in axes())
    ends = np.maximum(np.maximum(10.0 - y, y - 56.0), 0.0)
    return np.asarray(np.sqrt(x**2 + (tent - 0.8) ** 2 + ends**2) - 1.9, dtype=np.float32)


def _cerebellum(inside: Inside, tent: Field, stem: Field) -> Field:
    """mm to its surface, negative inside."""
    x, y, z = (axis[::2, ::2, ::2] for axis in axes())
    fluid = _LEAST + 0.5 + 0.5 * np.maximum(lattice(SEED, 14.0), -1.0)
    front = (
        65.0
        - np.maximum(z - 19.0, 0.0) * 0.15
        - np.where(z > 19.0, 0.2 * np.abs(x), 0.0)
        + lattice(SEED, 14.0)
    )
    free = (
        inside.cavity
        & (tent < -1.3)
        & (inside.depth > fluid)
        & (stem > 1.6)
        & (y < front)
        & ((z > -17.5) | (np.abs(x) > 12.0))
    )
    near = coarse.away(inside.cerebellum) < _GROWTH
    magna = (z < -8.0) & (np.hypot(x / 10.0, (y - 46.0) / 16.0) < 1.0)
    roof = (y > 57.0) & (np.abs(x) < 11.0) & (z < 20.0)
    angle = (np.abs(x) > 9.0) & (y > 65.5 - 0.06 * np.abs(x))
    peduncle = (
        (stem < 4.5) & (np.abs(np.abs(x) - 17.0) < 8.0) & (z > -3.0) & (z < 17.0) & (y > 56.0) & (y < 70.0)
    )
    body = (
        (free & near & ~magna & ~roof & ~angle)
        | inside.cerebellum
        | (peduncle & inside.cavity & ~inside.stem)
    )
    return np.asarray(signed(body))


def _cerebrum(inside: Inside, tent: Field, stem: Field) -> Field:
    """mm to the hull of both hemispheres, negative inside."""
    x, y, z = (axis[::2, ::2, ::2] for axis in axes())
    bent = 0.7 * lattice(SEED + 1, 40.0, (9.0, 1.0, 1.0))
    fluid = _LEAST + _FLUID * np.maximum(0.5 + 0.5 * lattice(SEED + 2, 18.0), 0.0)
    free = inside.cavity & (tent > 1.2) & (inside.depth > fluid) & (np.abs(x - bent) > _FALX + 0.6)
    near = coarse.away(inside.cerebrum) < _GROWTH
    between = (
        (y > 76.0) & (z > 28.0) & (np.abs(x) > 1.7)
    )  # the diencephalon, beside the slit of the third ventricle
    sella = (np.abs(x) < 23.0) & (y > 72.0) & (z < 24.0) | (np.abs(x) < 13.0) & (y > 60.0) & ~between
    body = free & near & ((stem > _CISTERN) & ~sella | inside.cerebrum)
    return np.asarray(signed(body))


def _sulci(hull: Field) -> Field:
    """mm to the surface of the cortex with its sulci, negative inside; they run towards the middle of their side."""
    places = coarse.nodes()
    side = np.sign(places[0])
    middle = np.stack([_MIDDLE[0] * side, np.full_like(side, _MIDDLE[1]), np.full_like(side, _MIDDLE[2])])
    out = places - middle
    reach = np.maximum(np.linalg.norm(out, axis=0), 5.0)
    ball = middle + out / reach * np.float32(52.0)
    wound = ball + np.float32(0.3) * (places - ball)
    winding = to_zero(looked_up(lattice(SEED + 3, _WAVE), wound))
    depth = _DEEP + _SPREAD * looked_up(lattice(SEED + 4, 30.0), wound)
    wide = np.clip(0.55 + 0.07 * (hull + 6.0), 0.35, 1.1)
    cleft = np.maximum(np.maximum(np.abs(winding) - wide, -hull - depth), _CORE - reach)
    return np.asarray(np.maximum(hull, -cleft), dtype=np.float32)


def _ventricle() -> Field:
    """mm to the lateral ventricles, negative inside; a little wider on the left, as is usual."""
    places = coarse.nodes()
    found = np.full(places.shape[1:], 99.0, dtype=np.float32)
    for start, end, wide, narrow in _VENTRICLE:
        for side, more in ((1.0, 0.0), (-1.0, 0.7)):
            turn = np.array([side, 1.0, 1.0])
            a, b = (np.asarray(p) * turn for p in (start, end))
            away = places - a.reshape(3, 1, 1, 1).astype(np.float32)
            axis = (b - a).astype(np.float32)
            share = np.clip(np.tensordot(axis, away, 1) / float(axis @ axis), 0.0, 1.0)
            gap = np.linalg.norm(away - axis.reshape(3, 1, 1, 1) * share, axis=0)
            found = np.minimum(found, gap - (wide + more) * (1.0 - share) - narrow * share)
    return found


# The cerebellum: the fastigium, from which its fissures radiate (y, z), how far they bend forward at the side (a mm²);
# folia in a turn, each third fissure being deep; depths of both, mm; half a fissure, its cortex, the surface's cortex;
# how far they rise to the side.
_FASTIGIUM, _BENT, _FOLIA, _SHALLOW, _DEEPER = (60.0, 5.0), 0.011, 63, 5.0, 17.0
_CLEFT, _LEAF, _CORTEX, _SLANT = 0.3, 1.2, 1.8, 0.35


def _folia(part: Labels, body: Mask, surface: Field, arms: Mask, place: Place) -> None:
    """White core and branches, grey folia, fluid in the fissures; `arms`: near the brainstem, white at its sides."""
    where = np.nonzero(body)
    x, y, z = (o + SPACING * (w + s.start) for o, w, s in zip(ORIGIN, where, place, strict=True))
    depth = -surface[where]
    rough, slow = (fine(lattice(SEED + n, wave), place)[where] for n, wave in ((5, 9.0), (6, 26.0)))
    back = _FASTIGIUM[0] - y - _BENT * x**2
    up = z - _FASTIGIUM[1] + _SLANT * np.abs(x) * np.abs(x) / (np.abs(x) + 8.0)
    radius = np.maximum(np.hypot(back, up), 1.0)
    turn = 1.5 + np.arctan2(up, back) / (2.0 * np.pi) * _FOLIA + 0.35 * rough + 0.5 * slow
    deep = np.round(turn).astype(np.int64) % 3 == 0
    gap = np.abs(turn - np.round(turn)) * radius * 2.0 * np.pi / _FOLIA
    reach = np.where(deep, _DEEPER, _SHALLOW) + 1.2 * rough
    within = depth < reach
    leaf = np.where(depth < reach + _LEAF, gap, 9.0)
    found = np.full(len(x), LABEL["white_matter"], dtype=np.uint8)
    found[(leaf < _LEAF + 0.25 * rough) | (depth < _CORTEX)] = LABEL["grey_matter"]
    found[within & (gap < _CLEFT) & (radius > 11.0)] = LABEL["csf"]
    roof = np.hypot(x / 10.5, (y - 60.0) / 10.0) < 1.0
    found[arms[where] & ~roof & (y > 54.0 + 2.5 * slow + 0.12 * (np.abs(x) - 17.0) ** 2)] = LABEL[
        "white_matter"
    ]
    found[_dentate(x, y, z, rough)] = LABEL["grey_matter"]
    part[where] = found


def _dentate(x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64], rough: Field) -> Mask:
    """A crumpled leaf of grey in the white core of each side."""
    shell = (
        np.sqrt(((np.abs(x) - 13.0) / 7.0) ** 2 + ((y - 50.0) / 6.0) ** 2 + ((z - 4.0) / 5.0) ** 2)
        + 0.12 * rough
    )
    return np.asarray((np.abs(shell - 0.9) < 0.09) & (y < 54.0))
