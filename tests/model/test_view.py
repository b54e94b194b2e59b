from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.model.anatomy import DEEPEST_PEEL, Atlas
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.view import FADED, Course, Cut, ViewState, drawn

MUSCLES = ("oblique_r", "oblique_l")


@pytest.fixture(scope="module")
def whole(small_atlas: Atlas) -> ViewState:
    return ViewState(visible=small_atlas.all_ids)


def test_hiding_takes_away_the_choice_of_what_is_hidden(whole: ViewState) -> None:
    view = whole.select("nerve_r").hide(["nerve_r"])
    assert "nerve_r" not in view.visible
    assert view.selected is None
    assert whole.select("skull").hide(["nerve_r"]).selected == "skull"


def test_showing_again_is_solid(whole: ViewState) -> None:
    view = whole.with_opacity(["skull"], 0.3).hide(["skull"]).show(["skull"])
    assert view == whole


def test_an_eye_goes_from_shown_to_faded_to_hidden_and_back(whole: ViewState) -> None:
    faded = whole.cycle(MUSCLES)
    assert [faded.opacity_of(name) for name in (*MUSCLES, "skull")] == [FADED, FADED, 1.0]
    hidden = faded.cycle(MUSCLES)
    assert hidden.visible == whole.visible - set(MUSCLES)
    assert hidden.cycle(MUSCLES) == whole


def test_the_first_of_several_decides_what_an_eye_does(whole: ViewState) -> None:
    uneven = whole.with_opacity(["oblique_l"], 0.5)
    assert uneven.cycle(MUSCLES).opacity_of("oblique_l") == FADED
    assert whole.hide(["oblique_r"]).cycle(MUSCLES) == whole
    assert whole.cycle([]) == whole


def test_fading_twice_is_solid_again(whole: ViewState) -> None:
    once = whole.toggle_fade(["skull"])
    assert once.opacity == (("skull", FADED),)
    assert once.toggle_fade(["skull"]) == whole


@given(changes=st.lists(st.tuples(st.sampled_from("abcd"), st.floats(-1, 2, allow_nan=False)), max_size=12))
def test_opacities_stay_in_their_range_and_in_order(changes: list[tuple[str, float]]) -> None:
    view = ViewState()
    for name, value in changes:
        view = view.with_opacity([name], value)
        assert view.opacity_of(name) == pytest.approx(min(max(value, 0.05), 1.0), abs=5e-4)
    assert list(view.opacity) == sorted(view.opacity)
    assert len(dict(view.opacity)) == len(view.opacity)
    # However one came here, the same picture is the same value.
    assert view == replace(ViewState(), opacity=tuple(sorted(dict(view.opacity).items())))


def test_isolating_leaves_only_that_solid_and_unpeeled(whole: ViewState, small_atlas: Atlas) -> None:
    view = whole.with_opacity(["nerve_r"], 0.2).peel_to(7).isolate(["nerve_r"])
    assert drawn(view, small_atlas) == {"nerve_r"}
    assert view.opacity_of("nerve_r") == 1.0


def test_showing_all_undoes_everything_but_the_camera_and_the_labels(
    whole: ViewState, small_atlas: Atlas
) -> None:
    camera = frame(small_atlas.bounds(["skull"]), "left")
    looking = replace(whole.look(camera), labelled=("skull",))
    changed = replace(
        looking.hide(["skull"]).with_opacity(["nerve_r"], 0.3).peel_to(4),
        cut=Cut((0, 0, 0), (1, 0, 0)),
        highlighted=frozenset(["nerve_r"]),
        course=Course("nerve_r", 0.1, 0.5),
    )
    assert changed.show_all(small_atlas) == looking


@pytest.mark.parametrize(("wanted", "got"), [(-3, 0), (0, 0), (5, 5), (7, 7), (90, DEEPEST_PEEL)])
def test_peeling_stops_at_its_ends(wanted: int, got: int) -> None:
    assert ViewState().peel_to(wanted).peel == got


def test_peeling_takes_off_layer_after_layer(whole: ViewState, small_atlas: Atlas) -> None:
    left = [drawn(whole.peel_to(n), small_atlas) for n in range(DEEPEST_PEEL + 1)]
    assert left[0] == small_atlas.all_ids
    assert left[1] == small_atlas.all_ids - {"scalp"}
    assert left[4] == {"nerve_r", "nerve_l", *MUSCLES, "skull"}
    assert left[5] == {*MUSCLES, "skull"}
    assert left[6] == {"skull"}
    assert left[7] == frozenset()


def test_what_the_atlas_does_not_know_is_not_drawn(small_atlas: Atlas) -> None:
    assert drawn(ViewState(visible=frozenset(["gone", "skull"])), small_atlas) == {"skull"}


def test_a_label_is_put_and_taken_away_in_its_place(whole: ViewState) -> None:
    view = whole.toggle_label("skull").toggle_label("bump").toggle_label("nerve_r")
    assert view.labelled == ("skull", "bump", "nerve_r")
    assert view.toggle_label("bump").labelled == ("skull", "nerve_r")
