from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.registration import registered
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane

MODEL: list[Vector] = [
    (0.0, 0.0, 0.0),
    (0.0, 37.0, -19.0),
    (52.0, 65.0, -23.0),
    (-52.0, 65.0, -23.0),
    (0.0, 32.0, -62.0),
]


def turned(angle: float = 0.4) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]) @ np.array(
        [[1.0, 0, 0], [0, c, -s], [0, s, c]]
    )


def moved(scale: float = 1.0, turn: NDArray[np.float64] | None = None) -> list[Vector]:
    turn = turned() if turn is None else turn
    return [tuple((scale * turn @ place + [10.0, -200.0, 35.0]).tolist()) for place in MODEL]  # type: ignore[misc]


def test_matching_points_bring_the_model_where_it_was_moved_to() -> None:
    fit = registered(MODEL, moved())
    assert fit.rms < 1e-9
    assert fit.placement.to_scan((7.0, 8.0, 9.0)) == pytest.approx(turned() @ [7, 8, 9] + [10, -200, 35])
    assert fit.placement.to_model(fit.placement.to_scan((7.0, 8.0, 9.0))) == pytest.approx((7.0, 8.0, 9.0))


def test_another_size_is_found_only_when_it_is_sought() -> None:
    assert registered(MODEL, moved(1.1), scaled=True).placement.scale == pytest.approx(1.1)
    rigid = registered(MODEL, moved(1.1))
    assert rigid.placement.scale == 1.0
    assert rigid.rms > 2.0


def test_a_point_picked_wrongly_has_the_largest_residual() -> None:
    there = moved()
    x, y, z = there[2]
    there[2] = (x + 12.0, y, z)
    fit = registered(MODEL, there)
    assert int(np.argmax(fit.residuals)) == 2
    assert fit.rms == pytest.approx(np.sqrt(np.mean(np.square(fit.residuals))))


def test_exchanged_sides_are_noticed_and_never_mirrored_away() -> None:
    fit = registered(MODEL, moved(turn=turned() @ np.diag([-1.0, 1.0, 1.0])))
    assert fit.mirrored
    assert np.linalg.det(fit.placement.turn) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (MODEL[:2], "three matching points are needed; there are 2."),
        ([(0.0, 0.0, 0.0), (0.0, 10.0, 1.0), (0.0, 20.0, 2.0), (0.0, 50.0, 5.0)], "one line"),
        ([MODEL[0]] * 3, "one line"),
        ([*MODEL[:3], (float("nan"), 0.0, 0.0)], "no valid place"),
    ],
)
def test_points_that_say_too_little_are_refused(model: list[Vector], wrong: str) -> None:
    with pytest.raises(ContentError, match=wrong):
        registered(model, model)


def test_a_plane_is_carried_there_and_back() -> None:
    placement = registered(MODEL, moved(1.25), scaled=True).placement
    plane = ImagePlane((5.0, 30.0, -20.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), 100.0, 80.0)
    there = placement.plane_to_scan(plane)
    assert (there.width_mm, there.height_mm) == pytest.approx((125.0, 100.0))
    assert there.place(0.1, 0.9) == pytest.approx(placement.to_scan(plane.place(0.1, 0.9)))
    assert placement.plane_to_model(there).place(0.3, 0.2) == pytest.approx(plane.place(0.3, 0.2))
