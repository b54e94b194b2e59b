"""The auricle, drawn on its own plate: backwards, upwards and outwards from the ear canal's mouth.

63 mm high and 34 mm wide, tilted back by 10 degrees and standing off the head by 25 (usual for an adult; K).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from anatomy_viewer.sculpt.face import rope
from anatomy_viewer.sculpt.implicit import Block, Capsule, Distances, Ellipsoid, Field, Points, sculpture

# The mouth of the canal on the skin, beside the external acoustic meatus of the temporal bone.
MEATUS = np.array([67.5, 78.0, 3.5])
_BACK = np.array([0.42, -0.894, -0.155])
_UP = np.array([0.04, -0.155, 0.987])
_AXES = np.stack([_BACK, _UP, np.cross(_UP, _BACK)])
# Half of the box (mm) in which the ear is evaluated, and its middle.
_REACH, _MIDDLE = np.array([34.0, 48.0, 24.0]), np.array([13.0, 2.0, 0.0])

_HELIX = (
    (7.0, 1.0, -0.5, 1.6), (1.5, 5.0, 1.6, 2.0), (-2.2, 13.0, 2.4, 2.4), (1.5, 25.0, 2.8, 2.6), (12.5, 32.0, 3.6, 2.7),
    (23.5, 28.5, 4.8, 2.7), (28.8, 16.5, 5.6, 2.6), (28.2, 3.0, 5.4, 2.4),
    (24.2, -7.5, 4.2, 2.4), (17.5, -17.0, 3.0, 2.4),
)  # fmt: skip
_ANTIHELIX = ((12.0, 23.5, 2.4, 1.6), (18.2, 15.0, 4.0, 2.4), (20.6, 5.0, 5.0, 2.6), (18.6, -4.5, 5.0, 2.5),
              (13.0, -11.0, 4.4, 2.4), (7.5, -12.6, 4.0, 2.6))  # fmt: skip
_LOWER_CRUS = ((4.0, 15.0, 1.2, 1.2), (11.0, 15.0, 2.6, 1.7), (17.5, 11.0, 3.8, 2.0))
_BLOCKS = (
    # The plate, rising to its rim, the root behind it, helix, lobule; the folds inside.
    Block("add", Ellipsoid((12.0, 5.0, 0.0), (16.0, 25.0, 3.2), (0.0, -0.1, 0.0)), 2.0),
    Block("add", Ellipsoid((18.0, 9.0, 2.0), (11.5, 23.5, 3.4), (0.0, -0.22, 0.12)), 3.0),
    Block("add", Ellipsoid((8.0, 2.0, -5.5), (11.0, 22.0, 6.5)), 7.0),
    Block("add", rope(_HELIX, 30), 2.0),
    Block("add", Ellipsoid((9.4, -21.0, 1.4), (8.4, 9.6, 3.4), (0.0, 0.1, 0.35)), 4.5),
    Block("add", rope(_ANTIHELIX, 20), 2.6),
    Block("add", rope(_LOWER_CRUS, 6), 2.0),
    # The bowl of the concha, the hollow between the crura, the groove inside the helix.
    Block("cut", Ellipsoid((9.6, -0.6, 5.2), (8.2, 8.8, 5.6)), 2.0),
    Block("cut", Ellipsoid((8.4, 8.8, 4.6), (6.4, 4.0, 4.0), (0.0, 0.0, -0.2)), 1.6),
    Block("cut", Ellipsoid((9.6, 20.0, 5.2), (4.6, 4.2, 2.6)), 2.0),
    # Tragus, the notch below it, the canal.
    Block("add", Ellipsoid((-1.4, -2.4, 3.0), (3.6, 5.4, 3.4), (0.0, 0.5, 0.0)), 2.6),
    Block("cut", Capsule((4.4, -2.0, 1.0), (-4.0, 0.0, -9.0), (2.6, 3.0), (2.4, 2.6)), 1.2),
    Block("cut", Capsule((3.4, -9.4, 7.0), (2.4, -9.8, 2.0), (1.6, 1.6), (1.2, 1.2)), 1.6),
)  # fmt: skip


def placed(points: Sequence[float] | Points) -> Points:
    """(n, 3): mm backwards, upwards, outwards on the ear's plate, of right-side places."""
    return np.asarray((np.atleast_2d(points) - MEATUS) @ _AXES.T)


def ear_field() -> Field:
    """Negative inside the right auricle; far away just far."""
    shape = sculpture(_BLOCKS, symmetric=False)

    def field(points: Points) -> Distances:
        local = placed(points)
        near = (np.abs(local - _MIDDLE) < _REACH).all(axis=1)
        value = np.full(len(points), 1e3)
        value[near] = shape(local[near])
        return value

    return field
