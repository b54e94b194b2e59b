"""Occipital bone: shell with nuchal relief, and condyles, jugular and basilar parts from building blocks."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.basilar import basilar
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.chart import INNER_POINT, Chart, directions, read, territory
from anatomy_viewer.sculpt.condyle import condyle, joint_face
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.foramen_magnum import foramen_magnum
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
    sculpture_onto,
    smooth_both,
    smooth_cut,
    smooth_union,
)
from anatomy_viewer.sculpt.nuchal import Nuchal
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.rules import (
    both,
    facing,
    halves,
    near_line,
    near_shape,
    outside_of,
    right_and_left,
    within,
)
from anatomy_viewer.sculpt.shell_piece import GAP, shell_field
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.solid import Rule
from anatomy_viewer.sculpt.sulci import SIGMOID_SULCUS
from anatomy_viewer.sculpt.sutures import Sutures

STEP = 0.7
CHART = Chart((0.0, -0.8, -0.6))
BOUNDS = np.array([[-62.0, -24.0, -30.0], [62.0, 98.0, 82.0]])
_BASE = (
    # Lateral part: the bar beside the foramen, from its back to the basilar part.
    Block("add", Capsule((20.5, 41.0, -17.2), (20.5, 60.0, -12.8), (5.6, 2.4), (7.0, 4.4)), 4.5),
    Block("add", Capsule((21.0, 61.0, -13.5), (13.5, 76.0, -11.0), (5.5, 5.2), (4.6, 8.0)), 4.0),
    # Jugular process and the plate behind it.
    Block("add", Capsule((25.0, 64.0, -13.0), (36.5, 67.5, -10.0), (4.0, 3.4), (3.6, 2.6)), 4.0),
    Block("add", Capsule((26.0, 52.0, -13.5), (38.0, 58.0, -13.5), (8.0, 2.6), (7.0, 2.4)), 4.0),
    # Jugular tubercle inside, basilar part.
    Block("add", Capsule((19.0, 66.0, -9.0), (14.5, 77.0, -4.0), (3.4, 3.4), (3.0, 4.0)), 3.0),
    Block("add", basilar, 3.0),
    Block("add", condyle, 2.2),
    # Hypoglossal canal, condylar fossa, jugular notch.
    Block("cut", Capsule((8.0, 67.0, -9.5), (27.0, 77.0, -11.5), (2.2, 2.2), (2.6, 2.6)), 1.5),
    Block("cut", Ellipsoid((25.0, 52.5, -20.6), (5.8, 4.8, 5.4)), 2.6),
    Block("cut", Ellipsoid((28.5, 75.5, -8.0), (7.0, 5.8, 9.0)), 2.0),
)
_FRONT = HalfSpace((0.0, 90.4, 5.0), (0.0, 0.72, 0.70))


def occipital_field(figures: Figures) -> Field:
    """Distance to the occipital bone."""
    shell, edge = Shell(figures), territory(CHART, Sutures(figures).occipital_outline)
    nuchal = Nuchal(shell)
    squama = shell_field(CHART, shell, edge, (nuchal.outer_relief(CHART), nuchal.inner_relief(CHART)))
    base, sinus = sculpture(_BASE), sculpture_onto(SIGMOID_SULCUS)

    def field(points: Points) -> Distances:
        back = np.maximum(squama(points), (points[:, 1] - 66.0) * 0.9)
        places = CHART.places(directions(points))
        front = np.maximum(base(points), read(edge, places) + GAP)
        whole = sinus(folded(points), smooth_union(back, front, 3.0))
        whole = smooth_cut(whole, foramen_magnum(points), 3.2)
        return smooth_both(whole, _FRONT(points), 0.8)

    return field


def _condyle_rule(side: float) -> Rule:
    return both(within(side=side, x=(0.0, 40.0)), near_shape(joint_face, 0.0), facing((0.0, 0.0, -1.0), 0.3))


def patches(figures: Figures) -> dict[str, Rule]:
    """Named patches of the occipital bone."""
    nuchal, outside = Nuchal(Shell(figures)), outside_of(INNER_POINT)
    superior = both(near_line(nuchal.superior[::3], 2.6), outside, within((6.5, 90.0)))
    inferior = both(near_line(nuchal.inferior[::3], 2.2), outside, within((1.8, 90.0)))
    knob = Ellipsoid((0.0, 2.0, 0.6), (9.0, 9.0, 5.6))
    return {
        "foramen_magnum": both(near_shape(foramen_magnum, 2.4), within(z=(-22.0, -7.0))),
        **right_and_left("occipital_condyle", _condyle_rule),
        **halves("inferior_nuchal_line", inferior),
        **halves("superior_nuchal_line", superior),
        "external_occipital_crest": both(near_line(nuchal.crest[::3], 2.2), outside, within((0.0, 3.0))),
        "eop": both(near_shape(knob, 0.0), outside, within(y=(-20.0, 10.0))),
    }


def occipital_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The occipital bone."""
    condyles = [_condyle_rule(1.0), _condyle_rule(-1.0)]
    return bone_mesh(occipital_field(figures), BOUNDS, STEP, condyles)
