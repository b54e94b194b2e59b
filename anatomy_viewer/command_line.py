"""What each command of the command line does; `cli` reads the words and calls these.

Past 400 lines: one function a command with what it alone needs, none of which knows of another.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from anatomy_viewer.content.paths import (
    base_path,
    is_lesson_file,
    is_pack,
    lessons_dir,
    meshes_dir,
    packs_dir,
    shipped_lessons,
)
from anatomy_viewer.display import has_display
from anatomy_viewer.errors import ContentError

# Where a picture goes, its view, and the simulated image beside it (an `ImagingSpec`) where there is one.
Job = tuple[Path, Any, Any, Any]  # file, view, image beside it, pathway
FIRST_LESSON = "l04_journey"
OUT = Path("out")
TABLE_COLUMNS = {
    "atlas": ("id", "system", "triangles", "volume_mm3", "en", "zh"),
    "points": ("id", "kind", "position", "shift_mm", "en", "zh"),
    "own": ("id", "en", "zh", "side", "triangles", "licence", "source"),
    "course": (
        "s_mm",
        "depth_mm",
        "piercing",
        "between",
        "nearest_vessel",
        "nearest_vessel_mm",
        "nearest_bone_mm",
    ),
}


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _no_gl_window() -> None:
    """Off-screen rendering that needs no display server; set before VTK is imported."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")


# open


def run_open(
    lesson: str | None, step: str | None, language: str | None, theme: str | None, scan: Path | None = None
) -> int:
    """Open the window; without a display say so and draw the opening lesson instead."""
    _no_gl_window()
    if lesson is not None and is_pack(Path(lesson)):
        return _open_pack(Path(lesson), language, theme)
    if lesson is not None and is_lesson_file(Path(lesson)):
        return _open_file(Path(lesson), language, theme)
    if lesson is not None:
        _refuse_unknown_lesson(lesson)
    elif step is not None:
        raise ContentError("the command", None, "--step needs a lesson.", "Name one, such as l04_journey.")
    if scan is not None and not scan.exists():
        raise ContentError(scan.name, None, "there is no such file or folder.", "Choose another.")
    if not has_display():
        return _draw_instead(lesson or FIRST_LESSON, language or "en", theme or "dark")
    from anatomy_viewer.app import Opening, run

    return run(Opening(lesson, step, language, theme, scan))


def _open_file(path: Path, language: str | None, theme: str | None) -> int:
    """Run a lesson's file with its text beside it; without a display draw its steps."""
    if not path.is_file():
        raise ContentError(path, None, "there is no such file or folder.", "Choose another.")
    if not has_display():
        return _draw_instead(str(base_path(path)), language or "en", theme or "dark")
    from anatomy_viewer.app import Opening, run

    return run(Opening(None, None, language, theme, lesson_file=path))


def _open_pack(path: Path, language: str | None, theme: str | None) -> int:
    """Keep a lesson pack and show its lessons on Home; without a display keep it and say which they are."""
    if has_display():
        from anatomy_viewer.app import Opening, run

        return run(Opening(None, None, language, theme, pack=path))
    from anatomy_viewer.content.pack_files import open_pack

    pack = open_pack(path, packs_dir(), _atlas(), shipped_lessons())
    _say(f"{pack.name}: {', '.join(sorted(pack.lessons))}")
    _say(str(pack.folder))
    return 0


