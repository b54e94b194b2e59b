"""Measuring by hand in an image."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.measuring import diameters, places_of, value_of
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from tests.ui.test_imaging import Screen, _moved

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot: QtBot, look: Look, session: Session) -> Iterator[Screen]:
    made = Screen(qtbot, look, session)
    session.explore()
    made.open()
    yield made
    made.reader.finish()


def at(screen: Screen, x: float, y: float) -> QPoint:
    pixel = screen.view().pixel_of((x, y, -60.0))
    assert pixel is not None
    return pixel.toPoint()


def values(screen: Screen) -> list[float]:
    atlas = screen.session.atlas
    return [value_of(one.kind, places_of(one, atlas)) or 0.0 for one in screen.session.view.measurements]


def test_a_drag_is_a_distance_in_mm_and_undone(screen: Screen) -> None:
    screen.session.measure("straight")
    start = at(screen, 20.0, 20.0)
    screen.drag(LEFT, at(screen, 32.0, 20.0) - start, start)
    assert values(screen) == pytest.approx([12.0], abs=0.6)
    assert screen.session.imaging.cursor == (20.0, 20.0, -60.0)  # it is not led along
    screen.session.undo()
    assert values(screen) == []


def test_an_ellipse_is_a_diameter_and_its_flank(qtbot: QtBot, screen: Screen) -> None:
    screen.session.measure("ellipse")
    start, view = at(screen, 20.0, 20.0), screen.view()
    screen.drag(LEFT, at(screen, 32.0, 20.0) - start, start)
    QApplication.sendEvent(view, _moved(view, at(screen, 25.0, 24.0).toPointF(), Qt.MouseButton.NoButton))
    assert view.calipers.draft() is not None  # it follows the pointer before it is there
    qtbot.mouseClick(view, LEFT, pos=at(screen, 25.0, 24.0))
    (one,) = screen.session.view.measurements
    assert diameters([end.place for end in one.ends]) == pytest.approx((12.0, 8.0), abs=0.8)
    assert values(screen) == pytest.approx([75.4], abs=9.0)
    assert "mm² (" in view.calipers.words(one)


def test_an_end_is_taken_hold_of_and_moved_as_one_entry(screen: Screen) -> None:
    screen.session.measure("straight")
    start, end = at(screen, 20.0, 20.0), at(screen, 32.0, 20.0)
    screen.drag(LEFT, end - start, start)
    screen.drag(LEFT, at(screen, 44.0, 20.0) - end, end)
    assert values(screen) == pytest.approx([24.0], abs=0.8)
    screen.session.undo()
    assert values(screen) == pytest.approx([12.0], abs=0.6)


def test_what_lies_off_the_image_is_not_painted_on_it(screen: Screen) -> None:
    screen.session.measure("straight")
    start = at(screen, 20.0, 20.0)
    screen.drag(LEFT, at(screen, 32.0, 20.0) - start, start)
    screen.session.measure("")
    (one,) = screen.session.view.measurements
    assert len(screen.view().calipers._pixels(one) or ()) == 2
    screen.session.image("Move the plane", lambda i: i.placed(offset=8.0))
    screen.wait_for("ct")
    assert screen.view().calipers._pixels(one) is None
