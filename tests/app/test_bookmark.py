"""A bookmark goes out by the clipboard and comes back by the search box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.player import Start


def test_a_bookmark_pasted_into_the_search_box_leads_back(start: Start) -> None:
    player = start(scene=False)
    player.session.explore()
    player.desk.actions_table.run("peel_more")
    before = player.session.view
    player.desk.actions_table.run("bookmark")
    text = QApplication.clipboard().text()
    player.desk.actions_table.run("view_left")
    player.desk.actions_table.run("peel_more")
    for pasted in (text, "av1: {show: [nosuch]}"):
        player.desk.actions_table.run("search")
        QTest.keyClicks(QApplication.focusWidget(), pasted)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        QApplication.processEvents()
        assert player.session.view.peel == before.peel
        assert player.session.view.visible == before.visible
    assert player.says("'nosuch'")
