"""Ligaments, capsules and dura of the neck: they hold the bones and leave room for nerves, vessels and cord."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt import bands, capsules, craniocervical, spinal_dura
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.openings import needed
from anatomy_viewer.sculpt.recipes import RECIPES
from anatomy_viewer.sculpt.solid import is_closed, volume_of

FIGURES = Figures(MESHES / "figures")


def built(name: str) -> Mesh:
    """The structure, sculpted from neighbours that are in `meshes/`, or from such as are sculpted too."""
    needs = {need: found(need) for need in RECIPES[name].needs}
    return RECIPES[name].build(FIGURES, needs)


def found(name: str) -> Mesh:
    return needed(MESHES, name) if (MESHES / f"{name}.ply").is_file() else built(name)


def neighbour(name: str) -> Surface:
    mesh = needed(MESHES, name)
    return Surface(mesh.vertices, mesh.faces)


def test_the_transverse_ligament_holds_the_dens_from_mass_to_mass() -> None:
    ligament = built("transverse_ligament_of_atlas")
    places = ligament.vertices.astype(np.float64)
    assert is_closed(ligament.faces)
    assert 0.15 <= neighbour("axis_c2").distance(places).min() <= 0.6
    atlas = neighbour("atlas_c1")
    for side in (-1.0, 1.0):
        assert -0.3 <= atlas.distance(places[side * places[:, 0] > 6.0]).min() <= 0.1
    middle = places[np.abs(places[:, 0]) < 0.6]
    # 2-3 mm thick (dossier), and behind the dens.
    assert 2.0 <= np.ptp(middle[np.abs(middle[:, 2] + 31.6) < 0.6, 1]) <= 3.0


def test_the_alar_ligament_runs_up_from_dens_to_condyle() -> None:
    ligament = built("alar_ligament")
    places = ligament.vertices.astype(np.float64)
    for bone in ("axis_c2", "occipital_bone"):
        assert -0.3 <= neighbour(bone).distance(places).min() <= 0.1
    inner, outer = places[places[:, 0] < 4.0], places[places[:, 0] > 11.0]
    assert outer[:, 2].mean() - inner[:, 2].mean() > 2.0
    assert 10.0 <= np.ptp(places[:, 0]) <= 14.0


def test_the_posterior_membrane_leaves_room_for_artery_and_first_nerve() -> None:
    membrane = built("posterior_atlanto_occipital_membrane")
    places = membrane.vertices.astype(np.float64)
    for name in ("vertebral_artery", "c1_nerve"):
        assert neighbour(name).distance(places).min() > 0.2
    for bone in ("occipital_bone", "atlas_c1"):
        assert -0.3 <= neighbour(bone).distance(places).min() <= 0.1


@pytest.mark.parametrize("name", ["lateral_atlantoaxial_capsule", "facet_capsule_c2_c3"])
def test_a_capsule_closes_its_joint_and_keeps_off_nerves_and_artery(name: str) -> None:
    capsule = found(name)
    places = capsule.vertices.astype(np.float64)
    assert is_closed(capsule.faces)
    joint = dict(capsules._joints())[name]
    for bone in (joint.upper, joint.lower):
        gaps = neighbour(bone).distance(places)
        assert gaps.min() > -0.3
        assert (gaps < 0.4).mean() > 0.15
    for other in joint.beside:
        assert neighbour(other).distance(places).min() > -0.3


def test_a_band_fitted_beside_a_neighbour_keeps_its_gap() -> None:
    grid = np.zeros((4, 4, 4))
    grid[..., 0], grid[..., 1] = np.meshgrid(np.linspace(0, 9, 4), np.linspace(0, 9, 4), indexing="ij")
    grid[..., 3] = 1.0
    ball = built_ball(np.array([4.5, 4.5, 0.0]), 2.0)
    hole = bands.bound("hole", bands.Band(grid), {"ball": 0.5}, {"ball": ball})
    full = bands.bound("full", bands.Band(grid), {}, {})
    gap = np.linalg.norm(hole.vertices - [4.5, 4.5, 0.0], axis=1).min()
    assert 2.3 <= gap <= 2.7
    lost = volume_of(full.vertices, full.faces) - volume_of(hole.vertices, hole.faces)
    assert 0.7 * np.pi * 2.5**2 <= lost <= 1.3 * np.pi * 2.5**2


def built_ball(centre: np.ndarray, radius: float) -> Mesh:
    from anatomy_viewer.sculpt.implicit import Ellipsoid, bounds_of
    from anatomy_viewer.sculpt.solid import finish
    from anatomy_viewer.sculpt.surface import surface

    ball = Ellipsoid(centre, (radius,) * 3)
    return finish(*surface(ball, bounds_of([centre], radius + 1.0), 0.3), (200, 200, 200))


def test_the_dural_sac_is_a_tube_with_fluid_round_the_cord() -> None:
    sac = built("spinal_dura")
    assert is_closed(sac.faces)
    # A torus: as many vertices and faces as edges.
    assert len(sac.vertices) - len(sac.faces) // 2 == 0
    cord = needed(MESHES, "spinal_cord_cervical")
    inside = cord.vertices[(cord.vertices[:, 2] < -22.0) & (cord.vertices[:, 2] > -126.0)]
    # Where the canal is tight, at C5, sac and cord may touch.
    gaps = Surface(sac.vertices, sac.faces).distance(inside)
    assert gaps.min() > -0.2
    assert np.median(gaps) > 0.5
    corners = sac.vertices[sac.faces]
    for level in (-30.0, -50.0):
        hits = ray_hits([0.02, 30.0, level], [0.0, 1.0, 0.0], corners)
        assert len(hits) == 4
        assert 12.0 <= hits[3] - hits[0] <= 18.0


def test_a_light_sac_is_closed_too() -> None:
    sac = built("spinal_dura")
    light = spinal_dura.light_tube(sac, spinal_dura.ROWS, spinal_dura.RING, spinal_dura.LIGHT)
    assert is_closed(light.faces)
    assert len(light.faces) <= RECIPES["spinal_dura"].coarse


def test_a_taut_line_spans_hollows_and_keeps_behind_what_stands_out() -> None:
    z = np.linspace(0.0, -20.0, 21)
    wall = 70.0 + 3.0 * np.cos(z)
    line = craniocervical._taut(z, wall)
    assert (line <= wall + 1e-9).all()
    assert (np.diff(line, 2) >= -1e-9).all()


def test_the_cranial_dura_lines_the_skull_outside_the_brain() -> None:
    dura = found("cranial_dura")
    places = dura.vertices.astype(np.float64)
    assert is_closed(dura.faces)
    for bone in ("occipital_bone", "frontal_bone"):
        assert neighbour(bone).distance(places).min() > -0.3
    for part in ("cerebral_hemisphere", "midbrain"):
        assert neighbour(part).distance(places).min() > -0.3
    # The falx hangs in the midline over the corpus callosum; the notch of the tentorium holds the midbrain.
    corners = dura.vertices[dura.faces]
    assert len(ray_hits([-20.0, 90.0, 100.0], [1.0, 0.0, 0.0], corners)) >= 2
    above_midbrain, above_cerebellum = (
        len(ray_hits(place, [0.0, 0.0, 1.0], corners)) for place in ([2.05, 80.0, 20.0], [25.05, 45.0, 10.0])
    )
    assert above_cerebellum - above_midbrain == 2


def test_what_is_seen_from_inside_a_ball_is_its_radius() -> None:
    from anatomy_viewer.sculpt.looking import View

    ball = built_ball(np.array([1.0, 2.0, 3.0]), 4.0)
    view = View([1.0, 2.0, 3.0], ball.vertices[ball.faces])
    ways = np.array([[0.6, 0.8, 0.0], [0.0, -0.6, 0.8], [-1.0, 0.0, 0.0]])
    np.testing.assert_allclose(view.first(ways), 4.0, atol=0.05)
    np.testing.assert_allclose(view.last(ways), 4.0, atol=0.05)
