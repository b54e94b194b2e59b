"""Areas on a globe: an octant, whose inside, rim distances and midline are known."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.globe import FAR, arcs, directions, outermost, rounded, spread_over, within

OCTANT = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])


def way(x: float, y: float, z: float) -> np.ndarray:
    return directions([[x, y, z]], (0, 0, 0))[0]


def test_depth_is_the_angle_to_the_rim() -> None:
    beside = within(way(1.0, 1.0, 0.05), OCTANT)
    assert beside == pytest.approx(np.arcsin(0.05 / np.sqrt(2.0025)))
    assert within(way(1.0, 1.0, -0.05), OCTANT) == pytest.approx(-beside)
    assert within(way(1.0, 1.0, 1.0), OCTANT) == pytest.approx(FAR)
    assert within(way(-1.0, -1.0, -1.0), OCTANT) == pytest.approx(-FAR)


def test_the_midline_is_no_rim() -> None:
    assert within(way(0.01, 1.0, 1.0), OCTANT) == pytest.approx(FAR)  # though the edge x = 0 is near
    pieces = arcs(OCTANT, 0.1)
    assert len(pieces) == 2
    assert sum(len(piece) for piece in pieces) == 2 * 17
    assert all(np.linalg.norm(piece, axis=1) == pytest.approx(1.0) for piece in pieces)


def test_rounding_cuts_corners_off_the_midline_only() -> None:
    made = rounded(OCTANT)
    assert not (made == OCTANT[0]).all(axis=1).any()
    assert (made == OCTANT[1]).all(axis=1).any()
    assert within(way(1.0, 0.02, 0.02), made)[0] < 0.0 < within(way(1.0, 0.02, 0.02), OCTANT)[0]


def test_ways_are_spread_evenly() -> None:
    ways = spread_over(800)
    share = (within(ways, OCTANT) > 0.0).mean()
    assert share == pytest.approx(1 / 8, abs=0.01)


def test_the_outermost_of_two_walls_counts() -> None:
    near = np.array([[5.0, -9, -9], [5, 9, -9], [5, 0, 9]])
    walls = np.array([near, near + np.array([4.0, 0, 0])])
    far = outermost(np.array([[1.0, 0, 0], [-1.0, 0, 0]]), (1, 0, 0), walls)
    assert far[0] == pytest.approx(8.0)
    assert np.isnan(far[1])
