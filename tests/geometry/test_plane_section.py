"""Where a plane meets a surface."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.plane_section import section
from anatomy_viewer.model.image_plane import ImagePlane

CORNERS = np.array([[0, 0, 0], [10, 0, 0], [0, 10, 0], [0, 0, 10]], dtype=np.float32)
FACES = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]], dtype=np.int32)


def axial(z: float) -> ImagePlane:
    return ImagePlane((5.0, 5.0, z), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), 20.0, 20.0)


def test_a_pyramid_leaves_a_triangle_as_large_as_its_height_says() -> None:
    found = section(CORNERS, FACES, axial(4.0))
    assert found.shape == (3, 2, 2)
    places = np.array([axial(4.0).place(u, v) for u, v in found.reshape(-1, 2)])
    assert places.min(axis=0) == pytest.approx([0.0, 0.0, 4.0], abs=1e-6)
    assert places.max(axis=0) == pytest.approx([6.0, 6.0, 4.0], abs=1e-6)


def test_a_plane_beside_it_leaves_nothing() -> None:
    assert section(CORNERS, FACES, axial(12.0)).shape == (0, 2, 2)
