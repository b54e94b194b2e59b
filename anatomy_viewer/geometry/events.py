"""What a course does on its way: hooks, passes, enters, leaves, crosses; and what it lies between.

All of it is read off the finished meshes: signed distance to each muscle, and what is met first on the way to the skin
and away from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.course import SHARED, Course, outward_at
from anatomy_viewer.geometry.curve import arc_lengths, nearest_on

Reals = NDArray[np.float64]
# A course touches a muscle where its own surface is nearer to it than this (mm).
TOUCH = 1.8
# Shorter stays inside a muscle (mm) are grazes and not piercings; stretches of touch nearer than _SAME are one; two
# crossings nearer than _SAME are one.
_PIERCED, _SAME = 1.5, 5.0
_LAYERS_DEEP, _STEP = 25.0, 0.25


class Body(Protocol):
    """A solid that says how far points lie from it: a `Surface`, or quicker and coarser a `Field`."""

    def push(self, points: ArrayLike) -> tuple[Reals, Reals]:
        """Signed distance (n,) in mm and the unit direction (n, 3) in which it grows fastest."""

    def holds(self, points: ArrayLike) -> NDArray[np.bool_]:
        """(n,): whether each point lies inside."""


@dataclass(frozen=True)
class Event:
    """`what` happens `s` mm along the part."""

    what: str
    s: float


@dataclass(frozen=True)
class Layers:
    """From `start` to `end` mm the course lies deep to `superficial` and superficial to `deep` ('' = nothing near)."""

    start: float
    end: float
    superficial: str
    deep: str


def muscle_events(course: Course, muscles: Mapping[str, Body]) -> list[Event]:
    """Hooks, passes, enters and leaves, in order; a branch's begin where it has left its parent."""
    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    found: list[Event] = []
    for name, surface in muscles.items():
        distance, outward = surface.push(line)
        gap = distance - course.stations[:, 3]
        found += _piercings(name, distance, along) or _passings(name, gap, outward, along)
    return own(course, found)


def own(course: Course, events: list[Event]) -> list[Event]:
    """In order, without those of the stretch that a branch shares with its parent."""
    first = SHARED if course.parent else 0.0
    return sorted((event for event in events if event.s >= first), key=lambda event: event.s)


def _runs(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last index of each stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.view(np.int8), [0]])))
    yield from ((int(a), int(b) - 1) for a, b in edges.reshape(-1, 2))


def _piercings(name: str, distance: Reals, along: Reals) -> list[Event]:
    """Enters and leaves; a course that begins or ends inside has only one of them."""
    found = []
    for first, last in _runs(distance < 0.0):
        if along[last] - along[first] < _PIERCED:
            continue
        if first > 0:
            found.append(Event(f"enters {name}", _zero(along, distance, first - 1)))
        if last < len(along) - 1:
            found.append(Event(f"leaves {name}", _zero(along, distance, last)))
    return found


def _zero(along: Reals, distance: Reals, before: int) -> float:
    """Where the distance passes through zero between two stations."""
    a, b = distance[before], distance[before + 1]
    return float(along[before] + (along[before + 1] - along[before]) * a / (a - b))


