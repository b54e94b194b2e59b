"""Muscles, sheets, brainstem and skin as shipped: sound, in their layers, on their bones, apart from each other."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.muscles import stations
from anatomy_viewer.sculpt.solid import is_closed, volume_of

OCI, OCS = "obliquus_capitis_inferior", "obliquus_capitis_superior"
MAJOR, MINOR = "rectus_capitis_posterior_major", "rectus_capitis_posterior_minor"
SEMI, SPLENIUS, LONGISSIMUS = "semispinalis_capitis", "splenius_capitis", "longissimus_capitis"
TRAPEZIUS, SCM, SKIN = "trapezius", "sternocleidomastoid", "scalp_skin"
# cm3 a structure may have, from below to above; and the triangles it may cost.
VOLUMES = {
    OCI: (2.0, 4.0, 8_000),
    OCS: (1.0, 2.5, 8_000),
    MAJOR: (2.0, 4.5, 9_000),
    MINOR: (0.7, 1.8, 8_000),
    LONGISSIMUS: (1.2, 5.0, 8_000),
    SEMI: (10.0, 20.0, 13_000),
    SPLENIUS: (12.0, 22.0, 13_000),
    SCM: (20.0, 40.0, 13_000),
    TRAPEZIUS: (25.0, 45.0, 16_000),
    "occipitalis": (2.0, 4.0, 8_000),
    "nuchal_ligament": (1.0, 4.0, 8_000),
    "epicranial_aponeurosis": (12.0, 30.0, 12_000),
    "medulla_oblongata": (4.0, 9.0, 8_000),
    "pons": (10.0, 20.0, 8_000),
    "midbrain": (4.0, 10.0, 8_000),
    "cerebellum": (80.0, 150.0, 16_000),
    "spinal_cord_cervical": (7.0, 13.0, 9_000),
    SKIN: (4000.0, 6500.0, 40_000),
    # A hemisphere of an adult: about 500-600 cm3 (K). Fat: about 4 mm over 0.2 m2.
    "cerebral_hemisphere": (420.0, 620.0, 25_000),
    "subcutaneous_fat": (500.0, 1300.0, 20_000),
    # Model values (K); a thalamus of an adult has about 6 cm3.
    "thalamus": (3.5, 8.0, 3_000),
    "hypothalamus": (0.3, 0.9, 1_200),
    "periaqueductal_grey": (0.5, 1.8, 2_000),
    "spinal_trigeminal_nucleus": (0.2, 0.7, 2_000),
    "dorsal_horn_c1_c3": (0.1, 0.5, 1_500),
    "locus_coeruleus": (0.015, 0.06, 600),
}


@cache
def shipped(name: str) -> Mesh:
    return read_ply(MESHES / f"{name}.ply")


@cache
def near(name: str) -> Surface:
    return Surface(shipped(name).vertices, shipped(name).faces)


def read_courses(path: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: course["parts"] for name, course in json.loads(path.read_text()).items()}


def crossings(name: str, x: float, z: float) -> np.ndarray:
    """y (mm) at which a line from behind meets a structure."""
    mesh = shipped(name)
    return ray_hits(np.array([x, -200.0, z]), [0.0, 1.0, 0.0], mesh.vertices[mesh.faces]) - 200.0


@pytest.mark.parametrize("name", VOLUMES)
def test_it_is_closed_one_piece_and_of_a_plausible_size(name: str) -> None:
    mesh = shipped(name)
    least, most, triangles = VOLUMES[name]
    assert is_closed(mesh.faces)
    assert least < volume_of(mesh.vertices, mesh.faces) / 1000.0 < most
    assert len(mesh.faces) <= triangles
    count = len(mesh.vertices)
    a, b = mesh.faces[:, :2].ravel(), mesh.faces[:, 1:].ravel()
    links = coo_matrix((np.ones(len(a)), (a, b)), shape=(count, count))
    assert connected_components(links, directed=False)[0] == 1


@pytest.mark.parametrize(
    ("x", "z", "layers"),
    [
        (22.0, -46.0, (SKIN, TRAPEZIUS, SEMI, OCI)),
        (18.0, -33.0, (SKIN, TRAPEZIUS, SEMI, MAJOR)),
        (9.0, -22.0, (SKIN, TRAPEZIUS, SEMI, MINOR)),
        (26.0, -60.0, (SKIN, TRAPEZIUS, SPLENIUS)),
        (20.0, -78.0, (SKIN, TRAPEZIUS, SPLENIUS, SEMI)),
        (36.0, -30.0, (SKIN, SPLENIUS)),
        (20.0, -8.0, (SKIN, TRAPEZIUS, "occipital_bone")),
        (36.0, 24.0, (SKIN, "occipitalis", "occipital_bone")),
        (0.0, 100.0, (SKIN, "epicranial_aponeurosis")),
    ],
)
def test_a_needle_from_behind_meets_the_layers_in_order(x: float, z: float, layers: tuple[str, ...]) -> None:
    entries = [crossings(name, x, z) for name in layers]
    assert all(len(hits) for hits in entries)
    order = [float(hits[0]) for hits in entries]
    assert order == sorted(order)
    # Each muscle is left before the next one begins.
    leaves = [float(hits[1]) for hits in entries[1:-1]]
    assert all(out <= into + 0.3 for out, into in zip(leaves, order[2:], strict=True))


def test_the_suboccipital_triangle_is_open_and_lies_under_semispinalis() -> None:
    # Between rectus major, obliquus superior and obliquus inferior nothing of the four lies behind the arch of C1.
    assert all(not len(crossings(name, 30.0, -33.0)) for name in (OCI, MAJOR))
    assert len(crossings("atlas_c1", 30.0, -33.0))


def test_the_nerve_has_room_between_obliquus_inferior_and_semispinalis() -> None:
    for x, z in ((26.0, -46.0), (24.0, -45.0), (24.0, -43.0), (22.0, -42.0)):
        place = np.array([[x, crossings(OCI, x, z)[0], z]])
        assert near(SEMI).distance(place)[0] > 3.0


PAIRS = (
    (OCI, SEMI), (MAJOR, SEMI), (MINOR, SEMI), (OCS, SEMI), (MAJOR, MINOR), (OCI, MAJOR), (OCS, MAJOR),
    (SEMI, SPLENIUS), (SEMI, TRAPEZIUS), (SPLENIUS, TRAPEZIUS), (LONGISSIMUS, SPLENIUS), (LONGISSIMUS, OCI),
    (OCS, SPLENIUS), (OCS, LONGISSIMUS), (SCM, SPLENIUS), (SCM, LONGISSIMUS), (SCM, "temporal_bone"),
    (SPLENIUS, "temporal_bone"), (SEMI, "occipital_bone"), (TRAPEZIUS, "occipital_bone"), (OCI, "atlas_c1"),
    (OCI, "axis_c2"), (MAJOR, "axis_c2"), (OCS, "atlas_c1"), ("pons", "occipital_bone"), ("pons", "frontal_bone"),
    ("medulla_oblongata", "occipital_bone"), ("cerebellum", "occipital_bone"), ("cerebellum", "pons"),
    ("cerebral_hemisphere", "cerebellum"), ("cerebral_hemisphere", "midbrain"),
    ("cerebral_hemisphere", "parietal_bone"), ("cerebral_hemisphere", "temporal_bone"),
    ("cerebral_hemisphere", "occipital_bone"),
    ("subcutaneous_fat", TRAPEZIUS), ("subcutaneous_fat", SCM),
    ("spinal_cord_cervical", "atlas_c1"), ("spinal_cord_cervical", "axis_c2"), ("nuchal_ligament", TRAPEZIUS),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_structures_share_no_more_than_a_tenth_of_a_cubic_centimetre(one: str, other: str) -> None:
    step = 1.0
    low = np.maximum(*(shipped(n).bounds[0] for n in (one, other)))
    high = np.minimum(*(shipped(n).bounds[1] for n in (one, other)))
    axes = [np.arange(a + step / 2, b, step) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    # Only cells near the surface of both can be shared by thin neighbours.
    from scipy.spatial import cKDTree

    for name in (one, other):
        if len(grid):
            grid = grid[cKDTree(shipped(name).vertices).query(grid, distance_upper_bound=5.0)[0] < 5.0]
    for name in (one, other):
        if len(grid):
            grid = grid[near(name).distance(grid) < 0.0]
    assert len(grid) * step**3 / 1000.0 <= 0.1


SEATS = {
    OCI: ("axis_c2", "atlas_c1"),
    OCS: ("atlas_c1", "occipital_bone"),
    MAJOR: ("axis_c2", "occipital_bone"),
    MINOR: ("atlas_c1", "occipital_bone"),
    SEMI: ("occipital_bone",),
    SPLENIUS: ("temporal_bone", "occipital_bone"),
    LONGISSIMUS: ("temporal_bone",),
    SCM: ("temporal_bone", "occipital_bone"),
    TRAPEZIUS: ("occipital_bone",),
    "nuchal_ligament": ("occipital_bone", "axis_c2"),
}


@pytest.mark.parametrize(("name", "bone"), [(name, bone) for name, bones in SEATS.items() for bone in bones])
def test_a_muscle_ends_on_its_bone(name: str, bone: str) -> None:
    distance = near(bone).distance(shipped(name).vertices)
    assert (np.abs(distance) < 0.5).sum() >= 5
    assert distance.min() > -1.0


def test_the_skin_encloses_everything_at_a_living_thickness() -> None:
    for name in (
        "occipital_bone",
        "parietal_bone",
        "temporal_bone",
        "frontal_bone",
        TRAPEZIUS,
        SCM,
        SPLENIUS,
    ):
        assert near(SKIN).distance(shipped(name).vertices).max() < -3.5
    bone = shipped("occipital_bone").vertices
    inion = bone[(np.abs(bone[:, 0]) < 3) & (np.abs(bone[:, 2]) < 6)]
    tip = inion[inion[:, 1].argmin()]
    assert 5.0 < -near(SKIN).distance(tip)[0] < 7.5


def test_the_depth_over_obliquus_inferior_is_that_of_the_living() -> None:
    mesh = shipped(OCI)
    back = (mesh.normals[:, 1] < -0.3) & (mesh.vertices[:, 0] > 14) & (mesh.vertices[:, 0] < 32)
    assert 20.0 < np.median(-near(SKIN).distance(mesh.vertices[back])) < 28.0


def test_the_nerve_is_as_deep_under_the_skin_as_ultrasound_shows_it() -> None:
    # Greher 2010: about 8 mm at the superior nuchal line; 24 +- 4 mm over obliquus inferior in the living.
    trunk = read_courses(MESHES / "courses.json")["greater_occipital_nerve"][0]
    line = next(e for e in trunk["events"] if e["event"] == "crosses superior_nuchal_line")
    assert near(SKIN).distance(line["position"])[0] == pytest.approx(-8.0, abs=1.2)
    over = [(part["from"], part["to"]) for part in trunk["layers"] if part["deep"] == OCI]
    places = [s["position"] for s in trunk["stations"] if any(a <= s["s"] <= b for a, b in over)]
    assert np.median(near(SKIN).distance(places)) == pytest.approx(-24.0, abs=4.0)


def test_the_nerve_runs_in_the_fat_once_it_has_left_the_muscle() -> None:
    trunk = read_courses(MESHES / "courses.json")["greater_occipital_nerve"][0]
    # the fascia behind trapezius holds it for another centimetre
    free = next(e["s"] for e in trunk["events"] if e["event"] == "leaves trapezius") + 11.0
    places = [s["position"] for s in trunk["stations"] if free < s["s"] < free + 120.0]
    depth = near("subcutaneous_fat").distance(places)
    assert np.median(depth) < 0.0
    assert depth.max() < 1.7


def test_the_hemisphere_stays_on_its_side_and_above_the_tentorium() -> None:
    vertices = shipped("cerebral_hemisphere").vertices
    assert vertices[:, 0].min() > 0.2
    behind = vertices[(vertices[:, 1] < 45) & (vertices[:, 0] < 20)]
    assert behind[:, 2].min() > 12.0


def test_midline_structures_are_symmetric() -> None:
    for name in (
        SKIN,
        "subcutaneous_fat",
        "pons",
        "medulla_oblongata",
        "midbrain",
        "cerebellum",
        "spinal_cord_cervical",
        "periaqueductal_grey",
        "nucleus_raphe_magnus",
    ):
        mesh = shipped(name)
        assert np.abs(near(name).distance(mesh.mirrored().vertices)).max() < 0.8


def test_the_face_looks_forwards_and_the_ears_stand_out() -> None:
    mesh = shipped(SKIN)
    nose = mesh.vertices[mesh.vertices[:, 1].argmax()]
    assert abs(nose[0]) < 3.0
    assert -15.0 < nose[2] < 25.0
    head = mesh.vertices[(mesh.vertices[:, 2] > -25) & (mesh.vertices[:, 2] < 40)]
    ear = head[np.abs(head[:, 0]).argmax()]
    assert 45.0 < ear[1] < 90.0


@pytest.mark.parametrize("bone", [4, 5, 6, 7])
def test_the_lateral_border_of_semispinalis_is_drawn_along_the_articular_processes(bone: int) -> None:
    border = stations(Figures(), SEMI)[:, -1, :3]
    assert np.abs(near(f"c{bone}_vertebra").distance(border)).min() < 3.0


def test_semispinalis_stays_broad_below_the_fourth_vertebra() -> None:
    lower = stations(Figures(), SEMI)[1:6, :, :3]
    assert (np.linalg.norm(lower[:, -1] - lower[:, 0], axis=1) > 22.0).all()
