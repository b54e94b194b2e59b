"""How deep points lie, how far along their nerves, what a needle to them passes: off the specimen, nothing typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


def point_places(
    folder: Path, points: Iterable[Point], varied: Mapping[str, Sequence[Reals]] | None = None
) -> Mapping[str, PointPlace]:
    """Point id → its place. `varied`: id with its side → centre-lines, trunk first, that differ from the base.

    Raises ContentError where courses or skin can't be read; a second.
    """
    found, courses = list(points), read_courses(folder / COURSES)
    places = np.array([point.position for point in found], dtype=np.float64).reshape(-1, 3)
    depths = _depths(folder / SKIN, places)
    along = [
        _along(point, place, courses, (varied or {}).get(point.nerve))
        for point, place in zip(found, places, strict=True)
    ]
    return {
        point.id: PointPlace(s, max(depth, 0.0) if depth is not None else None)
        for point, s, depth in zip(found, along, depths, strict=True)
    }


def _depths(path: Path, places: Reals) -> list[float | None]:
    if not path.is_file():
        return [None] * len(places)
    skin = read_ply(path)
    return [-float(d) for d in Surface(skin.vertices, skin.faces).distance(places)]


def _along(
    point: Point,
    place: Reals,
    courses: Mapping[str, tuple[CoursePart, ...]],
    varied: Sequence[Reals] | None,
) -> float | None:
    """mm from the beginning of the nerve's trunk, through the trunk to where a branch leaves it and along that."""
    parts = courses.get(point.nerve.removesuffix("_r").removesuffix("_l"), ())
    flip = _RIGHT if point.nerve.endswith("_l") else np.ones(3)
    lines = list(varied) if varied is not None else [part.places * flip for part in parts]
    gaps = [tuple(float(values[0]) for values in nearest_on(line, place)) for line in lines]
    if not gaps or min(gaps)[0] > OFF:
        return None
    best = min(range(len(lines)), key=lambda i: gaps[i][0])
    return gaps[best][1] + (_start(lines[best], lines[0]) if best else 0.0)


def _start(branch: Reals, trunk: Reals) -> float:
    """mm along the trunk to where it comes nearest to the beginning of `branch`."""
    return float(nearest_on(trunk, branch[0])[1][0])


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
