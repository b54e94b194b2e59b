"""`pathway.yaml`: nodes and edges of the trigemino-cervical pathway. An atlas may do without the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anatomy_viewer.content.atlas_names import unknown_sources
from anatomy_viewer.content.forms import fill
from anatomy_viewer.content.pathway_forms import EdgeForm, FrameForm, NodeForm, PresetForm, SeatForm
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.yaml_lines import YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas, Point, Source
from anatomy_viewer.model.pathway import Frame, Pathway

TABLES = ("frame", "nodes", "edges", "presets")
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Around:
    """What rows may name; bases: base ids of structures."""

    bases: Collection[str]
    points: Mapping[str, Point]
    sources: Mapping[str, Source]


def read_pathway(path: Path, atlas: Atlas, problems: list[ContentError]) -> Pathway:
    """Every sound node and edge; nothing without the file. `problems` grows."""
    if not path.is_file():
        return Pathway()
    known = Around(frozenset(s.base for s in atlas.structures.values()), atlas.points, atlas.sources)
    data = read_table(path, TABLES, problems)
    frame = _frame(data, path, known, problems)
    nodes = {row.form.id: row for row in _sound(rows(data, "nodes", NodeForm, path, problems), problems)}
    edges = _sound(rows(data, "edges", EdgeForm, path, problems), problems, taken=nodes)
    kept = {name: row.form.node() for name, row in nodes.items() if _node_is_sound(row, known, problems)}
    sound = {
        row.form.id: row.form.edge() for row in edges if _edge_is_sound(row, kept, nodes, known, problems)
    }
    presets = _sound(rows(data, "presets", PresetForm, path, problems), problems)
    for row in presets:
        problems.extend(unknown_sources(row, row.form.source, known.sources, ("source",)))
    return Pathway(kept, sound, frame, {row.form.id: row.form.preset() for row in presets})


def _frame(data: YamlMap, path: Path, known: Around, problems: list[ContentError]) -> Frame:
    part = data.get("frame")
    if not isinstance(part, YamlMap):
        return Frame()
    form = fill(FrameForm, part, path, problems)
    if form and form.of not in known.bases:
        problems.append(Row(form, part, path).unknown(form.of, known.bases, ("of",), "structure"))
    return form.frame() if form and form.of in known.bases else Frame()


def _sound(found: list[Row[Any]], problems: list[ContentError], taken: Iterable[str] = ()) -> list[Row[Any]]:
    """The rows whose ids nothing before them has."""
    kept: dict[str, Row[Any]] = {}
    for row in found:
        if row.form.id in kept or row.form.id in taken:
            problem = f"the id '{row.form.id}' is already taken."
            problems.append(row.error(problem, "Choose another.", ("id",)))
        else:
            kept[row.form.id] = row
    return list(kept.values())


def _node_is_sound(row: Row[NodeForm], known: Around, problems: list[ContentError]) -> bool:
    form = row.form
    errors = unknown_sources(row, form.source, known.sources, ("source",))
    if form.structure and form.structure not in known.bases:
        errors.append(row.unknown(form.structure, known.bases, ("structure",), "structure"))
    errors += _seat_errors(row, form.seat, ("seat",), known)
    problems.extend(errors)
    return not errors


def _edge_is_sound(
    row: Row[EdgeForm],
    kept: Mapping[str, object],
    nodes: Mapping[str, Row[NodeForm]],
    known: Around,
    problems: list[ContentError],
) -> bool:
    """An edge is also left out, silently, with a node of its that is."""
    form = row.form
    errors = unknown_sources(row, form.source, known.sources, ("source",))
    named: list[tuple[Place, str]] = [(("acts_on",), form.acts_on)] if form.acts_on else []
    for i, link in enumerate(form.links):
        named += [(("links", i, "from"), link.start), (("links", i, "to"), link.end)]
        for j, (nerve, _) in enumerate(link.courses()):
            if nerve not in known.bases:
                errors.append(row.unknown(nerve, known.bases, ("links", i, "along", j), "structure"))
        for j, via in enumerate(link.via):
            errors += _seat_errors(row, via, ("links", i, "via", j), known)
    errors += [row.unknown(name, nodes, place, "node") for place, name in named if name not in nodes]
    problems.extend(errors)
    return not errors and all(name in kept for _, name in named)


def _seat_errors(row: Row[Any], form: SeatForm, at: Place, known: Around) -> list[ContentError]:
    seat = form.seat()
    if seat.kind == "brain":
        return []
    table: Iterable[str] = known.points if seat.kind == "point" else known.bases
    what = "point" if seat.kind == "point" else "structure"
    return [] if seat.of in table else [row.unknown(seat.of, table, (*at, seat.kind), what)]
