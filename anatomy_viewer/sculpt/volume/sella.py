"""In the middle of the skull base: the hypophysis in its hollow, its stalk, and the floor of the diencephalon.

Model values in the frame of the specimen, whose sella begins 5 mm before the front of the grid; fluid alone gives way.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.volume.grid import SHAPE, Mask, axes
from anatomy_viewer.sculpt.volume.tissues import LABEL

Labels = NDArray[np.uint8]
# mm: y and z of the middle and half axes of the gland (about 13 wide and 7 high, general knowledge) and of its hind
# lobe; height of the diaphragm over it, how wide it is, and the hole for the stalk.
_GLAND, _HALF = (100.0, 20.8), (6.6, 5.4, 3.4)
_HIND, _HIND_HALF = (96.0, 20.6), (3.4, 1.5, 2.3)
_ROOF, _ROOF_WIDE, _HOLE = 24.2, 8.0, 1.8
# The stalk: y and z of its ends, and its radii there. The floor: heights, half width, the slit of the third ventricle.
_STALK, _THIN, _THICK = ((98.6, 23.0), (96.6, 36.5)), 0.9, 1.7
_FLOOR, _WALLS, _FLOOR_WIDE, _SLIT, _FROM = (36.0, 37.5), 37.5, 6.5, 1.4, 87.0
_MAMILLARY, _BALL = (2.6, 89.5, 35.4), 2.3


def fill_sella(labels: Labels) -> None:
    """Gland, stalk and floor of the third ventricle, where there is fluid."""
    place = (slice(110, 191), slice(236, SHAPE[1]), slice(250, SHAPE[2]))
    x, y, z = (np.broadcast_to(axis, SHAPE)[place] for axis in axes())
    part = labels[place]

    def put(where: Mask, name: str) -> None:
        part[where & (part == LABEL["csf"])] = LABEL[name]

    def egg(middle: tuple[float, float], half: tuple[float, float, float]) -> Mask:
        gaps = (x / half[0], (y - middle[0]) / half[1], (z - middle[1]) / half[2])
        return np.asarray(sum(gap**2 for gap in gaps) < 1.0)

    share = np.clip((z - _STALK[0][1]) / (_STALK[1][1] - _STALK[0][1]), 0.0, 1.0)
    gap = np.hypot(x, y - _STALK[0][0] - share * (_STALK[1][0] - _STALK[0][0]))
    stalk = (gap < _THIN + (_THICK - _THIN) * share**2) & (z > _STALK[0][1]) & (z < _STALK[1][1])
    put(egg(_HIND, _HIND_HALF), "neurohypophysis")
    put(egg(_GLAND, _HALF) | stalk, "hypophysis")
    roof = (np.abs(z - _ROOF) < 0.3) & (np.hypot(x, y - _GLAND[0]) < _ROOF_WIDE) & (gap > _HOLE)
    put(roof, "dura")
    ball = np.sqrt((np.abs(x) - _MAMILLARY[0]) ** 2 + (y - _MAMILLARY[1]) ** 2 + (z - _MAMILLARY[2]) ** 2)
    put(ball < _BALL, "white_matter")
    wide = (np.abs(x) < _FLOOR_WIDE) & (y > _FROM)
    put(wide & (z > _FLOOR[0]) & (z <= _FLOOR[1]), "grey_matter")
    put(wide & (z > _WALLS) & (np.abs(x) > _SLIT), "grey_matter")
