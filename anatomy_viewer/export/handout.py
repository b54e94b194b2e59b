"""A lesson made ready for paper, slides or cards: its pictures, words, questions and sources in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.export.asked import Asked, asked_in
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Body, Lesson, Step, plain
from anatomy_viewer.model.words import comma, say

NOTICE = "For education, not for clinical guidance."


@dataclass(frozen=True)
class Sheet:
    """A step: its picture is a PNG file, `alt` says what that shows."""

    id: str
    number: int
    title: str
    picture: Path
    alt: str
    body: Body
    notes: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Handout:
    """A lesson. sources: its references, each in one line; notice: that it is for education."""

    id: str
    code: str
    title: str
    summary: str
    objectives: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    sources: tuple[str, ...]
    language: str
    notice: str


def handout(lesson: Lesson, atlas: Atlas, language: str, pictures: Sequence[Path]) -> Handout:
    """`pictures`: one PNG file a step, in order."""
    text = lesson.text(language)
    sheets = tuple(
        _sheet(number, step, atlas, language, picture)
        for number, (step, picture) in enumerate(zip(lesson.steps, pictures, strict=True), 1)
    )
    sources = tuple(atlas.sources[key].citation for key in lesson.sources if key in atlas.sources)
    notice = say(NOTICE, language)
    return Handout(
        lesson.id, lesson.code, text.title, text.summary, text.objectives, sheets, sources, language, notice
    )


def _sheet(number: int, step: Step, atlas: Atlas, language: str, picture: Path) -> Sheet:
    text = step.text(language)
    questions = asked_in(step, atlas, language)
    return Sheet(
        step.id, number, text.title, picture, alt_text(step, atlas, language), text.body, plain(text.notes), questions
    )  # fmt: skip


def alt_text(step: Step, atlas: Atlas, language: str) -> str:
    """What the picture shows, for those who cannot see it: title, view and what is named or lit up in it."""
    scene = step.scene
    marks = atlas.resolve_marks([*scene.highlight, *scene.label])
    names = comma(language).join(dict.fromkeys(atlas.name(name, language) for name in marks))
    parts = [step.text(language).title, say("View: {}", language).format(_view(scene.view, language)), names]
    return ". ".join(part for part in parts if part)


def _view(name: str, language: str) -> str:
    from anatomy_viewer.model.camera import VIEW_NAMES

    return VIEW_NAMES[name][language == "zh"]
