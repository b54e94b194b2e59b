"""Measurements that a reader makes in the picture: what is measured between which places of the specimen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, cos, degrees, dist, pi, sin

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.words import say

STRAIGHT, SURFACE, ANGLE, ELLIPSE = "straight", "surface", "angle", "ellipse"
KINDS = {STRAIGHT: 2, SURFACE: 2, ANGLE: 3, ELLIPSE: 3}  # how many places each takes
KIND_WORDS = {STRAIGHT: "Straight", SURFACE: "Along the surface", ANGLE: "Angle", ELLIPSE: "Ellipse"}
ELLIPSE_STEPS = 48
MOST_MEASUREMENTS = 12

assert KIND_WORDS.keys() == KINDS.keys()


@dataclass(frozen=True)
class End:
    """A measured place (mm), and what it is on: a point's id where it is that point, else a structure or feature."""

    place: Vector
    on: str = ""


@dataclass(frozen=True)
class Measurement:
    """What is measured, between which ends; of an angle the corner is the second.

    Of an ellipse the first two are the ends of one diameter, the third lies at its flank: half the other diameter is
    as long as its way to the line of the first.

    along: of 'surface', the structure on whose surface, or along whose course, the way lies.
    """

    kind: str
    ends: tuple[End, ...]
    along: str = ""


@dataclass(frozen=True)
class Measuring:
    """The tool in hand: what it measures, the ends placed so far, the surface; the lesson it was taken up in."""

    kind: str = STRAIGHT
    ends: tuple[End, ...] = ()
    along: str = ""
    lesson: str = ""


def places_of(measurement: Measurement, atlas: Atlas) -> tuple[Vector, ...]:
    """Where its ends are: those at points wherever the specimen shown has them."""
    return tuple(
        atlas.points[end.on].position if end.on in atlas.points else end.place for end in measurement.ends
    )


def length(way: Sequence[Vector]) -> float:
    """mm along a line of places."""
    return sum(dist(a, b) for a, b in pairwise(way))


def angle(first: Vector, corner: Vector, second: Vector) -> float:
    """Degrees between the ways from `corner` to the two others; 0 where one of them is the corner."""
    a, b = ([p - c for p, c in zip(place, corner, strict=True)] for place in (first, second))
    long = dist(first, corner) * dist(second, corner)
    if long < 1e-9:
        return 0.0
    return degrees(acos(min(max(sum(x * y for x, y in zip(a, b, strict=True)) / long, -1.0), 1.0)))


def flank(first: Vector, second: Vector, third: Vector) -> tuple[Vector, Vector]:
    """The middle of an ellipse and the end of its other diameter, on the side of its third end (mm)."""
    middle = _mean(first, second)
    way = tuple(b - a for a, b in zip(first, second, strict=True))
    long = sum(part * part for part in way)
    gap = tuple(c - m for c, m in zip(third, middle, strict=True))
    share = sum(a * b for a, b in zip(gap, way, strict=True)) / long if long > 1e-12 else 0.0
    x, y, z = (m + g - share * w for m, g, w in zip(middle, gap, way, strict=True))
    return middle, (x, y, z)


def diameters(places: Sequence[Vector]) -> tuple[float, float]:
    """Longer and shorter diameter (mm) of an ellipse by its three ends."""
    middle, end = flank(places[0], places[1], places[2])
    one, other = dist(places[0], places[1]), 2.0 * dist(middle, end)
    return max(one, other), min(one, other)


def ellipse_line(places: Sequence[Vector]) -> tuple[Vector, ...]:
    """The closed line of an ellipse by its three ends (mm)."""
    middle, end = flank(places[0], places[1], places[2])
    found = []
    for step in range(ELLIPSE_STEPS + 1):
        c, s = cos(2.0 * pi * step / ELLIPSE_STEPS), sin(2.0 * pi * step / ELLIPSE_STEPS)
        x, y, z = (m + c * (b - m) + s * (e - m) for m, b, e in zip(middle, places[1], end, strict=True))
        found.append((x, y, z))
    return tuple(found)


def _mean(a: Vector, b: Vector) -> Vector:
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0


def value_of(kind: str, places: Sequence[Vector], way: Sequence[Vector] | None = None) -> float | None:
    """mm, degrees or, of an ellipse, mm² (π/4 × both diameters); None for a way along a surface that is not known."""
    if kind == ELLIPSE:
        long, short = diameters(places)
        return pi / 4.0 * long * short
    if kind == ANGLE:
        return angle(places[0], places[1], places[2])
    if kind == SURFACE:
        return None if way is None else length(way)
    return dist(places[0], places[1])


def value_words(kind: str, value: float | None) -> str:
    """'24.1 mm', '94.5°', '6.2 mm²', or '…' while it is not known."""
    if value is None:
        return "\N{HORIZONTAL ELLIPSIS}"
    unit = {ANGLE: "°", ELLIPSE: "\N{NO-BREAK SPACE}mm²"}.get(kind, "\N{NO-BREAK SPACE}mm")
    return f"{value:.1f}{unit}"


def kind_words(kind: str, language: str) -> str:
    """What was measured, and that it was on the model: 'along the surface, in the model'."""
    words = {
        STRAIGHT: "straight, in the model",
        SURFACE: "along the surface, in the model",
        ANGLE: "angle, in the model",
        ELLIPSE: "area of an ellipse, in the model",
    }
    return say(words[kind], language)


def end_words(end: End, atlas: Atlas, language: str) -> str:
    """What an end is on: the name of a point, structure or feature; '' for a place of nothing."""
    if end.on in atlas.points:
        return atlas.points[end.on].names.get(language)
    if end.on in atlas.structures or end.on in atlas.features:
        item = atlas.item(end.on)
        return getattr(item, "short", item.names).get(language) or item.names.get(language)
    return ""
