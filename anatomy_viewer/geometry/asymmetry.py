"""The two sides made unlike each other: a parameter of the specimen, whose base is symmetric.

Courses of the two sides differ by some 3-5 mm (K; a difference at the trapezius in NAT06), and one vertebral artery is
often the stronger. Both functions are pure; courses are of the right side, and those of the left are mirrored after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import Course, outward_at

Reals = NDArray[np.float64]
# The roots stay; a course has its full freedom from _FREE mm on. It swings out and back once in _WAVE mm of height.
_FREE, _WAVE = 40.0, 120.0
_SIDES: Mapping[str, float] = {"right": 1.0, "left": -1.0}


def asymmetric(courses: tuple[Course, ...], mm: float, side: str) -> tuple[Course, ...]:
    """`courses` of one structure, trunk first, shifted within their layer so that the sides differ by `mm` at most.

    `side` is 'right' or 'left': each takes half of it, in opposite directions. The shift depends on the place alone, so
    branches stay on their trunk; it runs along the layer, so the depth under the skin stays (within 0.1 mm on the
    skull). The trunk's beginning stays where it is. ValueError for another side.
    """
    if side not in _SIDES:
        raise ValueError(f"a side is one of {', '.join(_SIDES)}")
    half, start = _SIDES[side] * mm / 2.0, courses[0].stations[0, :3]
    return tuple(_shifted(item, half, start) for item in courses)


def dominant(courses: tuple[Course, ...], ratio: float, side: str) -> tuple[Course, ...]:
    """`courses` with radii such that the left vessel is `ratio` times as wide as the right; their product is kept."""
    if side not in _SIDES or ratio <= 0.0:
        raise ValueError("a side is right or left, a ratio is positive")
    factor = ratio ** (-_SIDES[side] / 2.0)
    return tuple(replace(item, stations=item.stations * [1.0, 1.0, 1.0, factor]) for item in courses)


def _shifted(course: Course, half: float, start: Reals) -> Course:
    places = course.stations[:, :3]
    free = np.clip(np.linalg.norm(places - start, axis=1) / _FREE, 0.0, 1.0)
    swing = np.cos(2.0 * np.pi * places[:, 2] / _WAVE) * free**2 * (3.0 - 2.0 * free)
    moved = places + half * swing[:, None] * np.array([_sideways(place) for place in places])
    return replace(course, stations=np.column_stack([moved, course.stations[:, 3]]))


def _sideways(place: Reals) -> Reals:
    """(3,): unit direction level with the ground and along the layer, away from the midline at the back."""
    across = np.cross(outward_at(place), [0.0, 0.0, 1.0])
    return np.asarray(-across / max(float(np.linalg.norm(across)), 1e-9))
