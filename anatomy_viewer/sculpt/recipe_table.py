"""Which code makes what, as the Markdown tables of docs/specimen.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from anatomy_viewer.sculpt.manifest import Entry
from anatomy_viewer.sculpt.recipes import MADE_IN

_HEAD = (
    "| structure | meshes | recipe in `sculpt/` | triangles | moving | cm³ | sources | confidence |",
    "|---|--:|---|--:|--:|--:|---|---|",
)


@dataclass(frozen=True)
class Made:
    """One row: base id, English name, heading, and where its figures come from."""

    base: str
    name: str
    system: str
    paired: bool
    sources: tuple[str, ...]
    confidence: str


def recipe_lines(rows: Sequence[Made], entries: Mapping[str, Entry]) -> Iterator[str]:
    """A heading and a table for each system, in the order of `rows`; triangles and cm³ of one side."""
    built = [row for row in rows if row.base in MADE_IN and row.base in entries]
    for system, group in groupby(
        sorted(built, key=lambda row: _place(rows, row.system)), lambda row: row.system
    ):
        yield from ("", f"### {system.capitalize()}", "", *_HEAD)
        yield from (_line(row, entries[row.base]) for row in group)


def _place(rows: Sequence[Made], system: str) -> int:
    return next(i for i, row in enumerate(rows) if row.system == system)


def _line(row: Made, entry: Entry) -> str:
    cells = (
        f"{row.name} (`{row.base}`)",
        "2" if row.paired else "1",
        f"`{MADE_IN[row.base]}.py`",
        f"{entry['triangles']:,}",
        f"{entry['triangles_coarse']:,}",
        f"{entry['volume_mm3'] / 1000.0:.2f}",
        ", ".join(row.sources),
        row.confidence,
    )
    return f"| {' | '.join(cells)} |"
