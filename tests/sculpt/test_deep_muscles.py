"""The deep muscles of the neck: a tendon for each vertebra, and bone at every end."""

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.deep_muscles import DEEP, Slips, deep_muscle
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.solid import is_closed, volume_of


def test_gaps_part_the_tips_of_an_end():
    depth = Slips((0.1, 0.5, 0.9), (20.0, 10.0)).depth(np.array([0.1, 0.3, 0.5, 0.7, 0.9]))
    assert depth == pytest.approx([0.0, 20.0, 0.0, 10.0, 0.0], abs=1e-9)


@pytest.fixture(scope="module")
def made():
    """Muscles whose bones are there, with those bones."""
    names = ("rectus_capitis_anterior", "rectus_capitis_lateralis")
    bones = {need: read_ply(MESHES / f"{need}.ply") for name in names for need in DEEP[name].plan.needs}
    return {name: deep_muscle(name, DEEP[name], Figures(MESHES / "figures"), bones) for name in names}, bones


def test_the_short_recti_are_closed_and_small(made):
    for mesh in made[0].values():
        assert is_closed(mesh.faces)
        assert 200.0 < volume_of(mesh.vertices, mesh.faces) < 1500.0


def test_the_short_recti_go_from_the_atlas_to_the_skull_but_not_into_them(made):
    muscles, bones = made
    for mesh in muscles.values():
        for bone in ("atlas_c1", "occipital_bone"):
            gaps = Surface(bones[bone].vertices, bones[bone].faces).distance(mesh.vertices)
            assert -0.35 < gaps.min() < 0.5
