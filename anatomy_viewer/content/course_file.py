"""`courses.json`: the centre-line, radius and events of each nerve and vessel, station by station (right side)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from anatomy_viewer.content.manifest_file import REMEDY
from anatomy_viewer.content.text_files import read_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector

COURSES = "courses.json"
Reals = NDArray[np.float64]


class Station(TypedDict):
    """A place on the centre-line; `s` mm along the part, `radius` mm."""

    s: float
    position: Vector
    radius: Annotated[float, Field(gt=0)]


class CourseEvent(BaseModel):
    """What happens where, e.g. 'leaves semispinalis_capitis'."""

    event: str
    s: float
    position: Vector


class Band(BaseModel):
    """From `start` to `end` mm the part lies deep to `superficial` and superficial to `deep` ('' = nothing near)."""

    start: Annotated[float, Field(alias="from")]
    end: Annotated[float, Field(alias="to")]
    superficial: str
    deep: str


class CoursePart(BaseModel):
    """A trunk (`parent` None) or branch; `through`: what it may run through, `joins`: what it grows together with."""

    part: str
    parent: str | None
    length: Annotated[float, Field(gt=0)]
    through: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    stations: Annotated[tuple[Station, ...], Field(min_length=2)]
    events: tuple[CourseEvent, ...] = ()
    layers: tuple[Band, ...] = ()

    @cached_property
    def places(self) -> Reals:
        """(n, 3): the stations' positions in mm."""
        return np.array([station["position"] for station in self.stations])

    @cached_property
    def radii(self) -> Reals:
        """(n,): the stations' radii in mm."""
        return np.array([station["radius"] for station in self.stations])


class CourseParts(BaseModel):
    """One nerve or vessel."""

    parts: Annotated[tuple[CoursePart, ...], Field(min_length=1)]


_COURSES = TypeAdapter(dict[str, CourseParts])


def read_courses(path: Path) -> Mapping[str, tuple[CoursePart, ...]]:
    """Base id → parts, the trunk first. Raises ContentError."""
    text = read_text(path)
    try:
        return {name: item.parts for name, item in _COURSES.validate_json(text).items()}
    except ValidationError as error:
        broken = error.errors()[0]["type"] == "json_invalid"
        if broken:
            raise ContentError(path, _broken_line(text), "this is not a JSON file.", REMEDY) from error
        raise ContentError(path, None, "the courses are incomplete or of the wrong kind.", REMEDY) from error


def _broken_line(text: str) -> int | None:
    """The line at which `text` stops being JSON; pydantic, which is faster, does not say."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except RecursionError:
        return None
    return None
