"""Own meshes: what a file becomes, how it is laid over the specimen, and what is refused with nothing kept."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh

from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.own_adding import Added, Wish, added
from anatomy_viewer.content.own_atlas import OwnMeshes, own_folders, read_own
from anatomy_viewer.content.own_frames import checked_axes, guessed
from anatomy_viewer.content.own_keeping import keep_own, own_id, remove_own
from anatomy_viewer.content.own_matches import read_matches
from anatomy_viewer.content.own_mesh_files import read_raw_mesh, read_raw_meshes
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import OWN, Atlas, Text
from anatomy_viewer.model.lesson import step_view
from anatomy_viewer.model.own_meshes import lost_in, with_own

WISH = Wish("A. Maker, scanned plate", "CC BY 4.0")


def ball(radius: float = 20.0, at: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> trimesh.Trimesh:
    found = trimesh.creation.icosphere(2, radius)
    found.apply_translation(at)
    return found


def judged(path: Path, atlas: Atlas, wish: Wish = WISH) -> Added:
    return added(read_raw_mesh(path), wish, (), atlas.bounds(sorted(atlas.all_ids)))


def test_an_added_mesh_stands_beside_the_atlas_and_can_be_removed(tmp_path: Path, small_atlas: Atlas) -> None:
    ball().export(tmp_path / "plate.stl")
    home = tmp_path / "home"
    found = judged(
        tmp_path / "plate.stl", small_atlas, replace(WISH, names=Text("Plate", "钛板"), colour="#336699")
    )
    keep_own(found.meshes, home)
    files = read_own(own_folders(home))
    atlas = with_own(small_atlas, files.own)
    assert files.problems == ()
    assert atlas.name("own_plate", "zh") == "钛板"
    assert atlas.structures["own_plate"].licence == "CC BY 4.0"
    assert atlas.sources["own_plate"].citation == "A. Maker, scanned plate"
    assert atlas.resolve(OWN) == atlas.resolve("own_plate") == ("own_plate",)
    assert "own_plate" not in atlas.all_ids | set(atlas.resolve("all"))
    mesh = OwnMeshes(files.folders)["own_plate"]
    assert tuple(mesh.colours[0]) == (0x33, 0x66, 0x99)
    assert atlas.facts["own_plate"].watertight
    remove_own(["own_plate"], home)
    assert list(home.iterdir()) == []
    assert with_own(atlas, read_own(own_folders(home)).own).own_ids == ()


def test_the_parts_of_a_glb_keep_their_names_and_lie_where_gltf_has_them(
    tmp_path: Path, small_atlas: Atlas
) -> None:
    scene = trimesh.Scene()
    scene.add_geometry(ball(0.02), node_name="Left plate", geom_name="Left plate")
    up = trimesh.transformations.translation_matrix((0.1, 0.0, 0.0))
    scene.add_geometry(ball(0.005), node_name="Screw", geom_name="Screw", transform=up)
    (tmp_path / "two.glb").write_bytes(scene.export(file_type="glb"))
    plate, screw = judged(tmp_path / "two.glb", small_atlas).meshes
    assert (plate.form.id, screw.form.id) == ("own_left_plate", "own_screw")
    assert screw.mesh.bounds.mean(axis=0) == pytest.approx((-100.0, 0.0, 0.0), abs=0.1)  # +x of glTF is left
    home = tmp_path / "home"
    keep_own([plate, screw], home)
    remove_own(["own_screw"], home)
    assert list(read_own(own_folders(home)).own.structures) == ["own_left_plate"]
    assert not list(home.rglob("own_screw*"))


def test_objects_of_an_obj_become_structures(tmp_path: Path, small_atlas: Atlas) -> None:
    flap = "o flap\nv 0 0 0\nv 9 0 0\nv 0 9 0\nf 1 2 3\n"
    (tmp_path / "a.obj").write_text(flap + "o graft\nv 0 0 5\nv 9 0 5\nv 0 9 5\nf 4 5 6\n")
    found = judged(tmp_path / "a.obj", small_atlas)
    assert [each.form.names.en for each in found.meshes] == ["flap", "graft"]
    assert any("not closed: 2" in note for note in found.notes)
    assert len(found.meshes[0].mesh.faces) == 2  # a sheet is seen from both sides


def test_files_that_belong_together_are_one_with_the_names_of_the_files(
    tmp_path: Path, small_atlas: Atlas
) -> None:
    ball().export(tmp_path / "left_plate.stl")
    ball(9.0, (30.0, 0.0, 0.0)).export(tmp_path / "screw.stl")
    raw = read_raw_meshes([tmp_path / "left_plate.stl", tmp_path / "screw.stl"])
    found = added(raw, WISH, (), small_atlas.bounds(sorted(small_atlas.all_ids)))
    assert [(m.form.id, m.form.file) for m in found.meshes] == [
        ("own_left_plate", "left_plate.stl"), ("own_screw", "screw.stl"),
    ]  # fmt: skip
    ball(0.009).export(tmp_path / "other.glb")
    with pytest.raises(ContentError, match="different kinds"):
        read_raw_meshes([tmp_path / "screw.stl", tmp_path / "other.glb"])


@pytest.mark.parametrize(("factor", "units"), [(1.0, "mm"), (0.001, "m"), (0.1, "cm")])
def test_units_are_guessed_and_said(tmp_path: Path, small_atlas: Atlas, factor: float, units: str) -> None:
    ball(10.0 * factor).export(tmp_path / "a.stl")
    raw = read_raw_mesh(tmp_path / "a.stl")
    assert guessed(raw).units == units
    found = judged(tmp_path / "a.stl", small_atlas)
    assert float(np.ptp(found.meshes[0].mesh.vertices[:, 0])) == pytest.approx(20.0, rel=0.01)
    assert (units == "mm") == (found.notes == ())


def test_axes_turn_and_mirror_so_that_faces_look_outwards(tmp_path: Path, small_atlas: Atlas) -> None:
    ball(10.0, (30.0, 0.0, 0.0)).export(tmp_path / "a.stl")
    for axes, middle in (("LPS", (-30, 0, 0)), ("LAS", (-30, 0, 0)), ("SRA", (0, 0, 30))):
        mesh = judged(tmp_path / "a.stl", small_atlas, replace(WISH, axes=axes)).meshes[0].mesh
        assert mesh.bounds.mean(axis=0) == pytest.approx(middle, abs=0.2)
        corners = mesh.vertices[mesh.faces]
        out = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        assert (np.einsum("ij,ij->i", out, corners.mean(axis=1) - middle) > 0).all()
    with pytest.raises(ContentError, match="three directions"):
        checked_axes("RLS")


def test_slicer_says_its_axes_in_the_file(tmp_path: Path) -> None:
    data = ball().export(file_type="stl")
    (tmp_path / "a.stl").write_bytes(b"3D Slicer output. SPACE=LPS".ljust(80) + data[80:])
    assert guessed(read_raw_mesh(tmp_path / "a.stl")).axes == "LPS"


def test_matching_points_lay_a_mesh_over_the_specimen(tmp_path: Path, small_atlas: Atlas) -> None:
    """Turned, moved away and half as large: brought back by four points, one of them the atlas's own."""
    name, (x, y, z) = next((p.id, p.position) for p in small_atlas.points.values())
    places = np.array([(x, y, z), (x + 40, y, z), (x, y + 30, z), (x, y, z + 50)])
    turn = trimesh.transformations.rotation_matrix(0.7, (1, 2, 3))[:3, :3]
    there = (places @ turn.T) * 0.5 + (900.0, 0.0, 0.0)
    mesh = ball(10.0, (x, y, z))
    mesh.vertices = (mesh.vertices @ turn.T) * 0.5 + (900.0, 0.0, 0.0)
    mesh.export(tmp_path / "a.ply")
    head, *rest = (", ".join(f"{v:.6f}" for v in row) for row in there)
    lines = ["point,x,y,z", f"{name}, {head}"]
    lines += [f"{','.join(map(str, place))}, {row}" for place, row in zip(places[1:], rest, strict=True)]
    (tmp_path / "m.csv").write_text("\n".join(lines) + "\n# the end\n")
    wish = replace(WISH, marks=lambda f: read_matches(str(tmp_path / "m.csv"), small_atlas, f), scaled=True)
    found = judged(tmp_path / "a.ply", small_atlas, wish)
    assert found.fit is not None
    assert found.fit.rms < 0.01
    assert found.meshes[0].mesh.bounds.mean(axis=0) == pytest.approx((x, y, z), abs=0.1)
    assert found.meshes[0].form.scale == pytest.approx(2.0, rel=1e-3)
    rigid = judged(tmp_path / "a.ply", small_atlas, replace(wish, scaled=False))
    assert rigid.fit is not None
    assert rigid.fit.rms > 5.0


