from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles
from anatomy_viewer.content.lesson_files import LessonFiles, load_lessons
from anatomy_viewer.model.lesson import Ask, Lesson, Measure, plain
from anatomy_viewer.model.quiz import Choice

ENGLISH = """\
---
code: L01
title: First
summary: Short.
level: student
minutes: 5
objectives: [Name it.]
---

## Hook {#hook}

The text.

```measure
point: cp1
```

```quiz
id: which
kind: choice
ask: Which?
options:
  - {text: This, right: true}
  - {text: That, explain: No.}
hint: Think.
explain: Because.
```

> Notes: Say it.
"""
CHINESE = """\
---
title: 第一课
summary: 简短。
objectives: [说出名称。]
---

## 弯 {#hook}

正文。

```measure
point: cp1
```

```quiz
id: which
ask: 哪一个？
options:
  - 这个
  - {text: 那个, explain: 不对。}
hint: 想一想。
explain: 因为如此。
```

> 备注：说出来。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "l01.md").write_text(ENGLISH, encoding="utf-8")
    (folder / "l01.zh.md").write_text(CHINESE, encoding="utf-8")
    return folder


def lesson(files: LessonFiles) -> Lesson:
    return files.lessons["l01"]


def changed(folder: Path, atlas_files: AtlasFiles, old: str, new: str) -> LessonFiles:
    assert old in CHINESE
    (folder / "l01.zh.md").write_text(CHINESE.replace(old, new), encoding="utf-8")
    return load_lessons(folder, atlas_files.atlas)


def test_words_come_from_the_translation_and_scenes_from_the_lesson(
    folder: Path, atlas_files: AtlasFiles
) -> None:
    files = load_lessons(folder, atlas_files.atlas)
    step = lesson(files).steps[0]
    assert files.problems == ()
    assert list(files.lessons) == ["l01"]
    assert lesson(files).text("zh").title == "第一课"
    assert lesson(files).text("zh").objectives == ("说出名称。",)
    assert step.text("zh").title == "弯"
    assert plain(step.text("zh").body) == "正文。"
    assert plain(step.text("zh").notes) == "说出来。"
    assert step.text("zh").body[1:] == (Measure("cp1"), Ask("which"))
    question = step.questions[0]
    assert isinstance(question, Choice)
    assert [option.text.get("zh") for option in question.options] == ["这个", "那个"]
    assert question.judge("1").explain.get("zh") == "不对。因为如此。"


@pytest.mark.parametrize(
    ("old", "new", "words", "hint"),
    [
        ("{#hook}", "{#hok}", "the lesson has no step 'hok'", "'hook'"),
        ("{#hook}", "{#hok}", "the step 'hook' is not translated", "{#hook}"),
        ("id: which", "id: wwhich", "the lesson has no question 'wwhich'", "'which'"),
        ("hint: 想一想。\n", "", "'hint' of 'which' is not translated", ""),
        ("  - 这个\n", "", "has 2 options, its translation 1", "same order"),
        (", explain: 不对。", "", "'explain' of option 2", ""),
        ("> 备注：说出来。\n", "", "the notes of 'hook' are not translated", "备注"),
        ("正文。\n", "", "the text of 'hook' is not translated", ""),
        ("objectives: [说出名称。]", "objectives: []", "0 objectives are translated of 1", ""),
        ("title: 第一课\n", "", "'title' is missing", ""),
        ("```measure\npoint: cp1", "```scene\nshow: [bones]", "a scene block stands in a translation", ""),
        ("正文。", "[神经](structure:nrve)", "no structure 'nrve'", "'nerve'"),
    ],
)
def test_what_a_translation_lacks_is_named_and_english_stands_in(
    folder: Path, atlas_files: AtlasFiles, old: str, new: str, words: str, hint: str
) -> None:
    files = changed(folder, atlas_files, old, new)
    problem = next(p for p in files.problems if words in p.problem)
    assert problem.path == folder / "l01.zh.md"
    assert hint in problem.hint
    step = lesson(files).steps[0]
    assert {Ask("which"), Measure("cp1")} <= set(step.text("zh").body)
    assert step.text("zh").title
    assert plain(step.text("zh").body)
    assert step.text("zh").notes
    assert all(option.text.get("zh") for question in step.questions for option in question.options)


def test_an_unreadable_translation_costs_only_itself(folder: Path, atlas_files: AtlasFiles) -> None:
    (folder / "l01.zh.md").write_bytes("---\ntitle: 头下斜肌".encode("gb18030"))
    files = load_lessons(folder, atlas_files.atlas)
    assert len(files.problems) == 1
    assert lesson(files).text("zh").title == "First"


@pytest.mark.parametrize(("name", "words"), [("l02.zh.md", "'l02.md', is not there"), ("l01.fr.md", "'fr'")])
def test_a_translation_of_nothing_or_into_nothing(
    folder: Path, atlas_files: AtlasFiles, name: str, words: str
) -> None:
    (folder / name).write_text(CHINESE, encoding="utf-8")
    files = load_lessons(folder, atlas_files.atlas)
    assert [words in p.problem for p in files.problems] == [True]
    assert list(files.lessons) == ["l01"]
