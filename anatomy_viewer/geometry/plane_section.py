"""Where a plane meets a surface: the segments of the outline that it leaves in an image."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]


def section(vertices: NDArray[np.floating], faces: NDArray[np.integer], plane: ImagePlane) -> Reals:
    """(n, 2, 2): ends of n segments as u and v, fractions of the image's width and height from its upper left corner.

    vertices (k, 3) in mm; faces (m, 3). Triangles that only touch the plane leave nothing.
    """
    gap = np.asarray(vertices, dtype=np.float64) - np.array(plane.centre)
    u = gap @ np.array(plane.across) / plane.width_mm + 0.5
    v = gap @ np.array(plane.down) / plane.height_mm + 0.5
    side = gap @ np.array(plane.normal)
    over = side > 0.0
    cut = faces[(over[faces].sum(axis=1) % 3) != 0]
    if not len(cut):
        return np.zeros((0, 2, 2))
    lone = over[cut].sum(axis=1) == 1
    alone = np.where(lone, over[cut].argmax(axis=1), (~over[cut]).argmax(axis=1))
    order = (alone[:, None] + np.arange(3)) % 3
    corners = np.take_along_axis(cut, order, axis=1)
    return np.stack([_crossing(u, v, side, corners[:, 0], corners[:, end]) for end in (1, 2)], axis=1)


def _crossing(u: Reals, v: Reals, side: Reals, a: NDArray[np.integer], b: NDArray[np.integer]) -> Reals:
    share = side[a] / (side[a] - side[b])
    return np.column_stack([u[a] + (u[b] - u[a]) * share, v[a] + (v[b] - v[a]) * share])
