"""A reader's own scan: what opens, where it lies, and what is refused in one sentence."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import JPEG2000Lossless, RLELossless

from anatomy_viewer.content.image_files import write_dicom_series, write_nifti
from anatomy_viewer.content.problem_words import in_chinese, problem_text
from anatomy_viewer.content.problems_zh import PROBLEMS
from anatomy_viewer.content.scan_files import find_series, open_scan
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.scan import Scan, scan_picture
from anatomy_viewer.imaging.stack import Stack
from anatomy_viewer.model.image_plane import ImagePlane

from .scan_makers import ENHANCED_MR, SECRET, dicom, dicom_folder, nifti, ramp

AXIAL = np.array([[0.8, 0, 0, -40.0], [0, 0.9, 0, -50.0], [0, 0, 2.5, 10.0], [0, 0, 0, 1.0]])
FLIPPED = AXIAL @ np.array([[-1.0, 0, 0, 11], [0, -1.0, 0, 9], [0, 0, 1, 0], [0, 0, 0, 1]])
SAGITTAL = AXIAL[:, [2, 0, 1, 3]]
OBLIQUE = np.array([[0.6, -0.64, 0.24, 5], [0.8, 0.48, -0.18, 6], [0, 0.3, 0.4, 7], [0, 0, 0, 1.0]])


def value(scan: Scan, i: int, j: int, k: int, affine: NDArray[np.float64], frame: int = 0) -> float | None:
    """What is seen where voxel (i, j, k) of the file lies in space."""
    x, y, z = (affine @ [i, j, k, 1.0])[:3].tolist()
    return scan.value_at((x, y, z), frame)


# NIfTI


@pytest.mark.parametrize("affine", [AXIAL, FLIPPED, SAGITTAL, OBLIQUE])
@pytest.mark.parametrize("ending", ["nii", "nii.gz"])
def test_a_nifti_lies_where_its_header_says(tmp_path: Path, affine: NDArray[np.float64], ending: str) -> None:
    scan = open_scan(nifti(tmp_path / f"a.{ending}", ramp(), affine))
    np.testing.assert_allclose(scan.affine, affine, atol=1e-5)
    assert value(scan, 3, 7, 5, affine) == 573
    assert scan.name == f"a.{ending}"


def test_a_series_over_time_has_frames_and_a_scale(tmp_path: Path) -> None:
    data = np.stack([ramp(), ramp() + 1000], axis=-1)
    scan = open_scan(nifti(tmp_path / "a.nii.gz", data, AXIAL, scl_slope=0.5, scl_inter=3.0))
    assert scan.frames == 2
    assert value(scan, 1, 2, 3, AXIAL, frame=1) == 0.5 * 1321 + 3.0


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int32, np.float32, np.float64, ">i2", ">f4"])
def test_every_kind_of_grey_number_is_read(tmp_path: Path, kind: object) -> None:
    data = (ramp() // 3).astype(kind)  # type: ignore[call-overload]
    scan = open_scan(nifti(tmp_path / "a.nii", data, AXIAL))
    assert value(scan, 3, 7, 5, AXIAL) == 191
    assert scan.voxels.dtype in (np.int16, np.float32)


def test_large_unsigned_numbers_keep_their_value(tmp_path: Path) -> None:
    scan = open_scan(nifti(tmp_path / "a.nii", ramp(kind=np.uint16) + 60_000, AXIAL))
    assert value(scan, 3, 7, 5, AXIAL) == 60_573


def test_the_header_s_window_is_kept_and_hu_are_known_by_air(tmp_path: Path) -> None:
    scan = open_scan(nifti(tmp_path / "a.nii", ramp() - 1024, AXIAL, cal_min=-100.0, cal_max=300.0))
    assert scan.window == (100.0, 400.0)
    assert (scan.modality, scan.unit) == ("CT", "HU")


def test_an_unpacked_nifti_is_not_read_into_memory(tmp_path: Path) -> None:
    assert isinstance(open_scan(nifti(tmp_path / "a.nii", ramp(), AXIAL)).voxels, np.memmap)


def test_a_pair_opens_by_either_file(tmp_path: Path) -> None:
    import nibabel as nib

    nib.save(nib.Nifti1Pair(ramp(), AXIAL), tmp_path / "a.img")
    for name in ("a.hdr", "a.img"):
        assert value(open_scan(tmp_path / name), 3, 7, 5, AXIAL) == 573


def test_a_header_without_its_voxels_names_the_file_that_is_missing(tmp_path: Path) -> None:
    import nibabel as nib

    nib.save(nib.Nifti1Pair(ramp(), AXIAL), tmp_path / "a.img")
    (tmp_path / "a.img").unlink()
    with pytest.raises(ContentError, match=r"a.hdr: its voxels should lie in 'a.img', which is missing"):
        open_scan(tmp_path / "a.hdr")


def test_a_file_without_a_side_says_so(tmp_path: Path) -> None:
    path = nifti(tmp_path / "a.nii", ramp(), AXIAL)
    whole = bytearray(path.read_bytes())
    whole[252:256] = bytes(4)  # the codes of qform and sform
    path.write_bytes(bytes(whole))
    note = open_scan(path).notes[0]
    assert "which side is right" in note
    assert in_chinese(note, PROBLEMS) != note


# DICOM


def test_a_dicom_folder_becomes_a_volume_in_ras(tmp_path: Path) -> None:
    folder = dicom_folder(
        tmp_path / "ct", ramp(), RescaleSlope=2, RescaleIntercept=-1024, WindowCenter=40, WindowWidth=350
    )
    scan = open_scan(folder)
    affine = np.array([[-0.5, 0, 0, 30.0], [0, -0.5, 0, 40.0], [0, 0, 2.0, 100.0], [0, 0, 0, 1]])
    np.testing.assert_allclose(scan.affine, affine)
    assert value(scan, 3, 7, 5, affine) == 2 * 573 - 1024
    assert (scan.modality, scan.window, scan.name) == ("CT", (40.0, 350.0), "ct")


def test_one_file_of_a_series_opens_all_of_it(tmp_path: Path) -> None:
    folder = dicom_folder(tmp_path / "ct", ramp())
    assert open_scan(sorted(folder.iterdir())[0]).size == (12, 10, 6)


def test_several_series_are_listed_the_largest_first(tmp_path: Path) -> None:
    folder = dicom_folder(tmp_path / "study", ramp(slices=3), SeriesInstanceUID="1.2.3.5", Modality="MR")
    dicom_folder(folder, ramp(slices=6))
    (folder / "notes.txt").write_text("not an image")
    found = find_series(folder)
    assert [(s.modality, s.size[2], s.plane) for s in found] == [("CT", 6, "axial"), ("MR", 3, "axial")]


@pytest.mark.parametrize("syntax", [RLELossless, JPEG2000Lossless])
def test_compressed_images_are_decoded(tmp_path: Path, syntax: str) -> None:
    volume = ramp(32, 32, 3)
    scan = open_scan(dicom_folder(tmp_path / "ct", volume, syntax=syntax))
    np.testing.assert_array_equal(scan.voxels[0].transpose(2, 1, 0), volume)


def test_monochrome1_is_turned_over_with_its_window(tmp_path: Path) -> None:
    volume = (ramp() // 4).astype(np.uint8)
    fields = {"PhotometricInterpretation": "MONOCHROME1", "WindowCenter": 55, "WindowWidth": 100}
    scan = open_scan(dicom_folder(tmp_path / "x", volume, **fields))
    assert scan.value_at((30.0, 40.0, 100.0)) == 255
    assert scan.window == (200.0, 100.0)


def test_a_tilted_gantry_leaves_slices_where_they_were_taken(tmp_path: Path) -> None:
    places = [[-30.0, -40.0 + 0.5 * k, 100.0 + 2.0 * k] for k in range(6)]
    scan = open_scan(dicom_folder(tmp_path / "ct", ramp(), places))
    assert scan.value_at((30.0 - 3 * 0.5, 40.0 - 5 * 0.5 - 7 * 0.5, 110.0)) == 573
    assert "tilted by 14°" in scan.notes[0]


def test_uneven_slices_are_resampled_and_it_is_said(tmp_path: Path) -> None:
    heights = [0.0, 2.0, 4.0, 6.0, 10.0, 12.0]
    scan = open_scan(dicom_folder(tmp_path / "ct", ramp(), [[0.0, 0.0, z] for z in heights]))
    assert scan.size == (12, 10, 7)
    assert scan.value_at((0.0, 0.0, 8.0)) == pytest.approx(350)  # between 300 and 400
    assert scan.value_at((0.0, 0.0, 12.0)) == 500
    assert in_chinese(scan.notes[0], PROBLEMS).startswith("层间距为 2.0 至 4.0 mm")


def test_one_place_at_two_times_is_two_frames(tmp_path: Path) -> None:
    folder = dicom_folder(tmp_path / "mr", ramp(), TemporalPositionIdentifier=2, SeriesNumber=1)
    for path in list(folder.iterdir()):
        path.rename(path.with_name(f"later_{path.name}"))
    dicom_folder(folder, ramp() + 1000, TemporalPositionIdentifier=1)
    scan = open_scan(folder)
    assert (scan.size, scan.frames) == ((12, 10, 6), 2)
    assert [scan.value_at((30.0, 40.0, 100.0), frame) for frame in (0, 1)] == [1000, 0]


def test_an_enhanced_multi_frame_file_is_a_volume(tmp_path: Path) -> None:
    volume = ramp()
    shared, frames = Dataset(), []
    turn, measure = Dataset(), Dataset()
    turn.ImageOrientationPatient = [0, 1, 0, 0, 0, -1]  # sagittal: columns go back, rows down
    measure.PixelSpacing, measure.SliceThickness = [0.7, 0.6], 2.0
    shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = Sequence([turn]), Sequence([measure])
    for k in range(6):
        frame, place, scale = Dataset(), Dataset(), Dataset()
        place.ImagePositionPatient = [10.0 - 2.0 * k, -40.0, 90.0]
        scale.RescaleSlope, scale.RescaleIntercept = 3, 1
        frame.PlanePositionSequence, frame.PixelValueTransformationSequence = (
            Sequence([place]),
            Sequence([scale]),
        )
        frames.append(frame)
    path = dicom(
        tmp_path / "mr.dcm", np.ascontiguousarray(volume.transpose(2, 1, 0)), SOPClassUID=ENHANCED_MR, Modality="MR",
        SharedFunctionalGroupsSequence=Sequence([shared]), PerFrameFunctionalGroupsSequence=Sequence(frames),
        PixelSpacing=None, ImageOrientationPatient=None,
    )  # fmt: skip
    series = find_series(path)[0]
    scan = series.read()
    assert (series.plane, scan.modality, scan.size) == ("sagittal", "MR", (12, 10, 6))
    assert scan.value_at((-10.0 + 2.0 * 5, 40.0 - 0.6 * 3, 90.0 - 0.7 * 7)) == 573 * 3 + 1


def test_a_film_without_places_runs_over_time(tmp_path: Path) -> None:
    frames = np.arange(4, dtype=np.uint8)[:, None, None] * np.ones((1, 8, 9), np.uint8)
    path = dicom(tmp_path / "us.dcm", frames, Modality="US", ImageOrientationPatient=None)
    scan = open_scan(path)
    assert (scan.modality, scan.size, scan.frames) == ("US", (9, 8, 1), 4)
    assert scan.value_at(scan.centre, 3) == 3


def test_a_damaged_slice_is_left_out_and_it_is_said(tmp_path: Path) -> None:
    folder = dicom_folder(tmp_path / "ct", ramp())
    (folder / "damaged.dcm").write_bytes(sorted(folder.iterdir())[0].read_bytes()[:-60])
    scan = open_scan(folder)
    assert scan.size == (12, 10, 6)
    assert scan.notes == ("Damaged files were left out: 1.",)


# Privacy


def test_whose_scan_it_is_appears_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = dicom_folder(tmp_path / "ct", ramp(), AcquisitionNumber=7)
    for path in folder.iterdir():
        path.write_bytes(
            path.read_bytes().replace(b"1.2.3.4", b"SECRET1").replace(b"IS\x02\x007 ", b"IS\x02\x00xx")
        )
    said = []
    try:
        series = find_series(folder)
        scan = series[0].read()
        said += [repr(series), repr(scan), repr(vars(scan)), repr(scan.notes)]
    except ContentError as problem:
        said += [str(problem), repr(problem), repr(problem.__cause__)]
    scan = open_scan(nifti(tmp_path / "a.nii.gz", ramp(), AXIAL))
    said += [repr(scan), repr(vars(scan)), caplog.text, *capfd.readouterr()]
    assert SECRET not in "".join(said)
    assert "19010203" not in "".join(said)


# What can't be opened


def refused(path: Path) -> str:
    """The sentence, which must be there in Chinese too and name no folder."""
    with pytest.raises(ContentError) as caught:
        open_scan(path)
    problem = caught.value
    assert str(path.parent) not in str(problem)
    for english, chinese in zip(problem_text(problem, "en"), problem_text(problem, "zh"), strict=True):
        assert english != chinese, english
    return str(problem)


def test_a_header_of_40_gb_is_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    whole = bytearray(nifti(tmp_path / "a.nii", ramp(), AXIAL).read_bytes())
    whole[42:48] = np.array([3000, 3000, 2300], np.int16).tobytes()
    for path, data in (
        (tmp_path / "b.nii", bytes(whole)),
        (tmp_path / "b.nii.gz", gzip.compress(bytes(whole))),
    ):
        path.write_bytes(data)
        assert "41.4 GB of memory" in refused(path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(-999, 999, (20, 20, 20)).astype(np.int16)
    for name in ("a.nii", "a.nii.gz"):
        path = nifti(tmp_path / name, noise, AXIAL)
        path.write_bytes(path.read_bytes()[:-3000])
        assert "ends before its last voxel" in refused(path)


def test_a_gzip_bomb_is_unpacked_no_farther_than_its_header_says(tmp_path: Path) -> None:
    whole = nifti(tmp_path / "a.nii", ramp(), AXIAL).read_bytes()
    bomb = tmp_path / "b.nii.gz"
    bomb.write_bytes(gzip.compress(whole + bytes(50_000_000)))
    assert open_scan(bomb).voxels.nbytes == ramp().nbytes
    claims = bytearray(whole)
    claims[42:48] = np.array([900, 900, 900], np.int16).tobytes()
    bomb.write_bytes(gzip.compress(bytes(claims)))
    assert "ends before its last voxel" in refused(bomb)


@pytest.mark.parametrize(("row", "wrong"), [(float("nan"), "no numbers"), (0.0, "would measure 0 to")])
def test_a_place_that_makes_no_sense_is_refused(tmp_path: Path, row: float, wrong: str) -> None:
    whole = bytearray(nifti(tmp_path / "a.nii", ramp(), AXIAL).read_bytes())
    whole[280:296] = np.array([row] * 4, np.float32).tobytes()
    (tmp_path / "b.nii").write_bytes(bytes(whole))
    assert wrong in refused(tmp_path / "b.nii")


def test_files_that_hold_no_scan_are_refused(tmp_path: Path) -> None:
    (tmp_path / "noise.nii").write_bytes(bytes(range(256)) * 4)
    assert "the header can't be read" in refused(tmp_path / "noise.nii")
    (tmp_path / "noise.nii.gz").write_bytes(b"not gzip")
    assert "can't be unpacked" in refused(tmp_path / "noise.nii.gz")
    (tmp_path / "text.txt").write_text("hello")
    assert "neither NIfTI nor DICOM" in refused(tmp_path / "text.txt")
    (tmp_path / "noise.dcm").write_bytes(bytes(128) + b"DICM" + os.urandom(300))
    assert "noise.dcm" in refused(tmp_path / "noise.dcm")
    assert "no such file" in refused(tmp_path / "missing.nii")
    (tmp_path / "empty").mkdir()
    assert "holds no scan" in refused(tmp_path / "empty")


def test_colour_and_what_is_no_image_are_refused(tmp_path: Path) -> None:
    colours = np.zeros((4, 4, 4), [("R", "u1"), ("G", "u1"), ("B", "u1")])
    assert "colours" in refused(nifti(tmp_path / "rgb.nii", colours, AXIAL))
    rgb = dicom(
        tmp_path / "rgb.dcm", np.zeros((4, 8), np.uint8), SamplesPerPixel=3, PhotometricInterpretation="RGB"
    )
    assert "in colour" in refused(rgb)
    report = dicom(tmp_path / "sr.dcm", np.zeros((4, 8), np.uint8), Modality="SR", Rows=None, Columns=None)
    assert "holds no image" in refused(report)


def test_dicom_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    image = np.zeros((4, 8), np.int16)
    assert "no valid size" in refused(dicom(tmp_path / "zero.dcm", image, PixelSpacing=[0, 0.5]))
    assert "ends before" in refused(dicom(tmp_path / "large.dcm", image, Rows=60_000, Columns=60_000))
    packed = dicom(tmp_path / "j2k.dcm", ramp(32, 32, 1)[:, :, 0], syntax=JPEG2000Lossless)
    data = packed.read_bytes()
    packed.write_bytes(data[:-200] + bytes(200))
    assert "decoded" in refused(packed)
    near = data.index(b"\xff\x4f\xff\x51") + 8
    packed.write_bytes(data[:near] + (60_000).to_bytes(4, "big") * 2 + data[near + 8 :])
    assert "another size" in refused(packed)
    packed = dicom(tmp_path / "rle.dcm", ramp(32, 32, 1)[:, :, 0], syntax=RLELossless)
    few, many = (b"\x28\x00\x10\x00US\x02\x00" + bytes([rows, 0]) for rows in (32, 31))
    packed.write_bytes(packed.read_bytes().replace(few, many))  # one row less than there is
    assert "decoded" in refused(packed)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX's")
def test_links_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "link.nii").symlink_to(nifti(tmp_path / "a.nii", ramp(), AXIAL))
    assert value(open_scan(tmp_path / "link.nii"), 3, 7, 5, AXIAL) == 573
    (tmp_path / "round.nii").symlink_to(tmp_path / "round.nii")
    assert "round.nii" in refused(tmp_path / "round.nii")
    os.mkfifo(tmp_path / "pipe.nii")
    assert "not an ordinary file" in refused(tmp_path / "pipe.nii")
    folder = dicom_folder(tmp_path / "ct", ramp())
    (folder / "again").symlink_to(folder)
    assert open_scan(folder).frames == 1


@pytest.mark.parametrize("write", [write_nifti, write_dicom_series])
def test_a_simulated_volume_stays_called_so(tmp_path: Path, write: Callable[[Path, Stack], Path]) -> None:
    plane = ImagePlane((5.0, 40.0, -30.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), 20.0, 12.0)
    values = np.arange(4 * 12 * 20, dtype=np.float32).reshape(4, 12, 20)
    planes = tuple(plane.moved(2.0 * k) for k in range(4))
    path = write(tmp_path / "ct.nii.gz", Stack(values, "HU", planes, 2.0, (50.0, 400.0), "ct", "120 kV"))
    scan = open_scan(path)
    assert scan_picture(scan, plane, (20, 12)).notes == ("simulated",)
    assert scan.value_at(planes[2].place(7.5 / 20, 4.5 / 12)) == values[2, 4, 7]
