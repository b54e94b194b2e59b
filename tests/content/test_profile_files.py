"""Learners of one machine and profiles that travel: nothing is lost, nothing foreign is trusted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anatomy_viewer.content.profile_files import SUFFIX, Profiles, export_profile, read_profile
from anatomy_viewer.content.progress_files import ProgressFile
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.cards import Given
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.spacing import answered

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ANN = answered(Progress("Ann").saw("l04", "hook", NOW), Given("click:axis_c2", NOW, True, 0, 9.0, 3))


@pytest.fixture
def here(tmp_path: Path) -> Profiles:
    found = Profiles(tmp_path / "here")
    found.create(ANN)
    return found


def test_a_deleted_learner_comes_back_whole(here: Profiles) -> None:
    aside = here.delete("Ann")
    assert here.names() == ()
    assert here.restore(aside) == "Ann"
    assert ProgressFile(here.folder, "Ann").load().progress == ANN


def test_who_was_made_anew_meanwhile_is_not_overwritten(here: Profiles) -> None:
    aside = here.delete("Ann")
    here.create(Progress("Ann"))
    with pytest.raises(ContentError, match="already"):
        here.restore(aside)
    assert aside.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("  ", "needs a name"), ("x" * 61, "too long"), ("ANN", "already")]
)
def test_names_that_cannot_be(here: Profiles, name: str, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        here.checked(name, here.names())
    assert here.checked(" 张\n三 ", here.names()) == "张三"


def test_a_profile_travels_whole_and_takes_a_free_name(here: Profiles, tmp_path: Path) -> None:
    path = export_profile(ANN, tmp_path / "ann")
    assert path.suffix == SUFFIX
    assert read_profile(path) == ANN
    assert here.take_in(read_profile(path)) == "Ann (2)"
    assert here.take_in(read_profile(path)) == "Ann (3)"
    assert here.names() == ("Ann", "Ann (2)", "Ann (3)")


def test_a_bare_record_of_another_machine_is_taken_too(here: Profiles) -> None:
    assert read_profile(ProgressFile(here.folder, "Ann").path) == ANN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "damaged"),
        ("[1, 2]", "not a profile"),
        ('{"version": 99}', "newer version"),
        ('{"version": 2, "progress": {"profile": 5}}', "damaged"),
        ('{"version": 2, "progress": {"profile": "\\u0000"}}', "no name"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_what_is_no_profile_is_refused_by_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / f"x{SUFFIX}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=words) as refused:
        read_profile(path)
    assert "your progress" not in refused.value.problem


def test_times_without_a_zone_are_refused(tmp_path: Path) -> None:
    path = export_profile(ANN, tmp_path / "ann")
    text = path.read_text(encoding="utf-8")
    assert '"2026-03-01T09:30:00Z"' in text
    path.write_text(
        text.replace('"opened": "2026-03-01T09:30:00Z"', '"opened": "2026-03-01T09:30:00"'), "utf-8"
    )
    with pytest.raises(ContentError, match="damaged"):
        read_profile(path)


def test_too_much_is_refused(tmp_path: Path) -> None:
    path = export_profile(ANN, tmp_path / "ann")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["progress"]["cards"] = [
        {"key": f"click:{i}", "due": "2026-03-01T09:30:00Z", "state": 0} for i in range(20_001)
    ]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ContentError, match="holds too much"):
        read_profile(path)
    path.write_bytes(b" " * 20_000_001)
    with pytest.raises(ContentError, match="too large"):
        read_profile(path)
