"""What a changed course does on its way, read anew; and where the points that are seated on it lie then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import Band, CourseEvent, CoursePart
from anatomy_viewer.content.variant_base import Base
from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import at_length
from anatomy_viewer.geometry.events import Event, between, crossings, layers, line_crossing, muscle_events

Reals = NDArray[np.float64]
Courses = Mapping[str, tuple[CoursePart, ...]]
BONES = ("occipital_bone", "parietal_bone", "temporal_bone", "atlas_c1", "axis_c2", "c3_vertebra")
MUSCLES = (
    "obliquus_capitis_inferior", "obliquus_capitis_superior", "rectus_capitis_posterior_major",
    "rectus_capitis_posterior_minor", "semispinalis_capitis", "splenius_capitis", "trapezius",
    "sternocleidomastoid", "longissimus_capitis",
)  # fmt: skip
_LINE = "superior_nuchal_line"
# Stations of a trunk (1 mm apart) of which the layers are read: beyond lies the scalp.
_IN_THE_NECK = 130
# mm between two centre-lines that may cross.
_REACH = 8.0


def with_events(known: Base, name: str, courses: Courses) -> tuple[CoursePart, ...]:
    """The parts of `name` with events and layers read off the whole muscles; those that did not move keep theirs."""
    kept = {part.part: part for part in known.courses[name]}
    moved = [part for part in courses[name] if not _same(part, kept.get(part.part))]
    near = _near(known, name, moved, courses) if moved else {}
    read = {part.part: _read(known, part, near) for part in moved}
    return tuple(read.get(part.part) or _widened(kept[part.part], part) for part in courses[name])


def _widened(old: CoursePart, new: CoursePart) -> CoursePart:
    """What was read along `old`, which runs as `new` does, with the radii of `new`."""
    said = {"through": old.through, "events": old.events, "layers": old.layers}
    return old if np.array_equal(old.radii, new.radii) else new.model_copy(update=said)


def crossed_anew(name: str, other: str, courses: Courses) -> tuple[CoursePart, ...]:
    """The parts of `name` with its crossings of `other` read anew, which has moved."""
    found, lines = [], tuple(_course(part) for part in courses[other])
    for part in courses[name]:
        rest = [event for event in part.events if event.event != f"crosses {other}"]
        rest += [_event(part, event) for event in crossings(_course(part), lines, other)]
        found.append(part.model_copy(update={"events": tuple(sorted(rest, key=lambda event: event.s))}))
    return tuple(found)


def _same(part: CoursePart, old: CoursePart | None) -> bool:
    """Does the part run as it always did?"""
    return (
        old is not None
        and len(old.places) == len(part.places)
        and np.allclose(old.places, part.places, atol=0.02)
    )


def _near(known: Base, name: str, parts: list[CoursePart], courses: Courses) -> dict[str, tuple[Course, ...]]:
    """The vessels (for a vessel the nerves) that come near to any of `parts`."""
    others = ("arteries",) if known.systems.get(name) == "nerves" else ("nerves",)
    places = np.vstack([part.places for part in parts])
    low, high = places.min(axis=0) - _REACH, places.max(axis=0) + _REACH
    found = {}
    for other, lines in courses.items():
        if known.systems.get(other) in others:
            there = np.vstack([line.places for line in lines])
            there = there[((there > low) & (there < high)).all(axis=1)]
            if len(there) and _gap(places, there) < _REACH:
                found[other] = tuple(_course(line) for line in lines)
    return found


def _gap(a: Reals, b: Reals) -> float:
    from scipy.spatial import cKDTree

    return float(cKDTree(b).query(a, distance_upper_bound=_REACH)[0].min())


def _read(known: Base, part: CoursePart, near: Mapping[str, tuple[Course, ...]]) -> CoursePart:
    line = _course(part)
    muscles = {name: known.fields[name] for name in MUSCLES if name in known.fields}
    solids = muscles | {bone: known.fields[bone] for bone in BONES if bone in known.fields}
    neck = replace(line, stations=line.stations[:_IN_THE_NECK])
    bands = layers(neck, solids) if not part.parent else []
    found = [*muscle_events(line, muscles), *between(line, bands, muscles)]
    if len(known.nuchal_line):
        found += line_crossing(line, known.nuchal_line, _LINE)
    for other, lines in near.items():
        found += crossings(line, lines, other)
    events = tuple(_event(part, event) for event in sorted(found, key=lambda event: event.s))
    through = {e.event.removeprefix("enters ") for e in events if e.event.startswith("enters ")}
    rows = tuple(
        Band.model_construct(start=b.start, end=b.end, superficial=b.superficial, deep=b.deep) for b in bands
    )
    return part.model_copy(update={"events": events, "through": tuple(sorted(through)), "layers": rows})


def _course(part: CoursePart) -> Course:
    return Course(part.part, part.parent or "", np.column_stack([part.places, part.radii]))


def _event(part: CoursePart, event: Event) -> CourseEvent:
    x, y, z = at_length(part.places, event.s)
    return CourseEvent.model_construct(event=event.what, s=event.s, position=(float(x), float(y), float(z)))
