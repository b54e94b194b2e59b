from __future__ import annotations

import numpy as np

from anatomy_viewer.scene.gradient import Gradient
from anatomy_viewer.scene.look import DARK, LIGHT, rgb


def test_only_what_nothing_was_drawn_on_becomes_ground() -> None:
    picture = np.zeros((64, 48, 4), np.uint8)
    picture[20:30, 10:20] = (200, 10, 10, 255)
    Gradient().behind(picture, DARK)
    assert (picture[20:30, 10:20] == (200, 10, 10, 255)).all()
    assert (picture[..., 3] == 255).all()


def test_the_ground_runs_from_the_look_s_top_to_its_bottom() -> None:
    picture, gradient = np.zeros((400, 16, 4), np.uint8), Gradient()
    for look in (DARK, LIGHT):  # another look isn't given the first one's ground
        picture[:] = 0
        gradient.behind(picture, look)
        assert np.abs(picture[0, :, :3].mean(axis=0) - rgb(look.top)).max() < 1.5
        assert np.abs(picture[-1, :, :3].mean(axis=0) - rgb(look.bottom)).max() < 1.5
