"""Ambient occlusion: creases and hollows are darker because less of the surroundings lights them.

Computed by numpy from the depth picture instead of by VTK's pass: it is smoother, has nothing to compile, gives the
same bytes everywhere, and stops between two short steps. The estimator is the obscurance of McGuire et al. (The
Alchemy screen-space ambient obscurance algorithm, HPG 2011), over rings of samples on a pyramid of depth pictures.

A depth picture is linear in one over the distance, so a flat surface is a linear function of pixel position in it:
how far a neighbour stands out of a surface's tangent plane needs no unprojection.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from math import ceil, cos, exp, hypot, log2, pi, sin

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.scene.canvas import Eye

Reals = NDArray[np.float32]
Offset = tuple[int, int]

RADIUS_MM = 16.0
RINGS = (1.5, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0)  # pixels
FARTHEST = 384.0  # pixels
BIAS = 0.06  # flat surfaces made of triangles must not shade themselves;
FACETED = (
    0.20,
    1.2,
)  # nor must the edges of triangles seen from close by: so much more bias nearer than about so many mm
STRENGTH = 5.6
# A ring is sampled on the finest picture on which its radius is at most this; it is half as large on the next.
_FINEST = 3.5
_SAME_DEPTH = 1e-3  # of the depth picture: pixels that differ by less lie on one surface,
_LIKE_DEPTH = 2e-4  # or belong together when values come from a coarser picture
_BAND = 24  # rows worked on at a time: what belongs to them stays in the processor's cache
_BANDS_A_STEP = 8


def reach(eye: Eye, height: int) -> float:
    """Pixels that neighbours may be away to count, in a picture `height` pixels high."""
    return min(max(RADIUS_MM / (eye.pixel(height) * eye.camera.distance), RINGS[0]), FARTHEST)


def visibility(depth: Reals, eye: Eye, height: int) -> Generator[None, None, Reals]:
    """Yields after each short step; returns (h, w) float32: the share of ambient light that arrives, 0-1.

    depth: (h, w), 0 near to 1 far, as `Canvas.depth` gives it. height: of the picture that it is part of.
    """
    largest = reach(eye, height)
    radii = [radius for radius in RINGS if radius < 0.8 * largest] + [largest]
    levels = _levels(radii)
    pictures = [depth]
    for _ in levels[1:]:
        pictures.append(_halved(pictures[-1]))
    total: Reals | None = None
    for i in reversed(range(len(levels))):
        relief = _Relief(
            pictures[i], eye.pixel(height) * 2**i, eye, max((max(map(abs, o)) for o in levels[i]), default=1)
        )
        here = np.zeros_like(pictures[i])
        for count, rows in enumerate(_bands(len(here))):
            relief.add_obscurance(levels[i], np.float32(1.0 / _ring_size(i)), rows, here)
            if count % _BANDS_A_STEP == _BANDS_A_STEP - 1:
                yield
        total = here if total is None else here + _finer(total, pictures[i + 1], pictures[i])
        yield
        total = _calmed(total, pictures[i]) if i else total
        yield
    assert total is not None
    shown = np.clip(1.0 - total * (STRENGTH / len(radii)), 0.0, 1.0)
    shown[depth >= 1.0] = 1.0
    return shown


def _levels(radii: list[float]) -> list[list[Offset]]:
    """For each picture of the pyramid, finest first, half of the offsets of its rings; the others are opposite."""
    levels: list[list[Offset]] = []
    for number, radius in enumerate(radii):
        level = max(0, ceil(log2(radius / _FINEST)))
        levels += [[] for _ in range(level + 1 - len(levels))]
        count = _ring_size(level)
        turns = [(i + 0.5 * (number % 2)) * 2.0 * pi / count for i in range(count // 2)]
        reach = radius / 2**level
        levels[level] += [(round(reach * cos(a)), round(reach * sin(a))) for a in turns]
    return levels


def _ring_size(level: int) -> int:
    """Neighbours in a ring: few on the finest picture, more where they are cheap; few would copy a thin nerve."""
    return 16 if level else 8


def _halved(depth: Reals) -> Reals:
    """Half as large, each pixel the mean of four: a thin nerve keeps some of its weight."""
    height, width = (length + length % 2 for length in depth.shape)
    even = np.pad(depth, ((0, height - depth.shape[0]), (0, width - depth.shape[1])), mode="edge")
    rows = even[0::2] + even[1::2]
    return np.asarray((rows[:, 0::2] + rows[:, 1::2]) * np.float32(0.25))


def _bands(height: int) -> Iterator[slice]:
    return (slice(start, min(start + _BAND, height)) for start in range(0, height, _BAND))


class _Relief:
    """One picture of the pyramid with what its pixels need to be compared with their neighbours."""

    def __init__(self, depth: Reals, pixel: float, eye: Eye, margin: int) -> None:
        self._wide = np.pad(depth, margin, mode="edge")
        self._margin, self._width = margin, depth.shape[1]
        self._near, self._range = np.float32(1.0 / eye.near), np.float32(1.0 / eye.near - 1.0 / eye.far)
        self._pixel = np.float32(pixel)
        self._mm = pixel * eye.camera.distance

    def _seen(self, rows: slice, x: int = 0, y: int = 0) -> Reals:
        """The depth at `rows`, shifted by an offset."""
        top, left = self._margin + y, self._margin + x
        return self._wide[top + rows.start : top + rows.stop, left : left + self._width]

    def _bias(self, pixels: float) -> float:
        """How far (as a sine) a neighbour this many pixels away may stand out unpunished."""
        return BIAS + FACETED[0] * exp(-((pixels * self._mm / FACETED[1]) ** 2))

    def add_obscurance(self, offsets: list[Offset], share: np.float32, rows: slice, total: Reals) -> None:
        """Add to `total` how much the neighbours at ±offsets stand out of each pixel's tangent plane, times `share`."""
        depth = self._seen(rows)
        if not offsets or depth.min() >= 1.0:
            return
        # mm towards the eye per mm sideways, for a unit of depth per pixel
        steepness = (self._range / self._pixel) / (self._near - depth * self._range)
        slope_x = _gentler(depth - self._seen(rows, x=-1), self._seen(rows, x=1) - depth)
        slope_y = _gentler(depth - self._seen(rows, y=-1), self._seen(rows, y=1) - depth)
        facing = 1.0 / np.sqrt(1.0 + (slope_x * slope_x + slope_y * slope_y) * (steepness * steepness))
        for x, y in offsets:
            plane = slope_x * np.float32(x) + slope_y * np.float32(y)
            scale = steepness * np.float32(1.0 / hypot(x, y))
            bias = np.float32(self._bias(hypot(x, y)))
            for sign in (1, -1):
                rise = depth - self._seen(rows, sign * x, sign * y)
                rise += plane if sign > 0 else -plane
                rise *= scale
                above = rise * facing
                above -= bias
                np.maximum(above, 0.0, out=above)
                rise *= rise
                rise += np.float32(1.0)
                above /= rise
                above *= share
                total[rows] += above


