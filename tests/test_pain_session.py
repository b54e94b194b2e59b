"""The pain map as one uses it: a region lights its fibres, a syndrome its territory and stations; closing ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_scenes import not_in_picture, scene_spec
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.yaml_lines import YamlMap, parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import SceneSpec, scene_view
from anatomy_viewer.model.pain import aches
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session, opening_view


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


@pytest.fixture
def session(atlas: Atlas) -> Session:
    return Session(atlas, {}, AppState(opening_view(atlas), "atlas"))


def selected(session: Session) -> set[str]:
    assert session.pathway is not None
    return set(session.pathway.selected)


def test_a_click_on_the_forehead_lights_v1_as_far_as_the_cortex_and_lets_it_hurt(session: Session) -> None:
    session.choose_region("forehead_l")
    assert {
        "forehead_endings_l",
        "trigeminal_ganglion_l",
        "second_order_neuron_l",
        "convergence_l",
    } <= selected(session)
    assert "gon_trunk_l" not in selected(session)
    assert session.pathway is not None
    assert session.pathway.inputs.left.v1 > 0
    assert session.view.opacity_of("scalp_skin") < 1.0
    assert "scalp_skin" in session.view.visible


def test_the_occiput_meets_the_forehead_at_the_same_neuron(session: Session) -> None:
    session.choose_region("forehead_r")
    before = selected(session)
    session.choose_region("occiput_r")
    assert "gon_trunk_r" in selected(session)
    assert "second_order_neuron_r" in selected(session) & before
    assert session.pathway is not None
    assert (session.pathway.inputs.right.gon > 0, session.pathway.inputs.right.v1) == (True, 0)


def test_an_ending_chosen_in_the_pathway_chooses_its_region(session: Session) -> None:
    session.show_pathway()
    for ending, region in (("forehead_endings", "forehead_r"), ("scalp_endings_l", "occiput_l")):
        session.choose_in_pathway([ending])
        assert session.pain is not None
        assert session.pain.region == region
    session.choose_in_pathway(["insula_r"])
    assert session.pain is not None
    assert session.pain.region == "occiput_l"


def test_sliders_that_the_learner_has_set_stay(session: Session) -> None:
    session.show_pathway()
    session.change_pathway("Slider", lambda look: look.with_input("gon", 0.33))
    session.open_pain()
    session.choose_region("eye_r")
    assert session.pathway is not None
    assert session.pathway.inputs.right.gon == 0.33


def test_a_syndrome_paints_its_side_and_shows_its_stations(session: Session) -> None:
    session.show_syndrome("cluster_headache")
    session.turn_pain("left")
    hurts = {ache.region: ache.strength for ache in aches(session.pain, session.atlas.syndromes.table)}
    assert hurts["eye_l"] == 1.0
    assert "eye_r" not in hurts
    assert "tear_gland_l" in selected(session)
    session.see_inside(False)
    assert session.pathway is None
    assert session.view.opacity_of("scalp_skin") == 1.0
    assert session.pain is not None


def test_a_head_that_was_made_solid_stays_so(session: Session) -> None:
    before = session.view
    session.open_pain()
    session.choose_region("eye_r")
    session.see_inside(False)
    session.choose_region("occiput_r")
    assert session.pathway is None
    assert session.pain is not None
    assert session.pain.region == "occiput_r"
    session.see_inside(True)
    assert session.pathway is not None
    session.close_pain()
    assert session.view.look(before.camera) == before


def test_closing_brings_the_picture_back_and_undo_the_map(session: Session) -> None:
    before = session.view.visible
    session.show_syndrome("occipital_neuralgia")
    session.close_pain()
    assert (session.pain, session.pathway, session.view.visible) == (None, None, before)
    session.undo()
    assert session.pain is not None
    assert session.pain.syndrome == "occipital_neuralgia"


def test_the_pathway_comes_in_a_glass_head_that_feels_and_goes_with_it(session: Session) -> None:
    before = session.view
    session.show_pathway()
    assert session.pain is not None
    assert session.pain.live
    assert session.view.opacity_of("scalp_skin") < 1.0
    session.hide_pathway()
    assert session.view == before
    session.choose_region("eye_r")
    session.hide_pathway()
    assert (session.pathway, session.view.opacity_of("scalp_skin")) == (None, 1.0)
    assert session.pain is not None
    session.open_schematic()
    assert session.pathway is not None
    assert session.pathway.panel
    session.hide_pathway()
    assert session.pathway is not None
    assert not session.pathway.panel
    assert session.pain is not None


def scene(atlas: Atlas, text: str) -> tuple[SceneSpec | None, list[ContentError]]:
    problems: list[ContentError] = []
    data = parse_yaml(text, Path("lesson.md"), 1)
    assert isinstance(data, YamlMap)
    spec = scene_spec(data, Path("lesson.md"), atlas, problems)
    if spec is not None:
        problems += not_in_picture(spec, data, Path("lesson.md"), atlas)
    return spec, problems


def test_a_lesson_paints_a_syndrome_words_or_what_the_model_feels(atlas: Atlas) -> None:
    spec, problems = scene(atlas, "syndrome: cluster_headache left")
    assert problems == []
    assert spec is not None
    assert spec.pain is not None
    assert (spec.pain.syndrome, spec.pain.side) == ("cluster_headache", "left")
    spec, problems = scene(atlas, "pain: {forehead_r: strong, nape: mild}")
    assert problems == []
    assert spec is not None
    assert spec.pain is not None
    assert [ache.region for ache in spec.pain.given] == ["forehead_r", "nape_r", "nape_l"]
    spec, problems = scene(atlas, "pain: model\npathway: {inputs: {gon: 0.8}}")
    assert problems == []
    assert spec is not None
    pain = scene_view(spec, atlas).pain
    assert pain is not None
    assert {"occiput_r", "eye_r"} <= {ache.region for ache in pain.given}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("syndrome: cluster", "'syndrome': the atlas has no 'cluster'."),
        ("syndrome: cluster_headache up", "'syndrome': the atlas has no 'up'."),
        ("pain: {forhead_r: strong}", "'pain': the atlas has no 'forhead_r'."),
        ("pain: {forehead_r: terrible}", "'forehead_r': 'terrible' is not known here."),
        ("syndrome: cluster_headache\nhide: [skin]", "'syndrome': 'scalp_skin' is not in the picture."),
    ],
)
def test_what_is_wrong_in_a_lesson_is_one_sentence(atlas: Atlas, text: str, problem: str) -> None:
    assert [each.problem for each in scene(atlas, text)[1]] == [problem]
