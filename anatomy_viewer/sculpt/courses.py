"""`meshes/courses.json`: the centre-line, radius and events of every nerve and vessel, from the finished meshes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt import nerves, vessels
from anatomy_viewer.sculpt.course import Course, course
from anatomy_viewer.sculpt.events import Event, crossings, layers, line_crossing, muscle_events
from anatomy_viewer.sculpt.figures import Figures

Json = dict[str, Any]
NERVES = tuple(name for name in nerves.RECIPES if name != "c2_drg")
ARTERIES = tuple(vessels.RECIPES)
MUSCLES = (*nerves.SUBOCCIPITAL, *nerves.NECK_MUSCLES)
_LINE = "superior_nuchal_line"


def write_courses(folder: Path) -> tuple[str, ...]:
    """Write `folder`/courses.json from its meshes; returns the base ids. Needs every mesh that the recipes need."""
    recipes = {**vessels.RECIPES, **nerves.RECIPES}
    figures, meshes = Figures(folder / "figures"), _Meshes(folder)
    lines = {
        name: course(name, figures, {need: meshes[need] for need in recipes[name].needs})
        for name in (*NERVES, *ARTERIES)
    }
    surround = _Surround(meshes)
    data = {
        name: {"parts": [_part(name, part, lines, surround) for part in lines[name]]}
        for name in sorted(lines)
    }
    _write_whole(folder / "courses.json", json.dumps(data, indent=None, separators=(",", ":")) + "\n")
    return tuple(sorted(lines))


class _Meshes(dict[str, Mesh]):
    """Meshes of a folder, read when first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Mesh:
        self[name] = read_ply(self._folder / f"{name}.ply")
        return self[name]


class _Surround:
    """What the events ask about: muscles, everything solid round a course, the right nuchal line."""

    def __init__(self, meshes: Mapping[str, Mesh]) -> None:
        solid = {name: meshes[name] for name in (*nerves.SKULL_BONES, *nerves.VERTEBRAE, *MUSCLES)}
        self.muscles = {name: Surface(solid[name].vertices, solid[name].faces) for name in MUSCLES}
        self.corners = {name: _corners(mesh) for name, mesh in solid.items()}
        skull = solid["occipital_bone"]
        patch = skull.features == skull.feature_names.index(f"{_LINE}_r") + 1
        self.nuchal_line: NDArray[np.float64] = _corners(skull)[patch].mean(axis=1)


def _corners(mesh: Mesh) -> NDArray[np.float64]:
    return mesh.vertices[mesh.faces].astype(np.float64)


def _part(name: str, part: Course, lines: Mapping[str, tuple[Course, ...]], around: _Surround) -> Json:
    along = arc_lengths(part.stations[:, :3])
    events = [*muscle_events(part, around.muscles), *line_crossing(part, around.nuchal_line, _LINE)]
    for other in ARTERIES if name in NERVES else NERVES:
        events += crossings(part, lines[other], other)
    return {
        "part": part.part,
        "parent": part.parent or None,
        "length": round(float(along[-1]), 1),
        "through": list(part.through),
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
            for band in layers(part, around.corners)
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
