"""`Picture`: an image as computed, in physical units, before window and level."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.image_plane import ImagePlane


@dataclass(frozen=True, eq=False)
class Picture:
    """values (rows, columns) float32 in `unit` on `plane`; labels (rows, columns) uint8, the same places' tissue.

    unit: 'HU', 'a.u.' or 'dB'. window: centre and width that suit it. colour: (rows, columns, 4) uint8 laid over it
    (colour Doppler), or None. caption: protocol in one line ('3 T · TR 600 · TE 12 ms'). simulated: always.
    warp: (rows, columns, 3) float32 mm, where each pixel really lies, when that isn't the plane (pressed skin, curved).
    """

    values: NDArray[np.float32]
    unit: str
    plane: ImagePlane
    labels: NDArray[np.uint8]
    window: tuple[float, float]
    caption: str = ""
    colour: NDArray[np.uint8] | None = None
    warp: NDArray[np.float32] | None = None
    notes: tuple[str, ...] = field(default=("simulated",))


def greys(picture: Picture, window: tuple[float, float] | None = None) -> NDArray[np.uint8]:
    """(rows, columns): black below the window (centre, width), white above."""
    centre, width = window or picture.window
    share = (picture.values - (centre - width / 2.0)) / max(width, 1e-6)
    return (np.clip(share, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
