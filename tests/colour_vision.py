"""How colours look to different eyes, for tests of palettes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.scene.look import rgb

# Machado, Oliveira and Fernandes, IEEE Trans Vis Comput Graph 2009;15:1291, severity 1.0, on linear light.
EYES = {
    "usual": np.eye(3),
    "deuteranopia": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
    ),
    "protanopia": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
    ),
    "tritanopia": np.array(
        [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]
    ),
}  # fmt: skip


def seen_by(eye: str, colour: str) -> NDArray[np.float64]:
    """(3,): CIE L*a*b* of a colour "#RRGGBB" as this eye (a key of EYES) sees it."""
    return _lab(np.clip(EYES[eye] @ _linear(colour), 0, 1))


def _linear(colour: str) -> np.ndarray:
    return (np.array(rgb(colour)) / 255.0) ** 2.2


def _lab(linear: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (1976) of linear sRGB, D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    f = np.cbrt(np.maximum(to_xyz @ linear / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
