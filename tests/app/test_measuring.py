"""Measuring with the mouse in the running application."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.app.player import Start


def test_two_clicks_measure_along_a_surface_and_the_list_says_how_far(start: Start) -> None:
    player = start()
    player.session.explore()
    player.wait(lambda: not player.viewport.frames.flying and player.viewport.frames.resting)
    QTest.keyClick(player.viewport, Qt.Key.Key_D)
    QTest.keyClick(player.viewport, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    middle = QPoint(player.viewport.width() // 2, player.viewport.height() // 2)
    before = player.session.view.selected
    for place in (middle, middle + QPoint(40, 30)):
        QTest.mouseMove(player.viewport, place)
        QTest.mouseClick(player.viewport, Qt.MouseButton.LeftButton, pos=place)
    (made,) = player.session.view.measurements
    assert (made.kind, player.session.view.selected) == ("surface", before)
    marks = player.viewport.overlay.measures
    player.wait(lambda: marks.value(made).endswith("mm"))
    panel = player.desk.measure_panel
    player.wait(lambda: marks.value(made) in [label.text() for label in panel.findChildren(QLabel)])
    QTest.keyClick(player.viewport, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert player.session.view.measurements == (made,)


def test_an_angle_is_measured_by_keys_alone(start: Start) -> None:
    player = start()
    player.session.explore()
    player.wait(lambda: not player.viewport.frames.flying and player.viewport.frames.resting)
    for modifiers in (Qt.KeyboardModifier.NoModifier, *[Qt.KeyboardModifier.ShiftModifier] * 2):
        QTest.keyClick(player.viewport, Qt.Key.Key_D, modifiers)
    for way in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(player.viewport, way, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(player.viewport, Qt.Key.Key_Return)
    (made,) = player.session.view.measurements
    assert made.kind == "angle"
    assert len({end.place for end in made.ends}) == 3
