"""Parietal and frontal bones: pieces of the shell between the sutures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.chart import INNER_POINT, Chart, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Points, folded, polyline_distance
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.shell_piece import shell_field
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sutures import Sutures, smooth_line

STEP = 0.8
PARIETAL_CHART = Chart((0.9, -0.05, 0.5))
FRONTAL_CHART = Chart((0.0, 0.9, 0.1))
_PARIETAL_BOUNDS = np.array([[-2.0, -22.0, 8.0], [76.0, 130.0, 130.0]])
_FRONTAL_BOUNDS = np.array([[-66.0, 76.0, -8.0], [66.0, 172.0, 124.0]])
# Superior and inferior temporal lines, frontal bone to mastoid (mm; laid onto the shell).
_TEMPORAL_LINES = (
    [(49.0, 148.0, 38.0), (54.0, 130.0, 62.0), (59.0, 110.0, 84.0), (64.0, 84.0, 94.0), (66.0, 58.0, 90.0),
     (66.0, 38.0, 72.0), (63.0, 30.0, 45.0), (62.0, 36.0, 18.0)],
    [(50.0, 146.0, 36.0), (56.0, 128.0, 56.0), (62.0, 108.0, 74.0), (68.0, 84.0, 82.0), (70.0, 58.0, 78.0),
     (69.0, 42.0, 62.0), (66.0, 37.0, 42.0), (64.0, 41.0, 18.0)],
)  # fmt: skip
_LINE_RIDGE = 0.35, 2.0
_TOOTH_DEPTH = 1.2


def temporal_lines(shell: Shell, chart: Chart) -> NDArray[np.float64]:
    """(side, side) mm: the two faint arched ridges from which temporalis arises."""
    points = folded(INNER_POINT + chart.pixels * shell.outer(chart.pixels)[:, None], 0.3)
    height = np.zeros(len(points))
    lateral = points[:, 0] > 35.0
    for places in _TEMPORAL_LINES:
        line = smooth_line(places)[::8]
        on_shell = INNER_POINT + line * shell.outer(line)[:, None]
        away = polyline_distance(points[lateral], on_shell)
        height[lateral] += _LINE_RIDGE[0] * np.exp(-((away / _LINE_RIDGE[1]) ** 2))
    return height.reshape(chart.shape)


def parietal_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The right parietal bone."""
    shell, chart = Shell(figures), PARIETAL_CHART
    seams = Sutures(figures)
    edge = territory(chart, seams.parietal_outline)
    lines, none = temporal_lines(shell, chart), np.zeros(chart.shape)
    toothed = shell_field(chart, shell, edge, (lines, none))
    # Under the teeth the two bones meet in a plane, so that nobody looks into the skull through the suture.
    straight = territory(chart, seams.parietal_outline_inside)
    inside = shell_field(chart, shell, straight, (lines - _TOOTH_DEPTH, none), gap=0.02)
    return bone_mesh(lambda points: np.minimum(toothed(points), inside(points)), _PARIETAL_BOUNDS, STEP)


def _brow(points: Points) -> NDArray[np.float64]:
    """Superciliary arches and glabella, mm."""
    x = np.abs(points[:, 0])
    arch = 1.6 * np.exp(-(((x - 16.0) / 12.0) ** 2) - ((points[:, 2] - 46.0 - 0.15 * x) / 5.5) ** 2)
    return np.asarray(arch * (points[:, 1] > 120.0))


def frontal_bone(figures: Figures, _: Neighbours) -> Mesh:
    """The frontal bone, with the floor in front of the temporal and occipital bones closing the cavity."""
    shell, chart = Shell(figures), FRONTAL_CHART
    edge = territory(chart, Sutures(figures).frontal_outline)
    points = INNER_POINT + chart.pixels * shell.outer(chart.pixels)[:, None]
    relief = temporal_lines(shell, chart) + _brow(points).reshape(chart.shape), np.zeros(chart.shape)
    return bone_mesh(shell_field(chart, shell, edge, relief), _FRONTAL_BOUNDS, STEP)
