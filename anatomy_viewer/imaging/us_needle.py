"""A needle in ultrasound: a bright line with echoes under it in the plane, a dot with a tail across it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.subject import ImagedNeedle
from anatomy_viewer.imaging.us_beams import Beams

Reals = NDArray[np.float64]
Floats = NDArray[np.float32]
# Echoes under it, mm apart, each so much weaker; brightness falls with this power of the cosine of its slope
# (imaging.md 5.11); amplitude of a needle square to the beam; dB of its shadow; mm of the bright bevel.
_ECHOES, _APART, _WEAKER, _POWER, _BRIGHT, _SHADOW, _BEVEL = 5, 0.75, 0.46, 2.5, 2.4, 5.0, 0.8
_STEP = 0.05


def needle_echo(needle: ImagedNeedle, beams: Beams, sigma: float, taps: Floats) -> tuple[Floats, Floats]:
    """(lines, count) amplitude to be added before the blur, and dB by which it darkens what lies under it.

    sigma: mm of the slice; taps: of the blur along the beam, so that the line comes out at its full amplitude.
    """
    steady = np.zeros((beams.lines, beams.count), np.float32)
    shadow = np.zeros_like(steady)
    axis = np.asarray(needle.tip, dtype=np.float64) - needle.entry
    length = float(np.linalg.norm(axis))
    if length < _STEP:
        return steady, shadow
    way = axis / length
    along = np.arange(length, 0.0, -_STEP)
    places = np.asarray(needle.entry) + along[:, None] * way
    where, beam = beams.grid(places), beams.beam_at(places)
    square = np.linalg.norm(np.cross(way, beam), axis=1)  # cosine of its slope, 1 across the beam
    weight = np.exp(-0.5 * (where[:, 2] / sigma) ** 2)
    pitch = beams.spread * (beams.radius + where[:, 1] if beams.radius else 1.0)
    lateral = np.sqrt(np.maximum(1e-4, 1.0 - (beam @ way) ** 2))
    size = _BRIGHT * weight * square**_POWER * _unevenness(along) * lateral * _STEP / pitch / taps.max()
    size = np.where(along > length - _BEVEL, 1.5 * size, size)
    for echo in range(_ECHOES + 1):
        depth = where[:, 1] + echo * _APART
        _laid(steady, where[:, 0], depth / beams.step - 0.5, size * _WEAKER**echo)
    _laid(shadow, where[:, 0], where[:, 1] / beams.step - 0.5, weight * square * _STEP / pitch)
    covered = np.minimum(np.cumsum(shadow, axis=1), 1.0)
    return steady, (_SHADOW * covered).astype(np.float32)


def _unevenness(along: Reals) -> Reals:
    """(n,): about 1, by mm from the entry."""
    return 0.85 + 0.22 * np.sin(along * 1.9) * np.sin(along * 0.73 + 1.0) + 0.1 * np.sin(along * 5.3)


def _laid(grid: Floats, line: Reals, sample: Reals, size: Reals) -> None:
    """Add `size` at fractional places, shared among the four nearest samples."""
    i, n = np.floor(line).astype(np.int64), np.floor(sample).astype(np.int64)
    u, v = line - i, sample - n
    inside = (i >= 0) & (i < grid.shape[0] - 1) & (n >= 0) & (n < grid.shape[1] - 1) & (size > 1e-5)
    for a, b in ((0, 0), (0, 1), (1, 0), (1, 1)):
        share = size * (u if a else 1.0 - u) * (v if b else 1.0 - v)
        np.add.at(grid, (i[inside] + a, n[inside] + b), share[inside].astype(np.float32))
