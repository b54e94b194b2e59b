"""Tubes along centre-lines as bodies that other courses keep clear of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length

Reals = NDArray[np.float64]
# mm between the places on a centre-line that are asked; how far away (mm) a tube is still looked for.
_DENSE, _REACH = 0.4, 8.0


class Tubes:
    """The round tubes of some centre-lines; answers like a `Field` or a `Surface`."""

    def __init__(self, lines: Iterable[Reals]) -> None:
        """`lines`: stations (n, 4) x, y, z, radius in mm of each part."""
        self._rows = np.vstack([_dense(line) for line in lines])

    @cached_property
    def box(self) -> tuple[Reals, Reals]:
        """Lowest and highest corner (3,) each, mm."""
        reach = self._rows[:, 3:]
        return (self._rows[:, :3] - reach).min(axis=0), (self._rows[:, :3] + reach).max(axis=0)

    @cached_property
    def _tree(self) -> Any:
        from scipy.spatial import cKDTree

        return cKDTree(self._rows[:, :3])

    def push(self, points: ArrayLike) -> tuple[Reals, Reals]:
        """Signed distance (n,) to the wall in mm, at most about _REACH, and the unit direction (n, 3) away."""
        places = np.atleast_2d(np.asarray(points, dtype=np.float64))
        gap, found = self._tree.query(places, distance_upper_bound=_REACH)
        near = np.isfinite(gap)
        distance, away = np.full(len(places), _REACH), np.zeros((len(places), 3))
        rows = self._rows[found[near]]
        distance[near] = gap[near] - rows[:, 3]
        away[near] = (places[near] - rows[:, :3]) / np.maximum(gap[near, None], 1e-9)
        return distance, away

    def distance(self, points: ArrayLike) -> Reals:
        """(n,): signed mm from each of `points` (n, 3) to the nearest wall, at most about _REACH."""
        return self.push(points)[0]

    def holds(self, points: ArrayLike) -> NDArray[np.bool_]:
        """(n,): whether each point lies inside."""
        return self.distance(points) < 0.0


def _dense(line: Reals) -> Reals:
    length = float(arc_lengths(line[:, :3])[-1])
    return at_length(line, np.linspace(0.0, length, max(2, round(length / _DENSE) + 1)))
