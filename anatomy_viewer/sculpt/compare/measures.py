"""How far two shapes are apart: mean symmetric surface distance, 95 % Hausdorff, Dice, ratio of volumes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.columns import Columns, common_volume
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.sculpt.compare.deviations import Region
from anatomy_viewer.sculpt.compare.reference import Shape

Reals = NDArray[np.float64]
Heights = tuple[float, float]
SAMPLES, SEED = 30_000, 20
# mm: ends that differ by more are cuts; samples so near a cut are left out, since it is no surface of the muscle.
_CUT = 2.0


@dataclass(frozen=True)
class Measures:
    """mm, mm, share, share; `volume_ratio` is ours over theirs."""

    mean: float
    hausdorff95: float
    dice: float
    volume_ratio: float

    @classmethod
    def middle(cls, of: Sequence[Measures]) -> Measures:
        """The mean of both sides."""
        rows = np.array([[m.mean, m.hausdorff95, m.dice, m.volume_ratio] for m in of])
        return cls(*(float(value) for value in rows.mean(axis=0)))


def measured(ours: Shape, theirs: Shape, regions: Sequence[Region] = (), cut: bool = False) -> Measures:
    """Compare where neither lies in `regions`; with `cut` over the height that both have."""
    heights = _common(ours, theirs) if cut else (-np.inf, np.inf)
    forth = _gaps(ours, theirs, regions, heights)
    back = _gaps(theirs, ours, regions, heights)
    sides = [gaps for gaps in (forth, back) if len(gaps)]
    if not sides:
        return Measures(np.nan, np.nan, 0.0, np.nan)
    dice, ratio = _volumes(ours, theirs, regions, heights)
    mean = float(np.mean([gaps.mean() for gaps in sides]))
    return Measures(mean, float(max(np.quantile(gaps, 0.95) for gaps in sides)), dice, ratio)


def _common(ours: Shape, theirs: Shape) -> Heights:
    (low, high), (bottom, top) = ours.heights, theirs.heights
    return (
        max(low, bottom) + (_CUT if abs(low - bottom) > _CUT else 0.0),
        min(high, top) - (_CUT if abs(high - top) > _CUT else 0.0),
    )


def _gaps(shape: Shape, other: Shape, regions: Sequence[Region], heights: Heights) -> Reals:
    """(n,): mm from samples of `shape` to the surface of `other`."""
    points = samples(shape.corners)
    kept = (points[:, 2] >= heights[0]) & (points[:, 2] <= heights[1])
    for region in regions:
        kept &= ~region.holds(points)
    faces = np.arange(3 * len(other.corners)).reshape(-1, 3)
    return Surface(other.corners.reshape(-1, 3), faces).gaps(points[kept], 2) if kept.any() else np.zeros(0)


def samples(corners: Reals, count: int = SAMPLES) -> Reals:
    """(count, 3): points spread evenly by area over the triangles (m, 3, 3); the same each time."""
    random = np.random.default_rng(SEED)
    edges = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.cumsum(np.linalg.norm(edges, axis=1))
    face = np.searchsorted(area, (np.arange(count) + random.random(count)) / count * area[-1])
    face = np.minimum(face, len(corners) - 1)
    root, v = np.sqrt(random.random(count))[:, None], random.random(count)[:, None]
    a, b, c = (corners[face, i] for i in range(3))
    return np.asarray((1.0 - root) * a + root * (1.0 - v) * b + root * v * c)


def _volumes(ours: Shape, theirs: Shape, regions: Sequence[Region], heights: Heights) -> tuple[float, float]:
    """Dice and ratio of volumes."""
    a, b = (Columns(shape.corners).between(*heights) for shape in (ours, theirs))
    out = [Columns(solid) for region in regions for solid in region.corners()]
    volume, other = common_volume([a], out), common_volume([b], out)
    if not (volume + other) or not other:
        return 0.0, np.nan
    return 2.0 * common_volume([a, b], out) / (volume + other), volume / other
