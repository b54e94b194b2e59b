"""Labels and markers: never on one another, never outside, off the subject, calm under small turns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.scene.labels import MOST_LABELS, Ground, Place, Rect, Wish, place_labels, place_markers

SIZE = (900.0, 700.0)
CORNER = Rect(780.0, 580.0, 110.0, 110.0)

anchors = st.tuples(st.floats(-50.0, 950.0), st.floats(-50.0, 750.0))
plates = st.tuples(st.floats(40.0, 240.0), st.floats(18.0, 60.0))
wishes = st.lists(st.tuples(anchors, plates), max_size=12).map(
    lambda rows: [Wish(f"label {i}", anchor, plate) for i, (anchor, plate) in enumerate(rows)]
)


def overlap(a: Rect, b: Rect) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def assert_in_order(places: list[Place], size: tuple[float, float], reserved: tuple[Rect, ...] = ()) -> None:
    for number, place in enumerate(places):
        rect = place.rect
        assert rect.x >= 0.0
        assert rect.y >= 0.0
        assert rect.x + rect.width <= size[0]
        assert rect.y + rect.height <= size[1]
        others = [*(other.rect for other in places[:number]), *reserved]
        assert not any(overlap(rect, other) for other in others)


def half(left: bool) -> np.ndarray:
    mask = np.zeros((70, 90), dtype=bool)
    mask[:, :45] = left
    mask[:, 45:] = not left
    return mask


@settings(max_examples=60, deadline=None)
@given(wishes, st.booleans())
def test_labels_never_overlap_and_never_leave_the_picture(wishes: list[Wish], crowded: bool) -> None:
    subject = half(left=True) if crowded else None
    places = place_labels(wishes, Ground(SIZE, subject, None, (CORNER,)))
    assert_in_order(places, SIZE, (CORNER,))
    assert len(places) <= MOST_LABELS
    for place in places:
        x, y = place.leader[1]
        assert not overlap(place.rect, Rect(x - 1.0, y - 1.0, 2.0, 2.0))


@settings(max_examples=40, deadline=None)
@given(wishes, st.floats(60.0, 260.0), st.floats(40.0, 200.0))
def test_a_small_picture_gets_fewer_labels_rather_than_bad_ones(
    wishes: list[Wish], width: float, height: float
) -> None:
    assert_in_order(place_labels(wishes, Ground((width, height))), (width, height))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0.0, 899.0), st.floats(0.0, 699.0)), max_size=10), st.floats(0.0, 6.28))
def test_markers_never_overlap_and_never_leave_the_picture(
    places: list[tuple[float, float]], angle: float
) -> None:
    wishes = [Wish(f"cp{i}", place, (28.0, 28.0)) for i, place in enumerate(places)]
    directions = {wish.id: (float(np.cos(angle)), float(np.sin(angle))) for wish in wishes}
    found = place_markers(wishes, Ground(SIZE, reserved=(CORNER,)), directions)
    assert_in_order(found, SIZE, (CORNER,))


def test_eight_labels_find_room_beside_the_subject() -> None:
    subject = np.zeros((70, 90), dtype=bool)
    subject[20:50, 30:60] = True
    wishes = [Wish(str(i), (320.0 + 30.0 * i, 220.0 + 30.0 * i), (150.0, 40.0)) for i in range(8)]
    places = place_labels(wishes, Ground(SIZE, subject, subject))
    assert len(places) == 8
    body = Rect(300.0, 200.0, 300.0, 300.0)
    assert not any(overlap(place.rect, body) for place in places)


def test_the_ninth_label_and_those_outside_are_left_out() -> None:
    wishes = [Wish(str(i), (60.0 + 80.0 * i, 350.0), (60.0, 20.0)) for i in range(10)]
    wishes.insert(0, Wish("outside", (-5.0, 350.0), (60.0, 20.0)))
    assert [place.id for place in place_labels(wishes, Ground(SIZE))] == [str(i) for i in range(8)]


def test_leaders_do_not_cross_where_they_need_not() -> None:
    wishes = [Wish("a", (440.0, 340.0), (120.0, 40.0)), Wish("b", (460.0, 340.0), (120.0, 40.0))]
    first, second = place_labels(wishes, Ground(SIZE))
    assert (first.rect.x < second.rect.x) == (first.leader[1][0] < second.leader[1][0])


def test_a_label_stays_where_it_was_when_the_camera_turns_a_little() -> None:
    rng = np.random.default_rng(7)
    wishes = [Wish(str(i), tuple(rng.uniform(150.0, 550.0, 2)), (130.0, 40.0)) for i in range(6)]
    subject = np.zeros((700, 900), dtype=bool)
    subject[150:550, 200:550] = True
    places = place_labels(wishes, Ground(SIZE, subject))
    assert len(places) == 6
    for step in range(1, 9):
        moved = [Wish(w.id, (w.anchor[0] + 2.0 * step, w.anchor[1] - step), w.size) for w in wishes]
        ground = Ground(SIZE, np.roll(subject, (-step, 2 * step), axis=(0, 1)))
        before = {place.id: place.offset for place in places}
        places = place_labels(moved, ground, before)
        assert [place.id for place in places] == list(before)
        for place in places:
            assert place.offset == pytest.approx(before[place.id])


@settings(max_examples=40, deadline=None)
@given(wishes, st.tuples(st.floats(-60.0, 60.0), st.floats(-60.0, 60.0)))
def test_while_moving_labels_follow_their_anchors_or_find_legal_places(
    wishes: list[Wish], shift: tuple[float, float]
) -> None:
    ground = Ground(SIZE, half(left=True), None, (CORNER,))
    before = {place.id: place.offset for place in place_labels(wishes, ground)}
    moved = [Wish(w.id, (w.anchor[0] + shift[0], w.anchor[1] + shift[1]), w.size) for w in wishes]
    assert_in_order(place_labels(moved, ground, before, moving=True), SIZE, (CORNER,))
    again = place_labels(wishes, ground, before, moving=True)
    assert_in_order(again, SIZE, (CORNER,))
    if len(before) == len(wishes):
        for place in again:
            assert place.offset == pytest.approx(before[place.id])


def test_a_marker_stands_beside_the_nerve_with_its_tick_on_it() -> None:
    nerve = np.zeros((350, 450), dtype=bool)
    nerve[:, 220:226] = True  # upright, 12 pixels wide, at x = 446
    wishes = [Wish(str(i), (446.0, 150.0 + 60.0 * i), (28.0, 28.0)) for i in range(6)]
    places = place_markers(wishes, Ground(SIZE, nerve), {wish.id: (0.0, 1.0) for wish in wishes})
    assert len(places) == 6
    for place in places:
        assert not overlap(place.rect, Rect(440.0, 0.0, 12.0, 700.0))
        (x, y), (anchor_x, anchor_y) = place.leader
        middle = (place.rect.x + 14.0, place.rect.y + 14.0)
        assert np.hypot(x - middle[0], y - middle[1]) == pytest.approx(14.0)
        assert anchor_x == 446.0
        assert abs(y - anchor_y) < 1.0  # square to the nerve
