"""Meshes in lesson packs: what a lesson names goes along with its licence; what a stranger brings is judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
import trimesh

from anatomy_viewer.content.own_adding import Wish, added
from anatomy_viewer.content.own_atlas import OwnFiles, own_folders, read_own
from anatomy_viewer.content.own_keeping import keep_own
from anatomy_viewer.content.own_mesh_files import read_raw_mesh
from anatomy_viewer.content.pack_files import kept_packs, open_pack, opened, pack_lessons, remove_pack
from anatomy_viewer.content.pack_writing import write_pack
from anatomy_viewer.content.paths import own_atlas_dir, packs_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.ply import ply_bytes, read_ply
from anatomy_viewer.model.anatomy import Atlas, Text
from anatomy_viewer.model.own_meshes import with_own
from tests.small_atlas import LESSON

OF_PLATE = LESSON.replace("[bones, muscles, nerves]", "[bones, muscles, nerves, own_plate]", 1)


def plate(folder: Path, atlas: Atlas, radius: float = 20.0) -> Path:
    trimesh.creation.icosphere(2, radius).export(folder / "plate.stl")
    wish = Wish("A. Maker", "CC BY 4.0", names=Text("Plate", "钛板"))
    found = added(read_raw_mesh(folder / "plate.stl"), wish, (), atlas.bounds(sorted(atlas.all_ids)))
    return keep_own(found.meshes, own_atlas_dir())


def own() -> OwnFiles:
    return read_own(own_folders(own_atlas_dir(), packs_dir()))


@pytest.fixture
def written(tmp_path: Path, small_atlas: Atlas) -> Path:
    """A pack of a lesson that shows a plate; the plate is gone from the personal atlas."""
    kept = plate(tmp_path, small_atlas)
    (tmp_path / "mine.md").write_text(OF_PLATE)
    made = write_pack([tmp_path / "mine.md"], tmp_path / "gift", small_atlas, "CC0", own())
    for path in sorted(kept.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    kept.rmdir()
    return made


def test_a_pack_brings_the_meshes_that_its_lessons_name(written: Path, small_atlas: Atlas) -> None:
    assert ZipFile(written).namelist() == [
        "LICENSE",
        "mine.md",
        "meshes/structures.yaml",
        "meshes/own_plate.ply",
    ]
    assert b"plate.stl" not in ZipFile(written).read("meshes/structures.yaml")
    got = open_pack(written, packs_dir(), small_atlas, [])
    assert sorted(path.name for path in (got.folder / "meshes").iterdir()) == [
        "coarse", "manifest.json", "own_plate.ply", "structures.yaml",
    ]  # fmt: skip
    files = own()
    atlas = with_own(small_atlas, files.own)
    assert atlas.name("own_plate", "zh") == "钛板"
    assert atlas.structures["own_plate"].licence == "CC BY 4.0"
    assert "lesson pack gift" in atlas.structures["own_plate"].about.en
    assert files.own.kept == frozenset()  # it goes with the pack alone
    assert not [p for p in pack_lessons(packs_dir(), atlas, []).problems if "own_plate" in p.problem]
    (pack,) = kept_packs(packs_dir())
    assert (pack.name, pack.lessons, pack.meshes, pack.licence) == ("gift", ("mine",), ("own_plate",), "CC0")
    remove_pack(pack)
    assert list(packs_dir().iterdir()) == []
    assert own().folders == {}


def test_a_lesson_whose_mesh_is_not_here_is_not_given_away(tmp_path: Path, small_atlas: Atlas) -> None:
    (tmp_path / "mine.md").write_text(OF_PLATE)
    with pytest.raises(ContentError, match="your mesh 'own_plate' is not here"):
        write_pack([tmp_path / "mine.md"], tmp_path / "gift", small_atlas, "CC0", own())
    assert not (tmp_path / "gift.avpack").exists()


def test_a_mesh_of_a_name_that_one_has_is_refused_unless_it_is_the_same(
    written: Path, tmp_path: Path, small_atlas: Atlas
) -> None:
    plate(tmp_path, small_atlas, 25.0)
    with pytest.raises(ContentError, match="you have another of this name"):
        open_pack(written, packs_dir(), small_atlas, [])
    assert opened(packs_dir()) == []
    for path in own_folders(own_atlas_dir()):
        path.rename(tmp_path / "away")
    plate(tmp_path, small_atlas, 20.0)
    assert open_pack(written, packs_dir(), small_atlas, []).name == "gift"
    assert open_pack(written, packs_dir(), small_atlas, []).name == "gift"  # a newer one of its own


def changed(pack: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    with ZipFile(pack) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    with ZipFile(pack.with_name("evil.avpack"), "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return pack.with_name("evil.avpack")


ROWS, PLY = "meshes/structures.yaml", "meshes/own_plate.ply"
LICENCE = b', "licence": "CC BY 4.0"'
BOMB = b"own: &a [x, x]\nb: *a\n"
ATTACKS: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "other name": (lambda f: f.update({"meshes/skull.ply": f[PLY]}), "neither a lesson"),
    "place": (lambda f: f.update({"meshes/../own_a.ply": f[PLY]}), "leads out"),
    "deep": (lambda f: f.update({"meshes/coarse/own_plate.ply": f[PLY]}), "neither a lesson"),
    "manifest": (lambda f: f.update({"meshes/manifest.json": b"{}"}), "neither a lesson"),
    "no ply": (lambda f: f.update({PLY: b"ply\nformat ascii 1.0\n"}), "no mesh of this program"),
    "cut": (lambda f: f.update({PLY: f[PLY][:-9]}), "no mesh of this program"),
    "no row": (lambda f: f.update({"meshes/own_b.ply": f[PLY]}), "do not belong together"),
    "no mesh": (lambda f: f.pop(PLY), "do not belong together"),
    "twice": (lambda f: f.update({ROWS: f[ROWS] + f[ROWS].split(b"\n")[1] + b"\n"}), "do not belong together"),
    "alias": (lambda f: f.update({ROWS: BOMB}), "structures.yaml"),
    "no licence": (lambda f: f.update({ROWS: f[ROWS].replace(LICENCE, b"")}), "'licence' is missing"),
    "script": (lambda f: f.update({ROWS: f[ROWS].replace(b"own_plate", b"../evil")}), "is not an id"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_mesh_that_attacks_refuses_the_whole_pack(written: Path, small_atlas: Atlas, name: str) -> None:
    change, told = ATTACKS[name]
    evil = changed(written, change)
    before = set(written.parent.rglob("*"))
    with pytest.raises(ContentError) as caught:
        open_pack(evil, packs_dir(), small_atlas, [])
    assert told in str(caught.value)
    assert not packs_dir().exists() or list(packs_dir().iterdir()) == []
    assert set(written.parent.rglob("*")) == before


def test_what_is_kept_is_written_anew(written: Path, small_atlas: Atlas) -> None:
    """Corners that are no numbers, or far away, don't get in; named patches of faces are dropped."""

    def far(files: dict[str, bytes]) -> None:
        path = written.with_name("x.ply")
        path.write_bytes(files[PLY])
        mesh = read_ply(path)
        mesh.vertices[0] = np.float32(1e9)
        files[PLY] = ply_bytes(mesh)

    with pytest.raises(ContentError, match="too large to be shown"):
        open_pack(changed(written, far), packs_dir(), small_atlas, [])
