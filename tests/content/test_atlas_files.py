from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles, load_atlas
from anatomy_viewer.errors import ContentError


def edit(path: Path, old: str, new: str) -> int:
    """Put `new` in the place of the first `old`; returns its line."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def only(files: AtlasFiles) -> ContentError:
    assert len(files.problems) == 1, [str(p) for p in files.problems]
    return files.problems[0]


def test_pairs_features_and_groups(atlas_files: AtlasFiles) -> None:
    atlas = atlas_files.atlas
    assert atlas_files.problems == ()
    assert list(atlas.structures) == ["skull", "oblique_r", "oblique_l", "nerve_r", "nerve_l", "scalp"]
    assert list(atlas.features) == ["bump", "line_r", "line_l", "belly_r", "belly_l"]
    assert atlas.features["belly_l"].of == "oblique_l"
    assert atlas.features["belly_l"].baked == "belly"
    assert atlas.features["line_l"].baked == "line_l"
    assert atlas.resolve("deep_muscles") == ("oblique_r", "oblique_l")
    assert atlas.structures["oblique_l"].ids == {"fma": "32537"}
    assert atlas.structures["oblique_r"].ids == {"fma": "32536"}


def test_left_facts_are_mirrored(atlas_files: AtlasFiles) -> None:
    right, left = atlas_files.atlas.facts["nerve_r"], atlas_files.atlas.facts["nerve_l"]
    assert right.bounds == ((12, 5, -50), (28, 35, 30))
    assert left.bounds == ((-28, 5, -50), (-12, 35, 30))
    assert left.anchor[0] == -right.anchor[0]
    assert right.volume_mm3 == pytest.approx(16 * 30 * 80)
    assert right.watertight


def test_points_keep_each_study(atlas_files: AtlasFiles) -> None:
    point = atlas_files.atlas.points["cp1"]
    assert [study.source for study in point.published] == ["KIM18", "JAN10"]
    assert point.published[1].lateral_sd is None
    assert point.position == (30, 20, -45)


@pytest.mark.parametrize(
    ("file", "old", "new", "words", "hint"),
    [
        ("structures.yaml", "system: muscles", "system: muscle", "'muscle' is not known", "'muscles'"),
        ("structures.yaml", "    layer: 7\n", "    layerr: 7\n", "'layerr' is not known", "'layer'"),
        (
            "structures.yaml",
            "parent: deep_muscles",
            "parent: deep_muscle",
            "no group or structure",
            "deep_mus",
        ),
        ("structures.yaml", "[KIM18]", "[KIM81]", "no source called 'KIM81'", "'KIM18'"),
        ("structures.yaml", "layer: 6", "layer: 9", "'layer' should be at most 8", ""),
        ("structures.yaml", "zh: 颅", "zh: ''", "'zh' is empty", "Write"),
        ("structures.yaml", "of: oblique", "of: obliqe", "no structure called 'obliqe'", "'oblique'"),
        ("structures.yaml", "members: [oblique]", "members: [oblique, nrve]", "called 'nrve'", "'nerve'"),
        ("structures.yaml", "{id: line,", "{id: bump,", "'bump' already stands for", "another"),
        ("structures.yaml", "confidence: V", "confidence: W", "'W' is not known", "Use one of"),
        ("points.yaml", "structure: oblique_r", "structure: oblique", "called 'oblique'", "'oblique_"),
        ("points.yaml", "nerve: nerve_r", "nerve: skul", "no structure called 'skul'", "'skull'"),
        ("points.yaml", "kind: compression", "kind: kompression", "'kompression'", "'compression'"),
        ("points.yaml", "position: [30, 20, -45]", "position: [30, 20]", "three numbers", "sculpt"),
        ("points.yaml", "lateral: 30.2", "lateral: far", "'lateral' should be a number", ""),
        ("sources.yaml", "year: 2018", "yearr: 2018", "'yearr' is not known", "'year'"),
    ],
)
def test_mistakes_are_found(atlas_folder: Path, file: str, old: str, new: str, words: str, hint: str) -> None:
    line = edit(atlas_folder / file, old, new)
    problems = [p for p in load_atlas(atlas_folder).problems if words in p.problem]
    assert len(problems) == 1
    assert problems[0].path == atlas_folder / file
    assert problems[0].line == line
    assert hint in problems[0].hint


def test_a_wrong_row_costs_only_itself(atlas_folder: Path) -> None:
    edit(atlas_folder / "structures.yaml", "system: nerves", "system: nervs")
    files = load_atlas(atlas_folder)
    assert "oblique_r" in files.atlas.structures
    assert "nerve_r" not in files.atlas.structures
    assert "lm1" in files.atlas.points


def test_a_point_that_is_not_seated_is_named_and_left_out(atlas_folder: Path) -> None:
    edit(atlas_folder / "points.yaml", "    position: [-30, 50, 0]\n", "")
    files = load_atlas(atlas_folder)
    assert "'lm1' has no position" in only(files).problem
    assert list(files.atlas.points) == ["cp1"]


def test_a_structure_without_a_mesh_is_named_and_left_out(atlas_folder: Path) -> None:
    edit(
        atlas_folder / "structures.yaml",
        "features:",
        "  - {id: disc, system: ligaments, layer: 8, names: {en: Disc, zh: 盘}, about: {en: D., zh: 盘。},"
        " confidence: K}\nfeatures:",
    )
    files = load_atlas(atlas_folder)
    assert "'disc' has no mesh" in only(files).problem
    assert len(files.atlas.structures) == 6


def test_what_lies_on_a_left_out_structure_is_not_reported_again(atlas_folder: Path) -> None:
    (atlas_folder / "manifest.json").unlink()
    (atlas_folder / "nerve.ply").unlink()
    files = load_atlas(atlas_folder)
    assert [str(p.path.name) for p in files.problems if isinstance(p.path, Path)] == ["manifest.json"]
    assert list(files.atlas.points) == ["lm1"]


@pytest.mark.parametrize("text", ["{", "[]", '{"skull": {}}', '{"skull": 3}', "[" * 100_000])
def test_a_broken_manifest_is_one_problem_and_meshes_are_measured(atlas_folder: Path, text: str) -> None:
    sound = load_atlas(atlas_folder).atlas
    (atlas_folder / "manifest.json").write_text(text)
    files = load_atlas(atlas_folder)
    assert only(files).path == atlas_folder / "manifest.json"
    assert files.atlas.facts == sound.facts


def test_files_that_are_not_there(tmp_path: Path) -> None:
    files = load_atlas(tmp_path)
    assert len(files.problems) == 4
    assert not files.atlas.structures


def test_a_table_that_is_not_a_list(atlas_folder: Path) -> None:
    (atlas_folder / "points.yaml").write_text("points: 3\n")
    assert "should be a list" in only(load_atlas(atlas_folder)).problem
