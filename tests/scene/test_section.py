"""The face of a cut shows what the tissue is: rims, grain, and that thin bone is rim all through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.view import Cut
from anatomy_viewer.scene.canvas import Batch, Body, Canvas, eye_on
from anatomy_viewer.scene.cut import cut_mesh
from anatomy_viewer.scene.look import DARK, Paint
from anatomy_viewer.scene.section import cap_colour, section, tissue_of
from anatomy_viewer.scene.shading import GRAINS

MakeBall = Callable[..., Mesh]
NATURAL = Paint()
HALF = Cut((0.0, 0.0, 0.3), (0.0, 0.0, -1.0))


def face_of(name: str, mesh: Mesh, system: str, paint: Paint = NATURAL) -> Body:
    body = section(name, mesh, cut_mesh(mesh, HALF), system, paint, DARK)
    assert body is not None
    return body


def rim_of(body: Body) -> NDArray[np.float32]:
    """Radii of the rim's corners: those that carry no grain."""
    plain = body.rgba[:, 3] == GRAINS.index("plain")
    return np.linalg.norm(body.vertices[plain][:, :2], axis=1)


def picture(body: Body) -> NDArray[np.uint8]:
    canvas = Canvas()
    batch = canvas.add(Batch("section"))
    batch.set(body)
    camera = Camera(position=(0.0, 0.0, 120.0), target=(0.0, 0.0, 0.0), up=(0.0, 1.0, 0.0))
    canvas.aim(eye_on(camera, np.array([[-25.0] * 3, [25.0] * 3])), (300, 300))
    canvas.draw([batch])
    return canvas.colour().copy()


def test_bone_has_a_rim_of_cortex_as_wide_as_its_tissue_says(make_ball: MakeBall) -> None:
    radii = rim_of(face_of("occipital_bone", make_ball(20.0), "bones"))
    width = tissue_of("occipital_bone", "bones").width
    assert radii.max() == pytest.approx(20.0, abs=0.1)
    assert radii.min() == pytest.approx(20.0 - width, abs=0.1)


def test_bone_thinner_than_two_rims_is_cortex_all_through(make_ball: MakeBall) -> None:
    outer, inner = make_ball(20.0), make_ball(18.5)
    shell = replace(
        outer,
        vertices=np.concatenate([outer.vertices, inner.vertices]),
        normals=np.concatenate([outer.normals, -inner.normals]),
        colours=np.concatenate([outer.colours, inner.colours]),
        features=np.concatenate([outer.features, inner.features]),
        faces=np.concatenate([outer.faces, inner.faces[:, ::-1] + len(outer.vertices)]).astype(np.int32),
    )
    radii = rim_of(face_of("parietal_bone_r", shell, "bones"))
    assert radii.min() > 18.3  # the rim stops half way: it never sticks out into the skull
    assert ((radii > 19.0) & (radii < 19.5)).any()


def test_the_rim_shows_lighter_than_the_marrow_and_the_marrow_has_a_grain(make_ball: MakeBall) -> None:
    seen = picture(face_of("occipital_bone", make_ball(20.0), "bones")).astype(int)
    y, x = np.indices(seen.shape[:2])
    drawn = seen[:, :, 3] > 0
    radius = np.hypot(x - 150, y - 150)
    edge = radius[drawn].max()
    rim = seen[drawn & (radius > 0.94 * edge) & (radius < 0.98 * edge)][:, :3]
    marrow = seen[radius < 0.7 * edge][:, :3]
    assert rim.mean() > marrow.mean() + 20
    assert marrow.std(axis=0).min() > 3 * rim.std(axis=0).max()


@pytest.mark.parametrize("system", ["muscles", "nerves", "arteries", "veins", "cns", "skin", "ligaments"])
def test_every_system_has_a_face_of_its_own(make_ball: MakeBall, system: str) -> None:
    seen = picture(face_of("something", make_ball(20.0), system))
    other = picture(face_of("something", make_ball(20.0), "bones"))
    assert np.abs(seen[150, 100:200, :3].astype(int) - other[150, 100:200, :3]).max() > 30


def test_a_greyed_face_is_duller_and_the_moving_one_alike(make_ball: MakeBall) -> None:
    ball = make_ball(20.0)
    bright, dull = (
        cap_colour("semispinalis_capitis_r", ball, "muscles", paint, DARK)[:3].astype(int)
        for paint in (Paint(), Paint(greyed=True))
    )
    assert np.ptp(dull) < np.ptp(bright)


def test_where_a_brain_has_no_cortex_its_rim_is_as_white_as_its_core(make_ball: MakeBall) -> None:
    ball = make_ball(20.0)
    cortex, white = np.array([214, 176, 164], np.uint8), np.array([240, 228, 214], np.uint8)
    half = replace(ball, colours=np.where(ball.vertices[:, :1] > 0.0, white, cortex))
    body = face_of("cerebral_hemisphere_r", half, "cns")
    rim = body.rgba[:, 3] == GRAINS.index("plain")
    core = body.rgba[~rim][0, :3].astype(int)
    left, right = (body.rgba[rim & (sign * body.vertices[:, 0] > 5.0)][:, :3].astype(int) for sign in (-1, 1))
    assert np.abs(right - core).max() <= 1
    assert (core - left).sum(axis=1).min() > 30


def test_a_plane_that_misses_leaves_no_face(make_ball: MakeBall) -> None:
    ball = make_ball(5.0)
    shape = cut_mesh(ball, Cut((0.0, 0.0, -20.0), (0.0, 0.0, 1.0)))
    assert section("pons", ball, shape, "cns", Paint(), DARK) is None
