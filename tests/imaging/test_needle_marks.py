"""The needle in CT and MR lies where it lies in the specimen."""

import numpy as np
import pytest

from anatomy_viewer.imaging.needle_marks import mark_ct, mark_mr
from anatomy_viewer.imaging.subject import ImagedNeedle
from anatomy_viewer.model.image_plane import ImagePlane

STEP, SIZE = 0.4, 151
PLANE = ImagePlane((10.0, 20.0, -40.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), 60.0, 60.0)


def needle(tip: tuple[float, float, float], entry: tuple[float, float, float]) -> ImagedNeedle:
    return ImagedNeedle(np.array(entry), np.array(tip))


def places() -> np.ndarray:
    steps = (np.arange(SIZE) - (SIZE - 1) / 2.0) * STEP
    x, y = 10.0 - steps, 20.0 - steps
    return np.stack(np.broadcast_arrays(x[None, :], y[:, None]), axis=-1)


def along(image: np.ndarray, tip: np.ndarray, way: np.ndarray) -> tuple[float, float]:
    """mm past the tip at which the mark has fallen to half, and mm of its middle from the needle's line."""
    gap = places() - tip[:2]
    s, n = gap @ way, gap @ np.array([-way[1], way[0]])
    shaft = (s < -5.0) & (s > -20.0) & (np.abs(n) < 3.0)
    middle = float((image * n)[shaft].sum() / image[shaft].sum())
    rows = np.array(
        [image[(np.abs(s - at) < 0.3) & (np.abs(n) < 1.0)].mean() for at in np.arange(-10, 4, 0.1)]
    )
    past = np.arange(-10, 4, 0.1)[np.flatnonzero(rows > 0.5 * rows[:40].mean())[-1]]
    return float(past), middle


@pytest.mark.parametrize("angle", [0.0, 27.0, 71.0, 133.0])
def test_tip_and_line_in_ct_and_mr_are_those_of_the_needle(angle: float) -> None:
    way = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    tip = np.array([12.3, 23.7, -40.0])
    here = ImagedNeedle(np.array([*(tip[:2] - 40.0 * way), -40.0]), tip)
    plain = np.full((SIZE, SIZE), 50.0, np.float32)
    metal = mark_ct(plain, PLANE, STEP, 2.0, here) - plain
    past, middle = along(np.clip(metal, 0.0, None), tip, way)
    assert abs(past) < 0.3
    assert abs(middle) < 0.1
    void = plain - mark_mr(plain, PLANE, STEP, 2.0, here)
    past, middle = along(np.clip(void, 0.0, None), tip, way)
    assert abs(past) < 0.3
    assert abs(middle) < 0.1


def test_metal_is_white_and_its_streaks_dark() -> None:
    here = needle((10.0, 20.0, -40.0), (10.0, -15.0, -40.0))
    image = mark_ct(np.full((SIZE, SIZE), 50.0, np.float32), PLANE, STEP, 2.0, here)
    middle = SIZE // 2
    assert image[middle + 20, middle] > 3000.0  # the shaft lies behind the tip, and behind is down
    assert image[middle - 8, middle] < -50.0
    assert image[middle + 20, middle + 40] == pytest.approx(50.0, abs=2.0)


def test_partial_volume_keeps_the_amount_of_metal() -> None:
    here = needle((10.0, 20.0, -40.0), (10.0, -15.0, -40.0))
    plain = np.zeros((SIZE, SIZE), np.float32)
    row = SIZE // 2 + 30
    thin, thick = (mark_ct(plain, PLANE, STEP, mm, here)[row].clip(0).sum() * mm for mm in (1.0, 3.0))
    assert thick == pytest.approx(thin, rel=0.15)


def test_a_needle_that_crosses_the_slice_is_a_dot_without_streaks() -> None:
    here = needle((10.0, 20.0, -55.0), (10.0, 20.0, -10.0))
    image = mark_ct(np.full((SIZE, SIZE), 50.0, np.float32), PLANE, STEP, 2.0, here)
    assert image[SIZE // 2, SIZE // 2] > 3000.0
    assert (np.abs(image - 50.0) > 20.0).sum() < 30


def test_needle_outside_the_slice_leaves_no_metal() -> None:
    here = needle((10.0, 20.0, -30.0), (10.0, -15.0, -30.0))
    image = mark_ct(np.full((SIZE, SIZE), 50.0, np.float32), PLANE, STEP, 2.0, here)
    assert image.max() < 130.0


def test_void_blooms_more_across_the_field_and_in_gradient_echo() -> None:
    plain = np.full((SIZE, SIZE), 100.0, np.float32)
    lying = needle((10.0, 20.0, -40.0), (10.0, -15.0, -40.0))
    upright = needle((10.0, 20.0, -55.0), (10.0, 20.0, -10.0))
    row = SIZE // 2 + 30

    def width(image: np.ndarray) -> int:
        return int((image < 50.0).sum())

    spin, steady = (mark_mr(plain, PLANE, STEP, 0.6, lying, gradient_echo=g)[row] for g in (False, True))
    dot = mark_mr(plain, PLANE, STEP, 0.6, upright)[SIZE // 2]
    assert width(steady) > width(spin) > width(dot)
    assert spin.max() > 103.0  # the rim
