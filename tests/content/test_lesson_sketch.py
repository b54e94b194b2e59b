"""A lesson in the form: what is missing is said in plain words, ids are made, Chinese words stay with their piece."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.lesson_sketch import (
    Sketch,
    completed,
    judged,
    new_sketch,
    new_step,
    questions,
    read_sketch,
    save_sketch,
    texts_of,
)
from anatomy_viewer.content.lesson_source import SourceStep
from anatomy_viewer.content.paths import lessons_dir
from anatomy_viewer.content.sketch_slips import slips
from anatomy_viewer.content.sketch_words import without_row
from anatomy_viewer.content.unfinished import forget_unfinished, keep_unfinished, read_unfinished
from anatomy_viewer.model.anatomy import Atlas

CHOICE = {"id": "q1", "kind": "choice", "ask": "Which?", "options": ["A", {"text": "B", "right": True}]}


def sketch(*asked: dict[str, object], title: str = "The first look") -> Sketch:
    """A lesson of one step with these questions."""
    step = SourceStep("new_step_1", title).with_text("Words.").with_blocks("scene", [{"peel": 1}])
    return new_sketch("en").with_front(title="Mine").with_steps([step.with_blocks("quiz", asked)])


def said(made: Sketch, atlas: Atlas) -> list[str]:
    return [slip.text for slip in slips(made, atlas) if slip.stops]


def test_a_new_lesson_says_what_it_lacks(small_atlas: Atlas) -> None:
    assert said(new_sketch("en"), small_atlas) == ["The lesson needs a title.", "Step 1 needs a title."]
    assert said(new_sketch("en").with_front(title="A", minutes=""), small_atlas)[0].startswith("Say how many")
    views = [slip.text for slip in slips(new_sketch("en"), small_atlas) if not slip.stops]
    assert views == ["Step 1 has no view yet: everything will be shown."]


WRONG = [
    ({**CHOICE, "ask": " "}, "asks nothing"),
    ({**CHOICE, "options": ["A"]}, "at least two answers"),
    ({**CHOICE, "options": ["A", "B"]}, "the one right answer"),
    ({**CHOICE, "options": ["A", {"text": "A", "right": True}]}, "two answers are the same"),
    ({**CHOICE, "kind": "choices"}, "two or more right"),
    ({"id": "a", "kind": "locate", "ask": "Click."}, "to be clicked"),
    ({"id": "a", "kind": "locate", "ask": "Click.", "answer": ["nowhere"]}, "to be clicked"),
    ({"id": "a", "kind": "name", "ask": "Name.", "answer": []}, "to be named"),
    ({"id": "a", "kind": "place", "ask": "Where?", "point": "cp99"}, "the point"),
    ({"id": "a", "kind": "order", "ask": "Order.", "items": ["A", "B"]}, "at least three things"),
    ({"id": "a", "kind": "order", "ask": "Order.", "items": ["A", "B", "A"]}, "are the same"),
    (
        {"id": "a", "kind": "match", "ask": "Match.", "pairs": [{"left": "A", "right": "1"}]},
        "three whole pairs",
    ),
]


@pytest.mark.parametrize(("keys", "words"), WRONG)
def test_what_a_question_lacks_is_said(keys: dict[str, object], words: str, small_atlas: Atlas) -> None:
    found = said(sketch(keys), small_atlas)
    assert len(found) == 1
    assert words in found[0]
    lesson, problems = judged(completed(sketch(keys)), small_atlas, Path("mine.md"))
    assert lesson is None or problems or "same" in words  # the reader would not have taken it either


def test_what_lacks_nothing_plays(small_atlas: Atlas) -> None:
    made = completed(sketch({**CHOICE, "options": [*CHOICE["options"], "", {"text": " "}]}))  # type: ignore[misc]
    lesson, problems = judged(made, small_atlas, Path("mine.md"))
    assert (problems, said(made, small_atlas)) == ((), [])
    assert lesson is not None
    assert lesson.text("en").summary == "Mine"
    assert [step.id for step in lesson.steps] == ["the_first_look"]
    assert len(next(questions(made.source.steps[0]))["options"]) == 2  # type: ignore[arg-type]


def test_ids_are_made_of_titles_once_and_stay(small_atlas: Atlas) -> None:
    steps = [replace(new_step(()), title=title) for title in ("One", "One", "枕大神经")]
    steps = [replace(step, id=f"new_step_{n}") for n, step in enumerate(steps, 1)]
    made = completed(sketch().with_steps(steps).with_zh("new_step_2/title", "其二"))
    assert [step.id for step in made.source.steps] == ["one", "one_2", "step_3"]
    assert made.zh == {"one_2/title": "其二"}
    again = completed(made.with_step(0, replace(made.source.steps[0], title="Another")))
    assert again.source.steps[0].id == "one"


def test_chinese_words_make_the_translation_and_stay_with_their_piece(
    tmp_path: Path, small_atlas: Atlas
) -> None:
    made = completed(sketch({**CHOICE, "options": ["A", {"text": "B", "right": True}, "C"]}))
    name = made.source.steps[0].id
    words = {"title": "我的", f"{name}/title": "一步", f"{name}/text": "正文。", f"{name}/q1/ask": "哪一个？"}
    for place, text in {
        **words,
        f"{name}/q1/options/0/text": "甲",
        f"{name}/q1/options/2/text": "丙",
    }.items():
        made = made.with_zh(place, text)
    save_sketch(made, tmp_path / "mine.md")
    found = load_lesson_files([tmp_path / "mine.md"], small_atlas)
    assert found.problems == ()
    options = found.lessons["mine"].questions[0].options  # type: ignore[attr-defined]
    assert [option.text.zh for option in options] == ["甲", "B", "丙"]
    moved = without_row(made.zh, f"{name}/q1/options", 1)
    assert moved[f"{name}/q1/options/1/text"] == "丙"
    assert f"{name}/q1/options/2/text" not in moved
    assert read_sketch(tmp_path / "mine.md").zh[f"{name}/title"] == "一步"


def test_a_lesson_in_chinese_has_chinese_notes(tmp_path: Path) -> None:
    made = replace(sketch(title="一步"), language="zh")
    step = replace(made.source.steps[0], notes="先问。", title="枕部").with_text("枕大神经由此上行。")
    save_sketch(completed(made.with_step(0, step)), tmp_path / "mine.md")
    assert "> 备注：先问。" in (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert read_sketch(tmp_path / "mine.md").language == "zh"


def test_every_shipped_lesson_goes_through_the_form_unchanged() -> None:
    for path in sorted(lessons_dir().glob("l1*.md")):
        if "." not in path.stem:
            made = completed(read_sketch(path))
            assert texts_of(made)[".md"] == path.read_text(encoding="utf-8"), path.name


def test_what_was_begun_is_kept_until_it_is_written() -> None:
    assert read_unfinished() is None
    keep_unfinished(sketch(CHOICE).with_zh("title", "我的"))
    kept = read_unfinished()
    assert kept is not None
    assert (kept.path, kept.zh["title"], kept.source.front["title"]) == (None, "我的", "Mine")
    assert list(questions(kept.source.steps[0])) == [CHOICE]
    forget_unfinished()
    assert read_unfinished() is None
