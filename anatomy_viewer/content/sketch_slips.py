"""What a lesson in the form still lacks, in words that name its fields, not the file's keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anatomy_viewer.content.lesson_names import Vocabulary
from anatomy_viewer.content.lesson_sketch import Sketch, questions
from anatomy_viewer.model.anatomy import Atlas

KINDS = ("choice", "choices", "locate", "name", "place", "order", "match")  # what the form offers


@dataclass(frozen=True)
class Slip:
    """A sentence; step and question from 0, −1 for the lesson; `stops`: it can't be played so."""

    text: str
    step: int = -1
    question: int = -1
    stops: bool = True


def slips(sketch: Sketch, atlas: Atlas) -> list[Slip]:
    """Everything that is missing, in the order of the form."""
    return [*_of_lesson(sketch), *_of_steps(sketch, atlas)]


def _of_lesson(sketch: Sketch) -> Iterator[Slip]:
    front = sketch.source.front
    if not str(front.get("title", "")).strip():
        yield Slip("The lesson needs a title.")
    minutes = front.get("minutes")
    if not isinstance(minutes, int) or not 1 <= minutes <= 600:
        yield Slip("Say how many minutes the lesson takes: 1 to 600.")
    if not sketch.source.steps:
        yield Slip("The lesson has no step yet.")


def _of_steps(sketch: Sketch, atlas: Atlas) -> Iterator[Slip]:
    vocabulary = Vocabulary(atlas)
    for at, step in enumerate(sketch.source.steps):
        if not step.title.strip():
            yield Slip(f"Step {at + 1} needs a title.", at)
        if not step.blocks("scene"):
            yield Slip(f"Step {at + 1} has no view yet: everything will be shown.", at, stops=False)
        for number, keys in enumerate(questions(step)):
            for text in _of_question(keys, vocabulary):
                yield Slip(f"Step {at + 1}: {text}", at, number)


def _of_question(keys: Mapping[str, Any], words: Vocabulary) -> Iterator[str]:
    if not str(keys.get("ask", "")).strip():
        yield "the question asks nothing yet."
    rule = _RULES.get(str(keys.get("kind")))
    problem = rule(keys, words) if rule else ""
    if problem:
        yield problem


def _choice(keys: Mapping[str, Any], _: Vocabulary) -> str:
    texts, right = _options(keys)
    if len(texts) < 2:
        return "the question needs at least two answers."
    if len(set(texts)) < len(texts):
        return "two answers are the same."
    if keys["kind"] == "choice":
        return "" if right == 1 else "mark the one right answer."
    return "" if 2 <= right < len(texts) else "mark two or more right answers, but not all."


def _options(keys: Mapping[str, Any]) -> tuple[list[str], int]:
    options = [o if isinstance(o, Mapping) else {"text": o} for o in keys.get("options", [])]
    return [str(o.get("text", "")).strip() for o in options], sum(o.get("right") is True for o in options)


def _answer(
    known: Callable[[Vocabulary], list[str]], text: str
) -> Callable[[Mapping[str, Any], Vocabulary], str]:
    def rule(keys: Mapping[str, Any], words: Vocabulary) -> str:
        names = keys.get("answer") or []
        names = names if isinstance(names, list | tuple) else [names]
        return "" if names and set(names) <= set(known(words)) else text

    return rule


def _place(keys: Mapping[str, Any], words: Vocabulary) -> str:
    return "" if keys.get("point") in words.atlas.points else "choose the point that is to be placed."


def _order(keys: Mapping[str, Any], _: Vocabulary) -> str:
    items = [str(item).strip() for item in keys.get("items", [])]
    if len(items) < 3:
        return "give at least three things to be put in order."
    return "" if len(set(items)) == len(items) else "two things to be put in order are the same."


def _match(keys: Mapping[str, Any], _: Vocabulary) -> str:
    pairs = [(str(p.get("left", "")).strip(), str(p.get("right", "")).strip()) for p in keys.get("pairs", [])]
    if len(pairs) < 3 or not all(left and right for left, right in pairs):
        return "give at least three whole pairs."
    return "" if len({left for left, _ in pairs}) == len(pairs) else "two pairs begin alike."


_RULES: dict[str, Callable[[Mapping[str, Any], Vocabulary], str]] = {
    "choice": _choice,
    "choices": _choice,
    "locate": _answer(Vocabulary.marks, "choose the structure that is to be clicked."),
    "name": _answer(Vocabulary.focus, "choose what is to be named."),
    "place": _place,
    "order": _order,
    "match": _match,
}
