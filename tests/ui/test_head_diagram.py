"""The drawn head: its regions are where the skin has them, and a click or the keys choose them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.mesh_files import MeshStore
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.pain import Ache
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.head_views import FlatHead, flat_heads
from anatomy_viewer.scene.territories import Territories
from anatomy_viewer.session import Session
from anatomy_viewer.ui.head_diagram import HeadDiagram
from anatomy_viewer.ui.head_paint import HeadPaths
from anatomy_viewer.ui.heads import HeadShelf
from anatomy_viewer.ui.look import Look


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture(scope="module")
def heads(atlas: Atlas) -> dict[str, FlatHead]:
    store = MeshStore(meshes_dir(), atlas)
    needed = {atlas.skin.surface, *(mark.of for mark in atlas.skin.landmarks.values())}
    meshes: dict[str, Mesh] = {name: mesh for name in needed if (mesh := store.coarse(name)) is not None}
    regions = Territories(atlas, meshes, atlas.skin.regions)
    return flat_heads(meshes[atlas.skin.surface], regions, tuple(atlas.skin.regions))


@pytest.fixture
def diagram(look: Look, atlas: Atlas, heads: dict[str, FlatHead], qtbot: QtBot) -> HeadDiagram:
    shelf = HeadShelf(atlas, lambda: None)
    shelf._heads = {view: HeadPaths(head) for view, head in heads.items()}
    made = HeadDiagram(look, Session(atlas, {}, AppState(ViewState())), shelf)
    qtbot.addWidget(made)
    made.resize(360, 142)
    made.show()
    return made


def test_each_side_is_seen_where_it_lies(heads: dict[str, FlatHead]) -> None:
    assert {"forehead_r", "forehead_l", "eye_r", "eye_l"} <= set(heads["front"].regions)
    assert {"occiput_r", "occiput_l", "nape_r"} <= set(heads["back"].regions)
    assert "occiput_l" not in heads["front"].regions
    assert "eye_l" not in heads["right"].regions
    assert {"ear_r", "temple_r", "jaw_r"} <= set(heads["right"].regions)


def test_a_click_chooses_the_region_under_it(diagram: HeadDiagram, qtbot: QtBot) -> None:
    for region in ("forehead_l", "temple_r", "occiput_l"):
        place = diagram.middle_of(region)
        assert place is not None
        with qtbot.waitSignal(diagram.chosen) as heard:
            QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=place.toPoint())
        assert heard.args == [region]


def test_keys_go_from_region_to_region(diagram: HeadDiagram, qtbot: QtBot) -> None:
    QTest.keyClick(diagram, Qt.Key.Key_Right)
    assert diagram.accessibleDescription() == "Forehead, right"
    with qtbot.waitSignal(diagram.chosen) as heard:
        QTest.keyClick(diagram, Qt.Key.Key_Return)
    assert heard.args == ["forehead_r"]


def test_pain_is_painted_where_it_hurts(diagram: HeadDiagram) -> None:
    place = diagram.middle_of("forehead_l")
    assert place is not None
    before = diagram.grab().toImage().pixelColor(place.toPoint())
    diagram.show_pain([Ache("forehead_l", 1.0)], "right", "")
    after = diagram.grab().toImage().pixelColor(place.toPoint())
    assert after.red() > after.green() + 40
    assert before.red() <= before.green() + 10
