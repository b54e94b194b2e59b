"""Depth below the skin: a ball is as deep as its radius, compiled and plain agree."""

import numpy as np
import pytest

from anatomy_viewer.geometry.skin_depth import skin_depth, slow_skin_depth

ORIGIN, SPACING = np.array([-20.0, -18.0, -22.0]), 0.5


def ball(radius: float) -> np.ndarray:
    axes = [o + SPACING * np.arange(n) for o, n in zip(ORIGIN, (81, 73, 89), strict=True)]
    x, y, z = np.meshgrid(*axes, indexing="ij")
    return (np.sqrt(x**2 + y**2 + z**2) < radius).astype(np.uint8)


def test_a_ball_is_as_deep_as_its_radius_and_outside_is_negative():
    depth = skin_depth(ball(15.0), ORIGIN, SPACING)
    places = np.array([[4.0, 0.0, 0.0], [10.0, 0.0, 0.0], [0.0, 0.0, 15.0], [0.0, -17.0, 0.0]])
    assert depth.at(places) == pytest.approx([11.0, 5.0, 0.0, -2.0], abs=1.0)
    oblique = np.array([6.0, -6.0, 7.0])
    assert depth.at(oblique) == pytest.approx(15.0 - 11.0, abs=0.5)


def test_inward_points_to_the_middle():
    inward = skin_depth(ball(15.0), ORIGIN, SPACING).inward([8.0, -8.0, 8.0])
    assert inward == pytest.approx(np.array([-1.0, 1.0, -1.0]) / np.sqrt(3.0), abs=0.05)


def test_compiled_and_plain_agree():
    labels = ball(15.0)
    labels[40:, 36:, :30] = 0
    fast, slow = skin_depth(labels, ORIGIN, SPACING), slow_skin_depth(labels, ORIGIN, SPACING)
    assert fast.values == pytest.approx(slow.values, abs=1e-4)
    assert fast.spacing == slow.spacing == 1.0
