"""What the skin shows that has no bones of its own here: face, ears, shoulders; and where the hair begins.

The face follows the specimen's forehead and the usual distances of an adult face; it is nobody's likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid, Field, Points
from anatomy_viewer.sculpt.noise import value_noise

SKIN = np.array([217.0, 165.0, 139.0])
WARM = np.array([206.0, 138.0, 116.0])
LIP = np.array([186.0, 106.0, 98.0])
HAIR = np.array([156.0, 122.0, 102.0])

FACE = (
    # Midface, cheeks, temples, jaw from the angle to the chin, throat.
    Block("add", Ellipsoid((0.0, 132.0, 2.0), (46.0, 38.0, 46.0)), 10.0),
    Block("add", Capsule((26.0, 150.0, -2.0), (57.0, 116.0, 6.0), (17.0, 15.0), (10.0, 10.0)), 12.0),
    Block("add", Ellipsoid((50.0, 108.0, 30.0), (17.0, 32.0, 32.0)), 14.0),
    Block("add", Capsule((50.0, 98.0, 2.0), (45.5, 101.0, -44.0), (11.0, 18.0), (11.0, 15.0)), 14.0),
    Block("add", Ellipsoid((33.0, 128.0, -28.0), (24.0, 32.0, 32.0), (0.0, 0.0, -0.35)), 18.0),
    Block("add", Capsule((45.0, 103.0, -46.0), (12.0, 156.0, -61.0), (11.0, 12.0), (14.0, 13.0)), 14.0),
    Block("add", Ellipsoid((0.0, 140.0, -38.0), (32.0, 36.0, 30.0)), 14.0),
    Block("add", Ellipsoid((0.0, 163.0, -60.0), (15.0, 12.0, 12.0)), 9.0),
    Block("add", Capsule((0.0, 118.0, -56.0), (0.0, 100.0, -130.0), (36.0, 24.0), (36.0, 26.0)), 18.0),
    Block("add", Ellipsoid((0.0, 119.0, -98.0), (9.0, 8.0, 13.0)), 8.0),
    # Brow, sockets, closed eyes.
    Block("add", Capsule((9.0, 165.0, 44.0), (46.0, 149.0, 39.0), (6.0, 6.0), (6.0, 6.0)), 10.0),
    Block("cut", Ellipsoid((30.0, 173.0, 29.0), (15.0, 9.0, 8.5), (0.0, 0.0, -0.35)), 9.0),
    Block("add", Ellipsoid((31.0, 152.5, 27.5), (13.5, 12.0, 11.0)), 4.0),
    Block("cut", Capsule((21.0, 165.2, 24.0), (42.0, 158.0, 24.6), (0.5, 0.8), (0.5, 0.8)), 1.6),
    # Nose: bridge, base, tip, wings, nostrils.
    Block("add", Capsule((0.0, 161.0, 37.0), (0.0, 178.0, 7.0), (6.5, 6.5), (9.5, 10.0)), 8.0),
    Block("add", Ellipsoid((0.0, 172.0, 0.0), (14.5, 11.0, 8.0)), 6.0),
    Block("add", Ellipsoid((0.0, 184.0, 3.0), (8.8, 8.0, 7.2)), 7.0),
    Block("add", Ellipsoid((10.2, 177.5, -1.0), (5.8, 8.0, 6.0), (0.0, 0.0, -0.4)), 4.5),
    Block("cut", Ellipsoid((5.4, 181.5, -7.2), (2.8, 4.2, 3.2)), 1.8),
    # Mouth: fullness behind the lips, lips, the line between them, the grooves above and below.
    Block("add", Ellipsoid((0.0, 159.0, -24.0), (27.0, 18.0, 17.0)), 10.0),
    Block("add", Capsule((4.0, 175.0, -18.8), (20.0, 166.5, -22.0), (4.0, 3.8), (2.4, 2.2)), 4.5),
    Block("add", Capsule((0.0, 174.0, -28.0), (18.0, 166.5, -24.8), (4.6, 4.4), (2.4, 2.2)), 4.5),
    Block("cut", Capsule((0.0, 180.0, -23.4), (22.0, 170.0, -23.4), (0.7, 1.4), (0.5, 1.0)), 1.8),
    Block("cut", Capsule((0.0, 180.5, -9.0), (0.0, 181.5, -16.0), (1.4, 1.4), (1.4, 1.4)), 3.0),
    Block("cut", Capsule((0.0, 179.0, -41.0), (16.0, 173.0, -39.0), (3.0, 3.0), (2.5, 2.5)), 7.0),
)  # fmt: skip


def _rope(places: Sequence[tuple[float, float, float, float]]) -> Field:
    """Through x, y, z, radius: capsules between close points of a spline."""
    from scipy.interpolate import CubicSpline

    line = CubicSpline(np.arange(len(places)), np.array(places))(np.linspace(0.0, len(places) - 1.0, 15))
    pieces = [Capsule(a[:3], b[:3], (a[3], a[3]), (b[3], b[3])) for a, b in pairwise(line)]
    return lambda points: np.min([piece(points) for piece in pieces], axis=0)


_HELIX = (
    (65.5, 82.0, 6.0, 2.2), (68.0, 86.5, 20.0, 2.8), (72.5, 78.0, 34.0, 3.1), (77.0, 64.0, 32.0, 3.2),
    (79.0, 56.5, 16.0, 3.1), (75.5, 60.5, -4.0, 2.8), (71.0, 68.5, -16.0, 2.6),
)  # fmt: skip
_ANTIHELIX = (
    (71.5, 77.0, 27.0, 1.8),
    (74.6, 69.5, 20.0, 2.6),
    (75.6, 65.5, 8.0, 2.8),
    (73.2, 69.5, -7.0, 2.6),
)
EAR = (
    # The plate, the helix from its root round to the lobe, the lobe, the groove inside the helix.
    Block("add", Ellipsoid((69.0, 71.0, 9.0), (3.6, 15.5, 26.0), (0.16, 0.0, 0.36)), 2.0),
    Block("add", _rope(_HELIX), 2.0),
    Block("add", Ellipsoid((69.0, 74.0, -18.5), (4.0, 6.4, 7.0), (0.2, 0.0, 0.3)), 3.0),
    Block("cut", Ellipsoid((77.5, 67.0, 22.0), (4.4, 7.6, 10.0), (0.3, 0.0, 0.36)), 2.4),
    # Antihelix, concha, tragus and the bump opposite.
    Block("add", _rope(_ANTIHELIX), 2.0),
    Block("cut", Ellipsoid((74.0, 75.5, 4.0), (8.6, 7.2, 9.8), (0.2, 0.0, 0.36)), 2.4),
    Block("add", Ellipsoid((68.4, 84.0, 0.5), (3.4, 3.4, 5.4), (0.0, 0.0, 0.5)), 2.6),
)  # fmt: skip

BUST = (
    # Pads over the protuberance and under it, neck, upper back and chest, shoulders with the collar bone.
    Block("add", Ellipsoid((0.0, 6.0, -3.0), (14.0, 17.4, 12.0)), 8.0),
    Block("add", Capsule((0.0, 6.4, -5.0), (0.0, 23.0, -27.0), (16.0, 10.5), (18.0, 9.5)), 10.0),
    Block("add", Capsule((0.0, 70.0, -40.0), (0.0, 62.0, -150.0), (40.0, 34.0), (50.0, 44.0)), 10.0),
    Block("add", Ellipsoid((0.0, 50.0, -174.0), (116.0, 66.0, 60.0)), 24.0),
    Block("add", Ellipsoid((0.0, 82.0, -186.0), (104.0, 56.0, 48.0)), 20.0),
    Block("add", Capsule((46.0, 54.0, -170.0), (112.0, 50.0, -184.0), (36.0, 26.0), (34.0, 30.0)), 24.0),
    Block("add", Capsule((20.0, 124.0, -166.0), (106.0, 66.0, -156.0), (8.0, 7.0), (8.0, 7.0)), 16.0),
)  # fmt: skip


def skin_colours(vertices: Points) -> NDArray[np.float64]:
    """(n, 3): skin, warmer on cheeks, nose and ears, lips, and cropped hair above the hairline."""
    places = np.concatenate([np.abs(vertices[:, :1]), vertices[:, 1:]], axis=1)
    nose, cheek = _spot(places, (0.0, 184.0, 3.0), 13.0), _spot(places, (42.0, 150.0, -4.0), 22.0)
    ear = _spot(places, (77.0, 68.0, 8.0), 20.0)
    lips = _spot(places * [0.55, 1.0, 1.35], (0.0, 179.0, -31.5), 11.0) * (np.abs(places[:, 2] + 23.5) < 10.0)
    hair = _hair(places) * (1.0 - np.clip(2.0 * ear, 0.0, 1.0))
    colours = SKIN + 3.0 * value_noise(places, 7.0, seed=41)[:, None]
    for share, tint in (
        (0.6 * np.maximum(nose, 0.8 * cheek), WARM),
        (0.5 * ear, WARM),
        (0.9 * lips, LIP),
        (hair, HAIR),
    ):
        colours = colours + share[:, None] * (tint - colours)
    return colours


def _spot(points: Points, centre: tuple[float, float, float], radius: float) -> NDArray[np.float64]:
    return np.asarray(np.exp(-((np.linalg.norm(points - centre, axis=1) / radius) ** 2)))


# The hairline's height (mm) at places further and further forwards: nape, behind the ear, over it, temple, forehead.
_HAIRLINE = np.array(
    [[-40.0, -47.0], [15.0, -46.0], [45.0, -32.0], [56.0, -10.0], [62.0, 10.0], [80.0, 30.0], [96.0, 24.0],
     [104.0, 12.0], [112.0, 26.0], [124.0, 58.0], [150.0, 86.0], [180.0, 96.0]]
)  # fmt: skip


def _hair(places: Points) -> NDArray[np.float64]:
    """0..0.85: hair grows above a line from the nape round the ear to the temple and over the forehead."""
    line = np.interp(places[:, 1], _HAIRLINE[:, 0], _HAIRLINE[:, 1])
    ragged = 5.0 * value_noise(places, 9.0, seed=42)
    return np.asarray(0.85 * np.clip((places[:, 2] - line + ragged) / 9.0 + 0.5, 0.0, 1.0))
