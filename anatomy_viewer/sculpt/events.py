"""What a course does on its way: hooks, passes, enters, leaves, crosses; and what it lies between.

All of it is read off the finished meshes: signed distance to each muscle, rays outwards and inwards for the layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, nearest_on
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.course import Course, outward_at

Reals = NDArray[np.float64]
# A course touches a muscle where its own surface is nearer to it than this (mm).
TOUCH = 1.8
# Shorter stays inside a muscle (mm) are grazes and not piercings.
_PIERCED = 1.5
_LAYERS_DEEP = 25.0


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


def muscle_events(course: Course, muscles: Mapping[str, Surface]) -> list[Event]:
    """Hooks, passes, enters and leaves, in order."""
    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    found: list[Event] = []
    for name, surface in muscles.items():
        distance, outward = surface.push(line)
        found += _piercings(name, distance, along) or _passings(
            name, distance - course.stations[:, 3], outward, along
        )
    return sorted(found, key=lambda event: event.s)


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
    """Where the course touches without piercing: 'hooks' where it rounds the lower border from front to back."""
    found = []
    for first, last in _runs(gap < TOUCH):
        stretch = slice(first, last + 1)
        below = first + int(outward[stretch, 2].argmin())
        found.append(Event(f"passes {name}", float(along[first + int(gap[stretch].argmin())])))
        in_front, behind = outward[first:below, 1] > 0.3, outward[below : last + 1, 1] < -0.3
        if in_front.any() and behind.any() and outward[below, 2] < -0.5:
            found.append(Event(f"hooks {name}", float(along[below])))
            first = below
        at_back = [(i, j) for i, j in _runs(outward[first : last + 1, 1] < -0.3) if j > i]
        found += [Event(f"passes behind {name}", float(along[first + (i + j) // 2])) for i, j in at_back]
    return found


def line_crossing(course: Course, places: Reals, name: str) -> list[Event]:
    """'crosses NAME' where the course, nearest to `places` (m, 3), steps from below to above them."""
    from scipy.spatial import cKDTree

    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    gap, near = cKDTree(places).query(line)
    above = line[:, 2] - places[near, 2]
    steps = [i for i in range(len(line) - 1) if above[i] < 0.0 <= above[i + 1] and gap[i] < 12.0]
    return [Event(f"crosses {name}", _zero(along, above, i)) for i in steps[:1]]


def crossings(course: Course, others: tuple[Course, ...], name: str, reach: float = 2.5) -> list[Event]:
    """'crosses NAME' at each place where two tubes come within `reach` mm and run at more than 20 degrees."""
    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    found = []
    for other in others:
        path = other.stations
        gap, where = nearest_on(path[:, :3], line)
        index = np.clip(np.searchsorted(arc_lengths(path[:, :3]), where), 1, len(path) - 1)
        free = gap - course.stations[:, 3] - path[index, 3]
        for first, last in _runs(free < reach):
            best = first + int(free[first : last + 1].argmin())
            inner = 0 < best < len(line) - 1 and 1 < index[best] < len(path) - 1
            if inner and _angle(line, best, path[:, :3], int(index[best])) > 20.0:
                found.append(Event(f"crosses {name}", float(along[best])))
    return sorted(found, key=lambda event: event.s)


def _angle(a: Reals, i: int, b: Reals, j: int) -> float:
    """Degrees between two curves at their stations i and j."""
    u, v = a[i + 1] - a[i - 1], b[min(j + 1, len(b) - 1)] - b[j - 1]
    share = abs(float(u @ v)) / float(np.linalg.norm(u) * np.linalg.norm(v))
    return float(np.degrees(np.arccos(min(1.0, share))))


def layers(course: Course, bodies: Mapping[str, Reals], every: int = 3) -> list[Layers]:
    """What the course lies between, as stretches: `bodies` are triangle corners (m, 3, 3) by name."""
    line, along = course.stations[:, :3], arc_lengths(course.stations[:, :3])
    found: list[Layers] = []
    for i in range(0, len(line), every):
        outward = outward_at(line[i])
        over, under = _first_hit(line[i], outward, bodies), _first_hit(line[i], -outward, bodies)
        end = float(along[min(i + every, len(line) - 1)])
        if found and (found[-1].superficial, found[-1].deep) == (over, under):
            found[-1] = Layers(found[-1].start, end, over, under)
        else:
            found.append(Layers(float(along[i]), end, over, under))
    return found


def _first_hit(place: Reals, direction: Reals, bodies: Mapping[str, Reals]) -> str:
    """The body met first within reach; the one that holds `place` itself where there is one."""
    best, name = _LAYERS_DEEP, ""
    for body, corners in bodies.items():
        hits = ray_hits(place, direction, corners)
        if len(hits) % 2:
            return body
        if len(hits) and hits[0] < best:
            best, name = float(hits[0]), body
    return name
