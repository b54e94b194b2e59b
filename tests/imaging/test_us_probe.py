"""A probe rests on the skin, however it is moved."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.imaging.us_probe import (
    MOST_ROCK,
    MOST_TILT,
    Probe,
    probe_at,
    probe_of,
    probe_plane,
    rock,
    rotate,
    slide,
    tilt,
    us_plane,
)
from anatomy_viewer.imaging.us_settings import UsSettings
from anatomy_viewer.imaging.us_skin import skin_field
from anatomy_viewer.model.image_plane import ImagePlane
from tests.imaging.us_phantoms import block, painted

SETTINGS = UsSettings(depth_mm=20.0, width_mm=20.0)


@pytest.fixture(scope="module")
def skin():
    """Half a cylinder along z, 26 mm round, its back at y = 0."""
    return skin_field(painted(block(), lambda x, y, z: (y < 26.0) & (x**2 + (y - 26.0) ** 2 > 26.0**2), 0))


def test_it_cannot_leave_the_skin(skin):
    probe = probe_at(skin, (3.0, -2.0, 1.0))
    for right, down in ((4.0, 0.0), (3.0, 2.0), (-9.0, -3.0)):
        probe = slide(skin, probe, right, down)
        assert abs(skin.at(probe.contact)[0]) < 0.1


def test_it_slides_along_its_face(skin):
    start = Probe((0.0, 0.0, 0.0))
    assert slide(skin, start, 3.0).contact[0] == pytest.approx(3.0, abs=0.3)
    assert slide(skin, start, 0.0, 3.0).contact[2] == pytest.approx(
        3.0, abs=0.1
    )  # seen from below: away is up


def test_leaning_has_bounds_and_rotating_none():
    probe = Probe((0.0, 0.0, 0.0))
    assert tilt(probe, 99.0).tilt == MOST_TILT
    assert rock(probe, -99.0).rock == -MOST_ROCK
    assert rotate(rotate(probe, 150.0), 60.0).rotate == -150.0


def test_tilt_leans_towards_who_looks_and_rock_to_the_right(skin):
    probe = probe_at(skin, (0.0, 0.0, 0.0))
    upright = probe_plane(skin, probe, SETTINGS)
    np.testing.assert_allclose([upright.across, upright.down], [[1, 0, 0], [0, 1, 0]], atol=0.05)
    assert probe_plane(skin, tilt(probe, 20.0), SETTINGS).down[2] < -0.3
    assert probe_plane(skin, rock(probe, 20.0), SETTINGS).down[0] > 0.3
    assert probe_plane(skin, rotate(probe, 90.0), SETTINGS).across[2] == pytest.approx(-1.0, abs=0.05)


def test_the_probe_of_an_image_is_the_one_that_made_it(skin):
    made = Probe(probe_at(skin, (6.0, 1.0, 2.0)).contact, 12.0, -9.0, 35.0)
    plane = probe_plane(skin, made, SETTINGS)
    found = probe_of(skin, plane)
    np.testing.assert_allclose(found.contact, made.contact, atol=0.2)
    again = probe_plane(skin, found, SETTINGS)
    np.testing.assert_allclose([again.across, again.down], [plane.across, plane.down], atol=0.03)


def test_any_plane_is_looked_at_from_the_skin(skin):
    axial = ImagePlane((0.0, 12.0, 0.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), 120.0, 120.0)
    found = us_plane(skin, axial, SETTINGS)
    np.testing.assert_allclose(found.place(0.5, 0.0), [0, 0, 0], atol=0.5)
    assert found.down[1] > 0.99
    np.testing.assert_allclose(found.normal, axial.normal, atol=1e-6)
