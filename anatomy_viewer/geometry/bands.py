"""The layers over and under a course, station by station: what a line from the skin through it meets down to bone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.fields import Field
from anatomy_viewer.geometry.winding import Winding
from anatomy_viewer.model.nerve import STEP, Bands

Reals = NDArray[np.float64]
# Narrower clefts of the bone (mm: a suture) are bridged.
_CLEFT = 5


def bands(
    places: Reals,
    outward: Reals,
    depth: Reals,
    solids: Mapping[str, Field],
    bones: frozenset[str],
    skin: str,
    coat: tuple[str, Reals],
    deepest: float,
) -> Bands:
    """Bands along lines from the skin (`depth` mm from `places` (n, 3) along `outward`) to `deepest` mm under it.

    skin: its name; all that lies over the first body is skin. coat: name and triangles (m, 3, 3) of the closed body
    under the skin (fat), which whatever else is there displaces.
    """
    steps = (np.arange(round(deepest / STEP)) + 0.5) * STEP
    points = (places[:, None] + (depth[:, None] - steps)[..., None] * outward[:, None]).reshape(-1, 3)
    names = ("", coat[0], *solids, skin)
    rows = np.where(Winding(coat[1]).at(points) > 0, 1, 0).astype(np.int16)
    reached = np.full(len(points), 0.0)
    for index, solid in enumerate(solids.values(), 2):
        distance = solid.distance(points)
        deeper = (distance < 0.0) & (distance < reached)
        reached[deeper], rows[deeper] = distance[deeper], index
    table = rows.reshape(len(places), -1)
    table[(table != 0).cumsum(axis=1) == 0] = len(names) - 1
    return Bands(names, _down_to_bone(table, [i for i, name in enumerate(names) if name in bones]))


def _down_to_bone(table: NDArray[np.int16], bones: list[int]) -> NDArray[np.int16]:
    """The rows with everything under the first bone of a column made that bone, narrow clefts bridged."""
    bony = np.isin(table, bones)
    row = np.arange(table.shape[1])
    first = np.where(bony.any(axis=1), bony.argmax(axis=1), len(row))
    bridged = np.minimum(first, _widened(_widened(first, np.min), np.max))
    owner = np.where(bridged < first, 0, np.arange(len(first)))  # a bridge is of the bone before it
    owner = np.maximum.accumulate(owner)
    bone = table[owner, np.minimum(first[owner], len(row) - 1)]
    return np.where(row >= bridged[:, None], bone[:, None], table)


def _widened(values: NDArray[np.int64], pick: Callable[..., NDArray[np.int64]]) -> NDArray[np.int64]:
    """(n,): the least or greatest (`pick`) of the values round each place, _CLEFT places wide."""
    ends = np.pad(values, _CLEFT // 2, mode="edge")
    return np.asarray(pick(np.lib.stride_tricks.sliding_window_view(ends, _CLEFT), axis=1))
