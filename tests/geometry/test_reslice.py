"""Flat pictures out of a labelled volume."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.geometry.reslice import resliced, smoothed


def test_a_plane_shows_what_lies_on_it_and_nothing_outside() -> None:
    labels = np.zeros((20, 20, 20), np.uint8)
    labels[10:, :, :] = 1
    labels[:, :, 15:] = 2
    picture = resliced(labels, (-5.0, 0.0, 0.0), 0.5, (0.0, 5.0, 5.0), (1, 0, 0), (0, 0, -1), (41, 21), 0.5)
    assert picture.shape == (21, 41)
    assert (picture[10, :10] == 0).all()  # left of the volume
    assert picture[12, 19] == 0  # x < 0
    assert picture[12, 24] == 1  # x > 0
    assert picture[2, 24] == 2  # above


def test_a_larger_picture_keeps_the_areas_and_invents_no_label() -> None:
    labels = np.zeros((20, 30), np.uint8)
    labels[:, 10:20], labels[8:12, 13:17] = 4, 9
    drawn = smoothed(labels, (300, 200), 0.7)
    assert set(np.unique(drawn)) == {0, 4, 9}
    assert abs((drawn == 4).mean() - (labels == 4).mean()) < 0.02
    assert drawn[100, 150] == 9
