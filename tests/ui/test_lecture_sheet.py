"""Putting a lecture together by dragging, typing and keys; what is seen is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.lecture_files import list_lectures, read_lecture
from anatomy_viewer.model.lecture import Lecture, LectureStep
from anatomy_viewer.session import Session
from anatomy_viewer.ui.frames import Frames
from anatomy_viewer.ui.lecture_lists import ROW, STEP
from anatomy_viewer.ui.lecture_sheet import LectureSheet
from anatomy_viewer.ui.look import Look

SIDE, BEHIND = "l01_small#side", "l01_small#behind"


@pytest.fixture
def sheet(qtbot: QtBot, look: Look, playing: Session, tmp_path: Path) -> LectureSheet:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    made = LectureSheet(look, playing, window, Frames(window), "digest", tmp_path)
    window.show()
    made.open()
    made.begin()
    return made


def drop(sheet: LectureSheet, step: str, at: QPoint) -> None:
    """A step of the library is let go over the lecture."""
    data = QMimeData()
    data.setData(STEP, step.encode())
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    sheet.editor.steps.dropEvent(QDropEvent(QPointF(at), copy, data, left, none))


def steps(sheet: LectureSheet) -> list[str]:
    return [f"{step.lesson}#{step.step}" for step in sheet.editor.lecture.steps]


def test_steps_are_dropped_between_others(sheet: LectureSheet) -> None:
    drop(sheet, SIDE, QPoint(20, 300))
    drop(sheet, BEHIND, QPoint(20, 2))
    assert steps(sheet) == [BEHIND, SIDE]


def test_enter_in_the_library_takes_a_step(sheet: LectureSheet, qtbot: QtBot) -> None:
    library = sheet.editor.library
    row = next(i for i in range(library.count()) if library.item(i).data(ROW).step == SIDE)
    library.setCurrentRow(row)
    qtbot.keyClick(library, Qt.Key.Key_Return)
    assert steps(sheet) == [SIDE]


def test_keys_move_and_take_out(sheet: LectureSheet, qtbot: QtBot) -> None:
    for step in (SIDE, BEHIND):
        drop(sheet, step, QPoint(20, 500))
    qtbot.keyClick(sheet.editor.steps, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert steps(sheet) == [BEHIND, SIDE]
    qtbot.keyClick(sheet.editor.steps, Qt.Key.Key_Delete)
    assert steps(sheet) == [SIDE]


def test_notes_times_and_title_go_into_the_file(
    sheet: LectureSheet, qtbot: QtBot, tmp_path: Path, playing: Session
) -> None:
    editor = sheet.editor
    drop(sheet, SIDE, QPoint(20, 500))
    editor.title.clear()
    qtbot.keyClicks(editor.title, "My 15 minutes")
    qtbot.keyClicks(editor.minutes, "15")
    editor.time.clear()
    qtbot.keyClicks(editor.time, "2:00")
    qtbot.keyClick(editor.time, Qt.Key.Key_Return)
    editor.notes.setPlainText("Ask the room.")
    assert "2:00" in editor.total.text()
    assert "15:00" in editor.total.text()
    sheet.dismiss()
    files = list_lectures(tmp_path, playing.lessons)
    wanted = Lecture("My 15 minutes", (LectureStep("l01_small", "side", 120.0, "Ask the room."),), 15.0)
    assert [file.lecture for file in files] == [wanted]
    assert files[0].path.name == "my_15_minutes.yaml"  # a new file is named after its lecture


def test_a_time_that_is_none_is_put_back(sheet: LectureSheet, qtbot: QtBot) -> None:
    drop(sheet, SIDE, QPoint(20, 500))
    before = sheet.editor.time.text()
    sheet.editor.time.setText("soon")
    qtbot.keyClick(sheet.editor.time, Qt.Key.Key_Return)
    assert sheet.editor.time.text() == before
    assert sheet.editor.lecture.steps[0].seconds is None


def test_a_file_with_faults_can_be_given_but_not_changed(sheet: LectureSheet, tmp_path: Path) -> None:
    text = f"title: Old\nsteps:\n  - step: {SIDE}\n    colour: red\n  - step: {BEHIND}\n"
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    sheet.open_file(tmp_path / "old.yaml")
    assert sheet.editor.lecture.title != "Old"
    file = read_lecture(tmp_path / "old.yaml", {})
    assert file.lecture is not None
    assert not file.sound


def test_a_lecture_is_handed_on_to_be_given(sheet: LectureSheet, qtbot: QtBot) -> None:
    drop(sheet, SIDE, QPoint(20, 500))
    with qtbot.waitSignal(sheet.given) as told:
        sheet._give.click()
    assert told.args == [sheet.editor.lecture]
    assert not sheet.isVisible()


def test_a_deleted_lecture_comes_back_whole(sheet: LectureSheet, tmp_path: Path) -> None:
    drop(sheet, SIDE, QPoint(20, 300))
    sheet.show_list()
    (file,) = list_lectures(tmp_path, {})
    before = file.path.read_text(encoding="utf-8")
    sheet.delete(file.path, "My lecture")
    assert list_lectures(tmp_path, {}) == []
    assert sheet._undo.isVisible()
    sheet.bring_back()
    assert file.path.read_text(encoding="utf-8") == before
    assert not sheet._undo.isVisible()
    sheet.delete(tmp_path / "nosuch.yaml", "Nothing")
    assert not sheet._undo.isVisible()
