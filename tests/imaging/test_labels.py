"""Names beside an image point at what they name, stand apart, and outlines follow what they surround."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.imaging.labels import Mark, marks, rows, spread
from anatomy_viewer.imaging.outlines import contours, outlines
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.imaging.tallies import counts
from anatomy_viewer.model.image_plane import ImagePlane

PLANE = ImagePlane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 100.0, 100.0)
IDS = {1: "semispinalis_capitis_r", 2: "semispinalis_capitis_l", 3: "cortex", 4: "cancellous", 5: "fascia"}
KINDS = {1: "muscle", 2: "muscle", 3: "cortical bone", 4: "marrow", 5: "interfascial plane"}
NERVE = Tube(
    "greater_occipital_nerve_r", "nerve", np.array([[-20.0, 10.0, -9.0, 1.0], [-20.0, 10.0, 9.0, 1.0]])
)


def subject(tubes: dict[str, Tube] | None = None) -> Subject:
    return Subject(np.zeros((2, 2, 2), np.uint8), np.zeros(3), 0.5, IDS, KINDS, tubes or {})


def picture(unit: str = "HU", warp: bool = False) -> Picture:
    labels = np.zeros((100, 100), dtype=np.uint8)
    labels[10:40, 10:40], labels[60:66, 10:16] = 1, 1
    labels[10:40, 60:90] = 2
    labels[50:80, 30:70] = 3
    labels[55:75, 35:65] = 4
    labels[85:95] = 5
    u, v = np.meshgrid(np.arange(100) - 49.5, np.arange(100) - 49.5)
    places = np.stack([u, v, 0 * u], axis=-1).astype(np.float32) if warp else None
    return Picture(np.zeros((100, 100), np.float32), unit, PLANE, labels, (0.0, 1.0), warp=places)


def bone_at(label: int, place: object) -> str:
    return "axis_c2" if label in (3, 4) else IDS[label] if label in (1, 2) else ""


def named(found: tuple[Mark, ...]) -> dict[str, Mark]:
    return {mark.id: mark for mark in found}


def test_the_dot_lies_inside_the_largest_part() -> None:
    found = named(marks(picture(), subject(), bone_at))
    muscle = found["semispinalis_capitis_r"]
    assert (muscle.u, muscle.v) == pytest.approx((0.25, 0.25), abs=0.02)
    assert "" not in found  # planes between muscles have no name


def test_bone_and_its_marrow_have_one_name() -> None:
    found = marks(picture(), subject(), bone_at)
    assert [mark.id for mark in found].count("axis_c2") == 1


def test_what_only_the_ill_have_is_named_first() -> None:
    ill, seen = subject(), picture()
    ill = replace(ill, ids={**IDS, 9: IDS[1]}, kinds={**KINDS, 9: "neuroma"})
    seen.labels[20:26, 20:26] = 9
    found = marks(seen, ill, bone_at)
    assert (found[0].id, found[0].kind) == ("", "neuroma")
    assert (found[0].u, found[0].v) == pytest.approx((0.23, 0.23), abs=0.02)


def test_of_a_pair_one_side_is_named_unless_both_are_wanted() -> None:
    assert "semispinalis_capitis_l" not in named(marks(picture(), subject(), bone_at))
    left = named(marks(picture(), subject(), bone_at, side="left"))
    assert "semispinalis_capitis_l" in left
    both = ("semispinalis_capitis_l", "semispinalis_capitis_r")
    assert set(named(marks(picture(), subject(), bone_at, both))) == set(both)
    assert len(marks(picture(), subject(), bone_at, most=1)) == 1


@pytest.mark.parametrize("warp", [False, True])
def test_a_thin_nerve_is_named_where_its_line_goes_through(warp: bool) -> None:
    found = marks(picture(warp=warp), subject({NERVE.id: NERVE}), bone_at)
    assert found[0].id == NERVE.id
    assert (found[0].u, found[0].v) == pytest.approx((0.3, 0.6), abs=0.011)


def test_nothing_in_the_shadow_of_bone_is_named() -> None:
    hidden = picture("dB")
    hidden.labels[82:84, 40:60] = 1
    hidden.labels[10:40, 10:40] = 0
    hidden.labels[60:66, 10:16] = 0
    assert "semispinalis_capitis_r" not in named(marks(hidden, subject(), bone_at))
    assert "axis_c2" in named(marks(hidden, subject(), bone_at))


def test_names_keep_their_order_and_their_distance() -> None:
    found = [
        Mark("a", "", 0.1, 0.52),
        Mark("b", "", 0.2, 0.5),
        Mark("c", "", 0.3, 0.51),
        Mark("d", "", 0.4, 0.99),
    ]
    placed = rows(found, 200.0, 20.0)
    assert [row.mark.id for row in placed] == ["b", "c", "a", "d"]
    heights = [row.y for row in placed]
    assert all(b - a >= 20.0 - 1e-9 for a, b in itertools.pairwise(heights))
    assert heights[-1] <= 190.0
    assert heights[1] == pytest.approx(102.0)  # the middle of the three


def test_too_many_names_still_fit() -> None:
    heights = spread([50.0] * 30, 0.0, 100.0, 10.0)
    assert heights[0] == pytest.approx(0.0)
    assert heights[-1] == pytest.approx(100.0)
    assert spread([], 0.0, 1.0, 1.0) == []


def test_pixels_are_counted_by_structure() -> None:
    assert counts(picture().labels, IDS)["semispinalis_capitis_l"] == 900


def test_outlines_go_round_what_they_surround() -> None:
    y, x = np.mgrid[:100, :120]
    labels = ((x - 50) ** 2 + (y - 40) ** 2 < 400).astype(np.uint8) * 7
    lines = outlines(labels, [7])
    assert len(lines) == 1
    assert np.allclose(lines[0][0], lines[0][-1])
    away = np.hypot(*(lines[0] * [120, 100] - [50.5, 40.5]).T)
    assert np.abs(away - 20.0).max() < 1.0
    assert outlines(labels, [3]) == []


def test_two_bodies_have_two_outlines_and_a_border_is_closed() -> None:
    labels = np.zeros((60, 60), dtype=np.uint8)
    labels[:20, :20], labels[40:, 30:50] = 1, 1
    lines = outlines(labels, [1])
    assert len(lines) == 2
    assert all(np.allclose(line[0], line[-1]) for line in lines)


def test_a_saddle_is_parted_not_crossed() -> None:
    lines = contours(np.pad(np.array([[1.0, 0.0], [0.0, 1.0]]), 1), 0.5)
    assert len(lines) == 2
