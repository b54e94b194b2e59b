"""Columns that scroll: their width does not depend on their length."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Paragraph, Span
from anatomy_viewer.ui.lesson_text import LessonText
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.scroll import ScrollColumn


def test_a_text_that_just_fits_is_laid_out_once_at_any_height(
    qtbot: QtBot, look: Look, small_atlas: Atlas
) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    text = LessonText(look, small_atlas)
    text.set_body((Paragraph((Span("nerve and muscle and bone " * 20),)),))
    column.addWidget(text)
    scroll = ScrollColumn(page)
    qtbot.addWidget(scroll)
    scroll.resize(300, 400)
    scroll.show()
    qtbot.waitExposed(scroll)
    widths = set()
    for height in range(150, 420, 3):
        scroll.resize(300, height)
        qtbot.waitUntil(lambda height=height: scroll.height() == height)
        widths.add(text.width())
    assert len(widths) == 1
