"""Lesson block → picture → block → the same picture, for every step of some shipped lessons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.bookmark import bookmark, read_bookmark
from anatomy_viewer.content.imaging_keys import imaging_keys
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.scene_block import scene_block, scene_keys
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.modalities import MODALITIES
from anatomy_viewer.model.anatomy import OWN, Atlas
from anatomy_viewer.model.imaged import ImagingSpec, imaging_of
from anatomy_viewer.model.imaging import Imaging, Panel
from anatomy_viewer.model.lesson import SceneSpec, scene_view
from anatomy_viewer.model.own_meshes import Own, with_own
from anatomy_viewer.model.pathway_look import PathwayLook, pathway_picture
from anatomy_viewer.model.scanner_limits import is_allowed
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.ui.imaging_settings import FIELDS, Choice

CHOSEN = sorted(path.stem for path in lessons_dir().glob("l*.md") if "." not in path.stem)[::7]


@pytest.fixture(scope="module")
def shipped() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def spec_of(text: str, atlas: Atlas) -> SceneSpec:
    """What a fenced block says; fails where it is refused."""
    problems: list[ContentError] = []
    body = text.removeprefix("```scene\n").removesuffix("```\n")
    spec = scene_spec(parse_yaml(body, Path("l.md")), Path("l.md"), atlas, problems)
    assert spec is not None, (text, problems)
    return spec


def read_again(text: str, atlas: Atlas) -> ViewState:
    """The picture of a fenced block."""
    return scene_view(spec_of(text, atlas), atlas)


def content_of(view: ViewState) -> tuple[object, ...]:
    opacity = {name: max(round(o, 3), 0.05) for name, o in view.opacity if name in view.visible}
    patient = (view.patient.right.variants, view.patient.left.variants)
    context = view.context if view.highlighted else "grey"
    pain = (view.pain.syndrome, view.pain.side, view.pain.live) if view.pain else None
    return (
        view.visible, opacity, view.highlighted, context, view.labelled, view.cut, view.peel, view.course,
        set(view.points), view.spread, patient, view.territories, pain,
    )  # fmt: skip


def test_the_picture_of_every_step_comes_back(shipped: Atlas) -> None:
    paths = [lessons_dir() / f"{name}.md" for name in CHOSEN]
    lessons = load_lesson_files(paths, shipped).lessons.values()
    assert lessons
    for step in (step for lesson in lessons for step in lesson.steps):
        view = scene_view(step.scene, shipped)
        look = step.scene.pathway
        text = scene_block(view, shipped, look=look, like=step.scene)
        again, free = spec_of(text, shipped), read_again(scene_block(view, shipped, look=look), shipped)
        assert content_of(scene_view(again, shipped)) == content_of(view) == content_of(free), text
        assert again.pathway == look, text
        assert (again.view, again.focus) == (step.scene.view, step.scene.focus) or again.eye, text
        for camera in (scene_view(again, shipped).camera, free.camera):
            off = np.degrees(np.arccos(np.clip(camera.axes()[2] @ view.camera.axes()[2], -1, 1)))
            assert off < 0.3, (step.id, text)
            assert np.linalg.norm(np.subtract(camera.position, view.camera.position)) < 6.0, (step.id, text)


def test_only_what_differs_from_the_defaults_is_written(shipped: Atlas) -> None:
    assert scene_block(scene_view(SceneSpec(), shipped), shipped) == "```scene\n```\n"
    view = scene_view(SceneSpec(peel=2, hide=("skin",)), shipped)
    assert scene_block(view, shipped) == "```scene\nhide: [skin]\npeel: 2\n```\n"


def test_the_pathway_comes_back_with_what_is_hidden_selected_and_set(shipped: Atlas) -> None:
    look = (
        PathwayLook("left", panel=False, running=False).with_input("gon", 0.8).with_input("v1", 0.25, "right")
    )
    look = look.with_input("sensitisation", 0.5).choose(["second_order_neuron"])
    veiled = pathway_picture(shipped, scene_view(SceneSpec(), shipped), "left")
    for view in (veiled, veiled.hide(shipped.resolve("bones")), veiled.show(["trapezius_r"])):
        text = scene_block(view, shipped, look=look)
        again = spec_of(text, shipped)
        assert again.pathway == look, text
        assert content_of(scene_view(again, shipped)) == content_of(view), text
    assert scene_block(veiled, shipped, look=PathwayLook()).count("\n") == 4  # fences, camera, pathway: {}


NAMES = (
    "as asked", "moved", "zoomed", "a window", "side by side", "compared", "set by hand", "under a probe",
)  # fmt: skip


def images(atlas: Atlas) -> dict[str, Imaging]:
    """Images as they may stand; the specimen need not be read for that."""
    plain = imaging_of(ImagingSpec("t1"), atlas)
    compared = imaging_of(ImagingSpec("stir", pathology="neuroma", before="normal", divider=0.4), atlas)
    return {
        "as asked": plain,
        "moved": replace(plain.placed(3.5, 10, -4), overlay=0.4, neurological=True, labels=False),
        "zoomed": plain.zoomed(2.0, (10.0, 20.0, -30.0)),
        "a window": plain.with_panel(Panel("t1", (300.0, 500.0))),
        "side by side": replace(plain, enlarged=False, cursor=(20.0, 15.0, -30.0)).with_panel(
            Panel("doppler")
        ),
        "compared": compared,
        "set by hand": plain.with_setting(
            "t1", replace(MODALITIES["t1"].settings, te=20.0, thickness_mm=2.0)
        ),
        "under a probe": imaging_of(ImagingSpec("ct", before="us", divider=0.3), atlas),
    }


@pytest.mark.parametrize("name", NAMES)
def test_images_come_back_as_they_stood(shipped: Atlas, name: str) -> None:
    imaging = images(shipped)[name]
    asked = lambda spec: imaging_of(spec, shipped)  # noqa: E731
    scanners = lambda imaging, key: imaging.setting(key, MODALITIES[key].settings)  # noqa: E731
    keys = imaging_keys(imaging, asked, {"t1": {"fat": (400.0, 800.0)}}, scanners)
    text = scene_block(scene_view(SceneSpec(), shipped), shipped, keys)
    spec = spec_of(text, shipped).imaging
    assert spec is not None
    again = asked(spec)
    again = spec.exact.on(again) if spec.exact else again
    for key, told in spec.exact.settings if spec.exact else ():
        again = again.with_setting(key, replace(MODALITIES[key].settings, **dict(told)))
    plane = np.array(again.plane.place(0, 0)), np.array(imaging.plane.place(0, 0))
    assert np.allclose(*plane, atol=0.1), text
    assert np.allclose(again.cursor, imaging.cursor, atol=0.1), text
    same = replace(again, start=imaging.start, cursor=imaging.cursor, aim=imaging.aim)
    assert same == replace(imaging, turn=again.turn, tilt=again.tilt, offset=again.offset), text
    assert ("lies" in keys) == (name == "zoomed")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            "lies: {at: [0, 0, 0], across: [1, 0, 0], down: [1, 0, 0], size: [90, 90]}",
            "'lies': this is no plane.",
        ),
        ("settings: {us: {depth_mm: 1000000}}", "'settings': 'depth_mm' can't be 1000000.0."),
        ("settings: {ct: {kernel: sharp}}", "'settings': 'kernel' can't be sharp."),
        ("settings: {ct: {depth_mm: 30}}", "'settings': 'depth_mm' is not known here."),
    ],
)
def test_numbers_that_no_image_can_have_are_named(shipped: Atlas, given: str, told: str) -> None:
    problems: list[ContentError] = []
    data = parse_yaml(f"imaging: {{modality: ct, {given}}}", Path("l.md"))
    assert scene_spec(data, Path("l.md"), shipped, problems) is None
    assert [problem.problem for problem in problems] == [told]
    assert sentence(problems[0], "zh") != sentence(problems[0], "en")


def test_what_a_user_can_set_may_stand_in_a_lesson() -> None:
    for family, fields in FIELDS.items():
        for field in fields:
            ends = field.values if isinstance(field, Choice) else (field.least, field.most)
            assert all(is_allowed(family, field.name, value) for value in ends), field


def test_own_meshes_stand_in_a_block_and_come_back(small_atlas: Atlas) -> None:
    """'all' leaves them out, so they are named; hidden ones need no word."""
    plate = replace(small_atlas.structures["skull"], id="own_plate", base="own_plate", system=OWN)
    facts = {"own_plate": small_atlas.facts["skull"], "own_screw": small_atlas.facts["skull"]}
    structures = {"own_plate": plate, "own_screw": replace(plate, id="own_screw", base="own_screw")}
    atlas = with_own(small_atlas, Own(structures, facts))
    bare = ViewState(visible=atlas.all_ids)
    for view in (
        bare,
        bare.show(["own_plate"]),
        bare.hide(["skull"]).show(atlas.own_ids),
        bare.isolate(["own_screw"]),
    ):
        keys = scene_keys(view, atlas)
        assert not any("own" in word for word in keys.get("hide", []))
        assert scene_view(read_bookmark(bookmark(view, atlas), atlas), atlas).visible == view.visible
    assert bare.show(["own_plate"]).show_all(atlas).visible == atlas.all_ids | {"own_plate"}
