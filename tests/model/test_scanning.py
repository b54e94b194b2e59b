from __future__ import annotations

from dataclasses import replace

import pytest

from anatomy_viewer.model.scanning import IMAGE, Mark, first_look, kept_scan

LOOK = first_look(1, (10.0, 20.0, 30.0), 200.0)


def test_slices_go_through_the_cursor_about_the_middle() -> None:
    look = replace(LOOK, cursor=(1.0, 2.0, 3.0))
    assert look.plane("axial").centre == (10.0, 20.0, 3.0)
    assert look.plane("sagittal").centre == (1.0, 20.0, 30.0)
    assert look.plane("coronal").centre == (10.0, 2.0, 30.0)


def test_slices_are_radiological() -> None:
    letters = {way: LOOK.plane(way).letters() for way in LOOK.ways}
    assert letters == {
        "axial": ("R", "L", "A", "P"), "sagittal": ("A", "P", "S", "I"), "coronal": ("R", "L", "S", "I"),
    }  # fmt: skip


@pytest.mark.parametrize(("way", "moved"), [("axial", 2), ("sagittal", 0), ("coronal", 1)])
def test_scrolling_moves_the_cursor_along_its_slice_alone(way: str, moved: int) -> None:
    cursor = LOOK.scrolled(way, 5.0).cursor
    gaps = [abs(a - b) for a, b in zip(cursor, LOOK.cursor, strict=True)]
    assert gaps == [5.0 if axis == moved else 0.0 for axis in range(3)]


def test_what_one_zooms_about_stays_where_it_is() -> None:
    about = (30.0, 60.0, 30.0)
    before, after = LOOK.plane("axial"), LOOK.zoomed(2.0, about).plane("axial")
    assert after.height_mm == 100.0
    assert after.fractions(about)[:2] == pytest.approx(before.fractions(about)[:2])


def test_panning_brings_something_else_to_the_middle() -> None:
    assert LOOK.panned("coronal", 7.0, 4.0).plane("coronal").centre == (3.0, 20.0, 26.0)


def test_a_single_image_is_seen_in_its_own_plane() -> None:
    look = first_look(1, (0.0, 0.0, 0.0), 50.0, flat=((0.0, 1.0, 0.0), (0.6, 0.0, -0.8)))
    assert tuple(look.ways) == (IMAGE,)
    assert look.plane(IMAGE).down == (0.6, 0.0, -0.8)


def test_a_landmark_has_one_place_and_own_points_as_many_as_one_likes() -> None:
    look = LOOK
    for landmark, x in (("lm_basion", 1.0), ("", 2.0), ("lm_basion", 3.0), ("", 4.0)):
        look = look.marked(Mark(landmark, (0.0, 0.0, 0.0), (x, 0.0, 0.0)))
    assert [mark.scan[0] for mark in look.marks] == [2.0, 3.0, 4.0]
    assert [mark.scan[0] for mark in look.without(1).marks] == [2.0, 4.0]


def test_undo_takes_points_back_and_leaves_what_is_open() -> None:
    marked = replace(LOOK.marked(Mark("lm_basion", (0.0, 0.0, 0.0), (1.0, 0.0, 0.0))), cursor=(9.0, 9.0, 9.0))
    assert kept_scan(marked, LOOK) == replace(LOOK, cursor=(9.0, 9.0, 9.0))
    assert kept_scan(None, marked) is None
    other = replace(LOOK, opened=2)
    assert kept_scan(other, marked) == other
    assert kept_scan(marked, None) == marked
