"""From fields to meshes: closed, outward, smoothed without shrinking, decimated without tearing, patched cleanly."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.bone import bone_mesh
from anatomy_viewer.sculpt.decimate import decimated
from anatomy_viewer.sculpt.implicit import Block, Ellipsoid, bounds_of, sculpture
from anatomy_viewer.sculpt.patches import carved, marked
from anatomy_viewer.sculpt.rules import halves, within
from anatomy_viewer.sculpt.solid import finish, is_closed, volume_of
from anatomy_viewer.sculpt.surface import surface

RADIUS = 8.0
BALL = Ellipsoid((0, 0, 0), (RADIUS, RADIUS, RADIUS))
BOX = bounds_of(np.zeros((1, 3)), 11.0)


@pytest.fixture(scope="module")
def ball() -> Mesh:
    return bone_mesh(BALL, BOX, 0.6)


def test_a_ball_is_closed_looks_outwards_and_keeps_its_size(ball: Mesh) -> None:
    assert is_closed(ball.faces)
    assert volume_of(ball.vertices, ball.faces) == pytest.approx(4 / 3 * np.pi * RADIUS**3, rel=0.01)
    outwards = ball.vertices / np.linalg.norm(ball.vertices, axis=1, keepdims=True)
    assert (np.einsum("ij,ij->i", outwards, ball.normals) > 0.97).all()


def test_a_shape_that_reaches_the_wall_of_its_box_is_closed_there() -> None:
    _, faces = surface(BALL, np.array([[-11.0, -11, -11], [11, 11, 0.3]]), 0.8)
    assert is_closed(faces)


def test_only_the_largest_body_is_kept() -> None:
    two = sculpture([Block("add", BALL, 0.0), Block("add", Ellipsoid((0, 0, 14), (2, 2, 2)), 0.0)])
    vertices, faces = surface(two, bounds_of(np.zeros((1, 3)), 18.0), 0.7)
    assert vertices[:, 2].max() < 9.0
    assert is_closed(faces)


def test_an_empty_box_is_an_error() -> None:
    with pytest.raises(ValueError, match="no surface"):
        surface(BALL, np.array([[20.0, 20, 20], [25, 25, 25]]), 0.8)


def test_faces_that_look_inwards_are_turned() -> None:
    inwards = np.array([[0, 1, 2], [0, 3, 1], [1, 3, 2], [0, 2, 3]])
    mesh = finish(np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]), inwards, (1, 2, 3))
    assert volume_of(mesh.vertices, mesh.faces) == pytest.approx(1 / 6)


def test_hollows_are_darker_than_ridges() -> None:
    dented = sculpture([Block("add", BALL, 0.0), Block("cut", Ellipsoid((0, 0, 8), (2, 2, 2)), 0.5)])
    mesh = bone_mesh(dented, BOX, 0.6)
    height = mesh.vertices[:, 2]
    middle = np.linalg.norm(mesh.vertices[:, :2], axis=1)
    floor = mesh.colours[(middle < 1.0) & (height > 0)].mean()
    rim = mesh.colours[(np.abs(middle - 2.6) < 0.4) & (height > 7.0)].mean()
    assert floor < rim - 15


@pytest.mark.parametrize("triangles", [2000, 300])
def test_decimation_keeps_a_closed_ball_a_ball(ball: Mesh, triangles: int) -> None:
    light = decimated(ball, triangles)
    assert len(light.faces) <= triangles
    assert is_closed(light.faces)
    assert np.linalg.norm(light.vertices, axis=1) == pytest.approx(RADIUS, abs=0.15)
    assert abs(light.colours.astype(float).mean() - ball.colours.astype(float).mean()) < 3


def test_a_patch_gets_a_straight_border_and_the_surface_stays_closed(ball: Mesh) -> None:
    patches = {"cap": within(z=(3.0, 99.0)), **halves("belt", within(z=(-3.0, 0.0)))}
    light = decimated(ball, 800)
    mesh = carved(light, patches)
    assert mesh.feature_names == ("cap", "belt_r", "belt_l")
    assert is_closed(mesh.faces)
    corners = mesh.vertices[mesh.faces[mesh.features == 1]].reshape(-1, 3)
    # An edge is about 2 mm long, and a border keeps a fifth of it clear of a corner.
    assert corners[:, 2].min() > 3.0 - 0.45
    assert (mesh.vertices[mesh.faces[mesh.features == 2]][..., 0] > -0.3).all()
    # Splitting costs the triangles along the borders only; marking costs none.
    assert len(mesh.faces) < 2.2 * len(light.faces)
    assert len(marked(light, patches).faces) == len(light.faces)
