"""`add`, `own`, `remove` and `pack`: what they say, what they leave, and that two wrong files leave nothing."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import trimesh

from anatomy_viewer.cli import main
from anatomy_viewer.content import paths
from tests.small_atlas import LESSON


@pytest.fixture
def here(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two meshes; the program finds the small atlas where it looks for the shipped one."""
    monkeypatch.setattr(paths, "PACKAGE", small_folder / "anatomy_viewer")
    monkeypatch.chdir(tmp_path)
    trimesh.creation.icosphere(2, 0.02).export(tmp_path / "plate.stl")  # metres
    (tmp_path / "bad.stl").write_bytes(b"solid nothing\nendsolid\n")
    return tmp_path


SAID = ("--source", "A. Maker", "--licence", "CC0")


def test_a_mesh_is_added_listed_given_away_and_removed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["add", "plate.stl", *SAID, "--name", "Plate", "--name-zh", "钛板", "--colour", "#112233"]) == 0
    )
    out = capsys.readouterr().out
    assert "own_plate  Plate, 320 faces" in out
    assert "units: m (guessed; the mesh is 40 mm wide)." in out
    assert main(["own", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["zh"], row["source"], row["licence"]) == ("own_plate", "钛板", "A. Maker", "CC0")
    (here / "mine.md").write_text(LESSON.replace("[bones, muscles, nerves]", "[bones, own_plate]", 1))
    assert main(["pack", "mine.md", "--licence", "CC0", "-o", "gift"]) == 0
    assert "meshes/own_plate.ply" in ZipFile(here / "gift.avpack").namelist()
    capsys.readouterr()
    assert main(["remove", "Plate"]) == 0
    assert capsys.readouterr().out == "own_plate\n"
    assert list(paths.own_atlas_dir().iterdir()) == []
    assert main(["remove", "own_plate"]) == 2
    assert "there is no own mesh of this name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plate.stl", "bad.stl", *SAID], "bad.stl: "),
        (["plate.stl"], "--source 'Who made it'"),
        (["plate.stl", "--source", "Me"], "--licence 'CC BY 4.0'"),
        (["plate.stl", *SAID, "--units", "mm"], "choose the units 'm'"),
        (["plate.stl", *SAID, "--axes", "RRS"], "does not name three directions"),
        (["plate.stl", *SAID, "--colour", "green"], "is no colour"),
        (["plate.stl", *SAID, "--match", "0,0,0=0,0,0"], "three matching points are needed"),
        (["plate.stl", *SAID, "--match", "none.csv"], "can't be read"),
        (["plate.stl", "plate.stl", *SAID, "--name", "A"], "one name can't serve several files"),
        (["none.stl", *SAID], "can't be read"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_kept(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["add", *words]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert not paths.own_atlas_dir().exists()
