"""Ribbon lofts: closed for any sheet, ends where they should, fibres the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.sculpt.contact import Wall, cleared, seated, wall_of, yielded
from anatomy_viewer.sculpt.fibres import Inscription, Weave, fleshed, lattice_noise, lit_borders, seed_of
from anatomy_viewer.sculpt.implicit import Ellipsoid
from anatomy_viewer.sculpt.loft import (
    End,
    Sheet,
    border_spacing,
    drawn_back,
    ended,
    fibre_lengths,
    rounded_corners,
    shell,
    spline_sheet,
    thinned,
)
from anatomy_viewer.sculpt.solid import finish, is_closed, volume_of
from anatomy_viewer.sculpt.surface import surface


def strap(length: float = 60.0, width: float = 20.0, thickness: float = 4.0) -> Sheet:
    """A flat band behind the spine, its fibres running up."""
    rows, columns = np.meshgrid(np.linspace(0, length, 5), np.linspace(5, 5 + width, 4), indexing="ij")
    return np.stack([columns, np.full_like(rows, 20.0), rows, np.full_like(rows, thickness)], axis=-1)


@pytest.mark.parametrize(("profile", "inner"), [(2.0, 1), (3.0, 2), (4.0, 3)])
def test_a_shell_is_closed_and_holds_what_its_profile_says(profile: float, inner: int) -> None:
    shape = shell(spline_sheet(strap(), 40, 31), profile, inner)
    mesh = finish(shape.points, shape.faces, (180, 70, 60))
    assert is_closed(mesh.faces)
    across = np.linspace(-1, 1, 2001)
    area = 20.0 * 4.0 * np.sqrt(1 - np.abs(across) ** profile).mean()
    assert volume_of(mesh.vertices, mesh.faces) == pytest.approx(60.0 * area, rel=0.05)


def test_the_outer_face_looks_away_from_the_spine() -> None:
    shape = shell(spline_sheet(strap(), 20, 15), 3.0)
    assert (shape.points[shape.side > 0, 1] <= 20.0).all()
    assert (shape.points[shape.side < 0, 1] >= 20.0).all()


def test_ends_are_drawn_back_fibre_by_fibre() -> None:
    sheet = spline_sheet(strap(), 40, 21)
    back = np.linspace(0.0, 6.0, 21)
    short = drawn_back(sheet, back, np.zeros(21))
    assert fibre_lengths(short)[-1] == pytest.approx(60.0 - back, abs=1e-6)
    assert short[-1, :, 2] == pytest.approx(sheet[-1, :, 2])


def test_a_free_end_closes_and_a_seated_one_keeps_its_tip() -> None:
    thin = ended(spline_sheet(strap(), 40, 21), End(tip=0.0, taper=10.0), End(tip=0.25, taper=10.0))[:, 10, 3]
    assert thin[0] < 0.2
    assert thin[-1] == pytest.approx(1.0)
    assert thin[20] == pytest.approx(4.0)


def test_corners_are_rounded_only_at_the_borders() -> None:
    depth = rounded_corners(border_spacing(21, 1.0), 8.0)
    assert depth[[0, -1]] == pytest.approx(8.0)
    assert depth[10] == 0.0


def _ball() -> Wall:
    vertices, faces = surface(
        Ellipsoid((15.0, 40.0, 62.0), (20.0, 20.0, 20.0)), np.array([[-8, 18, 38], [38, 62, 86]]), 1.0
    )
    return wall_of([finish(vertices, faces, (230, 220, 200))])


def test_an_end_is_laid_on_the_bone() -> None:
    wall = _ball()
    for stiff in (False, True):
        sheet = seated(spline_sheet(strap(), 40, 21), wall, -1, 20.0, stiff)
        gap = wall.look(sheet[-1, :, :3])[0] - sheet[-1, :, 3] / 2.0
        assert abs(gap.mean()) < 0.5
        assert sheet[0, :, :3] == pytest.approx(spline_sheet(strap(), 40, 21)[0, :, :3])
    assert np.abs(gap).max() < 6.0


def test_a_sheet_is_moved_off_what_it_lies_on() -> None:
    wall = _ball()
    before = spline_sheet(strap() + np.array([0.0, 6.0, 0.0, 0.0]), 40, 21)
    after = cleared(before, wall, 0.3, 3.0)
    inside = wall.look(before[..., :3])[0].min()
    assert inside < -3.0
    assert wall.look(after[:, 8:13, :3])[0].min() > 2.0
    assert (after[..., 1] <= before[..., 1] + 1e-9).all()


def test_a_body_yields_to_a_tip_between_its_vertices() -> None:
    shape = shell(ended(spline_sheet(strap(), 10, 7), End(), End()), 2.5)
    tip = Ellipsoid((14.0, 23.0, 33.0), (1.5, 2.5, 1.5))
    vertices, faces = surface(tip, np.array([[11, 18, 30], [17, 28, 36]]), 0.3)
    obstacle = Surface(vertices, faces)
    after = Surface(yielded(shape.points, shape.faces, obstacle, 0.1), shape.faces)
    assert Surface(shape.points, shape.faces).distance(vertices).min() < -1.0
    assert after.distance(vertices).min() > -0.3


def test_fibres_are_long_and_the_same_every_time() -> None:
    u, v = np.meshgrid(np.linspace(0, 1, 200), np.linspace(0, 1, 200))
    field = lattice_noise(u.ravel(), v.ravel(), 20.0, 1.5, 7).reshape(u.shape)
    assert field.min() >= 0.0
    assert field.max() <= 1.0
    assert np.abs(np.diff(field, axis=1)).mean() > 5.0 * np.abs(np.diff(field, axis=0)).mean()
    assert (field == lattice_noise(u.ravel(), v.ravel(), 20.0, 1.5, 7).reshape(u.shape)).all()
    assert seed_of("trapezius") != seed_of("occipitalis")


def test_the_belly_is_flesh_and_the_ends_are_tendon() -> None:
    end = End(tendon=(8.0,))
    shape = shell(spline_sheet(strap(), 60, 31), 3.0)
    mesh = fleshed(shape, Weave(), end, end, 3)
    redness = mesh.colours[:, 0].astype(int) - mesh.colours[:, 2]
    belly = (shape.from_origin > 20) & (shape.from_insertion > 20)
    assert redness[belly].min() > 60
    assert redness[shape.from_origin < 2].mean() < 60
    away = np.linalg.norm(mesh.vertices - shape.points, axis=1)
    assert 0.1 < away.max() < 0.8


def test_an_intersection_parts_the_belly_as_far_across_as_it_reaches() -> None:
    shape = shell(spline_sheet(strap(), 60, 31), 3.0)
    mesh = fleshed(shape, Weave(), End((0.0,)), End((0.0,)), 3, Inscription(0.5, 0.0, 4.0, 0.6))
    redness = mesh.colours[:, 0].astype(int) - mesh.colours[:, 2]
    middle = np.abs(shape.along - 0.5) < 0.02
    assert redness[middle & (shape.across < 0.45)].mean() < 70
    assert redness[middle & (shape.across > 0.65)].min() > 60
    assert redness[np.abs(shape.along - 0.5) > 0.3].min() > 60


def test_the_light_copy_is_closed_and_keeps_the_outline() -> None:
    shape = shell(spline_sheet(strap(), 60, 31), 3.0, 2)
    mesh = lit_borders(fleshed(shape, Weave(), End(), End(), 3), shape)
    light = thinned(mesh, 60, 31, (12, 9))
    assert is_closed(light.faces)
    assert len(light.faces) < len(mesh.faces) / 8
    assert light.bounds == pytest.approx(mesh.bounds, abs=0.6)
    assert volume_of(light.vertices, light.faces) == pytest.approx(
        volume_of(mesh.vertices, mesh.faces), rel=0.1
    )
    border = mesh.normals[shape.side == 0]
    assert (border[:, 1] < 0.0).all()
