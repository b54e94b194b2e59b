"""What `syndromes.yaml` may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from anatomy_viewer.content.atlas_forms import Confidence, Keys, TextForm
from anatomy_viewer.content.forms import Form, Id, Words, one_of
from anatomy_viewer.content.lesson_forms import ImagingForm
from anatomy_viewer.content.practice_forms import FactForm
from anatomy_viewer.content.territory_rows import CornerForm
from anatomy_viewer.model.syndrome import FACTS, GROUPS, ROLES, SPANS, Rung, Sign

Weight = Annotated[float, Field(gt=0, le=1)]


class SignForm(Form):
    """A row of `signs`."""

    id: Id
    names: TextForm
    about: TextForm
    at: CornerForm
    below: Annotated[float, Field(ge=-80, le=80)] = 0.0

    def sign(self) -> Sign:
        """The value."""
        return Sign(self.id, self.names.text(), self.about.text(), self.at.corner(), self.below)


class RungForm(TextForm):
    """A rung of the ladder, and the interventions that do it."""

    by: Keys = ()

    def rung(self) -> Rung:
        """The value."""
        return Rung(self.text(), self.by)


class RoleForm(FactForm):
    """The part of the nerve: a word and why."""

    role: Annotated[str, one_of(ROLES)]


class SyndromeForm(Form):
    """A row of `syndromes`; its names stand in interventions.yaml."""

    id: Id
    code: Words
    group: Annotated[str, one_of(GROUPS)]
    criteria: FactForm
    frequency: FactForm | None = None
    side: Annotated[str, one_of(SPANS)]
    territory: Annotated[dict[str, Weight], Field(min_length=1)]
    where: FactForm
    signs: Keys = ()
    red_flags: FactForm
    imaging: FactForm
    images: tuple[ImagingForm, ...] = ()
    gon: RoleForm
    ladder: Annotated[tuple[RungForm, ...], Field(min_length=1)]
    nodes: Keys = ()
    contested: TextForm | None = None
    source: Annotated[Keys, Field(min_length=1)]
    confidence: Confidence

    def facts(self) -> dict[str, FactForm]:
        """Its texts by name."""
        found = {name: getattr(self, name) for name in FACTS}
        return {name: form for name, form in found.items() if form is not None}
