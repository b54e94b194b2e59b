"""Small pictures of a lecture's steps: drawn one at a time while the large picture rests, kept in the cache folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from anatomy_viewer.model.view import ViewState
from anatomy_viewer.ui.frames import Frames

SIZE = (640, 360)
WAIT_MS = 60


class StepPictures(QObject):
    """`ready(number, QImage)` for each view. One moving picture each; then the scene has its own view again."""

    ready = Signal(int, QImage)

    def __init__(self, frames: Frames, folder: Path, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames, self._folder, self._key = frames, folder, key
        self._waiting: list[tuple[int, ViewState]] = []
        self._timer = QTimer(self, interval=WAIT_MS)
        self._timer.timeout.connect(self._draw)

    def ask(self, views: Sequence[ViewState | None]) -> None:
        """Give what is kept; draw the rest, the first one first. None: no picture is wanted."""
        self._waiting = []
        for number, view in enumerate(views):
            if view is None:
                continue
            kept = QImage(str(self._path(view)))
            if kept.isNull():
                self._waiting.append((number, view))
            else:
                self.ready.emit(number, kept)
        if self._waiting:
            self._timer.start()

    def hurry(self, numbers: Sequence[int]) -> None:
        """Draw these before the others."""
        self._waiting.sort(key=lambda each: numbers.index(each[0]) if each[0] in numbers else len(numbers))

    def stop(self) -> None:
        """Draw no more."""
        self._waiting = []
        self._timer.stop()

    def _path(self, view: ViewState) -> Path:
        """The name changes with everything that the picture depends on."""
        text = f"{self._key}/{SIZE}/{sorted(view.visible)}/{sorted(view.highlighted)}/" + repr(
            (view.opacity, view.context, view.camera, view.cut, view.peel, view.course, view.territories)
        )
        return self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.png"

    def _draw(self) -> None:
        """One picture, in a moment at which nobody waits for another."""
        scene = self._frames.scene
        if not self._waiting:
            self._timer.stop()
        elif scene is not None and (self._frames.resting or not self._frames.awake):
            number, view = self._waiting.pop(0)
            shown = scene.view
            scene.apply(view)
            pixels = scene.image(SIZE, "moving")
            scene.apply(shown)
            high, wide = pixels.shape[:2]
            image = QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGBA8888).copy()
            self._keep(self._path(view), image)
            self.ready.emit(number, image)

    @staticmethod
    def _keep(path: Path, image: QImage) -> None:
        """A cache that can't be written costs only the time to draw again."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        image.save(str(path))
