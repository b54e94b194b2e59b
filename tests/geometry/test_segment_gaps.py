"""Distances of a straight piece to surfaces, against many points of it measured one by one."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.segment_gaps import SurfaceSet

NAMES = ("c2_drg", "vertebral_artery", "axis_c2")


def test_near_distances_are_exact_and_far_ones_close() -> None:
    meshes = {name: read_ply(meshes_dir() / f"{name}.ply") for name in NAMES}
    corners = {name: mesh.vertices[mesh.faces].astype(np.float64) for name, mesh in meshes.items()}
    known = SurfaceSet({name: (part, 1.0) for name, part in corners.items()})
    exact = {name: Surface(mesh.vertices, mesh.faces) for name, mesh in meshes.items()}
    rng = np.random.default_rng(7)
    for _ in range(15):
        b = np.array([20.0, 55.0, -45.0]) + rng.normal(0.0, 6.0, 3)
        a = b + rng.normal(0.0, 1.0, 3) * [20.0, 10.0, 20.0] - [0.0, 30.0, 0.0]
        places = b + np.linspace(0.0, 1.0, 600)[:, None] * (a - b)
        for name, gap in known.gaps(a, b).items():
            each = exact[name].gaps(places, 12)
            assert gap.end_mm == pytest.approx(each[0], abs=0.15)
            assert np.linalg.norm(gap.on_piece - gap.on_surface) == pytest.approx(gap.mm, abs=1e-9)
            if exact[name].holds(places).any():
                continue  # runs through it: the piece's own nearest place lies between two of the sampled ones
            assert gap.mm == pytest.approx(each.min(), abs=0.03 if each.min() < 8.0 else 0.15)
