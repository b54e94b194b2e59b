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
        ("klmn", 2, "m"),
        ("nmlk", 2, "m"),  # moved
        ("klxn", 2, "x"),  # renamed
        ("kln", 2, "n"),  # taken out: what follows
        ("kl", 3, "l"),  # the end taken off
        ("aklmn", 0, "k"),
        ("xyz", 1, "x"),  # nothing is left of it
    ],
)
def test_the_step_is_the_same_or_stands_in_its_place(new: str, at: int, step: str) -> None:
    written = lesson(*new)
    assert written.steps[same_step(lesson(*"klmn"), written, at)].id == step


def test_answers_to_questions_that_are_others_now_are_forgotten() -> None:
    answers = (Answer("q", "a", judged=True),)
    assert still_answered(lesson("a", "b"), lesson("b"), answers) == answers
    assert still_answered(lesson("a", "b"), lesson("a", "b", ask="Which?"), answers) == ()
    assert still_answered(lesson("a", "b"), lesson("a"), answers) == ()
