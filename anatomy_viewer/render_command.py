"""`anatomy-viewer render`: steps of lessons and free pictures as PNG files."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from anatomy_viewer.content.paths import lessons_dir, meshes_dir, refuse_unknown_lesson
from anatomy_viewer.display import no_gl_window
from anatomy_viewer.errors import ContentError

# Where a picture goes, its view, the simulated image beside it (an `ImagingSpec`) and the pathway, where there is one.
Job = tuple[Path, Any, Any, Any]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def run_render(words: Namespace) -> int:
    """Draw a step, all steps, or a free picture as PNG."""
    no_gl_window()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever windows are opened on
    from anatomy_viewer.own_command import own_files
    from anatomy_viewer.specimen_files import read_specimen, with_own_files

    if (words.lesson is None) == (words.show is None):
        raise ContentError("the command", None, "name a lesson, or what to --show.", "One of the two.")
    specimen = with_own_files(read_specimen(meshes_dir()), own_files())
    if not specimen.coarse:
        raise specimen.problems[0]
    name_problems(specimen.problems)
    known = len(specimen.problems)
    jobs = _free_picture(words, specimen.atlas) if words.show else _lesson_pictures(words, specimen.atlas)
    _draw(words, specimen, jobs)
    name_problems(specimen.problems[known:])  # of the full meshes, read only now
    return 0


def name_problems(problems: Iterable[ContentError]) -> None:
    """Say each on the error stream."""
    for problem in problems:
        sys.stderr.write(f"anatomy-viewer: {problem}\n")


def _free_picture(words: Namespace, atlas: Any) -> list[Job]:
    from anatomy_viewer.content.free_scene import free_scene
    from anatomy_viewer.model.lesson import scene_view

    spec = free_scene(atlas, words.show, words.highlight, words.label, words.camera, words.peel)
    return [(words.output, scene_view(spec, atlas), None, None)]


def _lesson_pictures(words: Namespace, atlas: Any) -> list[Job]:
    from anatomy_viewer.model.lesson import step_view
    from anatomy_viewer.model.pathway_look import begun

    lesson = lesson_called(words.lesson, atlas)
    if words.step == "all":
        return [
            (
                words.output / f"{i:02d}_{step.id}.png",
                step_view(step, atlas),
                step.scene.imaging,
                begun(step.scene.pathway, atlas.pathway, still=True),
            )
            for i, step in enumerate(lesson.steps, 1)
        ]
    index = lesson.find(words.step)
    if index is None:
        steps = ", ".join(step.id for step in lesson.steps)
        raise ContentError(words.lesson, None, f"there is no step '{words.step}'.", f"Steps: {steps}.")
    step, output = lesson.steps[index], words.output
    if output.is_dir():
        output = output / f"{index + 1:02d}_{step.id}.png"
    looked = begun(step.scene.pathway, atlas.pathway, still=True)
    return [(output, step_view(step, atlas), step.scene.imaging, looked)]


def lesson_called(name: str, atlas: Any) -> Any:
    """The lesson of this name or in this file."""
    from anatomy_viewer.content.lesson_files import load_lesson_files, load_lessons

    path = Path(name)
    if path.suffix == ".md":
        found, name = load_lesson_files([path], atlas), path.stem
    else:
        refuse_unknown_lesson(name)
        found = load_lessons(lessons_dir(), atlas)
    if name not in found.lessons:
        raise _why_not(path, name, found.problems)
    return found.lessons[name]


def _why_not(path: Path, name: str, problems: Sequence[ContentError]) -> ContentError:
    """What is wrong with the lesson; a translation alone has no pictures."""
    hint = "Name the lesson's own file, which ends in .md alone."
    nothing = ContentError(path, None, "there is no lesson in this file.", hint)
    own = [problem for problem in problems if Path(problem.path).stem == name]
    return next(iter([*own, *problems, nothing]))


def _draw(words: Namespace, specimen: Any, jobs: Iterable[Job]) -> None:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.content.varied import shown
    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.picture import pictures_of
    from anatomy_viewer.ui.picture_files import joined, paint_duty, written

    application = QApplication.instance() or QApplication(sys.argv[:1])
    pictures = pictures_of(specimen, words.language, words.theme, words.transparent)
    look = Look(words.theme, language=words.language)
    for path, view, imaging, pathway in jobs:
        own, beside = _sizes(words, imaging)
        if own:
            pictures.fit(shown(meshes_dir(), view.patient, imaging.illness if imaging else None))
        drawn = [pictures.draw(view, own, not words.no_labels, pathway)] if own else []
        drawn += [_imaged(imaging, specimen, view.patient, beside, look, words)] if beside else []
        image = joined(drawn)
        if getattr(words, "duty", False):
            with QPainter(image) as painter:
                paint_duty(painter, look, own or (image.width(), image.height()))
        getattr(words, "tell", _say)(str(written(path, image)))
    del application


def _sizes(words: Namespace, imaging: Any) -> tuple[Any, Any]:
    """Sizes in px of the picture and of the simulated image beside it; None for what is not drawn."""
    (wide, high), how = words.size, getattr(words, "imaging", "beside")
    if imaging is None or how == "none":
        return (wide, high), None
    return (None, (wide, high)) if how == "alone" else ((wide // 2, high), (wide - wide // 2, high))


def _imaged(
    imaging: Any, specimen: Any, patient: Any, size: tuple[int, int], look: Any, words: Namespace
) -> Any:
    """The step's simulated image with its names, fitted into `size` px."""
    from anatomy_viewer.content.imaged import divided, wanted_image
    from anatomy_viewer.ui.imaged_pages import page_of
    from anatomy_viewer.ui.imaging_page import fitted_page

    wanted = wanted_image(imaging, specimen.atlas, meshes_dir(), max(size), patient)
    full = specimen.full if imaging.labels and not words.no_labels else None
    page = page_of(wanted, divided(wanted), specimen.atlas, look.language, full)
    if getattr(words, "untold", False):  # a question's picture says neither its plane nor how it was made
        page = replace(page, title="", told=False)
    return fitted_page(look, page, size)
