"""The ring round what the keyboard has reached goes without taking anything along."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from anatomy_viewer.ui.look import Look


def rings(window: QWidget) -> list[QFocusFrame]:
    return [frame for frame in window.findChildren(QFocusFrame) if frame.isVisible()]


def test_what_had_the_ring_keeps_all_that_is_in_it(qtbot: QtBot, look: Look) -> None:
    window, page, area, other = QWidget(), QWidget(), QScrollArea(), QPushButton("Next")
    inside = QHBoxLayout(page)
    inside.addWidget(QLabel("text"))
    item = inside.itemAt(0)  # Qt's own, known to Python by its parents alone
    area.setWidget(page)
    column = QVBoxLayout(window)
    for part in (QPushButton("Back"), area, other):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for _ in range(2):
        assert len(rings(window)) <= 1
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: len(rings(window)) == 1)
        window.grab()  # painted, ring and all
    assert QApplication.focusWidget() is other
    assert isValid(item)
