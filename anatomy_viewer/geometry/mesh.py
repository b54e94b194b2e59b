"""A triangle mesh as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles in RAS millimetres.

    vertices (n, 3) float32; faces (m, 3) int32, counter-clockwise seen from outside; normals (n, 3) float32, unit;
    colours (n, 3) uint8, the tissue's natural colour with relief baked in; features (m,) uint8, index of the
    named patch a face belongs to (0 = none, 1 = feature_names[0], …).
    """

    vertices: Floats
    faces: Ints
    normals: Floats
    colours: Bytes
    features: Bytes
    feature_names: tuple[str, ...] = ()

    @property
    def bounds(self) -> NDArray[np.float64]:
        """(2, 3): lowest and highest corner in mm."""
        return np.array([self.vertices.min(axis=0), self.vertices.max(axis=0)], dtype=np.float64)

    def mirrored(self) -> Mesh:
        """The other side of the body: x changes sign, faces turn so that they still look outwards."""
        flip = np.array([-1.0, 1.0, 1.0], dtype=np.float32)
        return replace(
            self,
            vertices=self.vertices * flip,
            normals=self.normals * flip,
            faces=np.ascontiguousarray(self.faces[:, ::-1]),
        )
