"""`points.yaml`: compression, intervention and landmark points, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.content.atlas_forms import PointForm
from anatomy_viewer.content.atlas_names import Named, unknown_sources
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Point, Source, Vector


@dataclass
class Points:
    """Points by id that are seated on a structure of the atlas, and the ids of the others."""

    seated: dict[str, Point] = field(default_factory=dict)
    unseated: list[str] = field(default_factory=list)


def read_points(
    path: Path, named: Named, sources: Mapping[str, Source], problems: list[ContentError]
) -> Points:
    """Every point of the file; `problems` grows."""
    found = Points()
    points = found.seated
    data = read_table(path, ("points",), problems)
    for row in rows(data, "points", PointForm, path, problems):
        form, position = row.form, row.form.place()
        errors = _errors(row, points, named, sources)
        problems.extend(errors)
        if position is None:
            problems.append(row.error(f"'{form.id}' has no position yet, so it is left out.", SEAT, ("id",)))
        elif not errors and not _lies_on_left_out(form, named):
            points[form.id] = _point(form, position)
        if form.id not in points:
            found.unseated.append(form.id)
    return found


POINT_TEXTS = ("short", "explain", "presses", "signs", "surgery", "contested")
SEAT = "Let 'anatomy-viewer sculpt' seat it."


def _errors(
    row: Row[PointForm], known: Mapping[str, Point], named: Named, sources: Mapping[str, Source]
) -> list[ContentError]:
    form = row.form
    found = unknown_sources(row, form.source, sources, ("source",))
    for i, study in enumerate(form.published):
        found += unknown_sources(row, [study.source], sources, ("published", i, "source"))
    if (
        form.id in known
        or form.id in named.structures
        or form.id in named.features
        or form.id in named.groups
    ):
        found.append(row.error(f"the id '{form.id}' is already taken.", "Choose another.", ("id",)))
    if form.number and form.number in [p.number for p in known.values() if p.kind == form.kind]:
        found.append(row.error(f"number {form.number} is already taken.", "Choose another.", ("number",)))
    if not _lies_on_left_out(form, named):
        found += _unknown_places(row, named)
    return found


def _unknown_places(row: Row[PointForm], named: Named) -> list[ContentError]:
    form, found = row.form, []
    places = [*named.structures, *named.features]
    if form.structure not in places:
        found.append(row.unknown(form.structure, places, ("structure",), "structure or feature"))
    if form.nerve and form.nerve not in named.structures:
        found.append(row.unknown(form.nerve, named.structures, ("nerve",), "structure"))
    return found


def _lies_on_left_out(form: PointForm, named: Named) -> bool:
    """It names a structure that has no mesh; that was reported where the structure stands."""
    names = (form.structure, form.nerve)
    return any(name.removesuffix("_r").removesuffix("_l") in named.left_out for name in names)


def _point(form: PointForm, position: Vector) -> Point:
    return Point(
        id=form.id,
        kind=form.kind,
        names=form.names.text(),
        about=form.about.text(),
        position=position,
        structure=form.structure,
        nerve=form.nerve,
        number=form.number,
        shift_mm=form.shift_mm,
        tolerance=form.tolerance,
        published=tuple(study.study() for study in form.published),
        **{key: text.text() for key in POINT_TEXTS if (text := getattr(form, key)) is not None},
        source=tuple(form.source),
        confidence=form.confidence,
    )
