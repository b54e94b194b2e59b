"""A lesson that was written anew while it is played: where one is in it, and which answers still count."""

from __future__ import annotations

from collections.abc import Iterable

from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.state import Answer


def same_step(old: Lesson, new: Lesson, at: int) -> int:
    """Where step number `at` of `old` is in `new`: by its id; else, renamed or taken out, what stands in its place."""
    found = new.index_of(old.steps[at].id)
    if found is not None:
        return found
    before = (new.index_of(step.id) for step in reversed(old.steps[:at]))
    return min(next((i for i in before if i is not None), -1) + 1, len(new.steps) - 1)


def still_answered(old: Lesson, new: Lesson, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers whose questions are the same in both."""
    asked = {q.id: q for q in (*new.questions, *new.decisions.values())}
    before = {q.id: q for q in (*old.questions, *old.decisions.values())}
    return tuple(a for a in answers if a.question in asked and asked[a.question] == before.get(a.question))
