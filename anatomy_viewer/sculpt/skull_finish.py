"""How calm each part of a skull bone is: lumps between plates are smoothed away, seams and openings stay crisp."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import BASE, bone_colours
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Field, Points, folded
from anatomy_viewer.sculpt.skull_openings import openings
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import taubin

_PASSES = 60
# mm from an opening within which the bone stays as it is, and over which calm sets in.
_CRISP, _EASE = 1.0, 2.5


def _rise(values: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    share = np.clip((values - start) / (end - start), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))


def _frontal(points: Points) -> NDArray[np.float64]:
    """All but the vault with its toothed seam."""
    return 1.0 - _rise(points[:, 2], 46.0, 52.0)


def _temporal(points: Points) -> NDArray[np.float64]:
    """Processes and fossae, not the squama."""
    return 1.0 - _rise(points[:, 2], 14.0, 20.0)


_SHARES: Mapping[str, Callable[[Points], NDArray[np.float64]]] = {
    "frontal_bone": _frontal,
    "temporal_bone": _temporal,
    "sphenoid_bone": lambda points: np.ones(len(points)),
}


def calmed(mesh: Mesh, figures: Figures, bone: str) -> Mesh:
    """`mesh` of `bone` without the lumps of the plates that it grew from; others are returned as they are."""
    if bone not in _SHARES:
        return mesh
    places, faces = mesh.vertices.astype(np.float64), mesh.faces.astype(np.int64)
    right = folded(places, 0.0)
    share = _SHARES[bone](right) * _away(right, (row.shape for row in openings(figures) if bone in row.bones))
    smooth = taubin(places, faces, _PASSES)
    calm = finish(places + share[:, None] * (smooth - places), faces, BASE)
    colours = bone_colours(calm.vertices.astype(np.float64), faces, calm.normals.astype(np.float64))
    return Mesh(calm.vertices, calm.faces, calm.normals, colours, calm.features)


def _away(points: Points, holes: Iterable[Field]) -> NDArray[np.float64]:
    """(n,) 0 beside an opening, 1 away from all."""
    gap = np.full(len(points), np.inf)
    for hole in holes:
        gap = np.minimum(gap, hole(points))
    return _rise(gap, _CRISP, _CRISP + _EASE)
