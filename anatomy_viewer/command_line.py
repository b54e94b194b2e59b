"""What each command of the command line does; `cli` reads the words and calls these."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from anatomy_viewer.content.paths import (
    base_path,
    is_lesson_file,
    is_pack,
    meshes_dir,
    packs_dir,
    refuse_unknown_lesson,
    shipped_lessons,
)
from anatomy_viewer.display import has_display, no_gl_window
from anatomy_viewer.errors import ContentError
from anatomy_viewer.render_command import lesson_called, name_problems, run_render

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


# open


def run_open(
    lesson: str | None, step: str | None, language: str | None, theme: str | None, scan: Path | None = None
) -> int:
    """Open the window; without a display say so and draw the opening lesson instead."""
    no_gl_window()
    if lesson is not None and is_pack(Path(lesson)):
        return _open_pack(Path(lesson), language, theme)
    if lesson is not None and is_lesson_file(Path(lesson)):
        return _open_file(Path(lesson), language, theme)
    if lesson is not None:
        refuse_unknown_lesson(lesson)
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


def _draw_instead(lesson: str, language: str, theme: str) -> int:
    _say(f"No display was found, so no window can open: the steps of {lesson} are drawn into {OUT}/ instead.")
    words = Namespace(
        lesson=lesson, step="all", show=None, size=(1280, 800), language=language, theme=theme,
        transparent=False, no_labels=False, output=OUT,
    )  # fmt: skip
    return run_render(words)


# export


def run_export(words: Namespace) -> int:
    """A lesson, or what it shows, in a form that other programs read."""
    from anatomy_viewer.export_command import ATLAS, Task
    from anatomy_viewer.export_command import run_export as run
    from anatomy_viewer.own_command import own_files
    from anatomy_viewer.specimen_files import read_specimen, with_own_files

    no_gl_window()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who stops it finds nothing half-written
    specimen = with_own_files(read_specimen(meshes_dir()), own_files())
    if not specimen.coarse:
        raise specimen.problems[0]
    lesson = None if words.lesson == ATLAS else lesson_called(words.lesson, specimen.atlas)
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
    name_problems(files.problems)
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

    no_gl_window()
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
    name_problems(found.problems)
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
    from anatomy_viewer.sculpt_command import run_sculpt as build

    return build(words)


def run_bench(words: Namespace) -> int:
    """Measure the application and print every figure."""
    no_gl_window()
    from anatomy_viewer.bench import measure

    figures = measure()
    if words.json:
        _say(json.dumps(figures, indent=1))
    else:
        for name, value in figures.items():
            _say(f"{name:24} {value}")
    return 0
