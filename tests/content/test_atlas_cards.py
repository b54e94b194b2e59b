"""Questions made from the shipped atlas: seen, plausible, in both languages, the same with the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from anatomy_viewer.content.atlas_cards import items_of, scene_for
from anatomy_viewer.content.lesson_files import load_lessons
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.geometry.visible import cells_seen, is_seen
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.lesson import Lesson, scene_view
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.quiz import Choice, Locate
from anatomy_viewer.model.review import NEW_A_DAY, met, new_cards
from anatomy_viewer.model.structure_questions import OPTIONS
from anatomy_viewer.specimen_files import SpecimenFiles, read_specimen

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BASES = ("obliquus_capitis_inferior", "greater_occipital_nerve", "occipital_artery", "axis_c2", "pons")


@pytest.fixture(scope="module")
def specimen() -> SpecimenFiles:
    return read_specimen(meshes_dir())


@pytest.fixture(scope="module")
def lessons(specimen: SpecimenFiles) -> Mapping[str, Lesson]:
    return load_lessons(lessons_dir(), specimen.atlas).lessons


@pytest.mark.parametrize("base", BASES)
def test_a_structure_is_asked_for_where_it_is_seen_among_others(
    specimen: SpecimenFiles, lessons: Mapping[str, Lesson], base: str
) -> None:
    (item,) = items_of([f"click:{base}"], lessons, specimen.atlas, specimen.coarse, "day")
    question, view = item.question, scene_view(item.scene, specimen.atlas)
    assert isinstance(question, Locate)
    assert {specimen.atlas.structures[i].base for i in question.answer} == {base}
    assert len(view.visible) > 1
    assert not view.labelled
    seen = cells_seen({i: specimen.coarse[i] for i in view.visible}, view.camera)
    assert any(seen.get(i, 0) >= 12 for i in question.answer)
    assert not any(question.judge(other).right for other in view.visible if other not in question.answer)
    assert question.ask.zh
    assert lessons[item.lesson].index_of(item.step) is not None


@pytest.mark.parametrize("base", BASES)
def test_its_name_stands_among_neighbours_of_its_kind(
    specimen: SpecimenFiles, lessons: Mapping[str, Lesson], base: str
) -> None:
    key, atlas = [f"name:{base}"], specimen.atlas
    (item,) = items_of(key, lessons, atlas, specimen.coarse, "day")
    question = item.question
    assert isinstance(question, Choice)
    assert len({option.text.en for option in question.options}) == OPTIONS
    assert len({option.text.zh for option in question.options}) == OPTIONS
    assert sum(option.right for option in question.options) == 1
    systems = {s.names.en: s.system for s in atlas.structures.values()}
    assert len({systems[option.text.en] for option in question.options}) == 1
    assert all(option.right or option.explain.zh for option in question.options)
    again = items_of(key, lessons, atlas, specimen.coarse, "day")[0].question
    assert again == question


def test_what_is_gone_or_cannot_be_seen_is_not_asked(
    specimen: SpecimenFiles, lessons: Mapping[str, Lesson]
) -> None:
    keys = ["click:no_such_thing", "lesson:l99_gone/x", "nonsense", "name:axis_c2"]
    assert items_of(keys, lessons, specimen.atlas, {}, "day") == []
    buried = {"axis_c2": specimen.coarse["axis_c2"]}
    assert scene_for(specimen.atlas, "greater_occipital_nerve_r", buried) is None


def test_what_lies_behind_is_not_seen(specimen: SpecimenFiles) -> None:
    names = [i for i, s in specimen.atlas.structures.items() if s.system == "bones"]
    meshes = {name: specimen.coarse[name] for name in names}
    behind = cells_seen(meshes, frame(specimen.atlas.bounds(names), "posterior"))
    assert behind["occipital_bone"] > 10 * behind["frontal_bone"]


@pytest.mark.parametrize("base", ["eop", "superior_nuchal_line", "c1_posterior_arch", "dens_axis"])
def test_a_ridge_or_process_is_named_where_it_is_seen(
    specimen: SpecimenFiles, lessons: Mapping[str, Lesson], base: str
) -> None:
    atlas = specimen.atlas
    (item,) = items_of([f"click:{base}", f"name:{base}"], lessons, atlas, specimen.coarse, "day")
    assert item.key == f"name:{base}"
    question = item.question
    assert isinstance(question, Choice)
    assert len({option.text.zh for option in question.options}) == OPTIONS
    view = scene_view(item.scene, atlas)
    (name,) = view.highlighted
    meshes = {i: specimen.coarse[i] for i in view.visible}
    assert is_seen(atlas.owner(name), atlas.anchor(name), meshes, view.camera)


def test_what_was_met_counts_ridges_as_themselves(
    specimen: SpecimenFiles, lessons: Mapping[str, Lesson]
) -> None:
    progress = Progress("Ann")
    for lesson in lessons.values():
        for step in lesson.steps:
            progress = progress.saw(lesson.id, step.id, NOW)
    bases = met(lessons, progress, specimen.atlas)
    assert {"eop", "greater_occipital_nerve"} <= set(bases)
    assert len(bases) == len(set(bases)) > 60
    fresh = new_cards(lessons, progress, specimen.atlas, NOW)
    assert len(fresh) == NEW_A_DAY
    assert "click:eop" not in fresh
