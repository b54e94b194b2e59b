"""The rooms that no tissue fills: the inside of the skull and the dural sac, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.cavities import CAVITIES
from anatomy_viewer.sculpt.figures import MESHES
from anatomy_viewer.sculpt.solid import is_closed, volume_of


@pytest.fixture(scope="module")
def room() -> Surface:
    mesh = read_ply(MESHES / CAVITIES)
    assert is_closed(mesh.faces)
    return Surface(mesh.vertices, mesh.faces)


@pytest.mark.parametrize("name", ["cerebral_hemisphere", "cerebellum", "pons", "spinal_cord_cervical"])
def test_brain_and_cord_lie_in_it(room: Surface, name: str) -> None:
    places = read_ply(MESHES / f"{name}.ply").vertices[::23]
    assert np.quantile(room.distance(places), 0.98) < 0.5


@pytest.mark.parametrize("name", ["scalp_skin", "atlas_c1", "mandible", "maxilla"])
def test_it_does_not_leak_out_of_the_skull(room: Surface, name: str) -> None:
    assert room.distance(read_ply(MESHES / f"{name}.ply").vertices[::23]).min() > -1.5


def test_it_is_as_large_as_the_room_of_a_head() -> None:
    mesh = read_ply(MESHES / CAVITIES)
    # cm3: cranial capacity of adults (K: about 1200-1700), and some 60 of the sac
    assert 1250.0 < volume_of(mesh.vertices, mesh.faces) / 1000.0 < 1760.0
