"""How deep one body reaches into another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.distance import Surface

Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Body:
    """A closed surface and points spread over it: its vertices and the middles of its faces."""

    surface: Surface
    points: Reals
    low: Reals
    high: Reals

    @classmethod
    def of(cls, vertices: ArrayLike, faces: ArrayLike) -> Body:
        """vertices (n, 3) mm; faces (m, 3), outwards."""
        places, corners = np.asarray(vertices, dtype=np.float64), np.asarray(faces, dtype=np.int64)
        points = np.vstack([places, places[corners].mean(axis=1)])
        return cls(Surface(places, corners), points, places.min(axis=0), places.max(axis=0))

    def mirrored(self) -> Body:
        """The same on the other side of the body."""
        flip = np.array([-1.0, 1.0, 1.0])
        faces = np.arange(3 * len(self.surface.corners)).reshape(-1, 3)[:, ::-1]
        return Body.of((self.surface.corners * flip).reshape(-1, 3), faces)


def deepest(a: Body, b: Body) -> tuple[float, Reals]:
    """mm that the surface of either body reaches below that of the other, and where; 0 when they are apart."""
    found = [_reach(a, b), _reach(b, a)]
    return max(found, key=lambda reach: reach[0])


def boxes_meet(a: Body, b: Body, beyond: float = 0.0) -> bool:
    """Whether their boxes overlap by more than `beyond` mm along each axis."""
    return bool((np.minimum(a.high, b.high) - np.maximum(a.low, b.low) > beyond).all())


def _reach(a: Body, b: Body) -> tuple[float, Reals]:
    near = a.points[((a.points > b.low) & (a.points < b.high)).all(axis=1)]
    inside = near[b.surface.holds(near)] if len(near) else near
    if not len(inside):
        return 0.0, np.zeros(3)
    depth = b.surface.gaps(inside)
    return float(depth.max()), inside[depth.argmax()]
