from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.registration import registered
from anatomy_viewer.imaging.scan import NOT_A_SEGMENTATION, YOURS, Scan, scan_picture, window_of
from anatomy_viewer.imaging.scan_kernel import sampled_plainly
from anatomy_viewer.imaging.scan_outline import BEYOND, edges, outline_labels, outlined_labels
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

AFFINE = np.array(
    [[-0.5, 0.1, 0.0, 30.0], [0.0, 0.7, 0.2, -12.0], [0.05, 0.0, 2.0, 7.0], [0.0, 0.0, 0.0, 1.0]]
)


def made(kind: type = np.int16) -> Scan:
    k, j, i = np.mgrid[0:12, 0:40, 0:50]
    voxels = (10 * i + 3 * j - 20 * k).astype(kind)[None]
    return Scan(voxels, AFFINE, "CT", (40.0, 400.0), "head.nii", 2.0, -100.0)


@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_the_compiled_slice_is_the_plain_one(kind: type) -> None:
    scan = made(kind)
    plane = ImagePlane(scan.centre, (0.8, 0.6, 0.0), (-0.48, 0.64, 0.6), 40.0, 30.0)
    got = scan.slice(plane, (60, 50))
    stored = sampled_plainly(scan.voxels[0], *scan._steps(plane, (60, 50)), (60, 50))
    assert np.isnan(got).any()
    assert np.isfinite(got).any()
    np.testing.assert_allclose(got, stored * 2.0 - 100.0, atol=1e-2, equal_nan=True)


def test_a_slice_shows_each_place_its_own_value() -> None:
    scan = made()
    plane = ImagePlane(scan.centre, (-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 6.0, 4.0)
    got = scan.slice(plane, (6, 4))
    i, j, k, _ = scan.inverse @ [*plane.place(2.5 / 6, 1.5 / 4), 1.0]
    assert got[1, 2] == pytest.approx((10 * i + 3 * j - 20 * k) * 2.0 - 100.0, abs=1e-2)


def test_a_reader_s_scan_is_called_so_and_never_simulated() -> None:
    scan = made()
    plane = ImagePlane(scan.centre, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 300.0, 300.0)
    picture = scan_picture(scan, plane, (32, 32))
    assert picture.notes == (YOURS,)
    assert picture.unit == "HU"
    assert np.isfinite(picture.values).all()
    assert picture.values[0, 0] == pytest.approx(-160.0)  # black where there is nothing
    assert not picture.labels.any()


def test_the_registered_model_is_laid_over_and_called_no_segmentation() -> None:
    labels = np.zeros((21, 21, 21), np.uint8)
    labels[10:, :, :] = 5  # the right half of a cube of 20 mm round the origin
    subject = Subject(labels, np.full(3, -10.0), 1.0, {5: "atlas_c1"}, {5: "cortical bone"})
    scan = made()
    model = [(0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (0.0, 10.0, 0.0), (0.0, 0.0, 10.0)]
    there = [tuple(np.add(place, scan.centre).tolist()) for place in model]
    placement = registered(model, there).placement  # type: ignore[arg-type]
    plane = ImagePlane(scan.centre, (-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 20.0, 10.0)
    picture = scan_picture(scan, plane, (40, 30), placement=placement, subject=subject)
    assert picture.notes == (YOURS, NOT_A_SEGMENTATION)
    assert picture.labels.shape == (30, 40)
    assert (picture.labels[:, :19] == 5).all()  # the patient's right is on the left of the image
    assert not picture.labels[:, 22:].any()


def test_a_window_leaves_out_air_and_the_brightest() -> None:
    values = np.concatenate([np.zeros(5000), np.linspace(100, 200, 5000), [9000.0]]).astype(np.float32)
    centre, width = window_of(values)
    assert 100.0 < centre < 200.0
    assert width < 120.0
    assert window_of(np.full(10, 7, np.int16)) == (7.0, 1.0)


def test_what_lies_outside_has_no_value() -> None:
    scan = made()
    assert scan.value_at(scan.centre) is not None
    assert scan.value_at((500.0, 0.0, 0.0)) is None
    assert "head" not in repr(scan)


def solid() -> Subject:
    """A ball of bone (4) with a core of marrow (5) in fat, 40 voxels of 0.5 mm wide; a muscle (40) beside it."""
    i, j, k = np.mgrid[0:60, 0:60, 0:60]
    labels = np.full((60, 60, 60), 2, np.uint8)
    far = np.sqrt((i - 30.0) ** 2 + (j - 30.0) ** 2 + (k - 30.0) ** 2)
    labels[far < 20] = 4
    labels[far < 15] = 5
    labels[52:58, 10:50, :] = 40
    ids = {2: "fat", 4: "cortex", 5: "cancellous", 40: "obliquus_r"}
    kinds = {2: "fat", 4: "cortical bone", 5: "marrow", 40: "muscle"}
    return Subject(labels, np.full(3, -15.0), 0.5, ids, kinds)


def test_bone_and_its_marrow_have_one_round_outline() -> None:
    still = registered(
        [(0.0, 0.0, 0.0), (9.0, 0.0, 0.0), (0.0, 9.0, 0.0)],
        [(0.0, 0.0, 0.0), (9.0, 0.0, 0.0), (0.0, 9.0, 0.0)],
    )
    plane = ImagePlane((0.0, 0.0, 0.0), (0.8, 0.6, 0.0), (0.0, 0.0, -1.0), 24.0, 24.0)
    drawn = outline_labels(solid(), still.placement, plane, (96, 96))
    assert drawn[48, 48] == 4
    rows, columns = np.nonzero(edges(drawn) & (drawn == 4))
    radius = np.hypot(rows - 47.5, columns - 47.5) * 0.25
    assert radius.min() > 9.2
    assert radius.max() < 10.2


def test_where_the_model_ends_there_is_no_outline() -> None:
    drawn = np.array([[0, 4, 4, BEYOND], [0, 4, 4, BEYOND]], np.uint8)
    assert edges(drawn).tolist() == [[False, True, False, False]] * 2


def test_what_fills_the_room_between_has_no_outline_and_every_muscle_has() -> None:
    subject = solid()
    table = outlined_labels(subject.kinds, subject.ids)
    assert table[[2, 4, 5, 40]].tolist() == [0, 4, 4, 40]
