"""Drills with the probe."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from anatomy_viewer.model.drill import (
    ADVICE,
    KINDS,
    SITES,
    TECHNIQUES,
    Drill,
    advice,
    drill,
    ended,
    sight,
    site,
)
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.progress import Progress

# Upper edge on the skin at y = 0, depth along +y; the needle comes along the probe, 30° down.
PLANE = ImagePlane((0.0, 20.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 50.0, 40.0)
ENTRY, TIP = (-22.0, 1.0, 0.0), (4.0, 22.0, 0.0)
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def task(kind: str = "bring", technique: str = "in_plane") -> Drill:
    return Drill(kind, technique, 1, ENTRY, TIP, PLANE)  # type: ignore[arg-type]


def test_a_plane_through_the_needle_sees_all_of_it() -> None:
    seen = sight(PLANE, ENTRY, TIP)
    assert seen.right("in_plane")
    assert not seen.right("out_of_plane")
    assert (seen.worst_mm, seen.angle, seen.shown) == pytest.approx((0.0, 0.0, 1.0))


def test_a_slid_or_turned_plane_sees_less() -> None:
    slid = sight(PLANE.moved(3.0), ENTRY, TIP)
    assert slid.tip_mm == pytest.approx(3.0)
    assert slid.shown == 0.0
    turned = replace(PLANE, across=(0.966, 0.0, 0.259), down=(0.0, 1.0, 0.0))
    assert sight(turned, ENTRY, TIP).angle > 8.0
    assert 0.0 < sight(turned, ENTRY, TIP).shown < 0.6


def test_out_of_plane_wants_the_tip_and_a_square_crossing() -> None:
    across = ImagePlane((4.0, 20.0, 0.0), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0), 50.0, 40.0)
    assert sight(across, ENTRY, TIP).angle == pytest.approx(51.1, abs=0.2)
    assert not sight(across, ENTRY, TIP).right("out_of_plane")
    square = replace(across, down=(-0.5, 0.866, 0.0), centre=(5.0, 20.3, 0.0))
    assert sight(square, ENTRY, TIP).right("out_of_plane")
    assert not sight(square.moved(2.0), ENTRY, TIP).right("out_of_plane")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_drills_come_from_their_seed_and_do_not_begin_solved(kind: str, technique: str) -> None:
    made = [drill(kind, technique, seed, ENTRY, TIP, PLANE) for seed in range(12)]  # type: ignore[arg-type]
    assert made[3] == drill(kind, technique, 3, ENTRY, TIP, PLANE)  # type: ignore[arg-type]
    assert len({one.tip for one in made}) == 12
    assert not any(sight(one.start, one.entry, one.tip).right(one.technique) for one in made)


def test_points_reward_nearness_few_steps_and_speed() -> None:
    good = ended(task(), PLANE, WHEN, 5, 20.0)
    slow = ended(task(), PLANE, WHEN, 30, 140.0)
    wrong = ended(task(), PLANE.moved(4.0), WHEN, 5, 20.0)
    assert (good.points, good.right) == (100, True)
    assert 50 <= slow.points < good.points
    assert not wrong.right
    assert wrong.points < 50


def test_finding_asks_for_the_tip() -> None:
    on = ended(task("find"), PLANE, WHEN, 5, 20.0, mark=(4.5, 22.5, 0.0))
    off = ended(task("find"), PLANE, WHEN, 5, 20.0, mark=(-6.0, 14.0, 0.0))
    none = ended(task("find"), PLANE, WHEN, 5, 20.0)
    assert on.right
    assert not off.right
    assert none.marked_mm == pytest.approx(4.47, abs=0.01)  # as if the middle were marked
    assert ended(task("bring"), PLANE, WHEN, 5, 20.0, mark=(0.0, 0.0, 0.0)).marked_mm is None


def test_advice_names_the_next_movement() -> None:
    assert advice(task(), PLANE) == "there"
    assert advice(task("find"), PLANE) == "mark"
    assert advice(task(), PLANE.moved(6.0)) == "slide"
    turned = ImagePlane((4.0, 20.0, 0.0), (0.94, 0.0, 0.342), (0.0, 1.0, 0.0), 50.0, 40.0)
    assert advice(task(), turned) == "turn"
    assert advice(task(technique="out_of_plane"), PLANE) == "cross"
    assert set(ADVICE) >= {"slide", "turn", "tilt", "cross", "mark", "there"}


def test_drills_are_kept_with_progress_and_merged() -> None:
    first = ended(task(), PLANE, WHEN, 5, 20.0)
    later = replace(ended(task("find"), PLANE, WHEN, 9, 50.0), when=datetime(2026, 1, 3, tzinfo=UTC))
    one, two = Progress("a").drilled(first), Progress("a").drilled(first).drilled(later)
    assert one.merged(two).drills == (first, later)
    assert two.drills_at("find", "in_plane") == (later,)


def test_drills_go_round_all_places_and_both_sides_before_any_comes_again() -> None:
    known = [point for _, point in SITES]
    first, second = ([site(seed, known) for seed in range(start, start + 6)] for start in (1, 7))
    assert len(set(first)) == len(set(second)) == 6
    assert first != second
    assert site(3, known) == site(3, known)
    assert {found[0] for seed in range(1, 5) if (found := site(seed, ["tgt_ton_mid"]))} == {"facet_c"}
    assert site(1, []) is None
