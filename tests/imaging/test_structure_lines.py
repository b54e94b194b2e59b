"""Lines round bones, nerves and vessels lie where an image shows them, pressed or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.imaging.modalities import MODALITIES, MOVING
from anatomy_viewer.imaging.structure_lines import structure_lines
from anatomy_viewer.imaging.subject import Tube
from anatomy_viewer.imaging.us_settings import CURVED, UsSettings
from tests.imaging.us_phantoms import DEPTH, WIDTH, block, painted, plane

LINEAR = UsSettings(depth_mm=DEPTH, width_mm=WIDTH, focus_mm=15.0, looks=1)
SIZE = (240, 240)


def _leaning():
    """Muscle under a skin that slopes away to the right, so that the probe presses it; a block of bone in it."""
    sloped = painted(block(1), lambda x, y, z: y < 0.2 * np.maximum(x, 0.0), 0)
    return painted(sloped, lambda x, y, z: (np.abs(x - 6.0) < 4.0) & (y > 15.0) & (y < 20.0), 2)


def _box(low, high):
    """A box with these corners as a mesh."""
    corners = np.array(
        [[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    )
    faces = np.array([[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6],
                      [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]])  # fmt: skip
    return Mesh(corners, faces, corners, corners, faces[:, 0])


def _extent(lines):
    points = np.concatenate([np.reshape(line, (-1, 2)) for line in lines])
    return points.min(axis=0), points.max(axis=0)


@pytest.mark.parametrize("settings", [LINEAR, replace(LINEAR, probe=CURVED, frequency_mhz=5.0)])
def test_a_bone_is_outlined_where_its_echo_is(settings):
    subject = _leaning()
    picture = MODALITIES["us"].simulate(subject, plane(), settings, SIZE, MOVING, 1)
    lines = structure_lines(picture, subject, "bone", _box((2.0, 15.0, -9.0), (10.0, 20.0, 9.0)))
    low, high = _extent(lines)
    rows, columns = np.nonzero(picture.labels == 2)
    assert low * 240 == pytest.approx(
        [columns.min(), rows.min()], abs=7.0
    )  # half a millimetre is four pixels
    assert high * 240 == pytest.approx([columns.max(), rows.max()], abs=7.0)


def test_a_nerve_is_outlined_flat_as_it_is_drawn():
    z = np.linspace(-10.0, 10.0, 21)
    nerve = Tube("nerve_r", "nerve", np.column_stack([z * 0.0, z * 0.0 + 10.0, z, z * 0.0 + 2.0]), 0.4)
    aside = np.array([8.0, 0.0, 0.0, 0.0])
    subject = block(
        1, tubes={"nerve_r": nerve, "nerve_r/branch": replace(nerve, stations=nerve.stations + aside)}
    )
    picture = MODALITIES["us"].simulate(subject, plane(), LINEAR, SIZE, MOVING, 1)
    lines = structure_lines(picture, subject, "nerve_r", None)
    assert len(lines) == 2
    size = np.sort([np.sort(np.ptp(line, axis=0)) * WIDTH for line in lines], axis=0)
    assert size[0] == pytest.approx([4.0 * 0.4**0.5, 4.0 / 0.4**0.5], abs=0.4)


def test_what_is_not_in_the_image_has_no_line():
    z = np.linspace(5.0, 10.0, 21)
    vessel = Tube("artery_r", "artery", np.column_stack([z * 0.0, z * 0.0 + 10.0, z, z * 0.0 + 1.0]))
    subject = block(1, tubes={"artery_r": vessel})
    picture = MODALITIES["us"].simulate(subject, plane(), LINEAR, SIZE, MOVING, 1)
    assert structure_lines(picture, subject, "artery_r", None) == []
    assert structure_lines(picture, subject, "bone", None) == []
