"""What a changed course does on its way, read anew; and where the points that are seated on it lie then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

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


def with_events(known: Base, name: str, courses: Courses, afresh: bool) -> tuple[CoursePart, ...]:
    """The parts of `name` with events and layers read off the whole muscles; `afresh`: also those that did not move."""
    muscles = {m: known.fields[m] for m in MUSCLES if m in known.fields}
    solids = muscles | {bone: known.fields[bone] for bone in BONES if bone in known.fields}
    kept = {part.part: part for part in known.courses[name]}
    return tuple(
        kept[part.part]
        if not afresh and _same(part, kept.get(part.part))
        else _read(known, name, part, courses, muscles, solids)
        for part in courses[name]
    )


def _same(part: CoursePart, old: CoursePart | None) -> bool:
    """Does the part run as it always did?"""
    return (
        old is not None
        and len(old.places) == len(part.places)
        and np.allclose(old.places, part.places, atol=0.02)
    )


def _read(
    known: Base, name: str, part: CoursePart, courses: Courses, muscles: Any, solids: Any
) -> CoursePart:
    line = _course(part)
    bands = layers(replace(line, stations=line.stations[:_IN_THE_NECK]), solids) if not part.parent else []
    found = [*muscle_events(line, muscles), *between(line, bands, muscles)]
    if len(known.nuchal_line):
        found += line_crossing(line, known.nuchal_line, _LINE)
    others = ("arteries",) if known.systems.get(name) == "nerves" else ("nerves",)
    for other, parts in courses.items():
        if known.systems.get(other) in others:
            found += crossings(line, tuple(_course(each) for each in parts), other)
    events = tuple(_event(part, event) for event in sorted(found, key=lambda event: event.s))
    through = {e.event.removeprefix("enters ") for e in events if e.event.startswith("enters ")}
    return part.model_copy(
        update={
            "events": events,
            "through": tuple(sorted(through)),
            "layers": tuple(
                Band.model_construct(start=b.start, end=b.end, superficial=b.superficial, deep=b.deep)
                for b in bands
            ),
        }
    )


def _course(part: CoursePart) -> Course:
    return Course(part.part, part.parent or "", np.column_stack([part.places, part.radii]))


def _event(part: CoursePart, event: Event) -> CourseEvent:
    x, y, z = at_length(part.places, event.s)
    return CourseEvent.model_construct(event=event.what, s=event.s, position=(float(x), float(y), float(z)))
