"""Measurements that a reader makes in the picture: what is measured between which places of the specimen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, degrees, dist

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.words import say

STRAIGHT, SURFACE, ANGLE = "straight", "surface", "angle"
KINDS = {STRAIGHT: 2, SURFACE: 2, ANGLE: 3}  # how many places each takes
KIND_WORDS = {STRAIGHT: "Straight", SURFACE: "Along the surface", ANGLE: "Angle"}
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


def value_of(kind: str, places: Sequence[Vector], way: Sequence[Vector] | None = None) -> float | None:
    """mm or degrees; None for a way along a surface that is not known."""
    if kind == ANGLE:
        return angle(places[0], places[1], places[2])
    if kind == SURFACE:
        return None if way is None else length(way)
    return dist(places[0], places[1])


def value_words(kind: str, value: float | None) -> str:
    """'24.1 mm', '94.5°', or '…' while it is not known."""
    if value is None:
        return "\N{HORIZONTAL ELLIPSIS}"
    return f"{value:.1f}°" if kind == ANGLE else f"{value:.1f}\N{NO-BREAK SPACE}mm"


def kind_words(kind: str, language: str) -> str:
    """What was measured, and that it was on the model: 'along the surface, in the model'."""
    words = {
        STRAIGHT: "straight, in the model",
        SURFACE: "along the surface, in the model",
        ANGLE: "angle, in the model",
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
