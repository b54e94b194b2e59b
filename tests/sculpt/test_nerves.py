"""The nerves as drawn: through their openings, thinning out, the trigeminal tree in its order."""

from __future__ import annotations

import json

import numpy as np
import pytest

from anatomy_viewer.content.anatomy_meshes import bodies
from anatomy_viewer.geometry.curve import nearest_on
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt import cervical_nerves, nerve_roots, nerves, trigeminal
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.solid import is_closed, volume_of
from anatomy_viewer.sculpt.waypoints import TABLES

FIGURES = Figures(MESHES / "figures")
OPENINGS = {(row["opening"], row["order"]): row for row in FIGURES.rows("openings")}
DRAWN = (*trigeminal.RECIPES, *cervical_nerves.RECIPES, *nerve_roots.RECIPES)


def drawn(structure: str, part: str) -> np.ndarray:
    """(n, 4): x, y, z, radius of the waypoints as written."""
    rows = [r for r in FIGURES.rows(TABLES[0]) if (r["structure"], r["part"]) == (structure, part)]
    return np.array([[float(r[axis]) for axis in ("x", "y", "z", "radius")] for r in rows])


@pytest.mark.parametrize(
    ("nerve", "opening"),
    [
        ("ophthalmic_nerve", ("superior_orbital_fissure", "1")),
        ("ophthalmic_nerve", ("supraorbital_notch", "0")),
        ("maxillary_nerve", ("foramen_rotundum", "0")),
        ("mandibular_nerve", ("foramen_ovale", "0")),
        ("accessory_nerve", ("jugular_foramen_nervous_part", "0")),
    ],
)
def test_a_nerve_leaves_the_skull_by_its_opening(nerve: str, opening: tuple[str, str]) -> None:
    hole = OPENINGS[opening]
    centre = np.array([float(hole[axis]) for axis in ("x_right", "y_anterior", "z_up")])
    path = drawn(nerve, "trunk")
    off, _ = nearest_on(path[:, :3], centre)
    assert off[0] < float(hole["radius_mm"])


@pytest.mark.parametrize("nerve", sorted({r["structure"] for r in FIGURES.rows(TABLES[0])} & set(DRAWN)))
def test_branches_are_thinner_than_where_they_leave_and_thin_out(nerve: str) -> None:
    rows = [r for r in FIGURES.rows(TABLES[0]) if r["structure"] == nerve]
    parents = {r["part"]: r["parent"] for r in rows}
    for part, parent in parents.items():
        path = drawn(nerve, part)
        if parent:
            trunk = drawn(nerve, parent)
            there = np.linalg.norm(trunk[:, :3] - path[0, :3], axis=1).argmin()
            assert path[0, 3] <= trunk[there, 3] + 0.01, part
            assert path[-1, 3] <= path[0, 3], part


def test_the_trigeminal_ganglion_is_a_flat_crescent_on_the_petrous_apex() -> None:
    mesh = trigeminal.gasserian(FIGURES, {})
    assert is_closed(mesh.faces)
    assert 200.0 < volume_of(mesh.vertices, mesh.faces) < 600.0
    extent = np.linalg.svd(mesh.vertices - mesh.vertices.mean(axis=0), full_matrices=False)[2]
    spread = np.ptp(mesh.vertices @ extent.T, axis=0)
    assert 9.0 < spread[0] < 22.0
    assert spread[2] < 7.5


def test_the_pterygopalatine_ganglion_hangs_below_the_maxillary_nerve() -> None:
    mesh = trigeminal.pterygopalatine(FIGURES, {})
    path = drawn("maxillary_nerve", "trunk")
    assert is_closed(mesh.faces)
    assert mesh.vertices[:, 2].max() < path[4, 2]
    assert np.linalg.norm(path[:, :3] - mesh.vertices.mean(axis=0), axis=1).min() < 8.0


def test_the_rootlets_are_five_fans_that_reach_the_cord() -> None:
    cord = read_ply(MESHES / "spinal_cord_cervical.ply")
    near = Surface(cord.vertices, cord.faces)
    sides = []
    for behind in (True, False):
        mesh = nerve_roots.rootlets(behind, FIGURES, {"spinal_cord_cervical": cord})
        assert is_closed(mesh.faces)
        assert bodies(mesh) == 5
        inside = near.distance(mesh.vertices.astype(float)) < 0.0
        assert 0.0 < inside.mean() < 0.2
        sides.append(mesh.vertices[inside][:, 1].mean())
    assert sides[0] < sides[1] - 2.0  # the dorsal ones behind


def test_dorsal_and_ventral_roots_meet_beyond_the_ganglion() -> None:
    for number, ganglion in ((2, "c2_drg"), (3, "c3_drg")):
        recipe = {**nerves.RECIPES, **nerve_roots.RECIPES}[ganglion]
        mesh = recipe.build(FIGURES, {})
        middle = mesh.vertices.mean(axis=0)
        off, _ = nearest_on(drawn(f"c{number}_nerve", "trunk")[:, :3], middle)
        assert off[0] < 1.5


def test_the_branches_of_the_greater_occipital_nerve_are_patches_of_their_own_side() -> None:
    rules = nerves.gon_branches(FIGURES)
    for side in ("medial", "lateral"):
        path = drawn("greater_occipital_nerve", f"{side}_branch")[2:, :3]
        trunk = drawn("greater_occipital_nerve", "trunk")[:14, :3]
        rule, other = (
            rules[f"gon_{side}_branch"],
            rules[f"gon_{'lateral' if side == 'medial' else 'medial'}_branch"],
        )
        assert rule(path, path).all()
        assert not other(path, path).any()
        assert not rule(trunk, trunk).any()


def test_the_copy_for_motion_keeps_every_branch_and_its_thickness() -> None:
    cord = read_ply(MESHES / "spinal_cord_cervical.ply")
    recipe = nerve_roots.RECIPES["dorsal_rootlets"]
    full = recipe.build(FIGURES, {"spinal_cord_cervical": cord})
    assert recipe.thin is not None
    light = recipe.thin(full)
    assert is_closed(light.faces)
    assert len(light.faces) <= 1.15 * recipe.coarse
    assert np.allclose(light.bounds, full.bounds, atol=0.5)
    share = volume_of(light.vertices, light.faces) / volume_of(full.vertices, full.faces)
    assert 0.5 < share < 1.2


def test_the_third_occipital_nerve_curves_round_the_joint_of_c2_and_c3() -> None:
    path, c2 = drawn("third_occipital_nerve", "trunk"), drawn("c2_dorsal_ramus", "trunk")
    outermost = path[path[:, 0].argmax()]
    # At the level of the joint, beside its pillar.
    assert -62.0 < outermost[2] < -55.0
    assert 56.0 < outermost[1] < 66.0
    ventral = path[path[:, 1] > 50.0]
    off = np.linalg.norm(ventral[:, None, :3] - c2[None, :, :3], axis=2).min()
    assert off > 3.0


def test_the_third_occipital_nerve_climbs_to_the_scalp_without_turning_back() -> None:
    course = json.loads((MESHES / "courses.json").read_text(encoding="utf-8"))["third_occipital_nerve"]
    line = np.array([station["position"] for station in course["parts"][0]["stations"]])
    climbing = line[line[:, 2].argmin() :]
    assert np.diff(climbing[:, 2]).min() > 0.0
    assert np.ptp(climbing[climbing[:, 2] > -50.0][:, 0]) < 8.0
