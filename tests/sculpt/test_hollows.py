"""Hollows of a surface are shaded, what stands free is not."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.sculpt.hollows import shaded
from anatomy_viewer.sculpt.implicit import Ellipsoid, Points
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface


def test_the_bottom_of_a_pit_lies_in_shade_and_the_ball_around_it_does_not() -> None:
    ball, drill = Ellipsoid((0.0, 0.0, 0.0), (10.0, 10.0, 10.0)), Ellipsoid((0.0, 0.0, 10.0), (3.0, 3.0, 6.0))

    def pitted(points: Points) -> Points:
        return np.maximum(ball(points), -drill(points))

    mesh = finish(*surface(pitted, np.array([[-12.0] * 3, [12.0] * 3]), 0.5), (200, 200, 200))
    light = shaded(mesh, mesh).colours[:, 1].astype(float) / 200.0
    bottom = np.linalg.norm(mesh.vertices - [0.0, 0.0, 4.0], axis=1) < 1.5
    free = mesh.vertices[:, 2] < 0.0
    assert light[bottom].mean() < 0.75
    assert light[free].min() > 0.95
    faint = shaded(mesh, mesh, 0.2).colours[:, 1].astype(float) / 200.0
    assert light[bottom].mean() < faint[bottom].mean() < 1.0
