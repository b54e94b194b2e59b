"""Right temporal bone: squama from the shell, the rest from plates (skull_plates.csv) and a few blocks."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.chart import INNER_POINT, SPHERE, Chart, directions, read, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Distances,
    Ellipsoid,
    Field,
    Points,
    RoundedBox,
    sculpture_onto,
    smooth_both,
    smooth_union,
)
from anatomy_viewer.sculpt.plate import plates_field
from anatomy_viewer.sculpt.rules import both, near_shape, within
from anatomy_viewer.sculpt.shell_piece import GAP, SLOPE
from anatomy_viewer.sculpt.skull_openings import opened
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.solid import Rule
from anatomy_viewer.sculpt.sulci import SIGMOID_SULCUS
from anatomy_viewer.sculpt.sutures import Sutures

CHART = Chart((1.0, 0.1, -0.45))
BOUNDS = np.array([[4.0, 26.0, -32.0], [78.0, 134.0, 52.0]])
_SQUAMA_THICKNESS = 4.5

# The process as published (25-30 mm high); the reference's own is short (listed deviation).
_MASTOID = Capsule((54.4, 61.0, -1.0), (52.6, 66.4, -18.2), (7.6, 14.0), (5.2, 5.8))
_BLOCKS = (
    Block("add", _MASTOID, 4.0),
    # Bone between the sigmoid groove and the mastoid notch, up to the occipital bone.
    Block("add", Capsule((43.5, 53.0, -10.0), (39.0, 66.5, -10.6), (3.6, 2.6), (3.8, 3.0)), 2.0),
    # Styloid process, its tip reaching as far as in the reference.
    Block("add", Capsule((39.5, 79.5, -6.0), (36.4, 84.6, -25.0), (2.3, 2.3), (0.9, 0.9)), 2.5),
    # Root of the zygomatic process, rising from the crest above the meatus.
    Block("add", Capsule((58.4, 72.0, 11.0), (60.2, 88.0, 9.2), (1.1, 1.8), (1.7, 2.7)), 3.5),
    # Zygomatic process: along the cheek, then down and inwards to the zygomatic bone.
    Block("add", Capsule((60.2, 85.0, 9.5), (61.6, 103.0, 4.0), (1.8, 2.6), (1.7, 2.9)), 4.0),
    Block("add", Capsule((61.6, 103.0, 4.0), (59.8, 114.0, 1.2), (1.7, 2.9), (1.5, 3.2)), 0.8),
    Block("add", Capsule((59.8, 114.0, 1.2), (55.0, 126.0, -0.8), (1.5, 3.2), (1.3, 3.6)), 0.8),
    # It ends in an oblique suture, sloping down and back, on the zygomatic bone.
    Block("cut", RoundedBox((57.0, 123.6, -7.7), (9.0, 16.0, 8.0), (0.464, 0.0, 0.0), 0.3), 0.3),
    # Mastoid notch, groove of the occipital artery beside it; the front of the jugular fossa.
    Block("cut", Capsule((46.5, 50.0, -18.0), (44.5, 72.0, -19.0), (2.4, 7.0), (2.8, 7.5)), 2.5),
    Block("cut", Capsule((41.5, 50.0, -13.6), (38.5, 70.0, -13.6), (1.4, 1.4), (1.4, 1.4)), 1.5),
    Block("cut", Ellipsoid((29.5, 72.5, -6.5), (5.5, 5.0, 5.0)), 2.0),
    *SIGMOID_SULCUS,
)


def _squama(figures: Figures) -> Field:
    """The scale of the temporal bone: thin, and only above the roots of the processes."""
    shell = Shell(figures)
    outer = shell.outer(CHART.pixels).reshape(CHART.shape)
    inner = np.maximum(shell.inner(CHART.pixels).reshape(CHART.shape), outer - _SQUAMA_THICKNESS)

    def field(points: Points) -> Distances:
        radius = np.linalg.norm(points - INNER_POINT, axis=1)
        places = CHART.places(directions(points))
        scale = smooth_both(radius - read(outer, places), read(inner, places) - radius, 1.0) * SLOPE
        return np.maximum(scale, (5.0 - points[:, 2]) * 0.9)

    return field


def temporal_field(figures: Figures) -> Field:
    """Distance to the right temporal bone."""
    edge = territory(CHART, Sutures(figures).temporal_outline)
    squama, parts = _squama(figures), plates_field(figures, "temporal_bone", symmetric=False)
    steps = sculpture_onto(_BLOCKS)

    def field(points: Points) -> Distances:
        radius = np.linalg.norm(points - INNER_POINT, axis=1)
        limit = read(edge, CHART.places(directions(points))) * radius / SPHERE + GAP
        scale = np.maximum(squama(points), limit)
        whole = steps(points, smooth_union(scale, parts(points), 3.0))
        # The processes hang freely below their territory; the zygomatic one also beside it.
        aside = np.minimum(points[:, 0] - 51.0, 11.0 - points[:, 2])
        free = np.maximum(-13.0 - points[:, 2], np.minimum(aside, points[:, 1] - 88.0))
        # The petrous apex fills the room that the neighbours leave; it has no suture.
        apex = np.minimum(np.minimum(42.0 - points[:, 0], points[:, 1] - 67.0), 17.0 - points[:, 2])
        return smooth_both(whole, np.minimum(limit, -np.maximum(free, apex)), 0.7)

    return opened(field, figures, "temporal_bone", symmetric=False)


def patches(_: Figures) -> dict[str, Rule]:
    """Named patches of the temporal bone."""
    return {
        "mastoid_process": both(near_shape(_MASTOID, 0.9), within((44.0, 80.0), (45.0, 76.5), (-40.0, -3.0)))
    }
