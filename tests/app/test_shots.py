"""A picture of what is shown: on the clipboard or in a file, in the size that was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from anatomy_viewer.model.shot import parted
from tests.app.player import Player, Start


@pytest.fixture
def player(start: Start) -> Player:
    player = start()
    player.session.explore()
    player.wait(lambda: player.viewport.frames.resting)
    return player


def test_the_picture_is_copied_as_large_as_it_is_seen(player: Player) -> None:
    QApplication.clipboard().clear()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(player.viewport, Qt.Key.Key_C, both)
    player.wait(lambda: not QApplication.clipboard().image().isNull())
    assert QApplication.clipboard().image().size() == player.viewport.size()
    player.wait(lambda: player.viewport.frames.resting)


def test_it_is_saved_as_large_as_was_chosen_and_transparent_where_nothing_is(
    player: Player, tmp_path: Path
) -> None:
    player.desk.actions_table.run("picture")
    sheet, target = player.desk.shots, tmp_path / "picture.png"
    sheet._choices["Size"].set_current(1)
    sheet._choices["Ground"].set_current(1)
    with player.qtbot.waitSignal(sheet.saved, timeout=20_000):
        sheet.begin(target)
    image = QImage(str(target))
    assert (image.width(), image.height()) == (1920, 1080)
    assert image.pixelColor(3, 3).alpha() == 0
    assert image.pixelColor(960, 540).alpha() == 255
    assert not player.viewport.frames.scene.look.transparent


def test_the_sheet_speaks_chinese(player: Player) -> None:
    player.desk.prefer(language="zh")
    player.desk.actions_table.run("picture")
    words = [button.text() for button in player.seen(QAbstractButton)]
    assert {"3840 × 2160", "透明", "复制"} <= set(words)


def test_a_picture_that_changes_meanwhile_is_not_taken(player: Player) -> None:
    maker = player.desk.shots._maker
    with player.qtbot.waitSignal(maker.stopped, timeout=20_000):
        player.desk.actions_table.run("picture_copy")
        player.desk.actions_table.run("view_left")
    assert not maker.busy
    player.wait(lambda: player.viewport.frames.resting)


def test_images_stand_in_a_column_that_fills_the_height() -> None:
    picture, boxes = parted((1000, 601), 2)
    assert picture == (580, 601)
    assert [box[0] for box in boxes] == [580, 580]
    assert boxes[0][3] + boxes[1][3] == 601
    assert parted((64, 64), 0) == ((64, 64), [])
