"""The compiled loops do what plain numpy does; they stay in the volume and give the same bytes again."""

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.imaging import kernels_plain, sampling
from anatomy_viewer.imaging.fibres import fibre_frames
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.imaging.texture import FAT, MUSCLE, PLAIN, TRABECULAE, Weave, cloud, streaks
from anatomy_viewer.model.image_plane import ImagePlane
from tests.imaging.phantoms import axial, halves, subject, whole

OBLIQUE = ImagePlane((1.0, -2.0, 0.7), (0.8, 0.6, 0.0), (0.0, 0.0, -1.0), 40.0, 30.0)


@pytest.fixture(scope="module")
def mixed() -> Subject:
    labels = np.random.default_rng(5).integers(0, 6, (10, 12, 14)).astype(np.uint8)
    return subject(np.kron(labels, np.ones((4, 4, 4), np.uint8)))


def weave(of: Subject, share: float = 0.5, grain: float = 0.1) -> Weave:
    value = np.zeros(256, np.float32)
    value[:6] = (0.0, 60.0, 300.0, 90.0, 20.0, 150.0)
    strand, pattern = np.zeros(256, np.float32), np.full(256, PLAIN, np.uint8)
    strand[1:3], pattern[[1, 2, 5]] = (300.0, 100.0), (MUSCLE, FAT, TRABECULAE)
    shares, grains = np.zeros(256, np.float32), np.full(256, grain, np.float32)
    shares[1:3] = share
    return Weave(value, strand, shares, grains, pattern, fibre_frames(of))


def test_label_slice_is_that_of_plain_numpy(mixed: Subject) -> None:
    grid = sampling._grid(mixed, OBLIQUE, (40 / 70, 30 / 50), (70, 50), 0.0, 1)
    wanted = kernels_plain.nearest(mixed.labels, grid, 50, 70)
    found = sampling.label_slice(mixed, OBLIQUE, (70, 50))
    assert (found == wanted).mean() > 0.999  # a place half way between two voxels may go either way
    assert len(np.unique(found)) == 6


@pytest.mark.parametrize("planes", [1, 4])
def test_slab_is_that_of_plain_numpy(mixed: Subject, planes: int) -> None:
    samples = sampling.matrix(OBLIQUE, 0.7)
    grid = sampling._grid(mixed, OBLIQUE, (0.7, 0.7), (samples.columns, samples.rows), 2.0, planes)
    size, tiles = (samples.rows, samples.columns), (streaks(), cloud())
    wanted = kernels_plain.slab(mixed.labels, mixed.origin, 0.5, grid, planes, weave(mixed), tiles, size)
    found = sampling.slab(mixed, samples, weave(mixed), 2.0, planes)
    away = np.abs(found - wanted)
    assert np.quantile(away, 0.999) < 0.05
    assert wanted.std() > 50.0


def test_enlarging_is_that_of_plain_numpy_and_keeps_a_slope() -> None:
    samples = sampling.matrix(axial(20.0), 0.5)
    slope = np.tile(np.arange(samples.columns, dtype=np.float32), (samples.rows, 1))
    found = sampling.enlarged(slope, samples, (96, 80))
    pixel = np.array([20 / 80, 20 / 96]) / 0.5
    start = (np.array([samples.rows, samples.columns]) - 1) / 2 - (np.array([80, 96]) - 1) / 2 * pixel
    assert found == pytest.approx(kernels_plain.enlarged(slope, start, pixel, (80, 96)), abs=1e-3)
    assert np.diff(found, axis=1) == pytest.approx(np.full((80, 95), pixel[1]), abs=1e-3)


def test_partial_volume_conserves_the_mean() -> None:
    """Of a slab that is cut obliquely by the border of two tissues, whatever its thickness."""
    block = halves(1, 2)
    slanted = ImagePlane((0.0, 0.0, 0.0), (0.6, 0.0, 0.8), (0.0, 1.0, 0.0), 16.0, 16.0)
    for thickness, planes in ((0.5, 1), (4.0, 5)):
        found = sampling.slab(
            block, sampling.matrix(slanted, 0.37), weave(block, 0.0, 0.0), thickness, planes
        )
        assert found.mean() == pytest.approx((60.0 + 300.0) / 2, rel=0.01)


def test_twice_as_thick_blurs_a_slanted_border() -> None:
    block = halves(1, 2)
    slanted = ImagePlane((0.0, 0.0, 0.0), (0.6, 0.0, 0.8), (0.0, 1.0, 0.0), 16.0, 16.0)
    samples = sampling.matrix(slanted, 0.25)

    def width(thickness: float) -> int:
        row = sampling.slab(block, samples, weave(block, 0.0, 0.0), thickness, 12)[samples.rows // 2]
        return int(((row > 80.0) & (row < 280.0)).sum())

    assert width(6.0) > 1.6 * width(3.0) > 1.6


def test_texture_holds_still_when_the_plane_slides() -> None:
    block = whole(1)
    cloth = weave(block)
    plane = axial(20.0)
    first = sampling.slab(block, sampling.matrix(plane, 0.5), cloth, 2.0, 3)
    moved = replace(plane, centre=(-1.5, 0.0, 0.0))
    second = sampling.slab(block, sampling.matrix(moved, 0.5), cloth, 2.0, 3)
    assert second[:, :-3] == pytest.approx(first[:, 3:], abs=1e-2)
    assert first[8:-8, 8:-8].std() > 2.0


def test_fibres_run_along_the_muscle() -> None:
    labels = np.zeros((60, 60, 60), np.uint8)
    labels[27:33, 20:40, 2:58] = 1
    along = fibre_frames(subject(labels))[1][2]
    assert abs(along[2]) > 0.99


def test_any_order_of_memory_will_do(mixed: Subject) -> None:
    other = replace(mixed, labels=np.ascontiguousarray(mixed.labels))
    third = replace(mixed, labels=np.kron(mixed.labels, np.ones((2, 1, 1), np.uint8))[::2])
    wanted = sampling.label_slice(mixed, OBLIQUE, (40, 30))
    assert (sampling.label_slice(other, OBLIQUE, (40, 30)) == wanted).all()
    assert (sampling.label_slice(third, OBLIQUE, (40, 30)) == wanted).all()
