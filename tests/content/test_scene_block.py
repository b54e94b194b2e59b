"""Lesson block → picture → block → the same picture, for every step of some shipped lessons."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.lesson_scenes import scene_spec
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.content.scene_block import scene_block
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import SceneSpec, scene_view
from anatomy_viewer.model.view import ViewState

CHOSEN = sorted(path.stem for path in lessons_dir().glob("l*.md") if "." not in path.stem)[::7]


@pytest.fixture(scope="module")
def shipped() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def read_again(text: str, atlas: Atlas) -> ViewState:
    """The picture of a fenced block; fails where the block is refused."""
    problems: list[ContentError] = []
    body = text.removeprefix("```scene\n").removesuffix("```\n")
    spec = scene_spec(parse_yaml(body, Path("l.md")), Path("l.md"), atlas, problems)
    assert spec is not None, (text, problems)
    return scene_view(spec, atlas)


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
        again = read_again(scene_block(view, shipped), shipped)
        assert content_of(again) == content_of(view), scene_block(view, shipped)
        off = np.degrees(np.arccos(np.clip(again.camera.axes()[2] @ view.camera.axes()[2], -1, 1)))
        assert off < 1.0, (step.id, scene_block(view, shipped))


def test_only_what_differs_from_the_defaults_is_written(shipped: Atlas) -> None:
    assert scene_block(scene_view(SceneSpec(), shipped), shipped) == "```scene\n```\n"
    view = scene_view(SceneSpec(peel=2, hide=("skin",)), shipped)
    assert scene_block(view, shipped) == "```scene\nhide: [skin]\npeel: 2\n```\n"
