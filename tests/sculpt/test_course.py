import numpy as np
import pytest

from anatomy_viewer.geometry.clearance import LOOSE, Layer, Obstacle, relaxed
from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import arc_lengths
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.events import between, crossings, layers, line_crossing, muscle_events
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.geometry.tube_body import thinned, tube_body
from anatomy_viewer.sculpt.course import wound
from anatomy_viewer.sculpt.solid import is_closed, unit, volume_of


def rod(start, end, radius, sides=40, count=60):
    """A muscle as a rod: vertices and faces."""
    line = np.linspace(start, end, count)
    return tube(line, np.full(count, radius), sides)


def straight(start, end, count):
    return np.linspace(start, end, count, dtype=float)


def course_of(line, radius=1.0, part="trunk", parent=""):
    return Course(part, parent, np.column_stack([line, np.full(len(line), radius)]))


# Across x, 5 mm thick: a nerve drawn along y has to get over or under it, or through it.
BAR = Surface(*rod([-30, 20, 0], [30, 20, 0], 5.0))
FREE = Layer((), np.full(41, np.nan))


def bends(line):
    edge = np.diff(line, axis=0)
    edge /= np.linalg.norm(edge, axis=1, keepdims=True)
    return np.degrees(np.arccos(np.clip((edge[1:] * edge[:-1]).sum(axis=1), -1, 1)))


def test_a_course_is_pushed_clear_of_an_obstacle_and_stays_smooth():
    drawn = straight([0, 0, 1.0], [0, 40, 1.0], 41)
    assert BAR.distance(drawn).min() < -3
    line = relaxed(drawn, (Obstacle(BAR, np.full(41, 1.7), np.zeros(41)),), FREE, 1)
    assert BAR.distance(line).min() > 1.65
    assert bends(line).max() < 25
    assert np.allclose(line[[0, -1]], drawn[[0, -1]], atol=0.01)


def test_a_course_may_run_through_what_it_is_allowed_to_pierce():
    drawn = straight([0, 0, 1.0], [0, 40, 1.0], 41)
    line = relaxed(drawn, (Obstacle(BAR, np.full(41, -np.inf), np.zeros(41)),), FREE, 1)
    assert np.abs(line - drawn).max() < 0.05


def test_a_course_drawn_on_the_wrong_side_of_a_sheet_is_led_through_it():
    sheet = Surface(*rod([-30, 20, 0], [30, 20, 0], 1.0))
    drawn = straight([0, 21.5, -20], [0, 21.5, 20], 41)
    side = np.where(np.abs(drawn[:, 2]) < 10, -1.0, 0.0)
    line = relaxed(drawn, (Obstacle(sheet, np.where(side < 0, 1.5, -np.inf), side),), FREE, 1)
    assert line[20, 1] < 18.7


def test_a_bound_course_lies_at_its_height_above_the_layer():
    drawn = straight([0, 0, 9.0], [0, 40, 7.0], 41)
    layer = Layer((Surface(*rod([0, -20, 0], [0, 60, 0], 5.0)),), np.full(41, 3.5))
    line = relaxed(drawn, (), layer, 1, LOOSE)
    assert np.abs(layer.surfaces[0].distance(line[8:-8]) - 3.5).max() < 0.15


def test_a_tortuous_artery_swings_to_both_sides_within_its_layer():
    line = straight([40, 0, 5], [40, 0, 50], 46)
    swung = wound(line, np.full(46, 1.0)) - line
    assert swung.max() > 0.6
    assert swung.min() < -0.6
    assert np.abs((swung * (line - [0, 70, 0]))[:, :2].sum(axis=1)).max() < 1e-6


def test_a_trunk_and_its_branch_become_one_closed_body():
    trunk = course_of(straight([0, 0, 0], [0, 0, 40], 41), 1.5)
    branch = course_of(np.vstack([straight([0, 0, 10], [0, 0, 16], 7)[:-1], straight([0, 0, 16], [12, 0, 34], 25)]),
                       0.7, "branch", "trunk")  # fmt: skip
    alone, both = (tube_body(parts, 10, 2.0, (242, 194, 48)) for parts in ((trunk,), (trunk, branch)))
    assert is_closed(both.faces)
    assert volume_of(both.vertices, both.faces) > 1.05 * volume_of(alone.vertices, alone.faces)
    assert both.colours.tolist() == [[242, 194, 48]] * len(both.vertices)


