"""A bone of the vault: the part of the skull's shell inside a territory."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.chart import INNER_POINT, SPHERE, Chart, directions, read
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, smooth_both
from anatomy_viewer.sculpt.skull_shell import Shell

# Half the gap of a suture, mm; and how fast a radial distance grows against a true one on the sloping shell.
GAP, SLOPE = 0.2, 0.93


def shell_field(
    chart: Chart, shell: Shell, edge: Distances, relief: tuple[Distances, Distances], gap: float = GAP
) -> Field:
    """The part of the shell inside a territory: `edge` and the two reliefs are rasters of `chart`."""
    outer = shell.outer(chart.pixels).reshape(chart.shape) + relief[0]
    inner = shell.inner(chart.pixels).reshape(chart.shape) - relief[1]

    def field(points: Points) -> Distances:
        radius = np.linalg.norm(points - INNER_POINT, axis=1)
        places = chart.places(directions(points))
        bone = smooth_both(radius - read(outer, places), read(inner, places) - radius, 1.0) * SLOPE
        return smooth_both(bone, read(edge, places) * radius / SPHERE + gap, 0.7)

    return field
