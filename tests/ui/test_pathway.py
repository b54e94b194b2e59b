"""The schematic of the pathway: what is selected, what moves, what the hand sets, what is read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.atlas_page import AtlasPage
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_about import PathwayAbout
from anatomy_viewer.ui.pathway_area import PathwayArea
from anatomy_viewer.ui.pathway_items import AWAY, BESIDE, CHOSEN
from anatomy_viewer.ui.pathway_layout import HIGH, NODE_H, NODE_W, WIDE, Arrangement
from anatomy_viewer.ui.pathway_player import PathwayPlayer


@pytest.fixture(scope="module")
def whole() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture
def session(whole: Atlas) -> Session:
    session = Session(whole, {}, AppState())
    session.explore()
    session.show_pathway()
    return session


@pytest.fixture
def area(qtbot: QtBot, session: Session) -> Iterator[PathwayArea]:
    """Time passes only by hand: a timer that outlives its test would be collected while it ticks."""
    session.note_pathway(lambda look: replace(look, running=False))
    area = PathwayArea(Look(), session, PathwayPlayer(session))
    area.player.setParent(area)
    qtbot.addWidget(area)
    area.resize(884, 780)
    area.show()
    yield area
    area.player.stop()


@pytest.mark.parametrize("arrangement", [WIDE, HIGH])
def test_every_node_has_a_place_of_its_own(whole: Atlas, arrangement: Arrangement) -> None:
    assert set(arrangement.places) == set(whole.pathway.nodes)
    places = list(arrangement.places.values())
    assert all(
        abs(x - u) >= NODE_W or abs(y - v) >= NODE_H for i, (x, y) in enumerate(places) for u, v in places[:i]
    )


def test_a_click_selects_in_the_picture_and_lights_the_way(
    qtbot: QtBot, area: PathwayArea, session: Session
) -> None:
    scheme = area.scheme
    place = scheme.mapFromScene(scheme._nodes["c2_ganglion"].pos())
    qtbot.mouseClick(scheme.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.view.selected == "c2_drg_r"
    standing = {name: item.standing for name, item in scheme._nodes.items()}
    assert (standing["c2_ganglion"], standing["gon_trunk"], standing["amygdala"]) == (CHOSEN, BESIDE, AWAY)
    assert "C2 spinal ganglion" in area.element_note._head.text()
    qtbot.mouseClick(scheme.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert session.view.selected is None


def test_a_click_on_a_line_selects_its_edge(qtbot: QtBot, area: PathwayArea, session: Session) -> None:
    line = next(line for line in area.scheme._lines if line.element == "v1_input")
    place = area.scheme.mapFromScene(line.route.places[24])
    qtbot.mouseClick(area.scheme.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.pathway is not None
    assert session.pathway.selected == ("v1_input_r",)


def test_what_is_selected_in_the_picture_is_selected_in_the_schematic(
    area: PathwayArea, session: Session
) -> None:
    session.select("trigeminal_ganglion_r")
    assert area.scheme._nodes["trigeminal_ganglion"].standing == CHOSEN


def test_the_keyboard_goes_from_node_to_node_and_reads_them(
    qtbot: QtBot, area: PathwayArea, session: Session
) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(area.scheme, key)
    assert session.pathway is not None
    assert session.pathway.selected == ("decussation_r",)
    assert "Crossing" in area.scheme.accessibleName()


def test_signals_run_where_something_comes_in(area: PathwayArea, session: Session) -> None:
    session.change_pathway("Experiment", lambda look: look.with_input("gon", 0.9).with_input("block", 1.0))
    area.player.advance(1.0)
    busy = {(edge, link) for (edge, link, side), _ in area.player.pulses if side == "right"}
    assert ("gon_input", 0) in busy  # as far as the nerve
    assert ("gon_input", 1) not in busy  # and no farther


def test_a_slider_is_moved_with_the_keyboard_and_undone(
    qtbot: QtBot, area: PathwayArea, session: Session
) -> None:
    qtbot.keyClick(area.sliders._grooves["gon"], Qt.Key.Key_End)
    assert session.pathway is not None
    assert session.pathway.value_of("gon") == 1.0
    assert area.sliders._values["gon"].text() == "full"
    session.undo()
    assert area.sliders._grooves["gon"].value() == 0


def test_an_experiment_plays_says_what_is_done_and_then_what_was_found(
    area: PathwayArea, session: Session
) -> None:
    area._play_preset("busch_2006")
    area.player.stop()
    area.player.advance(2.0)
    assert "Test by V1" in area.preset_note._says.text()
    area.player.advance(12.0)
    assert area.player.over
    assert "smaller" in area.preset_note._found.text()
    assert session.pathway is not None
    assert not session.pathway.running
    area.toggle_play()
    assert session.pathway.phase == 0
    area.player.stop()


def test_with_reduced_motion_nothing_moves_by_itself_and_a_slider_shows_where_it_leads(
    area: PathwayArea, session: Session
) -> None:
    area.player.reduced_motion = True
    session.change_pathway("Experiment", lambda look: look.with_input("gon", 1.0))
    assert not area.player.moving
    assert area.player.activity.right.neuron > 0.6
    area._play_preset("piovesan_2001")
    for _ in range(3):
        area.player.step_by_hand()
    assert session.pathway is not None
    assert session.pathway.phase == 2
    assert area.player.activity.right.neuron > 0.7  # at the end of the phase, when it has answered
    area.player.step_by_hand()
    area.player.step_by_hand()
    assert area.player.over


def test_the_other_side_is_felt_with_what_was_set(area: PathwayArea, session: Session) -> None:
    right = area.scheme._nodes["insula"].pos().x()
    session.change_pathway("Experiment", lambda look: look.with_input("gon", 0.5))
    session.choose_pathway_side("left")
    assert session.pathway is not None
    assert session.pathway.inputs.left.gon == 0.5
    assert area.scheme._nodes["insula"].pos().x() > right


def test_in_chinese(area: PathwayArea, session: Session) -> None:
    session.language = "zh"
    area.retranslate()
    assert area.scheme._nodes["insula"].text == "岛叶"
    assert area.sliders._heads["block"].text() == "枕大神经阻滞"


def test_the_model_says_of_every_number_where_it_comes_from(qtbot: QtBot, area: PathwayArea) -> None:
    about = PathwayAbout(Look(), area._session, area)
    about.open()
    words = [label.text() for label in about.findChildren(type(about._title))]
    assert sum("illustrative" in text for text in words) >= 20
    about.dismiss()


def test_a_tick_is_seen_in_schematic_and_traces(area: PathwayArea, session: Session) -> None:
    session.change_pathway("Experiment", lambda look: look.with_input("gon", 0.9))
    area.player.advance(0.4)
    before = area.scheme.grab().toImage(), area.traces.grab().toImage()
    area.player.advance(0.4)
    after = area.scheme.grab().toImage(), area.traces.grab().toImage()
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_traces_pushed_on_are_those_painted_whole(area: PathwayArea, session: Session) -> None:
    for value in (0.2, 0.9, 0.4):
        session.change_pathway("Experiment", lambda look, v=value: look.with_input("gon", v))  # type: ignore[misc]
        for _ in range(20):
            area.player.advance(0.1)
            area.traces.grab()
    pushed = area.traces.grab().toImage()
    area.traces._strip = type(area.traces._strip)(area._look)
    whole = area.traces.grab().toImage()
    unlike = sum(
        pushed.pixel(x, y) != whole.pixel(x, y)
        for x in range(0, pushed.width(), 3)
        for y in range(0, pushed.height(), 3)
    )
    assert unlike < 0.01 * pushed.width() * pushed.height() / 9


def test_names_are_covered_while_a_question_is_open_in_the_picture(
    area: PathwayArea, session: Session
) -> None:
    session.choose_in_pathway(["insula"])
    session.store.amend(replace(session.now, asking="where"))
    assert {item.text for item in area.scheme._nodes.values()} == {""}
    assert area.element_note.isHidden()
    session.store.amend(replace(session.now, asking=""))
    assert area.scheme._nodes["insula"].text == "Insula"


def test_the_schematic_has_its_share_of_a_window_that_opens_with_it(
    qtbot: QtBot, area: PathwayArea, session: Session
) -> None:
    picture, right = QWidget(), QWidget()
    page = AtlasPage(Look(), session, QWidget(), picture, area, right, lambda _name: None)
    page.show_images(True, lesson=True)  # before anything has a size
    qtbot.addWidget(page)
    page.resize(1440, 800)
    page.show()
    qtbot.waitUntil(lambda: area.width() > picture.width() > 300)


def drawn_px(area: PathwayArea) -> float:
    look = area.scheme._look
    return look.font("small", scale=1.0 / look.scale).pixelSize() * area.scheme.transform().m11()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_names_stay_legible_in_a_small_room_and_the_whole_is_a_key_away(
    qtbot: QtBot, session: Session, scale: float
) -> None:
    session.note_pathway(lambda look: replace(look, running=False))
    area = PathwayArea(Look(scale=scale), session, PathwayPlayer(session))
    qtbot.addWidget(area)
    area.resize(560, 760)
    area.show()
    session.choose_in_pathway(["second_order_neuron_r"])
    scheme = area.scheme
    assert drawn_px(area) >= 7.5 * scale
    node = scheme._nodes["second_order_neuron"]
    assert scheme.viewport().rect().contains(scheme.mapFromScene(node.pos()))
    qtbot.keyClick(scheme, Qt.Key.Key_0)
    assert scheme.mapToScene(scheme.viewport().rect()).boundingRect().contains(scheme.sceneRect())
    assert drawn_px(area) < 7.5 * scale
    area.player.stop()
