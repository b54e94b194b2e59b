import numpy as np
import pytest

from anatomy_viewer.geometry.curve import arc_lengths, at_length, frames, nearest_on, resample, spline


def circle(radius, count=400):
    angle = np.linspace(0.0, 1.5 * np.pi, count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), np.zeros(count)], axis=1)


def test_the_length_of_an_arc_is_that_of_geometry():
    assert arc_lengths(circle(10.0))[-1] == pytest.approx(15.0 * np.pi, rel=1e-4)


def test_a_spline_goes_through_its_knots_and_carries_further_columns_without_overshoot():
    knots = np.array([[0, 0, 0, 2.0], [10, 0, 0, 2.0], [12, 9, 0, 0.5], [12, 30, 5, 0.5]], dtype=float)
    rows, at = spline(knots, 0.5)
    gaps = [np.linalg.norm(rows[:, :3] - knot[:3], axis=1).min() for knot in knots]
    steps = np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1)
    assert max(gaps) < 0.3
    assert steps.max() / steps.min() < 1.1
    assert rows[:, 3].min() >= 0.5
    assert rows[:, 3].max() <= 2.0
    assert (at[0], at[-1]) == (0.0, 3.0)


def test_a_curve_needs_knots_that_differ():
    with pytest.raises(ValueError, match="two or more knots"):
        spline([[0, 0, 0], [0, 0, 0]], 1.0)


def test_resampling_gives_even_steps_and_keeps_the_ends():
    line = np.array([[0, 0, 0], [1, 0, 0], [10, 0, 0]], dtype=float)
    even = resample(line, 5)
    assert np.allclose(even[:, 0], [0, 2.5, 5, 7.5, 10])
    assert np.allclose(at_length(line, 4.0), [4, 0, 0])


def test_frames_stay_square_and_do_not_twist_on_a_flat_curve():
    tangent, normal, binormal = frames(circle(8.0))
    for a, b in ((tangent, normal), (normal, binormal), (tangent, binormal)):
        assert np.abs((a * b).sum(axis=1)).max() < 1e-3
    assert np.abs(np.abs(binormal[:, 2]) - np.abs(binormal[0, 2])).max() < 1e-6


def test_the_nearest_place_on_a_line_is_found_between_its_points():
    gap, along = nearest_on([[0, 0, 0], [10, 0, 0], [10, 10, 0]], [[4, 3, 0], [12, 5, 0]])
    assert np.allclose(gap, [3, 2])
    assert np.allclose(along, [4, 15])
