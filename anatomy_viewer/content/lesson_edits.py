"""Changes to a lesson's text that leave everything else in it as it is: a new step, another scene for a step.

The text may be as broken as it likes: only headings and fences are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}##(?!#)(.*)")
_ID = re.compile(r"\{#([a-z0-9_-]{1,64})\}\s*#*\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*([^\s`]*)")


@dataclass(frozen=True)
class StepLines:
    """Where a step stands: its id ('' without one), its title, and its lines from 0, the last one exclusive."""

    id: str
    title: str
    first: int
    last: int


@dataclass(frozen=True)
class _Fence:
    kind: str
    first: int
    last: int  # exclusive; the end of the text where it is not closed


def steps_in(text: str) -> list[StepLines]:
    """The steps of a lesson's text, in order."""
    lines = text.split("\n")
    inside = {i for fence in _fences(lines) for i in range(fence.first, fence.last)}
    heads = [(i, m[1]) for i, line in enumerate(lines) if i not in inside and (m := _HEADING.match(line))]
    ends = [*(i for i, _ in heads[1:]), len(lines)]
    return [_step(words, first, last) for (first, words), last in zip(heads, ends, strict=False)]


def step_at(text: str, line: int) -> StepLines | None:
    """The step that line `line` (from 0) belongs to."""
    return next((step for step in steps_in(text) if step.first <= line < step.last), None)


def step_called(text: str, name: str) -> StepLines | None:
    """The step with this id."""
    return next((step for step in steps_in(text) if step.id == name), None)


def _step(words: str, first: int, last: int) -> StepLines:
    match = _ID.search(words)
    return StepLines(match[1] if match else "", _ID.sub("", words).strip(), first, last)


def _fences(lines: list[str]) -> Iterator[_Fence]:
    """Fenced blocks; after CommonMark 0.31, 4.5: as many of the same signs close one, or the end of the text."""
    opened: tuple[int, str, str] | None = None
    for i, line in enumerate(lines):
        match = _FENCE.match(line)
        if opened is None:
            opened = (i, match[1], match[2]) if match else None
        elif match and match[1].startswith(opened[1]) and not line.strip().strip(opened[1][0]):
            yield _Fence(opened[2], opened[0], i + 1)
            opened = None
    if opened is not None:
        yield _Fence(opened[2], opened[0], len(lines))


def free_step_id(texts: list[str], wanted: str = "new_step") -> str:
    """`wanted`, or with a number, as none of the `texts` has it."""
    taken = {step.id for text in texts for step in steps_in(text)}
    names = (wanted, *(f"{wanted}_{number}" for number in range(2, 10_000)))
    return next(name for name in names if name not in taken)


def with_step(text: str, after: str, title: str, name: str, block: str = "") -> str:
    """`text` with a step called `title` and {#name} behind the step `after`, or at the end where there is none."""
    lines, step = text.split("\n"), step_called(text, after)
    at = step.last if step else len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    new = ["", f"## {title} {{#{name}}}", *(["", *block.rstrip("\n").split("\n")] if block else [])]
    rest = lines[at:] or [""]
    return "\n".join([*lines[:at], *new, *rest])


def with_scene(text: str, name: str, block: str) -> str:
    """`text` with `block` in the place of the scene of the step `name`, else before its other blocks.

    Raises KeyError where there is no such step.
    """
    step, lines = step_called(text, name), text.split("\n")
    if step is None:
        raise KeyError(name)
    fences = [fence for fence in _fences(lines) if step.first <= fence.first < step.last]
    new = block.rstrip("\n").split("\n")
    scene = next((fence for fence in fences if fence.kind == "scene"), None)
    if scene is not None:
        return "\n".join([*lines[: scene.first], *new, *lines[scene.last :]])
    if fences:
        return "\n".join([*lines[: fences[0].first], *new, "", *lines[fences[0].first :]])
    at = step.last
    while at > step.first + 1 and not lines[at - 1].strip():
        at -= 1
    return "\n".join([*lines[:at], "", *new, *(lines[at:] or [""])])
