"""Walks along nerves and vessels, read off the finished specimen."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.atlas_forms import StructureForm
from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.fields import FIELDS, read_fields
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.surroundings import Round, Surroundings, surveyed
from anatomy_viewer.model.nerve import Station

Reals = NDArray[np.float64]
SKIN, CAVITIES = "scalp_skin", "cavities.ply"
SHEETS = ("epicranial_aponeurosis", "trapezius_aponeurosis", "nuchal_fascia_arch", "deep_nuchal_fascia")
_MIRROR = np.array([-1.0, 1.0, 1.0, 1.0])


def walk(
    folder: Path, course: str, courses: Mapping[str, tuple[CoursePart, ...]] | None = None
) -> tuple[Station, ...]:
    """A station every millimetre of the trunk of `course`: a base id, or one with its side (the right if none).

    courses: those of a specimen with variants; the base specimen's if None. Raises ContentError for a name without one,
    and where a file can't be read.
    """
    courses = courses or read_courses(folder / COURSES)
    base = base_of(course, courses)
    stations = every_mm(courses[base][0])
    around = surroundings(folder, courses, base)
    return walked(stations, surveyed(stations, around), around, course.endswith("_l"))


def base_of(course: str, courses: Mapping[str, object]) -> str:
    """The base id of a course with or without its side. Raises ContentError for a name without a course."""
    base = course.removesuffix("_r").removesuffix("_l")
    if base in courses:
        return base
    near = get_close_matches(base, courses, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(courses))}."
    raise ContentError("the course", None, f"the atlas has no course of '{course}'.", hint)


def walked(stations: Reals, found: Round, around: Surroundings, left: bool = False) -> tuple[Station, ...]:
    """What was found round `stations` (n, 4: x, y, z, radius in mm, right side) as one reads it; `left` mirrors it."""
    side = -1.0 if left else 1.0
    return tuple(
        Station(
            float(i),
            (side * x, y, z),
            abs(x),
            -z,
            2.0 * radius,
            float(found.depth[i]),
            found.inside[i],
            (found.superficial[i] or SKIN, found.deep[i]),
            "" if found.inside[i] in around.bones else found.inside[i],
            found.vessel[i],
            float(found.vessel_mm[i]),
            float(found.bone_mm[i]),
        )
        for i, (x, y, z, radius) in enumerate(stations.tolist())
    )


def every_mm(part: CoursePart) -> Reals:
    """(n, 4): x, y, z and radius in mm at each whole millimetre of `part`."""
    rows = np.column_stack([part.places, part.radii])
    return at_length(rows, np.arange(0.0, arc_lengths(part.places)[-1], 1.0))


def surroundings(folder: Path, courses: Mapping[str, tuple[CoursePart, ...]], without: str) -> Surroundings:
    """What a course of the specimen in `folder` may meet, itself excepted. Raises ContentError."""
    forms = structure_forms(folder)
    solids = read_fields(folder / FIELDS, {n for n, f in forms.items() if f.system in ("bones", "muscles")})
    skin, sheets = read_ply(folder / f"{SKIN}.ply"), [name for name in SHEETS if name in forms]
    meshes = {name: read_ply(folder / f"{name}.ply") for name in sheets}
    bones = [name for name in solids if _system(forms, name) == "bones"]
    return Surroundings(
        Surface(skin.vertices, skin.faces),
        solids,
        {name: mesh.vertices[mesh.faces].astype(np.float64) for name, mesh in meshes.items()},
        _outside(_vessels(courses, forms, without), folder / CAVITIES),
        {name: read_ply(folder / f"{name}.ply").vertices.astype(np.float64) for name in bones},
    )


def _outside(vessels: dict[str, Reals], cavities: Path) -> dict[str, Reals]:
    """The stretches that lie outside of the cranial cavity and the dural sac: what is behind bone is no neighbour."""
    if not cavities.is_file():
        return vessels
    rooms = read_ply(cavities)
    inner = Surface(rooms.vertices, rooms.faces)
    kept = {name: path[~inner.holds(path[:, :3])] for name, path in vessels.items()}
    return {name: path for name, path in kept.items() if len(path)}


def _system(forms: Mapping[str, StructureForm], name: str) -> str:
    return forms[name].system if name in forms else ""


def _vessels(
    courses: Mapping[str, tuple[CoursePart, ...]], forms: Mapping[str, StructureForm], without: str
) -> dict[str, Reals]:
    """Stations of arteries and veins on both sides."""
    found = {}
    for name, parts in courses.items():
        if name != without and _system(forms, name) in ("arteries", "veins"):
            right = np.concatenate([np.column_stack([part.places, part.radii]) for part in parts])
            found[name] = np.concatenate([right, right * _MIRROR])
    return found
