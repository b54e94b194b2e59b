"""The reader's own lessons: where they live, which there are, and names for new ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from anatomy_viewer.content.paths import base_path, is_lesson_file, shipped_lessons, user_data_dir
from anatomy_viewer.content.text_files import reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson

if TYPE_CHECKING:
    from anatomy_viewer.content.lesson_files import LessonFiles

FOLDER = "lessons"
# What Windows takes for devices, whatever the ending.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))]
)


def own_lessons_folder() -> Path:
    """The folder of the user's own lessons; whoever writes the first one makes it."""
    return user_data_dir() / FOLDER


def is_own(lesson: Lesson) -> bool:
    """Does it live in the folder of the user's own lessons?"""
    return is_own_file(lesson.path)


def is_own_file(path: Path) -> bool:
    """Is it a lesson's text in the folder of the user's own lessons?"""
    return is_lesson_file(path) and path.parent.resolve() == own_lessons_folder().resolve()


def own_lessons(folder: Path, atlas: Atlas, known: Iterable[Lesson]) -> LessonFiles:
    """The sound lessons of `folder`, in the order of their files; none takes the place of a `known` one."""
    from anatomy_viewer.content.lesson_files import LessonFiles, load_lesson_files

    lessons = {lesson.id: lesson for lesson in known}
    problems: list[ContentError] = []
    wanted: list[Path] = []
    for path in _files(folder, problems):
        if base_path(path).stem in lessons:
            problems.append(name_taken(path, lessons[base_path(path).stem]))
        else:
            wanted.append(path)
    read = load_lesson_files(wanted, atlas, lessons.values())
    return LessonFiles(read.lessons, (*problems, *read.problems))


def _files(folder: Path, problems: list[ContentError]) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        return sorted(path for path in folder.iterdir() if is_lesson_file(path) and path.is_file())
    except OSError as error:
        problems.append(ContentError(folder, None, f"the lessons can't be read ({reason(error)})."))
        return []


def name_taken(path: Path, lesson: Lesson) -> ContentError:
    """Two lessons of one name would share links, answers and progress."""
    if lesson.id in shipped_lessons():
        problem = f"'{path.name}' has the name of a lesson of the atlas."
    else:
        problem = f"'{path.name}' has the name of another lesson."
    return ContentError(path, None, problem, "Rename it.")


def free_lesson_path(title: str, taken: Collection[str] = (), folder: Path | None = None) -> Path:
    """Where a new lesson of this title is written: a name that a pack and every system takes, and nobody has.

    taken: ids of lessons that are known besides the shipped ones; folder: another than that of one's own lessons.
    """
    folder = folder or own_lessons_folder()
    stem = safe_stem(title)
    known = shipped_lessons() | set(taken)
    names = (stem, *(f"{stem}_{number}" for number in range(2, 10_000)))
    return next(folder / f"{n}.md" for n in names if n not in known and not _there(folder, n))


def safe_stem(title: str) -> str:
    """'The 1st bend!' → 'the_1st_bend': small letters, digits and underscores, a letter first; 'lesson' without any."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    stem = "_".join(words)[:48].strip("_")
    if not re.match(r"[a-z]", stem):
        stem = f"lesson_{stem}".strip("_")
    return f"{stem}_lesson" if stem in _DEVICES else stem


def _there(folder: Path, stem: str) -> bool:
    return any((folder / name).exists() for name in (f"{stem}.md", f"{stem}.zh.md"))
