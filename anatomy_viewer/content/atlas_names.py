"""`structures.yaml`: structures, features and groups, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anatomy_viewer.content.atlas_forms import FeatureForm, GroupForm, NamedForm, StructureForm
from anatomy_viewer.content.manifest_file import Entry
from anatomy_viewer.content.mesh_facts import MeshEntries
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import SYSTEMS, Feature, Group, MeshFacts, Side, Source, Structure, Text

SIDES: tuple[tuple[Side, str], ...] = (("right", "_r"), ("left", "_l"))
SCULPT = "Make it with 'anatomy-viewer sculpt'."


@dataclass
class Named:
    """What structures.yaml names. `bases`: every structure row by base id, also those left out."""

    structures: dict[str, Structure] = field(default_factory=dict)
    features: dict[str, Feature] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    facts: dict[str, MeshFacts] = field(default_factory=dict)
    bases: dict[str, Row[StructureForm]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)


def read_names(
    path: Path, sources: Mapping[str, Source], entries: MeshEntries, problems: list[ContentError]
) -> Named:
    """Everything the file names that has a mesh; `problems` grows."""
    data = read_table(path, ("groups", "structures", "features"), problems)
    groups = rows(data, "groups", GroupForm, path, problems)
    structures = rows(data, "structures", StructureForm, path, problems)
    features = rows(data, "features", FeatureForm, path, problems)
    problems.extend(_repeated([*groups, *structures, *features]))
    named_rows: list[Row[Any]] = [*structures, *features]
    for row in named_rows:
        problems.extend(unknown_sources(row, row.form.source, sources, ("source",)))
    named = Named(bases={row.form.id: row for row in structures})
    _add_structures(named, structures, {row.form.id for row in groups}, entries, problems)
    _add_features(named, features, entries, problems)
    _add_groups(named, groups, problems)
    return named


def unknown_sources(
    row: Row[Any], keys: Iterable[str], sources: Mapping[str, Source], at: tuple[str | int, ...]
) -> list[ContentError]:
    """An error for each of `keys` that sources.yaml does not have."""
    return [row.unknown(key, sources, at, "source") for key in keys if key not in sources]


def _repeated(found: Iterable[Row[Any]]) -> list[ContentError]:
    """Ids given twice, or that already mean something else."""
    problems = []
    taken = dict.fromkeys(SYSTEMS, "a system") | {"all": "everything"}
    for row in found:
        name = row.form.id
        if name in taken:
            problems.append(
                row.error(f"the id '{name}' already stands for {taken[name]}.", "Choose another.", ("id",))
            )
        paired = isinstance(row.form, NamedForm) and row.form.paired
        for word in (name, f"{name}_r", f"{name}_l") if paired else (name,):
            taken.setdefault(word, f"the row of line {row.data.line}")
    return problems


def _add_structures(
    named: Named,
    found: list[Row[StructureForm]],
    groups: set[str],
    entries: MeshEntries,
    problems: list[ContentError],
) -> None:
    for row in found:
        form, entry = row.form, entries.of(row.form.id)
        if form.parent and form.parent not in groups and form.parent not in named.bases:
            problems.append(
                row.unknown(form.parent, [*groups, *named.bases], ("parent",), "group or structure")
            )
        if entry is None:
            named.left_out.add(form.id)
            continue
        for side, ending in SIDES if form.paired else (("midline", ""),):
            name = form.id + ending
            named.structures[name] = _structure(form, name, side)
            named.facts[name] = entry.facts(mirrored=side == "left")


def _structure(form: StructureForm, name: str, side: Side) -> Structure:
    return Structure(
        id=name,
        base=form.id,
        side=side,
        system=form.system,
        layer=form.layer,
        parent=form.parent,
        names=form.names.names(),
        short=form.shortest(),
        about=form.about.text(),
        gon=form.gon.text() if form.gon else Text("", ""),
        ids=form.ids_of(side),
        synonyms=form.synonyms.all(),
        source=tuple(form.source),
        confidence=form.confidence,
    )


def _add_features(
    named: Named, found: list[Row[FeatureForm]], entries: MeshEntries, problems: list[ContentError]
) -> None:
    for row in found:
        owner = named.bases.get(row.form.of)
        if owner is None:
            problems.append(row.unknown(row.form.of, named.bases, ("of",), "structure"))
        elif entry := entries.of(row.form.of):
            _add_feature(named, row, owner.form.paired, entry, problems)


def _add_feature(
    named: Named, row: Row[FeatureForm], owner_paired: bool, entry: Entry, problems: list[ContentError]
) -> None:
    """A feature of a pair is baked once, under its own name; a paired one of a midline structure once a side."""
    form = row.form
    sides = SIDES if owner_paired or form.paired else (("midline", ""),)
    for side, ending in sides:
        baked = form.id if owner_paired else form.id + ending
        if baked in entry.features:
            named.features[form.id + ending] = _feature(
                form, ending if owner_paired else "", baked, side, ending
            )
        elif side != "left" or not owner_paired:
            problem = f"the patch '{baked}' is not marked in the mesh, so it is left out."
            problems.append(row.error(problem, SCULPT, ("id",)))


def _feature(form: FeatureForm, owner_ending: str, baked: str, side: Side, ending: str) -> Feature:
    return Feature(
        id=form.id + ending,
        of=form.of + owner_ending,
        baked=baked,
        side=side,
        names=form.names.names(),
        short=form.shortest(),
        about=form.about.text(),
        ids=form.ids_of(side),
        synonyms=form.synonyms.all(),
        source=tuple(form.source),
        confidence=form.confidence,
    )


def _add_groups(named: Named, found: list[Row[GroupForm]], problems: list[ContentError]) -> None:
    for row in found:
        members: list[str] = []
        for i, name in enumerate(row.form.members):
            ids = [s.id for s in named.structures.values() if name in (s.id, s.base)]
            if not ids and name.removesuffix("_r").removesuffix("_l") not in named.left_out:
                known = [*named.bases, *named.structures]
                problems.append(row.unknown(name, known, ("members", i), "structure"))
            members += ids
        if members:
            named.groups[row.form.id] = Group(row.form.id, row.form.names.names(), tuple(members))
