"""The whole application, started for real on the small atlas."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anatomy_viewer import app
from anatomy_viewer.ui.look import Look
from tests.app.player import Player, Start


@pytest.fixture
def files(small_folder: Path, tmp_path: Path) -> Path:
    """The small atlas and its lesson in a folder of the test's own, to be damaged at will."""
    return Path(shutil.copytree(small_folder, tmp_path / "files"))


@pytest.fixture
def start(qtbot: QtBot, look: Look, small_folder: Path) -> Iterator[Start]:
    """`start(files, size, scene, **opening)`: the application with its desk and, unless told otherwise, its scene."""
    running: list[Player] = []

    def begin(
        files: Path = small_folder,
        size: tuple[int, int] | None = (1440, 900),
        scene: bool = True,
        **opening: Any,
    ) -> Player:
        wanted = app.Opening(meshes=files / "meshes", lessons=files / "lessons", **opening)
        settings = app.make_settings(wanted)
        settings.prefer(reduced_motion=True)
        look.set(settings.now.theme, scale=settings.now.text_scale, language=settings.now.language)
        player = Player(qtbot, app.Application(wanted, settings, look))
        running.append(player)
        if size is not None:
            player.window.resize(*size)
        player.window.show()
        player.window.activateWindow()
        player.wait_for_desk()
        if scene:
            player.wait(lambda: player.viewport.frames.scene is not None)
        player.wait(lambda: player.desk.lessons_read)
        player.wait(player.window.isActiveWindow)
        QApplication.processEvents()  # what was made last is laid out and shown
        return player

    yield begin
    for player in running:
        player.close()
    look.set("dark", "default", 1.0, "en")
