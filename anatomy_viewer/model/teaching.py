"""Where a point is taught: the steps of lessons that link to it, show its figures, or mark it alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anatomy_viewer.model.lesson import Block, Lesson, Listing, Measure, Quotation, Step

FEW = 3  # points that a picture marks: with more it is a survey, and teaches none of them


@dataclass(frozen=True)
class Taught:
    """A step: the lesson's id, the step's id and its number from 1."""

    lesson: str
    step: str
    number: int


def taught_in(lessons: Iterable[Lesson], point: str) -> tuple[Taught, ...]:
    """Every step that teaches `point`, in the order of the lessons."""
    return tuple(
        Taught(lesson.id, step.id, number)
        for lesson in lessons
        for number, step in enumerate(lesson.steps, 1)
        if _teaches(step, point)
    )


def _teaches(step: Step, point: str) -> bool:
    marked = point in step.scene.points and len(step.scene.points) <= FEW
    return marked or any(_names(block, point) for block in step.text("en").body)


def _names(block: Block, point: str) -> bool:
    if isinstance(block, Measure):
        return block.point == point
    if isinstance(block, Listing | Quotation):
        return any(_names(inner, point) for inner in _inner(block))
    links = [span.link for span in getattr(block, "spans", ()) if span.link]
    return any(link.kind == "point" and link.target == point for link in links)


def _inner(block: Listing | Quotation) -> Iterator[Block]:
    if isinstance(block, Quotation):
        yield from block.blocks
    else:
        for item in block.items:
            yield from item
