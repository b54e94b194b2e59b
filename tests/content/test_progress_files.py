from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.content.progress_files import ProgressFile, profiles
from anatomy_viewer.model.practice import Attempt, Insertion
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.state import Answer

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SOME = Progress("Ann").saw("l04", "hook", NOW).answered("l04", Answer("which", "2", True), False, NOW)


def test_a_first_start_is_empty_and_without_a_word(tmp_path: Path) -> None:
    loaded = ProgressFile(tmp_path, "Ann").load()
    assert loaded.progress == Progress("Ann")
    assert loaded.problem is None


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    assert ProgressFile(tmp_path, "Ann").save(SOME) is None
    assert ProgressFile(tmp_path, "Ann").load().progress == SOME
    assert [path.suffix for path in (tmp_path / "progress").iterdir()] == [".json"]


names = st.text("ab", min_size=1, max_size=3)
facts = st.one_of(
    st.tuples(st.just("saw"), names, names, st.booleans()),
    st.tuples(st.just("answered"), names, names, st.booleans()),
)


@settings(deadline=None, max_examples=30)
@given(st.lists(facts, max_size=8), st.text(max_size=10))
def test_any_record_survives_the_disk(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, bool]], profile: str
) -> None:
    progress = Progress(profile)
    for kind, lesson, name, right in steps:
        if kind == "saw":
            progress = progress.saw(lesson, name, NOW)
        else:
            progress = progress.answered(lesson, Answer(name, "头", True, 1), right, NOW)
    folder = tmp_path_factory.mktemp("progress")
    assert ProgressFile(folder, profile).save(progress) is None
    assert ProgressFile(folder, profile).load().progress == progress


TRY = Attempt("tgt_distal", NOW, (Insertion((25.0, -2.0, -10.0), (27.0, 6.0, -7.5), 1.8, 0.4, 2, 2),), 41.5)


def test_attempts_with_the_needle_are_kept(tmp_path: Path) -> None:
    progress = SOME.tried(TRY)
    ProgressFile(tmp_path, "Ann").save(progress)
    assert ProgressFile(tmp_path, "Ann").load().progress == progress


def test_records_from_before_there_was_practice_are_read(tmp_path: Path) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.save(SOME)
    data = json.loads(file.path.read_text("utf-8"))
    del data["progress"]["attempts"]
    file.path.write_text(json.dumps(data), encoding="utf-8")
    loaded = file.load()
    assert loaded.problem is None
    assert loaded.progress == SOME


@pytest.mark.parametrize(
    ("old", "new"),
    [("-10.0", "NaN"), ("-10.0", "-1e999"), ('"seconds": 41.5', '"seconds": "long"'), ("1.8", "null")],
)
def test_an_attempt_that_makes_no_sense_is_set_aside_and_told(tmp_path: Path, old: str, new: str) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.save(Progress("Ann").tried(TRY))
    text = file.path.read_text("utf-8")
    assert old in text
    file.path.write_text(text.replace(old, new, 1), encoding="utf-8")
    loaded = file.load()
    assert loaded.problem is not None
    assert loaded.progress == Progress("Ann")
    assert len(list(file.path.parent.glob("*unreadable*"))) == 1


def test_an_attempt_without_a_pass_is_none(tmp_path: Path) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.save(Progress("Ann").tried(TRY))
    data = json.loads(file.path.read_text("utf-8"))
    data["progress"]["attempts"][0]["passes"] = []
    file.path.write_text(json.dumps(data), encoding="utf-8")
    assert file.load().problem is not None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"version": 1}',
        b'{"version": 1, "progress": {"profile": "Ann", "lessons": [{"seen": 3}]}}',
        b'{"version": 99, "progress": {}}',
        b"[" * 100_000,
    ],
)
def test_an_unreadable_file_is_set_aside_and_named(tmp_path: Path, damage: bytes) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(damage)
    loaded = file.load()
    aside = [path for path in file.path.parent.iterdir() if "unreadable" in path.name]
    assert loaded.progress == Progress("Ann")
    assert loaded.problem is not None
    assert [path.read_bytes() for path in aside] == [damage]
    assert aside[0].name in loaded.problem.hint
    assert file.save(SOME) is None
    assert ProgressFile(tmp_path, "Ann").load().progress == SOME


