"""`anatomy-viewer image`: what is asked for comes as a file, and what is wrong is one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pydicom
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from anatomy_viewer.cli import main
from anatomy_viewer.content.scan_files import open_scan


@pytest.fixture
def out(tmp_path: Path, qapp: QApplication) -> Path:
    """A folder to draw into; Qt has started already and stays."""
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    assert main(["image", *map(str, words), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_png_holds_the_image_and_its_names(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--modality", "t1", "--plane", "oci_axial", "--size", 256)
    plain = said(capsys, *words, "-o", out / "plain.png")
    named = said(capsys, *words, "--labels", "zh", "-o", out / "named")
    assert Path(named["path"]).name == "named.png"
    with Image.open(plain["path"]) as image, Image.open(named["path"]) as wide:
        assert image.size == tuple(plain["size"])
        assert wide.size[0] > 256 + 60  # the names beside it
        pixels = np.asarray(image.convert("RGB")).astype(int)
    amber = (np.abs(pixels - [255, 209, 102]).sum(axis=2) < 60).sum()
    assert amber > 20  # the chip that says 'simulated'


def test_the_json_says_what_is_seen(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "--modality", "t1", "--plane", "oci_axial", "--size", 256, "-o", out / "a.png")
    assert found["simulated"] is True
    assert found["orientation"] == {"left": "R", "right": "L", "top": "A", "bottom": "P"}
    assert found["pixels"]["gon_right"] > 5
    assert found["spacing_mm"][0] == pytest.approx(found["spacing_mm"][1], rel=0.01)
    signal = found["mean_signal"]
    assert signal["fat"] > 1.8 * signal["semispinalis_capitis_r"]
    assert sum(found["pixels"].values()) == found["size"][0] * found["size"][1]


def test_a_heart_beat_is_a_loop_that_begins_with_the_still_image(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--modality", "doppler", "--plane", "nuchal_a", "--size", 160)
    found = said(capsys, *words, "-o", out / "beat.webp")
    with Image.open(found["path"]) as image:
        assert image.n_frames >= 4  # moments that look alike are one frame
        frames = []
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")).astype(int))
    assert max(np.abs(frame - frames[0]).max() for frame in frames) > 40
    assert main(["image", "--modality", "t1", "--size", "96", "-o", str(out / "still.webp")]) != 0
    assert "only an ultrasound image moves" in capsys.readouterr().err


def test_two_images_stand_at_a_divider(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--plane", "oci_axial", "--size", 256)
    ill = ("--modality", "stir", *words, "--pathology", "gon_oedema=1", "--side", "right")

    def pixels(name: str, *more: object) -> np.ndarray:
        path = said(capsys, *more, "-o", out / name)["path"]
        with Image.open(path) as image:
            return np.asarray(image.convert("L")).astype(int)[40:140]

    both = pixels("both.png", *ill, "--before", "normal", "--divider", 0.5)
    found, sound = pixels("ill.png", *ill), pixels("sound.png", "--modality", "stir", *words)
    assert (both[:, :110] == sound[:, :110]).mean() > 0.98
    assert (both[:, 146:] == found[:, 146:]).mean() > 0.9
    assert (both[:, :110] != found[:, :110]).mean() > 0.003


def test_what_is_wrong_is_in_the_image_on_its_side_alone(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--modality", "stir", "--plane", "oci_axial", "--size", 256, "-o", out / "a.png")
    sound, ill = said(capsys, *words), said(capsys, *words, "--pathology", "gon_oedema=1", "--side", "left")
    assert ill["pathology"] == {"gon_oedema": 1.0}
    assert ill["mean_signal"]["gon_right"] == pytest.approx(sound["mean_signal"]["gon_right"], rel=0.05)
    assert ill["mean_signal"]["gon_left"] > 1.2 * sound["mean_signal"]["gon_left"]
    assert ill["pixels"]["gon_left"] > 1.3 * sound["pixels"]["gon_left"]


def test_an_image_follows_the_nerve_even_where_it_is_cut(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--modality", "neurography", "--plane", "gon_curved", "--size", 200, "--side", "left")
    sound = said(capsys, *words, "-o", out / "a.png")
    cut = said(capsys, *words, "--pathology", "neuroma", "-o", out / "b.png")
    assert cut["size"] == sound["size"]
    assert cut["pixels"]["gon_left"] < 0.8 * sound["pixels"]["gon_left"]


def test_dicom_and_nifti_lie_where_the_image_lay(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--modality", "ct", "--plane", "oci_b", "--size", 128)
    dicom = said(capsys, *words, "-o", out / "ct.dcm")
    nifti = said(capsys, *words, "--nifti", "-o", out / "ct")
    read, image = pydicom.dcmread(dicom["path"]), nibabel.loadsave.load(nifti["path"])
    assert str(read.PatientName) == "SIMULATED^ANATOMY VIEWER"
    assert Path(nifti["path"]).name == "ct.nii.gz"
    values = np.asarray(image.dataobj)[:, :, 0].T
    assert np.array_equal(values, read.pixel_array)
    middle = image.affine @ [(values.shape[1] - 1) / 2, (values.shape[0] - 1) / 2, 0, 1]
    assert np.allclose(middle[:3], dicom["centre_mm"], atol=0.02)


def test_a_volume_opens_as_a_scan(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "--volume", "t1", "--spacing", 5, "-o", out / "t1.nii.gz")
    scan = open_scan(Path(found["path"]))
    assert scan.size == tuple(found["size"])
    fat, air = scan.value_at((0.0, 2.0, -25.0)), scan.value_at((0.0, -25.0, -25.0))
    assert fat is not None
    assert air is not None
    assert fat > 5.0 * air
    ill = ("--volume", "t1", "--spacing", 5, "--pathology", "pannus")
    contrast = open_scan(Path(said(capsys, *ill, "-o", out / "ill.nii.gz")["path"]))
    assert contrast.value_at((0.0, 2.0, -25.0)) < 0.5 * fat  # the fat is put out, as that finding needs


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "name a modality"),
        (("--modality", "xray"), "there is no modality 'xray'"),
        (("--modality", "t2", "--plane", "midsagital"), "Did you mean 'midsagittal'"),
        (("--modality", "t2", "--plane", "0,0,0;0,0,0"), "no length"),
        (("--modality", "t2", "--plane", "0,0,900;0,0,1"), "outside the head"),
        (("--modality", "ct", "--window", "bones"), "Did you mean 'bone'"),
        (("--modality", "ct", "--pathology", "neurom"), "Did you mean 'neuroma'"),
        (("--modality", "ct", "--pathology", "neuroma=2"), "'2' is no severity"),
        (("--modality", "ct", "--pathology", "neuroma=x"), "'x' is no severity"),
        (("--modality", "ct", "--needle", "1,2,3"), "is no needle"),
        (("--modality", "ct", "--needle", "1,2,3;1,2,3"), "same place"),
        (("--modality", "ct", "--variant", "none_such"), "there is no variant"),
        (("--volume", "t1", "--spacing", "0"), "spacing should be"),
        (("--volume", "t11"), "Did you mean 't1'"),
    ],
)
def test_whatever_is_wrong_is_one_sentence(
    out: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    assert main(["image", *words, "-o", str(out / "a.png")]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert len(error.splitlines()) == 1
    assert not (out / "a.png").exists()


def test_a_bent_image_is_no_nifti(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("image", "--modality", "t1", "--plane", "gon_layers", "--size", "128")
    assert main([*words, "-o", str(out / "a.nii")]) == 2
    assert "lies on no plane" in capsys.readouterr().err
    assert main([*words, "-o", str(out / "a.dcm")]) == 0
    assert pydicom.dcmread(out / "a.dcm").SOPClassUID.name == "Secondary Capture Image Storage"
