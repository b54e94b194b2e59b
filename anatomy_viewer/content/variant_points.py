"""Where the points that are seated on a nerve lie on a specimen with variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from anatomy_viewer.content.atlas_forms import PointForm
from anatomy_viewer.content.course_file import CoursePart
from anatomy_viewer.content.rows import read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import at_length, nearest_on
from anatomy_viewer.model.anatomy import Vector

POINTS = "points.yaml"
Courses = Mapping[str, tuple[CoursePart, ...]]
# mm: a point nearer than this to its old place has not moved; reading events off fields is no finer.
_UNMOVED = 0.6


@dataclass(frozen=True)
class Seats:
    """New place of each point that moves, by id; and the points whose event this specimen does not have."""

    moved: Mapping[str, Vector]
    missing: tuple[str, ...]


def reseated(folder: Path, courses: Courses, before: Courses, changed: frozenset[str]) -> Seats:
    """The points seated on the `changed` courses (base ids), read along `courses`; of the right side.

    before: the base specimen's courses; an event counts only on the part on which it was there.
    """
    moved: dict[str, Vector] = {}
    missing = []
    for name, seat, position in _seats(folder):
        if seat["course"] not in changed:
            continue
        own = _part_of(seat, before[seat["course"]])
        parts = [part for part in courses[seat["course"]] if part.part in own]
        place, found = _place(seat, parts, position)
        if not found:
            missing.append(name)
        if np.linalg.norm(np.subtract(place, position)) > _UNMOVED:
            moved[name] = place
    return Seats(moved, tuple(missing))


def _part_of(seat: Mapping[str, Any], parts: tuple[CoursePart, ...]) -> tuple[str, ...]:
    """The names of the parts on which the seat is looked for."""
    named = tuple(part for part in parts if seat.get("part", part.part) == part.part)
    first = [part.part for part in named if any(e.event == seat.get("event") for e in part.events)]
    return tuple(first[:1]) if "event" in seat else tuple(part.part for part in named)


def _place(seat: Mapping[str, Any], parts: list[CoursePart], position: Vector) -> tuple[Vector, bool]:
    """Where the seat is now; without its event, the nearest place on the course, and False."""
    wanted, aside = seat.get("event"), np.array(seat.get("aside", (0.0, 0.0, 0.0)))
    hits = [(event, part) for part in parts for event in part.events if event.event == wanted]
    if hits:
        event, part = hits[0]
        along = float(nearest_on(part.places, event.position)[1][0]) + seat.get("along", 0.0)
    elif wanted is None and "along" in seat:
        part, along = parts[0], seat["along"]
    else:
        near = np.subtract(position, aside) if wanted else np.array(seat.get("near", position))
        found = [(nearest_on(part.places, near), part) for part in parts]
        (_, reached), part = min(found, key=lambda item: float(item[0][0][0]))
        along = float(reached[0])
    x, y, z = at_length(part.places, along) + aside
    return (float(x), float(y), float(z)), wanted is None or bool(hits)


@lru_cache(maxsize=4)
def _seats(folder: Path) -> tuple[tuple[str, dict[str, Any], Vector], ...]:
    """Id, seat and place of each point that is seated on a course."""
    problems: list[ContentError] = []
    data = read_table(folder / POINTS, ("points",), problems)
    forms = [row.form for row in rows(data, "points", PointForm, folder / POINTS, problems)]
    return tuple(
        (f.id, f.seat, place) for f in forms if "course" in f.seat and (place := f.place()) is not None
    )
