"""Ambient occlusion baked into the colours: hollows, canals and furrows of a body's own surface lie in shade."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from anatomy_viewer.geometry.mesh import Mesh

# mm before the surface at which we look how near the next wall is, and how much each look counts.
_REACH = (1.6, 3.0, 6.0, 10.0)
_SHARE = (0.25, 0.30, 0.25, 0.20)
# How much of red, green and blue full occlusion takes: light that got into a hollow comes out warmer.
_TAKEN = np.array([0.58, 0.66, 0.72])


def shaded(mesh: Mesh, dense: Mesh, strength: float = 1.0) -> Mesh:
    """`mesh` with its hollows darkened, by `strength` (0..1).

    `dense` is the same surface with vertices less than a millimetre apart. Distances along the normal
    stand for a hemisphere of rays (Evans 2006, "Fast approximations for global illumination"); convex and
    flat places keep their colour.
    """
    from scipy.spatial import cKDTree

    tree = cKDTree(dense.vertices)
    places, normals = mesh.vertices.astype(np.float64), mesh.normals.astype(np.float64)
    closed = np.zeros(len(places))
    for reach, share in zip(_REACH, _SHARE, strict=True):
        gap, _ = tree.query(places + reach * normals, distance_upper_bound=reach)
        closed += share * np.clip(1.0 - np.minimum(gap, reach) / reach, 0.0, 1.0)
    colours = mesh.colours * (1.0 - strength * closed[:, None] * _TAKEN)
    return replace(mesh, colours=np.round(colours).astype(np.uint8))
