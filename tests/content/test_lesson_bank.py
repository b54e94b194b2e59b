"""What the lessons should come to together: each rule finds what it is for, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles
from anatomy_viewer.content.lesson_bank import FIGURE, OWN, Bank, bank_counts, bank_problems
from anatomy_viewer.content.lesson_files import load_lessons

HEAD = "---\ncode: L01\ntitle: A\nsummary: B\nlevel: student\nminutes: 5\ntopic: nerve\n---\n"
TEXT = (
    HEAD
    + """\
## One {#one}

The [nerve](structure:nerve_r) is 4 mm thick at [the hook](point:cp1).

```scene
peel: 1
```

```quiz
id: far
kind: choice
ask: How far?
options: [{text: 1 mm}, {text: 2 mm, right: true}, 3 mm]
explain: It is 2 mm.
```

## Two {#two}

On this specimen it is 5 mm, and [Kim](source:KIM18) said 6 mm.

```scene
peel: 1
```

```quiz
id: named
kind: name
ask: What is it?
answer: nerve_r
```
"""
)


def bank(folder: Path, files: AtlasFiles, text: str = TEXT) -> Bank:
    (folder / "l01.md").write_text(text, encoding="utf-8")
    found = load_lessons(folder, files.atlas)
    assert found.problems == ()
    return Bank(found.lessons, files.atlas, folder)


def said(bank: Bank) -> list[str]:
    return [problem.problem for problem in bank_problems(bank)]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def test_too_few_and_too_much_to_remember(lessons: Path, atlas_files: AtlasFiles) -> None:
    found = said(bank(lessons, atlas_files))
    assert "1 lessons in 'en'; 18 are wanted." in found
    assert "0 lessons in 'zh'; 18 are wanted." in found
    assert "2 questions; 120 are wanted." in found
    assert "0 cases; 6 are wanted." in found
    assert "1 of 2 questions ask for a figure; at most 15% should." in found
    assert "0 of 2 questions are cases, images, points or needles; 40% should be." in found


def test_what_is_mentioned_nowhere(lessons: Path, atlas_files: AtlasFiles) -> None:
    found = said(bank(lessons, atlas_files))
    assert "no lesson mentions the structure 'oblique'." in found
    assert "no lesson mentions the point 'lm1'." in found
    assert not [line for line in found if "'nerve'" in line or "'cp1'" in line]


def test_figures_need_a_source_unless_they_are_the_specimens(lessons: Path, atlas_files: AtlasFiles) -> None:
    found = said(bank(lessons, atlas_files))
    assert "'one' says '4 mm' without a source." in found
    assert "the question 'far' says '2 mm' without a source." in found
    assert not [line for line in found if "'two' says" in line]
    sourced = TEXT.replace("thick at", "thick ([Kim](source:KIM18)) at")
    assert not [line for line in said(bank(lessons, atlas_files, sourced)) if "without a source" in line]


@pytest.mark.parametrize("text", ["28 mm", "60–90 %", "1.5 ml", "297 days", "18-40 mm", "9 months"])
def test_claims_have_figures(text: str) -> None:
    assert FIGURE.search(f"It is {text} there.")


@pytest.mark.parametrize(
    "text", ["C2 and C3", "point 3", "in 2018", "6 structures", "T1 image", "L04 step 3"]
)
def test_levels_and_numbers_are_no_claims(text: str) -> None:
    assert not FIGURE.search(f"It is {text} there.")
    assert OWN.search("28 mm on this specimen")


def test_the_same_picture_twice(lessons: Path, atlas_files: AtlasFiles) -> None:
    assert "'two' has the same picture as 'one'." in said(bank(lessons, atlas_files))
    other = TEXT.replace("peel: 1", "peel: 2", 1)
    assert "'two' has the same picture as 'one'." not in said(bank(lessons, atlas_files, other))


def test_a_label_that_answers(lessons: Path, atlas_files: AtlasFiles) -> None:
    last = TEXT.rindex("peel: 1")
    labelled = TEXT[:last] + "label: [nerve_r]\n" + TEXT[last:]
    found = said(bank(lessons, atlas_files, labelled))
    assert "the label of the picture answers the question 'named'." in found


def test_right_options_that_stand_out(lessons: Path, atlas_files: AtlasFiles) -> None:
    quiz = "```quiz\nid: q{}\nkind: choice\nask: Q?\noptions: [a, {{text: bbb, right: true}}, c, d]\n```\n"
    many = bank(lessons, atlas_files, TEXT + "".join(quiz.format(i) for i in range(30)))
    found = said(many)
    assert "in 'en' the right option is the longest in 30 of 31 questions (8 by chance)." in found
    assert "the right option is written in place 2 in 31 of 31 questions." in found


def test_counts(lessons: Path, atlas_files: AtlasFiles) -> None:
    found = bank(lessons, atlas_files)
    counts = bank_counts(found)
    assert (counts["lessons"], counts["lessons_zh"], counts["steps"], counts["questions"]) == (1, 0, 2, 2)
    assert (counts["recall"], counts["practical"], counts["cases"]) == (1, 0, 0)
    assert bank_counts(replace(found, lessons={}))["questions"] == 0
