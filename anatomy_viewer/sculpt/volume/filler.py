"""What has no mesh but fills the neck's front: scalene and styloid muscles, the levator of the palate, lymph nodes.

Without them a slice shows nothing but fat there. Model shapes in the right place and size (K), in gaps only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume.coarse import fine, lattice
from anatomy_viewer.sculpt.volume.grid import ORIGIN, SHAPE, SPACING, Mask, Place
from anatomy_viewer.sculpt.volume.tissues import FIRST_MUSCLE, LABEL

Labels = NDArray[np.uint8]
Point = tuple[float, float, float]
# A film of fat between what is filled in and other muscles, voxels; how uneven the shapes are, mm.
_FILM, _UNEVEN = 2, 0.5
SEED = 140


class Strand(NamedTuple):
    """A round body between two points with their radii, mm."""

    start: Point
    end: Point
    radii: tuple[float, float]


# Right side: scalenus anterior, medius, posterior; styloid muscles, stylohyoid; levator and tensor of the palate.
MUSCLES = (
    Strand((24.5, 81.0, -64.0), (29.0, 86.0, -112.0), (2.5, 5.5)),
    Strand((27.5, 74.0, -56.0), (34.0, 75.0, -112.0), (2.5, 7.0)),
    Strand((30.0, 67.0, -76.0), (39.0, 66.0, -112.0), (2.0, 5.0)),
    Strand((32.5, 84.0, -14.0), (26.0, 99.0, -46.0), (2.6, 4.0)),
    Strand((35.5, 83.0, -16.0), (33.0, 100.0, -52.0), (2.0, 2.6)),
    Strand((19.0, 92.0, 0.0), (14.0, 101.0, -14.0), (2.6, 3.2)),
    Strand((23.0, 96.0, 2.0), (19.0, 102.0, -14.0), (2.0, 2.4)),
)
# Lymph nodes as short strands, right and left apart, since no two necks have the same.
NODES = (
    Strand((37.5, 84.0, -47.0), (38.5, 85.5, -53.0), (3.0, 2.6)),
    Strand((40.0, 83.0, -66.0), (41.0, 82.0, -71.0), (2.2, 2.0)),
    Strand((44.0, 62.0, -80.0), (44.5, 60.0, -84.0), (2.0, 1.8)),
    Strand((-39.0, 83.0, -42.0), (-40.0, 85.0, -50.0), (3.4, 2.8)),
    Strand((-43.0, 68.0, -73.0), (-43.5, 66.0, -77.0), (2.2, 2.0)),
    Strand((-36.0, 86.0, -78.0), (-36.5, 85.0, -82.0), (2.0, 1.8)),
)


def fill(labels: Labels, free: Mask) -> None:
    """Muscles and nodes where nothing is yet."""
    for strand in MUSCLES:
        for turn in (1.0, -1.0):
            _add(labels, free, strand, turn, LABEL["other_muscle"])
    for strand in NODES:
        _add(labels, free, strand, 1.0, LABEL["node"])


def _add(labels: Labels, free: Mask, strand: Strand, turn: float, label: int) -> None:
    from scipy.ndimage import binary_dilation

    a, b = (np.array(p) * [turn, 1.0, 1.0] for p in (strand.start, strand.end))
    place = _place(a, b, max(strand.radii) + 2.0)
    part = labels[place]
    lines = [o + SPACING * np.arange(s.start, s.stop) for o, s in zip(ORIGIN, place, strict=True)]
    spots = np.stack(np.meshgrid(*lines, indexing="ij"), axis=-1)
    share = np.clip((spots - a) @ (b - a) / float((b - a) @ (b - a)), 0.0, 1.0)
    gap = np.linalg.norm(spots - a - share[..., None] * (b - a), axis=-1)
    radius = strand.radii[0] + share * (strand.radii[1] - strand.radii[0])
    body = gap < radius + _UNEVEN * fine(lattice(SEED, 7.0), place)
    near = binary_dilation((part >= FIRST_MUSCLE) | (part == LABEL["other_muscle"]), iterations=_FILM)
    part[body & free[place] & (part == 0) & ~near] = label


def _place(a: NDArray[np.float64], b: NDArray[np.float64], reach: float) -> Place:
    low = np.floor((np.minimum(a, b) - reach - ORIGIN) / SPACING).astype(int)
    high = np.ceil((np.maximum(a, b) + reach - ORIGIN) / SPACING).astype(int)
    x, y, z = (slice(max(int(m), 0), min(int(n), size)) for m, n, size in zip(low, high, SHAPE, strict=True))
    return x, y, z
