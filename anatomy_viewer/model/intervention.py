"""What is done at the intervention points, and how well it worked: published facts, each with source and confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from anatomy_viewer.model.texts import NO_TEXT, Text

GROUPS = ("block", "joint", "ablation", "toxin", "stimulation", "surgery", "comparator")
DESIGNS = ("meta", "randomised", "comparison", "series", "retrospective", "review")
FACTS = (
    "done",
    "patient",
    "guidance",
    "path",
    "needle",
    "agents",
    "danger",
    "complications",
    "evidence",
)  # the texts of an intervention, in the order in which they are read


@dataclass(frozen=True)
class Fact:
    """A text with the sources it was read in and how sure it is."""

    text: Text
    source: tuple[str, ...] = ()
    confidence: str = "K"


@dataclass(frozen=True)
class Intervention:
    """One procedure.

    target: the point aimed at; entries: points on the skin; sites: further points of its own; related: points of
    others that it treats. gauge: thinnest and thickest needle as named; length_mm, volume_ml: least and most, None
    where none is given. risk: base ids of structures. facts: a key of FACTS → Fact, as far as something is known.
    """

    id: str
    group: str
    names: Text
    short: Text
    target: str
    facts: Mapping[str, Fact] = field(hash=False)
    entries: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    gauge: tuple[float, float] | None = None
    length_mm: tuple[float, float] | None = None
    volume_ml: tuple[float, float] | None = None
    risk: tuple[str, ...] = ()
    contested: Text = NO_TEXT
    source: tuple[str, ...] = ()
    confidence: str = "K"

    @property
    def points(self) -> tuple[str, ...]:
        """Every point of its own, the target first."""
        return (self.target, *self.sites, *self.entries)


@dataclass(frozen=True)
class SyndromeName:
    """A pain syndrome that is treated."""

    id: str
    names: Text


@dataclass(frozen=True)
class Outcome:
    """What one publication found for one procedure in one syndrome; never averaged with another.

    share, against: per cent who responded, and in the control group; None where the study gives no such share.
    n, against_n: how many patients; months: when it was judged, or how long it lasted; unit: what `share` counts.
    """

    id: str
    syndrome: str
    intervention: str
    measure: Text
    source: str
    confidence: str
    design: str
    share: float | None = None
    n: int | None = None
    against: float | None = None
    against_n: int | None = None
    duration: Text = NO_TEXT
    months: float | None = None
    unit: str = "patients"


@dataclass(frozen=True)
class Review:
    """The range that a review gives over all studies, which is no pooled estimate."""

    share: tuple[float, float]
    months: tuple[float, float]
    source: str
    confidence: str
    note: Text
    reassess: Text


@dataclass(frozen=True, eq=False)
class Practice:
    """Every intervention by id, the syndromes, and what the studies found; empty for an atlas without them."""

    interventions: Mapping[str, Intervention] = field(default_factory=dict)
    syndromes: Mapping[str, SyndromeName] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    review: Review | None = None
    contraindications: Fact | None = None

    @cached_property
    def _by_point(self) -> Mapping[str, str]:
        """Point id → the first intervention to which it belongs."""
        found: dict[str, str] = {}
        for item in self.interventions.values():
            found[item.target] = item.id  # a target has one owner; an entry may serve several
        for item in self.interventions.values():
            for point in item.points:
                found.setdefault(point, item.id)
        return found

    def at(self, point: str) -> Intervention | None:
        """The intervention to which a point belongs."""
        return self.interventions.get(self._by_point.get(point, ""))

    def outcomes_of(self, intervention: str) -> tuple[Outcome, ...]:
        """What the studies found for one procedure, in the order of the file."""
        return tuple(outcome for outcome in self.outcomes if outcome.intervention == intervention)
