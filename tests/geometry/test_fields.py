"""Distances from a grid against exact ones."""

import numpy as np
import pytest
import trimesh

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.fields import LIMIT, field_of, fields_bytes, read_fields

LOW, HIGH = np.full(3, -40.0), np.full(3, 40.0)


@pytest.fixture(scope="module")
def bone():
    mesh = trimesh.creation.capsule(height=14.0, radius=6.0)
    mesh.apply_translation([3.3, -2.1, 5.0])
    surface = Surface(mesh.vertices, mesh.faces)
    return surface, field_of(surface, LOW, HIGH)


def test_distances_are_the_exact_ones_as_far_as_the_grid_reaches(bone):
    surface, field = bone
    points = np.random.default_rng(1).uniform(-20, 25, (4000, 3))
    exact = np.minimum(surface.distance(points), LIMIT)
    assert np.abs(field.distance(points) - exact).max() < 0.4
    assert np.abs(field.distance(points) - exact).mean() < 0.05


def test_the_way_out_is_the_exact_one(bone):
    surface, field = bone
    points = np.random.default_rng(2).uniform(-8, 12, (2000, 3))
    distance, way = surface.push(points)
    near = (distance > -4.0) & (distance < 5.0)
    assert ((field.push(points)[1] * way).sum(axis=1)[near] > 0.97).mean() > 0.98


def test_inside_is_inside(bone):
    surface, field = bone
    points = np.random.default_rng(3).uniform(-10, 15, (2000, 3))
    clear = np.abs(surface.distance(points)) > 0.3
    assert (field.holds(points) == surface.holds(points))[clear].all()


def test_a_body_outside_the_box_has_no_field(bone):
    assert field_of(bone[0], LOW - 100.0, HIGH - 100.0) is None


def test_a_file_gives_back_what_was_kept_and_is_the_same_each_time(bone, tmp_path):
    data = fields_bytes({"axis_c2": bone[1]})
    assert data == fields_bytes({"axis_c2": bone[1]})
    (tmp_path / "fields.npz").write_bytes(data)
    field = read_fields(tmp_path / "fields.npz")["axis_c2"]
    assert (field.values == bone[1].values).all()
    assert (field.origin == bone[1].origin).all()


def test_a_damaged_file_is_one_sentence(tmp_path):
    (tmp_path / "fields.npz").write_bytes(b"PK damaged")
    with pytest.raises(ContentError, match="the distance fields can't be read"):
        read_fields(tmp_path / "fields.npz")
