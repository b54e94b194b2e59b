"""Frontal bone: squama from the shell; orbital roofs, margins and nasal part from plates (skull_plates.csv)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.chart import INNER_POINT, Chart, territory
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Field, Points
from anatomy_viewer.sculpt.plate import plates_field
from anatomy_viewer.sculpt.shell_piece import shell_field
from anatomy_viewer.sculpt.skull_openings import opened
from anatomy_viewer.sculpt.skull_shell import Shell
from anatomy_viewer.sculpt.sutures import Sutures
from anatomy_viewer.sculpt.vault import temporal_lines

CHART = Chart((0.0, 0.9, 0.1))
BOUNDS = np.array([[-64.0, 94.0, 12.0], [64.0, 172.0, 124.0]])
# mm: between these heights the plates give way to the vault.
_GIVES_WAY = 44.0, 54.0


def _brow(points: Points) -> NDArray[np.float64]:
    """Superciliary arches, glabella and frontal eminences, mm."""
    x = np.abs(points[:, 0])
    arch = 0.7 * np.exp(-(((x - 17.0) / 11.0) ** 2) - ((points[:, 2] - 47.5 - 0.12 * x) / 4.5) ** 2)
    return np.asarray(arch * (points[:, 1] > 120.0))


def frontal_field(figures: Figures) -> Field:
    """Distance to the frontal bone."""
    shell = Shell(figures)
    edge = territory(CHART, Sutures(figures).frontal_outline)
    points = INNER_POINT + CHART.pixels * shell.outer(CHART.pixels)[:, None]
    relief = temporal_lines(shell, CHART) + _brow(points).reshape(CHART.shape), np.zeros(CHART.shape)
    vault = shell_field(CHART, shell, edge, relief)
    lower = plates_field(figures, "frontal_bone", symmetric=True)

    def field(points: Points) -> Distances:
        share = np.clip((points[:, 2] - _GIVES_WAY[0]) / (_GIVES_WAY[1] - _GIVES_WAY[0]), 0.0, 1.0)
        ease = share * share * (3.0 - 2.0 * share)
        return np.asarray(ease * vault(points) + (1.0 - ease) * lower(points))

    return opened(field, figures, "frontal_bone", symmetric=True)
