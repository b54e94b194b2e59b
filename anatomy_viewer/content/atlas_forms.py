"""What `structures.yaml`, `points.yaml` and `sources.yaml` may hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator

from anatomy_viewer.content.forms import Form, Id, ListOf, Words, one_of, wrong
from anatomy_viewer.model.anatomy import (
    CONFIDENCES,
    DEEPEST_PEEL,
    POINT_KINDS,
    SYSTEMS,
    Names,
    Study,
    Text,
    Vector,
)

READ = ("abstract", "page", "quoted", "memory")  # what of the publication was read

Confidence = Annotated[str, one_of(CONFIDENCES)]
Keys = Annotated[tuple[str, ...], ListOf]
Tolerance = Annotated[float, Field(gt=0, le=50)]


class TextForm(Form):
    """A text in both languages."""

    en: Words
    zh: Words

    def text(self) -> Text:
        """The value."""
        return Text(self.en, self.zh)


class NamesForm(TextForm):
    """Names in three languages; Latin may be missing for what TA2 does not name."""

    la: str = ""

    def names(self) -> Names:
        """The value."""
        return Names(self.en, self.la, self.zh)


class SynonymsForm(Form):
    """Other names, for search."""

    en: Keys = ()
    la: Keys = ()
    zh: Keys = ()

    def all(self) -> tuple[str, ...]:
        """Every one."""
        return (*self.en, *self.la, *self.zh)


class GroupForm(Form):
    """A named set of structures."""

    id: Id
    names: NamesForm
    members: Annotated[list[str], Field(min_length=1)]


class NamedForm(Form):
    """What structures and features have in common."""

    id: Id
    paired: bool = False
    names: NamesForm
    short: TextForm | None = None
    synonyms: SynonymsForm = SynonymsForm()
    ids: dict[str, str] = Field(default_factory=dict)
    about: TextForm
    source: Keys = ()
    confidence: Confidence

    def shortest(self) -> Text:
        """The name for narrow places."""
        return self.short.text() if self.short else Text(self.names.en, self.names.zh)

    def ids_of(self, side: str) -> dict[str, str]:
        """Numbers in other atlases; `fma_left` replaces `fma` on the left."""
        plain = {key: value for key, value in self.ids.items() if not key.endswith("_left")}
        left = {key.removesuffix("_left"): value for key, value in self.ids.items() if key.endswith("_left")}
        return plain | left if side == "left" else plain


class StructureForm(NamedForm):
    """A row of `structures`.

    `inside` and `bodies` are for the anatomical checks: base ids that it may intersect because it lies in them, and how
    many closed surfaces its mesh consists of.
    """

    system: Annotated[str, one_of(SYSTEMS)]
    layer: Annotated[int, Field(ge=1, le=DEEPEST_PEEL + 1)]
    parent: str = ""
    gon: TextForm | None = None
    inside: Keys = ()
    bodies: Annotated[int, Field(ge=1)] = 1

    def fma_numbers(self) -> tuple[str, ...]:
        """Its number in the Foundational Model of Anatomy; right and left when both are known."""
        return tuple(self.ids[key] for key in ("fma", "fma_left") if key in self.ids)


class FeatureForm(NamedForm):
    """A row of `features`."""

    of: str


class StudyForm(Form):
    """What one publication gives for a point."""

    source: str
    confidence: Confidence
    lateral: float | None = None
    lateral_sd: Annotated[float, Field(ge=0)] | None = None
    caudal: float | None = None
    caudal_sd: Annotated[float, Field(ge=0)] | None = None
    note: TextForm | None = None

    def study(self) -> Study:
        """The value."""
        values = {name: getattr(self, name) for name in type(self).model_fields if name != "note"}
        return Study(**values, note=self.note.text() if self.note else Text("", ""))


class PointForm(Form):
    """A row of `points`."""

    id: Id
    kind: Annotated[str, one_of(POINT_KINDS)]
    number: Annotated[int, Field(ge=1, le=99)] | None = None
    names: TextForm
    short: TextForm | None = None
    about: TextForm
    explain: TextForm | None = None
    presses: TextForm | None = None
    signs: TextForm | None = None
    surgery: TextForm | None = None
    contested: TextForm | None = None
    structure: str
    nerve: str = ""
    seat: dict[str, Any] = Field(default_factory=dict)
    position: list[float] | None = None
    shift_mm: Annotated[float, Field(ge=0)] | None = None
    tolerance: tuple[Tolerance, Tolerance] | None = None
    published: tuple[StudyForm, ...] = ()
    source: Keys = ()
    confidence: Confidence

    @field_validator("position")
    @classmethod
    def _three_numbers(cls, value: list[float] | None) -> list[float] | None:
        if value is not None and len(value) != 3:
            raise wrong("it should be three numbers in mm.", "Let 'anatomy-viewer sculpt' write it.")
        return value

    def place(self) -> Vector | None:
        """The position in mm, when it is seated."""
        return (self.position[0], self.position[1], self.position[2]) if self.position else None


class SourceForm(Form):
    """A publication."""

    citation: Words
    short: str = ""
    year: int | None = None
    doi: str = ""
    read: Annotated[str, one_of(READ)] = "memory"
