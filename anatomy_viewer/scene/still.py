"""A still picture in short passes, each short enough to be dropped when the hand moves again.

Solid structures batch by batch → ambient occlusion → faded structures over them → the same again, shifted by parts of a
pixel, for smooth edges. Faded structures are drawn without those behind them, so that ambient occlusion darkens
what is seen through them and not the veil itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.scene.canvas import Eye, Size
from anatomy_viewer.scene.look import Look, ground
from anatomy_viewer.scene.occlusion import visibility
from anatomy_viewer.scene.specimen import Specimen

Bytes = NDArray[np.uint8]
Reals = NDArray[np.float32]
Sums = NDArray[np.uint16]

SAMPLES = {"still": 5, "render": 17}
# Bright tissue throws light into its own creases: how much of their darkness a channel at full strength takes away.
_BOUNCE = 0.35
_BAND = 160  # rows finished in one step


def sample_shifts(count: int) -> list[tuple[float, float]]:
    """`count` (5 or 17) places in a pixel, -0.5 to 0.5, the middle first: a square lattice turned against the pixels.

    Rank-1 lattice whose generator g has g² = -1 modulo `count`, so that it is square.
    """
    generator = next(g for g in range(2, count) if g * g % count == count - 1)
    middle = count // 2
    places = sorted(range(-middle, middle + 1), key=abs)
    return [(i / count, ((i * generator + middle) % count - middle) / count) for i in places]


def still_passes(
    specimen: Specimen, eye: Eye, size: Size, look: Look, quality: str
) -> Iterator[Bytes | None]:
    """Draws what `specimen` shows; yields None after a short pass, or a better picture (h, w, 4), top row first."""
    canvas, ghostly = specimen.canvas, not specimen.ghosts.empty
    specimen.sort_ghosts(eye.camera)
    light: Reals | None = None
    sums = _Sums(size)
    shifts = sample_shifts(SAMPLES[quality])
    for shift in shifts:
        canvas.aim(eye, size, shift)
        yield from _solids(specimen)
        solid = canvas.colour().copy()
        if light is None:
            light = yield from visibility(canvas.depth().copy(), eye)
        if ghostly:
            canvas.draw([specimen.ghosts], keep_depth=True)
            sums.add(solid, canvas.colour())
            yield None
        else:
            sums.add(solid, None)
        if shift in (shifts[0], shifts[-1]):
            yield (yield from sums.picture(light, look))


def _solids(specimen: Specimen) -> Iterator[None]:
    """Draw the solid structures on a cleared canvas, batch by batch."""
    first = True
    for batch in specimen.solids:
        if not batch.empty or (first and batch is specimen.solids[-1]):
            specimen.canvas.draw([batch], keep_colour=not first, keep_depth=not first)
            first = False
            yield None


class _Sums:
    """Sums over the samples of a pixel: what solid structures send to the eye, and what the veils before them add."""

    def __init__(self, size: Size) -> None:
        self._solid: Sums = np.zeros((size[1], size[0], 4), np.uint16)
        self._veil: Sums | None = None
        self._count = 0

    def add(self, solid: Bytes, veil: Bytes | None) -> None:
        """Add a sample; `veil` has its colour multiplied by its alpha, as blending leaves it."""
        self._count += 1
        if veil is None:
            self._solid += solid
            return
        self._veil = np.zeros_like(self._solid) if self._veil is None else self._veil
        self._veil += veil
        through = 255 - veil[:, :, 3:].astype(np.uint16)
        self._solid += (solid * through + 127) // 255

    def picture(self, light: Reals, look: Look) -> Generator[None, None, Bytes]:
        """Yields after each short step; returns (h, w, 4) uint8, top row first.

        It is the mean of the samples over the ground, hollows darkened by `light`.
        """
        height, width = light.shape
        made = np.empty((height, width, 4), np.uint8)
        for start in range(0, height, _BAND):
            rows = slice(start, min(start + _BAND, height))
            mean = self._mean(rows, light[rows])
            finished = (
                _cut_out(mean) if look.transparent else _over(mean, ground(look, (width, height), rows))
            )
            made[height - rows.stop : height - rows.start] = finished[::-1]
            yield
        return made

    def _mean(self, rows: slice, light: Reals) -> Reals:
        """(k, w, 4) 0-255, colour multiplied by coverage."""
        scale = np.float32(1.0 / self._count)
        mean = self._solid[rows].astype(np.float32) * scale
        colour = mean[:, :, :3]
        colour *= 1.0 - (1.0 - light[:, :, None]) * (1.0 - colour * np.float32(_BOUNCE / 255.0))
        if self._veil is not None:
            mean += self._veil[rows] * scale
        return mean


def _over(mean: Reals, behind: Reals) -> Bytes:
    made = np.empty(mean.shape, np.uint8)
    made[:, :, :3] = (
        mean[:, :, :3] + behind * (1.0 - mean[:, :, 3:] * np.float32(1.0 / 255.0)) + np.float32(0.5)
    )
    made[:, :, 3] = 255
    return made


def _cut_out(mean: Reals) -> Bytes:
    """Without ground: colour no longer multiplied by coverage, as picture files have it."""
    coverage = mean[:, :, 3:]
    colour = mean[:, :, :3] * (np.float32(255.0) / np.maximum(coverage, 1.0))
    return np.concatenate([np.minimum(colour, 255.0), coverage], axis=2).astype(np.uint8)
