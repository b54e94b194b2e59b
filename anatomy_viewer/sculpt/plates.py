"""Thin bone: a smooth sheet through few control points, thickened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.implicit import Distances, Points

# Distance (mm) between neighbouring samples of the sheet: far below its thickness.
_SPACING = 0.3


@dataclass(frozen=True)
class Plate:
    """The polynomial sheet through a net of points, as thick as the net says at each of them; its rim is round.

    net: (rows, columns, 4): x, y, z and thickness in mm.
    """

    net: NDArray[np.float64]

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        tree, half = self._samples
        near_distance, near = tree.query(points)
        return np.asarray(near_distance - half[near])

    @cached_property
    def _samples(self) -> tuple[Any, NDArray[np.float64]]:
        from scipy.spatial import cKDTree

        along = np.linalg.norm(np.diff(self.net[..., :3], axis=0), axis=-1).sum(axis=0).max()
        across = np.linalg.norm(np.diff(self.net[..., :3], axis=1), axis=-1).sum(axis=1).max()
        u, v = (np.linspace(0.0, 1.0, int(length / _SPACING) + 2) for length in (along, across))
        rows, columns = _through(u, self.net.shape[0]), _through(v, self.net.shape[1])
        places = np.einsum("ai,bj,ijk->abk", rows, columns, self.net).reshape(-1, 4)
        return cKDTree(places[:, :3]), places[:, 3] / 2.0


def _through(t: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """(len(t), count): weights with which `count` evenly spaced values are interpolated at t (Lagrange)."""
    nodes = np.linspace(0.0, 1.0, count)
    weights = np.ones((len(t), count))
    for i, j in np.ndindex(count, count):
        if i != j:
            weights[:, i] *= (t - nodes[j]) / (nodes[i] - nodes[j])
    return weights
