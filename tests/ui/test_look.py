"""Type, icons and the style sheet as they reach the screen."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFocusFrame, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from anatomy_viewer.ui.icons import outline, paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.style import style_sheet
from anatomy_viewer.ui.widgets.chip import Chip

DESIGNED = """home-variant-outline arrow-left arrow-right box-cutter cube-outline tag-text-outline ruler magnify
presentation-play undo-variant redo-variant image-filter-center-focus camera-outline eye-outline circle-half-full
eye-off-outline book-open-variant information-outline map-marker-path radiology-box-outline needle
help-circle-outline lightbulb-on-outline check-circle close-circle alert-outline calendar-clock clock-outline
book-open-page-variant-outline filter-variant tune-variant layers-outline water-outline source-branch play pause
replay snowflake square square-outline laser-pointer pencil-outline magnify-plus-outline format-size
palette-outline monitor monitor-screenshot account-circle-outline chevron-down chevron-right dots-vertical"""


def test_every_designed_icon_exists_without_importing_qtawesome(qapp: QApplication) -> None:
    for name in DESIGNED.split():
        bounds = outline(name).boundingRect()
        assert QRectF(0, 0, 24, 24).contains(bounds), (name, bounds)
    assert "qtawesome" not in sys.modules  # its import alone takes a fifth of a second


def test_an_icon_is_painted_in_its_colour_inside_its_square(qapp: QApplication) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_icon(painter, "square", QRectF(10, 10, 20, 20), QColor("red"))
    painter.end()
    assert image.pixelColor(20, 20) == QColor("red")
    assert image.pixelColor(9, 9) == image.pixelColor(31, 31) == QColor("white")


def test_an_icon_of_a_checked_button_is_in_the_accent(qapp: QApplication) -> None:
    look = Look()
    icon = look.icon("square")
    sides = look.icon_size()
    on = icon.pixmap(sides, icon.Mode.Normal, icon.State.On).toImage().pixelColor(9, 9)
    off = icon.pixmap(sides, icon.Mode.Normal, icon.State.Off).toImage().pixelColor(9, 9)
    assert (on, off) == (look.color("accent"), look.color("text2"))


def test_text_scale_reaches_fonts_and_lines_and_stays_in_its_limits(qapp: QApplication) -> None:
    assert Look(scale=2.0).font("body").pixelSize() == 2 * Look().font("body").pixelSize() == 26
    assert Look(scale=2.0).line_height("body") >= 2 * 18
    assert Look(scale=9.0).scale == 2.0
    assert Look(scale=0.1).scale == 0.8


def test_chinese_is_never_italic_and_its_lines_are_higher(qapp: QApplication) -> None:
    english, chinese = Look(), Look(language="zh")
    assert english.font("body", italic=True).italic()
    assert not chinese.font("body", italic=True).italic()
    assert chinese.line_height("reading") > english.line_height("reading")
    assert chinese.font("title").pixelSize() == 20


def test_figures_have_one_width(qapp: QApplication) -> None:
    metrics = QFontMetricsF(Look().font("figure"))  # Inter by its feature, the fonts that stand in by nature
    assert metrics.horizontalAdvance("111") == pytest.approx(metrics.horizontalAdvance("808"))


def test_changes_are_told_once_and_only_when_something_differs(qtbot: QtBot) -> None:
    look = Look()
    heard: list[str] = []
    look.changed.connect(lambda: heard.append(look.theme_name))
    look.set(theme_name="light", scale=1.5)
    look.set(theme_name="light")
    assert heard == ["light"]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_style_sheet_is_filled_in_whole(qapp: QApplication, theme: str) -> None:
    sheet = style_sheet(Look(theme_name=theme))
    assert "$" not in sheet
    assert Look(theme_name=theme).theme.accent_soft in sheet


def test_a_control_that_goes_away_stops_following_the_look(qtbot: QtBot) -> None:
    look = Look()
    chip = Chip(look, "Student")
    chip.deleteLater()
    qtbot.waitUntil(lambda: not isValid(chip))
    look.set(theme_name="light")  # would raise if the dead chip were called


def test_the_ring_is_for_the_keyboard_only(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QHBoxLayout(window)
    box.setContentsMargins(20, 20, 20, 20)
    first, second = QPushButton("a"), QPushButton("b")
    box.addWidget(first)
    box.addWidget(second)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert _rings(window) == []
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert [frame.widget() for frame in _rings(window)] == [second]
    assert _rings(window)[0].geometry().contains(second.geometry().adjusted(-4, -4, 4, 4))
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert _rings(window) == []


def _rings(window: QWidget) -> list[QFocusFrame]:
    return [frame for frame in window.findChildren(QFocusFrame) if not frame.isHidden()]
