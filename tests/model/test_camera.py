from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from anatomy_viewer.model.camera import (
    DISTANCES,
    VIEW_NAMES,
    VIEWS,
    Camera,
    centre_on,
    flight,
    frame,
    name_of,
    orbit,
    pan,
    project,
    ray,
    view,
    zoom,
)

SIZE = (1000, 800)  # 5:4, the shape that pictures are framed for
HEAD = np.array([[-80.0, -20.0, -110.0], [80.0, 120.0, 130.0]])
VIEW_WORDS = ("posterior", "anterior", "right", "left", "superior", "inferior", "posterolateral")
degrees = st.floats(-400, 400)
angles = st.tuples(degrees, st.floats(-200, 200))
mm = st.floats(-150, 150)
places = st.tuples(mm, mm, mm)
some_view = st.sampled_from(sorted(VIEWS))


def corners(box: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array(list(product(*box.T)))


def seen(camera: Camera) -> Camera:
    """The same camera with the up that it has in the picture, so that two can be compared."""
    return replace(camera, up=tuple(camera.axes()[1]))


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    """A standard view, turned, moved and zoomed as a hand would."""
    camera = frame(HEAD, draw(some_view))
    if draw(st.booleans()):
        camera = orbit(camera, *draw(angles))
    return zoom(pan(camera, draw(mm), draw(mm)), draw(st.floats(0.3, 8.0)))


@pytest.mark.parametrize("name", VIEW_WORDS)
@pytest.mark.parametrize("distance", ["whole", "far"])
@pytest.mark.parametrize("turn", [(0, 0), (35, -20), (-170, 80)])
@pytest.mark.parametrize("box", [HEAD, HEAD * [1, 0.1, 0.1], HEAD * [0.1, 0.1, 1] + 40])
def test_a_framed_box_is_wholly_in_the_picture(
    name: str, distance: str, turn: tuple[float, float], box: NDArray[np.float64]
) -> None:
    x, y, depth = project(frame(box, name, distance, turn), corners(box), SIZE).T
    assert x.min() >= 0
    assert x.max() <= SIZE[0]
    assert y.min() >= 0
    assert y.max() <= SIZE[1]
    assert (depth > 0).all()


def test_a_framed_box_fills_the_picture() -> None:
    x, y, _ = project(frame(HEAD, "posterior"), corners(HEAD), SIZE).T
    assert max(np.ptp(x) / SIZE[0], np.ptp(y) / SIZE[1]) > 0.75


def test_distances_by_name_come_nearer_in_their_order() -> None:
    found = [frame(HEAD, "left", name).distance for name in ("far", "whole", "close", "closer")]
    assert found == sorted(found, reverse=True)
    assert set(DISTANCES) == {"far", "whole", "close", "closer"}


@pytest.mark.parametrize(
    ("name", "right", "up"),
    [
        ("posterior", (1, 0, 0), (0, 0, 1)),
        ("anterior", (-1, 0, 0), (0, 0, 1)),
        ("right", (0, 1, 0), (0, 0, 1)),
        ("left", (0, -1, 0), (0, 0, 1)),
        ("superior", (1, 0, 0), (0, 1, 0)),
        ("inferior", (-1, 0, 0), (0, 1, 0)),
    ],
)
def test_what_lies_at_the_right_and_above_in_a_standard_view(
    name: str, right: tuple[float, ...], up: tuple[float, ...]
) -> None:
    axes = frame(HEAD, name).axes()
    assert axes[0] == pytest.approx(right)
    assert axes[1] == pytest.approx(up)


def test_posterolateral_alone_is_the_right_one() -> None:
    assert view("posterolateral") == view("posterolateral right")
    assert frame(HEAD, "posterolateral").position[0] > 0
    with pytest.raises(KeyError):
        view("sideways")


@pytest.mark.parametrize("name", VIEWS)
def test_a_camera_knows_the_standard_view_it_looks_along(name: str) -> None:
    camera = frame(HEAD, name)
    assert name_of(zoom(camera, 3)) == name
    assert name_of(orbit(camera, 20, -8 if name == "superior" else 8)) == ""
    assert all(VIEW_NAMES[name])


@given(camera=cameras(), turn=angles)
@settings(deadline=None)
def test_turning_keeps_distance_target_and_up(camera: Camera, turn: tuple[float, float]) -> None:
    turned = orbit(camera, *turn)
    assert turned.target == camera.target
    assert turned.distance == pytest.approx(camera.distance, abs=1e-3)
    right, up, back = turned.axes()
    assert right[2] == pytest.approx(0, abs=1e-6)  # the horizon is level
    assert up[2] > 0
    assert abs(np.degrees(np.arcsin(back[2]))) < 88.1  # never over a pole


@given(camera=cameras(), turn=st.tuples(st.floats(-179, 179), st.floats(-40, 40)))
@settings(deadline=None)
def test_turning_there_and_back_is_turning_nowhere(camera: Camera, turn: tuple[float, float]) -> None:
    level = orbit(camera, 0, -np.degrees(np.arcsin(camera.axes()[2][2])))  # room to turn up and down
    back = orbit(orbit(level, *turn), -turn[0], -turn[1])
    assert back.position == pytest.approx(level.position, abs=0.01)


@pytest.mark.parametrize("name", ["superior", "inferior"])
def test_turning_from_a_pole_goes_on_smoothly(name: str) -> None:
    """A small drag moves the picture by little: up is not thrown about."""
    camera = frame(HEAD, name)
    moved = orbit(camera, 0.0, -1.0 if name == "superior" else 1.0)
    assert moved.axes()[1] == pytest.approx(camera.axes()[1], abs=0.06)


@given(camera=cameras(), right=mm, up=mm)
@settings(deadline=None)
def test_moving_shifts_everything_at_the_target_alike(camera: Camera, right: float, up: float) -> None:
    before = project(camera, np.array([camera.target]), SIZE)[0]
    after = project(pan(camera, right, up), np.array([camera.target]), SIZE)[0]
    scale = camera.mm_per_pixel(SIZE[1])
    assert (before - after)[:2] * scale == pytest.approx([right, -up], abs=0.01)


@given(camera=cameras(), factor=st.floats(0.001, 1000))
@settings(deadline=None)
def test_zooming_stays_between_too_near_and_too_far(camera: Camera, factor: float) -> None:
    nearer = zoom(camera, factor)
    wanted = camera.distance / factor
    assert nearer.distance == pytest.approx(min(max(wanted, 18.0), 1500.0), abs=0.01)
    assert nearer.axes()[2] == pytest.approx(camera.axes()[2], abs=1e-3)


@given(camera=cameras(), place=places)
@settings(deadline=None)
def test_centring_puts_a_place_into_the_middle(camera: Camera, place: tuple[float, float, float]) -> None:
    centred = centre_on(camera, place)
    x, y, depth = project(centred, np.array([place]), SIZE)[0]
    assert (x, y) == pytest.approx((SIZE[0] / 2, SIZE[1] / 2), abs=0.01)
    assert depth == pytest.approx(camera.distance, abs=0.01)


@given(camera=cameras(), x=st.floats(0, SIZE[0]), y=st.floats(0, SIZE[1]), depth=st.floats(5, 900))
@settings(deadline=None)
def test_a_place_on_a_line_of_sight_is_projected_to_its_pixel(
    camera: Camera, x: float, y: float, depth: float
) -> None:
    eye, direction = ray(camera, x, y, SIZE)
    assert np.linalg.norm(direction) == pytest.approx(1)
    place = eye + direction * depth / -(direction @ camera.axes()[2])
    assert project(camera, place, SIZE)[0] == pytest.approx([x, y, depth], abs=1e-5)


@given(start=cameras(), end=cameras())
@settings(deadline=None)
def test_a_flight_begins_and_ends_exactly(start: Camera, end: Camera) -> None:
    assert flight(start, end, 1.0) == end
    assert flight(start, end, 1.5) == end
    begun = flight(start, end, 0.0)
    assert begun.position == pytest.approx(start.position, abs=0.01)
    assert begun.target == pytest.approx(start.target, abs=0.01)
    assert begun.axes()[1] == pytest.approx(start.axes()[1], abs=1e-3)
    nearly = flight(start, end, 1.0 - 1e-6)
    assert nearly.position == pytest.approx(end.position, abs=0.01)
    assert nearly.axes()[1] == pytest.approx(end.axes()[1], abs=1e-3)


@given(start=cameras(), end=cameras())
@settings(deadline=None, max_examples=40)
def test_a_flight_keeps_up_up_and_jumps_nowhere(start: Camera, end: Camera) -> None:
    way = [flight(start, end, t) for t in np.linspace(0.0, 1.0, 61)]
    for camera in way:
        right, up, _ = camera.axes()
        assert right[2] == pytest.approx(0, abs=2e-3)
        assert up[2] > -1e-3
    for before, after in pairwise(way):
        for one, two in zip(before.axes(), after.axes(), strict=True):
            # Ease-out cubic begins with 3/61 of at most half a turn round and half a turn up.
            assert np.degrees(np.arccos(np.clip(one @ two, -1, 1))) < 14


@pytest.mark.parametrize(("start", "end"), [*product(VIEWS, VIEWS)])
def test_a_flight_between_standard_views_stays_as_far_as_its_ends(start: str, end: str) -> None:
    one, two = frame(HEAD, start), frame(HEAD, end)
    low, high = sorted([one.distance, two.distance])
    for t in np.linspace(0, 1, 11):
        assert low - 0.01 <= flight(one, two, float(t)).distance <= high + 0.01
