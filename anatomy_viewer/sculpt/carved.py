"""Soft bodies of the face and throat: a shape, less what lies in it already, on one grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.columns import Columns
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.solid import largest_body
from anatomy_viewer.sculpt.fibres import FLESH_DARK, FLESH_LIGHT, lattice_noise
from anatomy_viewer.sculpt.implicit import Field, Points
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import contour, taubin

Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]
SKIN = "scalp_skin"
# mm: the grid; what stays free round bones and round softer structures; thickness of skin and fat outside.
STEP = 0.8
_BONE_GAP, _SOFT_GAP, _SKIN = 0.35, 1.0, 5.0


@dataclass(frozen=True)
class Place:
    """Where a body lies: its box (mm), the bones and soft parts that it yields to; symmetric ones span x = 0."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    bones: tuple[str, ...]
    soft: tuple[str, ...] = ()
    symmetric: bool = False
    # Soft parts that it lies wholly medial of, and wholly lateral of: no channel is left round them.
    medial_of: tuple[str, ...] = ()
    lateral_of: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """Everything that has to be there before the body."""
        return tuple(dict.fromkeys((*self.bones, *self.soft, *self.medial_of, *self.lateral_of, SKIN)))

    @property
    def origin(self) -> Points:
        """(3,) mm: the first node, on a whole number of steps."""
        return np.asarray(np.floor(np.array(self.low) / STEP) * STEP)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Nodes along x, y, z."""
        x, y, z = np.ceil((np.array(self.high) - self.origin) / STEP).astype(int) + 1
        return (2 * round(-self.origin[0] / STEP) + 1 if self.symmetric else int(x)), int(y), int(z)

    def nodes(self) -> Points:
        """(n, 3) mm."""
        return np.moveaxis(np.indices(self.shape), 0, -1).reshape(-1, 3) * STEP + self.origin


def carved(shape: Field, place: Place, neighbours: Neighbours) -> Mesh:
    """The largest body of `shape` clear of everything that `place` names and within the skin, not coloured."""
    from scipy.ndimage import gaussian_filter

    values = shape(place.nodes()).reshape(place.shape)
    for names, gap in ((place.bones, _BONE_GAP), (place.soft, _SOFT_GAP)):
        if names:
            values = np.maximum(values, gap - beyond(filled((neighbours[n] for n in names), place)))
    for names, way in ((place.medial_of, 1), (place.lateral_of, -1)):
        if names:
            side = np.maximum.accumulate(filled((neighbours[n] for n in names), place)[::way], axis=0)[::way]
            values = np.maximum(values, _SOFT_GAP - beyond(side))
    values = np.maximum(values, _SKIN + beyond(filled([neighbours[SKIN]], place)))
    values = gaussian_filter(np.clip(values, -3.0, 3.0), 0.6)
    vertices, faces = largest_body(*contour(values.astype(np.float32), place.origin, STEP))
    return finish(taubin(vertices, faces, 8), faces, (190, 112, 104))


def beyond(mask: Mask) -> Grid:
    """Distance (mm) of every node to the border of `mask`: negative inside."""
    from scipy.ndimage import distance_transform_edt

    if not mask.any():
        return np.full(mask.shape, 1e3)
    outside, inside = distance_transform_edt(~mask), distance_transform_edt(mask)
    return np.asarray((outside - inside - np.where(mask, -0.5, 0.5)) * STEP)


def filled(meshes: Iterable[Mesh], place: Place) -> Mask:
    """The nodes in any of `meshes`, of a symmetric place in their mirrored copies too; thin ones count by corners."""
    full = np.zeros(place.shape, dtype=np.bool_)
    for mesh in meshes:
        corners = mesh.vertices[mesh.faces].astype(np.float64) - place.origin
        full |= Columns(corners, STEP).filled(place.shape)
        nodes = np.round(np.concatenate([corners.reshape(-1, 3), corners.mean(axis=1)]) / STEP).astype(int)
        inside = nodes[((nodes >= 0) & (nodes < place.shape)).all(axis=1)]
        if _thin(mesh):
            full[tuple(inside.T)] = True
    return full | full[::-1] if place.symmetric else full


def _thin(mesh: Mesh) -> bool:
    """Whether a mesh is no sheet over the whole head, whose corners would close it."""
    return bool(np.ptp(mesh.bounds, axis=0).max() < 140.0)


def fleshed_to(mesh: Mesh, focus: tuple[float, float], strands: float, seed: int) -> Mesh:
    """`mesh` with flesh whose fibres run to `focus` (y, z mm) as seen from the side; `strands` to the radian."""
    away = mesh.vertices[:, 1:].astype(np.float64) - focus
    angle, length = np.arctan2(away[:, 1], -away[:, 0]) / np.pi + 1.0, np.hypot(*away.T) / 100.0
    tone = lattice_noise(angle % 1.0, length % 1.0, strands * np.pi, 3.0, seed)
    light = np.clip(0.45 + 0.6 * tone, 0.0, 1.0)[:, None]
    return finish(mesh.vertices, mesh.faces, FLESH_DARK + light * (FLESH_LIGHT - FLESH_DARK))
