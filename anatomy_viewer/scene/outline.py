"""Outlines of what is seen of a structure, for the window to draw round a right or a wrong answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.scene.canvas import Eye, Size
from anatomy_viewer.scene.specimen import Specimen

Mask = NDArray[np.bool_]
Line = NDArray[np.float64]

_TOLERANCE = 2e-6  # of the depth picture: the same triangle drawn twice
_SMALLEST = 24  # pixels; a crumb behind a nerve needs no outline
_SMOOTHING = 9  # points of the pixel staircase that one point of the outline is the mean of


def silhouette(specimen: Specimen, eye: Eye, size: Size, structure: str, patch: str | None) -> list[Line]:
    """Closed polylines (n, 2) in pixels, y from the top, round the visible parts of a structure or of a patch of it."""
    if not specimen.spotlight([(structure, patch)]):
        return []
    canvas = specimen.canvas
    canvas.aim(eye, size)
    canvas.draw(specimen.solids)
    everything = canvas.depth().copy()
    canvas.draw([specimen.spot])
    alone = canvas.depth()
    seen = (alone < 1.0) & (alone <= everything + np.float32(_TOLERANCE))
    return outlines(seen[::-1])


def outlines(mask: Mask) -> list[Line]:
    """Closed polylines (n, 2), x and y in pixels, round the True parts of `mask` (h, w) and its holes."""
    loops = _traced(mask)
    return [_smooth(loop) for loop in loops if abs(_area(loop)) >= _SMALLEST]


def _traced(mask: Mask) -> list[Line]:
    """The staircases round the True parts, along pixel edges, True on the right hand."""
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in _steps(mask):
        onward.setdefault(start, []).append(end)
    loops = []
    while onward:
        here = next(iter(onward))
        loop = [here]
        after = onward[here][0]
        while after != loop[0] or len(loop) < 2:
            _take(onward, here, after)
            loop.append(after)
            here, after = after, _turn_right(onward[after], here, after)
        _take(onward, here, after)
        loops.append(np.array(loop, dtype=np.float64))
    return loops


def _steps(mask: Mask) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Each side of a True pixel that borders on a False one, as start and end corner (x, y)."""
    wide = np.pad(mask, 1)
    inside = wide[1:-1, 1:-1]
    steps: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for neighbour, start, end in (
        (wide[:-2, 1:-1], (0, 0), (1, 0)),
        (wide[1:-1, 2:], (1, 0), (1, 1)),
        (wide[2:, 1:-1], (1, 1), (0, 1)),
        (wide[1:-1, :-2], (0, 1), (0, 0)),
    ):
        y, x = np.nonzero(inside & ~neighbour)
        starts = zip((x + start[0]).tolist(), (y + start[1]).tolist(), strict=True)
        ends = zip((x + end[0]).tolist(), (y + end[1]).tolist(), strict=True)
        steps += zip(starts, ends, strict=True)
    return steps


def _take(
    onward: dict[tuple[int, int], list[tuple[int, int]]], start: tuple[int, int], end: tuple[int, int]
) -> None:
    onward[start].remove(end)
    if not onward[start]:
        del onward[start]


def _turn_right(
    choices: list[tuple[int, int]], before: tuple[int, int], here: tuple[int, int]
) -> tuple[int, int]:
    """Where two pixels touch at a corner only, the way that keeps them apart."""
    ahead = (here[0] - before[0], here[1] - before[1])
    return max(choices, key=lambda p: ahead[0] * (p[1] - here[1]) - ahead[1] * (p[0] - here[0]))


def _area(loop: Line) -> float:
    x, y = loop.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2.0


def _smooth(loop: Line) -> Line:
    """The staircase evened out, every other point dropped."""
    reach = _SMOOTHING // 2
    shifted = [np.roll(loop, shift, axis=0) for shift in range(-reach, reach + 1)]
    return np.asarray(np.mean(shifted, axis=0)[::2], dtype=np.float64)
