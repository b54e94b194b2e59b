"""What a pathology changes in the 3D picture: tubes led and swollen anew, and bodies that are grown onto a structure.

Bodies are taken from the very voxels that the images show, so that picture and images can't differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.varied import varied
from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.nerve_look import bundled
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.solid import finish
from anatomy_viewer.geometry.surface_net import surface_net
from anatomy_viewer.geometry.tube_body import tube_body
from anatomy_viewer.imaging.pathology import PATHOLOGIES, edited
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient

Reals = NDArray[np.float64]
Colour = tuple[int, int, int]
# By kind of tissue: the structure that a new body is grown onto (with its side where '_'), and its colour.
_HOSTS: Mapping[str, tuple[str, Colour]] = {
    "neuroma": ("greater_occipital_nerve_", (226, 120, 58)),
    "schwannoma": ("c2_drg_", (232, 176, 96)),
    "pannus": ("axis_c2", (196, 122, 110)),
    "osteophyte": ("axis_c2", (236, 222, 190)),
    "meningioma": ("spinal_cord_cervical", (204, 128, 120)),
    "haematoma": ("vertebral_artery_", (112, 24, 44)),
    "inflamed vessel wall": ("occipital_artery_", (226, 96, 120)),
}
_TONSIL = ("cerebellum", (214, 168, 150))
_NERVE, _ARTERY, _SWOLLEN = (242, 194, 48), (200, 16, 46), (232, 96, 52)
_RINGS, _SIDES, _PASSES, _LEAST = 3.0, 12, 10, 40


@lru_cache(maxsize=12)
def pathology_meshes(
    folder: Path, name: str, severity: float, side: str = "right", patient: Patient = BASE_SPECIMEN
) -> Mapping[str, Mesh]:
    """By structure id with its side, what differs in the picture; kept. Slow: about a second. Raises ContentError."""
    if name not in PATHOLOGIES or severity <= 0.0:
        return {}
    usual = read_subject(folder, patient)
    ill = edited(usual, name, severity, side)
    found = _tubes(usual, ill)
    for host, bodies in _bodies(usual, ill, side).items():
        mesh = found.get(host) or _whole(folder, host, patient)
        if mesh is not None:
            found[host] = _joined(mesh, bodies)
    return found


def _tubes(usual: Subject, ill: Subject) -> dict[str, Mesh]:
    changed = {
        tube.id
        for tubes, others in ((usual.tubes, ill.tubes), (ill.tubes, usual.tubes))
        for key, tube in tubes.items()
        if others.get(key) is not tube
    }
    return {name: _tube([tube for tube in ill.tubes.values() if tube.id == name]) for name in sorted(changed)}


def _tube(parts: list[Tube]) -> Mesh:
    """The nerve or vessel as one body; where it is swollen it is redder."""
    nerve = parts[0].kind == "nerve"
    colour = _NERVE if nerve else _ARTERY
    courses = tuple(Course(str(i), "trunk" if i else "", _stations(part)) for i, part in enumerate(parts))
    mesh = tube_body(courses, _SIDES, _RINGS, colour)
    return _reddened(bundled(mesh, courses, colour), parts) if nerve else mesh


def _stations(part: Tube) -> Reals:
    """Without rows that lie on each other."""
    rows = part.stations
    steps = np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1)
    return np.asarray(rows[np.concatenate([[True], steps > 1e-3])])


def _reddened(mesh: Mesh, parts: list[Tube]) -> Mesh:
    trunk = parts[0]
    if trunk.swelling is None or not trunk.swelling.any():
        return mesh
    near = np.flatnonzero(trunk.swelling > 0.02)
    first, last = max(int(near[0]) - 1, 0), int(near[-1]) + 2
    line, along = trunk.stations[first:last], mesh.vertices.astype(np.float64)
    box = (along >= line[:, :3].min(axis=0) - 6.0) & (along <= line[:, :3].max(axis=0) + 6.0)
    here = np.flatnonzero(box.all(axis=1))
    gap, at = nearest_on(line[:, :3], along[here])
    steps = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line[:, :3], axis=0), axis=1))])
    share = np.interp(at, steps, trunk.swelling[first:last]) * (gap < 1.3 * line[:, 3].max())
    colours = mesh.colours.astype(np.float64)
    tint = np.array(_SWOLLEN) - colours[here]
    colours[here] += np.minimum(share * 1.2, 0.85)[:, None] * tint
    return replace(mesh, colours=np.clip(colours, 0, 255).astype(np.uint8))


def _bodies(usual: Subject, ill: Subject, side: str) -> dict[str, list[Mesh]]:
    """New bodies by the structure they are grown onto."""
    groups: dict[tuple[str, Colour], list[int]] = {}
    for number in set(ill.ids) - set(usual.ids):
        kind = ill.kinds[number]
        host = _TONSIL if ill.ids[number] == "tonsil" else _HOSTS.get(kind.partition(">")[0])
        if host:
            name = host[0] + side[0] if host[0].endswith("_") else host[0]
            groups.setdefault((name, host[1]), []).append(number)
    found: dict[str, list[Mesh]] = {}
    for (name, colour), numbers in groups.items():
        body = _body(ill, numbers, colour)
        if body is not None:
            found.setdefault(name, []).append(body)
    return found


def _body(ill: Subject, numbers: list[int], colour: Colour) -> Mesh | None:
    """A smooth closed surface round the voxels of these labels; None where there are hardly any."""
    from scipy.ndimage import gaussian_filter

    table = np.zeros(256, dtype=np.bool_)
    table[numbers] = True
    filled = table[ill.labels]
    if np.count_nonzero(filled) < _LEAST:
        return None
    sides = [np.flatnonzero(filled.any(axis=tuple(b for b in range(3) if b != a))) for a in range(3)]
    first = np.array([side[0] for side in sides])
    box = tuple(slice(int(side[0]), int(side[-1]) + 1) for side in sides)
    soft = (
        gaussian_filter(np.pad(filled[box].astype(np.float32), 2), 0.8) > 0.45
    )  # no voxels that touch by an edge
    origin = ill.origin + ill.spacing * (first - 2)
    vertices, faces = surface_net(soft, origin, ill.spacing, _PASSES)
    return finish(vertices, faces, colour)


def _whole(folder: Path, name: str, patient: Patient) -> Mesh | None:
    """The mesh of a structure of this patient; None where the atlas has none."""
    found = varied(folder, patient).meshes.get(name)
    if found is not None:
        return found
    for base, mirrored in ((name, False), (name[:-2], name.endswith("_l"))):
        if (folder / f"{base}.ply").is_file():
            mesh = read_ply(folder / f"{base}.ply")
            return mesh.mirrored() if mirrored else mesh
    return None


def _joined(mesh: Mesh, bodies: list[Mesh]) -> Mesh:
    """All in one mesh; the patches of the first keep their names."""
    for body in bodies:
        mesh = replace(
            mesh,
            vertices=np.concatenate([mesh.vertices, body.vertices]),
            faces=np.concatenate([mesh.faces, body.faces + len(mesh.vertices)]).astype(np.int32),
            normals=np.concatenate([mesh.normals, body.normals]),
            colours=np.concatenate([mesh.colours, body.colours]),
            features=np.concatenate([mesh.features, body.features]),
        )
    return mesh
