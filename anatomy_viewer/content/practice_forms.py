"""What `interventions.yaml` may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from anatomy_viewer.content.atlas_forms import Confidence, Keys, TextForm
from anatomy_viewer.content.forms import Form, Id, one_of, wrong
from anatomy_viewer.model.intervention import (
    DESIGNS,
    FACTS,
    GROUPS,
    Fact,
    Intervention,
    Outcome,
    Review,
    SyndromeName,
)
from anatomy_viewer.model.texts import Text

Share = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1)]
Span = Annotated[list[Annotated[float, Field(ge=0)]], Field(min_length=2, max_length=2)]
UNITS = ("patients", "attacks")


def _span(value: list[float] | None) -> tuple[float, float] | None:
    return (value[0], value[1]) if value else None


def _text(form: TextForm | None) -> Text:
    return form.text() if form else Text("", "")


class FactForm(TextForm):
    """A text in both languages with its sources and confidence."""

    source: Keys = ()
    confidence: Confidence

    def fact(self) -> Fact:
        """The value."""
        return Fact(self.text(), self.source, self.confidence)


class InterventionForm(Form):
    """A row of `interventions`."""

    id: Id
    group: Annotated[str, one_of(GROUPS)]
    names: TextForm
    short: TextForm | None = None
    target: str
    entries: Keys = ()
    sites: Keys = ()
    related: Keys = ()
    done: FactForm
    patient: FactForm
    guidance: FactForm | None = None
    path: FactForm | None = None
    needle: FactForm | None = None
    agents: FactForm | None = None
    danger: FactForm
    complications: FactForm
    evidence: FactForm
    gauge: Span | None = None
    length_mm: Span | None = None
    volume_ml: Span | None = None
    risk: Keys = ()
    contested: TextForm | None = None
    source: Annotated[Keys, Field(min_length=1)]
    confidence: Confidence

    @field_validator("gauge", "length_mm", "volume_ml")
    @classmethod
    def _rising(cls, value: list[float] | None) -> list[float] | None:
        if value is not None and value[0] > value[1]:
            raise wrong("the first number should not be larger than the second.", "Write [least, most].")
        return value

    def facts(self) -> dict[str, FactForm]:
        """Its texts by name."""
        found = {name: getattr(self, name) for name in FACTS}
        return {name: form for name, form in found.items() if form is not None}

    def intervention(self) -> Intervention:
        """The value."""
        return Intervention(
            id=self.id,
            group=self.group,
            names=self.names.text(),
            short=_text(self.short or self.names),
            target=self.target,
            facts={name: form.fact() for name, form in self.facts().items()},
            entries=self.entries,
            sites=self.sites,
            related=self.related,
            gauge=_span(self.gauge),
            length_mm=_span(self.length_mm),
            volume_ml=_span(self.volume_ml),
            risk=self.risk,
            contested=_text(self.contested),
            source=self.source,
            confidence=self.confidence,
        )


class SyndromeForm(Form):
    """A row of `syndromes`."""

    id: Id
    names: TextForm

    def syndrome(self) -> SyndromeName:
        """The value."""
        return SyndromeName(self.id, self.names.text())


class OutcomeForm(Form):
    """A row of `efficacy`."""

    id: Id
    syndrome: str
    intervention: str
    measure: TextForm
    source: str
    confidence: Confidence
    design: Annotated[str, one_of(DESIGNS)]
    share: Share | None = None
    n: Count | None = None
    against: Share | None = None
    against_n: Count | None = None
    duration: TextForm | None = None
    months: Annotated[float, Field(gt=0)] | None = None
    unit: Annotated[str, one_of(UNITS)] = "patients"

    def outcome(self) -> Outcome:
        """The value."""
        plain = {k: getattr(self, k) for k in type(self).model_fields if k not in ("measure", "duration")}
        return Outcome(**plain, measure=self.measure.text(), duration=_text(self.duration))


class ReviewForm(Form):
    """The block `review`."""

    share: Annotated[list[Share], Field(min_length=2, max_length=2)]
    months: Span
    source: str
    confidence: Confidence
    note: TextForm
    reassess: TextForm

    def review(self) -> Review:
        """The value."""
        share, months = (self.share[0], self.share[1]), (self.months[0], self.months[1])
        return Review(share, months, self.source, self.confidence, self.note.text(), self.reassess.text())
