from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles
from anatomy_viewer.content.point_places import point_places
from anatomy_viewer.geometry.ply import write_ply
from tests.small_atlas import box


def test_depth_and_place_along_the_nerve_are_read_off_the_specimen(
    atlas_files: AtlasFiles, atlas_folder: Path
) -> None:
    write_ply(atlas_folder / "scalp_skin.ply", box((-80, -20, -80), (80, 120, 110)))
    point = atlas_files.atlas.points["cp1"]
    near = replace(point, position=(21.0, 20.0, -30.0))
    left = replace(near, id="left", position=(-21.0, 20.0, -30.0), nerve="nerve_l")
    places = point_places(atlas_folder, [near, left, replace(near, id="far", position=(60.0, 20.0, -30.0))])
    assert (places["cp1"].s_mm, places["cp1"].depth_mm) == (pytest.approx(20.0), pytest.approx(40.0))
    assert places["left"].s_mm == pytest.approx(20.0)
    assert (places["far"].s_mm, places["far"].depth_mm) == (None, pytest.approx(20.0))


def test_a_branch_is_counted_from_the_beginning_of_its_trunk(
    atlas_files: AtlasFiles, atlas_folder: Path
) -> None:
    courses = json.loads((atlas_folder / "courses.json").read_text(encoding="utf-8"))
    stations = [{"s": s, "position": [20 + s, 20, -10], "radius": 1} for s in (0, 10, 20)]
    branch = {"part": "branch", "parent": "trunk", "length": 20, "stations": stations}
    courses["nerve"]["parts"].append(branch)
    (atlas_folder / "courses.json").write_text(json.dumps(courses), encoding="utf-8")
    point = replace(atlas_files.atlas.points["cp1"], position=(35.0, 21.0, -10.0))
    found = point_places(atlas_folder, [point])["cp1"]
    assert found.s_mm == pytest.approx(40 + 15)
    assert found.depth_mm is None  # this atlas calls its skin otherwise
