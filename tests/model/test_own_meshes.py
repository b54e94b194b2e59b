"""Own meshes that are gone: nothing that undo or a lesson brings back names them any more."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.model.anatomy import OWN, Atlas
from anatomy_viewer.model.measuring import End, Measurement, Measuring
from anatomy_viewer.model.own_meshes import Own, with_own, without_lost
from anatomy_viewer.model.state import AppState, Walk
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.session import Session

END = End((0.0, 0.0, 0.0), "own_plate")


def seen() -> ViewState:
    """A picture that names a plate in every way that it can."""
    way = Measurement("surface", (END, END), "own_plate")
    view = ViewState(frozenset({"skull", "own_plate"}), (("own_plate", 0.5),), frozenset({"own_plate"}))
    return replace(view, labelled=("own_plate", "skull"), selected="own_plate", measurements=(way,))


def test_what_is_gone_is_named_nowhere(small_atlas: Atlas) -> None:
    state = AppState(
        seen(), walk=Walk("nerve_r", 1.0, seen()), measuring=Measuring("surface", (END,), "own_plate")
    )
    kept = without_lost(state, small_atlas)
    assert kept.walk is not None
    assert kept.measuring == Measuring("surface")
    for view in (kept.view, kept.walk.before):
        assert view == ViewState(frozenset({"skull"}), labelled=("skull",))


def test_undo_after_a_removal_leads_to_the_picture_without_it(small_atlas: Atlas) -> None:
    plate = replace(small_atlas.structures["skull"], id="own_plate", base="own_plate", system=OWN)
    own = Own({"own_plate": plate}, {"own_plate": small_atlas.facts["skull"]})
    session = Session(small_atlas, {}, AppState())
    session.take_own(own)
    assert session.atlas.resolve(OWN) == ("own_plate",)
    session.edit("show", lambda view: seen())
    session.edit("hide", lambda view: view.hide(["skull"]))
    assert without_lost(session.now, session.atlas) == session.now
    session.take_own(Own())
    assert session.view.selected is None
    session.undo()
    assert session.view == ViewState(frozenset({"skull"}), labelled=("skull",))
    session.refit({})
    assert "own_plate" not in session.atlas.structures
    assert with_own(session.atlas, own).all_ids == small_atlas.all_ids
