"""Spaced review: what comes back when, and how well a thing is known. The clock is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import fsrs
import pytest

from anatomy_viewer.model.cards import Given, atlas_key, lesson_key, parsed
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.spacing import (
    AGAIN,
    DECAY,
    EASY,
    GOOD,
    HARD,
    LEECH,
    PARKED,
    adopted,
    answered,
    due_today,
    forecast,
    grade,
    mastery,
    minutes,
    read_again,
    recall,
)
from anatomy_viewer.model.state import Answer

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = lesson_key("l04", "hook")
DAY = timedelta(days=1)


def given(when: datetime = NOW, right: bool = True, score: int = 0, key: str = KEY) -> Given:
    return Given(key, when, right, 0, 20.0, score or (GOOD if right else AGAIN))


@pytest.mark.parametrize(
    ("right", "hints", "seconds", "retried", "expected"),
    [
        (False, 0, 2.0, False, AGAIN),
        (True, 1, 2.0, False, HARD),
        (True, 0, 2.0, True, HARD),
        (True, 0, 40.0, False, GOOD),
        (True, 0, 4.0, False, EASY),
    ],
)
def test_an_answer_is_graded_by_what_happened(
    right: bool, hints: int, seconds: float, retried: bool, expected: int
) -> None:
    assert grade(right, hints, seconds, "choice", retried) == expected


def test_a_right_answer_goes_away_for_days_and_a_wrong_one_comes_back_today() -> None:
    known = answered(Progress("Ann"), given())
    missed = answered(Progress("Ann"), given(right=False))
    assert due_today(known, NOW) == ()
    assert [card.key for card in due_today(missed, NOW)] == [KEY]
    assert [card.key for card in due_today(known, NOW + 3 * DAY)] == [KEY]


def test_intervals_grow_with_each_right_answer_and_are_the_same_every_time() -> None:
    def played() -> list[timedelta]:
        progress, when, gaps = Progress("Ann"), NOW, []
        for _ in range(5):
            progress = answered(progress, given(when))
            card = progress.card(KEY)
            assert card is not None
            gaps.append(card.due - when)
            when = card.due
        return gaps

    gaps = played()
    assert gaps == played()
    assert gaps == sorted(gaps)
    assert gaps[-1] > 30 * DAY


def test_the_same_right_answer_twice_in_a_sitting_moves_nothing() -> None:
    once = answered(Progress("Ann"), given())
    twice = answered(once, given(NOW + timedelta(minutes=2)))
    assert twice.cards == once.cards
    assert len(twice.given) == 2


def test_what_is_forgotten_again_and_again_waits_until_its_step_is_read() -> None:
    progress, when = answered(Progress("Ann"), given()), NOW
    for _ in range(LEECH):
        when += 5 * DAY
        progress = answered(progress, given(when, right=False))
        card = progress.card(KEY)
        assert card is not None
        if not card.parked:
            when += DAY
            progress = answered(progress, given(when))
    assert card.parked
    assert card.due == when + PARKED
    assert due_today(progress, when) == ()
    back = read_again(progress, [KEY], when + DAY)
    assert [c.key for c in due_today(back, when + DAY)] == [KEY]


def test_the_forgetting_curve_is_the_librarys() -> None:
    card = answered(Progress("Ann"), given()).card(KEY)
    assert card is not None
    theirs = fsrs.Card(1, fsrs.State.Review, None, card.stability, card.difficulty, card.due, card.last)
    for days in (0, 1, 5, 40):
        expected = fsrs.Scheduler().get_card_retrievability(theirs, NOW + days * DAY)
        assert recall(card, NOW + days * DAY) == pytest.approx(expected)
    assert fsrs.Scheduler().parameters[20] == -DECAY


def test_mastery_counts_what_was_never_asked_and_falls_with_time() -> None:
    progress = answered(Progress("Ann"), given())
    alone, both = mastery(progress, [KEY], NOW), mastery(progress, [KEY, "click:axis"], NOW)
    assert 0.5 < alone < 1.0
    assert both == pytest.approx(alone / 2)
    assert mastery(progress, [KEY], NOW + 60 * DAY) < alone
    assert mastery(answered(progress, given(NOW + DAY, right=False)), [KEY], NOW + DAY) == 0.0
    assert mastery(progress, [], NOW) == 0.0


def test_the_forecast_puts_what_is_overdue_into_today() -> None:
    progress = answered(Progress("Ann"), given())
    progress = answered(progress, given(NOW - 30 * DAY, key="click:axis"))
    counts = forecast(progress, NOW, 7)
    assert counts[0] == 1
    assert sum(counts) == 2


def test_a_record_without_cards_gets_them_and_keeps_all_it_had() -> None:
    old = Progress("Ann").answered("l04", Answer("hook", "1", True), True, NOW)
    old = old.answered("l04", Answer("gap", "0", True), False, NOW)
    new = adopted(old)
    assert replace(new, cards=()) == old
    assert [card.key for card in due_today(new, NOW)] == [lesson_key("l04", "gap")]
    assert adopted(new) == new
    after = answered(new, given(NOW + DAY))
    assert after.card(KEY) is not None


def test_minutes_are_this_learners_own() -> None:
    assert minutes(Progress("Ann"), 0) == 0
    assert minutes(Progress("Ann"), 12) == 6
    slow = Progress("Ann", given=tuple(replace(given(), seconds=120.0) for _ in range(6)))
    assert minutes(slow, 12) == 24


def test_keys_are_read_back_and_nonsense_has_no_kind() -> None:
    assert parsed(lesson_key("l04", "hook")) == ("lesson", "l04", "hook")
    assert parsed(atlas_key("click", "axis_c2")) == ("click", "axis_c2", "")
    for nonsense in ("", "lesson:l04", "click:", "who:me", "name:a/b"):
        assert parsed(nonsense) == ("", "", "")


def test_of_two_windows_the_later_answer_counts() -> None:
    one = answered(Progress("Ann"), given())
    two = answered(one, given(NOW + DAY, right=False))
    for merged in (one.merged(two), two.merged(one)):
        assert merged.cards == two.cards
        assert merged.given == two.given
