"""A bookmark is one line that gives the same picture again, also from a lesson; a damaged one is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.bookmark import bookmark, read_bookmark
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import orbit, pan, zoom
from anatomy_viewer.model.lesson import scene_view
from anatomy_viewer.model.view import Cut, ViewState
from anatomy_viewer.session import opening_view, traced_view


@pytest.fixture(scope="module")
def shipped() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def views(atlas: Atlas) -> list[ViewState]:
    opening, traced = opening_view(atlas), traced_view(atlas, "greater_occipital_nerve_l")
    turned = pan(zoom(orbit(traced.camera, 31.7, -12.3), 1.7), 8.0, -3.0)
    cut = Cut((7.5, 0.0, 0.0), (-1.0, 0.0, 0.0))
    return [opening, traced.look(turned), replace(opening, cut=cut, peel=3), opening.isolate(["atlas_c1"])]


def test_the_picture_comes_back_as_it_was(shipped: Atlas) -> None:
    for view in views(shipped):
        text = bookmark(view, shipped)
        again = scene_view(read_bookmark(text, shipped), shipped)
        assert "\n" not in text
        assert bookmark(again, shipped) == text
        assert again.camera.position == pytest.approx(view.camera.position, abs=0.06)
        assert again.camera.target == pytest.approx(view.camera.target, abs=0.06)
        same = replace(again, camera=view.camera, points=())
        assert same == replace(view, points=())
        assert set(again.points) == set(view.points)


@pytest.mark.parametrize(
    "damaged",
    [
        "av1:",
        "av1: 7",
        "av1: {show: [",
        "av1: {show: [nosuchbone]}",
        "av1: {eye: {at: [0, 0, 0], to: [0, 0, 0]}}",
        "av1: {eye: {at: [0, 0, 50], to: [0, 0, 0]}}",
        "av1: {peel: 99}, x: 1",
        "av2: {peel: 1}",
    ],
)
def test_a_damaged_one_is_named(shipped: Atlas, damaged: str) -> None:
    with pytest.raises(ContentError) as found:
        read_bookmark(damaged, shipped)
    assert sentence(found.value, "en")
    assert "\n" not in sentence(found.value, "zh")


def test_space_around_it_and_after_its_name_does_not_matter(shipped: Atlas) -> None:
    assert read_bookmark("  av1:{peel: 2} ", shipped) == read_bookmark("av1: {peel: 2}", shipped)
