"""What is written is read back equal, and says the same thing in the same words each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.content.atlas_files import load_atlas
from anatomy_viewer.content.lesson_files import load_lesson_files
from anatomy_viewer.content.lesson_source import TEXT, LessonSource, Part, SourceStep, read_source, source_of
from anatomy_viewer.content.lesson_template import LANGUAGES, template, write_template
from anatomy_viewer.content.lesson_writing import save_source, written
from anatomy_viewer.content.paths import lessons_dir, meshes_dir
from anatomy_viewer.content.yaml_lines import parse_yaml
from anatomy_viewer.content.yaml_writing import block, flow
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson

SHIPPED = sorted(lessons_dir().glob("*.md"))
LANGUAGE = {path: "zh" if path.stem.endswith(".zh") else "en" for path in SHIPPED}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(meshes_dir()).atlas


def bare(source: LessonSource) -> LessonSource:
    """As a form would have made it: no lines of its own, keys alone."""
    steps = [
        replace(step, parts=tuple(p if p.kind == TEXT else Part(p.kind, keys=p.keys) for p in step.parts))
        for step in source.steps
    ]
    return LessonSource(dict(source.front), tuple(steps))


def test_an_unchanged_lesson_keeps_every_letter() -> None:
    for path in SHIPPED:
        assert written(read_source(path), LANGUAGE[path]) == path.read_text(encoding="utf-8"), path.name


def test_every_shipped_lesson_is_read_back_equal_from_its_keys(tmp_path: Path, atlas: Atlas) -> None:
    """All that lessons are made of, in both languages."""
    wanted = [path for path in SHIPPED if path.stem.partition(".")[0] in EVERY_CONSTRUCT]
    for path in wanted:
        source = bare(read_source(path))
        assert save_source(tmp_path / path.name, source, LANGUAGE[path]) is None
        text = (tmp_path / path.name).read_bytes().decode("utf-8")
        assert "\r" not in text
        assert written(bare(source_of(text, path)), LANGUAGE[path]) == text, path.name  # a stable form
    before, after = (
        load_lesson_files([folder / p.name for p in wanted if LANGUAGE[p] == "en"], atlas)
        for folder in (lessons_dir(), tmp_path)
    )
    for name, lesson in before.lessons.items():
        assert placeless(lesson) == placeless(after.lessons[name]), name
        assert lesson.texts == after.lessons[name].texts
        assert [s.texts for s in lesson.steps] == [s.texts for s in after.lessons[name].steps]


# A case, questions of all kinds, images, the pathway, pain, measures and variants stand in these.
EVERY_CONSTRUCT = (
    "case1_trapped_nerve", "l04_journey", "l07_pinch_points", "l08_convergence", "l10b_pathology", "l12_distal_block",
)  # fmt: skip


def placeless(lesson: Lesson) -> Lesson:
    """Without where it stands."""
    return replace(lesson, path=Path(), steps=tuple(replace(step, line=1) for step in lesson.steps))


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=12),
    st.sampled_from(["1e3", "no", "null", "a: b", "x, y", "- z", "'", '"', "#a", "what?"]),
)
def test_any_text_is_read_back(letters: str, awkward: str) -> None:
    text = parse_yaml(block({"a": letters + awkward}), Path("x"))["a"]  # without control characters
    keys = {"a": text, "b": [text, {"c": text, "d": 0.5}], "e": {"f": text, "g": True}}
    assert parse_yaml(block(keys), Path("x")) == keys
    assert parse_yaml(f"k: {flow(keys)}", Path("x")) == {"k": keys}


def test_changing_a_part_leaves_the_lines_of_the_others() -> None:
    source = source_of(template("en"), Path("x.md"))
    step = source.steps[1].with_blocks("scene", [{"peel": 3}]).with_text("Other words.")
    changed = replace(source.with_front(minutes=9), steps=(source.steps[0], step, source.steps[2]))
    text = written(changed)
    assert "```scene\npeel: 3\n```\n" in text
    assert "minutes: 9\n" in text
    assert "Other words." in text
    assert "# once in a lesson" in text  # a comment of the question, which was not touched
    assert source_of(text, Path("x.md")).steps[1].blocks("quiz") == source.steps[1].blocks("quiz")


def test_blocks_are_added_and_taken_out() -> None:
    step = SourceStep("a", "A").with_text("First.").with_blocks("quiz", [{"id": "q"}, {"id": "r"}])
    step = step.with_blocks("scene", [{"peel": 1}])
    assert [part.kind for part in step.parts] == [TEXT, "scene", "quiz", "quiz"]
    assert step.with_blocks("quiz", [{"id": "r"}]).blocks("quiz") == ({"id": "r"},)
    assert step.with_text("").text == ""


# The template


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_lesson_plays_and_has_nothing_wrong(tmp_path: Path, atlas: Atlas, language: str) -> None:
    files = write_template(tmp_path / "mine.md", "What: a 'title'?", language)
    found = load_lesson_files(files, atlas, [])
    links = [p for p in found.problems if "there is no lesson" not in p.problem]  # to a shipped lesson
    assert not links
    lesson = found.lessons["mine"]
    assert lesson.text("en").title == "What: a 'title'?"
    assert len(lesson.steps) == 3
    assert len(lesson.questions) == 2
    assert ("zh" in lesson.texts) == (language == "both")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.zh.md").write_text("kept", encoding="utf-8")
    with pytest.raises(ContentError, match="there already"):
        write_template(tmp_path / "mine.md")
    assert not (tmp_path / "mine.md").exists()
    with pytest.raises(ContentError, match="another dot"):
        write_template(tmp_path / "mine.zh.md")
