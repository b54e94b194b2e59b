"""How voxels are kept: as int16 or float32, with the scale that goes with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Voxels = NDArray[np.int16] | NDArray[np.float32]
CT_WINDOW = (50.0, 380.0)  # soft tissue of the neck, where the file has no window of its own
_LOWEST, _HIGHEST = -32768, 32767


def stored(raw: NDArray[Any], slope: float, intercept: float) -> tuple[Voxels, float, float]:
    """`raw` as int16 (shifted where that makes it fit) or float32, without a copy where it is so; slope, intercept."""
    kind = raw.dtype
    if kind in (np.dtype(np.int16), np.dtype(np.float32)):
        return raw, slope, intercept
    if kind.kind not in "iu" or kind.itemsize > 4:
        return raw.astype(np.float32), slope, intercept
    low, high = int(raw.min()), int(raw.max())
    middle = 0 if low >= _LOWEST and high <= _HIGHEST else low - _LOWEST
    if high - middle > _HIGHEST:
        return raw.astype(np.float32), slope, intercept
    moved = raw.astype(np.int64) - middle if middle else raw
    return moved.astype(np.int16), slope, intercept + slope * middle