def _gentler(one: Reals, other: Reals) -> Reals:
    """The smaller slope of two: at an edge, the one that stays on the surface."""
    return np.where(np.abs(one) < np.abs(other), one, other)


def _calmed(values: Reals, depth: Reals) -> Reals:
    """Smoothed over 3 x 3 pixels, less where depths differ: the few neighbours in a ring leave no pattern."""
    for axis in (0, 1):
        mixed, weights = values.copy(), np.ones_like(values)
        ends = [(slice(None), slice(1, None)), (slice(None), slice(None, -1))]
        before, after = (end[::-1] if axis == 0 else end for end in ends)
        share = np.float32(_SAME_DEPTH) / (np.float32(_SAME_DEPTH) + np.abs(depth[before] - depth[after]))
        mixed[before] += share * values[after]
        mixed[after] += share * values[before]
        weights[before] += share
        weights[after] += share
        values = mixed / weights
    return values


def _finer(values: Reals, coarse: Reals, fine: Reals) -> Reals:
    """Values of a picture half as large brought to `fine`, mixed only among pixels of like depth."""
    made = np.empty_like(fine)
    values, coarse = np.pad(values, 1, mode="edge"), np.pad(coarse, 1, mode="edge")
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        # One of the four fine pixels in each coarse one: three quarters of the way to its middle from the next.
        depth = fine[row::2, column::2]
        mixed, weights = np.zeros_like(depth), np.zeros_like(depth)
        for y, along in ((0, 0.75), (2 * row - 1, 0.25)):
            for x, across in ((0, 0.75), (2 * column - 1, 0.25)):
                here = slice(1 + y, 1 + y + depth.shape[0]), slice(1 + x, 1 + x + depth.shape[1])
                weight = np.abs(coarse[here] - depth)
                weight += np.float32(_LIKE_DEPTH)
                np.divide(np.float32(along * across), weight, out=weight)
                weights += weight
                weight *= values[here]
                mixed += weight
        made[row::2, column::2] = mixed / weights
    return made
