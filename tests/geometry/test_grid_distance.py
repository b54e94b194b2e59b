"""Distances on a grid are those of scipy, whatever the memory's order."""

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt

from anatomy_viewer.geometry.grid_distance import distance_to


@pytest.mark.parametrize("order", ["C", "F"])
def test_distances_are_exact(order):
    marked = np.asarray(np.random.default_rng(3).random((23, 31, 17)) > 0.98, order=order)
    assert distance_to(marked, 0.5) == pytest.approx(distance_transform_edt(~marked) * 0.5, abs=1e-4)


def test_without_a_marked_node_everything_is_far():
    assert (distance_to(np.zeros((4, 5, 6), dtype=np.bool_)) > 1e3).all()
