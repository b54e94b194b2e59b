"""Skin territories of nerves: areas of the skin bounded by landmarks of the specimen. Model values; they overlap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anatomy_viewer.model.texts import Text

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Extreme:
    """A landmark: the corner of a structure's mesh that lies farthest `toward` a direction (right, front, up)."""

    of: str
    toward: Vector


@dataclass(frozen=True)
class Corner:
    """A place `share` of the way from one landmark to another; share 0 is the first itself."""

    at: str
    to: str
    share: float = 0.0


@dataclass(frozen=True)
class Territory:
    """The skin that a nerve supplies; `id` is the nerve's base id, `boundary` runs round its right half."""

    id: str
    names: Text
    about: Text
    boundary: tuple[Corner, ...]
    source: tuple[str, ...] = ()
    confidence: str = "M"


@dataclass(frozen=True)
class Region:
    """A part of the skin in which pain is felt, as people point at it; `boundary` runs round its right half.

    nerves: base ids of the nerves that feel there, the main one first; root: what carries it ('V1', 'C2').
    begins: nodes of the pathway where its fibres begin.
    felt: region of `model/convergence.py` → share of what the model feels there (illustrative).
    """

    id: str
    names: Text
    about: Text
    boundary: tuple[Corner, ...]
    nerves: tuple[str, ...] = ()
    root: str = ""
    begins: tuple[str, ...] = ()
    felt: Mapping[str, float] = field(default_factory=dict, hash=False)
    source: tuple[str, ...] = ()
    confidence: str = "M"


@dataclass(frozen=True)
class SkinMap:
    """All territories and regions by id, the structure that they are painted on, and landmarks that are not points."""

    surface: str = ""
    landmarks: Mapping[str, Extreme] = field(default_factory=dict)
    territories: Mapping[str, Territory] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
