"""Right temporal bone: squama from the shell; mastoid, petrous and tympanic parts and the processes from blocks."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import bone_mesh
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
    sculpture,
    smooth_both,
    smooth_union,
)
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.rules import both, near_shape, within
from anatomy_viewer.sculpt.shell_piece import GAP, SLOPE
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.solid import Rule
from anatomy_viewer.sculpt.sutures import Sutures

STEP = 0.7
CHART = Chart((1.0, 0.1, -0.45))
BOUNDS = np.array([[4.0, 26.0, -32.0], [78.0, 134.0, 52.0]])
_SQUAMA_THICKNESS = 4.5

# The pyramid lies on one edge: turned 45 degrees about its own axis, which runs forwards and inwards.
_PETROUS = (0.775, -0.156, -0.377)
_MASTOID = Capsule((54.4, 61.0, -1.0), (52.6, 66.4, -18.2), (7.6, 14.0), (5.2, 5.8))
_BLOCKS = (
    # Mastoid part: the plate up to the asterion, then the process, pointing down and a little forwards.
    Block("add", Capsule((55.5, 37.0, 8.0), (56.0, 66.0, 2.0), (4.0, 9.0), (6.5, 13.0), 0.35), 4.0),
    Block("add", Capsule((47.0, 46.0, -6.0), (46.0, 62.0, -8.0), (6.0, 4.6), (8.0, 6.0), 0.0), 4.0),
    Block("add", _MASTOID, 4.0),
    # Petrous pyramid, its apex, and the bone round the ear canal.
    Block("add", RoundedBox((38.0, 75.5, 4.0), (17.0, 8.0, 8.0), _PETROUS, 2.5), 4.0),
    Block("add", Capsule((28.0, 78.0, 4.0), (15.5, 86.0, 3.0), (7.5, 8.0), (3.6, 4.4)), 3.0),
    Block("add", Capsule((58.0, 68.0, 9.0), (57.0, 86.0, 9.0), (5.0, 8.0), (4.0, 4.5)), 4.0),
    # Tympanic plate and the sheath of the styloid process; the process.
    Block("add", Capsule((53.0, 79.5, -3.4), (36.0, 82.0, -4.6), (3.4, 6.4), (2.8, 5.4)), 4.0),
    Block("add", Capsule((39.0, 80.5, -8.0), (36.8, 83.0, -27.0), (2.9, 2.9), (1.3, 1.3)), 2.0),
    # Roof of the jaw joint, articular tubercle, zygomatic process with its root above the ear.
    Block("add", Capsule((41.0, 97.0, 4.5), (55.0, 95.0, 6.0), (5.5, 3.0), (6.0, 3.4)), 3.0),
    Block("add", Capsule((57.0, 76.0, 12.5), (61.0, 98.0, 6.5), (3.0, 3.0), (3.0, 3.6)), 3.0),
    Block("add", Capsule((45.0, 99.5, 3.2), (58.0, 98.0, 2.6), (3.8, 2.4), (3.4, 3.0)), 5.0),
    Block("add", Capsule((60.8, 97.0, 6.0), (60.4, 111.0, 2.8), (2.0, 3.7), (1.6, 2.8)), 3.0),
    Block("add", Capsule((60.4, 111.0, 2.8), (54.6, 125.0, 4.6), (1.6, 2.8), (1.3, 3.4)), 2.0),
    # Jaw-joint hollow, ear canal, mastoid notch, groove of the occipital artery.
    Block("cut", Ellipsoid((49.5, 89.5, -3.5), (10.5, 6.2, 8.6), (0.0, 0.0, -0.15)), 2.5),
    Block("cut", Capsule((66.0, 76.5, 3.5), (42.0, 79.0, 2.0), (3.6, 4.6), (3.0, 3.4)), 1.5),
    Block("cut", Capsule((45.5, 47.0, -16.5), (44.5, 72.0, -17.5), (3.0, 8.5), (3.4, 9.0)), 2.5),
    Block("cut", Capsule((41.0, 50.0, -12.8), (38.0, 70.0, -13.0), (1.5, 1.6), (1.5, 1.6)), 1.5),
    # Jugular fossa, carotid canal, internal ear canal.
    Block("cut", Ellipsoid((28.0, 73.0, -7.5), (7.0, 6.0, 6.5)), 2.0),
    Block("cut", Capsule((29.0, 82.5, -12.0), (28.0, 82.5, 1.0), (3.0, 3.0), (3.0, 3.0)), 1.5),
    Block("cut", Capsule((27.0, 66.0, 9.0), (33.0, 76.0, 6.5), (2.2, 2.2), (1.8, 1.8)), 1.5),
    Block("cut", Capsule((56.0, 36.0, -12.0), (57.0, 46.0, 4.5), (1.0, 1.0), (1.0, 1.0)), 1.0),
)


def _squama(figures: Figures, edge: Distances) -> Field:
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
    squama, blocks = _squama(figures, edge), sculpture(_BLOCKS, symmetric=False)

    def field(points: Points) -> Distances:
        whole = smooth_union(squama(points), blocks(points), 3.0)
        radius = np.linalg.norm(points - INNER_POINT, axis=1)
        limit = read(edge, CHART.places(directions(points))) * radius / SPHERE + GAP
        # The processes hang freely below their territory; the zygomatic one also beside it.
        aside = np.minimum(points[:, 0] - 51.0, 11.0 - points[:, 2])
        free = np.maximum(-13.0 - points[:, 2], np.minimum(aside, points[:, 1] - 88.0))
        return smooth_both(whole, np.minimum(limit, -free), 0.7)

    return field


def patches(_: Figures) -> dict[str, Rule]:
    """Named patches of the temporal bone."""
    return {
        "mastoid_process": both(near_shape(_MASTOID, 0.9), within((44.0, 80.0), (45.0, 76.5), (-40.0, -3.0)))
    }


def temporal_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The right temporal bone."""
    return bone_mesh(temporal_field(figures), BOUNDS, STEP)
