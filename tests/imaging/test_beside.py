"""An image that stands beside an ultrasound image shows in each pixel the place that this shows."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.imaging.beside import in_its_shape
from anatomy_viewer.imaging.ct import CtSettings
from anatomy_viewer.imaging.labels import Mark, beside_divider
from anatomy_viewer.imaging.modalities import MODALITIES
from anatomy_viewer.imaging.us_settings import UsSettings
from tests.imaging.us_phantoms import block, painted, plane


def test_each_pixel_is_the_same_place() -> None:
    lump = painted(block(3), lambda x, y, z: (x - 4.0) ** 2 + (y - 9.0) ** 2 < 16.0, 1)
    settings = UsSettings(depth_mm=30.0, width_mm=30.0)
    probed = MODALITIES["us"].simulate(lump, plane(), settings, (120, 120), "moving", 1)
    ct = in_its_shape(MODALITIES["ct"], lump, CtSettings(), probed, "moving", 1)
    assert ct.values.shape == probed.values.shape
    assert ct.plane == probed.plane
    assert (ct.labels == probed.labels).mean() > 0.98
    inside, fat = ct.values[probed.labels == 1], ct.values[probed.labels == 3]
    assert np.median(inside) > 30.0
    assert np.median(fat) < -60.0


def test_each_side_of_a_divider_names_what_is_seen_there() -> None:
    ill = (Mark("", "neuroma", 0.2, 0.5), Mark("cord", "", 0.6, 0.5), Mark("atlas", "", 0.9, 0.1))
    sound = (Mark("nerve", "", 0.2, 0.5), Mark("atlas", "", 0.1, 0.1), Mark("cord", "", 0.61, 0.5))
    assert [mark.id for mark in beside_divider(sound, ill, 0.5)] == ["cord", "atlas", "nerve"]