def test_matching_points_kept_beside_a_scan_serve_its_meshes(tmp_path: Path, small_atlas: Atlas) -> None:
    places = ([0, 0, 0], [40, 0, 0], [0, 40, 0])
    points = [{"landmark": "", "model_mm": [x, y, z], "scan_mm": [x + 500, y, z]} for x, y, z in places]
    entry = {"size": [2, 2, 2], "affine": np.eye(4).tolist(), "kind": "rigid", "points": points}
    (tmp_path / "s.json").write_text(json.dumps({"version": 1, "frame": "RAS mm", "scans": [entry]}))
    ball(10.0, (500.0, 0.0, 0.0)).export(tmp_path / "a.stl")
    wish = replace(WISH, marks=lambda f: read_matches(str(tmp_path / "s.json"), small_atlas, f))
    assert judged(tmp_path / "a.stl", small_atlas, wish).meshes[0].mesh.bounds.mean() == pytest.approx(
        0.0, abs=0.1
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("0,0,0=0,0,0; 1,0,0=1,0,0", "three matching points"),
        ("0,0,0=0,0,0; 9,0,0=9,0,0; 30,0,0=30,0,0", "along one line"),
        ("0,0,0=0,0; 9,0,0=9,0,0; 0,9,0=0,9,0", "no pair"),
        ("lm_nothing=0,0,0; 9,0,0=9,0,0; 0,9,0=0,9,0", "no point called"),
        ("0,0,0=nan,0,0; 9,0,0=9,0,0; 0,9,0=0,9,0", "no pair"),
    ],
)
def test_points_that_dont_match_are_refused(
    tmp_path: Path, small_atlas: Atlas, words: str, said: str
) -> None:
    ball().export(tmp_path / "a.stl")
    with pytest.raises(ContentError, match=said):
        judged(
            tmp_path / "a.stl",
            small_atlas,
            replace(WISH, marks=lambda f: read_matches(words, small_atlas, f)),
        )


