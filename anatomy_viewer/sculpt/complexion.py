"""The colours of the skin: warmer where blood lies near, lips, brows and lids, cropped hair above the hairline."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.ear import ear_field
from anatomy_viewer.sculpt.face import BROW, LID_SEAM, LIPS
from anatomy_viewer.sculpt.implicit import Points

SKIN = np.array([219.0, 170.0, 145.0])
WARM = np.array([208.0, 140.0, 118.0])
LIP = np.array([188.0, 112.0, 104.0])
HAIR = np.array([150.0, 124.0, 110.0])
LASH = np.array([96.0, 66.0, 54.0])
# The hairline's height (mm) at places further and further forwards: nape, behind the ear, over it, temple, forehead.
_HAIRLINE = np.array(
    [[-40.0, -46.0], [10.0, -52.0], [32.0, -50.0], [46.0, -34.0], [54.0, -12.0], [60.0, 14.0], [66.0, 36.0],
     [80.0, 40.0], [88.0, 30.0], [94.0, 18.0], [100.0, 14.0], [106.0, 24.0], [114.0, 46.0], [130.0, 62.0],
     [146.0, 84.0], [160.0, 98.0], [180.0, 100.0]]
)  # fmt: skip


def skin_colours(vertices: Points) -> NDArray[np.float64]:
    """(n, 3): 0..255."""
    places = np.concatenate([np.abs(vertices[:, :1]), vertices[:, 1:]], axis=1)
    nose, cheek = _spot(places, (0.0, 194.0, -9.0), 13.0), _spot(places, (44.0, 152.0, -14.0), 20.0)
    ear = np.clip(1.2 - ear_field()(places) / 3.0, 0.0, 1.0)
    lips = np.clip(0.75 - np.min([lip(places) for lip in LIPS], axis=0) / 1.6, 0.0, 1.0)
    brow = np.clip(1.0 - BROW(places) / 3.4 + 0.5 * value_noise(places, 2.6, seed=43), 0.0, 1.0)
    colours = SKIN + 3.0 * value_noise(places, 7.0, seed=41)[:, None]
    for share, tint in (
        (0.55 * np.maximum(nose, 0.8 * cheek), WARM),
        (0.45 * ear, WARM),
        (0.6 * lips, LIP),
        (0.5 * np.clip(1.2 - LID_SEAM(places) / 1.8, 0.0, 1.0), LASH),
        (0.5 * brow, HAIR * 0.8),
        (_hair(places) * (1.0 - ear), HAIR + 5.0 * value_noise(places, 1.8, seed=44)[:, None]),
    ):
        colours = colours + share[:, None] * (tint - colours)
    return colours


def _spot(points: Points, centre: tuple[float, float, float], radius: float) -> NDArray[np.float64]:
    return np.asarray(np.exp(-((np.linalg.norm(points - centre, axis=1) / radius) ** 2)))


def _hair(places: Points) -> NDArray[np.float64]:
    """0..0.85: hair grows above a line from the nape round the ear to the temple and over the forehead."""
    line = np.interp(places[:, 1], _HAIRLINE[:, 0], _HAIRLINE[:, 1])
    ragged = 4.0 * value_noise(places, 9.0, seed=42) + 2.0 * value_noise(places, 3.0, seed=45)
    return np.asarray(0.85 * np.clip((places[:, 2] - line + ragged) / 16.0 + 0.4, 0.0, 1.0))
