"""Parietal bone: the piece of the shell between its sutures; the temporal lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.chart import INNER_POINT, Chart, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Field, folded, polyline_distance
from anatomy_viewer.sculpt.shell_piece import shell_field
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sutures import Sutures, smooth_line

PARIETAL_CHART = Chart((0.9, -0.05, 0.5))
BOUNDS = np.array([[-2.0, -22.0, 8.0], [76.0, 130.0, 130.0]])
# Superior and inferior temporal lines, frontal bone to mastoid (mm; laid onto the shell).
_TEMPORAL_LINES = (
    [(49.0, 148.0, 38.0), (54.0, 130.0, 62.0), (59.0, 110.0, 84.0), (64.0, 84.0, 94.0), (66.0, 58.0, 90.0),
     (66.0, 38.0, 72.0), (63.0, 30.0, 45.0), (62.0, 36.0, 18.0)],
    [(50.0, 146.0, 36.0), (56.0, 128.0, 56.0), (62.0, 108.0, 74.0), (68.0, 84.0, 82.0), (70.0, 58.0, 78.0),
     (69.0, 42.0, 62.0), (66.0, 37.0, 42.0), (64.0, 41.0, 18.0)],
)  # fmt: skip
# mm: height and half width of each; in life one sees them in slanting light only.
_LINE_RIDGES = (0.14, 4.5), (0.24, 4.0)
# mm: how deep the notches between the teeth are, and how far and wide the bone sinks towards the midline.
_TOOTH_DEPTH, _SINK = 0.6, (0.45, 4.0)


def temporal_lines(shell: Shell, chart: Chart) -> NDArray[np.float64]:
    """(side, side) mm: the two faint arched ridges from which temporalis arises."""
    points = folded(INNER_POINT + chart.pixels * shell.outer(chart.pixels)[:, None], 0.3)
    height = np.zeros(len(points))
    lateral = points[:, 0] > 35.0
    for places, (high, wide) in zip(_TEMPORAL_LINES, _LINE_RIDGES, strict=True):
        line = smooth_line(places)[::8]
        on_shell = INNER_POINT + line * shell.outer(line)[:, None]
        away = polyline_distance(points[lateral], on_shell)
        height[lateral] += high * np.exp(-((away / wide) ** 2))
    return height.reshape(chart.shape)


def _sinking(shell: Shell, chart: Chart) -> NDArray[np.float64]:
    """(side, side) mm: the shallow furrow in which the sagittal suture lies."""
    x = (chart.pixels * shell.outer(chart.pixels)[:, None])[:, 0]
    return np.asarray(_SINK[0] * np.exp(-((x / _SINK[1]) ** 2))).reshape(chart.shape)


def parietal_field(figures: Figures) -> Field:
    """Distance to the right parietal bone."""
    shell, chart = Shell(figures), PARIETAL_CHART
    seams = Sutures(figures)
    edge = territory(chart, seams.parietal_outline)
    lines, none = temporal_lines(shell, chart) - _sinking(shell, chart), np.zeros(chart.shape)
    toothed = shell_field(chart, shell, edge, (lines, none))
    # Under the teeth the two bones meet in a plane, so that nobody looks into the skull through the suture.
    straight = territory(chart, seams.parietal_outline_inside)
    inside = shell_field(chart, shell, straight, (lines - _TOOTH_DEPTH, none), gap=0.02)
    return lambda points: np.minimum(toothed(points), inside(points))
