"""The pathway as a graph: sides, neighbours, what the sliders do to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.convergence import Activity, Input, Inputs, after, felt
from anatomy_viewer.model.lesson import Lesson, LessonText, SceneSpec, Step, StepText
from anatomy_viewer.model.pathway import RATES, rate_of
from anatomy_viewer.model.pathway_look import PathwayLook, begun, pathway_view, settled, structure_of
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
    skin = [session.atlas.skin.surface]  # of glass, so that it can show what the model feels
    shown = replace(session.view.look(before.camera), pain=None).with_opacity(skin, 1.0).hide(skin)
    assert shown == pathway_view(session.atlas, before)
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


def answers(atlas: Atlas, preset: str) -> list[tuple[Inputs, Activity]]:
    """Each phase's inputs and what it has led to at its end."""
    now, found = after(Inputs(), 5.0), []
    for phase in atlas.pathway.presets[preset].phases:
        now = after(phase.inputs, phase.seconds, now)
        found.append((phase.inputs, now))
    return found


def rates_at(found: list[tuple[Inputs, Activity]], inputs: Inputs) -> list[Activity]:
    return [now for given, now in found if given == inputs]


def test_the_nerve_raises_the_answer_to_the_dura(atlas: Atlas) -> None:
    first, again = rates_at(answers(atlas, "bartsch_2002"), Inputs(Input(v1=0.35)))
    assert again.right.neuron > 1.2 * first.right.neuron


def test_the_dura_raises_the_answer_to_the_nerve_and_enlarges_the_field(atlas: Atlas) -> None:
    first, again = rates_at(answers(atlas, "bartsch_2003"), Inputs(Input(gon=0.45)))
    assert again.right.neuron > 1.2 * first.right.neuron
    assert felt(again, "right")["occiput"].reach > felt(first, "right")["occiput"].reach


def test_strong_pain_behind_is_felt_in_front(atlas: Atlas) -> None:
    (strong,) = rates_at(answers(atlas, "piovesan_2001"), Inputs(Input(gon=1.0)))
    assert felt(strong, "right")["eye"].strength > 0.2
    assert strong.right.reflex > 0.2


def test_a_block_lowers_the_answer_of_its_side_alone(atlas: Atlas) -> None:
    found = answers(atlas, "busch_2006")
    own = [now.right.neuron for given, now in found if given.right.v1]
    other = [now.left.neuron for given, now in found if given.left.v1]
    assert own[1] < 0.8 * own[0]
    assert other[1] == pytest.approx(other[0], rel=0.05)


def test_an_experiment_is_begun_and_ends_when_a_slider_is_moved(session: Session) -> None:
    session.play_preset("piovesan_2001")
    assert session.pathway is not None
    assert (session.pathway.preset, session.pathway.phase) == ("piovesan_2001", 0)
    session.change_pathway("Input", lambda look: look.with_input("v1", 0.3))
    assert session.pathway.preset == ""
    session.undo()
    assert session.pathway.preset == "piovesan_2001"


def test_an_experiment_on_the_left_blocks_the_left(atlas: Atlas) -> None:
    phase = atlas.pathway.presets["busch_2006"].phases[-2]
    assert (phase.given("left").left.block, phase.given("left").right.block) == (1.0, 0.0)


def test_the_schematic_comes_to_a_pathway_that_is_shown_without_it(session: Session) -> None:
    session.note_pathway(lambda look: replace(look, panel=False))
    assert not session.shows_schematic
    view = session.view
    session.show_pathway()
    assert session.shows_schematic
    assert session.view == view


def test_a_step_brings_its_experiment_and_the_next_takes_it_away(atlas: Atlas) -> None:
    spec = SceneSpec(pathway=PathwayLook(preset="busch_2006"))
    steps = (Step("one", {"en": StepText("One")}, spec), Step("two", {"en": StepText("Two")}))
    lesson = Lesson("l", "L", "student", 3, {"en": LessonText("Lesson")}, steps)
    session = Session(atlas, {"l": lesson}, AppState())
    session.open_lesson("l")
    assert session.pathway is not None
    assert (session.pathway.preset, session.pathway.phase) == ("busch_2006", 0)
    session.change_pathway("Experiment", lambda look: look.with_input("gon", 1.0))
    session.return_to_step()
    assert session.pathway.preset == "busch_2006"
    session.move(1)
    assert session.pathway is None


def test_a_walk_takes_the_place_of_the_pathway(session: Session) -> None:
    before = session.pathway.before if session.pathway else None
    session.begin_walk("greater_occipital_nerve_r")
    assert session.pathway is None
    session.end_walk()
    assert session.view == before


def test_back_to_the_view_in_the_free_atlas_is_the_pathways_own(session: Session) -> None:
    seen = session.view
    session.edit("turned", lambda view: view.hide(["pons"]))
    session.return_to_step()
    assert session.view == seen


def test_a_picture_that_stands_shows_the_phase_in_which_most_is_done(atlas: Atlas) -> None:
    look = begun(PathwayLook(preset="piovesan_2001"), atlas.pathway, still=True)
    assert look is not None
    assert look.inputs.right.gon == 1.0
