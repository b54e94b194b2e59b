"""How deep the nerve lies, and whether the vertebral artery runs through its foramina."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from anatomy_viewer.content.anatomy_courses import SKIN
from anatomy_viewer.content.anatomy_specimen import Problems, Reals, Specimen, course_error
from anatomy_viewer.content.course_file import CoursePart
from anatomy_viewer.geometry.curve import tangents
from anatomy_viewer.geometry.rays import ray_hits


class Depth(NamedTuple):
    """mm from the skin to the centre-line at an event, and how far it may be from that."""

    nerve: str
    event: str
    mean: float
    spread: float
    source: str


DEPTHS = (
    Depth("greater_occipital_nerve", "crosses superior_nuchal_line", 8.0, 2.5, "Greher 2010"),
    Depth(
        "greater_occipital_nerve",
        "between semispinalis_capitis and obliquus_capitis_inferior",
        24.0,
        4.0,
        "20 to 30 in the living (general knowledge); Greher 2010: 17.5, embalmed",
    ),
)
ARTERY = "vertebral_artery"
# The foramina from below to above; C7's is passed in front by the artery in most people.
FORAMINA = ("c6_vertebra", "c5_vertebra", "c4_vertebra", "c3_vertebra", "axis_c2", "atlas_c1")
# A foramen: bone within _REACH mm on nearly all of _WAYS sides of the artery.
_REACH, _WAYS, _CLOSED = 9.0, 12, 10


def depth_problems(specimen: Specimen) -> Problems:
    """Places where the nerve is deeper or shallower than was measured."""
    found = []
    for nerve, event, mean, spread, source in DEPTHS:
        if nerve not in specimen.courses or not (specimen.folder / f"{SKIN}.ply").is_file():
            continue
        places = [e.position for e in specimen.courses[nerve][0].events if e.event == event]
        for place in places[:1]:  # one that is missing is a matter of the order of events
            depth = -float(specimen.surface(SKIN).distance(np.array(place))[0])
            if abs(depth - mean) > spread:
                what = f"{nerve} lies {depth:.1f} mm deep where it '{event}', expected {mean:g} ± {spread:g}"
                found.append(course_error(specimen, f"{what} ({source})."))
    return found


def foramen_problems(specimen: Specimen) -> Problems:
    """Vertebrae whose foramen the vertebral artery misses, or does not pass in order."""
    if ARTERY not in specimen.courses:
        return []
    part, found, before = specimen.courses[ARTERY][0], [], -1
    built = set(specimen.built("bones"))
    for bone in FORAMINA:
        if bone not in built or not _reached(part, specimen.entries[bone].bounds):
            continue
        inside = _surrounded(part, specimen, bone)
        if not inside:
            found.append(course_error(specimen, f"{ARTERY} does not run through the foramen of {bone}."))
        elif max(inside) <= before:
            found.append(course_error(specimen, f"{ARTERY} passes {bone} out of order."))
        before = max([before, *inside])
    return found


def _reached(part: CoursePart, bounds: tuple[tuple[float, ...], ...]) -> bool:
    """Whether the part begins below the middle of the bone, or ends above it."""
    heights, middle = part.places[:, 2], (bounds[0][2] + bounds[1][2]) / 2.0
    return bool(heights.min() < middle < heights.max())


def _surrounded(part: CoursePart, specimen: Specimen, bone: str) -> list[int]:
    """Stations at which the bone is all round the part."""
    low, high = np.array(specimen.entries[bone].bounds)
    within = ((part.places > low) & (part.places < high)).all(axis=1)
    ways, corners = tangents(part.places), specimen.surface(bone).corners
    near = np.flatnonzero(within)
    return [int(i) for i in near if _sides(part.places[i], ways[i], corners) >= _CLOSED]


def _sides(place: Reals, along: Reals, corners: Reals) -> int:
    """On how many of the sides across `along` bone lies near."""
    first = np.cross(along, np.eye(3)[np.abs(along).argmin()])
    first /= np.linalg.norm(first)
    second = np.cross(along, first)
    close = corners[np.linalg.norm(corners.mean(axis=1) - place, axis=1) < _REACH + 4.0]
    angles = np.arange(_WAYS) * 2.0 * np.pi / _WAYS
    rays = (ray_hits(place, np.cos(a) * first + np.sin(a) * second, close) for a in angles)
    return sum(bool(len(hits)) and hits[0] <= _REACH for hits in rays)
