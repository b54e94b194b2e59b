"""A lesson that was begun in the form and not written yet: kept until it is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from anatomy_viewer.content.lesson_sketch import Sketch, read_sketch, save_sketch
from anatomy_viewer.content.paths import user_data_dir
from anatomy_viewer.errors import ContentError


def unfinished_file() -> Path:
    """Where it is kept."""
    return user_data_dir() / "unfinished" / "lesson.md"


def keep_unfinished(sketch: Sketch) -> None:
    """Write it as it is. Raises ContentError."""
    forget_unfinished()
    save_sketch(sketch, unfinished_file())


def read_unfinished() -> Sketch | None:
    """What was kept; None where there is nothing, or nothing that can be read."""
    path = unfinished_file()
    if not path.is_file():
        return None
    try:
        kept = read_sketch(path)
    except ContentError:
        return None
    return Sketch(kept.source, kept.zh, kept.language)


def forget_unfinished() -> None:
    """It has been written into a file of its own."""
    for name in ("lesson.md", "lesson.zh.md"):
        with suppress(OSError):
            unfinished_file().with_name(name).unlink()
