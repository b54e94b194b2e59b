"""Bones of the face: plates, teeth, and how the jaws meet."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.sculpt.bones_face import RECIPES
from anatomy_viewer.sculpt.face_blocks import Nearby, capsules
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, folded, sculpture
from anatomy_viewer.sculpt.openings import needed
from anatomy_viewer.sculpt.plates import Plate
from anatomy_viewer.sculpt.ramus import Ramus
from anatomy_viewer.sculpt.solid import is_closed, volume_of
from anatomy_viewer.sculpt.teeth import Tooth, crowns, teeth

FIGURES = Figures()


def _cloud(row_of_teeth: list[Tooth]) -> np.ndarray:
    """Places inside the crowns of a jaw."""
    rng = np.random.default_rng(4)
    spread = rng.uniform(-6.0, 6.0, (3000, 3))
    places = np.vstack([tooth.neck + 0.5 * tooth.height * tooth.frame[2] + spread for tooth in row_of_teeth])
    return places[crowns(row_of_teeth)(places) < 0.0]


def test_a_plate_passes_through_its_net_and_is_as_thick_as_it_says() -> None:
    grid = np.array([[[10.0 * i, 10.0 * j, 0.4 * i * i, 1.0 + j] for j in range(3)] for i in range(3)])
    plate = Plate(grid)
    assert plate(grid.reshape(-1, 4)[:, :3]) == pytest.approx(-grid.reshape(-1, 4)[:, 3] / 2.0, abs=0.25)
    assert plate(np.array([[10.0, 10.0, 5.4]]))[0] == pytest.approx(4.0, abs=0.15)


def test_a_shape_worked_out_nearby_has_the_same_surface() -> None:
    capsule = Capsule((0.0, 0.0, 0.0), (9.0, 2.0, 1.0), (3.0, 1.5), (2.0, 2.5))
    quick = Nearby(capsule, np.array([4.5, 1.0, 0.5]), 4.7 + 5.0 + 7.0)
    places = np.random.default_rng(1).uniform(-25.0, 30.0, (4000, 3))
    near = capsule(places) < 4.0
    assert np.array_equal(quick(places)[near], capsule(places)[near])
    assert (quick(places)[~near] > 3.9).all()


@pytest.mark.parametrize("jaw", ["upper", "lower"])
def test_eight_teeth_stand_in_a_row_and_grow_backwards_to_molars(jaw: str) -> None:
    row = teeth(FIGURES, jaw)
    necks = np.array([tooth.neck for tooth in row])
    assert len(row) == 8
    assert (np.diff(necks[:, 1]) < 0.0).all()
    steps = np.linalg.norm(np.diff(necks, axis=0), axis=1)
    assert (steps > 4.0).all()
    assert (steps < 11.0).all()
    assert all(5.0 < tooth.height < 12.0 for tooth in row)


def test_the_bite_is_closed_and_no_tooth_enters_another() -> None:
    upper, lower = teeth(FIGURES, "upper"), teeth(FIGURES, "lower")
    assert crowns(upper)(_cloud(lower)).min() > 0.0
    assert crowns(upper)(_cloud(lower)).min() < 2.0
    front = upper[0].neck + upper[0].height * upper[0].frame[2]
    behind = lower[0].neck + lower[0].height * lower[0].frame[2]
    assert front[1] > behind[1] + 1.0
    assert front[2] < behind[2]


def test_the_mandible_has_a_chin_and_a_notch_between_condyle_and_coronoid_process() -> None:
    field = sculpture([*capsules(FIGURES, "mandible"), Block("add", Ramus(FIGURES), 3.0)])
    condyle, coronoid, notch, chin = (
        np.array(place)
        for place in ((44.0, 88.0, -1.0), (41.0, 125.0, -13.0), (42.0, 108.0, -8.0), (0.0, 160.0, -72.0))
    )
    assert (field(np.array([condyle, coronoid, chin])) < 0.0).all()
    assert field(notch[None])[0] > 1.0
    assert field(folded(chin[None] + [0.0, 8.0, 0.0], 0.0))[0] > 0.0


@pytest.mark.parametrize(
    ("name", "least", "most"), [("hyoid_bone", 1_000, 2_500), ("zygomatic_bone", 3_500, 6_500)]
)
def test_a_small_bone_is_closed_and_of_a_likely_size(name: str, least: float, most: float) -> None:
    mesh = RECIPES[name].build(FIGURES, {need: needed(MESHES, need) for need in RECIPES[name].needs})
    assert is_closed(mesh.faces)
    assert least < volume_of(mesh.vertices, mesh.faces) < most


def test_the_ramus_has_smooth_sides_and_a_likely_thickness() -> None:
    y, z, x = (
        axis.ravel()
        for axis in np.meshgrid([100.0, 105.0, 110.0], [-40.0, -30.0], np.arange(20.0, 60.0, 0.1))
    )
    inside = (Ramus(FIGURES)(np.column_stack([x, y, z])) < 0.0).reshape(-1, 400)
    thick = inside.sum(axis=1) * 0.1
    assert (thick > 4.0).all()
    assert (thick < 13.0).all()
    assert (np.abs(np.diff(inside.astype(int), axis=1)).sum(axis=1) == 2).all()


@pytest.mark.parametrize("jaw", ["upper", "lower"])
def test_neighbouring_crowns_touch(jaw: str) -> None:
    row = teeth(FIGURES, jaw)
    for first, second in pairwise(row):
        near, far = (tooth.neck + 0.7 * tooth.height * tooth.frame[2] for tooth in (first, second))
        lines = [np.linspace(near, far, 60) + mm * first.frame[1] for mm in np.linspace(-2.0, 2.0, 9)]
        assert min(crowns(row)(line).max() for line in lines) < 0.05


def test_the_cheek_bone_meets_the_frontal_bone_in_a_broad_suture() -> None:
    cheek, brow = needed(MESHES, "zygomatic_bone"), needed(MESHES, "frontal_bone")
    away = Surface(brow.vertices, brow.faces).distance(cheek.vertices.astype(np.float64))
    seam = cheek.vertices[np.abs(away) < 1.0]
    assert away.min() > 0.0
    assert np.ptp(seam[:, 1]) > 6.0
