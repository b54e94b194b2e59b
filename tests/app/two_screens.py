"""A lecture on two screens, played in a process of its own (tests share one application with one screen)."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

SCREENS = [
    {"name": "laptop", "x": 0, "y": 0, "width": 1280, "height": 800},
    {"name": "projector", "x": 1280, "y": 0, "width": 1920, "height": 1080},
]


def play(folder: Path) -> dict[str, object]:
    """What is seen at each turn of a lecture."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer import app
    from anatomy_viewer.ui.look import Look

    application = QApplication([])  # as long as this function runs
    opening = app.Opening(lesson="l01_small", step="1", meshes=folder / "meshes", lessons=folder / "lessons")
    assert application.screens()[1].name() == "projector"
    running = app.Application(opening, app.make_settings(opening), Look())
    window = running.window
    window.show()

    def until(test: object, most_ms: int = 20_000) -> None:
        loop, tick = QEventLoop(), QTimer(interval=20)
        tick.timeout.connect(lambda: loop.quit() if test() else None)  # type: ignore[operator]
        tick.start()
        QTimer.singleShot(most_ms, loop.quit)
        loop.exec()

    def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(window.windowHandle(), code, modifiers)

    until(lambda: running.desk is not None and running.desk.lessons_read)
    desk = running.desk
    until(lambda: desk.session.now.place is not None and desk.pane.viewport.frames.scene is not None)
    key(Qt.Key.Key_F5)
    until(lambda: desk.presenting and desk._room.view is not None and desk._room.view.isVisible())
    room, frames = desk._room, desk.pane.viewport.frames
    until(lambda: frames.resting)
    seen: dict[str, object] = {
        "lecturer": window.screen().name(),
        "audience": room.view.screen().name(),
        "drawn": [frames.image.width(), frames.image.height()],
        "notes": room.page.notes.isVisible(),
        "panels_of_audience": len(room.view.children()),
    }
    first = room.view.grab().toImage()
    key(Qt.Key.Key_S)
    key(Qt.Key.Key_PageDown)
    until(lambda: frames.resting)
    seen["frozen_stays"] = room.view.grab().toImage() == first
    seen["frozen_is_loud"] = room.page.mark.isVisible() and room.page.tools.release.isVisible()
    room.page.tools.release.click()
    until(lambda: frames.resting)
    seen["released_moves"] = room.view.grab().toImage() != first
    before, shown = frames.image.copy(), room.view.grab().toImage()
    key(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    until(lambda: frames.resting)
    seen["turned_for_both"] = frames.image != before and room.view.grab().toImage() != shown
    QTest.keyClick(room.view, Qt.Key.Key_PageUp)  # a key that the projector's window gets
    seen["key_handed_on"] = room.presenter.now.at == 0
    key(Qt.Key.Key_PageDown)
    key(Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    until(lambda: window.screen().name() == "projector")
    seen["swapped"] = [window.screen().name(), room.view.screen().name()]
    room._screen_gone(room._audience)  # as Qt tells it when a screen is pulled out
    until(lambda: room.view.isVisible())
    seen["step_kept"] = room.presenter.now.at
    key(Qt.Key.Key_Escape)
    until(lambda: not desk.presenting)
    seen["ended"] = desk.toolbar.isVisible()
    window.close()
    return seen


if __name__ == "__main__":
    with tempfile.NamedTemporaryFile("w", suffix=".json") as screens:
        json.dump({"screens": SCREENS}, screens)
        screens.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens.name}"
        os.environ["VTK_DEFAULT_OPENGL_WINDOW"] = "vtkEGLRenderWindow"
        sys.stdout.write(json.dumps(play(Path(sys.argv[1]))))
        sys.stdout.flush()
        os._exit(0)
