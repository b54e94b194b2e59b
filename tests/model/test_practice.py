"""What a pass with the needle is worth: safety first, then place, layers, passes and time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.model.needle import Nearest, NeedlePath, Passed
from anatomy_viewer.model.practice import Attempt, Insertion, measured

NERVE = "greater_occipital_nerve_r"
ARTERY = "occipital_artery_r"
HERE = (0.0, 0.0, 0.0)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def path(
    layers: str, nerve: float = 2.0, artery: float = 9.0, crosses: tuple[str, ...] = (), tip: float = 30.0
) -> NeedlePath:
    """A needle straight forwards through `layers`, each 5 mm thick."""
    passed = tuple(Passed(name, 5.0 * i, 5.0 * i + 5.0) for i, name in enumerate(layers.split()))
    near = {NERVE: Nearest(nerve, nerve, HERE, HERE), ARTERY: Nearest(artery, artery, HERE, HERE)}
    return NeedlePath(HERE, (0.0, tip, 0.0), tip, passed, near, crosses)


PLAN = path("skin fat loose_tissue trapezius semispinalis loose_tissue")


def test_the_usual_path_itself_is_safe_and_on_target() -> None:
    found = measured(PLAN, PLAN, NERVE)
    assert found.safe
    assert found.on_target
    assert (found.right, found.wanted, found.plan_mm) == (4, 4, 0.0)


def test_layers_count_in_their_order() -> None:
    found = measured(path("skin fat splenius semispinalis loose_tissue"), PLAN, NERVE)
    assert (found.right, found.wanted) == (3, 4)
    assert found.through == ("splenius",)
    assert not found.on_target


def test_what_is_crossed_is_told_and_is_not_safe() -> None:
    found = measured(path("skin fat trapezius", artery=0.0, crosses=(ARTERY,)), PLAN, NERVE)
    assert found.crossed == (ARTERY,)
    assert not found.safe


def test_harm_is_harm_whatever_the_plan_does() -> None:
    into = path("skin fat", nerve=0.0, crosses=(NERVE,))
    assert measured(into, into, NERVE).crossed == (NERVE,)


def test_what_is_within_two_millimetres_is_told() -> None:
    assert measured(path("skin fat", artery=1.5), PLAN, NERVE).near == (ARTERY,)
    assert measured(path("skin fat", artery=1.5), path("skin fat", artery=1.0), NERVE).near == ()


@pytest.mark.parametrize(
    ("nerve", "tip", "there"), [(5.0, 30.0, True), (5.1, 30.0, False), (2.0, 41.0, False)]
)
def test_on_target_is_near_the_nerve_at_the_place_planned(nerve: float, tip: float, there: bool) -> None:
    assert measured(path("skin fat", nerve=nerve, tip=tip), PLAN, NERVE).on_target == there


passes = st.builds(
    Insertion, st.just(HERE), st.just(HERE), st.floats(0, 60), st.floats(0, 60), st.integers(0, 6),
    st.integers(0, 6), st.sampled_from([(), (ARTERY,)]),
)  # fmt: skip
attempts = st.builds(
    Attempt, st.just("tgt_distal"), st.just(NOW), st.lists(passes, min_size=1, max_size=5).map(tuple),
    st.floats(0, 600), st.booleans(),
)  # fmt: skip


@given(attempts, attempts)
def test_no_speed_outweighs_harm(one: Attempt, two: Attempt) -> None:
    assert 0 <= one.points <= 100
    if one.harmed and not two.harmed:
        assert one.points < two.points


@given(attempts)
def test_harm_done_in_an_earlier_pass_is_not_undone(attempt: Attempt) -> None:
    worse = replace(attempt, passes=(replace(attempt.last, crossed=(ARTERY,)), *attempt.passes))
    assert worse.harmed
    assert worse.points <= 30


def test_being_slow_or_passing_twice_costs_but_little() -> None:
    best = Attempt("tgt_distal", NOW, (measured(PLAN, PLAN, NERVE),), 30.0)
    assert best.points == 100
    assert 90 <= replace(best, seconds=400.0).points < 100
    assert 90 <= replace(best, passes=best.passes * 2).points < 100