def test_a_folder_that_cannot_be_written_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "progress").write_text("a file where the folder should be")
    file = ProgressFile(tmp_path, "Ann")
    problem = file.save(SOME)
    assert problem is not None
    assert "can't be saved" in problem.problem
    assert file.save(SOME) is None, "said once"
    (tmp_path / "progress").unlink()
    assert file.save(SOME) is None
    assert ProgressFile(tmp_path, "Ann").load().progress == SOME, "the next save tries again"


def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.save(SOME)
    old = file.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    problem = file.save(SOME.saw("l07", "end", NOW))
    assert problem is not None
    assert "no space left" in problem.problem
    assert file.path.read_bytes() == old
    assert len(list(file.path.parent.iterdir())) == 1, "no half-written file is left"


def test_two_windows_lose_nothing(tmp_path: Path) -> None:
    one, two = ProgressFile(tmp_path, "Ann"), ProgressFile(tmp_path, "Ann")
    one.load()
    two.load()
    one.save(Progress("Ann").saw("l04", "hook", NOW))
    two.save(Progress("Ann").saw("l07", "map", NOW))
    kept = ProgressFile(tmp_path, "Ann").load().progress
    assert {lesson.lesson for lesson in kept.lessons} == {"l04", "l07"}


def test_every_profile_has_its_own_file(tmp_path: Path) -> None:
    people = ["Ann", "ann", "张三", "李四", "../../etc/passwd", "a" * 300, ""]
    for name in people:
        ProgressFile(tmp_path, name).save(Progress(name).saw("l04", "hook", NOW))
    (tmp_path / "progress" / "stray.json").write_text("{")
    assert sorted(profiles(tmp_path)) == sorted(people)
    assert {path.parent for path in tmp_path.rglob("*.json")} == {tmp_path / "progress"}


def test_the_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    file = ProgressFile(tmp_path, "张三")
    file.save(Progress("张三").saw("l04", "hook", NOW))
    data = json.loads(file.path.read_text(encoding="utf-8"))
    assert data["version"] == 2
    assert data["progress"]["profile"] == "张三"


def test_a_record_from_before_there_were_cards_gets_them(tmp_path: Path) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.save(SOME)
    data = json.loads(file.path.read_text("utf-8"))
    data["version"] = 1
    for name in ("cards", "given", "path"):
        del data["progress"][name]
    file.path.write_text(json.dumps(data), encoding="utf-8")
    loaded = file.load()
    assert loaded.problem is None
    assert [(card.key, card.right) for card in loaded.progress.cards] == [("lesson:l04/which", False)]
    assert loaded.progress.lessons == SOME.lessons


@pytest.mark.parametrize(
    "card",
    [
        {"stability": -3.0, "difficulty": 5.0, "last": "2026-03-01T09:30:00Z"},
        {"stability": None, "difficulty": 5.0, "last": "2026-03-01T09:30:00Z"},
        {"stability": 3.0, "difficulty": 1e9, "last": "2026-03-01T09:30:00Z"},
        {"stability": 3.0, "difficulty": 5.0, "last": "2026-03-01T09:30:00"},
        {"state": 77},
        {"key": "x" * 5000},
    ],
)
def test_a_card_that_makes_no_sense_is_set_aside_and_told(tmp_path: Path, card: dict[str, object]) -> None:
    file = ProgressFile(tmp_path, "Ann")
    file.save(SOME)
    data = json.loads(file.path.read_text("utf-8"))
    data["progress"]["cards"] = [{"key": "click:axis", "due": "2026-03-01T09:30:00Z", "state": 2} | card]
    file.path.write_text(json.dumps(data), encoding="utf-8")
    loaded = file.load()
    assert loaded.progress == Progress("Ann")
    assert loaded.problem is not None
    assert "cards" in loaded.problem.problem
    assert len(list((tmp_path / "progress").glob("*.unreadable_*"))) == 1
