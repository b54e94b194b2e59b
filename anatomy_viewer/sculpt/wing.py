"""The greater wing where it shows on the side of the skull: a piece of the shell, so that pterion is closed."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.chart import INNER_POINT, SPHERE, Chart, directions, read, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, folded, smooth_both
from anatomy_viewer.sculpt.shell_piece import GAP, SLOPE
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sutures import Sutures

CHART = Chart((0.75, 0.6, -0.3))
# mm: below this height and inside of this x the shell no longer follows the wing; thickness of the wing.
_LOWEST, _INNERMOST, _THICKNESS = 24.0, 38.0, 4.0


def wing_territory(figures: Figures) -> Field:
    """Distance to the wing's borders along the side wall, negative among them; nowhere else is it less than 12."""
    edge = territory(CHART, Sutures(figures).wing_outline)

    def field(points: Points) -> Distances:
        places = folded(points, 0.0)
        radius = np.linalg.norm(places - INNER_POINT, axis=1)
        inside = read(edge, CHART.places(directions(places))) * radius / SPHERE
        return np.maximum(inside, _INNERMOST - places[:, 0])

    return field


def wing_field(figures: Figures) -> Field:
    """Distance to the wing's plate in the side wall, both sides."""
    shell, limit = Shell(figures), wing_territory(figures)
    outer = shell.outer(CHART.pixels).reshape(CHART.shape)
    inner = np.maximum(shell.inner(CHART.pixels).reshape(CHART.shape), outer - _THICKNESS)

    def field(points: Points) -> Distances:
        places = folded(points, 0.0)
        radius = np.linalg.norm(places - INNER_POINT, axis=1)
        at = CHART.places(directions(places))
        bone = smooth_both(radius - read(outer, at), read(inner, at) - radius, 1.0) * SLOPE
        return np.maximum(smooth_both(bone, limit(points) + GAP, 0.5), _LOWEST - places[:, 2])

    return field
