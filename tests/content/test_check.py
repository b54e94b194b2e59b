from __future__ import annotations

import json
from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles
from anatomy_viewer.content.check import check
from anatomy_viewer.content.free_scene import free_scene
from anatomy_viewer.content.tables import atlas_rows, point_rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.lesson import scene_view

LESSON = """\
---
code: L01
title: First
summary: Short.
level: student
minutes: 5
---

## Hook {#hook}

The [nerve](structure:nerve_r).

```quiz
id: click
kind: locate
ask: Click it.
answer: nerve_r
```
"""


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "l01.md").write_text(LESSON, encoding="utf-8")
    return folder


def test_a_clean_report_has_the_promised_form(atlas_folder: Path, lessons: Path) -> None:
    report = check([atlas_folder, lessons]).as_json()
    assert report == {"problems": [], "structures": 6, "lessons": 1, "steps": 1, "questions": 1}


def test_problems_have_the_promised_form(
    atlas_folder: Path, lessons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lessons / "l01.md").write_text(LESSON.replace("structure:nerve_r", "structure:nerv_r"), encoding="utf-8")
    monkeypatch.chdir(lessons)
    report = check([atlas_folder, Path("l01.md")]).as_json()
    assert report["problems"] == [
        {
            "file": "l01.md",
            "line": 11,
            "what": "there is no structure 'nerv_r'.",
            "hint": "Did you mean 'nerve_r'?",
        }
    ]
    assert json.loads(json.dumps(report)) == report
    assert report["lessons"] == 0


def test_meshes_are_read_and_compared_with_the_manifest(atlas_folder: Path) -> None:
    manifest = json.loads((atlas_folder / "manifest.json").read_text())
    manifest["skull"]["sha256"] = "0" * 64
    (atlas_folder / "manifest.json").write_text(json.dumps(manifest))
    (atlas_folder / "coarse" / "nerve.ply").write_bytes(b"ply")
    (atlas_folder / "stray.ply").write_bytes(b"ply")
    found = {Path(p.path).name: p.problem for p in check([atlas_folder]).problems}
    assert found.keys() == {"skull.ply", "nerve.ply", "stray.ply"}
    assert "not the mesh that manifest.json describes" in found["skull.ply"]
    assert "no structure has this mesh" in found["stray.ply"]


def test_paths_that_are_neither_lesson_nor_folder(atlas_folder: Path, lessons: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "empty").mkdir()
    paths = [atlas_folder, lessons, tmp_path / "a.txt", tmp_path / "none.md", tmp_path / "empty"]
    report = check(paths)
    assert [Path(p.path).name for p in report.problems] == ["a.txt", "none.md", "empty"]
    assert report.lessons == 1


def test_an_atlas_without_structures_is_not_blamed_on_lessons(lessons: Path, tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    folder.mkdir()
    (folder / "structures.yaml").write_text("structures: [")
    report = check([folder, lessons])
    assert report.problems
    assert all("l01" not in str(p.path) for p in report.problems)


def test_atlas_rows(atlas_files: AtlasFiles) -> None:
    rows = atlas_rows(atlas_files.atlas)
    keys = "id,en,la,zh,system,side,triangles,triangles_coarse,bounds,volume_mm3,watertight,source,confidence"
    assert all(",".join(row) == keys for row in rows)
    left = next(row for row in rows if row["id"] == "nerve_l")
    assert left["side"] == "left"
    assert left["bounds"] == [[-28, 5, -50], [-12, 35, 30]]
    assert json.loads(json.dumps(rows)) == rows


def test_point_rows_keep_studies_apart(atlas_files: AtlasFiles) -> None:
    rows = point_rows(atlas_files.atlas)
    assert all(
        ",".join(row) == "id,kind,en,zh,position,published,sd,shift_mm,source,confidence" for row in rows
    )
    assert [study["lateral"] for study in rows[0]["published"]] == [30.2, 20.1]
    assert [study["lateral"] for study in rows[0]["sd"]] == [8.9, None]
    assert json.loads(json.dumps(rows)) == rows


def test_a_free_picture(atlas_files: AtlasFiles) -> None:
    atlas = atlas_files.atlas
    scene = free_scene(atlas, show=["bones", "nerve_r"], highlight=["bump"], camera="left, far", peel=1)
    view = scene_view(scene, atlas)
    assert view.visible == {"skull", "nerve_r"}
    assert view.highlighted == {"bump"}


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ({"show": ["bone"]}, "'bones'"),
        ({"label": ["nrve_r"]}, "'nerve_r'"),
        ({"camera": "posteriour"}, "'posterior'"),
        ({"peel": 9}, ""),
    ],
)
def test_a_free_picture_of_nothing_known(
    atlas_files: AtlasFiles, words: dict[str, object], hint: str
) -> None:
    with pytest.raises(ContentError) as caught:
        free_scene(atlas_files.atlas, **words)  # type: ignore[arg-type]
    assert str(caught.value).startswith("the command: ")
    assert hint in caught.value.hint
