"""`lessons/paths.yaml`: learning paths. A folder of lessons may do without; a wrong row costs only itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated

from pydantic import Field, model_validator

from anatomy_viewer.content.atlas_forms import TextForm
from anatomy_viewer.content.forms import Form, Id, ListOf, one_of, wrong
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import LESSON_KINDS, LEVELS, Lesson
from anatomy_viewer.model.paths import Part, Path, with_required

PATHS = "paths.yaml"
MOST_PARTS = 200


class PartForm(Form):
    """A lesson, or the named steps of it."""

    lesson: str
    steps: Annotated[tuple[str, ...], ListOf] = ()


class PathForm(Form):
    """A row of `paths`: either its parts, or all lessons of some levels (with what they require) or of a kind."""

    id: Id
    names: TextForm
    about: TextForm
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    parts: Annotated[tuple[PartForm, ...], Field(max_length=MOST_PARTS)] = ()
    levels: Annotated[tuple[Annotated[str, one_of(LEVELS)], ...], ListOf] = ()
    kind: Annotated[str, one_of(LESSON_KINDS)] = "lesson"

    @model_validator(mode="after")
    def _one_way(self) -> PathForm:
        if self.parts and (self.levels or self.kind != "lesson"):
            raise wrong("a path has either 'parts', or 'levels' and 'kind'.", "Take one away.")
        return self


@dataclass(frozen=True)
class PathFiles:
    """The paths that have lessons, in the order of the file, and everything that is wrong."""

    paths: tuple[Path, ...]
    problems: tuple[ContentError, ...]


def load_paths(folder: FilePath, lessons: Mapping[str, Lesson]) -> PathFiles:
    """The learning paths through `lessons`."""
    file = folder / PATHS
    if not file.is_file():
        return PathFiles((), ())
    problems: list[ContentError] = []
    table = read_table(file, ("paths",), problems)
    found: dict[str, Path] = {}
    for row in rows(table, "paths", PathForm, file, problems):
        if row.form.id in found:
            problems.append(row.error(f"there are two paths called '{row.form.id}'.", "Rename one.", ("id",)))
        elif path := _path(row, lessons, problems):
            found[path.id] = path
    return PathFiles(tuple(found.values()), tuple(problems))


def _path(row: Row[PathForm], lessons: Mapping[str, Lesson], problems: list[ContentError]) -> Path | None:
    form = row.form
    parts = _parts(row, lessons, problems) if form.parts else _all_of(form, lessons)
    if not parts:
        return None
    return Path(form.id, form.names.text(), form.about.text(), parts, form.minutes or 0)


def _all_of(form: PathForm, lessons: Mapping[str, Lesson]) -> tuple[Part, ...]:
    levels = form.levels or LEVELS
    wanted = tuple(x.id for x in lessons.values() if x.kind == form.kind and x.level in levels)
    whole = with_required(wanted, lessons) if form.kind == "lesson" else wanted
    return tuple(Part(name) for name in whole)


def _parts(
    row: Row[PathForm], lessons: Mapping[str, Lesson], problems: list[ContentError]
) -> tuple[Part, ...]:
    """The sound ones; what a part names that is not there is told with its line."""
    found = []
    for number, part in enumerate(row.form.parts):
        lesson = lessons.get(part.lesson)
        if lesson is None:
            problems.append(row.unknown(part.lesson, lessons, ("parts", number, "lesson"), "lesson"))
            continue
        ids = [step.id for step in lesson.steps]
        for step in part.steps:
            if step not in ids:
                problems.append(row.unknown(step, ids, ("parts", number, "steps"), "step"))
        found.append(Part(lesson.id, tuple(step for step in part.steps if step in ids)))
    return tuple(found)
