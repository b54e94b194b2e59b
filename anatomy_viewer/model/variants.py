"""Variants of the nerve's course, and the specimen that somebody has chosen: which variants on which side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.texts import Text

SIDES = ("right", "left")
NOTHING = Text("", "")


@dataclass(frozen=True)
class Rate:
    """How often one study found a variant; percent None where it gives no figure. `n`: of how many `unit`s."""

    source: str
    percent: float | None
    n: int | None
    unit: str
    confidence: str
    note: Text = NOTHING


@dataclass(frozen=True)
class Variant:
    """One variant. Of those of one `group` a side has just one; `usual` is what the base specimen shows.

    excludes: id of a variant of another group → why the two cannot be on one side. sampled: percent of sides that a
    drawn patient gets it in, None where it is not drawn; `sampled_note` says where that comes from.
    """

    id: str
    group: str
    names: Text
    about: Text
    rates: tuple[Rate, ...]
    usual: bool = False
    contested: Text = NOTHING
    excludes: Mapping[str, Text] = field(default_factory=dict)
    sampled: float | None = None
    sampled_note: Text = NOTHING


@dataclass(frozen=True)
class Spread:
    """A value that another patient's sides differ in: normal round nothing, cut off at `most_mm`."""

    id: str
    names: Text
    sd_mm: float
    most_mm: float
    source: str
    confidence: str
    note: Text


@dataclass(frozen=True)
class Sampling:
    """What is drawn for another patient besides the variants, and what is not."""

    spreads: tuple[Spread, ...] = ()
    omitted: tuple[Text, ...] = ()


@dataclass(frozen=True)
class VariantChoice:
    """What one side has: ids of variants, sorted; how far the piercings lie higher, the course farther lateral (mm)."""

    variants: tuple[str, ...] = ()
    rise_mm: float = 0.0
    aside_mm: float = 0.0

    @property
    def usual(self) -> bool:
        """Is it the base specimen's course?"""
        return self == VariantChoice()


USUAL_COURSE = VariantChoice()


@dataclass(frozen=True)
class Patient:
    """A specimen: its two sides, and the seed it was drawn with (None: put together by hand)."""

    right: VariantChoice = USUAL_COURSE
    left: VariantChoice = USUAL_COURSE
    seed: int | None = None

    def side(self, name: str) -> VariantChoice:
        """The choice on 'right' or 'left'."""
        return self.right if name == "right" else self.left

    def with_side(self, name: str, choice: VariantChoice) -> Patient:
        """Another choice on one side; no longer a patient drawn."""
        if name == "right":
            return replace(self, right=choice, seed=None)
        return replace(self, left=choice, seed=None)

    @property
    def usual(self) -> bool:
        """Are both sides those of the base specimen?"""
        return self.right.usual and self.left.usual


BASE_SPECIMEN = Patient()
Variants = Mapping[str, Variant]


def conflict(known: Variants, ids: tuple[str, ...]) -> tuple[str, str, Text] | None:
    """The first two of `ids` that cannot be on one side, and why; None when all can."""
    for i, first in enumerate(ids):
        for second in ids[i + 1 :]:
            a, b = known[first], known[second]
            if a.group == b.group:
                return first, second, SAME_GROUP
            for one, other in ((a, b), (b, a)):
                if other.id in one.excludes:
                    return first, second, one.excludes[other.id]
    return None


SAME_GROUP = Text("on one side the nerve does the one or the other", "同一侧只能取其一")


def with_variant(known: Variants, choice: VariantChoice, name: str) -> VariantChoice:
    """`choice` with `name` in the place of what its group had; a usual one, or one already there, takes it away."""
    variant = known[name]
    others = tuple(i for i in choice.variants if known[i].group != variant.group)
    if variant.usual or name in choice.variants:
        return replace(choice, variants=others)
    return replace(choice, variants=tuple(sorted((*others, name))))


def chosen(known: Variants, words: str) -> VariantChoice:
    """The choice that 'a+b' names. Raises ContentError for an unknown variant, or two that cannot coexist."""
    ids = tuple(dict.fromkeys(word.strip() for word in words.split("+") if word.strip()))
    for name in ids:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise ContentError("the command", None, f"there is no variant '{name}'.", hint)
    if found := conflict(known, ids):
        first, second, why = found
        raise ContentError("the command", None, f"'{first}' and '{second}' cannot be together: {why.en}.")
    return VariantChoice(tuple(sorted(name for name in ids if not known[name].usual)))
