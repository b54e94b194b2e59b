"""A needle in the specimen: the layers it passes, what it comes near, what it crosses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from anatomy_viewer.model.anatomy import Vector

# What lies between the bodies that have a mesh of their own, and every bone as one for the distance to it.
LOOSE, BONE = "loose_tissue", "bone"
# mm: nearer than this a needle is said to be near (model value).
NEAR_MM = 2.0
Level = Literal["crossed", "near", "clear"]


@dataclass(frozen=True)
class Passed:
    """From `start` to `end` mm from the skin the needle is in `id` (an id with its side, or LOOSE)."""

    id: str
    start: float
    end: float


@dataclass(frozen=True)
class Nearest:
    """mm from the needle to a structure (0 where it crosses it), from its tip, and the two places that are nearest."""

    mm: float
    tip_mm: float
    on_needle: Vector
    on_structure: Vector


@dataclass(frozen=True)
class NeedlePath:
    """A straight needle from `entry` on the skin to its tip at `target`, mm.

    layers tile the path; nearest: each structure at risk by its id with its side, and BONE; crosses: the bones, nerves,
    vessels, dura, cord and membranes of the spinal canal that the needle goes into, in order, each once.
    """

    entry: Vector
    target: Vector
    length_mm: float
    layers: tuple[Passed, ...]
    near: Mapping[str, Nearest]
    crosses: tuple[str, ...]

    @property
    def nearest(self) -> dict[str, float]:
        """mm from the needle's axis to each structure at risk, 0 where it crosses it."""
        return {name: near.mm for name, near in self.near.items()}

    def level(self, name: str) -> Level:
        """How a structure at risk fares: 'crossed' (red), 'near' within NEAR_MM (amber) or 'clear'."""
        mm = self.near[name].mm if name in self.near else (0.0 if name in self.crosses else NEAR_MM)
        return "crossed" if mm <= 0.0 else "near" if mm < NEAR_MM else "clear"

    def as_json(self) -> dict[str, Any]:
        """Plain values, in mm."""
        return {
            "entry": list(self.entry),
            "target": list(self.target),
            "length_mm": round(self.length_mm, 2),
            "layers": [
                {"id": layer.id, "from_mm": round(layer.start, 2), "to_mm": round(layer.end, 2)}
                for layer in self.layers
            ],
            "nearest": {name: round(mm, 2) for name, mm in self.nearest.items()},
            "crosses": list(self.crosses),
        }
