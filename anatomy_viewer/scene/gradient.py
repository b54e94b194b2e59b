"""The ground behind a moving picture, put where nothing was drawn: a quarter of a frame cheaper than drawing it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.scene.look import Look, ground

Bytes = NDArray[np.uint8]


class Gradient:
    """Keeps the ground of the last size and look."""

    def __init__(self) -> None:
        self._key: tuple[Look, tuple[int, int]] | None = None
        self._ground = np.zeros((0, 0), np.uint32)

    def behind(self, picture: Bytes, look: Look) -> None:
        """Fill the pixels of `picture` (h, w, 4), top row first, whose alpha is 0; in place."""
        height, width = picture.shape[:2]
        if self._key != (look, (height, width)):
            self._key, self._ground = (look, (height, width)), _painted(look, height, width)
        np.copyto(picture.view(np.uint32)[..., 0], self._ground, where=picture[..., 3] == 0)


def _painted(look: Look, height: int, width: int) -> NDArray[np.uint32]:
    """(h, w): the ground as opaque RGBA pixels, top row first."""
    shades = ground(look, height, slice(0, height), slice(0, width))[:, ::-1]
    picture = np.full((height, width, 4), 255, np.uint8)
    picture[..., :3] = np.moveaxis(np.clip(np.rint(shades), 0, 255), 0, -1)
    return picture.view(np.uint32)[..., 0]
