"""What a needle does at its tip other than inject: a lesion's body, a lead's contacts, with where sizes are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import dist
from types import MappingProxyType
from typing import Literal

from anatomy_viewer.model.anatomy import Vector

LesionKind = Literal["thermal", "pulsed", "cryo"]
KINDS: tuple[LesionKind, ...] = ("thermal", "pulsed", "cryo")
# No size was read in a source: these are model values. mm from the axis, by gauge, at about 80 °C for 90 s; other
# gauges take the next thicker one's.
_THERMAL: Mapping[int, float] = MappingProxyType({16: 3.2, 18: 2.7, 20: 2.3, 22: 1.9, 25: 1.5})
# mm: the bare tip, and how far a lesion reaches beyond it; pulsed current leaves no lesion, its body is where the field
# is strong; an ice ball round a cryoprobe's tip.
ACTIVE_MM, _BEYOND_MM, _FIELD_MM = 5.0, 1.0, 1.5
_ICE_LENGTH_MM, _ICE_MM = 8.0, 3.0
SIZE_CONFIDENCE = "M"


@dataclass(frozen=True)
class Lesion:
    """An ellipsoid round the needle's axis (unit vector `axis`), mm; nerves: mm of each that lie in it, most first."""

    kind: LesionKind
    centre: Vector
    axis: Vector
    half_length_mm: float
    radius_mm: float
    nerves: Mapping[str, float]
    confidence: str = SIZE_CONFIDENCE


@dataclass(frozen=True)
class Lead:
    """A stimulator's lead: its line under the skin, and each contact from end to end; mm.

    nerves: mm of each nerve whose wall lies within `within_mm` of a contact, most first; contacts: eight are published
    (KJA); their length and gap are those in common use (general knowledge).
    """

    line: tuple[Vector, ...]
    contacts: tuple[tuple[Vector, Vector], ...]
    nerves: Mapping[str, float]
    within_mm: float = 5.0
    confidence: str = "K"


CONTACTS, CONTACT_MM, GAP_MM, WITHIN_MM = 8, 3.0, 4.0, 5.0


def lesion_shape(entry: Vector, tip: Vector, kind: LesionKind, gauge: int) -> Lesion:
    """The lesion of a needle from `entry` to `tip`, no nerve counted yet. ValueError where the two are one place."""
    length = dist(entry, tip)
    if length < 1e-6:
        raise ValueError("a needle needs two places")
    long, wide, ahead = _size(kind, gauge)
    x, y, z = ((b - a) / length for a, b in zip(entry, tip, strict=True))
    back = ahead - long / 2.0
    centre = (tip[0] + back * x, tip[1] + back * y, tip[2] + back * z)
    return Lesion(kind, centre, (x, y, z), long / 2.0, wide, {})


def _size(kind: LesionKind, gauge: int) -> tuple[float, float, float]:
    """Length, radius, and how far it reaches beyond the tip; mm."""
    if kind == "cryo":
        return _ICE_LENGTH_MM, _ICE_MM, _ICE_LENGTH_MM / 2.0 - 1.0
    if kind == "pulsed":
        return ACTIVE_MM + 2.0 * _BEYOND_MM, _FIELD_MM, _BEYOND_MM
    thicker = [known for known in _THERMAL if known <= gauge]
    return ACTIVE_MM + 2.0 * _BEYOND_MM, _THERMAL[max(thicker, default=16)], _BEYOND_MM