def _refuse_unknown_lesson(lesson: str) -> None:
    from difflib import get_close_matches

    known = shipped_lessons()
    if lesson not in known:
        near = get_close_matches(lesson, known, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Lessons: {', '.join(sorted(known))}."
        raise ContentError("the command", None, f"there is no lesson '{lesson}'.", hint)


def _draw_instead(lesson: str, language: str, theme: str) -> int:
    _say(f"No display was found, so no window can open: the steps of {lesson} are drawn into {OUT}/ instead.")
    words = Namespace(
        lesson=lesson, step="all", show=None, size=(1280, 800), language=language, theme=theme,
        transparent=False, no_labels=False, output=OUT,
    )  # fmt: skip
    return run_render(words)


# render


def run_render(words: Namespace) -> int:
    """Draw a step, all steps, or a free picture as PNG."""
    _no_gl_window()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever windows are opened on
    from anatomy_viewer.own_command import own_files
    from anatomy_viewer.specimen_files import read_specimen, with_own_files

    if (words.lesson is None) == (words.show is None):
        raise ContentError("the command", None, "name a lesson, or what to --show.", "One of the two.")
    specimen = with_own_files(read_specimen(meshes_dir()), own_files())
    if not specimen.coarse:
        raise specimen.problems[0]
    _name_problems(specimen.problems)
    known = len(specimen.problems)
    jobs = _free_picture(words, specimen.atlas) if words.show else _lesson_pictures(words, specimen.atlas)
    _draw(words, specimen, jobs)
    _name_problems(specimen.problems[known:])  # of the full meshes, read only now
    return 0


def _name_problems(problems: Iterable[ContentError]) -> None:
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

    lesson = _lesson_called(words.lesson, atlas)
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


def _lesson_called(name: str, atlas: Any) -> Any:
    """The lesson of this name or in this file."""
    from anatomy_viewer.content.lesson_files import load_lesson_files, load_lessons

    path = Path(name)
    if path.suffix == ".md":
        found, name = load_lesson_files([path], atlas), path.stem
    else:
        _refuse_unknown_lesson(name)
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


# export


def run_export(words: Namespace) -> int:
    """A lesson, or what it shows, in a form that other programs read."""
    from anatomy_viewer.export_command import ATLAS, Task
    from anatomy_viewer.export_command import run_export as run
    from anatomy_viewer.own_command import own_files
    from anatomy_viewer.specimen_files import read_specimen, with_own_files

    _no_gl_window()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who stops it finds nothing half-written
    specimen = with_own_files(read_specimen(meshes_dir()), own_files())
    if not specimen.coarse:
        raise specimen.problems[0]
    lesson = None if words.lesson == ATLAS else _lesson_called(words.lesson, specimen.atlas)
    return run(Task(words, lesson, specimen, run_render, _say))


# pack


def run_pack(words: Namespace) -> int:
    """Lessons of one's own as one file."""
    from anatomy_viewer.content.pack_writing import write_pack
    from anatomy_viewer.own_command import own_files

    _say(str(write_pack(words.lessons, words.output, _atlas(), words.licence, own_files())))
    return 0


# own meshes


def run_add(words: Namespace) -> int:
    """Meshes of one's own beside the atlas."""
    from anatomy_viewer.own_command import run_add as run

    rows = run(words, (lambda _line: None) if words.json else _say)
    if words.json:
        _say(json.dumps(rows, ensure_ascii=False, indent=1))
    return 0


def run_own(words: Namespace) -> int:
    """The meshes of one's own as a table or JSON."""
    from anatomy_viewer.own_command import own_files, own_rows_of

    files = own_files()
    _name_problems(files.problems)
    return _list("own", own_rows_of(files), words.json)


def run_remove(words: Namespace) -> int:
    """Be rid of meshes of one's own."""
    from anatomy_viewer.own_command import run_remove as run

    for name in run(words.names):
        _say(name)
    return 0


# new, schema


def run_new(words: Namespace) -> int:
    """A lesson that plays, to be changed into one's own."""
    from anatomy_viewer.content.lesson_template import write_template

    for path in write_template(words.file, words.title, words.lang):
        _say(str(path))
    return 0


def run_schema(words: Namespace) -> int:
    """What a lesson may hold, as JSON Schema with the names of the atlas."""
    from anatomy_viewer.content.forms import did_you_mean
    from anatomy_viewer.content.lesson_schema import PARTS, lesson_schema, save_schemas

    if words.part and words.part not in PARTS:
        problem = f"there is no part '{words.part}' of a lesson."
        raise ContentError("the command", None, problem, did_you_mean(words.part, PARTS))
    parts = [words.part] if words.part else list(PARTS)
    if words.output is not None:
        for path in save_schemas(words.output, parts, _atlas()):
            _say(str(path))
    else:
        schemas = {part: lesson_schema(part, _atlas()) for part in parts}
        _say(json.dumps(schemas[words.part] if words.part else schemas, ensure_ascii=False, indent=1))
    return 0


# image


def run_image(words: Namespace) -> int:
    """A simulated image as PNG, DICOM or NIfTI, or a whole volume."""
    from anatomy_viewer.image_command import run_image as run

    _no_gl_window()
    return run(words)


# check, atlas, points


def run_check(words: Namespace) -> int:
    """Everything that is wrong with the atlas and lessons; 1 when there is anything."""
    from anatomy_viewer.content.check import check

    report = check(words.paths)
    if words.patients:
        report = replace(report, problems=(*report.problems, *_of_patients(words.patients)))
    if words.json:
        _say(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        for problem in report.problems:
            _say(str(problem))
        _say(
            f"{report.structures} structures, {report.lessons} lessons, {report.steps} steps, "
            f"{report.questions} questions; {len(report.problems)} problems"
        )
    return 1 if report.problems else 0


def _of_patients(count: int) -> tuple[ContentError, ...]:
    from anatomy_viewer.content.patient_check import patient_problems

    return tuple(patient_problems(meshes_dir(), range(count)))


def run_atlas(words: Namespace) -> int:
    """The structures as a table or JSON."""
    from anatomy_viewer.content.tables import atlas_rows

    return _list("atlas", atlas_rows(_atlas()), words.json)


def run_points(words: Namespace) -> int:
    """The points as a table or JSON."""
    from anatomy_viewer.content.tables import point_rows

    return _list("points", point_rows(_atlas()), words.json)


def run_course(words: Namespace) -> int:
    """What lies round a nerve or vessel at each millimetre of its trunk, as a table or JSON."""
    from anatomy_viewer.content.variant_file import read_variants
    from anatomy_viewer.content.variants import rerouted
    from anatomy_viewer.content.walks import walk
    from anatomy_viewer.model.variants import chosen

    courses = None
    if words.variant:
        choice = chosen(read_variants(meshes_dir()).variants, words.variant)
        courses = rerouted(meshes_dir(), choice).courses
    stations = walk(meshes_dir(), words.course, courses)
    return _list("course", [station.as_json() for station in stations], words.json)


def run_needle(words: Namespace) -> int:
    """The layers, distances and crossings of a needle, and what is bathed by what it injects."""
    from anatomy_viewer.content.needles import NeedleRoom
    from anatomy_viewer.content.nerve_lines import varied_nerve_lines
    from anatomy_viewer.content.spreads import SpreadRoom
    from anatomy_viewer.content.varied import varied

    folder, patient = meshes_dir(), _needled(words)
    path = NeedleRoom(folder, varied(folder, patient).meshes).path(words.entry, words.target)
    spread = None
    if words.volume is not None:
        spread = SpreadRoom(folder, varied_nerve_lines(folder, patient)).spread(words.target, words.volume)
    found = path.as_json() | {"spread": None if spread is None else spread.as_json()}
    if words.json:
        _say(json.dumps(found, indent=1))
    else:
        _say("\n".join(_needle_lines(found)))
    return 0


def _needled(words: Namespace) -> Any:
    """The specimen: the variants asked for on the side of the target."""
    from anatomy_viewer.content.variant_file import read_variants
    from anatomy_viewer.model.variants import Patient, chosen

    if not words.variant:
        return Patient()
    side = "left" if words.target[0] < 0.0 else "right"
    return Patient().with_side(side, chosen(read_variants(meshes_dir()).variants, words.variant))


def _needle_lines(found: dict[str, Any]) -> Iterator[str]:
    yield "  from    to  layer"
    for layer in found["layers"]:
        yield f"{layer['from_mm']:6.1f}{layer['to_mm']:6.1f}  {layer['id']}"
    yield "    mm  nearest"
    for name, mm in sorted(found["nearest"].items(), key=lambda item: item[1]):
        yield f"{mm:6.1f}  {name}"
    yield f"crosses: {', '.join(found['crosses']) or 'no bone, nerve, vessel or dura'}"
    if spread := found["spread"]:
        yield f"{spread['volume_ml']} ml bathe {spread['nerve_length_mm']} mm of the greater occipital nerve"


def _atlas() -> Any:
    from anatomy_viewer.content.atlas_files import load_atlas

    found = load_atlas(meshes_dir())
    _name_problems(found.problems)
    return found.atlas


def _list(name: str, rows: list[dict[str, Any]], as_json: bool) -> int:
    if as_json:
        _say(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    columns = TABLE_COLUMNS[name]
    table = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(columns))]
    for line in table:
        _say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}"
    return " ".join(map(_cell, value)) if isinstance(value, list) else str(value)


