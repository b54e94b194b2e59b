"""What every recipe hands over: a closed surface with outward faces, unit normals and colours."""

from __future__ import annotations

from collections.abc import Callable

from anatomy_viewer.geometry.solid import (
    Mask,
    Reals,
    face_centroids,
    face_vectors,
    finish,
    is_closed,
    unit,
    vertex_normals,
    volume_of,
)

__all__ = [
    "Mask",
    "Reals",
    "Rule",
    "face_centroids",
    "face_vectors",
    "finish",
    "is_closed",
    "unit",
    "vertex_normals",
    "volume_of",
]

# Which faces belong to a named patch, from face centroids (m, 3) and unit face normals (m, 3).
Rule = Callable[[Reals, Reals], Mask]
