"""`interventions.yaml`: what is done at which points, and what the studies found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from anatomy_viewer.content.atlas_names import unknown_sources
from anatomy_viewer.content.forms import Form, fill
from anatomy_viewer.content.practice_forms import (
    FactForm,
    InterventionForm,
    OutcomeForm,
    ReviewForm,
    SyndromeForm,
)
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.yaml_lines import YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Point, Source
from anatomy_viewer.model.intervention import Practice

INTERVENTIONS = "interventions.yaml"
TABLES = ("contraindications", "review", "interventions", "syndromes", "efficacy")
F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Known:
    """What its rows may name. `bases`: base ids of structures; `left_out`: points and bases reported elsewhere."""

    points: Mapping[str, Point]
    bases: Iterable[str]
    sources: Mapping[str, Source]
    left_out: frozenset[str] = frozenset()


def read_practice(path: Path, known: Known, problems: list[ContentError]) -> Practice:
    """Everything the file holds that is sound; nothing where there is no file. `problems` grows."""
    if not path.is_file():
        return Practice()
    data = read_table(path, TABLES, problems)
    done = _unique(rows(data, "interventions", InterventionForm, path, problems), problems)
    syndromes = _unique(rows(data, "syndromes", SyndromeForm, path, problems), problems)
    outcomes = _unique(rows(data, "efficacy", OutcomeForm, path, problems), problems)
    for row in done:
        problems.extend(_intervention_errors(row, known))
    for outcome in outcomes:
        problems.extend(_outcome_errors(outcome, done, syndromes, known))
    kept = [row for row in done if row.form.target in known.points]
    ids, names = {row.form.id for row in kept}, {row.form.id for row in syndromes}
    review = _block(data, "review", ReviewForm, path, problems)
    against = _block(data, "contraindications", FactForm, path, problems)
    return Practice(
        {row.form.id: row.form.intervention() for row in kept},
        {row.form.id: row.form.syndrome() for row in syndromes},
        tuple(
            row.form.outcome()
            for row in outcomes
            if row.form.intervention in ids and row.form.syndrome in names
        ),
        review.review() if review else None,
        against.fact() if against else None,
    )


def _block(data: YamlMap, key: str, form: type[F], path: Path, problems: list[ContentError]) -> F | None:
    part = data.get(key)
    if part is None:
        return None
    if not isinstance(part, YamlMap):
        problem = f"'{key}' should be a block of 'key: value'."
        problems.append(ContentError(path, data.lines[key], problem))
        return None
    return fill(form, part, path, problems)


def _unique(found: list[Row[Any]], problems: list[ContentError]) -> list[Row[Any]]:
    kept: dict[str, Row[Any]] = {}
    for row in found:
        if row.form.id in kept:
            problem = f"the id '{row.form.id}' is already taken."
            problems.append(row.error(problem, "Choose another.", ("id",)))
        kept.setdefault(row.form.id, row)
    return list(kept.values())


def _intervention_errors(row: Row[InterventionForm], known: Known) -> list[ContentError]:
    form = row.form
    found = unknown_sources(row, form.source, known.sources, ("source",))
    for name, fact in form.facts().items():
        found += unknown_sources(row, fact.source, known.sources, (name, "source"))
    places = {"target": (form.target,), "entries": form.entries, "sites": form.sites, "related": form.related}
    for key, points in places.items():
        for point in points:
            if point not in known.points and point not in known.left_out:
                found.append(row.unknown(point, known.points, (key,), "point"))
    for name in form.risk:
        if name not in known.bases and name not in known.left_out:
            found.append(row.unknown(name, known.bases, ("risk",), "structure"))
    return found


def _outcome_errors(
    row: Row[OutcomeForm],
    done: list[Row[InterventionForm]],
    syndromes: list[Row[SyndromeForm]],
    known: Known,
) -> list[ContentError]:
    form = row.form
    found = unknown_sources(row, [form.source], known.sources, ("source",))
    for key, table in (("intervention", done), ("syndrome", syndromes)):
        ids = [other.form.id for other in table]
        if getattr(form, key) not in ids:
            found.append(row.unknown(getattr(form, key), ids, (key,), key))
    return found
