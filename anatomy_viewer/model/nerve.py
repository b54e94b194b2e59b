"""The course of a nerve or vessel as one walks it: a station every millimetre, and what lies round it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from anatomy_viewer.model.anatomy import Vector


@dataclass(frozen=True)
class Station:
    """One place on the way; mm. Names are base ids, '' where there is nothing near.

    lateral, caudal: from the external occipital protuberance; between: what comes next towards the skin and away from
    it; gaps run from wall to wall.
    """

    s_mm: float
    position: Vector
    lateral_mm: float
    caudal_mm: float
    diameter_mm: float
    depth_mm: float
    inside: str
    between: tuple[str, str]
    piercing: str
    nearest_vessel: str
    nearest_vessel_mm: float
    nearest_bone_mm: float

    def as_json(self) -> dict[str, Any]:
        """Plain values, rounded to what they are good for."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 2)
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def pierced(walk: Sequence[Station]) -> tuple[str, ...]:
    """What the walk pierces, in order, each stretch once."""
    names = [station.piercing for station in walk]
    return tuple(name for i, name in enumerate(names) if name and (i == 0 or names[i - 1] != name))


@dataclass(frozen=True)
class PointPlace:
    """Where a point lies on this specimen, in mm: along its nerve from the nerve's beginning, and under the skin.

    None where it marks no nerve, or the atlas has no skin.
    """

    s_mm: float | None = None
    depth_mm: float | None = None
