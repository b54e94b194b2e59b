"""Courses through bone or skin or out of their own mesh, tubes pressed into each other, and orders that are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.anatomy_specimen import Problems, Specimen, at, course_error, parts
from anatomy_viewer.content.course_file import CoursePart
from anatomy_viewer.geometry.curve import arc_lengths, nearest_on

SKIN = "scalp_skin"
# What a course runs past, in order: each item one event, or several of which one is enough (courses.json).
ORDERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "greater_occipital_nerve": (
        ("hooks obliquus_capitis_inferior",),
        ("between semispinalis_capitis and obliquus_capitis_inferior",),
        ("enters semispinalis_capitis",),
        ("leaves semispinalis_capitis",),
        ("leaves trapezius", "passes behind trapezius", "passes trapezius"),
        ("crosses superior_nuchal_line",),
    ),
    "third_occipital_nerve": (
        ("enters semispinalis_capitis",),
        ("leaves semispinalis_capitis",),
        ("leaves trapezius", "passes behind trapezius", "passes trapezius"),
        ("crosses superior_nuchal_line",),
    ),
    # Round the posterior border of sternocleidomastoid (dossier 2).
    "lesser_occipital_nerve": (("passes behind sternocleidomastoid", "passes sternocleidomastoid"),),
    "great_auricular_nerve": (("passes behind sternocleidomastoid", "passes sternocleidomastoid"),),
    # Under splenius from the mastoid groove on, over the nuchal line to the scalp (dossier 2).
    "occipital_artery": (("passes behind splenius_capitis",), ("crosses superior_nuchal_line",)),
    "accessory_nerve": (
        ("leaves sternocleidomastoid", "passes sternocleidomastoid", "passes behind sternocleidomastoid"),
        ("passes trapezius", "enters trapezius", "passes behind trapezius"),
    ),
}
# mm: how deep tubes may press into each other; how far stations may lie outside their own mesh; how much skin has to
# lie over a tube; how far from its end a tube may be one with what it joins.
PRESSED, OUTSIDE, UNDER_SKIN, JOINED = 0.1, 0.3, 0.3, 14.0


def course_problems(specimen: Specimen) -> Problems:
    """Courses through bone or out of their own mesh, tubes pressed into each other, and orders that are wrong."""
    found = [*bone_problems(specimen), *skin_problems(specimen), *own_mesh_problems(specimen)]
    return [*found, *contact_problems(specimen), *order_problems(specimen)]


def bone_problems(specimen: Specimen) -> Problems:
    """Nerves and vessels whose centre-line runs through bone, unless it is a canal that the course names."""
    found = []
    bones = [(bone, np.array(specimen.entries[bone].bounds)) for bone in specimen.built("bones")]
    for name, part in parts(specimen):
        for bone, (low, high) in bones:
            near = part.places[((part.places > low) & (part.places < high)).all(axis=1)]
            if bone in part.through or not len(near):
                continue
            depth = specimen.surface(bone).distance(near)
            if depth.min() < 0.0:
                what = f"the {part.part} of {name} runs {-depth.min():.1f} mm deep through {bone}"
                found.append(course_error(specimen, f"{what}, {at(near[depth.argmin()])}."))
    return found


def skin_problems(specimen: Specimen) -> Problems:
    """Courses that show through the skin."""
    if not (specimen.folder / f"{SKIN}.ply").is_file():
        return []
    found = []
    for name, part in parts(specimen):
        cover = -specimen.surface(SKIN).distance(part.places) - part.radii
        if cover.min() < UNDER_SKIN:
            what = f"the {part.part} of {name} has {cover.min():.1f} mm of skin over it"
            found.append(course_error(specimen, f"{what}, {at(part.places[cover.argmin()])}."))
    return found


def own_mesh_problems(specimen: Specimen) -> Problems:
    """Courses that are not those of the mesh beside them."""
    found = []
    for name, part in parts(specimen):
        outside = specimen.surface(name).distance(part.places).max()
        if outside > OUTSIDE:
            what = f"the {part.part} of {name} lies {outside:.1f} mm outside its mesh."
            found.append(course_error(specimen, what))
    return found


def contact_problems(specimen: Specimen) -> Problems:
    """Tubes of two structures that press into each other, save where one grows out of the other."""
    found, every = [], list(parts(specimen))
    for i, (name, part) in enumerate(every):
        for other, path in every[i + 1 :]:
            if name == other or not _boxes_meet(part, path):
                continue
            gap, where = nearest_on(path.places, part.places)
            free = gap - part.radii - np.interp(where, arc_lengths(path.places), path.radii)
            if other in part.joins or name in path.joins:
                free[_near_an_end(part.places, part) | _near_an_end(part.places, path)] = np.inf
            if free.min() < -PRESSED:
                what = f"{name} ({part.part}) and {other} ({path.part}) overlap by {-free.min():.1f} mm"
                found.append(course_error(specimen, f"{what}, {at(part.places[free.argmin()])}."))
    return found


def _near_an_end(places: NDArray[np.float64], part: CoursePart) -> NDArray[np.bool_]:
    """(n,): whether each place lies where `part` begins or ends and may be one with what it joins."""
    ends = part.places[[0, -1]]
    return np.asarray(np.linalg.norm(places[:, None] - ends, axis=2).min(axis=1) < JOINED)


def order_problems(specimen: Specimen, orders: Mapping[str, Sequence[Sequence[str]]] = ORDERS) -> Problems:
    """Trunks that miss an event of the literature, or meet it at the wrong place in the row."""
    found = []
    for name in sorted(orders.keys() & specimen.courses.keys()):
        order, events = orders[name], [event.event for event in specimen.courses[name][0].events]
        rest: Iterable[str] = iter(events)
        for choices in order:
            if not any(event in choices for event in rest):
                wanted = "' or '".join(choices)
                what = f"{name} does not meet '{wanted}' in the order of the literature."
                found.append(course_error(specimen, what, f"Its events are: {'; '.join(events) or 'none'}."))
                break
    return found


def _boxes_meet(a: CoursePart, b: CoursePart) -> bool:
    reach = a.radii.max() + b.radii.max() + 1.0
    low, high = a.places.min(axis=0) - reach, a.places.max(axis=0) + reach
    return bool(((b.places >= low) & (b.places <= high)).all(axis=1).any())