def _passings(name: str, gap: Reals, outward: Reals, along: Reals) -> list[Event]:
    """Touches without piercing: 'hooks' where the course rounds the lower border from front to back."""
    found = []
    for first, last in _joined(_runs(gap < TOUCH), along):
        below = first + int(outward[first : last + 1, 2].argmin())
        in_front, behind = outward[first:below, 1] > 0.3, outward[below : last + 1, 1] < -0.3
        if in_front.any() and behind.any() and outward[below, 2] < -0.5:
            found.append(Event(f"hooks {name}", float(along[below])))
            first = below
        at_back = list(_joined(_runs(outward[first : last + 1, 1] < -0.3), along[first:]))
        found += [Event(f"passes behind {name}", float(along[first + (i + j) // 2])) for i, j in at_back]
        if not at_back:
            found.append(Event(f"passes {name}", float(along[first + int(gap[first : last + 1].argmin())])))
    return found


def _joined(runs: Iterator[tuple[int, int]], along: Reals) -> Iterator[tuple[int, int]]:
    """`runs` with those that lie close together made one."""
    current: tuple[int, int] | None = None
    for first, last in runs:
        if current and along[first] - along[current[1]] < _SAME:
            current = (current[0], last)
            continue
        if current:
            yield current
        current = (first, last)
    if current:
        yield current


def line_crossing(course: Course, places: Reals, name: str) -> list[Event]:
    """'crosses NAME' where the course, nearest to `places` (m, 3), steps from below to above them."""
    from scipy.spatial import cKDTree

    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    gap, near = cKDTree(places).query(line)
    above = line[:, 2] - places[near, 2]
    steps = [i for i in range(len(line) - 1) if above[i] < 0.0 <= above[i + 1] and gap[i] < 12.0]
    return own(course, [Event(f"crosses {name}", _zero(along, above, i)) for i in steps[:1]])


def crossings(course: Course, others: tuple[Course, ...], name: str, reach: float = 2.5) -> list[Event]:
    """'crosses NAME' at each place where two tubes come within `reach` mm and run at more than 20 degrees."""
    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    found = []
    for other in others:
        path = other.stations
        if not _boxes_near(line, path[:, :3], reach + 4.0):
            continue
        gap, where = nearest_on(path[:, :3], line)
        index = np.clip(np.searchsorted(arc_lengths(path[:, :3]), where), 1, len(path) - 1)
        free = gap - course.stations[:, 3] - path[index, 3]
        for first, last in _runs(free < reach):
            best = first + int(free[first : last + 1].argmin())
            inner = 0 < best < len(line) - 1 and 1 < index[best] < len(path) - 1
            if inner and _angle(line, best, path[:, :3], int(index[best])) > 20.0:
                found.append(Event(f"crosses {name}", float(along[best])))
    return _apart(own(course, found))


def _boxes_near(a: Reals, b: Reals, reach: float) -> bool:
    gap = np.maximum(a.min(axis=0) - b.max(axis=0), b.min(axis=0) - a.max(axis=0))
    return bool((gap < reach).all())


def _apart(events: list[Event]) -> list[Event]:
    """The first of each cluster: a branch and its parent cross at the same place."""
    kept: list[Event] = []
    for event in events:
        if not kept or event.s - kept[-1].s > _SAME:
            kept.append(event)
    return kept


def _angle(a: Reals, i: int, b: Reals, j: int) -> float:
    """Degrees between two curves at their stations i and j."""
    u, v = a[i + 1] - a[i - 1], b[min(j + 1, len(b) - 1)] - b[j - 1]
    share = abs(float(u @ v)) / float(np.linalg.norm(u) * np.linalg.norm(v))
    return float(np.degrees(np.arccos(min(1.0, share))))


def layers(course: Course, bodies: Mapping[str, Body], every: int = 2) -> list[Layers]:
    """What the course lies between, as stretches; where it runs inside a body, that body is on both sides."""
    places, along = course.stations[::every, :3], arc_lengths(course.stations[:, :3])
    outward = outward_at(places)
    over, under = (_first_met(places, way, bodies) for way in (outward, -outward))
    found: list[Layers] = []
    for i, between in enumerate(zip(over, under, strict=True)):
        start, end = float(along[i * every]), float(along[min((i + 1) * every, len(along) - 1)])
        if found and (found[-1].superficial, found[-1].deep) == between:
            start = found.pop().start
        found.append(Layers(start, end, *between))
    return found


def between(course: Course, bands: list[Layers], muscles: Collection[str]) -> list[Event]:
    """'between A and B' in the middle of the longest stretch that each two muscles enclose."""
    longest: dict[str, Layers] = {}
    for band in bands:
        if band.superficial != band.deep and {band.superficial, band.deep} <= set(muscles):
            name = f"between {band.superficial} and {band.deep}"
            known = longest.get(name)
            if known is None or band.end - band.start > known.end - known.start:
                longest[name] = band
    return own(course, [Event(name, (band.start + band.end) / 2.0) for name, band in longest.items()])


def _first_met(places: Reals, ways: Reals, bodies: Mapping[str, Body]) -> list[str]:
    """The body met first from each place along its way, '' where there is none within reach."""
    steps = np.arange(0.0, _LAYERS_DEEP, _STEP)
    points = (places[:, None] + steps[:, None] * ways[:, None]).reshape(-1, 3)
    best, names = np.full(len(places), len(steps)), np.full(len(places), "", dtype=object)
    for name, body in bodies.items():
        inside = body.holds(points).reshape(len(places), -1)
        first = np.where(inside.any(axis=1), inside.argmax(axis=1), len(steps))
        nearer = first < best
        best[nearer], names[nearer] = first[nearer], name
    return [str(name) for name in names]
