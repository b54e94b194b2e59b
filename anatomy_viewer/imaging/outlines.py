"""The outlines of structures in an image as smooth lines: marching squares on the slice of labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
# px: how much the stairs of half-millimetre voxels are smoothed; shortest line that is kept, in corners.
_BLUR, _SHORTEST = 1.2, 8
# Corners of a cell, clockwise from the top left, as bits 1 2 4 8; edges: 0 top, 1 right, 2 foot, 3 left.
_EDGES: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((3, 0),),
    ((0, 1),),
    ((3, 1),),
    ((1, 2),),
    ((3, 0), (1, 2)),
    ((0, 2),),
    ((3, 2),),
    ((2, 3),),
    ((2, 0),),
    ((0, 1), (2, 3)),
    ((2, 1),),
    ((1, 3),),
    ((1, 0),),
    ((0, 3),),
    (),
)


def outlines(labels: NDArray[np.uint8], numbers: Sequence[int], blur: float = _BLUR) -> list[Reals]:
    """Closed lines (n, 2) of x and y, in fractions of the width and height, round what has one of `numbers`."""
    mask = np.isin(labels, list(numbers))
    if not mask.any():
        return []
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    margin = int(3 * blur) + 2
    top, left = rows[0] - margin, columns[0] - margin
    part = np.pad(mask, margin)[
        rows[0] : rows[-1] + 2 * margin + 1, columns[0] : columns[-1] + 2 * margin + 1
    ]
    lines = contours(_blurred(part.astype(np.float64), blur), 0.5)
    size = np.array([labels.shape[1], labels.shape[0]])
    first = np.array([left + 0.5, top + 0.5])
    return [(line + first) / size for line in lines if len(line) >= _SHORTEST]


def contours(values: Reals, level: float) -> list[Reals]:
    """Lines (n, 2) of column and row along which `values` (r, c) are `level`; closed ones end where they begin."""
    above = values > level
    codes = above[:-1, :-1] + 2 * above[:-1, 1:] + 4 * above[1:, 1:] + 8 * above[1:, :-1]
    following: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for row, column in np.argwhere((codes > 0) & (codes < 15)).tolist():
        for start, end in _EDGES[codes[row, column]]:
            following[_edge(row, column, start)] = _edge(row, column, end)
    found = []
    while following:
        first = next(iter(following))
        chain = [first]
        while chain[-1] in following:
            chain.append(following.pop(chain[-1]))
        found.append(np.array([_crossing(values, level, *edge) for edge in chain]))
    return found


def _edge(row: int, column: int, number: int) -> tuple[int, int, int]:
    """The side of a cell as (row, column, 0 for a level one or 1 for an upright one), the same for both its cells."""
    return ((row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1))[number]


def _crossing(values: Reals, level: float, row: int, column: int, upright: int) -> tuple[float, float]:
    a = values[row, column]
    b = values[row + 1, column] if upright else values[row, column + 1]
    share = (level - a) / (b - a)
    return (column, row + share) if upright else (column + share, row)


def _blurred(values: Reals, width: float) -> Reals:
    half = int(3 * width) + 1
    weights = np.exp(-0.5 * (np.arange(-half, half + 1) / width) ** 2)
    weights /= weights.sum()
    for _ in range(2):
        values = np.stack([np.convolve(row, weights, "same") for row in values]).T
    return values