# sculpt, bench


def run_sculpt(words: Namespace) -> int:
    """Rebuild meshes from the figures, with progress; or measure them, or say what makes them."""
    if find_spec("anatomy_viewer.sculpt") is None:
        nothing = "this folder application shows the atlas and cannot build it."
        raise ContentError(meshes_dir(), None, nothing, "Build it in a checkout of the project.")
    if words.compare:
        return _compare(words)
    if words.recipes:
        return _recipes()
    if not words.volume:
        from anatomy_viewer.sculpt.build import build

        build(words.ids or None, meshes_dir(), lambda name, done, total: _say(f"[{done}/{total}] {name}"))
    if words.volume or not words.ids:
        _build_volume()
    return 0


def _build_volume() -> None:
    from anatomy_viewer.content.structure_rows import structure_forms
    from anatomy_viewer.geometry.fields import FIELDS
    from anatomy_viewer.sculpt.cavities import CAVITIES, write_cavities
    from anatomy_viewer.sculpt.fields import write_fields
    from anatomy_viewer.sculpt.volume.build import VOLUME, Part, write_volume

    forms = structure_forms(meshes_dir())
    write_fields(meshes_dir(), {name: form.system for name, form in forms.items()})
    _say(FIELDS)
    write_cavities(meshes_dir())
    _say(CAVITIES)
    write_volume(meshes_dir(), [Part(f.id, f.names.en, f.system, f.paired) for f in forms.values()])
    _say(VOLUME)


