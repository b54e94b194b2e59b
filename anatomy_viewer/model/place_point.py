"""The question 'where does this point lie?': a place on a surface, judged in mm and in published SDs."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.anatomy import Study, Text, Vector
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Tags, Verdict

TOLERANCE_MM = (6.0, 6.0)  # lateral, caudal; model value, for a point that has neither a spread nor its own
NEAR = 2.0  # within so many SDs, or tolerances, an answer is called near
# The skin of the specimen looks straight back to 20 mm from the midline; from there on it turns by 2 degrees a mm.
_FLAT_MM, _TURN_A_MM, _MOST_TURN = 20.0, radians(2.0), radians(80.0)
_FARTHEST_MM = 10_000.0  # no place lies farther away
_DOME_MM, _DOME_RISE = 40.0, 60.0  # mm above the EOP from which it looks upwards, and mm to 45 degrees


@dataclass(frozen=True)
class InSDs:
    """A place measured with the spread of one study: in its SDs from the specimen's point, and from its own mean."""

    study: Study
    from_point: float
    from_mean: float


@dataclass(frozen=True)
class Miss:
    """How far a place is from the point, in mm along the surface.

    `lateral`, `caudal`: mm too far from the midline, and too low. `share`: the distance as a multiple of what is
    still right (1 SD of the most lenient study, or the tolerance).
    """

    mm: float
    lateral: float
    caudal: float
    studies: tuple[InSDs, ...]
    share: float


@dataclass(frozen=True)
class PlacePoint:
    """Where the point `point` lies has to be clicked; an answer is 'x y z' in mm.

    `position`: the point on this specimen. Right is an answer within one published SD of it, by any study that gives
    SDs in both directions; where none does, within the ellipse of
    `tolerance` (mm lateral, mm caudal).
    """

    id: str
    ask: Text
    point: str
    position: Vector
    published: tuple[Study, ...] = ()
    tolerance: tuple[float, float] = TOLERANCE_MM
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "place"

    def pointed(self, _name: str, place: Vector) -> str:
        """The place is the answer, whatever lies there."""
        return written(place)

    def judge(self, answer: str) -> Verdict:
        """What is no place is wrong."""
        place = read_place(answer)
        right = place is not None and self.miss(place).share <= 1.0
        mirrored = place and (-place[0], place[1], place[2])
        other = bool(mirrored) and not right and self.miss(mirrored or self.position).share <= 1.0
        return Verdict(right, self.explain, (written(self.position),), other)

    def miss(self, place: Vector) -> Miss:
        """How far `place` (mm) is from the point. Depth is not asked for and does not count."""
        level = at_depth_of(self.position, place)
        way = np.subtract(level, self.position)
        mm = float(np.linalg.norm(way))
        aside = float(way @ _sideways((np.asarray(level) + self.position) / 2.0, self._side))
        up = float(np.copysign(np.sqrt(max(mm**2 - aside**2, 0.0)), way[2]))
        studies = tuple(self._in_sds(study, level, aside, up) for study in self.published if _has_sds(study))
        allowed = hypot(aside / self.tolerance[0], up / self.tolerance[1])
        share = min((each.from_point for each in studies), default=allowed)
        return Miss(mm, aside, -up, studies, share)

    def _in_sds(self, study: Study, place: Vector, aside: float, up: float) -> InSDs:
        lateral, caudal = self._side * place[0] - (study.lateral or 0.0), -place[2] - (study.caudal or 0.0)
        sds = (study.lateral_sd or 1.0, study.caudal_sd or 1.0)
        return InSDs(
            study,
            hypot(aside / sds[0], up / sds[1]),
            hypot(lateral / sds[0], caudal / sds[1]),
        )

    @property
    def _side(self) -> float:
        return -1.0 if self.position[0] < 0.0 else 1.0


def at_depth_of(point: Vector, place: Vector) -> Vector:
    """`place` (mm) moved straight inwards, or outwards, until it lies as deep as `point`.

    Outwards is straight back near the midline, as the studies measure, and turns sideways with the skin.
    """
    out = _outwards((np.asarray(point) + np.asarray(place)) / 2.0)
    deeper: NDArray[np.float64] = np.subtract(place, point) @ out * out
    x, y, z = (float(value) for value in np.subtract(place, deeper))
    return (x, y, z)


def _turn(place: NDArray[np.float64]) -> float:
    """How far the skin looks sideways at `place` (mm), radians."""
    return min(max(abs(float(place[0])) - _FLAT_MM, 0.0) * _TURN_A_MM, _MOST_TURN)


def _sideways(place: NDArray[np.float64], side: float) -> NDArray[np.float64]:
    """(3,): unit vector along the skin at `place` (mm), level, away from the midline; `side` 1 right, -1 left."""
    return np.array([side * cos(_turn(place)), sin(_turn(place)), 0.0])


def _outwards(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """(3,): unit vector out of the head or neck at `place` (mm)."""
    turn = _turn(place)
    up = max(place[2] - _DOME_MM, 0.0) / _DOME_RISE
    way = np.array([np.copysign(sin(turn), place[0]), -cos(turn), up])
    return np.asarray(way / np.linalg.norm(way))


def written(place: Vector) -> str:
    """A place (mm) as an answer, to a tenth."""
    return " ".join(f"{value:.1f}" for value in place)


def read_place(answer: str) -> Vector | None:
    """The place (mm) that an answer is, or None."""
    try:
        x, y, z = (float(part) for part in answer.split())
    except ValueError:
        return None
    return (x, y, z) if all(abs(value) < _FARTHEST_MM for value in (x, y, z)) else None


def _has_sds(study: Study) -> bool:
    given = (study.lateral, study.lateral_sd, study.caudal, study.caudal_sd)
    return None not in given and bool(study.lateral_sd and study.caudal_sd)
