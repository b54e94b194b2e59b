"""A whole specimen with variants: what differs from the base specimen, by structure ids with their sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.imaging import Illness
from anatomy_viewer.model.variants import SIDES, Patient

if TYPE_CHECKING:
    from anatomy_viewer.content.variants import Rerouted

_FLIP = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class Varied:
    """Meshes and centre-lines (n, 3) that differ, new places of points, and points that this specimen does not have."""

    meshes: Mapping[str, Mesh] = field(default_factory=dict)
    lines: Mapping[str, Sequence[NDArray[np.float64]]] = field(default_factory=dict)
    points: Mapping[str, Vector] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def shown(folder: Path, patient: Patient, illness: Illness | None) -> Varied:
    """What differs from the base specimen, by variants and by what is wrong. Raises ContentError."""
    found = varied(folder, patient)
    if illness is None:
        return found
    from anatomy_viewer.content.pathology_meshes import pathology_meshes

    meshes = pathology_meshes(folder, illness[0], round(illness[1], 2), illness[2], patient)
    return replace(found, meshes={**found.meshes, **meshes})


def varied(folder: Path, patient: Patient) -> Varied:
    """What of the specimen in `folder` differs in `patient`. Raises ContentError where a file can't be read."""
    if patient.usual:
        return Varied()
    from anatomy_viewer.content.variant_base import base  # slow: the window imports this module at its start
    from anatomy_viewer.content.variant_points import reseated
    from anatomy_viewer.content.variants import rerouted

    known = base(folder)
    meshes, lines = dict[str, Mesh](), dict[str, Sequence[NDArray[np.float64]]]()
    for side in SIDES:
        if patient.side(side).usual:
            continue
        found = rerouted(folder, patient.side(side))
        for name, mesh in found.meshes.items():
            meshes[f"{name}_{side[0]}"] = mesh.mirrored() if side == "left" else mesh
        for name in _changed(found, known.courses):
            places = [part.places for part in found.courses[name]]
            lines[f"{name}_{side[0]}"] = [line * _FLIP for line in places] if side == "left" else places
    right = rerouted(folder, patient.right)
    seats = reseated(folder, right.courses, known.courses, frozenset(_changed(right, known.courses)))
    return Varied(meshes, lines, seats.moved, seats.missing)


def _changed(found: Rerouted, courses: Mapping[str, object]) -> list[str]:
    return [name for name, parts in found.courses.items() if parts is not courses[name]]
