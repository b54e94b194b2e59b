"""What is seen in many directions from one place inside: quick, for triangles are sorted by direction first."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.solid import unit

Reals = NDArray[np.float64]
# Chord between unit directions within which small triangles are looked for.
_NEAR = 0.12


class View:
    """The triangles `corners` (m, 3, 3) as seen from `place` (3,) mm."""

    def __init__(self, place: ArrayLike, corners: ArrayLike) -> None:
        """Sorts the triangles by the direction of their middles; wide ones are always asked."""
        from scipy.spatial import cKDTree

        self._place, self._corners = (
            np.asarray(place, dtype=np.float64),
            np.asarray(corners, dtype=np.float64),
        )
        seen = unit(self._corners - self._place)
        middle = unit(self._corners.mean(axis=1) - self._place)
        wide = np.linalg.norm(seen - middle[:, None], axis=-1).max(axis=1) > _NEAR
        self._small, self._wide = np.flatnonzero(~wide), np.flatnonzero(wide)
        self._tree = cKDTree(middle[self._small])

    def hits(self, way: Reals) -> Reals:
        """(h,) mm: all hits in the unit direction `way`, the nearest first."""
        near = self._small[self._tree.query_ball_point(way, _NEAR)]
        return ray_hits(self._place, way, self._corners[np.concatenate([near, self._wide])])

    def first(self, ways: Reals) -> Reals:
        """(...,) mm to the first hit in each direction (..., 3); nan where there is none."""
        return self._each(ways, 0)

    def last(self, ways: Reals) -> Reals:
        """(...,) mm to the last hit."""
        return self._each(ways, -1)

    def _each(self, ways: Reals, which: int) -> Reals:
        found = [self.hits(way) for way in ways.reshape(-1, 3)]
        return np.array([h[which] if len(h) else np.nan for h in found]).reshape(ways.shape[:-1])
