"""The bones as shipped: closed, in one piece, symmetric, and every named patch where an anatomist looks for it."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.sculpt.figures import MESHES, Figures
from anatomy_viewer.sculpt.recipes import RECIPES
from anatomy_viewer.sculpt.solid import is_closed, volume_of

BONES = (
    "occipital_bone",
    "parietal_bone",
    "temporal_bone",
    "frontal_bone",
    "sphenoid_bone",
    "ethmoid_bone",
    "atlas_c1",
    "axis_c2",
    "c3_vertebra",
)
MIDLINE = (
    "occipital_bone",
    "frontal_bone",
    "sphenoid_bone",
    "ethmoid_bone",
    "atlas_c1",
    "axis_c2",
    "c3_vertebra",
)
BUDGETS = {"occipital_bone": 46_000, "atlas_c1": 8_500, "axis_c2": 8_500, "c3_vertebra": 8_500}
# The middle of each patch, mm, right side; left ones are mirrored. Tolerance 4 mm.
PLACES = {
    "eop": (0, -2, 0),
    "external_occipital_crest": (0, 19, -13),
    "superior_nuchal_line_r": (33, 12, 0),
    "inferior_nuchal_line_r": (24, 27, -14),
    "foramen_magnum": (0, 55, -15),
    "occipital_condyle_r": (18, 67, -22),
    "mastoid_process": (54, 62, -11),
    "c1_posterior_arch": (0, 48, -34),
    "c1_posterior_tubercle": (0, 39, -34.5),
    "c1_transverse_process_r": (33, 69, -34),
    "c1_groove_r": (19, 56, -31),
    "c1_superior_facet_r": (18, 69, -26),
    "c1_inferior_facet_r": (16, 70, -38),
    "dens_axis": (0, 74, -31),
    "c2_spinous_process": (0, 40, -57),
    "c2_lamina_r": (10, 52, -53),
    "c2_superior_facet_r": (15.5, 71, -39),
    "c2_inferior_facet_r": (19, 61, -56),
    "c2_transverse_process_r": (23, 69, -54),
    "c3_spinous_process": (0, 40, -72),
    "c3_superior_facet_r": (19, 60.5, -59.5),
}


def shipped(name: str) -> Mesh:
    return read_ply(MESHES / f"{name}.ply")


@pytest.mark.parametrize("name", BONES)
def test_a_bone_is_closed_looks_outwards_and_is_one_piece(name: str) -> None:
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    mesh = shipped(name)
    assert is_closed(mesh.faces)
    assert volume_of(mesh.vertices, mesh.faces) > 5_000
    ends = mesh.faces[:, :2].ravel(), mesh.faces[:, 1:].ravel()
    links = coo_matrix((np.ones(len(ends[0])), ends), shape=(len(mesh.vertices),) * 2)
    assert connected_components(links, directed=False)[0] == 1
    assert len(mesh.faces) <= BUDGETS.get(name, 16_500)
    assert len(read_ply(MESHES / "coarse" / f"{name}.ply").faces) <= 1_500


@pytest.mark.parametrize("name", MIDLINE)
def test_a_midline_bone_is_its_own_mirror_image(name: str) -> None:
    from scipy.spatial import cKDTree

    mesh = shipped(name)
    flipped = mesh.vertices * np.array([-1, 1, 1], dtype=np.float32)
    _, near = cKDTree(mesh.vertices).query(flipped)
    off_plane = np.abs(np.einsum("ij,ij->i", flipped - mesh.vertices[near], mesh.normals[near]))
    assert np.percentile(off_plane, 95) < 0.2


def _middle(mesh: Mesh, patch: str) -> np.ndarray:
    faces = mesh.faces[mesh.features == mesh.feature_names.index(patch) + 1]
    corners = mesh.vertices[faces].astype(float)
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    return np.asarray((corners.mean(axis=1) * areas[:, None]).sum(axis=0) / areas.sum())


@pytest.mark.parametrize("name", ["occipital_bone", "temporal_bone", "atlas_c1", "axis_c2", "c3_vertebra"])
def test_every_patch_lies_where_it_should(name: str) -> None:
    mesh = shipped(name)
    assert mesh.feature_names
    for patch in mesh.feature_names:
        left = patch.endswith("_l")
        place = np.array(PLACES[patch[:-2] + "_r" if left else patch], dtype=float)
        expected = place * [-1, 1, 1] if left else place
        assert np.linalg.norm(_middle(mesh, patch) - expected) < 4.0, (patch, _middle(mesh, patch))


def test_the_dens_is_the_top_of_the_axis_and_stands_inside_the_atlas() -> None:
    axis, atlas = shipped("axis_c2"), shipped("atlas_c1")
    top = axis.vertices[axis.vertices[:, 2].argmax()]
    assert np.abs(top - [0, 73.5, -23]).max() < 2.5
    ring = atlas.vertices[np.abs(atlas.vertices[:, 2] - top[2] + 8) < 2]
    assert ring[:, 1].min() < top[1] < ring[:, 1].max()


def test_the_mastoid_reaches_the_published_level() -> None:
    bone = shipped("temporal_bone")
    process = bone.vertices[np.unique(bone.faces[bone.features == 1])]
    assert -26.0 < process[:, 2].min() < -22.0


def test_the_spinous_process_of_the_axis_is_bifid() -> None:
    axis = shipped("axis_c2").vertices
    behind = axis[axis[:, 1] < 36.0]
    tips = behind[np.abs(behind[:, 0]) > 2.0]
    cleft = behind[np.abs(behind[:, 0]) < 0.7]
    assert tips[:, 2].min() < cleft[:, 2].min() - 1.0


def test_the_manifest_describes_the_files() -> None:
    manifest = json.loads((MESHES / "manifest.json").read_text(encoding="utf-8"))
    for name in BONES:
        entry, mesh = manifest[name], shipped(name)
        assert entry["sha256"] == hashlib.sha256((MESHES / f"{name}.ply").read_bytes()).hexdigest()
        assert entry["watertight"]
        assert entry["triangles"] == len(mesh.faces)
        assert set(entry["features"]) == set(mesh.feature_names)
        assert np.linalg.norm(mesh.vertices - entry["anchor"], axis=1).min() < 0.01
        assert set(mesh.feature_names) == set(RECIPES[name].patches(Figures()))


def test_condyle_and_atlas_keep_the_thickness_of_cartilage_all_over_the_joint() -> None:
    condyles, atlas = shipped("occipital_bone"), shipped("atlas_c1")
    faces = condyles.faces[condyles.features == condyles.feature_names.index("occipital_condyle_r") + 1]
    places = condyles.vertices[np.unique(faces)].astype(float)
    gaps = Surface(atlas.vertices, atlas.faces).distance(places)
    low, middle, high = np.quantile(gaps, [0.05, 0.5, 0.85])
    assert 1.0 < low < middle < high < 3.0
    # An oval of about 23 by 11 mm (Naderi 2005) that converges forwards.
    ahead, behind = places[places[:, 1] > 74.0], places[places[:, 1] < 63.0]
    assert ahead[:, 0].mean() < behind[:, 0].mean() - 3.0
    assert 18.0 < np.ptp(places @ [-0.42, 0.907, 0.0]) < 26.0


def test_nobody_looks_into_the_skull_between_mastoid_and_occipital_bone() -> None:
    seam = np.array([[38.5, y, z] for y in (60.0, 62.0, 64.0) for z in (-11.0, -10.0)])
    nearest = np.min(
        [
            Surface(m.vertices, m.faces).distance(seam)
            for m in map(shipped, ("temporal_bone", "occipital_bone"))
        ],
        axis=0,
    )
    assert (nearest < 0.8).all()


def test_the_sigmoid_sinus_has_a_groove_in_the_temporal_bone() -> None:
    bone = shipped("temporal_bone")
    assert (
        Surface(bone.vertices, bone.faces).distance(np.array([[46.0, 52.5, 2.5], [40.0, 60.0, -2.5]])) > 2.0
    ).all()
