from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.model.convergence import (
    PARAMETERS,
    Activity,
    Input,
    Inputs,
    after,
    bounded,
    felt,
    probed,
    step,
)

REST = after(Inputs(), 10.0)
shares = st.floats(0.0, 1.0)
sides = st.builds(Input, shares, shares, shares, shares)


def neuron(inputs: Inputs, seconds: float = 12.0, side: str = "right") -> float:
    return after(inputs, seconds).side(side).neuron


def test_at_rest_nothing_hurts() -> None:
    assert all(pain.strength == 0.0 for side in ("right", "left") for pain in felt(REST, side).values())
    assert REST.right.reflex == 0.0


def test_input_by_the_nerve_raises_the_answer_to_dural_input() -> None:
    """Bartsch and Goadsby 2002."""
    stimulated = after(Inputs(right=Input(gon=0.9)), 6.0)
    later = after(Inputs(), 1.0, stimulated)  # the stimulus is over, its effect is not
    assert probed(later, Inputs(), "right") > 1.1 * probed(REST, Inputs(), "right")


def test_dural_input_raises_the_answer_to_the_nerve_and_enlarges_the_field() -> None:
    """Bartsch and Goadsby 2003."""
    inflamed = after(Inputs(right=Input(v1=0.9)), 6.0)
    later = after(Inputs(), 1.0, inflamed)
    before = probed(REST, Inputs(), "right", v1=0.0, gon=0.8)
    assert probed(later, Inputs(), "right", v1=0.0, gon=0.8) > 1.1 * before
    assert felt(later, "right")["occiput"].reach > felt(REST, "right")["occiput"].reach


def test_strong_input_behind_is_felt_in_front_with_autonomic_signs() -> None:
    """Piovesan 2001."""
    now = after(Inputs(right=Input(gon=1.0)), 8.0)
    pain = felt(now, "right")
    assert pain["occiput"].strength > pain["eye"].strength > 0.1
    assert pain["eye"].referred > 0.9
    assert now.right.reflex > 0.1


def test_weak_input_behind_stays_behind() -> None:
    now = after(Inputs(right=Input(gon=0.4)), 1.0)
    assert felt(now, "right")["eye"].strength < 0.05
    assert now.right.reflex == 0.0


def test_a_block_lowers_the_blink_reflex_on_its_side_only() -> None:
    """Busch 2006: healthy volunteers, nothing hurts before."""
    blocked = Inputs(right=Input(block=1.0))
    now = after(blocked, 10.0)
    assert (
        probed(now, blocked, "right") + now.right.neuron < probed(REST, Inputs(), "right") + REST.right.neuron
    )
    assert probed(now, blocked, "left") == pytest.approx(probed(REST, Inputs(), "left"), abs=0.02)


def test_a_block_eases_what_is_felt_in_front() -> None:
    attack = Inputs(right=Input(gon=0.7, v1=0.5))
    blocked = replace(attack, right=replace(attack.right, block=1.0))
    before = after(attack, 12.0)
    eased = after(blocked, 12.0, before)
    assert felt(eased, "right")["eye"].strength < 0.8 * felt(before, "right")["eye"].strength
    assert eased.right.reflex < before.right.reflex


def test_stimulation_of_the_nerve_eases_too_but_less_than_a_block() -> None:
    pain = Inputs(right=Input(gon=0.8))
    stimulated = replace(pain, right=replace(pain.right, stimulation=1.0))
    blocked = replace(pain, right=replace(pain.right, block=1.0))
    assert neuron(blocked) < neuron(stimulated) < neuron(pain)


def test_sensitisation_makes_the_same_input_hurt_more_and_farther() -> None:
    calm, sore = Inputs(right=Input(gon=0.5)), Inputs(right=Input(gon=0.5), sensitisation=0.8)
    assert neuron(sore) > 1.2 * neuron(calm)
    assert (
        felt(after(sore, 12.0), "right")["occiput"].reach > felt(after(calm, 12.0), "right")["occiput"].reach
    )


def test_the_brake_fails_as_sensitisation_grows() -> None:
    calm, sore = (after(Inputs(right=Input(gon=0.8), sensitisation=s), 12.0) for s in (0.0, 1.0))
    assert sore.brake / sore.right.neuron < calm.brake / calm.right.neuron


def test_only_strong_input_reaches_the_other_side() -> None:
    """Bartsch and Goadsby 2002: some neurons answer to both sides; Busch 2006: a block does not act across."""
    assert neuron(Inputs(right=Input(gon=1.0)), side="left") > REST.left.neuron
    assert neuron(Inputs(right=Input(gon=0.4)), side="left") <= REST.left.neuron


@given(sides, sides, shares)
def test_rates_stay_between_nothing_and_everything(right: Input, left: Input, sensitisation: float) -> None:
    now = after(Inputs(right, left, sensitisation), 3.0)
    for rates in (now.right, now.left):
        assert all(0.0 <= value <= 1.0 for value in vars(rates).values())
    assert 0.0 <= now.brake <= 1.0


@given(sides)
def test_left_and_right_are_alike(one: Input) -> None:
    assert after(Inputs(right=one), 1.0).right == after(Inputs(left=one), 1.0).left


def test_the_same_inputs_give_the_same_rates() -> None:
    inputs = Inputs(right=Input(gon=0.7, v1=0.2))
    assert after(inputs, 5.0) == after(inputs, 5.0)


def test_it_settles() -> None:
    now = after(Inputs(right=Input(gon=0.8)), 40.0)
    assert step(now, Inputs(right=Input(gon=0.8))).right.neuron == pytest.approx(now.right.neuron, abs=1e-4)


def test_sliders_end_at_their_ends() -> None:
    assert bounded(Inputs(right=Input(gon=7.0, v1=-2.0), sensitisation=3.0)) == Inputs(
        Input(gon=1.0), Input(), 1.0
    )


def test_every_number_says_what_it_means_in_both_languages() -> None:
    for row in PARAMETERS.values():
        assert row.means.get("en")
        assert row.means.get("zh") != row.means.get("en")


def test_rest_is_where_it_begins() -> None:
    assert after(Inputs(), 0.0) == Activity()
