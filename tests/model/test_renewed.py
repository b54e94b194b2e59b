"""Where one is in a lesson that was written anew, and which answers still count."""

from __future__ import annotations

import pytest

from anatomy_viewer.model.lesson import Lesson, LessonText, Step, StepText
from anatomy_viewer.model.quiz import Locate
from anatomy_viewer.model.renewed import same_step, still_answered
from anatomy_viewer.model.state import Answer
from anatomy_viewer.model.texts import Text


def lesson(*steps: str, ask: str = "Where?") -> Lesson:
    question = Locate("q", Text(ask, "在哪里？"), ("a",), frozenset({"a"}))
    made = tuple(
        Step(name, {"en": StepText(name)}, questions=(question,) if name == "b" else ()) for name in steps
    )
    return Lesson("mine", "L1", "student", 5, {"en": LessonText("Mine")}, made)


@pytest.mark.parametrize(
    ("new", "at", "step"),
    [
        ("abcd", 2, "c"),
        ("dcba", 2, "c"),  # moved
        ("abxd", 2, "x"),  # renamed
        ("abd", 2, "d"),  # taken out: what follows
        ("ab", 3, "b"),  # the end taken off
        ("nabcd", 0, "a"),
        ("xyz", 1, "x"),  # nothing is left of it
    ],
)
def test_the_step_is_the_same_or_stands_in_its_place(new: str, at: int, step: str) -> None:
    written = lesson(*new)
    assert written.steps[same_step(lesson(*"abcd"), written, at)].id == step


def test_answers_to_questions_that_are_others_now_are_forgotten() -> None:
    answers = (Answer("q", "a", judged=True),)
    assert still_answered(lesson("a", "b"), lesson("b"), answers) == answers
    assert still_answered(lesson("a", "b"), lesson("a", "b", ask="Which?"), answers) == ()
    assert still_answered(lesson("a", "b"), lesson("a"), answers) == ()
