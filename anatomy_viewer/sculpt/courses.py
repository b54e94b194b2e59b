"""`meshes/courses.json`: the centre-line, radius and events of every nerve and vessel, from the finished meshes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.events import Event, between, crossings, layers, line_crossing, muscle_events
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt import cervical_nerves, nerve_roots, nerves, trigeminal, veins, vessels
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.openings import needed

Json = dict[str, Any]
_NERVES = {**nerves.RECIPES, **trigeminal.RECIPES, **cervical_nerves.RECIPES, **nerve_roots.RECIPES}
_UNCOURSED = (
    "c2_drg",
    "c3_drg",
    "trigeminal_ganglion",
    "sphenopalatine_ganglion",
    "dorsal_rootlets",
    "ventral_rootlets",
)
NERVES = tuple(name for name in _NERVES if name not in _UNCOURSED)
ARTERIES = tuple(vessels.RECIPES)
VEINS = tuple(veins.RECIPES)
COURSED = {**_NERVES, **vessels.RECIPES, **veins.RECIPES}
MUSCLES = (*nerves.SUBOCCIPITAL, *nerves.NECK_MUSCLES)
_LINE = "superior_nuchal_line"


def write_courses(folder: Path) -> tuple[str, ...]:
    """Write `folder`/courses.json from its meshes; returns the base ids. Needs every mesh that the recipes need."""
    recipes = COURSED
    figures = Figures(folder / "figures")
    names = {name for recipe in recipes.values() for name in recipe.needs}
    meshes = {name: needed(folder, name) for name in sorted(names)}
    surfaces = surfaces_of(meshes)
    lines = {
        name: _solved(name, recipes[name].needs, figures, meshes, surfaces)
        for name in (*NERVES, *ARTERIES, *VEINS)
    }
    surround = _Surround(meshes, surfaces)
    data = {
        name: {"parts": [_part(name, part, lines, surround) for part in lines[name]]}
        for name in sorted(lines)
    }
    _write_whole(folder / "courses.json", json.dumps(data, indent=None, separators=(",", ":")) + "\n")
    return tuple(sorted(lines))


def _solved(
    name: str,
    needs: tuple[str, ...],
    figures: Figures,
    meshes: Mapping[str, Mesh],
    surfaces: Mapping[str, Surface],
) -> tuple[Course, ...]:
    """The same centre-lines as those of the mesh: solved among what its recipe needs."""
    return course(
        name, figures, {need: meshes[need] for need in needs}, {need: surfaces[need] for need in needs}
    )


class _Surround:
    """What the events ask about: muscles, everything solid round a course, the right nuchal line."""

    def __init__(self, meshes: Mapping[str, Mesh], surfaces: Mapping[str, Surface]) -> None:
        names = (*nerves.SKULL_BONES, *nerves.VERTEBRAE, *MUSCLES)
        self.bodies = {name: surfaces[name] for name in names}
        self.muscles = {name: self.bodies[name] for name in MUSCLES}
        skull = meshes["occipital_bone"]
        patch = skull.features == skull.feature_names.index(f"{_LINE}_r") + 1
        self.nuchal_line: NDArray[np.float64] = skull.vertices[skull.faces[patch]].mean(axis=1).astype(float)


def _part(name: str, part: Course, lines: Mapping[str, tuple[Course, ...]], around: _Surround) -> Json:
    along, bands = arc_lengths(part.stations[:, :3]), layers(part, around.bodies)
    events = [*muscle_events(part, around.muscles), *between(part, bands, around.muscles)]
    events += line_crossing(part, around.nuchal_line, _LINE)
    for other in ARTERIES if name in NERVES else NERVES:
        events += crossings(part, lines[other], other)
    return {
        "part": part.part,
        "parent": part.parent or None,
        "length": round(float(along[-1]), 1),
        "through": list(part.through),
        "joins": list(part.joins),
        "stations": [
            {"s": round(float(s), 2), "position": _rounded(row[:3]), "radius": round(float(row[3]), 3)}
            for s, row in zip(along, part.stations, strict=True)
        ],
        "events": [_event(part, event) for event in sorted(events, key=lambda event: event.s)],
        "layers": [
            {
                "from": round(band.start, 1),
                "to": round(band.end, 1),
                "superficial": band.superficial,
                "deep": band.deep,
            }
            for band in bands
        ],
    }


def _event(part: Course, event: Event) -> Json:
    place = at_length(part.stations[:, :3], event.s)
    return {"event": event.what, "s": round(event.s, 2), "position": _rounded(place)}


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 3) + 0.0 for value in values]


def _write_whole(path: Path, text: str) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    os.replace(temporary, path)
