"""A copy of a lesson among one's own: its texts and its figures, under a name that is free."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from anatomy_viewer.content.authored import files_of, save_lesson_text
from anatomy_viewer.content.own_lessons import free_lesson_path
from anatomy_viewer.content.pack_writing import figures_of
from anatomy_viewer.content.text_files import read_text, reason
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import Lesson


def copy_as_own(lesson: Lesson, taken: Collection[str]) -> Path:
    """The copy's file. `taken`: ids that lessons have. Raises ContentError."""
    target = free_lesson_path(lesson.id, taken)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for name, figure in _figures(lesson):
            place = target.parent / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                shutil.copyfile(figure, place)
    except OSError as error:
        raise ContentError(target.parent, None, f"the file can't be written ({reason(error)}).") from error
    for old, new in zip(files_of(lesson.path), files_of(target), strict=True):
        if old.is_file():
            save_lesson_text(new, _own_links(read_text(old), lesson.id, target.stem))
    return target


def _own_links(text: str, old: str, new: str) -> str:
    """Links of the lesson to itself lead to the copy."""
    return text.replace(f"(lesson:{old}#", f"(lesson:{new}#").replace(f"(lesson:{old})", f"(lesson:{new})")


def _figures(lesson: Lesson) -> Iterator[tuple[str, Path]]:
    """Names from the lesson's folder, and files, of every figure in any language."""
    folder = lesson.path.parent.resolve()
    for step in lesson.steps:
        for text in step.texts.values():
            for figure in figures_of((*text.body, *text.notes)):
                yield figure.relative_to(folder).as_posix(), figure