def stl(count: int, corners: list[tuple[float, float, float]]) -> bytes:
    return bytes(80) + struct.pack("<I", count) + struct.pack("<12fH", 0, 0, 1, *np.ravel(corners), 0)


def glb(tree: dict[str, object]) -> bytes:
    text = json.dumps({"asset": {"version": "2.0"}, **tree}).encode()
    text += b" " * (-len(text) % 4)
    return b"glTF" + struct.pack("<II", 2, 20 + len(text)) + struct.pack("<I", len(text)) + b"JSON" + text


MANY: dict[str, object] = {
    "meshes": [{"primitives": [{"attributes": {}, "indices": 0}]}],
    "nodes": [{"mesh": 0}],
    "accessors": [{"count": 150_000_000}],
}
BAD: dict[str, tuple[bytes, str]] = {
    "nan.stl": (stl(1, [(0, 0, 0), (float("nan"), 0, 0), (0, 9, 0)]), "not numbers"),
    "none.ply": (
        b"ply\nformat ascii 1.0\nelement vertex 0\nelement face 0\nend_header\n",
        "no faces|damaged",
    ),
    "many.ply": (
        b"ply\nformat ascii 1.0\nelement vertex 3\nelement face 50000000\nend_header\n",
        "50,000,000 faces",
    ),
    "many.stl": (bytes(80) + struct.pack("<I", 50_000_000), "50,000,000 faces"),
    "many.glb": (glb(MANY), "50,000,000 faces"),
    "speck.stl": (stl(1, [(5, 5, 5)] * 3), "no size|no faces"),
    "far.stl": (stl(1, [(9e4, 0, 0), (9e4 + 30, 0, 0), (9e4, 30, 0)]), "m away from the specimen"),
    "elsewhere.glb": (glb({"buffers": [{"uri": "../secret.bin", "byteLength": 4}]}), "another file"),
    "packed.glb": (glb({"extensionsRequired": ["KHR_draco_mesh_compression"]}), "not read"),
    "broken.glb": (b"glTF" + bytes(40), "damaged"),
    "text.obj": (b"nothing here\n", "no faces|damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_in_both_languages(tmp_path: Path, small_atlas: Atlas, name: str) -> None:
    data, said = BAD[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ContentError, match=said) as caught:
        judged(tmp_path / name, small_atlas)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in sentence(caught.value, "zh"))


def test_metres_for_millimetres_are_named(tmp_path: Path, small_atlas: Atlas) -> None:
    ball(0.1).export(tmp_path / "a.stl")
    with pytest.raises(ContentError, match=r"0\.2 mm wide.*look like metres.*units 'm'"):
        judged(tmp_path / "a.stl", small_atlas, replace(WISH, units="mm"))


@pytest.mark.parametrize(("wish", "said"), [(Wish("", "CC0"), "comes from"), (Wish("me", " "), "licence")])
def test_source_and_licence_are_asked_for(tmp_path: Path, small_atlas: Atlas, wish: Wish, said: str) -> None:
    ball().export(tmp_path / "a.stl")
    with pytest.raises(ContentError, match=said):
        judged(tmp_path / "a.stl", small_atlas, wish)


def test_nothing_is_kept_of_what_cant_be_written_whole(
    tmp_path: Path, small_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    ball().export(tmp_path / "a.stl")
    found = judged(tmp_path / "a.stl", small_atlas)

    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    home = tmp_path / "home"
    monkeypatch.setattr("anatomy_viewer.content.own_keeping.replace_text", full)
    with pytest.raises(ContentError, match="can't be kept"):
        keep_own(found.meshes, home)
    assert list(home.iterdir()) == []


def test_a_damaged_mesh_is_named_and_the_rest_stays(tmp_path: Path, small_atlas: Atlas) -> None:
    ball().export(tmp_path / "a.stl")
    place = keep_own(judged(tmp_path / "a.stl", small_atlas).meshes, tmp_path / "home")
    (place / "own_a.ply").write_bytes(b"ply\n")
    meshes = OwnMeshes(read_own([place]).folders)
    assert len(meshes["own_a"].faces) == 1
    assert [Path(p.path).name for p in meshes.problems] == ["own_a.ply"]


def test_ids_come_from_names() -> None:
    assert own_id("Plaque d'Élan (2)", ()) == "own_plaque_d_elan_2"
    assert own_id("钛板", ["own_mesh"]) == "own_mesh_2"


def test_a_large_mesh_moves_as_a_light_one(tmp_path: Path, small_atlas: Atlas) -> None:
    trimesh.creation.icosphere(6, 20.0).export(tmp_path / "a.stl")
    place = keep_own(judged(tmp_path / "a.stl", small_atlas).meshes, tmp_path / "home")
    folders = read_own([place]).folders
    full, coarse = OwnMeshes(folders)["own_a"], OwnMeshes(folders, coarse=True)["own_a"]
    assert len(full.faces) == 81_920
    assert 10_000 < len(coarse.faces) <= 30_000
    assert np.linalg.norm(coarse.vertices, axis=1) == pytest.approx(20.0, abs=0.2)


LESSON_OF_OWN = """\
---
code: L90
title: With a plate
summary: A plate on the skull.
level: student
minutes: 2
objectives: [See the plate.]
---

## The plate {#plate}

Here lies [the plate](structure:own_plate).

```scene
show: [skull, own_plate]
highlight: [own_plate]
label: [own_plate]
camera: posterior
```

```quiz
id: where
kind: locate
ask: Where is the plate?
answer: own_plate
```
"""


def test_a_lesson_shows_an_own_mesh_and_plays_without_it(tmp_path: Path, small_atlas: Atlas) -> None:
    path = tmp_path / "l90_plate.md"
    path.write_text(LESSON_OF_OWN)
    lost = load_lesson_files([path], small_atlas)
    assert [(p.line, p.problem) for p in lost.problems] == [(12, "your mesh 'own_plate' is not here.")]
    step = lost.lessons["l90_plate"].steps[0]
    assert step.questions == ()
    assert step_view(step, small_atlas).visible == {"skull"}
    assert lost_in(step.scene, small_atlas) == ("own_plate",)
    ball().export(tmp_path / "plate.stl")
    keep_own(judged(tmp_path / "plate.stl", small_atlas).meshes, tmp_path / "home")
    atlas = with_own(small_atlas, read_own(own_folders(tmp_path / "home")).own)
    found = load_lesson_files([path], atlas)
    assert found.problems == ()
    step = found.lessons["l90_plate"].steps[0]
    assert step.questions[0].judge("own_plate").right
    view = step_view(step, atlas)
    assert (view.visible, view.labelled) == ({"skull", "own_plate"}, ("own_plate",))
