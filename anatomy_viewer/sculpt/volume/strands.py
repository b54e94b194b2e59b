"""Vessels with wall and lumen, unlike on both sides; nerves in their fat; the greater occipital nerve in its lens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.grid_distance import distance_to
from anatomy_viewer.sculpt.volume.bone import depth_in
from anatomy_viewer.sculpt.volume.coarse import Field, fine, lattice
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Box, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL

Labels = NDArray[np.uint8]
Reals = NDArray[np.float64]
# Wall of an artery: share of its radius, at least and at most so many mm.
_WALL, _THIN, _THICK = 0.27, 0.2, 0.5
# Left lumen over right lumen: the left vertebral artery is the larger one more often, the right sinus and jugular vein
# too (K); mm by which the left ones are narrower.
_LUMEN = {"vertebral_artery": (0.92, 1.1)}
_NARROWER = {"internal_jugular_vein": 0.9, "transverse_sinus": 0.8, "sigmoid_sinus": 0.7}
# mm: the venous cuff of the vertebral artery and the heights where it has one.
_CUFF, _CUFFED = 1.5, (-62.0, -22.0)
# mm of fat round these nerves in muscle (unevenly), round roots and ganglia; others lie bare.
_NERVE_FAT, _ROOT_FAT = 0.6, 1.3
_IN_FAT = (
    "lesser_occipital_nerve",
    "third_occipital_nerve",
    "great_auricular_nerve",
    "c2_dorsal_ramus",
    "suboccipital_nerve",
)
# Half axes of the fat beyond the greater occipital nerve, mm: along the layers and across them.
_ALONG, _ACROSS = 2.2, 0.9
# The nerve's half axes over its radius: 4.2 by 1.8 mm where the mesh is 3 mm thick; a branch of less radius is round.
_WIDER, _FLATTER, _TWIG = 1.4, 0.6, 0.8
_HALF = SPACING / 2.0
SEED = 80


def add_artery(labels: Labels, tube: Box, line: Reals | None = None, wider: float = 1.0) -> None:
    """Lumen and wall; `line` (n, 4): its centre and radius, mm, so that slender ones keep a round lumen."""
    part = labels[tube.place]
    part[tube.mask] = LABEL["artery_wall"]
    if line is None:
        part[tube.mask & (depth_in(tube.mask) > _THICK)] = LABEL["artery_lumen"]
        return
    from scipy.spatial import cKDTree

    where = np.argwhere(tube.mask)
    places = np.array(ORIGIN) + SPACING * (where + [s.start for s in tube.place])
    gap, nearest = cKDTree(line[:, :3]).query(places, workers=2)
    radius = line[nearest, 3]
    inner = (radius - np.clip(_WALL * radius, _THIN, _THICK)) * wider
    part[tuple(where[gap < np.maximum(inner, 0.45)].T)] = LABEL["artery_lumen"]


def wider(name: str, left: bool) -> float:
    """How much wider than drawn a lumen is on that side."""
    return _LUMEN.get(name, (1.0, 1.0))[left]


def line_of(course: Mapping[str, Any], left: bool) -> Reals:
    """(n, 4): centres and radii of all parts of a course of courses.json, 0.25 mm apart."""
    lines = []
    for part in course["parts"]:
        rows = np.array([[*station["position"], station["radius"]] for station in part["stations"]])
        length = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1))]
        wanted = np.arange(0.0, length[-1] + 0.25, 0.25)
        lines.append(np.stack([np.interp(wanted, length, rows[:, i]) for i in range(4)], axis=1))
    return np.concatenate(lines) * ([-1.0, 1.0, 1.0, 1.0] if left else 1.0)


def add_cuff(labels: Labels, artery: Box) -> None:
    """Veins with fat between them round the vertebral artery, from its foramina to the skull."""
    part = labels[artery.place]
    z = np.broadcast_to(axes()[2], SHAPE)[artery.place]
    near = (distance_to(artery.mask, SPACING) <= _CUFF) & (z > _CUFFED[0]) & (z < _CUFFED[1])
    patchy = fine(lattice(SEED, 4.0), artery.place)
    loose = (part == 0) | (part == LABEL["deep_fat"]) | (part == LABEL["vein"])
    part[near & loose] = np.where(patchy > 0.0, LABEL["vein"], LABEL["deep_fat"])[near & loose]


def add_vein(labels: Labels, name: str, vein: Box, left: bool) -> None:
    """A vein or sinus; the left ones of _NARROWER leave a rim of loose tissue or dura."""
    part = labels[vein.place]
    narrower = _NARROWER.get(name, 0.0) if left else 0.0
    part[vein.mask] = LABEL["vein"]
    if narrower:
        rim = LABEL["dura"] if name.endswith("sinus") else LABEL["areolar"]
        part[vein.mask & (depth_in(vein.mask) < narrower)] = rim


def fat_round(name: str, root: bool) -> float:
    """mm of fat round a nerve where it runs in muscle."""
    return _ROOT_FAT if root else _NERVE_FAT if name in _IN_FAT else 0.0


def add_nerve(labels: Labels, nerve: Box, label: int, fat: float) -> None:
    """A nerve with `fat` mm of fat where it runs in muscle, here more and there less."""
    part = labels[nerve.place]
    if fat:
        uneven = fat * (1.0 + 0.5 * np.clip(fine(lattice(SEED + 2, 4.0), nerve.place), -1.5, 1.5))
        part[_yielding(part) & (distance_to(nerve.mask, SPACING) - _HALF <= uneven)] = LABEL["deep_fat"]
    part[nerve.mask] = label


def add_nerve_of_interest(
    labels: Labels, nerve: Box, label: int, line: Reals | None = None, depth: Field | None = None
) -> None:
    """The greater occipital nerve in a lens of fat, without which no modality shows it.

    Nerve and lens lie flat along the layers, which follow the skin: `depth` below it, mm, at the nodes of the coarse
    grid. `line` (n, 4): centres and radii, mm; the mesh is round, and a nerve is not (4.0 by 1.8 mm at C2, GRE10).
    """
    from scipy.ndimage import binary_dilation
    from scipy.spatial import cKDTree

    part = labels[nerve.place]
    close = np.nonzero(binary_dilation(nerve.mask, iterations=int((_ALONG + 1.0) / SPACING)))
    start = np.array([s.start for s in nerve.place])
    places = np.array(ORIGIN) + SPACING * (np.stack(close, axis=1) + start)
    if line is None:
        rim = np.array(ORIGIN) + SPACING * (np.argwhere(nerve.mask) + start)
        line = np.concatenate([rim, np.full((len(rim), 1), _HALF)], axis=1)
    nearest = cKDTree(line[:, :3]).query(places, workers=2)[1]
    gap, radius = (places - line[nearest, :3]).T, line[nearest, 3]
    up = np.zeros(len(places)) if depth is None else np.abs((gap * _slope(depth, nerve, close)).sum(axis=0))
    flat = np.sqrt(np.maximum((gap**2).sum(axis=0) - up**2, 0.0))
    wide, thin = np.maximum(_WIDER * radius, 0.55), np.maximum(_FLATTER * radius, 0.48)
    uneven = 1.0 + 0.2 * np.clip(fine(lattice(SEED + 1, 6.0), nerve.place)[close], -1.5, 1.5)
    lens = np.hypot(np.maximum(flat - wide, 0.0) / _ALONG, np.maximum(up - thin, 0.0) / _ACROSS) < uneven
    here = part[close]
    here[lens & (_yielding(here) | (here == LABEL["deep_fat"]) | (here == 0))] = LABEL["nerve_fat"]
    twig = nerve.mask[close] & (radius < _TWIG)  # flattened it would have gaps
    here[(np.hypot(flat / wide, up / thin) < 1.0) | twig] = label
    part[close] = here


def _slope(depth: Field, box: Box, close: tuple[NDArray[np.intp], ...]) -> NDArray[np.float32]:
    """(3, n): unit vectors into the body at the voxels `close` of `box`."""
    slopes = [fine(np.gradient(depth, axis=axis), box.place)[close] for axis in range(3)]
    found = np.stack(slopes)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=0), 1e-6), dtype=np.float32)


def _yielding(part: Labels) -> Mask:
    return np.asarray((part >= FIRST_MUSCLE) | (part == LABEL["fascia"]))
