"""What stands beside the picture has room enough: side by side in a wide window, under tabs in a narrow one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.session import Session
from anatomy_viewer.ui.beside import LEAST, Beside
from anatomy_viewer.ui.look import Look

Parts = tuple[QWidget, QWidget]


@pytest.fixture
def parts(qtbot: QtBot, look: Look, session: Session) -> tuple[Beside, Parts]:
    beside, two = Beside(look, session), (QWidget(), QWidget())
    beside.add(two[0], "Imaging")
    beside.add(two[1], "Pathway of pain")
    qtbot.addWidget(beside)
    beside.resize(LEAST + 100, 500)
    beside.show()
    return beside, two


def seen(parts: Parts) -> tuple[bool, bool]:
    return parts[0].isVisible(), parts[1].isVisible()


def test_in_a_narrow_room_the_newest_is_in_front_and_a_tab_brings_the_other(
    qtbot: QtBot, parts: tuple[Beside, Parts]
) -> None:
    beside, two = parts
    beside.show_part(two[1], True)
    assert (seen(two), beside.tabs.isVisible()) == ((False, True), False)
    beside.show_part(two[0], True)
    assert (seen(two), beside.tabs.isVisible()) == ((True, False), True)
    assert [beside.tabs.tabText(i) for i in range(2)] == ["Imaging", "Pathway of pain"]
    where = beside.tabs.tabRect(1).center()
    qtbot.mouseClick(beside.tabs, Qt.MouseButton.LeftButton, pos=where)
    assert seen(two) == (False, True)
    beside.show_part(two[1], False)
    assert (seen(two), beside.tabs.isVisible()) == ((True, False), False)


def test_in_a_wide_room_both_are_seen(parts: tuple[Beside, Parts]) -> None:
    beside, two = parts
    for part in two:
        beside.show_part(part, True)
    beside.resize(2 * LEAST + 40, 500)
    assert (seen(two), beside.tabs.isVisible()) == ((True, True), False)
