"""What a cut leaves is a closed body again: the cap fills the plane exactly, holes and all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.view import Cut
from anatomy_viewer.scene.cut import Shape, cut_mesh

MESHES = Path(__file__).parents[2] / "meshes"
MakeBall = Callable[..., Mesh]


def volume(vertices: NDArray[np.float32], faces: NDArray[np.int32]) -> float:
    a, b, c = (vertices[faces[:, i]].astype(float) for i in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6.0)


def cap_area(shape: Shape) -> float:
    cap = shape.faces[shape.faces.min(axis=1) >= shape.cap_from]
    a, b, c = (shape.vertices[cap[:, i]].astype(float) for i in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2.0)


def contour_area(shape: Shape) -> float:
    """What the contour of a cut in a plane of equal x encloses, holes taken off (Gauss's area formula)."""
    start, end = (shape.vertices[shape.cap_from + shape.seam[:, i]].astype(float) for i in (0, 1))
    return float(abs(np.sum(start[:, 1] * end[:, 2] - start[:, 2] * end[:, 1])) / 2.0)


def joined(*parts: Mesh) -> Mesh:
    starts = np.cumsum([0] + [len(part.vertices) for part in parts[:-1]])
    return replace(
        parts[0],
        vertices=np.concatenate([p.vertices for p in parts]),
        normals=np.concatenate([p.normals for p in parts]),
        colours=np.concatenate([p.colours for p in parts]),
        features=np.concatenate([p.features for p in parts]),
        faces=np.concatenate([p.faces + start for p, start in zip(parts, starts, strict=True)]).astype(
            np.int32
        ),
    )


def assert_closed(shape: Shape) -> None:
    """Every edge has a partner that runs the other way, the rim of the cap counted with the rim of the cut."""
    _, place = np.unique(np.round(shape.vertices, 4), axis=0, return_inverse=True)
    corners = place.reshape(-1)[shape.faces]
    edges = Counter(
        map(tuple, np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]).tolist())
    )
    assert all(edges[(b, a)] == count for (a, b), count in edges.items() if a != b)


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(*[st.floats(-1, 1) for _ in range(3)]).filter(lambda n: np.linalg.norm(n) > 0.1),
    st.floats(-9.5, 9.5),
)
def test_a_cut_ball_is_closed_and_as_large_as_its_kept_part(
    make_ball: MakeBall, normal: tuple[float, float, float], at: float
) -> None:
    unit = np.array(normal) / np.linalg.norm(normal)
    ball = make_ball(10.0)
    assume(np.abs(ball.vertices @ unit - at).min() > 1e-3)  # else points of the rim fall together
    shape = cut_mesh(ball, Cut(tuple(unit * at), normal))
    assert_closed(shape)
    kept_height = 10.0 - at
    cap = np.pi * kept_height**2 * (30.0 - kept_height) / 3.0  # volume of a spherical cap
    assert volume(shape.vertices, shape.faces) == pytest.approx(cap, rel=0.03, abs=8.0)
    assert ((shape.vertices - unit * at) @ unit).min() > -1e-4


def test_the_cap_of_a_hollow_ball_is_a_ring(make_ball: MakeBall) -> None:
    outer, inner = make_ball(20.0), make_ball(15.0)
    shell = joined(outer, replace(inner, faces=inner.faces[:, ::-1]))
    shape = cut_mesh(shell, Cut((0.0, 0.0, 0.3), (0.0, 0.0, -1.0)))
    assert cap_area(shape) == pytest.approx(np.pi * (20.0**2 - 15.0**2), rel=0.01)
    assert_closed(shape)


def test_a_cavity_is_a_hole_in_the_cap_and_nothing_where_the_plane_misses_it(make_ball: MakeBall) -> None:
    ball, room = make_ball(20.0), make_ball(8.0, (3.0, 0.0, 0.0))
    through, past = (cut_mesh(ball, Cut((0.0, 0.0, z), (0.0, 0.0, -1.0)), cavities=room) for z in (0.3, 12.3))
    assert cap_area(through) == pytest.approx(np.pi * (20.0**2 - 8.0**2), rel=0.02)
    assert cap_area(past) == pytest.approx(np.pi * (20.0**2 - 12.3**2), rel=0.02)


def test_a_body_cut_in_several_places_gets_a_cap_in_each(make_ball: MakeBall) -> None:
    shape = cut_mesh(
        joined(make_ball(5.0, (-9, 0, 0)), make_ball(4.0, (9, 0, 0))), Cut((0, 0, 0.1), (0, 0, 1))
    )
    assert cap_area(shape) == pytest.approx(np.pi * (25.0 + 16.0), rel=0.02)


def test_a_plane_through_corners_and_edges_of_the_mesh_cuts_it_too(make_ball: MakeBall) -> None:
    shape = cut_mesh(make_ball(10.0), Cut((0.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    assert cap_area(shape) == pytest.approx(np.pi * 100.0, rel=0.02)


@pytest.mark.parametrize("name", ["scalp_skin", "nuchal_ligament", "subcutaneous_fat", "cranial_dura"])
def test_the_midline_of_a_symmetric_body_cuts_like_the_plane_beside_it(name: str) -> None:
    mesh = read_ply(MESHES / f"{name}.ply")
    middle, beside = (cut_mesh(mesh, Cut((x, 0.0, 0.0), (-1.0, 0.0, 0.0))) for x in (0.0, 0.05))
    # a body laid together in the midline has other folds a hair beside it
    assert cap_area(middle) == pytest.approx(contour_area(beside), rel=0.15)


def test_what_the_plane_misses_is_whole_or_gone(make_ball: MakeBall) -> None:
    ball = make_ball(10.0)
    assert len(cut_mesh(ball, Cut((0, 0, -20), (0, 0, 1))).faces) == len(ball.faces)
    assert len(cut_mesh(ball, Cut((0, 0, 20), (0, 0, 1))).faces) == 0


def test_the_cap_faces_the_part_that_is_gone_and_has_its_own_colour(make_ball: MakeBall) -> None:
    ball = make_ball(10.0)
    shape = cut_mesh(ball, Cut((0, 0, 2), (0, 0, -1)), lift=0.5)
    cap = shape.faces[shape.faces.min(axis=1) >= shape.cap_from]
    a, b, c = (shape.vertices[cap[:, i]] for i in range(3))
    assert (np.cross(b - a, c - a)[:, 2] > 0).all()
    assert shape.normals[shape.cap_from :, 2] == pytest.approx(1.0)
    assert shape.vertices[shape.cap_from :, 2] == pytest.approx(2.5, abs=1e-5)
    rgba = np.zeros((len(ball.vertices), 4), np.uint8)
    colours = shape.colours(rgba, np.array([1, 2, 3, 4], np.uint8))
    assert (colours[shape.cap_from :] == [1, 2, 3, 4]).all()
    assert not colours[: shape.cap_from].any()
