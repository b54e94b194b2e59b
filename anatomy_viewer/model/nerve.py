"""The course of a nerve or vessel as one walks it: a station every millimetre, and what lies round it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


STEP = 0.5  # mm from one row of the bands to the next


@dataclass(frozen=True, eq=False)
class Bands:
    """What lies how deep: `rows` (n stations, k) hold indices of `names`, row i at (i + 0.5) * STEP mm under the skin.

    names: base ids, '' first for what no structure fills. Below the first bone everything is that bone.
    """

    names: tuple[str, ...]
    rows: NDArray[np.int16]

    @property
    def deepest_mm(self) -> float:
        """How far down they go."""
        return self.rows.shape[1] * STEP

    def over(self, station: int, depth: float) -> tuple[str, ...]:
        """Names of what lies between the skin and `depth` mm at a station, from the skin down, each once."""
        upper = self.rows[station, : max(int(depth / STEP), 0)]
        return tuple(dict.fromkeys(self.names[i] for i in upper if i))

    def at(self, station: int, depth: float) -> str:
        """What lies `depth` mm under the skin at a station; '' where no structure does."""
        row = min(max(int(depth / STEP), 0), self.rows.shape[1] - 1)
        return self.names[self.rows[station, row]]


@dataclass(frozen=True, eq=False)
class Passage:
    """A whole course made ready to be walked; its stations are on its own side.

    course: structure id, with its side; outward: (n, 3) unit directions from the stations to the nearest skin.
    """

    course: str
    stations: tuple[Station, ...]
    outward: NDArray[np.float64]
    bands: Bands

    @property
    def length_mm(self) -> float:
        """The last station's distance from the first."""
        return self.stations[-1].s_mm

    def station(self, at: float) -> Station:
        """The station nearest to `at` mm."""
        return self.stations[self.index(at)]

    def index(self, at: float) -> int:
        """The number of the station nearest to `at` mm."""
        return min(max(round(at), 0), len(self.stations) - 1)


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
