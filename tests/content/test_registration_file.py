from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.problem_words import problem_text
from anatomy_viewer.content.registration_file import read_registration, registration_path, write_registration
from anatomy_viewer.content.scan_files import find_series, open_scan
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.registration import registered
from anatomy_viewer.model.scanning import Mark

from .scan_makers import SECRET, dicom_folder, nifti, ramp

MARKS = (
    Mark("lm_basion", (0.0, 73.4, -12.6), (1.5, 2.5, 3.5)),
    Mark("lm_mastoid_tip_l", (-52.7, 65.6, -23.5), (-50.0, -6.0, -8.0)),
    Mark("", (0.0, 37.4, -19.1), (2.0, -33.0, -3.0)),
)


def test_points_are_kept_beside_the_scan_and_read_again(tmp_path: Path) -> None:
    path = nifti(tmp_path / "head.nii.gz", ramp(), np.diag([1.0, 1.0, 2.0, 1.0]))
    scan = open_scan(path)
    assert read_registration(path, scan) == ((), False)
    fit = registered([m.model for m in MARKS], [m.scan for m in MARKS], scaled=True)
    file = write_registration(path, scan, MARKS, True, fit)
    assert file == tmp_path / "head.nii.gz.anatomy-viewer.json"
    assert read_registration(path, scan) == (MARKS, True)
    kept = json.loads(file.read_text(encoding="utf-8"))["scans"][0]
    np.testing.assert_allclose(kept["model_to_scan"], fit.placement.matrix(), atol=1e-5)


def test_every_series_of_a_folder_keeps_its_own(tmp_path: Path) -> None:
    folder = dicom_folder(tmp_path / "study", ramp(slices=6))
    dicom_folder(folder, ramp(slices=4), SeriesInstanceUID="1.2.3.9")
    large, small = (series.read() for series in find_series(folder))
    write_registration(folder, large, MARKS, False)
    write_registration(folder, small, MARKS[:1], True)
    assert read_registration(folder, large) == (MARKS, False)
    assert read_registration(folder, small) == (MARKS[:1], True)
    assert SECRET not in registration_path(folder).read_text(encoding="utf-8")
    write_registration(folder, small, (), False)
    write_registration(folder, large, (), False)
    assert not registration_path(folder).exists()


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"version": 2, "scans": []}',
        '{"version": 1, "scans": [], "PatientName": "X"}',
        '{"version": 1, "scans": [{"size": [12, 10, 6], "affine": 3, "kind": "rigid", "points": []}]}',
        '{"version": 1, "scans": [{"size": [1, 1, 1], "affine": [[1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]], "kind":'
        ' "rigid", "points": [{"landmark": "a b", "model_mm": [1, 2, 3], "scan_mm": [1, 2, 1e9]}]}]}',
    ],
)
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    path = nifti(tmp_path / "head.nii", ramp(), np.eye(4))
    scan, file = open_scan(path), registration_path(path)
    file.write_text(text, encoding="utf-8")
    for act in (lambda: read_registration(path, scan), lambda: write_registration(path, scan, MARKS, False)):
        with pytest.raises(ContentError, match="points kept beside the scan are damaged"):
            act()
    assert file.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = nifti(tmp_path / "head.nii", ramp(), np.eye(4))
    scan = open_scan(path)
    with pytest.raises(ContentError) as caught:
        write_registration(tmp_path / "head.nii" / "below.nii", scan, MARKS, False)
    assert "can't be kept" in str(caught.value)
    assert all(
        a != b
        for a, b in zip(problem_text(caught.value, "en"), problem_text(caught.value, "zh"), strict=True)
    )
