"""Pain on the skin: strongest where it is given, fading at the rim, wider with a longer reach, on one side only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.mesh_files import MeshStore
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.pain import Ache, PainView
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.look import with_pain
from anatomy_viewer.scene.pain import PainField, region_at
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.scene.territories import Territories

# Regions of the specimen, and a point of it that lies in each.
INSIDE = {
    "forehead": "lm_glabella",
    "occiput": "lm_opisthocranion",
    "nape": "lm_skin_m40",
    "vertex": "lm_bregma",
}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture(scope="module")
def meshes(atlas: Atlas) -> dict[str, Mesh]:
    store = MeshStore(meshes_dir(), atlas)
    needed = {atlas.skin.surface, *(mark.of for mark in atlas.skin.landmarks.values())}
    return {name: mesh for name in needed if (mesh := store.coarse(name)) is not None}


@pytest.fixture(scope="module")
def regions(atlas: Atlas, meshes: dict[str, Mesh]) -> Territories:
    return Territories(atlas, meshes, atlas.skin.regions)


def names(regions: Territories) -> list[str]:
    return list(regions._atlas.skin.regions)


def place(regions: Territories, point: str) -> tuple[float, float, float]:
    x, y, z = regions._atlas.points[point].position
    return (x, y, z)


def test_a_click_finds_the_region_and_its_side(regions: Territories) -> None:
    for region, point in INSIDE.items():
        x, y, z = place(regions, point)
        up = 12.0 if region == "forehead" else 0.0
        assert region_at(regions, names(regions), (x + 6.0, y, z + up)) == f"{region}_r"
        assert region_at(regions, names(regions), (x - 6.0, y, z + up)) == f"{region}_l"
    assert region_at(regions, names(regions), (0.0, 60.0, -300.0)) == ""


def test_the_skin_has_no_gap_between_the_regions(regions: Territories) -> None:
    skin = regions._coarse[regions.surface].vertices
    head = skin[(skin[:, 2] > 0.0) & (np.linalg.norm(skin[:, :2] - [0.0, 80.0], axis=1) > 40.0)]
    depths = regions.depths(head, names(regions), 0.45).max(axis=1)
    assert (depths > -4.0).all()


def test_pain_fades_at_its_rim_reaches_farther_when_it_should_and_keeps_its_side(
    regions: Territories,
) -> None:
    back, top = place(regions, "lm_opisthocranion"), place(regions, "lm_vertex_skin")
    field = PainField(regions, names(regions), [np.add(back, (15, 0, 0)), np.add(back, (-15, 0, 0)), top])
    there, other, _ = field.strengths([Ache("occiput_r", 1.0)])
    assert there == pytest.approx(1.0)
    assert other == pytest.approx(0.0)
    between = [
        np.add(np.multiply(back, 1 - s), np.multiply(top, s)) + np.array([20, 0, 0])
        for s in np.linspace(0, 1, 30)
    ]
    line = PainField(regions, names(regions), between)
    usual, wide = (line.strengths([Ache("occiput_r", 1.0, reach)]) for reach in (1.0, 1.8))
    assert (np.diff(usual) <= 1e-9).all()
    assert (wide >= usual - 1e-9).all()
    assert wide.sum() > usual.sum() + 1.0


def test_a_stronger_pain_is_painted_darker_and_faded_skin_shows_it() -> None:
    skin = np.tile(np.array([217, 165, 139, 60], np.uint8), (3, 1))
    painted = with_pain(skin, np.array([0.0, 0.3, 1.0]), ghost=True).astype(float)
    luma = painted[:, :3] @ [0.299, 0.587, 0.114]
    assert luma[0] > luma[1] > luma[2]
    assert painted[0, 3] == 60
    assert painted[2, 3] > 200


def test_the_picture_gets_redder_where_it_hurts_and_a_pixel_there_means_the_region(
    atlas: Atlas, meshes: dict[str, Mesh]
) -> None:
    size = (160, 160)
    scene, skin = Scene(atlas, meshes, meshes), atlas.skin.surface
    camera = frame(meshes[skin].bounds, "anterior", "whole")
    view = ViewState(visible=frozenset({skin}), camera=camera, pain=PainView())
    scene.apply(view)
    x, y, z = atlas.points["lm_glabella"].position
    column, row, _ = scene.project([(x + 20.0, y, z + 20.0)], size)[0]
    assert scene.region_under(column, row, size) == "forehead_r"
    before = scene.image(size, "moving")[round(row), round(column)].astype(int)
    scene.apply(replace(view, pain=PainView(given=(Ache("forehead_r", 0.6),))))
    after = scene.image(size, "moving")[round(row), round(column)].astype(int)
    assert after[0] - after[1] > before[0] - before[1] + 40
    scene.apply(replace(view, opacity=((skin, 0.2),)))
    assert scene.region_under(column, row, size) == "forehead_r"
