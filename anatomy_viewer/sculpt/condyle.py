"""The atlanto-occipital joint: one curved surface, followed by condyle and atlas a cartilage apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anatomy_viewer.sculpt.implicit import Block, Distances, Field, Points, elliptic, smooth_both

# Middle of the joint on the right (x, y) and where its long axis leads: forwards and inwards.
_MIDDLE, _FORWARDS = np.array([17.4, 68.6]), np.array([-0.42, 0.907])
_OUTWARDS = np.array([_FORWARDS[1], -_FORWARDS[0]])
# The atlas' side as a height (mm): level, tilt outwards, curve along, twist, curve across. Fitted to the upper facet of
# the reference, except the last, which is flat there and slightly hollow in life (model value).
_LEVEL, _TILT, _ALONG, _TWIST, _ACROSS = -26.5, 0.30, 0.0285, 0.022, 0.012
# mm of cartilage and fluid between the two bones, measured upwards (issue "The specimen": 1 to 3).
_ROOM = 1.9
# Half length and half width of the condyle: 23 by 11 mm (Naderi 2005, 202 condyles: 23.6 by 10.5).
_CONDYLE, _FACET, _FREE = (11.9, 5.9), (11.8, 6.0), (13.6, 8.2)
_ROOT, _FLOOR = -13.5, 5.0


def _uv(points: Points) -> tuple[Distances, Distances]:
    flat = points[:, :2] - _MIDDLE
    return flat @ _FORWARDS, flat @ _OUTWARDS


def _above(points: Points, room: float) -> Distances:
    """(n,) mm above the joint's surface lifted by `room`, square to it."""
    u, v = (np.clip(part, -16.0, 16.0) for part in _uv(points))
    height = _LEVEL + room + _TILT * v + _ALONG * u**2 + _TWIST * u * v + _ACROSS * v**2
    slope = np.hypot(2 * _ALONG * u + _TWIST * v, _TILT + _TWIST * u + 2 * _ACROSS * v)
    return np.asarray((points[:, 2] - height) / np.hypot(1.0, slope))


@dataclass(frozen=True)
class _Oval:
    """Upright column whose section is an oval about the middle of the joint, wider by `flare` mm for each mm up."""

    radii: tuple[float, float]
    flare: float = 0.0

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        wider = self.flare * np.maximum(points[:, 2] + 22.0, 0.0)
        return elliptic(np.stack(_uv(points), axis=-1), np.array(self.radii)) - wider


def condyle(points: Points) -> Distances:
    """Distance to the right occipital condyle: an oval cushion, convex both ways, converging forwards."""
    under = smooth_both(-_above(points, _ROOM), _Oval(_CONDYLE, 0.25)(points), 3.4)
    return smooth_both(under, points[:, 2] - _ROOT, 2.0)


def joint_face(points: Points) -> Distances:
    """Below 0 on the face that the condyle turns to the atlas, and a little beside it."""
    return np.maximum(np.abs(_above(points, _ROOM)) - 0.9, _Oval(_CONDYLE)(points))


def _bed(points: Points) -> Distances:
    above = _above(points, 0.0)
    return smooth_both(np.maximum(above, -_FLOOR - above), _Oval(_FACET)(points), 1.0)


def _free(points: Points) -> Distances:
    above = _above(points, 0.0)
    return np.maximum(np.maximum(-above, above - 8.0), _Oval(_FREE)(points))


def facet_blocks() -> list[Block]:
    """The atlas' upper facet as steps of its sculpture: the bed of the condyle, and the room above it."""
    bed: Field = _bed
    return [Block("add", bed, 2.0), Block("cut", _free, 0.8)]
