"""How deep points lie, how far along their nerves, what a needle to them passes: off the specimen, nothing typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import Atlas, Point, Vector
from anatomy_viewer.model.needle import NeedlePath
from anatomy_viewer.model.nerve import PointPlace

SKIN = "scalp_skin.ply"
OFF = 8.0  # mm: a point that lies farther from its nerve has no place along it
_RIGHT = np.array([-1.0, 1.0, 1.0])
Reals = NDArray[np.float64]


def point_places(folder: Path, points: Iterable[Point]) -> Mapping[str, PointPlace]:
    """Point id → its place. Raises ContentError where courses or skin can't be read; some 0.1 s."""
    found, courses = list(points), read_courses(folder / COURSES)
    places = np.array([point.position for point in found], dtype=np.float64).reshape(-1, 3)
    depths = _depths(folder / SKIN, places)
    along = [_along(point, place, courses) for point, place in zip(found, places, strict=True)]
    return {
        point.id: PointPlace(s, max(depth, 0.0) if depth is not None else None)
        for point, s, depth in zip(found, along, depths, strict=True)
    }


def _depths(path: Path, places: Reals) -> list[float | None]:
    if not path.is_file():
        return [None] * len(places)
    skin = read_ply(path)
    return [-float(d) for d in Surface(skin.vertices, skin.faces).distance(places)]


def _along(point: Point, place: Reals, courses: Mapping[str, tuple[CoursePart, ...]]) -> float | None:
    """mm from the beginning of the nerve's trunk, through the trunk to where a branch leaves it and along that."""
    base, left = point.nerve.removesuffix("_r").removesuffix("_l"), point.nerve.endswith("_l")
    parts = courses.get(base, ())
    at = place * _RIGHT if left else place
    gaps = [tuple(float(values[0]) for values in nearest_on(part.places, at)) for part in parts]
    if not gaps or min(gaps)[0] > OFF:
        return None
    best = min(range(len(parts)), key=lambda i: gaps[i][0])
    return gaps[best][1] + _start(parts[best], parts)


def _start(part: CoursePart, parts: tuple[CoursePart, ...]) -> float:
    """mm from the trunk's beginning to where `part` begins."""
    parent = next((other for other in parts if other.part == part.parent), None)
    if parent is None:
        return 0.0
    return float(nearest_on(parent.places, part.places[0])[1][0]) + _start(parent, parts)


Paths = Mapping[str, Mapping[str, NeedlePath]]


class Room(Protocol):
    """What knows the specimen: `content.needles.NeedleRoom`."""

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        """What lies between the two places, mm. Raises ContentError where no needle can go like that."""


def standard_paths(room: Room, atlas: Atlas) -> Paths:
    """Intervention id → entry point id → the straight needle from there to the target; some seconds.

    A path that no needle can take is left out.
    """
    found = {}
    for item in atlas.practice.interventions.values():
        places = {entry: atlas.points[entry].position for entry in item.entries if entry in atlas.points}
        target = atlas.points[item.target].position
        paths = {entry: path for entry, place in places.items() if (path := _path(room, place, target))}
        if paths:
            found[item.id] = paths
    return found


def _path(room: Room, entry: Vector, target: Vector) -> NeedlePath | None:
    try:
        return room.path(entry, target)
    except ContentError:
        return None
