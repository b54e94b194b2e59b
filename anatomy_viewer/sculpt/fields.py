"""`meshes/fields.npz`: distance fields of what a nerve on the right side may meet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.fields import FIELDS, Field, field_of, fields_bytes
from anatomy_viewer.sculpt.openings import needed

SYSTEMS = ("bones", "muscles", "arteries", "veins")
# mm: where the occipital, the great auricular and the accessory nerve run, from their roots to the vertex.
LOW, HIGH = np.array([-3.0, -28.0, -120.0]), np.array([74.0, 100.0, 126.0])


def write_fields(folder: Path, systems: Mapping[str, str]) -> tuple[str, ...]:
    """Write the fields of the meshes in `folder` (base id → system); returns the ids. Same meshes, same bytes.

    Muscles count as they are before their openings are cut: another course of a nerve needs another opening.
    """
    made: dict[str, Field] = {}
    for name in sorted(systems):
        path = folder / f"{name}.ply"
        if systems[name] in SYSTEMS and path.is_file():
            mesh = needed(folder, name)
            field = field_of(Surface(mesh.vertices, mesh.faces), LOW, HIGH)
            if field is not None and (field.values < 0).any():
                made[name] = field
    temporary = folder / f"{FIELDS}.part"
    temporary.write_bytes(fields_bytes(made))
    os.replace(temporary, folder / FIELDS)
    return tuple(made)
