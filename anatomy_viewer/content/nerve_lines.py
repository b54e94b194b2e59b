"""The nerves of both sides as lines of places close together, to ask how much of one lies in something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import COURSES, read_courses
from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.content.variants import rerouted
from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.model.variants import SIDES, Patient

Reals = NDArray[np.float64]
# mm between the places of a line; a length is as exact.
STEP = 0.25
_MIRROR = np.array([-1.0, 1.0, 1.0, 1.0])


def nerve_lines(folder: Path) -> dict[str, Reals]:
    """Id with its side → (n, 4): x, y, z and radius in mm every STEP along its trunk and branches.

    Raises ContentError.
    """
    forms, lines = structure_forms(folder), {}
    for base, parts in read_courses(folder / COURSES).items():
        if base in forms and forms[base].system == "nerves":
            line = np.concatenate([stepped(np.column_stack([p.places, p.radii])) for p in parts])
            sides = {"_r": line, "_l": line * _MIRROR} if forms[base].paired else {"": line}
            lines.update({f"{base}{side}": part for side, part in sides.items()})
    return lines


def varied_nerve_lines(folder: Path, patient: Patient) -> dict[str, Reals]:
    """Those of `nerve_lines` that run elsewhere in `patient`. Raises ContentError."""
    forms, lines = structure_forms(folder), {}
    for side in SIDES:
        if patient.side(side).usual:
            continue
        for base, parts in rerouted(folder, patient.side(side)).courses.items():
            if base in forms and forms[base].system == "nerves" and forms[base].paired:
                line = np.concatenate([stepped(np.column_stack([p.places, p.radii])) for p in parts])
                lines[f"{base}_{side[0]}"] = line if side == "right" else line * _MIRROR
    return lines


def stepped(stations: Reals) -> Reals:
    """(n, 4) every STEP mm along `stations` (m, 4)."""
    ways = np.arange(STEP / 2.0, arc_lengths(stations[:, :3])[-1], STEP)
    return at_length(stations, ways)


def lengths_within(
    lines: Mapping[str, Reals], holds: Callable[[Reals], NDArray[np.bool_]]
) -> dict[str, float]:
    """By id the mm of each nerve whose places (n, 4) `holds`; those of which nothing is held are left out."""
    held = {name: STEP * int(np.count_nonzero(holds(line))) for name, line in lines.items()}
    return {name: mm for name, mm in sorted(held.items(), key=lambda item: -item[1]) if mm > 0.0}
