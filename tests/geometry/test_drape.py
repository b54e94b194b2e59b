"""A cloth over two boxes: it lies on their backs, spans a cleft, hangs into a gap, and misses what is not there."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.geometry.drape import Cloth

FACES = (
    (0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7), (0, 1, 5), (0, 5, 4), (1, 2, 6), (1, 6, 5), (2, 3, 7), (2, 7, 6),
    (3, 0, 4), (3, 4, 7),
)  # fmt: skip


def box(low: tuple[float, float, float], high: tuple[float, float, float]) -> np.ndarray:
    (x0, y0, z0), (x1, y1, z1) = low, high
    corners = [(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)]
    return np.array(corners + [(x, y, z1) for x, y, _ in corners])[np.array(FACES)]


@pytest.fixture(scope="module")
def cloth() -> Cloth:
    boxes = [
        box((0, 10, 0), (30, 40, 30)),
        box((36, 10, 0), (60, 40, 30)),
        box((0, 60, 0), (60, 80, 90)),
    ]
    return Cloth(np.concatenate(boxes), (-20.0, -20.0), (80.0, 100.0))


def test_it_lies_on_the_back_of_what_is_rearmost(cloth: Cloth) -> None:
    depth, touching = cloth.depth([[15, 15], [48, 15], [30, 70]])
    assert depth == pytest.approx([10, 10, 60])
    assert touching.all()


def test_a_cleft_is_spanned_and_does_not_count_as_tissue(cloth: Cloth) -> None:
    depth, touching = cloth.depth([[33, 15]])
    assert depth == pytest.approx([10])
    assert not touching.any()


def test_beside_the_body_there_is_nothing(cloth: Cloth) -> None:
    depth, touching = cloth.depth([[-15, 50], [500, 0]])
    assert np.isnan(depth).all()
    assert not touching.any()
