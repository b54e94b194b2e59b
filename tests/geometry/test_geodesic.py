"""Shortest ways along surfaces, held to what they have to be on a box, a ball and a sheet with a hole in it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.geometry.geodesic import SurfaceWays

Reals = NDArray[np.float64]


def long(way: Reals | None) -> float:
    assert way is not None
    return float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())


def finer(vertices: Reals, faces: NDArray[np.int64], times: int) -> tuple[Reals, NDArray[np.int64]]:
    """Each triangle in four, its corners at one place being one."""
    for _ in range(times):
        a, b, c = (vertices[faces[:, i]] for i in range(3))
        rows = [(a, (a + b) / 2, (a + c) / 2), ((a + b) / 2, b, (b + c) / 2)]
        rows += [((a + c) / 2, (b + c) / 2, c), ((a + b) / 2, (b + c) / 2, (a + c) / 2)]
        corners = np.concatenate([np.stack(row, axis=1) for row in rows]).reshape(-1, 3).round(9)
        vertices, inverse = np.unique(corners, axis=0, return_inverse=True)
        faces = inverse.reshape(-1, 3)
    return vertices, faces


OCTAHEDRON = np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]], dtype=float)
SIDES = np.array([[0, 2, 4], [2, 1, 4], [1, 3, 4], [3, 0, 4], [2, 0, 5], [1, 2, 5], [3, 1, 5], [0, 3, 5]])


@pytest.fixture(scope="module")
def ball() -> SurfaceWays:
    vertices, faces = finer(OCTAHEDRON, SIDES, 4)
    return SurfaceWays(50.0 * vertices / np.linalg.norm(vertices, axis=1)[:, None], faces)


@pytest.mark.parametrize("ends", [((1, 2, 3), (-2, 1, 0.5)), ((1, 0, 0), (0, 1, 0)), ((1, 2, 3), (3, 2, 1))])
def test_on_a_ball_the_way_is_a_great_circle(ball: SurfaceWays, ends: tuple[Reals, Reals]) -> None:
    a, b = (np.array(end) / np.linalg.norm(end) for end in ends)
    assert long(ball.way(50 * a, 50 * b)) == pytest.approx(50 * np.arccos(a @ b), rel=0.003)


def test_over_the_edge_of_a_box_the_way_is_straight_on_its_unfolded_sides() -> None:
    corners = np.array([[x, y, z] for x in (0, 40) for y in (0, 40) for z in (0, 40)], dtype=float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))])
    ways = SurfaceWays(*finer(corners, faces, 3))
    assert long(ways.way((10, 0, 7), (0, 20, 31))) == pytest.approx(np.hypot(30, 24), rel=0.003)
    assert long(ways.way((11, 0, 7), (12, 0, 7))) == pytest.approx(1.0)


def test_a_way_goes_round_a_hole_and_ends_where_the_piece_ends() -> None:
    grid = np.array([[x, y, 0.0] for x in range(21) for y in range(21)])
    cells = [(x, y) for x in range(20) for y in range(20) if not (8 <= x < 12 and y >= 4)]
    faces = np.array(
        [t for x, y in cells for a in [21 * x + y] for t in ((a, a + 21, a + 22), (a, a + 22, a + 1))]
    )
    ways = SurfaceWays(grid, faces)
    exact = 2 * np.hypot(6, 14) + 4
    assert long(ways.way((2, 18, 0), (18, 18, 0))) == pytest.approx(exact, rel=0.003)
    apart = SurfaceWays(
        np.concatenate([grid, grid + np.array([0, 0, 9])]), np.concatenate([faces, faces + len(grid)])
    )
    assert apart.way((2, 2, 0), (2, 2, 9)) is None
