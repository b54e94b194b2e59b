"""The rows of the table of points: what each shows, how they are sorted and filtered. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import Atlas, Point, Study
from anatomy_viewer.model.nerve import PointPlace
from anatomy_viewer.model.search import normal

COLUMNS = ("Point", "mm", "depth", "spread")
REGIONS = (
    ("", "All regions"),
    ("greater_occipital_nerve", "Greater occipital nerve"),
    ("third_occipital_nerve", "Third occipital nerve"),
    ("lesser_occipital_nerve", "Lesser occipital nerve"),
    ("elsewhere", "Elsewhere"),
)


@dataclass(frozen=True)
class PointRow:
    """One line. `point`: what is selected by it; `also`: further points that it stands for.

    spread: mm lateral and caudal, published (a standard deviation) or a tolerance of the model.
    """

    point: str
    name: str
    full: str
    kind: str
    number: int | None
    s_mm: float | None
    depth_mm: float | None
    spread: tuple[float, float] | None
    published: bool
    contested: bool
    region: str
    words: str
    also: tuple[str, ...] = ()

    def stands_for(self, point: str) -> bool:
        """Is `point` this row's, or one of those that belong to it?"""
        return point == self.point or point in self.also


@dataclass(frozen=True)
class Filter:
    """What the rows must have; everything passes the empty one."""

    text: str = ""
    region: str = ""
    published: bool = False
    contested: bool = False

    def passes(self, row: PointRow) -> bool:
        """Does `row` stay?"""
        return (
            all(word in row.words for word in normal(self.text).split())
            and self.region in ("", row.region)
            and (row.published or not self.published)
            and (row.contested or not self.contested)
        )


def spread_of(point: Point) -> tuple[tuple[float, float] | None, bool]:
    """The spread of a point, and whether it is a published standard deviation of the very place that is shown."""
    if point.tolerance is not None:
        return point.tolerance, False
    study = next((study for study in point.published if study.has_spread), None)
    return (_sd(study), True) if study else (None, False)


def _sd(study: Study) -> tuple[float, float]:
    return (study.lateral_sd or 0.0, study.caudal_sd or 0.0)


def compression_rows(atlas: Atlas, language: str, places: Mapping[str, PointPlace]) -> tuple[PointRow, ...]:
    """The compression points, the numbered ones first."""
    points = [p for p in atlas.points.values() if p.kind == "compression"]
    points.sort(key=lambda p: p.number or 99)
    return tuple(_row(language, p, _short(p, language), bool(p.contested.en), places) for p in points)


def intervention_rows(atlas: Atlas, language: str, places: Mapping[str, PointPlace]) -> tuple[PointRow, ...]:
    """One row a procedure, standing for its target, entries and further sites; then points that no procedure owns."""
    practice, found = atlas.practice, []
    for item in practice.interventions.values():
        row = _row(
            language, atlas.points[item.target], item.short.get(language), bool(item.contested.en), places,
            item.names.get(language), (item.names.en, item.names.zh),
        )  # fmt: skip
        owned = tuple(p for p in item.points[1:] if practice.at(p) is item)
        found.append(replace(row, also=owned))
    rest = [p for p in atlas.points.values() if p.kind == "intervention" and practice.at(p.id) is None]
    return (*found, *(_row(language, p, _short(p, language), bool(p.contested.en), places) for p in rest))


def _short(point: Point, language: str) -> str:
    return point.short.get(language) or point.names.get(language)


def _row(
    language: str,
    point: Point,
    name: str,
    contested: bool,
    places: Mapping[str, PointPlace],
    full: str = "",
    more: tuple[str, ...] = (),
) -> PointRow:
    place, (spread, published) = places.get(point.id, PointPlace()), spread_of(point)
    nerve = point.nerve[:-2] if point.nerve else ""
    regions = {key for key, _ in REGIONS}
    words = normal(" ".join((point.names.en, point.names.zh, point.id, *point.source, *more)))
    return PointRow(
        point.id, name, full or point.names.get(language), point.kind, point.number, place.s_mm, place.depth_mm,
        spread, published, contested, nerve if nerve in regions else "elsewhere", words,
    )  # fmt: skip


def numbers(row: PointRow) -> tuple[str, str, str]:
    """mm along the nerve, depth and spread as they are printed; an en dash where there is nothing to say."""
    s = f"{row.s_mm:.0f}" if row.s_mm is not None else "–"
    depth = f"{row.depth_mm:.1f}" if row.depth_mm is not None else "–"
    if row.spread is None:
        return s, depth, "–"
    lateral, caudal = (f"{value:g}" for value in row.spread)
    return s, depth, f"±{lateral}" if lateral == caudal else f"±{lateral}/{caudal}"


_LAST = 1e9
SORTING: tuple[Callable[[PointRow], tuple[object, ...]], ...] = (
    lambda row: (row.number or 99, row.name),
    lambda row: (_LAST if row.s_mm is None else row.s_mm,),
    lambda row: (_LAST if row.depth_mm is None else row.depth_mm,),
    lambda row: (_LAST if row.spread is None else max(row.spread),),
)


def arranged(
    rows: Iterable[PointRow], wanted: Filter, column: int | None = None, falling: bool = False
) -> tuple[PointRow, ...]:
    """The rows that pass, by a column of COLUMNS (None: as the file has them); those without a figure stay last."""
    kept = [row for row in rows if wanted.passes(row)]
    if column is None:
        return tuple(kept)
    key = SORTING[column]
    without = [row for row in kept if key(row)[0] == _LAST]
    figures = [row for row in kept if key(row)[0] != _LAST]
    figures.sort(key=key, reverse=falling)
    return (*figures, *without)
