"""The measurements measure what they say."""

from __future__ import annotations

import pytest

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.view import FADED, ViewState
from anatomy_viewer.scene import timing
from anatomy_viewer.scene.scene import Scene

SIZE = (160, 120)


def test_every_measurement_gives_times_in_order(
    scene: Scene, meshes: dict[str, Mesh], bare: ViewState
) -> None:
    painted = []
    taken = {
        "moving": timing.moving(scene, bare, SIZE, painted.append, frames=5),
        "still": timing.still(scene, bare, SIZE, painted.append, pictures=2),
        "resume": timing.resume(scene, bare, SIZE, painted.append),
        "pick": timing.pick(scene, bare, SIZE, picks=9),
        "floor": timing.vtk_floor(meshes, bare, SIZE, frames=3),
    }
    assert len(painted) > 5 + 2
    assert all(0.0 < spread.median <= spread.p95 for spread in taken.values())
    assert taken["still"].median > taken["moving"].median


def test_times_are_given_in_milliseconds() -> None:
    assert timing.spread([0.010, 0.012, 0.020]).median == pytest.approx(12.0)


def test_the_ten_largest_are_faded(meshes: dict[str, Mesh], bare: ViewState) -> None:
    view = timing.faded(bare, meshes)
    assert dict(view.opacity) == dict.fromkeys(bare.visible, FADED)
