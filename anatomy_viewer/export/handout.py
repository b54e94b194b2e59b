"""A lesson made ready for paper, slides or cards: its pictures, words, questions and sources in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.export.asked import Asked, asked_in
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Body, Lesson, Step, plain
from anatomy_viewer.model.quiz import IN_PICTURE
from anatomy_viewer.model.words import joined, say

NOTICE = "For education, not for clinical guidance."


@dataclass(frozen=True)
class Sheet:
    """A step: its picture is a PNG file, `alt` says what that shows; `bare`: the same without names, for questions."""

    id: str
    number: int
    title: str
    picture: Path
    bare: Path
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


def asks_in_picture(step: Step) -> bool:
    """Whether a question of the step is answered by pointing, naming or reading: then names and captions would tell."""
    return any(question.kind in (*IN_PICTURE, "name", "read_image") for question in step.questions)


def handout(
    lesson: Lesson, atlas: Atlas, language: str, pictures: Sequence[Path], bare: Mapping[str, Path]
) -> Handout:
    """`pictures`: one PNG file a step, in order; `bare`: by step id those without names."""
    text = lesson.text(language)
    sheets = tuple(
        _sheet(number, step, atlas, language, (picture, bare.get(step.id, picture)))
        for number, (step, picture) in enumerate(zip(lesson.steps, pictures, strict=True), 1)
    )
    sources = tuple(atlas.sources[key].citation for key in lesson.sources if key in atlas.sources)
    notice = say(NOTICE, language)
    return Handout(
        lesson.id, lesson.code, text.title, text.summary, text.objectives, sheets, sources, language, notice
    )


def _sheet(number: int, step: Step, atlas: Atlas, language: str, pictures: tuple[Path, Path]) -> Sheet:
    text = step.text(language)
    questions = asked_in(step, atlas, language)
    return Sheet(
        step.id, number, text.title, *pictures, alt_text(step, atlas, language), text.body, plain(text.notes),
        questions,
    )  # fmt: skip


def alt_text(step: Step, atlas: Atlas, language: str) -> str:
    """What the picture shows, for those who cannot see it: title, view and what is named or lit up in it."""
    scene = step.scene
    marks = atlas.resolve_marks([*scene.highlight, *scene.label])
    names = joined(list(dict.fromkeys(atlas.name(name, language) for name in marks)), language)
    parts = [step.text(language).title, say("View: {}", language).format(_view(scene.view, language)), names]
    return ". ".join(part for part in parts if part)


def _view(name: str, language: str) -> str:
    from anatomy_viewer.model.camera import VIEW_NAMES

    return VIEW_NAMES[name][language == "zh"]
