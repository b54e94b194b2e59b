"""A reader's own scan in the running application: named at start, dropped, refused, closed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.app.player import Player, Start
from tests.content.scan_makers import dicom_folder, nifti, ramp

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def drop(player: Player, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(player.desk, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        player.desk, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none)
    )


def test_a_scan_named_at_the_start_stands_beside_the_picture(start: Start, tmp_path: Path) -> None:
    player = start(scan=nifti(tmp_path / "head.nii.gz", ramp(40, 40, 30), np.diag([3.0, 3.0, 3.0, 1.0])))
    player.wait(lambda: player.session.scan is not None)
    assert player.session.now.screen == "atlas"
    assert player.desk.scan_page.isVisible()
    player.wait(lambda: player.says("head.nii.gz"))
    player.press(Qt.Key.Key_W, CTRL_SHIFT)
    assert player.session.scan is None
    assert not player.desk.scan_page.isVisible()


def test_a_dropped_folder_opens_and_what_cannot_be_opened_is_told(start: Start, tmp_path: Path) -> None:
    player = start()
    player.session.explore()
    (tmp_path / "empty").mkdir()
    drop(player, tmp_path / "empty")
    player.wait(lambda: player.says("the folder holds no scan."))
    drop(player, dicom_folder(tmp_path / "ct", ramp()))
    player.wait(lambda: player.session.scan is not None)
    (tmp_path / "broken.nii").write_bytes(b"x" * 400)
    drop(player, tmp_path / "broken.nii")
    player.wait(lambda: player.says("the header can't be read."))
    assert player.desk.scans.now.scan.name == "ct"  # the one before is still there


def test_an_own_point_is_picked_in_the_scan_and_then_in_the_picture(start: Start, tmp_path: Path) -> None:
    player = start(scan=nifti(tmp_path / "head.nii.gz", ramp(40, 40, 30), np.diag([3.0, 3.0, 3.0, 1.0])))
    player.wait(lambda: player.session.scan is not None)
    area = player.desk.scan_area
    player.wait(lambda: area.points.width() > 0)  # made just now
    player.click("Own point")
    assert player.says("Click the point in the scan.")
    player.wait(lambda: area.views["axial"].place_at(QPointF(9, 9)) is not None)
    middle = area.views["axial"].rect().center()
    player.qtbot.mouseClick(area.views["axial"], Qt.MouseButton.LeftButton, pos=middle)
    assert player.says("Now click the same point in the 3D picture.")
    player.rest()
    player.click_picture("nerve_r")
    player.wait(lambda: player.session.scan.marks)
    mark = player.session.scan.marks[0]
    assert mark.scan == player.session.scan.cursor
    gap = np.subtract(mark.model, player.session.atlas.anchor("nerve_r"))
    assert np.linalg.norm(gap) < 30.0
    assert player.says("Points still needed: 2")
