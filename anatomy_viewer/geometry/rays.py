"""Where straight lines meet a triangle surface."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]
# Two triangles that share the edge that a line meets are one hit (mm).
_SAME = 1e-6


def ray_hits(origin: ArrayLike, direction: ArrayLike, corners: ArrayLike) -> Reals:
    """Sorted mm along the ray (h,) at which it meets the triangles `corners` (m, 3, 3).

    `direction` need not be a unit vector. Moeller and Trumbore, J. Graphics Tools 1997;2:21.
    """
    o, d = np.asarray(origin, dtype=np.float64), np.asarray(direction, dtype=np.float64)
    d = d / np.linalg.norm(d)
    abc = _near_the_line(o, d, np.asarray(corners, dtype=np.float64))
    e1, e2, s = abc[:, 1] - abc[:, 0], abc[:, 2] - abc[:, 0], o - abc[:, 0]
    across = np.cross(d, e2)
    determinant = (e1 * across).sum(axis=1)
    turned = np.cross(s, e1)
    crossing = np.abs(determinant) > 1e-14
    scale = 1.0 / np.where(crossing, determinant, 1.0)
    u, v = (s * across).sum(axis=1) * scale, (turned @ d) * scale
    t = (e2 * turned).sum(axis=1) * scale
    met = crossing & (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (t >= 0.0)
    hits = np.sort(t[met])
    return hits[np.diff(hits, prepend=-1.0) > _SAME]


def _near_the_line(origin: Reals, direction: Reals, corners: Reals) -> Reals:
    """The triangles whose first corner lies no farther from the line than their own longest edge."""
    offset = corners[:, 0] - origin
    apart = offset - (offset @ direction)[:, None] * direction
    reach = np.maximum(*(((corners[:, i] - corners[:, 0]) ** 2).sum(axis=1) for i in (1, 2)))
    return corners[(apart**2).sum(axis=1) <= reach + 1e-9]
