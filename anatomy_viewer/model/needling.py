"""The needle as it is held: where it enters, where it aims, how thick and long it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import dist
from types import MappingProxyType
from typing import Literal

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.treatment import LesionKind

# Outer diameter in mm by gauge: nominal sizes of ISO 9626:2016, table 1.
DIAMETERS: Mapping[int, float] = MappingProxyType({18: 1.2, 20: 0.9, 22: 0.7, 25: 0.5, 27: 0.4, 30: 0.3})
# mm: lengths of shaft in common use, from half an inch to four inches.
LENGTHS = (13.0, 25.0, 38.0, 50.0, 70.0, 100.0)
STEP = 0.5  # mm, a nudge
MOST_ML = 6.0
_SHORTEST = 1.0


@dataclass(frozen=True)
class Needle:
    """A straight needle from `entry` on the skin towards `target` (mm).

    gauge: a key of DIAMETERS; length: of the shaft, mm; procedure: the target point of the procedure whose usual path
    was taken, '' for one placed freely; volume: ml injected, 0 for none; lesion: what is done instead of injecting, ''
    for nothing; help: is said what it passes?
    """

    entry: Vector
    target: Vector
    gauge: int = 25
    length: float = 50.0
    procedure: str = ""
    volume: float = 0.0
    lesion: LesionKind | Literal[""] = ""
    help: bool = True

    @property
    def depth(self) -> float:
        """mm from entry to target."""
        return dist(self.entry, self.target)

    @property
    def way(self) -> Vector:
        """Unit vector from entry to target; straight ahead where they are one place."""
        length = self.depth
        if length < 1e-6:
            return (0.0, 1.0, 0.0)
        x, y, z = ((b - a) / length for a, b in zip(self.entry, self.target, strict=True))
        return (x, y, z)

    @property
    def reaches(self) -> bool:
        """Is the shaft long enough for the target?"""
        return self.depth <= self.length + 1e-6

    @property
    def tip(self) -> Vector:
        """The target, or as far towards it as the shaft goes."""
        return self.target if self.reaches else self.along(self.length)

    def along(self, mm: float) -> Vector:
        """The place `mm` from the entry towards the target; negative: outside the skin."""
        x, y, z = (a + mm * d for a, d in zip(self.entry, self.way, strict=True))
        return (x, y, z)

    @property
    def hub(self) -> Vector:
        """Where the shaft begins, outside."""
        return self.along(min(self.depth, self.length) - self.length)

    def moved(self, end: str, place: Vector) -> Needle:
        """With its 'entry' or 'target' elsewhere; unchanged where the two would become one place."""
        x, y, z = (round(value, 2) for value in place)
        moved = replace(self, entry=(x, y, z)) if end == "entry" else replace(self, target=(x, y, z))
        return moved if moved.depth >= _SHORTEST else self

    @property
    def mirrored(self) -> Needle:
        """The same needle on the other side of the body."""
        (a, b, c), (x, y, z) = self.entry, self.target
        return replace(self, entry=(-a, b, c), target=(-x, y, z))

    def deepened(self, mm: float) -> Needle:
        """With its target `mm` farther along the needle."""
        return self.moved("target", self.along(max(self.depth + mm, _SHORTEST)))


def long_enough(depth: float) -> float:
    """The shortest common length of shaft that reaches `depth` mm with 5 mm to spare; the longest where none does."""
    return next((length for length in LENGTHS if length >= depth + 5.0), LENGTHS[-1])
