"""The pathway as a graph: sides, neighbours, what the sliders do to it."""

from __future__ import annotations

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.convergence import Activity, Input, Inputs
from anatomy_viewer.model.pathway import RATES, rate_of
from anatomy_viewer.model.pathway_look import PathwayLook, pathway_view, settled, structure_of
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture
def session(atlas: Atlas) -> Session:
    session = Session(atlas, {}, AppState())
    session.explore()
    session.show_pathway()
    return session


def test_structures_and_nodes_lead_to_each_other(atlas: Atlas) -> None:
    assert structure_of(atlas.pathway, "trigeminal_ganglion_l", atlas) == "trigeminal_ganglion_l"
    assert atlas.pathway.elements_of("trigeminal_ganglion_l") == ("trigeminal_ganglion_l",)
    assert structure_of(atlas.pathway, "second_order_neuron_r", atlas) == ""


def test_neighbours_of_a_node_are_its_edges(atlas: Atlas) -> None:
    found = atlas.pathway.neighbours("second_order_neuron_r")
    assert {"convergence_r", "crossing_r", "fear_r"} == set(found)
    assert "gon_trunk_r" in atlas.pathway.neighbours("nerve_block_r")


def test_a_block_silences_the_nerve_beyond_it_but_not_the_endings(atlas: Atlas) -> None:
    look = PathwayLook(inputs=Inputs(Input(gon=0.8, block=1.0)))
    now = settled(look)
    assert rate_of("behind", now, look.inputs, "right") == 0.8
    assert rate_of("cervical", now, look.inputs, "right") == 0.0


@pytest.mark.parametrize("name", RATES)
def test_rates_are_shares(name: str) -> None:
    inputs = Inputs(Input(1.0, 1.0, 0.2, 1.0), Input(1.0, 1.0), 1.0)
    assert 0.0 <= rate_of(name, settled(PathwayLook(inputs=inputs)), inputs, "right") <= 1.0
    assert rate_of(name, Activity(), Inputs(), "left") == 0.0


def test_showing_is_undone_and_hiding_brings_the_picture_back(session: Session) -> None:
    before = session.pathway.before if session.pathway else None
    assert before is not None
    assert session.view == pathway_view(session.atlas, before)
    session.hide_pathway()
    assert (session.pathway, session.view) == (None, before)
    session.undo()
    assert session.pathway is not None
    session.undo()
    assert (session.pathway, session.view) == (None, before)


def test_a_drag_of_a_slider_is_one_undo_entry(session: Session) -> None:
    for value in (0.2, 0.5, 0.9):
        session.change_pathway("Input", lambda look, v=value: look.with_input("gon", v), merge=True)  # type: ignore[misc]
    assert session.pathway is not None
    assert session.pathway.value_of("gon") == 0.9
    session.undo()
    assert session.pathway.value_of("gon") == 0.0


def test_choosing_in_the_schematic_chooses_in_the_picture_and_the_reverse(session: Session) -> None:
    session.choose_in_pathway(["c2_ganglion"])
    assert session.view.selected == "c2_drg_r"
    session.select("trigeminal_ganglion_l")
    assert session.pathway is not None
    assert session.pathway.selected == ("trigeminal_ganglion_l",)
    session.select("atlas_c1")
    assert session.pathway.selected == ()
    assert session.view.selected == "atlas_c1"
