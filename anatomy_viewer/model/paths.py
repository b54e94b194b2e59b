"""Learning paths: lessons in an order, or excerpts of several that are played as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.lesson import Lesson, LessonText
from anatomy_viewer.model.made_lesson import EXCERPTS, LANGUAGES, Made, excerpts_of


@dataclass(frozen=True)
class Part:
    """A lesson of a path (its id), or some of its steps."""

    lesson: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Path:
    """A learning path. minutes: 0 where it is as long as its lessons."""

    id: str
    names: Text
    about: Text
    parts: tuple[Part, ...]
    minutes: int = 0

    @property
    def excerpts(self) -> bool:
        """Is it played as one?"""
        return any(part.steps for part in self.parts)

    @property
    def lessons(self) -> tuple[str, ...]:
        """The ids of its lessons, each once."""
        return tuple(dict.fromkeys(part.lesson for part in self.parts))

    def after(self, lesson: str) -> str:
        """The id of the lesson after this one; '' after the last, and after one that is not of the path."""
        ids = self.lessons
        at = ids.index(lesson) + 1 if lesson in ids else len(ids)
        return ids[at] if at < len(ids) else ""


def played(path: Path, lessons: Mapping[str, Lesson]) -> Made:
    """The excerpts as one lesson; its id is the same each time, so that one can go on in it."""
    texts = {
        language: LessonText(path.names.get(language), path.about.get(language)) for language in LANGUAGES
    }
    parts = [(lessons[part.lesson], part.steps) for part in path.parts if part.lesson in lessons]
    return excerpts_of(f"{EXCERPTS}:{path.id}", texts, parts, path.minutes)


def with_required(wanted: tuple[str, ...], lessons: Mapping[str, Lesson]) -> tuple[str, ...]:
    """`wanted` with what they build upon before them, all in the order of the lessons."""
    found = set(wanted)
    ahead = list(wanted)
    while ahead:
        lesson = lessons.get(ahead.pop())
        new = [
            name for name in (lesson.prerequisites if lesson else ()) if name not in found and name in lessons
        ]
        found.update(new)
        ahead += new
    return tuple(name for name in lessons if name in found)
