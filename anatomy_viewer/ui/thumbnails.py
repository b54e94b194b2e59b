"""Pictures of lessons' first steps for Home's cards: drawn while nothing else is, kept in the cache folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.scene import Scene

SIZE = (640, 400)


class Thumbnails(QObject):
    """`ready(key, QImage)` for each of `views`, from the cache at once, the others one after the other."""

    ready = Signal(str, QImage)

    def __init__(self, folder: Path, digest: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._digest = folder / "cards", digest
        self._waiting: dict[str, ViewState] = {}
        self._scene: Scene | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_pass)
        self._passes: object = None

    def ask(self, views: Mapping[str, ViewState], theme: str) -> None:
        """Give what is kept; what is not is drawn when `allow` has been called."""
        self._waiting = {}
        self._theme = theme
        for key, view in views.items():
            kept = QImage(str(self._path(key, view)))
            if kept.isNull():
                self._waiting[key] = view
            else:
                self.ready.emit(key, kept)

    def _path(self, key: str, view: ViewState) -> Path:
        """The name changes with everything that the picture depends on."""
        text = (
            f"{self._digest}/{self._theme}/{SIZE}/{sorted(view.visible)}/{sorted(view.highlighted)}/"
            + repr((view.opacity, view.context, view.camera, view.cut, view.peel, view.course))
        )
        return self._folder / f"{key}-{hashlib.sha256(text.encode()).hexdigest()[:16]}.png"

    def allow(self, scene: Scene | None) -> None:
        """Draw with `scene` from now on; with None stop (somebody needs it)."""
        self._scene = scene
        self._passes = None
        if scene is not None and self._waiting:
            self._timer.start(120)
        else:
            self._timer.stop()

    def _draw_pass(self) -> None:
        """One short pass, so that Home stays live."""
        self._timer.setInterval(0)
        if self._scene is None or not self._waiting:
            self._timer.stop()
            return
        key, view = next(iter(self._waiting.items()))
        if self._passes is None:
            self._scene.apply(view)
            self._passes = self._scene.still(SIZE)
            self._picture: NDArray[np.uint8] | None = None
        try:
            picture = next(self._passes)  # type: ignore[call-overload]
        except StopIteration:
            if self._scene.view == view:
                self._finish(key, view)
            self._passes = None  # else somebody wanted another picture meanwhile: begin again
        else:
            self._picture = picture if picture is not None else self._picture

    def _finish(self, key: str, view: ViewState) -> None:
        del self._waiting[key]
        if self._picture is None:
            return
        height, width = self._picture.shape[:2]
        image = QImage(self._picture.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        self._keep(self._path(key, view), image)
        self.ready.emit(key, image)

    def _keep(self, path: Path, image: QImage) -> None:
        """A cache that can't be written costs only the time to draw again."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.glob(f"{path.name.rpartition('-')[0]}-*.png"):
                old.unlink(missing_ok=True)
        except OSError:
            return
        image.save(str(path))
