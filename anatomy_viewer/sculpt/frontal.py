"""Frontal bone: squama from the shell; orbital roofs, margins and nasal part from plates (skull_plates.csv)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.chart import INNER_POINT, Chart, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, smooth_cut
from anatomy_viewer.sculpt.plate import plates_field
from anatomy_viewer.sculpt.shell_piece import GAP, shell_field
from anatomy_viewer.sculpt.skull_openings import opened
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sutures import Sutures
from anatomy_viewer.sculpt.vault import temporal_lines
from anatomy_viewer.sculpt.wing import wing_territory

CHART = Chart((0.0, 0.9, 0.1))
BOUNDS = np.array([[-64.0, 94.0, 12.0], [64.0, 172.0, 124.0]])
# mm: between these heights the plates give way to the vault.
_GIVES_WAY = 38.0, 45.0


def _brow(points: Points) -> NDArray[np.float64]:
    """Superciliary arches rising outwards from the glabella, mm (model values)."""
    x = np.abs(points[:, 0])
    across = (points[:, 2] - 43.5 - 0.24 * x) / 4.6
    arch = 1.5 * np.exp(-(((x - 15.0) / 11.0) ** 2) - across**2)
    glabella = 0.9 * np.exp(-((x / 8.0) ** 2) - ((points[:, 2] - 42.0) / 6.0) ** 2)
    return np.asarray((arch + glabella) * (points[:, 1] > 120.0))


def frontal_field(figures: Figures) -> Field:
    """Distance to the frontal bone."""
    shell = Shell(figures)
    edge = territory(CHART, Sutures(figures).frontal_outline)
    points = INNER_POINT + CHART.pixels * shell.outer(CHART.pixels)[:, None]
    relief = temporal_lines(shell, CHART) + _brow(points).reshape(CHART.shape), np.zeros(CHART.shape)
    vault = shell_field(CHART, shell, edge, relief)
    lower = plates_field(figures, "frontal_bone", symmetric=True)
    wing = wing_territory(figures)

    def field(points: Points) -> Distances:
        share = np.clip((points[:, 2] - _GIVES_WAY[0]) / (_GIVES_WAY[1] - _GIVES_WAY[0]), 0.0, 1.0)
        ease = share * share * (3.0 - 2.0 * share)
        whole = ease * vault(points) + (1.0 - ease) * lower(points)
        return np.asarray(smooth_cut(whole, wing(points) - GAP, 0.4))

    return opened(field, figures, "frontal_bone", symmetric=True)
