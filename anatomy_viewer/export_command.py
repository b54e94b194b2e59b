"""`anatomy-viewer export`: a lesson as pictures, handout, slides or cards, what it shows as GLB, the tissue volume."""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import Lesson, step_view

ATLAS = "atlas"
Tell = Callable[[str], None]
# Draws the wanted steps of the lesson into a folder, one PNG each.
Render = Callable[[Namespace], int]
_ENDINGS = {"pdf": ".pdf", "pptx": ".pptx", "apkg": ".apkg", "glb": ".glb", "nii": ".nii.gz"}


_THEMES = {"pptx": "dark", "loop": "dark"}  # slides are dark, paper is white


@dataclass(frozen=True)
class Task:
    """words: the command's; lesson: None for the whole atlas; render: `render_command.run_render`; tell: says a line;
    picture: is told of each picture, else `tell` is.
    """

    words: Namespace
    lesson: Lesson | None
    specimen: Any
    render: Render
    tell: Tell
    picture: Tell | None = None


def run_export(task: Task) -> int:
    """Write what was asked for; returns the exit code. Raises ContentError."""
    words = task.words
    if words.form in ("nii", "glb"):
        return {"nii": _volume, "glb": _bodies}[words.form](task)
    if task.lesson is None:
        raise ContentError(
            "the command", None, f"the atlas has no steps to export as {words.form}.", "Name a lesson."
        )
    return {"png": _pictures, "pdf": _paper, "pptx": _paper, "apkg": _paper, "loop": _loop}[words.form](task)


def _pictures(task: Task) -> int:
    """Draw them into a folder of their own, so that who stops it finds none, then put them where they were wanted."""
    lesson, target = _known(task), Path(task.words.output)
    _folder(target)
    task = replace(task, picture=_counter(task.tell, len(lesson.steps) if task.words.step == "all" else 1))
    with tempfile.TemporaryDirectory() as folder:
        task.render(_render_words(task, Path(folder)))
        for drawn in sorted(Path(folder).glob("*.png")):
            task.tell(str(shutil.move(drawn, target / drawn.name)))
    return 0


def _paper(task: Task) -> int:
    """Draw every step into a folder of its own, then make the document of them."""
    from anatomy_viewer.export.handout import asks_in_picture, handout

    lesson = _known(task)
    target = _target(task.words)
    pictures_in_all = len(lesson.steps) + sum(map(asks_in_picture, lesson.steps))
    task = replace(task, picture=_counter(task.tell, pictures_in_all))
    with tempfile.TemporaryDirectory() as folder:
        task.render(_render_words(task, Path(folder)))
        pictures = sorted(Path(folder).glob("*.png"))
        bare = _bare(task, lesson, Path(folder) / "bare")
        sheets = handout(lesson, task.specimen.atlas, task.words.language, pictures, bare)
        done = _write(task.words, sheets, Path(folder) / "document")
        shutil.move(done, target)
    task.tell(str(target))
    return 0


def _counter(tell: Tell, of: int) -> Tell:
    """Says how many of the pictures are drawn instead of where each lies for the moment."""
    done = count(1)
    return lambda _path: tell(f"[{next(done)}/{of}]")


def _bare(task: Task, lesson: Lesson, folder: Path) -> dict[str, Path]:
    """The pictures of steps whose questions are answered in them, once more without names."""
    from anatomy_viewer.export.handout import asks_in_picture

    found: dict[str, Path] = {}
    for step in filter(asks_in_picture, lesson.steps):
        found[step.id] = folder / f"{step.id}.png"
        words = _render_words(task, found[step.id])
        words.step, words.no_labels, words.untold = step.id, True, True
        task.render(words)
    return found


def _write(words: Namespace, sheets: Any, path: Path) -> Path:
    if words.form == "pdf":
        from anatomy_viewer.export.pdf import write_pdf
        from anatomy_viewer.ui.fonts import families

        write_pdf(sheets, path, families(), words.answers)
    elif words.form == "pptx":
        from anatomy_viewer.export.slides import write_slides

        write_slides(sheets, path)
    else:
        from anatomy_viewer.export.cards import write_cards

        if not write_cards(sheets, path):
            raise ContentError(
                words.lesson, None, "this lesson has no question that a card can ask.", "Choose another."
            )
    return path


def _bodies(task: Task) -> int:
    """What a step shows, or the whole atlas, as GLB."""
    from anatomy_viewer.export.solid_scene import glb
    from anatomy_viewer.model.view import drawn

    atlas, names, glass = task.specimen.atlas, sorted(task.specimen.coarse), {}
    meshes = task.specimen.full_and_own
    if task.lesson is not None:
        view = step_view(task.lesson.steps[_index(task.lesson, task.words.step)], atlas)
        names = sorted(drawn(view, atlas) & set(meshes))
        glass = {name: view.opacity_of(name) for name in names}
    target = _target(task.words)
    target.write_bytes(glb(names, meshes, atlas, glass))
    task.tell(str(target))
    return 0


def _volume(task: Task) -> int:
    """The labelled volume, and its colour table beside it."""
    target = _target(task.words)
    shutil.copyfile(meshes_dir() / "tissue.nii.gz", target)
    table = target.with_name(target.name.removesuffix(".nii.gz") + "_labels.txt")
    shutil.copyfile(meshes_dir() / "tissue_labels.txt", table)
    task.tell(str(target))
    task.tell(str(table))
    return 0


def _loop(task: Task) -> int:
    from anatomy_viewer.loop_command import run_loop

    return run_loop(task.words, _known(task), task.specimen, task.tell)


def _known(task: Task) -> Lesson:
    assert task.lesson is not None
    return task.lesson


def _index(lesson: Lesson, step: str) -> int:
    index = lesson.find("1" if step == "all" else step)
    if index is None:
        steps = ", ".join(known.id for known in lesson.steps)
        raise ContentError(lesson.id, None, f"there is no step '{step}'.", f"Steps: {steps}.")
    return index


def _render_words(task: Task, folder: Path) -> Namespace:
    words = task.words
    step = words.step if words.form == "png" else "all"
    theme = words.theme or _THEMES.get(words.form, "light")
    return Namespace(
        lesson=words.lesson, step=step, show=None, size=words.size, language=words.language, theme=theme,
        transparent=words.transparent, no_labels=words.no_labels, imaging="beside", output=folder,
        duty=words.form == "png", tell=task.picture or task.tell,
    )  # fmt: skip


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ContentError(path, None, f"the folder can't be made ({error.strerror}).") from error


def _target(words: Namespace) -> Path:
    """The file to write: what was named, with the ending of its form; in a folder under the lesson's own name."""
    ending, path = _ENDINGS[words.form], Path(words.output)
    if path.is_dir():
        path = path / f"{words.lesson}_{words.language}{ending}"
    if not path.name.lower().endswith(ending):
        path = path.with_name(path.name + ending)
    _folder(path.parent)
    return path
