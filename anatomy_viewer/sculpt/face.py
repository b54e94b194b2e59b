"""The face on the skin: its radius about an upright axis, then brow, lids, nose, lips and chin from blocks.

Radius = facial skeleton of this specimen + the usual depth of its soft tissue (forehead 6, cheekbone 7, chin 11,
masseter and parotid 20 mm; K), evened out by hand. It is nobody's likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Distances,
    Ellipsoid,
    Field,
    HalfSpace,
    Points,
    folded,
    sculpture,
    smooth_both,
    smooth_union,
)

# Radius (mm) about the upright line x 0, y 100: columns degrees from the front, rows heights from below.
_ANGLES = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 75.0, 90.0)
_HEIGHTS = (-94.0, -80.0, -70.0, -62.0, -50.0, -37.0, -22.0, -8.0, 4.0, 17.0, 30.0, 40.0, 50.0, 66.0)
_AXIS_Y = 100.0
_RADII = np.array(
    [[69.0, 67.5, 62.0, 55.0, 50.0, 47.0, 46.0, 46.0, 47.0],
     [71.5, 70.0, 64.5, 58.0, 53.5, 50.5, 49.5, 49.5, 50.5],
     [72.5, 71.0, 66.5, 61.0, 57.0, 54.0, 53.0, 53.0, 54.5],
     [71.0, 70.0, 67.0, 63.0, 59.8, 57.6, 56.8, 56.8, 57.5],
     [73.0, 72.0, 69.0, 65.6, 63.0, 62.0, 61.4, 60.8, 60.5],
     [76.0, 74.5, 71.4, 68.4, 66.6, 66.2, 65.6, 64.8, 63.8],
     [78.0, 75.4, 72.6, 70.6, 69.6, 69.4, 68.6, 67.4, 66.0],
     [70.0, 71.4, 70.6, 70.8, 71.6, 71.4, 70.2, 69.2, 67.4],
     [66.0, 67.6, 66.2, 66.2, 68.4, 70.0, 69.6, 69.6, 68.6],
     [63.0, 63.0, 60.0, 59.0, 61.5, 68.0, 68.2, 67.6, 67.0],
     [69.8, 69.4, 67.2, 66.6, 69.6, 70.6, 68.6, 67.2, 67.2],
     [72.4, 72.6, 72.2, 72.4, 72.6, 71.4, 68.6, 66.8, 67.6],
     [72.0, 72.4, 73.0, 72.8, 71.8, 70.4, 68.4, 66.4, 67.6],
     [70.5, 71.0, 72.5, 72.2, 70.5, 68.6, 67.0, 66.0, 67.5]]
)  # fmt: skip
# The lower border of the jaw, from the angle to the chin; the mask ends above the forehead and before the ear.
_JAW = HalfSpace((0.0, 160.0, -87.0), (0.0, -0.38, -0.925))
_TOP = HalfSpace((0.0, 150.0, 58.0), (0.0, 0.25, 0.97))
_BACK = HalfSpace((0.0, 88.0, 0.0), (0.0, -1.0, 0.0))


def rope(places: Sequence[tuple[float, float, float, float]], pieces: int = 14) -> Field:
    """Through x, y, z, radius: capsules between close points of a spline."""
    from scipy.interpolate import CubicSpline

    line = CubicSpline(np.arange(len(places)), np.array(places))(
        np.linspace(0.0, len(places) - 1.0, pieces + 1)
    )
    capsules = [Capsule(a[:3], b[:3], (a[3], a[3]), (b[3], b[3])) for a, b in pairwise(line)]
    return lambda points: np.min([capsule(points) for capsule in capsules], axis=0)


LIPS = (
    rope(((0.0, 175.4, -39.6, 2.6), (4.6, 175.4, -38.6, 3.0), (12.0, 171.8, -40.6, 2.8), (20.0, 165.6, -43.2, 1.5))),
    rope(((0.0, 174.0, -46.2, 3.6), (8.0, 172.4, -46.0, 3.3), (19.0, 165.6, -43.8, 1.5))),
)  # fmt: skip
# The closed lids meet here in a line that droops to the outside, and the eyebrow grows here.
LID_SEAM = rope(((18.6, 156.4, 12.8, 0.5), (23.0, 157.5, 11.0, 0.8), (31.0, 156.5, 9.4, 0.9), (39.0, 153.9, 10.0, 0.8),
                 (45.0, 150.2, 12.4, 0.5)))  # fmt: skip
BROW = rope(
    ((10.5, 173.0, 34.6, 2.6), (22.0, 170.5, 37.0, 2.4), (36.0, 162.5, 38.2, 1.8), (49.0, 151.0, 33.8, 0.9))
)

_BLOCKS = (
    # Brow, closed eyes under the fold of the upper lid, the line where the lids meet.
    Block("add", Capsule((8.0, 165.2, 36.0), (44.0, 147.0, 36.4), (6.0, 5.4), (6.0, 5.4)), 10.0),
    Block("add", Ellipsoid((31.5, 143.6, 15.6), (17.0, 13.2, 13.4), (0.0, 0.0, -0.2)), 7.0),
    Block("add", Ellipsoid((19.5, 147.0, 14.6), (6.0, 7.0, 7.0)), 6.0),
    Block("cut", rope(((19.0, 157.0, 20.4, 0.5), (31.0, 161.4, 23.0, 0.7), (45.0, 153.2, 19.6, 0.5))), 3.0),
    Block("cut", LID_SEAM, 2.4),
    # Nose: side walls, bridge, tip, wings with the groove behind them, columella, nostrils.
    Block("add", Capsule((0.0, 158.0, 27.0), (0.0, 169.0, -9.0), (8.0, 8.0), (14.0, 12.0)), 12.0),
    Block("add", Capsule((0.0, 166.4, 28.0), (0.0, 185.6, -5.0), (4.2, 4.6), (6.0, 6.4)), 9.0),
    Block("add", Ellipsoid((0.0, 186.6, -9.4), (7.4, 7.8, 6.6)), 7.0),
    Block("add", Ellipsoid((9.2, 177.4, -12.4), (5.0, 9.6, 6.6), (0.0, 0.0, -0.5)), 9.0),
    Block("add", Capsule((0.0, 186.6, -14.2), (0.0, 176.0, -20.0), (3.2, 3.2), (4.4, 3.6)), 4.0),
    Block("cut", rope(((15.6, 177.6, -7.0, 0.2), (17.4, 174.0, -13.6, 0.3), (15.6, 174.0, -19.2, 0.2))), 3.0),
    Block("cut", Ellipsoid((5.6, 180.2, -20.4), (2.2, 5.0, 2.8), (0.3, 0.0, 0.3)), 1.8),
    # Groove of the upper lip between its ridges, lips, the line between them, the furrow over the chin, the chin.
    Block("add", Capsule((3.2, 174.8, -24.0), (4.6, 174.0, -35.0), (1.2, 1.2), (1.4, 1.4)), 4.0),
    Block("cut", Capsule((0.0, 181.4, -28.0), (0.0, 179.2, -35.0), (1.0, 1.0), (1.7, 1.7)), 5.0),
    Block("add", LIPS[0], 5.0),
    Block("add", LIPS[1], 5.0),
    Block("cut", rope(((0.0, 179.4, -42.6, 0.6), (9.0, 177.0, -42.8, 0.6), (20.0, 168.8, -43.4, 0.3))), 2.4),
    Block("cut", rope(((0.0, 176.6, -55.4, 1.6), (10.0, 174.6, -55.4, 1.4), (17.0, 170.0, -52.6, 0.9))), 6.0),
    Block("add", Ellipsoid((0.0, 162.4, -70.0), (14.0, 10.6, 9.4)), 11.0),
    # The fold from the wing of the nose round the mouth.
    Block("cut", rope(((17.0, 173.4, -13.4, 0.7), (23.4, 173.0, -26.0, 0.8), (28.4, 168.6, -38.0, 0.6),
                       (30.4, 166.4, -47.0, 0.4))), 5.0),
)  # fmt: skip

_THROAT = (
    Block("add", Capsule((0.0, 104.0, -60.0), (0.0, 94.0, -134.0), (36.0, 24.0), (38.0, 28.0)), 8.0),
    # Floor of the mouth behind the chin, larynx.
    Block("add", Capsule((0.0, 146.0, -74.0), (0.0, 112.0, -80.0), (26.0, 9.0), (34.0, 14.0)), 14.0),
    Block("add", Ellipsoid((0.0, 119.0, -102.0), (8.0, 9.0, 14.0)), 9.0),
    # Parotid gland and what fills the hollow between jaw and mastoid.
    Block("add", Ellipsoid((55.0, 84.0, -24.0), (10.0, 14.0, 26.0), (0.25, 0.0, 0.0)), 12.0),
)
# Where the features lie: low and high corner (mm).
_FEATURES = np.array([[-1.0, 124.0, -96.0], [62.0, 216.0, 62.0]])


@cache
def _table():  # type: ignore[no-untyped-def]
    from scipy.interpolate import RectBivariateSpline

    return RectBivariateSpline(_HEIGHTS, _ANGLES, _RADII, kx=3, ky=3)


def _mask(points: Points) -> Distances:
    """Distance to the face without its features: the radius table, closed under the jaw."""
    angle = np.degrees(np.arctan2(np.abs(points[:, 0]), points[:, 1] - _AXIS_Y))
    height = np.clip(points[:, 2], _HEIGHTS[0], _HEIGHTS[-1])
    limit = _table().ev(height, np.clip(angle, 0.0, _ANGLES[-1]))
    value = 0.94 * (np.hypot(points[:, 0], points[:, 1] - _AXIS_Y) - limit)
    value = smooth_both(value, _JAW(points), 16.0)
    return smooth_both(smooth_both(value, _TOP(points), 10.0), _BACK(points), 12.0)


def face_field() -> Field:
    """Negative inside the face with its throat."""
    blocks = sculpture((Block("add", _mask, 0.0), *_BLOCKS), symmetric=False)
    throat = sculpture(_THROAT, symmetric=False)

    def field(points: Points) -> Distances:
        right = folded(points)
        near = ((right > _FEATURES[0]) & (right < _FEATURES[1])).all(axis=1)
        value = np.empty(len(points))
        value[near], value[~near] = blocks(right[near]), _mask(right[~near])
        return smooth_union(value, throat(right), 12.0)

    return field
