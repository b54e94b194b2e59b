"""Volumes by parallel lines, and depths of bodies in each other."""

import numpy as np
import pytest
import trimesh

from anatomy_viewer.geometry.columns import Columns, common_volume
from anatomy_viewer.geometry.depth import Body, deepest


def columns(mesh):
    return Columns(mesh.triangles)


def test_a_ball_has_its_volume_and_one_inside_another_shares_its_own():
    large = trimesh.creation.icosphere(subdivisions=4, radius=9.0)
    small = trimesh.creation.icosphere(subdivisions=4, radius=4.0)
    assert common_volume([columns(large)]) == pytest.approx(large.volume, rel=0.003)
    assert common_volume([columns(large), columns(small)]) == pytest.approx(small.volume, rel=0.01)
    shell = common_volume([columns(large)], [columns(small)])
    assert shell == pytest.approx(large.volume - small.volume, rel=0.005)


def test_a_slab_of_a_box_has_its_share():
    box = trimesh.creation.box(bounds=[(0, 0, 0), (10, 10, 10)])
    assert common_volume([columns(box).between(2.0, 5.9)]) == pytest.approx(400.0, rel=0.03)


def test_an_open_surface_spoils_its_own_lines_only():
    box = trimesh.creation.box(bounds=[(0, 0, 0), (10, 10, 10)])
    lid = np.array([[[30.0, 0, 0], [30, 5, 0], [30, 0, 5]]])
    assert common_volume([Columns(np.concatenate([lid, box.triangles]))]) >= 0.6 * box.volume


def test_how_deep_two_balls_reach_into_each_other():
    one = trimesh.creation.icosphere(subdivisions=4, radius=10.0)
    two = trimesh.creation.icosphere(subdivisions=4, radius=5.0)
    two.apply_translation([0.0, 13.0, 0.0])
    depth, place = deepest(Body.of(one.vertices, one.faces), Body.of(two.vertices, two.faces))
    assert depth == pytest.approx(2.0, abs=0.1)
    assert 7.9 < place[1] < 10.1
    two.apply_translation([0.0, 5.0, 0.0])
    assert deepest(Body.of(one.vertices, one.faces), Body.of(two.vertices, two.faces))[0] == 0.0


def test_the_mirrored_body_is_as_deep_on_the_other_side():
    one = trimesh.creation.icosphere(subdivisions=3, radius=10.0)
    one.apply_translation([9.0, 0.0, 0.0])
    body = Body.of(one.vertices, one.faces)
    assert deepest(body, body.mirrored())[0] == pytest.approx(2.0, abs=0.15)
