"""`meshes/cavities.ply`: the rooms of the head that no tissue fills; a cut shows what lies in them.

The cranial cavity with the dural sac, and the airway from the nose to the trachea.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.columns import Columns
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply, write_ply
from anatomy_viewer.geometry.solid import largest_body
from anatomy_viewer.sculpt.airway import airway
from anatomy_viewer.sculpt.decimate import decimated
from anatomy_viewer.sculpt.merge import together
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import contour, taubin

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
_TRIANGLES, _AIRY, _COLOUR = 6000, 4000, (120, 60, 56)
# Walls of the airway.
_WALLS = (
    "maxilla",
    "palatine_bone",
    "vomer",
    "ethmoid_bone",
    "sphenoid_bone",
    "nasal_bone",
    "occipital_bone",
)
_SOFT = ("tongue", "soft_palate", "pharynx", "larynx_and_trachea")


def write_cavities(folder: Path) -> None:
    """Write the cavities of the specimen in `folder`, where its skull is built. Same meshes, same bytes."""
    if all((folder / f"{name}.ply").is_file() for name in (*SKULL, CANAL)):
        write_ply(folder / CAVITIES, cavities(folder))


def cavities(folder: Path) -> Mesh:
    """The cranial cavity with the dural sac of the neck, and the airway, both closed, faces outwards."""
    room = _cranial(folder) | _sac(read_ply(folder / f"{CANAL}.ply"))
    return together([_closed_round(room, _TRIANGLES), _closed_round(_airway(folder), _AIRY)])


def _closed_round(room: Mask, triangles: int) -> Mesh:
    """The largest body of the nodes of `room` and their mirrored ones."""
    from scipy.ndimage import gaussian_filter

    solid = 0.5 - gaussian_filter((room | room[::-1]).astype(np.float32), 0.8)
    vertices, faces = largest_body(*contour(solid, _LOW, _STEP))
    return decimated(finish(taubin(vertices, faces, 6), faces, _COLOUR), triangles)


def _airway(folder: Path) -> Mask:
    """What the airway's shapes leave free between its walls, as far as they are built."""
    from scipy.ndimage import binary_dilation

    nodes = np.moveaxis(np.indices(_SHAPE), 0, -1).reshape(-1, 3) * _STEP + _LOW
    bones, soft = ([read_ply(folder / f"{name}.ply") for name in names if (folder / f"{name}.ply").is_file()]
                   for names in (_WALLS, _SOFT))  # fmt: skip
    air = np.zeros(len(nodes), dtype=np.bool_)
    near = np.abs(nodes[:, 0]) < 30.0
    air[near] = airway(nodes[near]) < 0.0
    return np.asarray(air.reshape(_SHAPE) & ~binary_dilation(_filled(bones)) & ~_filled(soft))


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
