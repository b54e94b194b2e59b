"""What the skin shows of pain: a syndrome's territory, what a lesson gives, or what the running model feels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anatomy_viewer.model.convergence import Activity, felt
from anatomy_viewer.model.syndrome import Syndrome
from anatomy_viewer.model.territory import Region

if TYPE_CHECKING:
    from anatomy_viewer.model.view import ViewState  # which holds the map

SIDES = {"r": "right", "l": "left"}
# Intensity in words, each from this strength on: no number that looks like a measurement.
WORDS = (("none", 0.0), ("mild", 0.12), ("moderate", 0.4), ("strong", 0.7))
GIVEN = {"none": 0.0, "mild": 0.3, "moderate": 0.6, "strong": 1.0}  # what a lesson's word paints
REFERRED = 0.5  # from this share on it is called referred
STEPS = 16  # of strength that the picture tells apart: it is drawn anew for no less


@dataclass(frozen=True)
class Ache:
    """Pain in a region of the skin (its id with the side, 'forehead_r'): strength 0-1, reach (1: its usual extent),
    and the share of it (0-1) whose source lies elsewhere."""

    region: str
    strength: float
    reach: float = 1.0
    referred: float = 0.0


@dataclass(frozen=True)
class PainView:
    """The pain map on the skin. syndrome: its id, '' for what is `given`; side: where a one-sided syndrome hurts.

    region: the region that was chosen, with its side; '' for none. given: by a lesson, or by the model.
    live: what is given changes as the model of the pathway runs. solid: the learner does not want the fibres inside.
    before: the picture before the map came.
    """

    syndrome: str = ""
    side: str = "right"
    region: str = ""
    given: tuple[Ache, ...] = ()
    live: bool = False
    solid: bool = False
    before: ViewState | None = field(default=None, compare=False, repr=False)


def aches(pain: PainView | None, syndromes: Mapping[str, Syndrome]) -> tuple[Ache, ...]:
    """What hurts where; nothing without a map."""
    if pain is None:
        return ()
    syndrome = syndromes.get(pain.syndrome)
    return aches_of(syndrome, pain.side) if syndrome else pain.given


def aches_of(syndrome: Syndrome, side: str) -> tuple[Ache, ...]:
    """A syndrome's territory as pain: one-sided ones on `side`, the others on both."""
    sides = [side[0]] if syndrome.span == "one" else list(SIDES)
    return tuple(Ache(f"{region}_{s}", share) for region, share in syndrome.territory.items() for s in sides)


def felt_aches(regions: Mapping[str, Region], now: Activity) -> tuple[Ache, ...]:
    """What the model feels in each region of the skin, as far as anything is felt, in steps of the picture."""
    found = []
    for letter, side in SIDES.items():
        pains = felt(now, side)
        for region in regions.values():
            parts = [(pains[name], share) for name, share in region.felt.items()]
            strength = max((pain.strength * share for pain, share in parts), default=0.0)
            if round(strength * STEPS):
                pain = max(parts, key=lambda part: part[0].strength * part[1])[0]
                reach, referred = round(pain.reach, 1), round(pain.referred, 1)
                found.append(Ache(f"{region.id}_{letter}", round(strength * STEPS) / STEPS, reach, referred))
    return tuple(found)


def word(strength: float) -> str:
    """The word for a strength of 0-1."""
    return [name for name, least in WORDS if strength >= least][-1]


def region_of(name: str) -> tuple[str, str]:
    """'forehead_r' → 'forehead', 'right'."""
    base, _, letter = name.rpartition("_")
    return base, SIDES.get(letter, "right")
