"""Steps and scenes are written into a lesson's text, and nothing else in it changes."""

from __future__ import annotations

import pytest

from anatomy_viewer.content.lesson_edits import free_step_id, step_at, steps_in, with_scene, with_step
from tests.small_atlas import CHINESE, LESSON

BLOCK = "```scene\npeel: 3\n```\n"


def added(old: str, new: str) -> str:
    """What was put in; fails where anything else is not as it was."""
    begin = next(i for i, (a, b) in enumerate(zip(f"{old}\0", f"{new}\1", strict=False)) if a != b)
    end = len(old) - begin
    assert new.endswith(old[begin:]), "something was taken out or changed"
    return new[begin : len(new) - end] if end else new[begin:]


def test_a_step_is_put_behind_another_and_nothing_else_changes() -> None:
    text = with_step(LESSON, "behind", "New step", "new_step", BLOCK)
    assert [step.id for step in steps_in(text)] == ["behind", "new_step", "side"]
    assert added(LESSON, text).strip("# \n") == "New step {#new_step}\n\n```scene\npeel: 3\n```"
    chinese = with_step(CHINESE, "side", "新步骤", "new_step")
    assert chinese == f"{CHINESE}\n## 新步骤 {{#new_step}}\n"
    assert with_step(CHINESE, "nowhere", "新步骤", "new_step") == chinese
    assert [step.id for step in steps_in(with_step("", "", "A", "a"))] == ["a"]


def test_headings_in_blocks_are_no_steps_however_broken_the_text_is() -> None:
    block = "~~~~quiz\n## Not {#not}\n~~~\n## Nor {#nor}\n~~~~\n"
    text = f"---\ntitle: [\n---\n## One {{#one}}\n{block}##Two{{#two}}\n```scene\n## Three"
    assert [(step.id, step.title) for step in steps_in(text)] == [("one", "One"), ("two", "Two")]
    assert step_at(text, 5) == steps_in(text)[0]
    assert step_at(text, 0) is None


@pytest.mark.parametrize("step", ["behind", "side"])
def test_a_scene_takes_the_place_of_the_steps_own(step: str) -> None:
    text = with_scene(LESSON, step, BLOCK)
    assert text.count("```scene") == LESSON.count("```scene")
    assert text.count("peel: 3") == 1
    inside = next(found for found in steps_in(text) if found.id == step)
    lines = text.split("\n")
    assert "peel: 3" in lines[inside.first : inside.last]
    assert text.replace(BLOCK.strip(), "") == LESSON.replace(
        LESSON[LESSON.index("```scene", LESSON.index(f"{{#{step}}}")) :].split("```")[1].join(["```", "```"]),
        "",
    )


def test_a_scene_is_put_before_the_first_block_or_at_the_end_where_there_was_none() -> None:
    bare = "## A {#a}\n\nText.\n\n```quiz\nid: q\n```\n\n## B {#b}\n\nMore.\n"
    assert with_scene(bare, "a", BLOCK) == bare.replace("```quiz", f"{BLOCK}\n```quiz")
    assert with_scene(bare, "b", BLOCK) == f"{bare}\n{BLOCK}"
    with pytest.raises(KeyError):
        with_scene(bare, "c", BLOCK)


def test_a_new_id_is_one_that_no_language_has() -> None:
    texts = [with_step(LESSON, "side", "N", "new_step"), with_step(CHINESE, "side", "N", "new_step_2")]
    assert free_step_id(texts) == "new_step_3"
