"""`meshes/cavities.ply`: the rooms of the head that no tissue fills; a cut shows what lies in them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.columns import Columns
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply, write_ply
from anatomy_viewer.sculpt.decimate import decimated
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import contour, largest_body, taubin

Mask = NDArray[np.bool_]
CAVITIES = "cavities.ply"
SKULL = ("occipital_bone", "parietal_bone", "temporal_bone", "frontal_bone", "sphenoid_bone", "ethmoid_bone")
CANAL = "spinal_dura"
# mm: the grid, which covers the skull and the vertebral canal; symmetric in x.
_STEP = 1.0
_LOW, _HIGH = np.array([-90.0, -30.0, -150.0]), np.array([90.0, 185.0, 135.0])
_SHAPE = (181, 216, 286)
# mm: openings of the skull narrower than twice this are closed; a place inside; the foramen magnum (landmarks.csv).
_CLOSED, _INSIDE = 4.0, np.array([0.0, 60.0, 60.0])
_OPISTHION, _BASION = (36.9, -18.5), (73.7, -12.7)
# Rise of the floor before the basion and fall behind the opisthion, mm a mm: below it is no cranial cavity.
_CLIVUS, _NAPE = 0.5, 0.3
_TRIANGLES, _COLOUR = 6000, (120, 60, 56)


def write_cavities(folder: Path) -> None:
    """Write the cavities of the specimen in `folder`, where its skull is built. Same meshes, same bytes."""
    if all((folder / f"{name}.ply").is_file() for name in (*SKULL, CANAL)):
        write_ply(folder / CAVITIES, cavities(folder))


def cavities(folder: Path) -> Mesh:
    """The cranial cavity with the dural sac of the neck, closed, faces outwards."""
    from scipy.ndimage import gaussian_filter

    room = _cranial(folder) | _sac(read_ply(folder / f"{CANAL}.ply"))
    room |= room[::-1]
    solid = 0.5 - gaussian_filter(room.astype(np.float32), 0.8)
    vertices, faces = largest_body(*contour(solid, _LOW, _STEP))
    return decimated(finish(taubin(vertices, faces, 6), faces, _COLOUR), _TRIANGLES)


def _cranial(folder: Path) -> Mask:
    """What a ball of radius _CLOSED reaches between the bones of the skull from its middle."""
    from scipy.ndimage import distance_transform_edt, label

    free = ~_filled([read_ply(folder / f"{name}.ply") for name in SKULL]) & _above_the_neck()
    parts, _ = label(distance_transform_edt(free) > _CLOSED)
    middle = parts == parts[tuple(np.round((_INSIDE - _LOW) / _STEP).astype(int))]
    return np.asarray(free & (distance_transform_edt(~middle) <= _CLOSED + 0.5))


def _filled(meshes: list[Mesh]) -> Mask:
    """The nodes inside any of `meshes` or of their mirrored copies."""
    full = np.zeros(_SHAPE, dtype=np.bool_)
    for mesh in meshes:
        corners = mesh.vertices[mesh.faces] - _LOW
        full |= Columns(corners, _STEP).filled(_SHAPE)
    return full | full[::-1]


def _above_the_neck() -> Mask:
    y, z = (_LOW[i] + _STEP * np.arange(_SHAPE[i]) for i in (1, 2))
    floor = np.interp(y, [_OPISTHION[0], _BASION[0]], [_OPISTHION[1], _BASION[1]])
    floor += np.maximum(y - _BASION[0], 0.0) * _CLIVUS - np.maximum(_OPISTHION[0] - y, 0.0) * _NAPE
    return np.asarray((z[None] > floor[:, None])[None].repeat(_SHAPE[0], axis=0))


def _sac(dura: Mesh) -> Mask:
    """What the tube of dura surrounds, height by height; its wall is thinner than the grid, so its corners count."""
    from scipy.ndimage import binary_erosion, binary_fill_holes

    corners = dura.vertices[dura.faces].astype(np.float64)
    places = np.concatenate(
        [
            corners.reshape(-1, 3),
            corners.mean(axis=1),
            (corners + np.roll(corners, 1, 1)).reshape(-1, 3) / 2.0,
        ]
    )
    wall = np.zeros(_SHAPE, dtype=np.bool_)
    wall[tuple(np.round((places - _LOW) / _STEP).astype(int).T)] = True
    wall |= wall[::-1]
    sac = np.stack([binary_fill_holes(wall[:, :, k]) for k in range(_SHAPE[2])], axis=2)
    return np.asarray(binary_erosion(sac, np.ones((3, 3, 1), np.bool_)))
