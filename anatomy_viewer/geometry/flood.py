"""A fluid that fills a grid from one place, where it is easy first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
# Steps to a face's and an edge's neighbour: their lengths as 3 to 4 (Borgefors 1986, chamfer distances).
_STEPS = np.array([step for step in np.ndindex(3, 3, 3) if 1 <= np.abs(np.array(step) - 1).sum() <= 2]) - 1
_LENGTHS = np.where(np.abs(_STEPS).sum(axis=1) == 1, 3, 4)


def flooded(cost: NDArray[np.uint8], seed: Sequence[int], count: int) -> Mask:
    """The `count` nodes of the grid that are reached first from `seed` (i, j, k); fewer where no more can be reached.

    `cost` (i, j, k): how much a step into the node costs per length, 0 where nothing passes. Dial's buckets (Comm ACM
    1969;12:632), a whole bucket at a time; of the last bucket the nodes nearest to the seed are taken.
    """
    padded = np.pad(cost, 1)
    flat, jump = padded.ravel(), _STEPS @ (np.array(padded.strides) // padded.itemsize)
    start = int(np.ravel_multi_index([int(i) + 1 for i in seed], padded.shape))
    best = np.full(len(flat), np.iinfo(np.int32).max, dtype=np.int32)
    taken, buckets, left, level = np.zeros(len(flat), dtype=np.bool_), {0: [np.array([start])]}, count, 0
    best[start] = 0
    while buckets and left > 0:
        level = min(buckets)
        nodes = np.unique(np.concatenate(buckets.pop(level)))
        nodes = nodes[(best[nodes] == level) & ~taken[nodes]]
        if len(nodes) > left:
            nodes = _nearest(nodes, start, padded.shape)[:left]
        taken[nodes] = True
        left -= len(nodes)
        _relax(nodes, level, flat, jump, best, buckets)
    return taken.reshape(padded.shape)[1:-1, 1:-1, 1:-1]


def _relax(
    nodes: Ints,
    level: int,
    cost: NDArray[np.uint8],
    jump: Ints,
    best: NDArray[np.int32],
    buckets: dict[int, list[Ints]],
) -> None:
    """Offer the neighbours of `nodes`, reached at `level`, their way through these."""
    near = (nodes[:, None] + jump).ravel()
    price = cost[near].astype(np.int32)
    offered = level + price * np.tile(_LENGTHS, len(nodes)).astype(np.int32)
    better = np.flatnonzero((price > 0) & (offered < best[near]))
    near, offered = near[better], offered[better]
    np.minimum.at(best, near, offered)
    final = best[near]
    for value in np.unique(final).tolist():
        buckets.setdefault(value, []).append(near[final == value])


def _nearest(nodes: Ints, start: int, shape: tuple[int, ...]) -> Ints:
    away = np.stack(np.unravel_index(nodes, shape)) - np.array(np.unravel_index(start, shape))[:, None]
    return nodes[np.argsort((away**2).sum(axis=0), kind="stable")]
