"""Basilar part of the occipital bone: a wedge, thin at the foramen magnum and thick where it meets the sphenoid."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.implicit import Distances, Points, smooth_both

# The clivus and the underside in the midline (y, z, mm): a point behind and one in front, read off the reference.
_CLIVUS = np.array([[74.3, -10.6], [85.8, 9.6]])
_UNDERSIDE = np.array([[77.0, -14.6], [94.5, -0.8]])
# Half width beside the foramen, and how it tapers towards the sphenoid (mm for each mm along the clivus).
_HALF_WIDTH, _TAPER = 13.6, 0.16
# How far the clivus is hollowed and the underside rounded from side to side (mm for each mm2).
_HOLLOW, _ROUND = 0.012, 0.014
# Pharyngeal tubercle: along the underside from its back point, height, half width, half length (mm; model values).
_TUBERCLE = 5.5, 1.5, 2.6, 4.0


def _level(points: Points, line: Points) -> tuple[Distances, Distances]:
    """Along the line from its first point, and above it (towards the brain)."""
    way = (line[1] - line[0]) / np.linalg.norm(line[1] - line[0])
    offset = points[:, 1:] - line[0]
    return offset @ way, offset @ np.array([-way[1], way[0]])


def basilar(points: Points) -> Distances:
    """Distance to the basilar part (right side; mirror x)."""
    x = points[:, 0]
    along, above = _level(points, _CLIVUS)
    back, below = _level(points, _UNDERSIDE)
    curve = 0.006 * np.clip(along - 11.0, -14.0, 14.0) ** 2 - 0.5
    place, height, wide, long = _TUBERCLE
    tubercle = height * np.exp(-((x / wide) ** 2) - ((back - place) / long) ** 2)
    upper = above - _HOLLOW * np.minimum(x, 15.0) ** 2 - curve
    lower = -below + _ROUND * x**2 - tubercle
    side = x - _HALF_WIDTH + _TAPER * np.clip(along, 0.0, 26.0)
    return smooth_both(smooth_both(upper, lower, 2.0), side, 3.0)
