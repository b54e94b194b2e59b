"""The lecturer's row of tools in a narrow window: the button that shows the picture again is always whole."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.model.lecture import lecture_of
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_tools import ToolButton, ToolRow


@pytest.mark.parametrize("width", [720, 1100])
def test_what_shows_the_picture_again_is_whole_at_every_width(
    qtbot: QtBot, look: Look, playing: Session, width: int
) -> None:
    presenter = Presenter(playing, lecture_of(playing.lessons["l01_small"], "en"), 0, lambda: 0.0)
    row = ToolRow(look, playing, presenter, lambda _act: None)
    qtbot.addWidget(row)
    row.resize(width, 80)
    row.show()
    tools = row.findChildren(ToolButton)
    assert all(tool.isVisible() for tool in tools)
    presenter.cover("black")
    row.layout().activate()
    assert row.release.isVisible()
    assert row.release.geometry().right() <= width
    assert max(tool.geometry().right() for tool in tools if tool.isVisible()) < row.release.x()
    presenter.release()
    assert all(tool.isVisible() for tool in tools)