def test_a_tube_of_few_corners_is_shaded_as_a_round_one():
    mesh = tube_body((course_of(straight([0, 0, 0], [0, 0, 40], 41), 1.5),), 6, 2.0, (0, 0, 0))
    side = mesh.vertices[np.abs(mesh.vertices[:, 2] - 20) < 15]
    away = unit(side * [1, 1, 0])
    assert np.allclose(mesh.normals[np.abs(mesh.vertices[:, 2] - 20) < 15], away, atol=1e-3)


def test_thinning_keeps_the_shape_where_the_course_bends():
    turn = np.linspace(0, np.pi, 32)
    hook = np.vstack(
        [
            straight([-5, -60, 0], [-5, 0, 0], 61)[:-1],
            np.stack([-5 * np.cos(turn), 5 * np.sin(turn), 0 * turn], 1),
        ]
    )
    few = thinned(np.column_stack([hook, np.ones(len(hook))]), 6.0)
    assert len(few) < 35
    assert arc_lengths(few[:, :3])[-1] == pytest.approx(arc_lengths(hook)[-1], rel=0.01)


def hooking():
    """From in front of the bar, under it, and up its back, 1.3 mm clear of it for a radius of 1."""
    turn = np.linspace(0.0, np.pi, 60)
    return np.stack([0 * turn, 20 + 7.2 * np.cos(turn), -7.2 * np.sin(turn)], axis=1)


def test_rounding_the_lower_border_from_front_to_back_is_a_hook_and_then_a_pass_behind():
    events = muscle_events(course_of(hooking()), {"bar": BAR})
    names = [event.what for event in events]
    assert names.index("hooks bar") < names.index("passes behind bar")
    assert "enters bar" not in names
    hook = events[names.index("hooks bar")]
    assert hook.s == pytest.approx(np.pi * 7.2 / 2, abs=1.0)


def test_the_same_way_back_is_no_hook():
    names = [event.what for event in muscle_events(course_of(hooking()[::-1]), {"bar": BAR})]
    assert "hooks bar" not in names


def test_piercing_has_an_entry_and_an_exit_on_the_surface():
    line = straight([0, 0, 0.5], [0, 40, 0.5], 41)
    events = {event.what: event.s for event in muscle_events(course_of(line), {"bar": BAR})}
    assert events["enters bar"] == pytest.approx(15, abs=0.2)
    assert events["leaves bar"] == pytest.approx(25, abs=0.2)
    assert set(events) == {"enters bar", "leaves bar"}


def test_a_line_is_crossed_upwards_where_the_course_is_level_with_it():
    ridge = straight([-20, 0, 3], [20, 0, 3], 41)
    found = line_crossing(course_of(straight([2, -1, -10], [2, -1, 10], 41)), ridge, "ridge")
    assert [event.what for event in found] == ["crosses ridge"]
    assert found[0].s == pytest.approx(13, abs=0.1)
    assert line_crossing(course_of(straight([2, -1, 10], [2, -1, -10], 41)), ridge, "ridge") == []


def test_vessels_cross_a_nerve_at_an_angle_but_not_side_by_side():
    nerve = course_of(straight([0, 0, 0], [0, 0, 40], 41))
    across = course_of(straight([-20, 2.5, 18], [20, 2.5, 22], 41), 0.8)
    beside = course_of(straight([3, 0, 0], [3, 0, 40], 41), 0.8)
    assert [event.what for event in crossings(nerve, (across,), "artery")] == ["crosses artery"]
    assert crossings(nerve, (beside,), "artery") == []


def test_layers_name_what_lies_over_and_under_a_course_and_where_it_lies_between_two_muscles():
    bodies = {name: Surface(*rod([-30, y, 0], [30, y, 0], 6.0)) for name, y in (("over", -10), ("under", 10))}
    course = course_of(straight([-4, 0, 0], [4, 0, 0], 9))
    bands = layers(course, bodies)
    assert [(band.superficial, band.deep) for band in bands] == [("over", "under")]
    assert (bands[0].start, bands[0].end) == (0.0, 8.0)
    assert [(e.what, e.s) for e in between(course, bands, ["over", "under"])] == [
        ("between over and under", 4.0)
    ]
    assert between(course, bands, ["over"]) == []


def test_a_course_inside_a_body_has_it_on_both_sides():
    bands = layers(course_of(straight([-4, 20, 0], [4, 20, 0], 9)), {"bar": BAR})
    assert {(band.superficial, band.deep) for band in bands} == {("bar", "bar")}


def test_what_a_branch_meets_on_its_parent_is_not_its_own():
    line = straight([0, 0, 0.5], [0, 40, 0.5], 41)
    near = Surface(*rod([-30, 4, 0], [30, 4, 0], 2.0))
    assert muscle_events(course_of(line), {"near": near})
    assert muscle_events(course_of(line, part="branch", parent="trunk"), {"near": near}) == []
