"""A picture of the window's own to be taken: how large, and with what."""

from __future__ import annotations

from dataclasses import dataclass

# The first: as large as the picture in the window.
SIZES: tuple[tuple[int, int], ...] = ((0, 0), (1920, 1080), (3840, 2160), (2400, 2400))
SCALES = {"Small": 0.75, "Medium": 1.0, "Large": 1.4}  # of words
SHARE = 0.42  # of the width that images beside the picture take


@dataclass(frozen=True)
class Shot:
    """size: px, (0, 0) as in the window; scale: of the words on it."""

    size: tuple[int, int] = SIZES[0]
    labels: bool = True
    transparent: bool = False
    images: bool = True
    scale: float = 1.0


def parted(size: tuple[int, int], images: int) -> tuple[tuple[int, int], list[tuple[int, int, int, int]]]:
    """Size of the picture at the left, and (x, y, width, height) of each of the images in a column at the right."""
    wide, high = size
    if not images:
        return size, []
    left = wide - round(wide * SHARE)
    edges = [round(high * n / images) for n in range(images + 1)]
    boxes = [(left, edges[n], wide - left, edges[n + 1] - edges[n]) for n in range(images)]
    return (left, high), boxes
