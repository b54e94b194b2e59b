"""A lesson's files as an author sees them: their texts, what they give, everything that is wrong; kept safely.

Nothing in a lesson is run, and no figure outside its folder is taken (`lesson_spans.py`).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.content.lesson_draft import TRANSLATIONS
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.own_lessons import is_own_file
from anatomy_viewer.content.paths import base_path, user_data_dir
from anatomy_viewer.content.text_files import read_text, reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson

UNSAVED = "unsaved"


@dataclass(frozen=True)
class Reading:
    """What the files of a lesson held when they were read.

    texts: by file; None where it is not there. unread: files that are there and can't be read as text. lesson: None
    while it can't be played.
    """

    path: Path
    texts: Mapping[Path, str | None]
    unread: frozenset[Path]
    lesson: Lesson | None
    problems: tuple[ContentError, ...]


def files_of(path: Path) -> tuple[Path, ...]:
    """The file of a lesson and those that its translations have or would have."""
    base = base_path(path)
    return (base, *(base.with_name(f"{base.stem}.{language}.md") for language in TRANSLATIONS))


def read_lesson(path: Path, atlas: Atlas, known: Iterable[Lesson] = ()) -> Reading:
    """Read all files of a lesson; `known`: the others, to which its links may lead."""
    base, texts, unread = base_path(path), dict[Path, str | None](), set[Path]()
    for file in files_of(base):
        try:
            texts[file] = read_text(file) if file.is_file() else None
        except ContentError:  # said by the reading of the lesson
            texts[file] = None
            unread.add(file)
    if texts[base] is None and base not in unread:
        gone = ContentError(base, None, "the file is not there.", "Save the text to have it again.")
        return Reading(base, texts, frozenset(unread), None, (gone,))
    others = [lesson for lesson in known if lesson.id != base.stem]
    read = load_lesson_files([base], atlas, others)
    problems = tuple(sorted(read.problems, key=lambda p: (str(p.path), p.line or 0)))
    return Reading(base, texts, frozenset(unread), read.lessons.get(base.stem), problems)


def save_lesson_text(path: Path, text: str) -> None:
    """Write the file, with the line ends and the rights that it has. Raises ContentError."""
    try:
        target = path.resolve()
        old = target.stat() if target.is_file() else None
        windows = old is not None and b"\r\n" in target.read_bytes()[:65536]
        replace_text(target, text.replace("\n", "\r\n") if windows else text)
        target.chmod(stat.S_IMODE(old.st_mode) if old else 0o644)
    except OSError as error:
        raise ContentError(path, None, f"the file can't be written ({reason(error)}).") from error


def unsaved_path(path: Path) -> Path:
    """Where text that was not saved into `path` is kept until it is."""
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return user_data_dir() / UNSAVED / f"{path.stem}-{digest}.md"


def keep_unsaved(path: Path, text: str | None) -> None:
    """Keep text that is not saved; None forgets it. What can't be kept stays in the window."""
    kept = unsaved_path(path)
    try:
        if text is None:
            kept.unlink(missing_ok=True)
        else:
            replace_text(kept, text)
    except OSError:
        return


def unsaved(path: Path) -> str | None:
    """Text of an earlier sitting that was never saved into `path`."""
    try:
        return read_text(unsaved_path(path))
    except ContentError:
        return None


def may_be_changed(path: Path, named: bool) -> bool:
    """May the author write this file? One's own, or one that was `named` (opened as a file) and can be written."""
    return (is_own_file(path) or named) and os.access(path if path.exists() else path.parent, os.W_OK)
