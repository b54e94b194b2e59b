from __future__ import annotations

from datetime import UTC, datetime, timedelta

from anatomy_viewer.model.practice import Attempt, Insertion
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import Answer

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def attempt(when: datetime, task: str = "tgt_distal") -> Attempt:
    return Attempt(task, when, (Insertion((0.0, 0.0, 0.0), (0.0, 9.0, 0.0), 2.0, 1.0),), 30.0)


def test_attempts_of_two_windows_are_kept_once_and_in_their_order() -> None:
    one = Progress("Ann").tried(attempt(NOW)).tried(attempt(LATER))
    two = Progress("Ann").tried(attempt(NOW)).tried(attempt(NOW, "tgt_cryo"))
    for merged in (one.merged(two), two.merged(one)):
        assert [(a.when, a.task) for a in merged.attempts] == [
            (NOW, "tgt_cryo"),
            (NOW, "tgt_distal"),
            (LATER, "tgt_distal"),
        ]
        assert len(merged.attempts_at("tgt_distal")) == 2


def test_steps_seen_and_the_last_place() -> None:
    progress = Progress("Ann").saw("l04", "a", NOW).saw("l04", "b", LATER).saw("l04", "a", LATER)
    lesson = progress.lesson("l04")
    assert (lesson.seen, lesson.step) == (("a", "b"), "a")
    assert (lesson.opened, lesson.updated) == (NOW, LATER)
    assert progress.last == "l04"


def test_the_fraction_is_of_the_steps_that_there_are_now() -> None:
    lesson = Progress("Ann").saw("l04", "a", NOW).saw("l04", "gone", NOW).lesson("l04")
    assert lesson.fraction(["a", "b", "c", "d"]) == 0.25
    assert lesson.fraction([]) == 0.0


def test_a_second_try_is_remembered_as_one() -> None:
    progress = Progress("Ann").answered("l04", Answer("q", "0", True, 1), False, NOW)
    progress = progress.answered("l04", Answer("q", "1", True, 1), True, LATER)
    answer = progress.lesson("l04").answer_to("q")
    assert answer is not None
    assert (answer.right, answer.right_at_once, answer.attempts, answer.hints) == (True, False, 2, 1)
    assert progress.lesson("l04").given() == (Answer("q", "1", True, 1, 1),)


def test_merging_keeps_what_either_window_saw_and_the_later_answer() -> None:
    start = Progress("Ann").answered("l04", Answer("q", "0", True), False, NOW)
    one = start.saw("l04", "a", NOW).answered("l04", Answer("q", "1", True), True, LATER)
    two = start.saw("l04", "b", NOW).saw("l07", "x", LATER)
    for merged in (one.merged(two), two.merged(one)):
        assert set(merged.lesson("l04").seen) == {"a", "b"}
        answer = merged.lesson("l04").answer_to("q")
        assert answer is not None
        assert answer.right
        assert merged.lesson("l07").seen == ("x",)
    assert one.merged(one) == one
