"""Lectures as files: what is written is read back, what is wrong is named by its line and nothing else is lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from anatomy_viewer.content.lecture_files import (
    free_path,
    list_lectures,
    read_lecture,
    save_lecture,
    seconds_in,
    written,
)
from anatomy_viewer.content.problem_words import problem_text
from anatomy_viewer.model.lecture import Lecture, LectureStep
from anatomy_viewer.model.lesson import Lesson

LECTURE = Lecture(
    'My "15" minutes: 我的讲座 #1',
    (
        LectureStep("l01_small", "side", 90.0, "Ask: who knows?\n\n  - indented\n# no comment"),
        LectureStep("l01_small", "behind"),
        LectureStep("l01_small", "side", 3725.0),
    ),
    15.0,
)


def test_what_is_written_is_read_back(tmp_path: Path, small_lessons: Mapping[str, Lesson]) -> None:
    path = tmp_path / "mine.yaml"
    assert save_lecture(path, LECTURE) is None
    file = read_lecture(path, small_lessons)
    assert (file.lecture, file.problems, file.sound) == (LECTURE, (), True)
    assert path.read_text(encoding="utf-8") == written(LECTURE)


def test_the_file_is_read_by_people(tmp_path: Path) -> None:
    lecture = Lecture("Short", (LectureStep("l01_small", "side", 90.0, "One.\n\nTwo."),), 7.5)
    assert written(lecture).splitlines() == [
        'title: "Short"',
        "minutes: 7.5",
        "steps:",
        "  - step: l01_small#side",
        '    time: "1:30"',
        "    notes: |",
        "      One.",
        "",
        "      Two.",
    ]


def test_missing_steps_are_named_and_kept(tmp_path: Path, small_lessons: Mapping[str, Lesson]) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(
        "title: Old\nsteps:\n  - step: l01_small#sid\n  - step: gone#x\n  - step: l01_small#side\n",
        encoding="utf-8",
    )
    file = read_lecture(path, small_lessons)
    assert file.lecture is not None
    assert len(file.lecture.steps) == 3
    assert file.sound
    assert [(p.line, p.problem) for p in file.problems] == [
        (3, "the lesson 'l01_small' has no step 'sid': it is skipped."),
        (4, "there is no lesson 'gone': its step is skipped."),
    ]
    assert file.problems[0].hint == "Did you mean 'side'?"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("steps: []\n", 1, "the key 'title' is missing."),
        ("title: T\nsteps:\n  - step: l01_small\n", 3, "'step': it does not name a lesson and a step."),
        ("title: T\nsteps:\n  - step: l01_small#side\n    time: soon\n", 4, "'time': it is no time."),
        ("title: T\nminutes: -3\nsteps: []\n", 2, "'minutes' should be more than 0.0."),
        ("title: T\nslides: []\n", 2, "the key 'slides' is not known here."),
        ("title: [T\n", 1, "a list is not closed."),
        ("title: &a T\n", 1, "anchors (&) and aliases (*) are not used here."),
    ],
)
def test_what_is_wrong_is_named_by_its_line(
    tmp_path: Path, small_lessons: Mapping[str, Lesson], text: str, line: int, problem: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    file = read_lecture(path, small_lessons)
    assert (file.problems[0].line, file.problems[0].problem) == (line, problem)
    assert not file.sound
    assert problem_text(file.problems[0], "zh")[0] != problem


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 90), ("0:05", 5), ("1:00:00", 3600), ("90", None), ("1:75", None), ("9:00:00", None)],
)
def test_times(text: str, seconds: float | None) -> None:
    assert seconds_in(text) == seconds


def test_what_is_pasted_can_be_read_again(tmp_path: Path, small_lessons: Mapping[str, Lesson]) -> None:
    path = tmp_path / "pasted.yaml"
    save_lecture(path, Lecture("a\x07b", (LectureStep("l01_small", "side", None, "x\x00y\r\nz"),)))
    file = read_lecture(path, small_lessons)
    assert file.lecture is not None
    assert (file.lecture.title, file.lecture.steps[0].notes) == ("ab", "xy\nz")


def test_new_files_take_no_others_name(tmp_path: Path, small_lessons: Mapping[str, Lesson]) -> None:
    for _ in range(2):
        save_lecture(free_path(tmp_path, "My 15 minutes!"), LECTURE)
    names = [file.path.name for file in list_lectures(tmp_path, small_lessons)]
    assert names == ["my_15_minutes.yaml", "my_15_minutes_2.yaml"]
    assert list_lectures(tmp_path / "none", small_lessons) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    problem = save_lecture(tmp_path / "file" / "x.yaml", LECTURE)
    assert problem is not None
    assert problem.problem.startswith("the file can't be written")