def _compare(words: Namespace) -> int:
    from anatomy_viewer.content.structure_rows import structure_forms
    from anatomy_viewer.sculpt.compare.table import Subject, compare
    from anatomy_viewer.sculpt.compare.words import comparison_lines

    subjects = [
        Subject(form.id, form.system, form.fma_numbers(), form.paired, form.inside)
        for form in structure_forms(meshes_dir()).values()
    ]
    found = compare(words.compare, meshes_dir(), subjects, words.ids)
    if words.json:
        _say(json.dumps(found.as_json(), indent=1))
    else:
        for line in comparison_lines(found):
            _say(line)
    return 0


def _recipes() -> int:
    from anatomy_viewer.content.structure_rows import structure_forms
    from anatomy_viewer.sculpt.recipe_table import Made, recipe_lines

    forms = structure_forms(meshes_dir()).values()
    rows = [Made(f.id, f.names.en, f.system, f.paired, tuple(f.source or ()), f.confidence) for f in forms]
    entries = json.loads((meshes_dir() / "manifest.json").read_text(encoding="utf-8"))
    for line in recipe_lines(rows, entries):
        _say(line)
    return 0


def run_bench(words: Namespace) -> int:
    """Measure the application and print every figure."""
    _no_gl_window()
    from anatomy_viewer.bench import measure

    figures = measure()
    if words.json:
        _say(json.dumps(figures, indent=1))
    else:
        for name, value in figures.items():
            _say(f"{name:24} {value}")
    return 0
