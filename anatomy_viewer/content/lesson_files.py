"""`lessons/*.md` → lessons. A lesson with an error is named and left out; a translation falls back to English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from anatomy_viewer.content.forms import did_you_mean
from anatomy_viewer.content.lesson_assembly import finished
from anatomy_viewer.content.lesson_circles import circle_problem, circular
from anatomy_viewer.content.lesson_draft import TRANSLATIONS, Draft
from anatomy_viewer.content.paths import base_path
from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson


@dataclass(frozen=True)
class LessonFiles:
    """Lessons by id (the file's stem), in the order of their file names, cases last; and everything that is wrong."""

    lessons: Mapping[str, Lesson]
    problems: tuple[ContentError, ...]


def load_lessons(folder: Path, atlas: Atlas) -> LessonFiles:
    """Every lesson in `folder` that is sound."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".md" and path.is_file())
    except OSError as error:
        return LessonFiles({}, (ContentError(folder, None, f"the lessons can't be read ({reason(error)})."),))
    return load_lesson_files(paths, atlas)


def load_lesson_files(paths: Iterable[Path], atlas: Atlas, known: Iterable[Lesson] = ()) -> LessonFiles:
    """The sound ones of these lessons; `known`: further lessons that links may lead to.

    A translation is read with the lesson beside it; naming it here only checks that there is one.
    """
    wanted, known = list(paths), tuple(known)
    drafts = [Draft(path, atlas) for path in wanted if not _language(path)]
    for draft in drafts:
        draft.read()
    steps = {lesson.id: tuple(step.id for step in lesson.steps) for lesson in known}
    steps |= {draft.path.stem: draft.step_ids for draft in drafts}
    problems = [error for path in wanted for error in _alone(path)]
    for draft in drafts:
        problems += [*draft.errors, *draft.remarks, *draft.lesson_links(steps)]
    found = {draft.path.stem: lesson for draft in drafts if (lesson := finished(draft))}
    others = [lesson for lesson in known if lesson.id not in found]
    circles = circular({lesson.id: lesson.prerequisites for lesson in (*others, *found.values())})
    problems += [circle_problem(draft, circles) for draft in drafts if circles.get(draft.path.stem)]
    ordered = sorted(found.items(), key=lambda item: item[1].kind == "case")  # they build upon the lessons
    return LessonFiles({name: _without(lesson, circles) for name, lesson in ordered}, tuple(problems))


def _without(lesson: Lesson, circles: Mapping[str, frozenset[str]]) -> Lesson:
    """The lesson without those prerequisites that in their turn need it."""
    round_about = circles.get(lesson.id, frozenset())
    kept = tuple(name for name in lesson.prerequisites if name not in round_about)
    return replace(lesson, prerequisites=kept)


def _language(path: Path) -> str:
    return path.stem.partition(".")[2]


def _alone(path: Path) -> list[ContentError]:
    """A translation of nothing, or into a language that the program does not speak."""
    language = _language(path)
    if language and language not in TRANSLATIONS:
        hint = did_you_mean(language, TRANSLATIONS)
        return [ContentError(path, None, f"the language '{language}' is not known.", hint)]
    if language and not base_path(path).is_file():
        problem = f"the lesson that this translates, '{base_path(path).name}', is not there."
        return [ContentError(path, None, problem, "Put it beside this file.")]
    return []
