"""`syndromes.yaml`: pain syndromes and autonomic signs, read when one is first looked at. An atlas may do without."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from anatomy_viewer.content.atlas_names import unknown_sources
from anatomy_viewer.content.lesson_imaging import check_imaging, imaging_spec
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.syndrome_forms import SignForm, SyndromeForm
from anatomy_viewer.content.yaml_lines import YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.syndrome import GonRole, Sign, Syndrome, Syndromes
from anatomy_viewer.model.texts import Text


def read_syndromes(path: Path, atlas: Atlas, problems: list[ContentError]) -> Syndromes:
    """Every sound syndrome and sign; none where there is no file. `problems` grows."""
    if not path.is_file():
        return Syndromes()
    data = read_table(path, ("signs", "syndromes"), problems)
    signs: dict[str, Sign] = {}
    for mark in rows(data, "signs", SignForm, path, problems):
        errors = _sign_errors(mark, atlas)
        problems.extend(errors)
        if not errors:
            signs[mark.form.id] = mark.form.sign()
    table: dict[str, Syndrome] = {}
    for row in rows(data, "syndromes", SyndromeForm, path, problems):
        errors = _errors(row, atlas, signs, table)
        problems.extend(errors)
        if not errors:
            table[row.form.id] = _syndrome(row.form, atlas)
    return Syndromes(table, signs)


def _syndrome(form: SyndromeForm, atlas: Atlas) -> Syndrome:
    return Syndrome(
        id=form.id,
        names=atlas.practice.syndromes[form.id].names,
        code=form.code,
        group=form.group,
        facts={name: fact.fact() for name, fact in form.facts().items()},
        span=form.side,
        territory=dict(form.territory),
        gon=GonRole(form.gon.role, form.gon.fact()),
        ladder=tuple(rung.rung() for rung in form.ladder),
        signs=form.signs,
        nodes=form.nodes,
        images=tuple(imaging_spec(image) for image in form.images),
        contested=form.contested.text() if form.contested else Text("", ""),
        source=form.source,
        confidence=form.confidence,
    )


def _sign_errors(row: Row[SignForm], atlas: Atlas) -> list[ContentError]:
    known = [*atlas.points, *atlas.skin.landmarks]
    return _unknown(row, (name for name in (row.form.at.at, row.form.at.to) if name), known, "at", "landmark")


def _errors(
    row: Row[SyndromeForm], atlas: Atlas, signs: Iterable[str], taken: Iterable[str]
) -> list[ContentError]:
    form, names = row.form, atlas.practice.syndromes
    if form.id in taken:
        return [row.error(f"the id '{form.id}' is already taken.", "Choose another.", ("id",))]
    found = _unknown(row, [form.id], names, "id", "syndrome")
    found += unknown_sources(row, form.source, atlas.sources, ("source",))
    for key, fact in {**form.facts(), "gon": form.gon}.items():
        found += unknown_sources(row, fact.source, atlas.sources, (key, "source"))
    found += _unknown(row, form.territory, atlas.skin.regions, "territory", "region")
    found += _unknown(row, form.signs, signs, "signs", "sign")
    if atlas.pathway:
        found += _unknown(row, form.nodes, atlas.pathway.nodes, "nodes", "node")
    for i, rung in enumerate(form.ladder):
        for name in rung.by:
            if name not in atlas.practice.interventions:
                found.append(
                    row.unknown(name, atlas.practice.interventions, ("ladder", i, "by"), "intervention")
                )
    for i, image in enumerate(form.images):
        part = row.data["images"][i]
        check_imaging(image, part if isinstance(part, YamlMap) else row.data, row.path, found)
    return found


def _unknown(
    row: Row[SyndromeForm] | Row[SignForm], names: Iterable[str], known: Iterable[str], key: str, what: str
) -> list[ContentError]:
    words = list(known)
    return [row.unknown(name, words, (key,), what) for name in names if name not in words]
