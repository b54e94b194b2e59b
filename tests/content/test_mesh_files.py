from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh

from anatomy_viewer.content.atlas_files import AtlasFiles, load_atlas
from anatomy_viewer.content.mesh_files import SYSTEM_COLOURS, MeshStore
from anatomy_viewer.content.own_mesh_files import read_own_mesh
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import OWN, SYSTEMS


def test_the_left_side_is_the_right_one_mirrored(atlas_folder: Path, atlas_files: AtlasFiles) -> None:
    store = MeshStore(atlas_folder, atlas_files.atlas)
    right, left = store.full("nerve_r"), store.full("nerve_l")
    assert right is not None
    assert left is not None
    assert left.vertices[:, 0].max() == -12
    assert left.colours is right.colours
    assert store.full("nerve_l") is left
    assert store.problems == ()


@pytest.mark.parametrize("damage", [b"", b"ply\n", b"not a mesh"])
def test_a_broken_mesh_is_named_once_and_the_rest_works(
    atlas_folder: Path, atlas_files: AtlasFiles, damage: bytes
) -> None:
    (atlas_folder / "nerve.ply").write_bytes(damage)
    store = MeshStore(atlas_folder, atlas_files.atlas)
    assert store.full("nerve_r") is None
    assert store.full("nerve_l") is None
    assert store.full("skull") is not None
    assert [Path(p.path).name for p in store.problems] == ["nerve.ply"]


def test_a_cut_mesh_is_named(atlas_folder: Path, atlas_files: AtlasFiles) -> None:
    path = atlas_folder / "skull.ply"
    path.write_bytes(path.read_bytes()[:-7])
    store = MeshStore(atlas_folder, atlas_files.atlas)
    assert store.full("skull") is None
    assert "cut short" in store.problems[0].problem


def test_without_a_coarse_mesh_the_full_one_moves(atlas_folder: Path, atlas_files: AtlasFiles) -> None:
    (atlas_folder / "coarse" / "skull.ply").unlink()
    store = MeshStore(atlas_folder, atlas_files.atlas)
    assert store.coarse("skull") is store.full("skull")
    assert len(store.problems) == 1


@pytest.mark.parametrize("form", ["stl", "obj", "ply", "glb"])
def test_a_mesh_from_elsewhere_becomes_a_structure(atlas_folder: Path, form: str) -> None:
    """One file and one row: the facts are measured, the colour is its system's."""
    for path in (atlas_folder / "nerve.ply", atlas_folder / "coarse" / "nerve.ply"):
        path.unlink()
    manifest = json.loads((atlas_folder / "manifest.json").read_text())
    del manifest["nerve"]
    (atlas_folder / "manifest.json").write_text(json.dumps(manifest))
    trimesh.creation.icosphere(2, 20.0).export(atlas_folder / f"nerve.{form}")
    files = load_atlas(atlas_folder)
    store = MeshStore(atlas_folder, files.atlas)
    mesh = store.full("nerve_r")
    assert files.problems == ()
    assert mesh is not None
    assert len(mesh.vertices) == 162
    assert tuple(mesh.colours[0]) == SYSTEM_COLOURS["nerves"]
    assert files.atlas.facts["nerve_r"].volume_mm3 == pytest.approx(4 / 3 * np.pi * 20**3, rel=0.05)
    assert files.atlas.facts["nerve_r"].watertight
    assert store.coarse("nerve_r") is mesh
    assert store.problems == ()


def test_normals_look_outwards(tmp_path: Path) -> None:
    trimesh.creation.icosphere(2, 20.0).export(tmp_path / "ball.stl")
    mesh = read_own_mesh(tmp_path / "ball.stl")
    assert (np.einsum("ij,ij->i", mesh.normals, mesh.vertices) > 19).all()


@pytest.mark.parametrize("form", ["stl", "obj", "ply", "glb"])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_a_cut_file_from_elsewhere_is_refused(tmp_path: Path, form: str, part: float) -> None:
    path = tmp_path / f"ball.{form}"
    trimesh.creation.icosphere(2, 20.0).export(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    if form == "obj" and part > 0.5:
        assert len(read_own_mesh(path).faces) < 320  # whole lines of text remain a mesh
    else:
        with pytest.raises(ContentError, match=r"damaged|no faces"):
            read_own_mesh(path)


def stl(corners: list[tuple[float, float, float]]) -> bytes:
    return bytes(80) + struct.pack("<I", 1) + struct.pack("<12fH", 0, 0, 1, *np.ravel(corners), 0)


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ([(0, 0, 0), (float("nan"), 0, 0), (0, 9, 0)], "not numbers"),
        ([(0, 0, 0), (1e6, 0, 0), (0, 9, 0)], r"1e\+06 mm wide"),
        ([(0, 0, 0), (0.07, 0, 0), (0, 0.09, 0)], "0.09 mm wide"),
    ],
)
def test_impossible_meshes_are_refused(
    tmp_path: Path, corners: list[tuple[float, float, float]], words: str
) -> None:
    (tmp_path / "a.stl").write_bytes(stl(corners))
    with pytest.raises(ContentError, match=words):
        read_own_mesh(tmp_path / "a.stl")


def test_too_many_faces_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anatomy_viewer.content.own_mesh_files.MOST_FACES", 100)
    trimesh.creation.icosphere(2, 20.0).export(tmp_path / "a.ply")
    with pytest.raises(ContentError, match="320 faces"):
        read_own_mesh(tmp_path / "a.ply")


def test_points_without_faces_and_other_kinds_of_file(tmp_path: Path) -> None:
    trimesh.PointCloud(np.eye(3)).export(tmp_path / "a.ply")
    (tmp_path / "a.3ds").write_bytes(b"")
    for name, words in (("a.ply", "no faces"), ("a.3ds", "'.3ds'"), ("none.stl", "can't be read")):
        with pytest.raises(ContentError, match=words):
            read_own_mesh(tmp_path / name)


def test_a_material_file_is_not_followed(tmp_path: Path) -> None:
    text = "mtllib ../secret.mtl\nusemtl x\nv 0 0 0\nv 9 0 0\nv 0 9 0\nf 1 2 3\n"
    (tmp_path / "a.obj").write_text(text)
    assert len(read_own_mesh(tmp_path / "a.obj").faces) == 1


def test_every_system_has_a_colour() -> None:
    assert set(SYSTEM_COLOURS) == {*SYSTEMS, OWN}


def test_cavities_that_cant_be_read_are_named_once_and_left_out(
    atlas_folder: Path, atlas_files: AtlasFiles
) -> None:
    assert MeshStore(atlas_folder, atlas_files.atlas).cavities() is None
    (atlas_folder / "cavities.ply").write_bytes(b"ply\nno mesh")
    store = MeshStore(atlas_folder, atlas_files.atlas)
    assert store.cavities() is None
    assert store.cavities() is None
    assert [problem.path.name for problem in store.problems] == ["cavities.ply"]
