"""A needle in CT and MR: metal with streaks, or a void that blooms; averaged over the slice like any tissue.

Both take the samples of a scanner's matrix, `step` mm apart with the plane's centre in their middle, before the blur of
the scanner, so that the mark is as sharp as everything else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.subject import ImagedNeedle
from anatomy_viewer.model.image_plane import ImagePlane

Floats = NDArray[np.float32]
Reals = NDArray[np.float64]
# HU of steel on an open scale: a fifth of a slice of it is still beyond the 3071 that scanners store (model value).
METAL = 20000.0
# Dark band ahead of the tip and beside the shaft, and bright edges: HU, width in mm, length in mm over which it fades.
_AHEAD, _AHEAD_MM, _FADES = -240.0, 1.3, 13.0
_BESIDE, _BESIDE_MM, _FAN, _FAN_MM = -85.0, 1.6, 70.0, 20.0
# Blooming in mm beside the needle's own radius: least (along the main field) and more across it, in spin echo; times in
# gradient echo; the bright rim's width in mm and strength (share of the signal there; model values).
_LEAST, _ACROSS, _GRADIENT, _RIM_MM, _RIM = 0.25, 0.55, 1.7, 0.7, 0.3
_SUB_PLANES = 5


def mark_ct(values: Floats, plane: ImagePlane, step: float, thickness: float, needle: ImagedNeedle) -> Floats:
    """(rows, columns) HU with the needle: partial volume of metal, dark ahead of it, dark and bright beside."""
    seen = _Seen(values.shape, plane, step, needle)
    marked = values.astype(np.float32, copy=True)
    marked += seen.streaks(thickness)
    share = seen.share(thickness, needle.diameter_mm / 2.0)
    marked += share * (np.float32(METAL) - marked)
    return marked


def mark_mr(
    values: Floats,
    plane: ImagePlane,
    step: float,
    thickness: float,
    needle: ImagedNeedle,
    *,
    gradient_echo: bool = False,
) -> Floats:
    """(rows, columns) of signal with the needle: a void wider than it, the more across the field (z), and a rim."""
    seen = _Seen(values.shape, plane, step, needle)
    across = float(np.sqrt(max(0.0, 1.0 - seen.way[2] ** 2)))
    bloom = (_LEAST + _ACROSS * across**2) * (_GRADIENT if gradient_echo else 1.0)
    radius = needle.diameter_mm / 2.0 + bloom
    void = seen.share(thickness, radius)
    rim = np.clip(seen.share(thickness, radius + _RIM_MM) - void, 0.0, 1.0)
    return np.asarray(values * (1.0 - void) * (1.0 + np.float32(_RIM) * rim), dtype=np.float32)


class _Seen:
    """A needle as samples see it."""

    def __init__(self, shape: tuple[int, ...], plane: ImagePlane, step: float, needle: ImagedNeedle) -> None:
        rows, columns = shape[0], shape[1]
        self._step = step
        self._down = ((np.arange(rows) - (rows - 1) / 2.0) * step)[:, None]
        self._right = ((np.arange(columns) - (columns - 1) / 2.0) * step)[None, :]
        axes = np.array([plane.across, plane.down, plane.normal])
        gap = np.asarray(needle.tip, dtype=np.float64) - np.asarray(plane.centre)
        line = np.asarray(needle.entry, dtype=np.float64) - needle.tip
        self.length = float(np.linalg.norm(line))
        back = line / max(self.length, 1e-9)
        self.way = -back  # to the tip, in the specimen
        self._tip, self._back = axes @ gap, axes @ back  # in the plane: right, down, away

    def share(self, thickness: float, radius: float) -> Floats:
        """(rows, columns) 0–1: how much of each sample's box, `thickness` mm deep, a rod of `radius` mm fills."""
        total = np.zeros(np.broadcast_shapes(self._down.shape, self._right.shape))
        count = max(1, min(_SUB_PLANES, round(thickness / 0.3)))
        soft = max(self._step, 0.15)
        for away in ((np.arange(count) + 0.5) / count - 0.5) * thickness:
            along, beside = self._along_beside(away)
            ends = np.clip(np.minimum(along, self.length - along) / soft + 0.5, 0.0, 1.0)
            total += ends * np.clip((radius - beside) / soft + 0.5, 0.0, 1.0)
        return (total / count * _area(radius, soft)).astype(np.float32)

    def _along_beside(self, away: float) -> tuple[Reals, Reals]:
        """mm back from the tip along the needle's line, and from that line, of the samples in the plane at `away`."""
        gaps = self._right - self._tip[0], self._down - self._tip[1], away - self._tip[2]
        along = gaps[0] * self._back[0] + gaps[1] * self._back[1] + gaps[2] * self._back[2]
        square = gaps[0] ** 2 + gaps[1] ** 2 + gaps[2] ** 2 - along**2
        return along, np.sqrt(np.maximum(square, 0.0))

    def streaks(self, thickness: float) -> Floats:
        """(rows, columns) HU: strong where the needle lies in the slice, none where it only crosses it."""
        flat = float(np.hypot(self._back[0], self._back[1]))
        along, beside = self._along_beside(0.0)
        lying = flat**4 * float(np.exp(-max(abs(self._tip[2]) - thickness, 0.0)))
        ahead = np.maximum(-along, 0.0)
        wide = _AHEAD_MM * (1.0 + ahead / 18.0)
        dark = _AHEAD * np.exp(-((beside / wide) ** 2) - ahead / _FADES) * (along < 0.0)
        fan = _FAN * np.exp(-(((beside - 0.16 * ahead - 1.8) / 0.9) ** 2) - ahead / _FAN_MM) * (along < 0.0)
        shaft = (along >= 0.0) & (along <= self.length)
        near = beside - _BESIDE_MM
        side = shaft * (_BESIDE * np.exp(-((near / 0.8) ** 2)) + 30.0 * np.exp(-(((near - 2.2) / 1.0) ** 2)))
        return (lying * (dark + fan + side)).astype(np.float32)


def _area(radius: float, soft: float) -> float:
    """What makes up for the softened edge of a rod thinner than a sample: true area over softened area."""
    steps = np.linspace(0.0, radius + soft, 400)
    drawn = np.clip((radius - steps) / soft + 0.5, 0.0, 1.0)
    ring = float((drawn * steps).sum() * (steps[1] - steps[0]))
    return float(min(1.0, 0.5 * radius * radius / max(ring, 1e-9)))
