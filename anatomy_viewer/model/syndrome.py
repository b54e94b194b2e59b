"""Pain syndromes: what defines them, where they hurt, what part the greater occipital nerve has, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anatomy_viewer.model.intervention import Fact
from anatomy_viewer.model.territory import Corner
from anatomy_viewer.model.texts import NO_TEXT, Text

if TYPE_CHECKING:
    from anatomy_viewer.model.imaged import ImagingSpec  # which asks the atlas, which holds the syndromes

GROUPS = ("neuralgia", "primary", "secondary", "mimic")
SPANS = ("one", "both", "either")  # which sides hurt: one as a rule, both, one or both
ROLES = (
    "defining",
    "likely",
    "possible",
    "unlikely",
    "none",
)  # likelihood that the nerve has a part, most first
FACTS = ("criteria", "frequency", "where", "red_flags", "imaging")  # texts of a syndrome as they are read


@dataclass(frozen=True)
class Sign:
    """An autonomic sign and its place on the right half of the face: `below` mm under a place between landmarks."""

    id: str
    names: Text
    about: Text
    at: Corner
    below: float = 0.0


@dataclass(frozen=True)
class Rung:
    """A rung of the treatment ladder, as it has been done; `by`: interventions of the atlas that do it."""

    text: Text
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class GonRole:
    """How likely the greater occipital nerve has a part in it (one of ROLES), and why one thinks so."""

    role: str = "none"
    fact: Fact = field(default_factory=lambda: Fact(NO_TEXT))


@dataclass(frozen=True)
class Syndrome:
    """One syndrome; `code`: of the International Classification of Headache Disorders, 3rd edition.

    territory: region of the skin → 0-1, how typical pain is there. signs: ids of Sign. nodes: ids of stations of the
    pathway. images: what the app can show of it.
    """

    id: str
    names: Text
    code: str
    group: str
    facts: Mapping[str, Fact] = field(hash=False)
    span: str
    territory: Mapping[str, float] = field(hash=False)
    gon: GonRole
    ladder: tuple[Rung, ...] = ()
    signs: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    images: tuple[ImagingSpec, ...] = ()
    contested: Text = NO_TEXT
    source: tuple[str, ...] = ()
    confidence: str = "K"

    def fact(self, name: str) -> Fact:
        """One of FACTS; an empty text where nothing is said."""
        return self.facts.get(name) or Fact(NO_TEXT)


@dataclass(frozen=True)
class Syndromes:
    """All syndromes and signs by id; empty for an atlas without them."""

    table: Mapping[str, Syndrome] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)

    def with_pain_in(self, region: str) -> tuple[Syndrome, ...]:
        """Those that hurt in a region, likeliest part of the nerve first, then where pain there is most typical."""
        there = [each for each in self.table.values() if each.territory.get(region, 0.0) > 0.0]
        return tuple(sorted(there, key=lambda s: (ROLES.index(s.gon.role), -s.territory[region])))
