"""A needle in the specimen: the layers it passes, what it comes near, what it crosses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anatomy_viewer.model.anatomy import Vector

# What lies between the bodies that have a mesh of their own.
LOOSE = "loose_tissue"


@dataclass(frozen=True)
class Passed:
    """From `start` to `end` mm from the skin the needle is in `id` (an id with its side, or LOOSE)."""

    id: str
    start: float
    end: float


@dataclass(frozen=True)
class NeedlePath:
    """A straight needle from `entry` on the skin to its tip at `target`, mm.

    layers tile the path; nearest: mm from the needle's axis to each structure at risk, 0 where it crosses it.
    """

    entry: Vector
    target: Vector
    length_mm: float
    layers: tuple[Passed, ...]
    nearest: Mapping[str, float]

    @property
    def crosses(self) -> tuple[str, ...]:
        """What the needle goes through, in order, each once."""
        return tuple(dict.fromkeys(layer.id for layer in self.layers if layer.id != LOOSE))

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
