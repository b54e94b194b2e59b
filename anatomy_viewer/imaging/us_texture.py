"""Noise kept ready: a tile of streaks that the kernels lay into the tissue, and the noise of the receiver."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Cells of the tile along each axis, a power of two; σ of its blur across, through and along the fibres (imaging.md 2).
TILE, _BLUR = 128, (3.6, 0.85, 9.0)


@lru_cache(maxsize=1)
def streaks() -> NDArray[np.int8]:
    """(TILE, TILE, TILE): repeats without a seam; 32 is one standard deviation."""
    from scipy.ndimage import gaussian_filter

    noise = np.random.default_rng(20).standard_normal((TILE,) * 3, dtype=np.float32)
    tile = gaussian_filter(noise, _BLUR, mode="wrap")
    tile *= 32.0 / tile.std()
    return np.clip(np.rint(tile), -127, 127).astype(np.int8)


@lru_cache(maxsize=4)
def floor_noise(seed: int, channels: int, lines: int, count: int) -> Floats:
    """(channels, lines, count): normal, a complex sample of two channels of unit size."""
    noise = np.random.default_rng(seed).standard_normal((channels, lines, count), dtype=np.float32)
    return noise * np.float32(np.sqrt(0.5))
