"""Texture that holds still: sampled in millimetres or along muscle fibres, so that a plane moves through it.

Tiles of seeded noise that repeat without a seam; `Weave` says by label what is woven of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tile = NDArray[np.int8]
Words = tuple[tuple[int, str], ...]
PLAIN, MUSCLE, FAT, TRABECULAE, SWIRLS = range(5)
# Cells of the tiles (powers of two) and σ of their blur. Streaks across, through and along the fibres: blurred alike
# across and through, lines close up to loops like scribble.
_STREAKS, _STREAK_BLUR = 128, (3.6, 0.85, 9.0)
_CLOUD, _CLOUD_BLUR = 64, (0.9, 0.9, 0.9)
_NOISE = 512


@dataclass(frozen=True, eq=False)
class Weave:
    """By label (256,): value, value of its strands, their share (0–1), relative grain, pattern; frames (256, 3, 3)."""

    value: Floats
    strand: Floats
    share: Floats
    grain: Floats
    pattern: NDArray[np.uint8]
    frames: Floats

    def parts(self) -> tuple[Floats, Floats, Floats, Floats, NDArray[np.uint8], Floats]:
        """As the kernels take it."""
        return self.value, self.strand, self.share, self.grain, self.pattern, self.frames


def words(by_number: Mapping[int, str]) -> Words:
    """A table of ids or kinds as something that a result can be kept by."""
    return tuple(by_number.items())


@lru_cache(maxsize=1)
def streaks() -> Tile:
    """(128, 128, 128): noise drawn out along the third axis; 32 is one standard deviation."""
    return _blurred(_STREAKS, _STREAK_BLUR, 20)


@lru_cache(maxsize=1)
def cloud() -> Tile:
    """(64, 64, 64): noise alike in all directions; 32 is one standard deviation."""
    return _blurred(_CLOUD, _CLOUD_BLUR, 21)


def _blurred(cells: int, blur: tuple[float, float, float], seed: int) -> Tile:
    from scipy.ndimage import gaussian_filter

    noise = np.random.default_rng(seed).standard_normal((cells,) * 3, dtype=np.float32)
    tile = gaussian_filter(noise, blur, mode="wrap")
    tile *= 32.0 / tile.std()
    return np.clip(np.rint(tile), -127, 127).astype(np.int8)


@lru_cache(maxsize=8)
def noise_sheet(seed: int, fine: float, coarse: float = 0.0) -> Floats:
    """(512, 512): repeating noise of unit size; white (fine 0), or blurred by `fine` less 0.75 × by `coarse` pixels."""
    from scipy.ndimage import gaussian_filter

    sheet = np.random.default_rng(seed).standard_normal((_NOISE, _NOISE), dtype=np.float32)
    if fine:
        low = gaussian_filter(sheet, coarse, mode="wrap")
        sheet = gaussian_filter(sheet, fine, mode="wrap") - 0.75 * low
    return np.asarray(sheet / sheet.std(), dtype=np.float32)


@lru_cache(maxsize=4)
def floor_noise(seed: int, channels: int, lines: int, count: int) -> Floats:
    """(channels, lines, count): normal, a complex sample of two channels of unit size."""
    noise = np.random.default_rng(seed).standard_normal((channels, lines, count), dtype=np.float32)
    return noise * np.float32(np.sqrt(0.5))


def noise_at(sheet: Floats, first: tuple[int, int], size: tuple[int, int], layer: int) -> Floats:
    """(rows, columns): a window of the sheet from row and column `first` on; another place in it for each `layer`."""
    rows = (np.arange(size[0]) + first[0] + 197 * layer) % _NOISE
    columns = (np.arange(size[1]) + first[1] + 311 * layer) % _NOISE
    return sheet[rows[:, None], columns[None, :]]
