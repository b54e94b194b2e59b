"""What `pathway.yaml` may hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from anatomy_viewer.content.atlas_forms import Confidence, Keys, NamesForm, TextForm
from anatomy_viewer.content.forms import Form, Id, ListOf, named, one_of, wrong
from anatomy_viewer.model.convergence import SIDES, Input, Inputs
from anatomy_viewer.model.pathway import (
    KINDS,
    LEVELS,
    LIES,
    RATES,
    SIGNS,
    SYSTEMS,
    Edge,
    Frame,
    Link,
    Node,
    Phase,
    Preset,
    Seat,
)
from anatomy_viewer.model.pathway_look import PathwayLook
from anatomy_viewer.model.texts import NO_TEXT, Text

Triple = tuple[float, float, float]
SEATS = ("structure", "point", "course", "box", "brain")
Rate = Annotated[str, one_of(tuple(RATES))]
System = Annotated[str, one_of(tuple(SYSTEMS))]


class SeatForm(Form):
    """Exactly one of `SEATS`, and what belongs to it."""

    structure: str = ""
    point: str = ""
    course: str = ""
    box: str = ""
    brain: Triple | None = None
    place: Triple | None = None
    part: str = "trunk"
    at: Annotated[float, Field(ge=0, le=1)] = 0.0
    shift: Triple = (0.0, 0.0, 0.0)

    @model_validator(mode="after")
    def _one_rule(self) -> SeatForm:
        if len(self._rules()) != 1:
            raise wrong("a seat has one rule.", f"Use one of: {', '.join(SEATS)}.")
        if bool(self.box) != (self.place is not None):
            raise wrong("'box' and 'place' belong together.", "Write {box: pons, place: [0.2, 0.5, 0.5]}.")
        return self

    def _rules(self) -> list[str]:
        return [name for name in SEATS if getattr(self, name)]

    def seat(self) -> Seat:
        """The value."""
        kind = self._rules()[0]
        of = "" if kind == "brain" else getattr(self, kind)
        place = self.brain or self.place or (0.0, 0.0, 0.0)
        return Seat(kind, of, place, self.part, self.at, self.shift)


class FrameForm(Form):
    """How places of the MNI brain come onto the hemisphere."""

    of: Id
    least: Triple
    most: Triple

    @model_validator(mode="after")
    def _spans(self) -> FrameForm:
        if any(high <= low for low, high in zip(self.least, self.most, strict=True)):
            raise wrong("'most' should be more than 'least' in each direction.")
        return self

    def frame(self) -> Frame:
        """The value."""
        return Frame(self.of, self.least, self.most)


class ElementForm(Form):
    """What nodes and edges have in common; `number`: what the dossier calls it."""

    id: Id
    number: str = ""
    does: TextForm
    system: System
    rate: Rate | None = None
    source: Keys = ()
    confidence: Confidence
    contested: TextForm | None = None

    def disputed(self) -> Text:
        """What is contested, empty where nothing is."""
        return self.contested.text() if self.contested else NO_TEXT


class NodeForm(ElementForm):
    """A row of `nodes`."""

    names: NamesForm
    short: TextForm
    kind: Annotated[str, one_of(tuple(KINDS))]
    level: Annotated[str, one_of(tuple(LEVELS))]
    lies: Annotated[str, one_of(LIES)] = "same"
    structure: str = ""
    seat: SeatForm

    def node(self) -> Node:
        """The value."""
        return Node(
            self.id, self.names.names(), self.short.text(), self.kind, self.level, self.system, self.lies,
            self.does.text(), self.seat.seat(), self.structure, self.rate or "", tuple(self.source),
            self.confidence, self.disputed(),
        )  # fmt: skip


class LinkForm(Form):
    """From one node to the next; `along`: courses as 'nerve' or 'nerve/part'."""

    start: Annotated[str, Field(alias="from")]
    end: Annotated[str, Field(alias="to")]
    rate: Rate | None = None
    along: Keys = ()
    via: tuple[SeatForm, ...] = ()

    @field_validator("along")
    @classmethod
    def _courses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for course in value:
            if course.count("/") > 1:
                raise wrong(f"'{course}' is no course.", "Write 'nerve' or 'nerve/part'.")
        return value

    def courses(self) -> tuple[tuple[str, str], ...]:
        """(nerve, part) of each."""
        return tuple((nerve, part or "trunk") for nerve, _, part in (c.partition("/") for c in self.along))

    def link(self) -> Link:
        """The value."""
        return Link(
            self.start, self.end, self.rate or "", self.courses(), tuple(via.seat() for via in self.via)
        )


class EdgeForm(ElementForm):
    """A row of `edges`: links, or the node that an intervention acts on."""

    names: TextForm
    sign: Annotated[str, one_of(SIGNS)]
    fibre: TextForm
    links: tuple[LinkForm, ...] = ()
    acts_on: str = ""
    both_ways: bool = False

    @model_validator(mode="before")
    @classmethod
    def _links_or_place(cls, data: Any) -> Any:
        if isinstance(data, dict) and bool(data.get("links")) == bool(data.get("acts_on")):
            raise wrong("an edge has either 'links' or 'acts_on'.", "Write links: [{from: a, to: b}].")
        return data

    def edge(self) -> Edge:
        """The value."""
        return Edge(
            self.id, self.names.text(), self.does.text(), self.sign, self.system, self.fibre.text(),
            tuple(link.link() for link in self.links), self.acts_on, self.both_ways, self.rate or "",
            tuple(self.source), self.confidence, self.disputed(),
        )  # fmt: skip


Slider = Annotated[float, Field(ge=0, le=1)]


class InputForm(Form):
    """Sliders of one side, 0-1."""

    gon: Slider = 0.0
    v1: Slider = 0.0
    block: Slider = 0.0
    stimulation: Slider = 0.0

    def input(self) -> Input:
        """The value."""
        return Input(self.gon, self.v1, self.block, self.stimulation)


class InputsForm(InputForm):
    """Sliders of the felt side, those of the `other` side, and the sensitisation of both."""

    other: InputForm = InputForm()
    sensitisation: Slider = 0.0

    def inputs(self, side: str) -> Inputs:
        """The value where `side` is felt."""
        felt, other = self.input(), self.other.input()
        sides = (felt, other) if side == "right" else (other, felt)
        return Inputs(*sides, self.sensitisation)


class PhaseForm(Form):
    """A stretch of an experiment."""

    seconds: Annotated[float, Field(gt=0, le=60)]
    inputs: InputsForm = InputsForm()
    says: TextForm

    def phase(self) -> Phase:
        """The value."""
        return Phase(self.seconds, self.inputs.inputs("right"), self.says.text())


class PresetForm(Form):
    """A row of `presets`."""

    id: Id
    names: TextForm
    title: TextForm
    subjects: TextForm
    done: TextForm
    found: TextForm
    limits: TextForm
    source: Annotated[tuple[str, ...], ListOf, Field(min_length=1)]
    confidence: Confidence
    phases: Annotated[tuple[PhaseForm, ...], Field(min_length=1)]

    def preset(self) -> Preset:
        """The value."""
        return Preset(
            self.id, self.names.text(), self.title.text(), self.subjects.text(), self.done.text(),
            self.found.text(), self.limits.text(), tuple(phase.phase() for phase in self.phases),
            tuple(self.source), self.confidence,
        )  # fmt: skip


class PathwayForm(Form):
    """The key `pathway` of a scene block."""

    side: Annotated[str, one_of(SIDES)] = "right"
    select: Annotated[Keys, named("pathway")] = ()
    inputs: InputsForm | None = None
    preset: Annotated[str, named("presets")] = ""
    panel: bool = True
    run: bool = True

    @model_validator(mode="after")
    def _inputs_or_preset(self) -> PathwayForm:
        if self.preset and self.inputs is not None:
            raise wrong("'preset' brings inputs of its own.", "Leave out 'inputs'.")
        return self

    def look(self) -> PathwayLook:
        """The value; a preset begins with its first phase when it is played."""
        inputs = self.inputs.inputs(self.side) if self.inputs else Inputs()
        look = PathwayLook(self.side, inputs=inputs, preset=self.preset, running=self.run, panel=self.panel)
        return look.choose(self.select)
