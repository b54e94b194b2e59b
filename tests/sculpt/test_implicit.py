"""The building blocks measure distance, join smoothly and mirror."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.sculpt.implicit import (
    Block,
    Capsule,
    Drum,
    Ellipsoid,
    Field,
    HalfSpace,
    RoundedBox,
    folded,
    polyline_distance,
    sculpture,
    smooth_cut,
    smooth_union,
)

POINTS = np.random.default_rng(1).uniform(-12.0, 12.0, (4000, 3))


def test_a_round_capsule_gives_the_exact_distance_to_its_axis() -> None:
    a, b = np.array([-3.0, 1.0, 2.0]), np.array([4.0, -2.0, 5.0])
    t = np.clip((POINTS - a) @ (b - a) / ((b - a) @ (b - a)), 0.0, 1.0)
    exact = np.linalg.norm(POINTS - a - t[:, None] * (b - a), axis=1) - 2.0
    assert np.allclose(Capsule(a, b, (2.0, 2.0), (2.0, 2.0))(POINTS), exact, atol=1e-9)


def test_roll_turns_the_wide_side_of_a_capsule() -> None:
    above, beside = np.array([[5.0, 0.0, 3.0]]), np.array([[5.0, 3.0, 0.0]])
    flat = Capsule((0, 0, 0), (10, 0, 0), (1.0, 3.0), (1.0, 3.0))
    turned = Capsule((0, 0, 0), (10, 0, 0), (1.0, 3.0), (1.0, 3.0), np.pi / 2)
    assert flat(above)[0] == pytest.approx(0.0, abs=1e-9)
    assert turned(beside)[0] == pytest.approx(0.0, abs=1e-9)
    assert flat(beside)[0] > 1.0


@pytest.mark.parametrize(
    ("shape", "on_surface"),
    [
        (Ellipsoid((1, 2, 3), (4, 5, 6)), [(5, 2, 3), (1, 7, 3), (1, 2, -3)]),
        (Ellipsoid((0, 0, 0), (4, 1, 1), (0, 0, np.pi / 2)), [(0, 4, 0), (1, 0, 0)]),
        (RoundedBox((0, 0, 0), (2, 3, 4), (0, 0, 0), 1.0), [(2, 0, 0), (0, -3, 1), (0, 0, 4)]),
        (
            Drum((0, 0, 1), (0, 0, 1), (1, 0, 0), (5, 3), 2.0, 0.5),
            [(5, 0, 1), (0, 3, 1), (2, 1, 3), (0, 0, -1)],
        ),
        (HalfSpace((0, 0, 1), (0, 0, 2)), [(7, -3, 1)]),
    ],
)
def test_surfaces_lie_where_the_numbers_say(
    shape: Field, on_surface: list[tuple[float, float, float]]
) -> None:
    assert np.allclose(shape(np.array(on_surface, dtype=float)), 0.0, atol=1e-9)


@pytest.mark.parametrize(
    "shape", [Ellipsoid((0, 0, 0), (4, 6, 5)), Drum((0, 0, 0), (0, 1, 0), (1, 0, 0), (6, 4), 3.0)]
)
def test_near_the_surface_the_estimate_is_a_distance(shape: Field) -> None:
    close = POINTS[np.abs(shape(POINTS)) < 0.6]
    step = 1e-4
    slope = np.stack([(shape(close + step * e) - shape(close)) / step for e in np.eye(3)], axis=1)
    assert np.percentile(np.linalg.norm(slope, axis=1), [5, 95]) == pytest.approx([1.0, 1.0], abs=0.25)


def test_blending_fills_a_crease_and_never_more_than_a_quarter_of_its_width() -> None:
    a, b = np.array([0.0, 5.0, -1.0]), np.array([0.0, -5.0, 1.0])
    assert smooth_union(a, b, 2.0) == pytest.approx([-0.5, -5.0, -1.0])
    assert smooth_cut(a, b, 2.0)[0] == pytest.approx(0.5)
    assert smooth_union(a, b, 0.0) == pytest.approx([0.0, -5.0, -1.0])


def test_a_sculpture_is_the_same_on_both_sides_and_smooth_in_the_middle() -> None:
    field = sculpture(
        [
            Block("add", Ellipsoid((3, 0, 0), (4, 3, 3)), 1.0),
            Block("cut", Ellipsoid((4, 3, 0), (1, 1, 1)), 0.5),
        ]
    )
    assert np.allclose(field(POINTS), field(POINTS * [-1, 1, 1]))
    assert folded(np.array([[0.0, 1.0, 2.0]]))[0] == pytest.approx([0.5, 1.0, 2.0])


def test_polyline_distance_reaches_the_ends_and_the_middle() -> None:
    line = np.array([[0.0, 0, 0], [10, 0, 0], [10, 10, 0]])
    points = np.array([[5.0, 2, 0], [-3, 0, 4], [12, 5, 0], [1, 6, 0]])
    assert polyline_distance(points, line) == pytest.approx([2.0, 5.0, 2.0, 6.0])
    assert polyline_distance(points, line, closed=True)[3] == pytest.approx(5 / np.sqrt(2))
