import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface, closest_on_triangles
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.geometry.tube import tube

# A box of 2 x 4 x 6 mm about the origin: its edges and corners are where signs go wrong.
CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-2, 2) for z in (-3, 3)], dtype=float)
FACES = np.array(
    [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4],
     [1, 5, 7], [1, 7, 3]]
)  # fmt: skip


def box_distance(points):
    beyond = np.abs(points) - [1, 2, 3]
    return np.linalg.norm(np.maximum(beyond, 0), axis=1) + np.minimum(beyond.max(axis=1), 0)


def test_distances_to_a_box_are_exact_with_the_right_sign_at_faces_edges_and_corners():
    points = np.random.default_rng(1).uniform(-5, 5, (2000, 3))
    assert np.allclose(Surface(CORNERS, FACES).distance(points), box_distance(points), atol=1e-9)


def test_the_nearest_place_lies_on_the_face_it_names():
    near = Surface(CORNERS, FACES).nearest([[0.0, 9.0, 0.5]])
    assert np.allclose(near.place, [[0, 2, 0.5]])
    assert np.allclose(CORNERS[FACES[near.face[0]]][:, 1], 2.0)


def test_distance_grows_along_the_push_from_either_side():
    surface = Surface(CORNERS, FACES)
    points = np.random.default_rng(2).uniform(-3, 3, (300, 3))
    distance, outward = surface.push(points)
    assert np.allclose(surface.distance(points + 0.01 * outward) - distance, 0.01, atol=1e-6)


def test_a_point_on_the_surface_is_pushed_straight_out_of_its_face():
    distance, outward = Surface(CORNERS, FACES).push([[1.0, 0.3, 0.2]])
    assert distance[0] == pytest.approx(0.0, abs=1e-9)
    assert np.allclose(outward, [[1, 0, 0]])


def test_a_flattened_face_does_not_disturb():
    faces = np.vstack([FACES, [[0, 0, 1]]])
    points = np.random.default_rng(3).uniform(-4, 4, (200, 3))
    assert np.allclose(Surface(CORNERS, faces).distance(points), box_distance(points), atol=1e-9)


def test_the_closest_place_on_a_triangle_in_each_of_its_regions():
    triangle = np.array([[0, 0, 0], [4, 0, 0], [0, 4, 0]], dtype=float)
    points = np.array([[1, 1, 5], [-1, -1, 0], [2, -3, 1], [5, 5, 0], [9, -1, 0]], dtype=float)
    wanted = [[1, 1, 0], [0, 0, 0], [2, 0, 0], [2, 2, 0], [4, 0, 0]]
    assert np.allclose(closest_on_triangles(points, triangle), wanted)


def test_rays_meet_a_tube_where_geometry_says():
    line = np.stack([np.zeros(30), np.zeros(30), np.linspace(-20, 20, 30)], axis=1)
    vertices, faces = tube(line, np.full(30, 3.0), 200)
    hits = ray_hits([0.0, -50.0, 1.3], [0.0, 2.0, 0.0], vertices[faces])
    assert np.allclose(hits, [47, 53], atol=0.01)
    assert len(ray_hits([10.0, -50.0, 0.0], [0.0, 1.0, 0.0], vertices[faces])) == 0
