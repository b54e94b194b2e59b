"""Groove of the sigmoid sinus: from the end of the transverse sinus down the temporal bone into the jugular foramen."""

from __future__ import annotations

from itertools import pairwise

from anatomy_viewer.sculpt.implicit import Block, Capsule

# x, y, z and radius (mm) along the groove, right side: model values that follow the sinus of the atlas.
_COURSE = (
    (48.0, 40.0, 8.5, 3.6),
    (48.0, 48.0, 5.0, 4.0),
    (44.6, 54.0, 1.0, 4.1),
    (40.2, 59.4, -2.2, 4.0),
    (35.6, 64.2, -4.2, 3.8),
    (30.2, 69.0, -5.6, 3.8),
)
_RIM = 2.0
SIGMOID_SULCUS = tuple(
    Block("cut", Capsule(a[:3], b[:3], (a[3], a[3]), (b[3], b[3])), _RIM) for a, b in pairwise(_COURSE)
)
