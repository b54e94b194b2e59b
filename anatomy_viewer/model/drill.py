"""Drills with the probe: find the needle, or bring the probe to it, in plane and out of plane. Weights: model values.

A drill is made from a seed, so that it can be given again. What the probe sees is a slice `SLICE_MM` thick: a needle
that lies further from its middle is not in the image.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from math import acos, asin, cos, degrees, dist, radians, sin, sqrt
from random import Random
from typing import Literal

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.texts import Text

Side = Literal["right", "left"]
Kind = Literal["find", "bring"]
Technique = Literal["in_plane", "out_of_plane"]
KINDS: tuple[Kind, ...] = ("find", "bring")
_SIDES: tuple[Side, ...] = ("right", "left")
TECHNIQUES: tuple[Technique, ...] = ("in_plane", "out_of_plane")
# mm of the slice; mm from plane to needle and from the marked place to the tip, and degrees, that count as right.
SLICE_MM = 1.8
NEAR_MM, TIP_MM, IN_PLANE_DEG, ACROSS_DEG = 1.0, 2.0, 4.0, 35.0
# mm and degrees by which the needle is turned about its tip and moved, the probe slid, turned and tilted at the start.
_TILT, _SHIFT, _SLIDE, _TURN, _ROCK = 14.0, 4.0, (8.0, 16.0), (15.0, 40.0), 12.0
# Where drills are: the named plane that images the target well, and the point aimed at (of the right side).
SITES: tuple[tuple[str, str], ...] = (
    ("oci_b", "tgt_proximal_us"), ("nuchal_a", "cp_loukas"), ("facet_c", "tgt_ton_mid"),
)  # fmt: skip
_SHALLOW = 0.12  # of the image's depth: the tip is moved no farther, lest it lie in bone
# Points for the plane, its direction, the tip that was marked, few steps, and speed; steps and seconds best and worst.
_WEIGHTS = {"plane": 0.35, "angle": 0.25, "tip": 0.15, "steps": 0.15, "speed": 0.10}
_STEPS, _SECONDS = (6.0, 40.0), (25.0, 150.0)


@dataclass(frozen=True)
class Drill:
    """One task. needle: entry and tip (mm); start: the probe's plane, its upper edge on the skin.

    kind 'find': the probe is moved until the needle is seen, then its tip is marked in the image. 'bring': the needle
    is shown in the picture as well; the probe is moved until it images it. technique: the whole needle in the plane,
    or the plane square across it at the tip.
    """

    kind: Kind
    technique: Technique
    seed: int
    entry: Vector
    tip: Vector
    start: ImagePlane

    @property
    def marks(self) -> bool:
        """Whether the tip has to be marked."""
        return self.kind == "find"


@dataclass(frozen=True)
class Sight:
    """How a plane sees a needle. tip_mm: from the tip to the plane; worst_mm: from the farthest part of the needle.

    angle: degrees between needle and plane: 0 lies in it, 90 crosses it square. shown: share of the needle's length in
    the slice and within the image's sides.
    """

    tip_mm: float
    worst_mm: float
    angle: float
    shown: float

    def right(self, technique: Technique) -> bool:
        """Is the probe where it should be?"""
        if technique == "in_plane":
            return self.worst_mm <= NEAR_MM and self.angle <= IN_PLANE_DEG and self.shown > 0.5
        return self.tip_mm <= NEAR_MM and 90.0 - self.angle <= ACROSS_DEG


def site(seed: int, known: Collection[str]) -> tuple[str, str, Side] | None:
    """Plane, point and side of the drill with this seed, of the points that are `known`; None where there is none.

    Each place and side comes once before any comes again.
    """
    there: list[tuple[str, str, Side]] = [
        (plane, point, side) for plane, point in SITES if point in known for side in _SIDES
    ]
    if not there:
        return None
    turn, at = divmod(seed - 1, len(there))
    return Random(f"sites {turn}").sample(there, len(there))[at]


def drill(
    kind: Kind, technique: Technique, seed: int, entry: Vector, target: Vector, plane: ImagePlane
) -> Drill:
    """A drill round a usual path from `entry` to `target` and the plane that images the target well.

    The same seed gives the same drill. In plane, the needle comes in the direction that the plane was led for.
    """
    random = Random(f"{kind} {technique} {seed}")
    shift = min(_SHIFT, _SHALLOW * plane.height_mm)
    tip = _moved(target, [random.uniform(-shift, shift) for _ in range(3)])
    length = dist(entry, target)
    way = _unit(_less(tip, entry))
    for axis in (plane.across, plane.down, plane.normal):
        way = _turned(way, axis, random.uniform(-_TILT, _TILT))
    needle = _moved(tip, [-length * w for w in way])
    return Drill(kind, technique, seed, needle, tip, _started(random, plane))


def _started(random: Random, plane: ImagePlane) -> ImagePlane:
    """The plane slid, turned about its depth, and tilted: nothing is seen to begin with."""
    across = _turned(plane.across, plane.down, random.choice((-1, 1)) * random.uniform(*_TURN))
    down = _turned(plane.down, across, random.uniform(-_ROCK, _ROCK))
    moved = replace(plane, across=across, down=down, name="")
    slide = random.choice((-1.0, 1.0)) * random.uniform(*_SLIDE)
    return moved.moved(slide)


def sight(plane: ImagePlane, entry: Vector, tip: Vector) -> Sight:
    """How `plane` sees the needle from `entry` to `tip`; of the needle, what lies within the image counts."""
    places = [_moved(entry, [share * (b - a) for a, b in zip(entry, tip, strict=True)]) for share in _SHARES]
    seen = [plane.fractions(place) for place in places]
    within = [abs(away) for u, v, away in seen if 0.0 <= u <= 1.0 and 0.0 <= v <= 1.0]
    away = abs(plane.fractions(tip)[2])
    way = _unit(_less(tip, entry))
    lean = abs(sum(a * b for a, b in zip(way, plane.normal, strict=True)))
    shown = sum(gap <= SLICE_MM / 2.0 for gap in within) / len(places)
    worst = max(within, default=max(abs(gap) for _, _, gap in seen))
    return Sight(away, max(worst, away), degrees(asin(min(lean, 1.0))), shown)


_SHARES = tuple(i / 40.0 for i in range(41))


@dataclass(frozen=True)
class DrillAttempt:
    """One go at a drill. tip_mm, worst_mm, angle: as in `Sight` at the end; marked_mm: from mark to tip, None without.

    steps: how often the probe was moved; specimen: which one, '' for the base.
    """

    kind: Kind
    technique: Technique
    seed: int
    when: datetime
    tip_mm: float
    worst_mm: float
    angle: float
    shown: float
    steps: int
    seconds: float
    marked_mm: float | None = None
    specimen: str = ""

    @property
    def right(self) -> bool:
        """The probe is where it should be, and the mark on the tip where one was asked for."""
        marked = self.marked_mm is None or self.marked_mm <= TIP_MM
        return marked and Sight(self.tip_mm, self.worst_mm, self.angle, self.shown).right(self.technique)

    @property
    def points(self) -> int:
        """0–100; what is right is worth at least 50, what is not at most 45."""
        total = sum(weight * self._shares[name] for name, weight in _WEIGHTS.items())
        return round(50.0 + 50.0 * total if self.right else 45.0 * total)

    @property
    def _shares(self) -> dict[str, float]:
        in_plane = self.technique == "in_plane"
        off, wrong = (self.worst_mm, self.angle) if in_plane else (self.tip_mm, 90.0 - self.angle)
        return {
            "plane": _share(off, 0.3, 8.0),
            "angle": _share(wrong, 1.0, 30.0) if in_plane else _share(wrong, 10.0, 70.0),
            "tip": 1.0 if self.marked_mm is None else _share(self.marked_mm, 0.5, 8.0),
            "steps": _share(self.steps, *_STEPS),
            "speed": _share(self.seconds, *_SECONDS),
        }


def ended(
    task: Drill,
    plane: ImagePlane,
    when: datetime,
    steps: int,
    seconds: float,
    mark: Vector | None = None,
    specimen: str = "",
) -> DrillAttempt:
    """The attempt that ends with the probe at `plane`, the tip marked at `mark` where the drill asks for it."""
    seen = sight(plane, task.entry, task.tip)
    away = dist(mark, task.tip) if task.marks and mark is not None else None
    if task.marks and mark is None:
        away = dist(plane.centre, task.tip)  # nothing was marked: as if the middle were
    return DrillAttempt(
        task.kind, task.technique, task.seed, when, seen.tip_mm, seen.worst_mm, seen.angle, seen.shown, steps,
        seconds, away, specimen,
    )  # fmt: skip


def advice(task: Drill, plane: ImagePlane) -> str:
    """What to do next, as a key of `ADVICE`: the first of slide, turn and tilt that is far off; 'there' when right."""
    seen = sight(plane, task.entry, task.tip)
    if seen.right(task.technique):
        return "mark" if task.marks else "there"
    if seen.tip_mm > 2.0 * NEAR_MM:
        return "slide"
    if task.technique == "out_of_plane":
        return "cross" if 90.0 - seen.angle > ACROSS_DEG else "slide"
    return "turn" if _turn_error(task, plane) > IN_PLANE_DEG else "tilt"


TASKS: dict[tuple[Kind, Technique], Text] = {
    ("find", "in_plane"): Text(
        "Find the needle, in plane: move the probe until its whole length shows, click its tip, then Done.",
        "平面内找针：移动探头直到显示针的全长，点击针尖，然后选“完成”。",
    ),
    ("find", "out_of_plane"): Text(
        "Find the needle, out of plane: move the probe until its tip shows as a dot, click it, then Done.",
        "平面外找针：移动探头直到针尖显示为一个亮点，点击它，然后选“完成”。",
    ),
    ("bring", "in_plane"): Text(
        "Bring the probe to the needle, in plane: lay the plane along it, then Done.",
        "平面内把探头移到针上：使平面沿针的长轴，然后选“完成”。",
    ),
    ("bring", "out_of_plane"): Text(
        "Bring the probe to the needle, out of plane: lay the plane across its tip, then Done.",
        "平面外把探头移到针上：使平面横切针尖，然后选“完成”。",
    ),
}
ADVICE = {
    "slide": Text("Slide the probe until the tip's echo appears.", "平移探头，直到出现针尖回声。"),
    "turn": Text(
        "Turn the probe on its middle until the shaft comes in.", "以中点为轴旋转探头，直到针体进入平面。"
    ),
    "tilt": Text("Tilt the probe a little: the shaft fades at one end.", "轻微侧倾探头：针体一端变淡。"),
    "cross": Text("Turn the probe square to the needle.", "将探头转到与针垂直。"),
    "mark": Text("The needle is there: mark its tip.", "针已显示：请标出针尖。"),
    "there": Text("The needle is there.", "针已显示。"),
}


def _turn_error(task: Drill, plane: ImagePlane) -> float:
    """Degrees by which the needle, seen along the beam, is turned from the probe's length."""
    way = _unit(_less(task.tip, task.entry))
    a = sum(p * q for p, q in zip(way, plane.across, strict=True))
    n = sum(p * q for p, q in zip(way, plane.normal, strict=True))
    size = sqrt(a * a + n * n)
    return degrees(acos(min(1.0, abs(a) / size))) if size > 0.05 else 0.0


def _share(value: float, best: float, worst: float) -> float:
    """1 at `best` or below, 0 at `worst` or above."""
    return min(max((worst - value) / (worst - best), 0.0), 1.0)


def _less(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _moved(place: Vector, by: list[float]) -> Vector:
    return place[0] + by[0], place[1] + by[1], place[2] + by[2]


def _unit(vector: Vector) -> Vector:
    size = dist(vector, (0.0, 0.0, 0.0)) or 1.0
    return vector[0] / size, vector[1] / size, vector[2] / size


def _turned(v: Vector, axis: Vector, angle: float) -> Vector:
    """`v` turned by `angle` degrees about the unit vector `axis` (Rodrigues)."""
    c, s = cos(radians(angle)), sin(radians(angle))
    k = _unit(axis)
    along = sum(p * q for p, q in zip(k, v, strict=True)) * (1.0 - c)
    cross = (k[1] * v[2] - k[2] * v[1], k[2] * v[0] - k[0] * v[2], k[0] * v[1] - k[1] * v[0])
    x, y, z = (c * a + s * b + along * d for a, b, d in zip(v, cross, k, strict=True))
    return x, y, z
