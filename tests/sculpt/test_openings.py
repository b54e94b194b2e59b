"""Where a nerve runs through a muscle or a sheet there is a way for it, and muscles lie side by side."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.openings import CLEARANCE, opened, passages
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.muscles import PIERCED, PLANS
from anatomy_viewer.sculpt.openings import WHOLE, grain_of
from anatomy_viewer.sculpt.solid import finish, is_closed, volume_of


def slab() -> Mesh:
    """40 x 40 mm, 8 mm thick, flat in y, its faces about 2 mm wide."""
    import trimesh

    box = trimesh.creation.box((40.0, 8.0, 40.0))
    for _ in range(4):
        box = box.subdivide()
    return finish(box.vertices, box.faces, (170, 70, 60))


def line(radius: float = 1.5) -> np.ndarray:
    """A straight way through the slab, upwards and backwards, 1 mm steps."""
    s = np.arange(-15.0, 15.5, 1.0)[:, None]
    return np.hstack([s * [[0.0, 0.8, 0.6]], np.full_like(s, radius)])


def test_a_way_is_cut_wide_enough_for_the_nerve_and_no_wider_than_needed() -> None:
    whole, way = slab(), line()
    found = passages(whole, way)
    assert len(found) == 1
    cut = opened(whole, found)
    assert is_closed(cut.faces)
    gap = Surface(cut.vertices, cut.faces).distance(way[:, :3])
    assert gap.min() > 1.5
    assert gap[15] < 1.5 + CLEARANCE + 0.2
    lost = volume_of(whole.vertices, whole.faces) - volume_of(cut.vertices, cut.faces)
    assert 60.0 < lost < 220.0


def test_a_slit_gapes_along_the_fibres() -> None:
    whole, way = slab(), line()
    grain = np.array([[0.0, 0.0, z, 1.0, 0.0, 0.0] for z in (-9.0, -3.0, 3.0, 9.0)])
    cut = opened(whole, passages(whole, way, grain))
    surface = Surface(cut.vertices, cut.faces)
    aside = surface.distance(np.array([[2.2, 0.0, 0.0], [0.0, 0.6 * 2.2, -0.8 * 2.2]]))
    assert aside[0] > 0.0 > aside[1]


def test_what_only_touches_a_muscle_or_ends_in_it_opens_nothing() -> None:
    whole = slab()
    beside = line() + np.array([0.0, 40.0, 0.0, 0.0])
    assert not passages(whole, beside)
    assert not passages(whole, line()[:16])


def test_what_presses_into_a_muscle_gets_a_groove() -> None:
    whole, radius = slab(), 1.5
    way = np.array([[x, 5.0 + abs(x) / 10.0, 0.0, radius] for x in np.arange(-25.0, 25.5, 1.0)])
    pressed = Surface(whole.vertices, whole.faces).distance(way[:, :3]) - radius
    assert pressed.min() < -0.4
    cut = opened(whole, passages(whole, way))
    assert is_closed(cut.faces)
    assert (Surface(cut.vertices, cut.faces).distance(way[:, :3]) > radius - 0.1).all()


def test_a_rim_is_paler_than_the_wall() -> None:
    whole, way = slab(), line()
    cut = opened(whole, passages(whole, way))
    outer = np.abs(np.abs(cut.vertices[:, 1]) - 4.0) < 0.01
    rim = outer & (np.abs(Surface(whole.vertices, whole.faces).distance(cut.vertices)) < 0.02)
    near = np.linalg.norm(cut.vertices[:, [0, 2]] - np.array([0.0, 3.0]), axis=1) < 4.0
    wall = np.abs(cut.vertices[:, 1]) < 3.0
    inner = wall & (np.abs(cut.vertices[:, 0]) < 5.0) & (np.abs(cut.vertices[:, 2]) < 5.0)
    assert cut.colours[rim & near].astype(float).mean() > cut.colours[inner].astype(float).mean() + 50.0


@cache
def shipped(name: str) -> Mesh:
    return read_ply(MESHES / f"{name}.ply")


@pytest.mark.parametrize("name", PIERCED)
def test_the_greater_occipital_nerve_has_its_opening(name: str) -> None:
    courses = json.loads((MESHES / "courses.json").read_text(encoding="utf-8"))
    rows = courses["greater_occipital_nerve"]["parts"][0]["stations"]
    way = np.array([[*row["position"], row["radius"]] for row in rows])
    whole, cut = read_ply(MESHES / WHOLE / f"{name}.ply"), shipped(name)
    found = passages(whole, way, grain_of(name, Figures()))
    assert found, f"the nerve doesn't run through {name}"
    inside = np.vstack([item.stations for item in found])
    gap = Surface(cut.vertices, cut.faces).distance(inside[:, :3])
    assert (gap > inside[:, 3] - 0.1).all()
    assert is_closed(cut.faces)


@pytest.mark.parametrize(("one", "other"), tuple(combinations(PLANS, 2)))
def test_no_two_muscles_share_more_than_a_tenth_of_a_cubic_centimetre(one: str, other: str) -> None:
    from manifold3d import Manifold
    from manifold3d import Mesh as Raw

    bodies = [
        Manifold(Raw(mesh.vertices, mesh.faces.astype(np.uint32))) for mesh in map(shipped, (one, other))
    ]
    assert all(body.volume() > 0.0 for body in bodies)
    assert (bodies[0] ^ bodies[1]).volume() / 1000.0 <= 0.1


@pytest.mark.parametrize(
    ("name", "thickest"),
    [("nuchal_fascia_arch", 1.2), ("trapezius_aponeurosis", 0.8), ("deep_nuchal_fascia", 0.6)],
)
def test_a_sheet_of_fascia_is_thin(name: str, thickest: float) -> None:
    mesh = shipped(name)
    a, b, c = (mesh.vertices[mesh.faces[:, i]].astype(float) for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 4.0
    assert is_closed(mesh.faces)
    assert 0.1 < volume_of(mesh.vertices, mesh.faces) / area < thickest
