"""What `variants.yaml` may hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from anatomy_viewer.content.atlas_forms import Confidence, Keys, TextForm
from anatomy_viewer.content.forms import Form, Id, one_of, wrong
from anatomy_viewer.model.variants import NOTHING, Rate, Spread, Variant

UNITS = ("sides", "cadavers", "patients", "operated")
Place = Annotated[list[float], Field(min_length=3, max_length=3)]
Via = tuple[float, float, float, str]


class RateForm(Form):
    """How often one study found it."""

    source: str
    percent: Annotated[float, Field(ge=0, le=100)] | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    unit: Annotated[str, one_of(UNITS)]
    confidence: Confidence
    note: TextForm | None = None

    def rate(self) -> Rate:
        """The value."""
        note = self.note.text() if self.note else NOTHING
        return Rate(self.source, self.percent, self.n, self.unit, self.confidence, note)


class ShiftForm(Form):
    """mm that the course lies higher, and farther lateral."""

    rise: float = 0.0
    aside: float = 0.0


class ChangeForm(Form):
    """One thing that the geometry does: just one of reroutes, winds, thickens and shift.

    edge: the way keeps to the edge of a muscle; where the whole course is shifted, it goes up and down a little.
    """

    reroutes: str = ""
    winds: str = ""
    thickens: str = ""
    shift: ShiftForm | None = None
    part: str = "trunk"
    parent: str = ""
    round: str = ""
    leaves: Place | None = None
    rejoins: Place | None = None
    start: Annotated[Place | None, Field(alias="from")] = None
    end: Annotated[Place | None, Field(alias="to")] = None
    via: tuple[Annotated[list[Any], Field(min_length=3, max_length=4)], ...] = ()
    through: Keys = ()
    presses: Keys = ()
    edge: bool = False
    sides: dict[str, float] = Field(default_factory=dict)
    radius: Annotated[float, Field(gt=0)] = 1.0
    by: Annotated[float, Field(gt=0)] = 1.0
    turns: Annotated[float, Field(gt=0)] = 1.0
    phase: float = 0.0
    gap: float = 0.3

    @model_validator(mode="after")
    def _does_one_thing(self) -> ChangeForm:
        if sum(bool(word) for word in (self.course, self.shift)) != 1:
            raise wrong("it should do one thing.", "Name one of reroutes, winds, thickens or shift.")
        return self

    @field_validator("via")
    @classmethod
    def _places(cls, value: tuple[list[Any], ...]) -> tuple[list[Any], ...]:
        if any(not all(isinstance(part, int | float) for part in place[:3]) for place in value):
            raise wrong(
                "a place should begin with three numbers in mm.", "Write [x, y, z] or [x, y, z, seat]."
            )
        return value

    @property
    def course(self) -> str:
        """The nerve or vessel that it changes; '' for a shift."""
        return self.reroutes or self.winds or self.thickens

    def places(self) -> tuple[Via, ...]:
        """The places of `via`, each with its seat or ''."""
        return tuple(
            (float(v[0]), float(v[1]), float(v[2]), str(v[3]) if len(v) > 3 else "") for v in self.via
        )


class VariantForm(Form):
    """A row of `variants`."""

    id: Id
    group: Id
    usual: bool = False
    names: TextForm
    about: TextForm
    rates: Annotated[tuple[RateForm, ...], Field(min_length=1)]
    contested: TextForm | None = None
    excludes: dict[str, TextForm] = Field(default_factory=dict)
    sampled: Annotated[float, Field(ge=0, le=100)] | None = None
    sampled_note: TextForm | None = None
    changes: tuple[ChangeForm, ...] = ()

    def variant(self) -> Variant:
        """The value."""
        texts = {key: getattr(self, key) for key in ("contested", "sampled_note")}
        return Variant(
            self.id,
            self.group,
            self.names.text(),
            self.about.text(),
            tuple(rate.rate() for rate in self.rates),
            self.usual,
            excludes={name: why.text() for name, why in self.excludes.items()},
            sampled=self.sampled,
            **{key: text.text() for key, text in texts.items() if text},
        )


class SpreadForm(Form):
    """A row of `spreads`: a value drawn from a normal distribution round nothing, cut off at `most_mm`."""

    id: Annotated[str, one_of(("rise", "aside"))]
    names: TextForm
    sd_mm: Annotated[float, Field(gt=0)]
    most_mm: Annotated[float, Field(gt=0)]
    source: str
    confidence: Confidence
    note: TextForm

    def spread(self) -> Spread:
        """The value."""
        return Spread(
            self.id,
            self.names.text(),
            self.sd_mm,
            self.most_mm,
            self.source,
            self.confidence,
            self.note.text(),
        )


class NotSampledForm(TextForm):
    """A row of `not_sampled`."""
