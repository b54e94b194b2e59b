"""Meshes that are open, inside out, in pieces, lopsided, or of a size that no one has."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from anatomy_viewer.content.anatomy_specimen import REBUILD, Problems, Specimen, mesh_error
from anatomy_viewer.content.manifest_file import MANIFEST, read_manifest
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh

VOLUMES = Path("figures") / "volumes.csv"
# mm: how far a midline structure may be from its mirror image (99 % of it); thinned meshes differ by some tenths.
LOPSIDED = 0.5
_LOOKED_AT = 1500


def mesh_problems(folder: Path) -> Problems:
    """Meshes that are not closed or inside out, and such as the manifest names but nobody built."""
    path, found = folder / MANIFEST, []
    for name, entry in read_manifest(path).items():
        if not entry.watertight:
            found.append(ContentError(path, None, f"the mesh of {name} is not closed.", REBUILD))
        if entry.volume_mm3 <= 0.0:
            found.append(ContentError(path, None, f"the faces of {name} look inwards.", REBUILD))
        found += [
            ContentError(path, None, f"{file.name} of {name} is missing.", REBUILD)
            for file in (folder / f"{name}.ply", folder / "coarse" / f"{name}.ply")
            if not file.is_file()
        ]
    return found


def piece_problems(specimen: Specimen) -> Problems:
    """Meshes of more or fewer closed surfaces than their row says."""
    found = []
    for name in specimen.built():
        count, said = bodies(specimen.mesh(name)), specimen.forms[name].bodies
        if count != said:
            what = f"the mesh consists of {count} closed surfaces, its row says {said}."
            found.append(mesh_error(specimen, name, what, "Rebuild it, or write 'bodies' in its row."))
    return found


def bodies(mesh: Mesh) -> int:
    """How many parts no edge joins."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    a, b = mesh.faces.ravel(), np.roll(mesh.faces, -1, axis=1).ravel()
    size = len(mesh.vertices)
    _, label = connected_components(coo_matrix((np.ones(len(a)), (a, b)), shape=(size, size)), directed=False)
    return len(np.unique(label[mesh.faces[:, 0]]))


def mirror_problems(specimen: Specimen) -> Problems:
    """Midline structures that are not the same on both sides: the base specimen is symmetric."""
    found = []
    for name in specimen.built():
        if specimen.forms[name].paired:
            continue
        mesh = specimen.mesh(name)
        places = mesh.vertices[:: max(1, len(mesh.vertices) // _LOOKED_AT)] * np.array([-1.0, 1.0, 1.0])
        gaps = Surface(mesh.vertices, mesh.faces, spacing=3.0).gaps(places, 6)
        off = float(np.quantile(gaps, 0.99))
        if off > LOPSIDED:
            what = f"the two sides differ by {off:.1f} mm (at most {LOPSIDED})."
            found.append(mesh_error(specimen, name, what))
    return found


def volume_problems(specimen: Specimen) -> Problems:
    """Volumes outside the range that the table gives."""
    found = []
    for name, (low, high) in _ranges(specimen.folder / VOLUMES).items():
        if name in specimen.entries:
            volume = specimen.entries[name].volume_mm3 / 1000.0
            if not low <= volume <= high:
                what = f"its volume is {volume:.2f} cm3, expected {low:g} to {high:g}."
                found.append(mesh_error(specimen, name, what, f"Rebuild it, or correct {VOLUMES.name}."))
    return found


def _ranges(path: Path) -> Mapping[str, tuple[float, float]]:
    """Base id → lowest and highest cm3; empty when there is no such table. Raises ContentError."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return {r["id"]: (float(r["low_cm3"]), float(r["high_cm3"])) for r in csv.DictReader(handle)}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ContentError(path, None, "the table needs id, low_cm3 and high_cm3 in every row.") from error
