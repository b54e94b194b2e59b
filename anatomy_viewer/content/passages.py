"""A course made ready for the window's walk: its stations, the way out to the skin, and the layers round it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from anatomy_viewer.content.course_file import COURSES, read_courses
from anatomy_viewer.content.variants import rerouted
from anatomy_viewer.content.walks import SKIN, base_of, every_mm, surroundings, walked
from anatomy_viewer.geometry.bands import bands
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.surroundings import Surroundings, surveyed
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.variants import USUAL_COURSE, VariantChoice

FAT = "subcutaneous_fat"
# mm under the skin that the bands reach: this far below the deepest station, in steps, within limits.
_BELOW, _ROUND, _LEAST, _MOST = 8.0, 5.0, 25.0, 60.0
_MIRROR = np.array([-1.0, 1.0, 1.0])


def read_passage(folder: Path, course: str, choice: VariantChoice = USUAL_COURSE) -> Passage:
    """The trunk of `course` (an id with its side) through the specimen in `folder`, with the variants of its side.

    Raises ContentError.
    """
    courses = read_courses(folder / COURSES) if choice.usual else rerouted(folder, choice).courses
    base = base_of(course, courses)
    around = surroundings(folder, courses, base)
    fat = read_ply(folder / f"{FAT}.ply")
    return passage(course, every_mm(courses[base][0]), around, fat.vertices[fat.faces].astype(np.float64))


def passage(
    course: str,
    stations: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    around: Surroundings,
    fat: np.ndarray[tuple[int, int, int], np.dtype[np.float64]],
) -> Passage:
    """The same for `stations` (n, 4: x, y, z, radius in mm, right side); `fat`: triangles (m, 3, 3) of the subcutis."""
    left = course.endswith("_l")
    found = surveyed(stations, around)
    wanted = _ROUND * np.ceil((found.depth.max() + _BELOW) / _ROUND)
    deepest = float(np.clip(wanted, _LEAST, _MOST))
    layers = bands(
        stations[:, :3],
        found.outward,
        found.depth,
        around.solids,
        frozenset(around.bones),
        SKIN,
        (FAT, fat),
        deepest,
    )
    outward = found.outward * _MIRROR if left else found.outward
    return Passage(course, walked(stations, found, around, left), outward, layers)
