"""Lessons from elsewhere that mean harm, or are only huge: refused by name and line, or shown as what they are."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles
from anatomy_viewer.content.lesson_files import LessonFiles, load_lessons

HEAD = "---\ncode: {code}\ntitle: A\nsummary: B\nlevel: student\nminutes: 5\n{more}---\n\n"
STEP = "## One {#one}\n\nText.\n\n"
QUIZ = "```quiz\nid: q\nkind: {kind}\nask: Which?\n{more}```\n"
PATIENCE_S = 8.0  # of processor time, on a slow machine


def lesson(more: str = "", body: str = STEP) -> str:
    return HEAD.format(code="L01", more=more) + body


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "elsewhere"
    made.mkdir()
    return made


def read(folder: Path, files: AtlasFiles, **texts: str) -> LessonFiles:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    begun = process_time()
    found = load_lessons(folder, files.atlas)
    assert process_time() - begun < PATIENCE_S
    return found


def told(found: LessonFiles) -> list[tuple[str, int | None, str]]:
    return [(Path(p.path).name, p.line, p.problem) for p in found.problems]


def test_prerequisites_in_a_circle_are_named_and_left_out(folder: Path, atlas_files: AtlasFiles) -> None:
    found = read(
        folder, atlas_files, a=lesson("prerequisites: [d, b]\n"), b=lesson("prerequisites: [c]\n"),
        c=lesson("prerequisites: [a]\n"), d=lesson("prerequisites: [d]\n"),
    )  # fmt: skip
    assert told(found) == [
        ("a.md", 7, "'prerequisites': 'b' needs 'a' itself."),
        ("b.md", 7, "'prerequisites': 'c' needs 'b' itself."),
        ("c.md", 7, "'prerequisites': 'a' needs 'c' itself."),
        ("d.md", 7, "'prerequisites': 'd' needs 'd' itself."),
    ]
    assert {name: one.prerequisites for name, one in found.lessons.items()} == {
        "a": ("d",),
        "b": (),
        "c": (),
        "d": (),
    }


def test_ten_thousand_steps_are_refused_where_they_become_too_many(
    folder: Path, atlas_files: AtlasFiles
) -> None:
    steps = "".join(f"## S {{#s{i}}}\n\nText.\n\n" for i in range(10_000))
    found = read(folder, atlas_files, a=lesson(body=steps))
    assert told(found) == [("a.md", 9 + 4 * 500, "there are more than 500 steps.")]
    assert found.lessons == {}


def test_a_paragraph_of_five_megabytes_is_refused(folder: Path, atlas_files: AtlasFiles) -> None:
    found = read(folder, atlas_files, a=lesson(body=STEP + "word " * 1_000_000))
    assert found.lessons == {}
    assert [name for name, _, _ in told(found)] == ["a.md"]
    shorter = read(folder, atlas_files, a=lesson(body=STEP + "word " * 300_000))
    assert told(shorter) == [("a.md", 13, "a paragraph is too long or has too many brackets.")]


@pytest.mark.parametrize(
    ("more", "key"),
    [("title: " + "x" * 400_000, "title"), ("objectives: [" + "a," * 500 + "a]", "objectives"),
     ("summary: " + "y" * 9000, "summary")],
)  # fmt: skip
def test_a_front_matter_that_fills_the_screen_is_refused(
    folder: Path, atlas_files: AtlasFiles, more: str, key: str
) -> None:
    text = lesson(more + "\n") if key == "objectives" else lesson().replace(f"{key}: ", more + "\n#", 1)
    (name, line, problem) = told(read(folder, atlas_files, a=text))[0]
    assert (name, key in problem, "too" in problem) == ("a.md", True, True)
    assert line is not None


def test_thousands_of_questions_in_one_step_are_refused(folder: Path, atlas_files: AtlasFiles) -> None:
    quiz = "".join(
        f"```quiz\nid: q{i}\nkind: choice\nask: Q?\noptions: [a, {{text: b, right: true}}]\n```\n\n"
        for i in range(5000)
    )
    found = read(folder, atlas_files, a=lesson(body=STEP + quiz))
    assert told(found) == [("a.md", 13 + 7 * 60, "the step 'one' has more than 60 blocks.")]


@pytest.mark.parametrize(
    ("bomb", "line"),
    [("objectives: &a [x]\nsources: *a\n", 7), ("objectives: !!python/object/apply:os.system [ls]\n", 7)],
)
def test_bombs_in_yaml_do_not_go_off(folder: Path, atlas_files: AtlasFiles, bomb: str, line: int) -> None:
    found = read(folder, atlas_files, a=lesson(bomb))
    assert [(name, at) for name, at, _ in told(found)] == [("a.md", line)]
    assert found.lessons == {}


def test_an_alias_bomb_in_a_question_stays_small(folder: Path, atlas_files: AtlasFiles) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    quiz = "```quiz\n" + "\n".join(lines) + "\n```\n"
    ((name, line, problem),) = told(read(folder, atlas_files, a=lesson(body=STEP + quiz)))
    assert (name, line) == ("a.md", 14)
    assert "anchors" in problem


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("choice", "options: [a, b]\n", "no options are right"),
        ("choices", "options: [{text: a, right: true}, b]\n", "1 options are right"),
        ("choices", "options: [{text: a, right: true}, {text: b, right: true}]\n", "2 options are right"),
        ("locate", "answer: []\n", "too few parts"),
        ("name", "answer: [nobody]\n", "the atlas has no 'nobody'"),
        ("order", "items: [a, b]\n", "too few parts"),
        ("order", "items: [a, b, a]\n", "two items are the same"),
        (
            "match",
            "pairs: [{left: a, right: x}, {left: b, right: x}, {left: c, right: x}]\n",
            "can't be told apart",
        ),
        ("match", "pairs: [{left: a, right: x}, {left: a, right: y}, {left: c, right: x}]\n", "begin alike"),
        ("needle", "procedure: nothing\n", "the atlas has no 'nothing'"),
        ("decision", "options: [a]\n", "not known"),
    ],
)
def test_a_question_without_a_right_answer_is_refused(
    folder: Path, atlas_files: AtlasFiles, kind: str, more: str, words: str
) -> None:
    found = read(folder, atlas_files, a=lesson(body=STEP + QUIZ.format(kind=kind, more=more)))
    assert found.lessons == {}
    name, line, problem = told(found)[0]
    assert (name, words in problem) == ("a.md", True), problem
    assert 12 <= (line or 0) <= 17


def test_scripts_and_pictures_from_elsewhere_are_only_letters(folder: Path, atlas_files: AtlasFiles) -> None:
    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](file:///etc/passwd)"
    found = read(folder, atlas_files, a=lesson(body=STEP + evil + "\n"))
    problems = [problem for _, _, problem in told(found)]
    assert len(problems) == 2  # the two links lead nowhere
    assert all(line == 13 for _, line, _ in told(found))
