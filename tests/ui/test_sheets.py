"""The sheet of commands and the list of changes, as panels over the window."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.commands import COMMANDS
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import Actions
from anatomy_viewer.ui.help_sheet import HelpSheet
from anatomy_viewer.ui.history_list import HistoryList
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.caps import KeyCaps
from anatomy_viewer.ui.widgets.rows import RowList
from anatomy_viewer.ui.widgets.sheet import Sheet

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def texts(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_is_on_the_sheet(window: QWidget, look: Look, session: Session, language: str) -> None:
    session.language = language
    sheet = HelpSheet(look, session, window)
    sheet.open()
    assert {say(command.title, language) for command in COMMANDS} <= texts(sheet)
    assert say("Turn", language) in texts(sheet)
    keys = {caps.accessibleName() for caps in sheet.findChildren(KeyCaps)}
    assert {"F1, ?", "Ctrl+K", say("Double click", language)} <= keys


def test_the_sheet_fits_any_window(window: QWidget, look: Look, session: Session) -> None:
    sheet = HelpSheet(look, session, window)
    sheet.open()
    for size in ((1600, 1000), (820, 560), (480, 400)):
        window.resize(*size)
        assert sheet.rect() == window.rect()
        assert sheet.rect().contains(sheet.card.geometry())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_keys_close_the_sheet(window: QWidget, look: Look, session: Session, key: Qt.Key) -> None:
    sheet = HelpSheet(look, session, window)
    sheet.toggle()
    focus = QApplication.focusWidget()
    assert sheet.isAncestorOf(focus)
    QTest.keyClick(focus, "?" if key == Qt.Key.Key_Question else key)
    assert not sheet.isVisible()


def test_a_click_beside_it_closes_and_one_on_it_does_not(
    window: QWidget, look: Look, session: Session
) -> None:
    sheet = HelpSheet(look, session, window)
    sheet.open()
    QTest.mouseClick(sheet.card, Left, pos=QPoint(3, 3))
    assert sheet.isVisible()
    QTest.mouseClick(sheet, Left, pos=QPoint(2, 2))
    assert not sheet.isVisible()


def test_one_sheet_at_a_time(window: QWidget, look: Look, session: Session) -> None:
    sheets: list[Sheet] = [HelpSheet(look, session, window), HistoryList(look, session, window)]
    for sheet in sheets:
        sheet.open()
    assert [sheet.isVisible() for sheet in sheets] == [False, True]


def test_single_keys_do_nothing_to_the_picture_behind(window: QWidget, look: Look, session: Session) -> None:
    behind = QWidget(window)
    behind.show()
    behind.setFocus()
    actions = Actions(SimpleNamespace(session=session, presenting=False), window)  # type: ignore[arg-type]
    peel = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier, "]")
    assert actions.handle(peel)
    assert session.view.peel == 1
    sheet = HelpSheet(look, session, window)
    sheet.open()
    assert not actions.handle(peel)
    assert session.view.peel == 1
    sheet.dismiss()
    assert QApplication.focusWidget() is behind
    assert actions.handle(peel)


# The list of changes


@pytest.fixture
def history(window: QWidget, look: Look, session: Session) -> HistoryList:
    return HistoryList(look, session, window)


def changed(session: Session) -> None:
    for layers in (1, 2, 3):
        session.edit(f"Peel {layers}", lambda view, layers=layers: view.peel_to(layers))


def rows(history: HistoryList) -> list[str]:
    return [f"{row.text}{' *' if row.marked else ''}" for row in history.findChild(RowList).rows()]


def click(history: HistoryList, text: str) -> None:
    found = history.findChild(RowList)
    at = next(i for i, row in enumerate(found.rows()) if row.text == text)
    QTest.mouseClick(found.viewport(), Left, pos=found.visualRect(found.model().index(at, 0)).center())


def test_a_click_goes_back_and_forth(history: HistoryList, session: Session) -> None:
    changed(session)
    history.open()
    assert rows(history) == ["Peel 3 *", "Peel 2", "Peel 1", "The beginning"]
    click(history, "Peel 1")
    assert session.view.peel == 1
    assert rows(history) == ["Peel 3", "Peel 2", "Peel 1 *", "The beginning"]
    click(history, "The beginning")
    assert session.view.peel == 0
    click(history, "Peel 2")
    assert session.view.peel == 2
    assert rows(history) == ["Peel 3", "Peel 2 *", "Peel 1", "The beginning"]


def test_the_keyboard_goes_back_too(history: HistoryList, session: Session, qtbot: QtBot) -> None:
    changed(session)
    history.open()
    heard: list[str] = []
    history.jumped.connect(heard.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    assert session.view.peel == 1
    assert heard == ["Peel 1"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)  # type: ignore[arg-type]
    assert not history.isVisible()


def test_the_present_state_is_no_jump(history: HistoryList, session: Session) -> None:
    changed(session)
    history.open()
    click(history, "Peel 3")
    assert len(session.store.past) == 3


def test_without_changes_it_says_so(history: HistoryList, session: Session) -> None:
    session.language = "zh"
    history.open()
    visible = {label.text() for label in history.findChildren(QLabel) if label.isVisible()}
    assert "还没有可撤销的操作" in visible
