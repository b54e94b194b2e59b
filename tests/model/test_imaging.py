"""The imaged plane as a value: moved, turned, zoomed and laid through places."""

from __future__ import annotations

import pytest

from anatomy_viewer.model.imaging import FAMILIES, Panel, as_shown, fitted, opened, standard_planes

PLACE = (12.0, 25.0, -40.0)


def test_planes_are_seen_as_radiologists_see_them() -> None:
    letters = {name: plane.letters() for name, plane in standard_planes(PLACE).items()}
    assert letters == {
        "axial": ("R", "L", "A", "P"),
        "sagittal": ("A", "P", "S", "I"),
        "coronal": ("R", "L", "S", "I"),
    }
    assert all(abs(plane.fractions(PLACE)[2]) < 1e-9 for plane in standard_planes(PLACE).values())


def test_only_what_has_a_right_and_a_left_is_mirrored() -> None:
    planes = standard_planes(PLACE)
    assert as_shown(planes["axial"], True).letters() == ("L", "R", "A", "P")
    assert as_shown(planes["sagittal"], True) == planes["sagittal"]


@pytest.mark.parametrize("change", [{"offset": 7.5}, {"turn": 20.0}, {"tilt": -15.0}])
def test_the_cursor_stays_on_the_image_when_the_plane_moves(change: dict[str, float]) -> None:
    before = opened(PLACE)
    after = before.placed(**change)
    u, v, away = after.plane.fractions(after.cursor)
    assert (u, v) == pytest.approx(before.plane.fractions(PLACE)[:2])
    assert away == pytest.approx(0.0, abs=1e-9)
    assert (after.plane.name, after.placed(0.0, 0.0, 0.0).plane.name) == ("", "axial")


def test_a_turned_plane_is_still_square() -> None:
    plane = opened(PLACE).placed(turn=30.0, tilt=20.0).plane
    dots = [sum(a * b for a, b in zip(p, q, strict=True)) for p, q in (
        (plane.across, plane.down), (plane.across, plane.across), (plane.down, plane.down))]  # fmt: skip
    assert dots == pytest.approx([0.0, 1.0, 1.0])


def test_zooming_keeps_the_place_under_the_pointer() -> None:
    imaging = opened(PLACE).placed(tilt=10.0)
    closer = imaging.zoomed(2.0, imaging.cursor)
    assert closer.plane.height_mm == imaging.plane.height_mm / 2.0
    assert closer.plane.fractions(imaging.cursor) == pytest.approx(imaging.plane.fractions(imaging.cursor))


def test_a_plane_through_a_place_holds_it_however_far_it_lies() -> None:
    for place in ((0.0, 10.0, -50.0), (0.0, 10.0, 90.0)):
        imaging = opened(PLACE).through(place)
        assert imaging.plane.fractions(place)[2] == pytest.approx(0.0, abs=1e-3)
        assert imaging.cursor == place


def test_a_panel_is_filled_and_shows_the_whole_plane() -> None:
    plane = standard_planes(PLACE)["axial"]
    shown = fitted(plane, 400.0, 200.0)
    assert shown.width_mm / shown.height_mm == pytest.approx(2.0)
    assert shown.height_mm == plane.height_mm


def test_each_family_has_one_panel() -> None:
    imaging = opened(PLACE).with_panel(Panel("stir", (1.0, 2.0)))
    assert [imaging.panel(family).modality for family in FAMILIES] == ["ct", "stir", "us"]
