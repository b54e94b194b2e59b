"""A lecture given with keys alone, in the real window; the tests' one screen stands for laptop and projector."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.app.player import Player, Start

LESSON = "l01_small"
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def giving(start: Start) -> Player:
    """The first step of the lesson, being presented."""
    player = start(lesson=LESSON, step="1")
    player.press(KEY.Key_F5)
    player.wait(lambda: player.desk.presenting and room(player).view is not None)
    player.rest()
    return player


def room(player: Player) -> object:
    return player.desk._room


def now(player: Player):  # type: ignore[no-untyped-def]
    return player.desk._room.presenter.now


def seen(player: Player) -> QImage:
    """What the audience sees."""
    image: QImage = player.desk._room.view.grab().toImage()
    return image


def lightness(player: Player) -> float:
    small = seen(player).scaled(QSize(8, 8))
    return sum(small.pixelColor(x, y).lightness() for x in range(8) for y in range(8)) / 64


def test_a_clicker_leads_through_the_lecture(giving: Player) -> None:
    giving.press(KEY.Key_PageDown)
    assert (now(giving).at, giving.session.now.place.step) == (1, 1)
    giving.press(KEY.Key_PageUp)
    giving.type("2")
    giving.press(KEY.Key_Return)
    assert now(giving).at == 1
    giving.press(KEY.Key_F5)  # a second time it does no harm
    assert now(giving).at == 1
    giving.press(KEY.Key_Escape)
    giving.wait(lambda: not giving.desk.presenting)
    assert giving.desk.toolbar.isVisible()
    assert giving.desk.page.isVisible()
    assert giving.session.now.place.step == 1


def test_the_lecture_has_the_whole_window(giving: Player) -> None:
    desk, page = giving.desk, room(giving).page
    giving.wait(lambda: page.height() == desk.height())
    assert page.width() == desk.width()


def test_black_and_white_cover_the_picture(giving: Player) -> None:
    giving.press(KEY.Key_Period)
    assert lightness(giving) == 0
    giving.press(KEY.Key_W)
    assert lightness(giving) == 255
    giving.press(KEY.Key_W)
    assert 0 < lightness(giving) < 255


def test_keys_mean_what_they_mean_in_a_lecture_only(giving: Player) -> None:
    giving.press(KEY.Key_P)
    assert giving.desk.look.palette == "deuteranopia"
    assert giving.session.now.exercise is None
    giving.press(KEY.Key_M)
    assert (now(giving).tool, giving.session.imaging) == ("magnifier", None)
    giving.press(KEY.Key_Escape)  # puts the tool away first
    assert now(giving).tool == ""
    assert giving.desk.presenting
    giving.press(KEY.Key_Escape)
    giving.wait(lambda: not giving.desk.presenting)
    giving.press(KEY.Key_M)
    assert giving.session.imaging is not None
    giving.desk.prefer(palette="default")


def test_the_pen_draws_on_the_picture_and_does_not_turn_it(giving: Player) -> None:
    camera, viewport = giving.session.view.camera, giving.viewport
    giving.press(KEY.Key_D)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(viewport, QPoint(200, 150))
    QTest.mouseMove(viewport, QPoint(300, 200))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert giving.session.view.camera == camera
    assert len(now(giving).drawing.strokes) == 1
    giving.press(KEY.Key_Z, CTRL)
    assert now(giving).drawing.strokes == ()


def test_exploring_comes_back_to_the_step_as_it_was(giving: Player) -> None:
    giving.press(KEY.Key_BracketRight)
    before = giving.session.now
    giving.press(KEY.Key_E)
    giving.press(KEY.Key_BracketRight)
    giving.press(KEY.Key_2, CTRL)
    assert giving.session.now != before
    giving.press(KEY.Key_E)
    assert giving.session.now == before


def test_the_slim_bar_comes_when_it_is_asked_for(giving: Player) -> None:
    bar = giving.desk._room.slim
    assert not bar.isVisible()
    giving.press(KEY.Key_F6)
    assert bar.isVisible()
    giving.click("Next step")
    assert now(giving).at == 1


def test_the_audience_sees_no_panels_and_no_notes(giving: Player) -> None:
    page = giving.desk._room.page
    assert not any(part.isVisible() for part in (page.notes, page.tools, page.steps))
    assert not giving.desk.structures.isVisible()
    assert giving.desk._room.view.stage.overlay.most_labels == 5


def test_two_screens_show_one_state(small_folder: Path) -> None:
    script = Path(__file__).with_name("two_screens.py")
    run = subprocess.run(
        [sys.executable, str(script), str(small_folder)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == {
        "lecturer": "laptop",
        "audience": "projector",
        "drawn": [1920, 1080],  # one picture, as large as the larger window wants it
        "notes": True,
        "panels_of_audience": 0,
        "frozen_stays": True,
        "frozen_is_loud": True,
        "released_moves": True,
        "turned_for_both": True,
        "key_handed_on": True,
        "swapped": ["projector", "laptop"],
        "step_kept": 1,
        "ended": True,
    }
