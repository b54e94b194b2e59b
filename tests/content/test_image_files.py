"""Simulated images come back from NIfTI and DICOM files as they were, where they were, and say what they are."""

from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pytest

from anatomy_viewer.content.image_files import (
    PATIENT,
    as_stack,
    write_dicom,
    write_dicom_series,
    write_nifti,
)
from anatomy_viewer.content.scan_files import open_scan
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.stack import Stack, axial_planes, simulated_stack
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane
from tests.imaging.test_curved import modality

PLANE = ImagePlane((5.0, 40.0, -30.0), (-1.0, 0.0, 0.0), (0.0, -0.6, -0.8), 40.0, 24.0, "axial")


def picture(unit: str, colour: bool = False) -> Picture:
    values = np.arange(12 * 20, dtype=np.float32).reshape(12, 20) * 3.0 - 100.0
    if unit == "dB":
        values = np.linspace(-58.0, 0.0, 240, dtype=np.float32).reshape(12, 20)
    tint = np.zeros((12, 20, 4), np.uint8)
    tint[3, 4] = (255, 0, 0, 255)
    window = (-29.0, 58.0) if unit == "dB" else (50.0, 400.0)
    labels = np.zeros((12, 20), np.uint8)
    return Picture(values, unit, PLANE, labels, window, "120 kV · soft", tint if colour else None)


def stack(levels: int = 5) -> Stack:
    planes = tuple(PLANE.moved(2.0 * i) for i in range(levels))
    values = np.stack([picture("HU").values + 10.0 * i for i in range(levels)])
    return Stack(values, "HU", planes, 2.0, (50.0, 400.0), "ct", "120 kV")


def test_nifti_holds_values_and_places(tmp_path: Path) -> None:
    path = write_nifti(tmp_path / "a" / "ct.nii.gz", as_stack(picture("HU"), "ct", 2.0))
    found = nibabel.loadsave.load(path)
    assert b"simulated" in bytes(found.header["descrip"])
    assert b"?" not in bytes(found.header["descrip"])
    assert np.array_equal(np.asarray(found.dataobj)[:, :, 0].T, picture("HU").values)
    column, row = 3, 7
    place = (found.affine @ [column, row, 0, 1])[:3]
    assert np.allclose(place, PLANE.place((column + 0.5) / 20, (row + 0.5) / 12), atol=1e-4)
    assert found.header.get_zooms() == pytest.approx((2.0, 2.0, 2.0))


def test_dicom_says_that_it_is_simulated_and_whose_it_is_not(tmp_path: Path) -> None:
    path = write_dicom(tmp_path / "ct.dcm", as_stack(picture("HU"), "ct", 2.0))
    found = pydicom.dcmread(path)
    assert str(found.PatientName) == PATIENT
    assert found.ImageType[0] == "DERIVED"
    assert "simulated" in found.SeriesDescription
    assert found.StudyDate == ""
    assert np.array_equal(found.pixel_array, picture("HU").values.astype(int))
    across, corner = np.array(found.ImageOrientationPatient[:3]), np.array(found.ImagePositionPatient)
    assert np.allclose(across, [1.0, 0.0, 0.0])  # towards the patient's left
    assert np.allclose(corner * [-1, -1, 1], PLANE.place(0.5 / 20, 0.5 / 12), atol=1e-4)


def test_the_same_image_makes_the_same_file(tmp_path: Path) -> None:
    names = ("a.dcm", "b.dcm")
    a, b = (write_dicom(tmp_path / name, as_stack(picture("a.u."), "mr")).read_bytes() for name in names)
    c = write_dicom(tmp_path / "c.dcm", as_stack(picture("HU"), "ct")).read_bytes()
    assert a == b
    assert a != c
    d, e = (write_nifti(tmp_path / n, stack()).read_bytes() for n in ("d.nii.gz", "e.nii.gz"))
    assert d == e


def test_ultrasound_is_kept_as_it_is_seen(tmp_path: Path) -> None:
    grey = pydicom.dcmread(write_dicom(tmp_path / "us.dcm", as_stack(picture("dB"), "us")))
    assert grey.pixel_array.min() == 0
    assert grey.pixel_array.max() == 255
    colour = pydicom.dcmread(write_dicom(tmp_path / "d.dcm", as_stack(picture("dB", True), "us")))
    assert colour.PhotometricInterpretation == "RGB"
    assert tuple(colour.pixel_array[3, 4]) == (255, 0, 0)


def test_a_series_comes_back_as_the_volume_that_it_was(tmp_path: Path) -> None:
    folder = write_dicom_series(tmp_path / "series", stack())
    scan = open_scan(folder)
    assert scan.size == (20, 12, 5)
    assert scan.modality == "CT"
    for plane, level in zip(stack().planes, range(5), strict=True):
        wanted = picture("HU").values[6, 9] + 10.0 * level
        assert scan.value_at(plane.place(9.5 / 20, 6.5 / 12)) == pytest.approx(wanted)
    with pytest.raises(ContentError, match="not empty"):
        write_dicom_series(folder, stack())


def test_a_volume_is_scanned_from_below_upwards_over_all_of_it() -> None:
    labels = np.zeros((20, 16, 30), dtype=np.uint8)
    labels[:, :, 20:] = 3
    subject = Subject(
        labels, np.array([-5.0, 0.0, -10.0]), 0.5, {0: "outside", 3: "x"}, {0: "air", 3: "muscle"}
    )
    told: list[tuple[int, int]] = []
    found = simulated_stack(modality("mr"), subject, 1.0, told=lambda a, b: told.append((a, b)))
    assert found.values.shape == (15, 8, 10)
    assert told[-1] == (15, 15)
    assert (found.values[:10] == 0).all()
    assert (found.values[10:] == 3).all()
    assert found.affine()[2, 2] == pytest.approx(1.0)
    assert len(list(axial_planes(subject, 0.5))) == 30
    assert simulated_stack(modality("mr"), subject, 0.7).pixel_mm == pytest.approx((0.7, 0.7))


@pytest.mark.parametrize("spacing", [0.0, -1.0, 99.0, float("nan")])
def test_a_volume_that_can_not_be_is_refused(spacing: float) -> None:
    subject = Subject(np.ones((4, 4, 4), np.uint8), np.zeros(3), 0.5, {}, {})
    with pytest.raises(ContentError, match="spacing"):
        simulated_stack(modality("ct"), subject, spacing)
    with pytest.raises(ContentError, match="no volume"):
        simulated_stack(modality("us"), subject)


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ContentError, match="can't be made"):
        write_nifti(tmp_path / "file" / "ct.nii", stack())
    (tmp_path / "d.dcm").mkdir()
    with pytest.raises(ContentError, match="can't be written"):
        write_dicom(tmp_path / "d.dcm", as_stack(picture("HU"), "ct"))
