"""The sheet that takes a lesson along, and the export beside the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.export_sheet import FORMS, ExportSheet
from anatomy_viewer.ui.look import Look


@pytest.fixture
def session(small_atlas, small_lessons) -> Session:
    return Session(small_atlas, small_lessons, AppState())


@pytest.fixture
def sheet(qtbot: QtBot, look: Look, session: Session) -> ExportSheet:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    made = ExportSheet(look, session, host)
    with qtbot.waitExposed(host):
        host.show()
    made.open()
    return made


def choose(sheet: ExportSheet, form: str) -> None:
    sheet._form.set_current(list(FORMS).index(form))
    sheet.refresh()


def test_without_a_lesson_only_what_needs_none_can_be_exported(sheet: ExportSheet) -> None:
    allowed = []
    for form in FORMS:
        choose(sheet, form)
        if sheet._go.isEnabled():
            allowed.append(form)
    assert allowed == ["glb", "nii"]


def test_the_open_step_is_what_moves_in_a_loop(sheet: ExportSheet, session: Session) -> None:
    lesson = next(iter(session.lessons.values()))
    session.open_lesson(lesson.id, 1)
    choose(sheet, "loop")
    words = sheet.words(Path("a.webp"))
    assert words[words.index("--step") + 1] == lesson.steps[1].id
    assert words[words.index("--loop") + 1] == "turntable"


def test_a_handout_without_answers_is_asked_for_without(sheet: ExportSheet, session: Session) -> None:
    session.open_lesson(next(iter(session.lessons)))
    choose(sheet, "pdf")
    sheet._answers.set_current(1)
    assert "--no-answers" in sheet.words(Path("a.pdf"))


def test_an_export_is_written_while_the_window_lives(
    qtbot: QtBot, sheet: ExportSheet, tmp_path: Path
) -> None:
    choose(sheet, "nii")
    with qtbot.waitSignal(sheet.job.done, timeout=60_000):
        sheet.begin(tmp_path / "head")
    assert (tmp_path / "head.nii.gz").stat().st_size > 100_000
    assert "head" in sheet._state.text()


def test_a_stopped_export_leaves_nothing(qtbot: QtBot, sheet: ExportSheet, tmp_path: Path) -> None:
    choose(sheet, "nii")
    with qtbot.waitSignal(sheet.job.stopped, timeout=60_000):
        sheet.begin(tmp_path / "head")
        sheet.job.cancel()
    assert list(tmp_path.iterdir()) == []
