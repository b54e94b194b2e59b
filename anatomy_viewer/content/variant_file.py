"""`variants.yaml` → the variants, what they change, and what another patient is drawn from; every problem found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.content.atlas_names import unknown_sources
from anatomy_viewer.content.course_file import COURSES, read_courses
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.variant_forms import ChangeForm, NotSampledForm, SpreadForm, VariantForm
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Source
from anatomy_viewer.model.variants import Sampling, Variant

VARIANTS = "variants.yaml"


@dataclass(frozen=True)
class VariantTable:
    """Variants and their changes by id, what is drawn for another patient and what is not; what is wrong."""

    variants: Mapping[str, Variant] = field(default_factory=dict)
    changes: Mapping[str, tuple[ChangeForm, ...]] = field(default_factory=dict)
    sampling: Sampling = field(default_factory=Sampling)
    problems: tuple[ContentError, ...] = ()


def read_variants(folder: Path) -> VariantTable:
    """The table of `folder`; empty in an atlas that has none."""
    path, problems = folder / VARIANTS, list[ContentError]()
    if not path.is_file():
        return VariantTable()
    data = read_table(path, ("variants", "spreads", "not_sampled"), problems)
    found = {row.form.id: row.form for row in rows(data, "variants", VariantForm, path, problems)}
    spreads = rows(data, "spreads", SpreadForm, path, problems)
    omitted = rows(data, "not_sampled", NotSampledForm, path, problems)
    return VariantTable(
        {name: form.variant() for name, form in found.items()},
        {name: form.changes for name, form in found.items()},
        Sampling(tuple(row.form.spread() for row in spreads), tuple(row.form.text() for row in omitted)),
        tuple(problems),
    )


def variant_problems(folder: Path, sources: Mapping[str, Source]) -> list[ContentError]:
    """What is wrong with the file: rows, sources, names of courses and of other variants."""
    path, problems = folder / VARIANTS, list[ContentError]()
    if not path.is_file():
        return []
    data = read_table(path, ("variants", "spreads", "not_sampled"), problems)
    found = rows(data, "variants", VariantForm, path, problems)
    try:
        courses = {name: {p.part for p in parts} for name, parts in read_courses(folder / COURSES).items()}
    except ContentError:
        return problems  # said elsewhere
    ids = [row.form.id for row in found]
    for i, row in enumerate(found):
        problems += _row_problems(row, ids, ids[:i], courses, sources)
    for spread in rows(data, "spreads", SpreadForm, path, problems):
        problems += unknown_sources(spread, [spread.form.source], sources, ("source",))
    return problems


def _row_problems(
    row: Row[VariantForm],
    ids: list[str],
    before: list[str],
    courses: Mapping[str, set[str]],
    sources: Mapping[str, Source],
) -> Iterator[ContentError]:
    if row.form.id in before:
        yield row.error(f"the id '{row.form.id}' is already taken.", "Choose another.", ("id",))
    for i, rate in enumerate(row.form.rates):
        yield from unknown_sources(row, [rate.source], sources, ("rates", i, "source"))
    for name in row.form.excludes:
        if name not in ids:
            yield row.unknown(name, ids, ("excludes", name), "variant")
    for i, change in enumerate(row.form.changes):
        if change.course and change.course not in courses:
            yield row.unknown(change.course, courses, ("changes", i), "course")
        elif change.course and (change.parent or change.part) not in courses[change.course]:
            parts = courses[change.course]
            yield row.unknown(change.parent or change.part, parts, ("changes", i), "part of the course")
