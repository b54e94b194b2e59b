"""A user's own meshes in the picture: drawn, picked, cut, moved and gone again; read only when they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.content.mesh_facts import measured
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import DEEPEST_PEEL, OWN, Atlas
from anatomy_viewer.model.own_meshes import Own, with_own
from anatomy_viewer.model.view import Cut, ViewState
from anatomy_viewer.scene.scene import Scene

SIZE, MIDDLE = (200, 150), (100.0, 75.0)
GREEN = (20, 200, 60)


class Counted(Mapping[str, Mesh]):
    """Says how often it was read."""

    def __init__(self, meshes: dict[str, Mesh]) -> None:
        self._meshes, self.read = meshes, 0

    def __getitem__(self, name: str) -> Mesh:
        self.read += 1
        return self._meshes[name]

    def __contains__(self, name: object) -> bool:
        return name in self._meshes

    def __iter__(self) -> Iterator[str]:
        return iter(self._meshes)

    def __len__(self) -> int:
        return len(self._meshes)


def own_ball(make_ball: Callable[..., Mesh], at: tuple[float, float, float]) -> Mesh:
    ball = make_ball(8.0)
    colours = np.tile(np.array(GREEN, np.uint8), (len(ball.vertices), 1))
    return replace(ball, vertices=ball.vertices + np.array(at, np.float32), colours=colours)


def owned(atlas: Atlas, mesh: Mesh) -> Atlas:
    plate = replace(
        atlas.structures["bone"], id="own_plate", base="own_plate", system=OWN, layer=DEEPEST_PEEL + 1
    )
    return with_own(atlas, Own({"own_plate": plate}, {"own_plate": measured(mesh).facts(mirrored=False)}))


def green(scene: Scene, quality: str) -> int:
    """How many pixels have the mesh's hue."""
    picture = scene.image(SIZE, quality).astype(int)  # type: ignore[arg-type]
    return int(((picture[..., 1] > 1.8 * picture[..., 0]) & (picture[..., 1] > 1.8 * picture[..., 2])).sum())


def test_own_meshes_come_move_and_go(
    make_scene: Callable[[], Scene], atlas: Atlas, make_ball: Callable[..., Mesh], bare: ViewState
) -> None:
    scene = make_scene()
    scene.apply(bare)
    assert scene.pick(*MIDDLE, SIZE).structure == "bone"
    mesh = own_ball(make_ball, (0.0, -40.0, 0.0))
    meshes = Counted({"own_plate": mesh})
    scene.take_own(owned(atlas, mesh), meshes, meshes)
    assert green(scene, "still") == green(scene, "moving") == 0
    assert scene.pick(*MIDDLE, SIZE).structure == "bone"
    assert meshes.read == 0  # nobody has shown it
    shown = bare.show(["own_plate"])
    scene.apply(shown)
    assert green(scene, "still") > 50
    assert green(scene, "moving") > 50
    assert scene.pick(*MIDDLE, SIZE).structure == "own_plate"
    assert scene.silhouette("own_plate", SIZE)
    way = scene.way("own_plate", (0.0, -48.0, 0.0), (0.0, -40.0, 8.0))  # a quarter of the ball
    assert way is not None
    assert np.linalg.norm(np.diff(way, axis=0), axis=1).sum() == pytest.approx(np.pi * 4.0, rel=0.1)
    scene.apply(replace(shown, peel=DEEPEST_PEEL))
    assert green(scene, "still") > 50  # no layer holds it
    scene.apply(replace(shown, cut=Cut((0.0, 0.0, 0.0), (-1.0, 0.0, 0.0))))
    assert scene.pick(MIDDLE[0] - 3.0, MIDDLE[1], SIZE).structure == "own_plate"
    scene.apply(shown)
    scene.refit({"bone": make_ball(24.0)}, {})  # another patient
    assert scene.pick(*MIDDLE, SIZE).structure == "own_plate"
    away = own_ball(make_ball, (0.0, -40.0, 45.0))
    moved = Counted({"own_plate": away})
    scene.take_own(owned(atlas, away), moved, moved, ["own_plate"])
    assert scene.pick(*MIDDLE, SIZE).structure == "bone"
    assert green(scene, "still") > 50
    scene.take_own(with_own(atlas, Own()), {}, {})
    assert green(scene, "still") == green(scene, "moving") == 0
    assert scene.pick(*MIDDLE, SIZE).structure == "bone"
