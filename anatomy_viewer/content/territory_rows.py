"""`territories.yaml`: skin territories of nerves and regions of pain, by landmarks; an atlas may do without."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from anatomy_viewer.content.atlas_forms import Confidence, Keys, TextForm
from anatomy_viewer.content.atlas_names import Named, unknown_sources
from anatomy_viewer.content.forms import Form, Id, Words, unknown_word, wrong
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Point, Source
from anatomy_viewer.model.convergence import REGIONS as FELT
from anatomy_viewer.model.territory import Corner, Extreme, Region, SkinMap, Territory

TERRITORIES = "territories.yaml"


class LandmarkForm(Form):
    """The corner of a structure's mesh that lies farthest toward a direction."""

    id: Id
    of: str
    toward: tuple[float, float, float]


class CornerForm(Form):
    """A landmark, or a place between two."""

    at: str
    to: str = ""
    share: Annotated[float, Field(ge=-1, le=2)] = 0.0

    @model_validator(mode="after")
    def _both_or_none(self) -> CornerForm:
        if bool(self.to) != bool(self.share):
            raise wrong("'to' and 'share' belong together.", "Write {at: a, to: b, share: 0.5}.")
        return self

    def corner(self) -> Corner:
        """The value."""
        return Corner(self.at, self.to or self.at, self.share)


class TerritoryForm(Form):
    """A row of `territories`; `id` is the base id of its nerve."""

    id: Id
    names: TextForm
    about: TextForm
    source: Keys = ()
    confidence: Confidence
    boundary: Annotated[tuple[CornerForm, ...], Field(min_length=3)]

    def territory(self) -> Territory:
        """The value."""
        corners = tuple(corner.corner() for corner in self.boundary)
        return Territory(
            self.id, self.names.text(), self.about.text(), corners, tuple(self.source), self.confidence
        )


class RegionForm(Form):
    """A row of `regions`."""

    id: Id
    names: TextForm
    about: TextForm
    nerves: Annotated[Keys, Field(min_length=1)]
    root: Words
    begins: Keys = ()
    felt: dict[str, Annotated[float, Field(gt=0, le=1)]] = Field(default_factory=dict)
    source: Keys = ()
    confidence: Confidence
    boundary: Annotated[tuple[CornerForm, ...], Field(min_length=3)]

    @field_validator("felt")
    @classmethod
    def _in_the_model(cls, value: dict[str, float]) -> dict[str, float]:
        for name in value:
            if name not in FELT:
                raise unknown_word(name, FELT)
        return value

    def region(self) -> Region:
        """The value."""
        corners = tuple(corner.corner() for corner in self.boundary)
        names, about = self.names.text(), self.about.text()
        return Region(
            self.id, names, about, corners, self.nerves, self.root, self.begins, self.felt, self.source,
            self.confidence,
        )  # fmt: skip


def read_territories(
    path: Path,
    named: Named,
    points: Mapping[str, Point],
    sources: Mapping[str, Source],
    problems: list[ContentError],
) -> SkinMap:
    """Every sound territory and region; none without the file or without the skin that they lie on."""
    if not path.is_file():
        return SkinMap()
    data = read_table(path, ("surface", "landmarks", "territories", "regions"), problems)
    surface = data.get("surface")
    if surface not in named.structures:
        return SkinMap()
    landmarks: dict[str, Extreme] = {}
    for mark in rows(data, "landmarks", LandmarkForm, path, problems):
        if mark.form.of in named.structures:
            landmarks[mark.form.id] = Extreme(mark.form.of, mark.form.toward)
        else:
            problems.append(mark.unknown(mark.form.of, named.structures, ("of",), "structure"))
    known = [*points, *landmarks]
    found: dict[str, Territory] = {}
    for row in rows(data, "territories", TerritoryForm, path, problems):
        errors = _errors(row, named, known, sources)
        problems.extend(errors)
        if not errors:
            found[row.form.id] = row.form.territory()
    regions: dict[str, Region] = {}
    for part in rows(data, "regions", RegionForm, path, problems):
        errors = _errors(part, named, known, sources)
        problems.extend(errors)
        if not errors:
            regions[part.form.id] = part.form.region()
    return SkinMap(str(surface), landmarks, found, regions)


def _errors(
    row: Row[TerritoryForm] | Row[RegionForm],
    named: Named,
    landmarks: list[str],
    sources: Mapping[str, Source],
) -> list[ContentError]:
    found = unknown_sources(row, row.form.source, sources, ("source",))
    nerves = {each.base for each in named.structures.values() if each.system == "nerves"}
    key, wanted = ("nerves", row.form.nerves) if isinstance(row.form, RegionForm) else ("id", (row.form.id,))
    found += [row.unknown(name, nerves, (key,), "nerve") for name in wanted if name not in nerves]
    for i, corner in enumerate(row.form.boundary):
        for key in ("at", "to"):
            name = getattr(corner, key)
            if name and name not in landmarks:
                found.append(row.unknown(name, landmarks, ("boundary", i, key), "landmark"))
    return found
