"""What a scene is given: sound, mirrored, and as much of it as can be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen
from tests.small_atlas import write_atlas


def test_a_sound_folder_gives_all_meshes_and_courses(small_specimen: SpecimenFiles) -> None:
    ids = set(small_specimen.atlas.structures)
    assert small_specimen.problems == ()
    assert set(small_specimen.coarse) == set(small_specimen.full) == ids
    assert all(len(small_specimen.full[name].faces) == 12 for name in ids)
    assert "gone" not in small_specimen.full


def test_the_left_course_is_the_right_one_mirrored(small_specimen: SpecimenFiles) -> None:
    right, left = small_specimen.trunks["nerve_r"], small_specimen.trunks["nerve_l"]
    assert right[:, 0].tolist() == [20] * 5
    assert np.array_equal(left, right * [-1, 1, 1])


def test_full_meshes_are_read_when_asked_for(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "meshes")
    (folder / "oblique.ply").write_bytes(b"ply")
    specimen = read_specimen(folder)
    assert specimen.problems == ()
    assert specimen.full["oblique_r"] is specimen.coarse["oblique_r"]
    assert [Path(problem.path).name for problem in specimen.problems] == ["oblique.ply"]


def test_without_courses_the_rest_is_there(tmp_path: Path) -> None:
    folder = write_atlas(tmp_path / "meshes")
    (folder / "courses.json").write_text("{")
    specimen = read_specimen(folder)
    assert specimen.trunks == {}
    assert len(specimen.coarse) == 6
    assert [Path(problem.path).name for problem in specimen.problems] == ["courses.json"]


def test_the_digest_changes_with_the_manifest(tmp_path: Path, small_specimen: SpecimenFiles) -> None:
    folder = write_atlas(tmp_path / "meshes")
    assert read_specimen(folder).digest == small_specimen.digest
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text() + " ")
    assert read_specimen(folder).digest != small_specimen.digest
