"""When which picture is drawn: moving frames while something moves, a still one in short passes when it rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from anatomy_viewer.model.camera import Camera, flight
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.scene import Scene

FLIGHT_S = 0.6
REST_MS = 110  # from the last movement to the first pass of a still picture


class Frames(QObject):
    """Owns the scene's time. `rested` comes before a still picture is begun; `drawn(still)` after each new picture."""

    drawn = Signal(bool)
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.reduced_motion = False
        self._scene: Scene | None = None
        self._awake = False
        self._paused = False
        self._view = ViewState()
        self._camera = self._view.camera
        self._size = self._own = self._shared = (0, 0)
        self._flight: tuple[Camera, Camera, float] | None = None
        self._passes: Iterator[NDArray[np.uint8] | None] | None = None
        self._rest_ms = REST_MS
        self._settled = False  # has there been a still picture?
        self._move = QTimer(self, singleShot=True, interval=0)
        self._move.timeout.connect(self.draw_now)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin_still)
        self._pass = QTimer(self, singleShot=True, interval=0)
        self._pass.timeout.connect(self._draw_pass)

    @property
    def scene(self) -> Scene | None:
        """What draws; None while it is being loaded."""
        return self._scene

    def set_scene(self, scene: Scene) -> None:
        """Draw with `scene` from now on."""
        self._scene = scene
        self.redraw()

    @property
    def camera(self) -> Camera:
        """The camera of the picture on the screen: on a flight, somewhere on the way."""
        return self._camera

    @property
    def awake(self) -> bool:
        """Is the picture seen?"""
        return self._awake

    @property
    def resting(self) -> bool:
        """Is the still picture done, and nothing due?"""
        waiting = self._move.isActive() or self._rest.isActive() or self._pass.isActive()
        return self._awake and not waiting and self._flight is None and self._passes is None

    @property
    def flying(self) -> bool:
        """Is the camera under way to where the state says it is?"""
        return self._flight is not None

    def resize(self, size: tuple[int, int]) -> None:
        """Draw `size` (device pixels) from now on."""
        self._own = size
        self._fit()

    def share(self, size: tuple[int, int] | None) -> None:
        """Another window shows the same pictures in `size` (device pixels); None: no more. The larger one is drawn."""
        self._shared = size or (0, 0)
        self._fit()

    def _fit(self) -> None:
        size = max(self._own, self._shared, key=lambda each: each[0] * each[1])
        if size != self._size and min(size) > 0:
            self._size = size
            self.redraw()

    def show(self, view: ViewState, fly: bool, rest_ms: int = REST_MS) -> None:
        """Draw `view`; its camera is flown to, or taken at once. A flight that has the same goal goes on.

        rest_ms: how long nothing has to come after it before a still picture is begun.
        """
        self._rest_ms = rest_ms
        same_goal = self._flight is not None and view.camera == self._view.camera
        self._view = view
        if not same_goal:
            wanted = fly and self._awake and not self.reduced_motion and self._camera != view.camera
            self._flight = (self._camera, view.camera, perf_counter()) if wanted else None
        self._aim()
        self.redraw()

    def redraw(self) -> None:
        """A moving frame as soon as the window has handled what waits, then a still one."""
        self._drop_still()
        if self._awake:
            self._move.start()

    def wake(self) -> None:
        """The picture is seen: draw it."""
        self._awake = True
        self.redraw()

    def pause(self) -> None:
        """Draw nothing for a while, since something else is drawn; the picture on the screen stays."""
        self._paused, self._flight = self._awake, None
        self.stop()
        self._aim()

    def resume(self) -> None:
        """After a pause: draw again what was under way."""
        if self._paused:
            self._paused = False
            self._awake = True
            self.redraw()

    def stop(self) -> None:
        """Draw nothing until woken: the picture is not seen, or the window goes."""
        self._awake = False
        self._move.stop()
        self._drop_still()

    def _aim(self) -> None:
        """Show the scene what is to be drawn: others may have shown it something else since the last picture."""
        self._camera = self._view.camera
        if self._flight:
            start, end, since = self._flight
            share = (perf_counter() - since) / FLIGHT_S
            self._camera = flight(start, end, share)
            self._flight = None if share >= 1.0 else self._flight
        if self._scene is not None:
            self._scene.apply(replace(self._view, camera=self._camera))

    def draw_now(self) -> None:
        """The moving frame that is due."""
        if self._scene is None or min(self._size) <= 0:
            return
        self._aim()
        self.take(self._scene.image(self._size, "moving"), still=False)
        if self._awake:
            if self._flight:
                self._move.start()
            else:
                self._rest.start(
                    self._rest_ms if self._settled else 0
                )  # nobody's hand is on the first picture

    def _drop_still(self) -> None:
        self._rest.stop()
        self._pass.stop()
        self._passes = None

    def _begin_still(self) -> None:
        if self._scene is not None:
            self._settled = True
            self._aim()
            self.rested.emit()
            self._passes = self._scene.still(self._size)
            self._draw_pass()

    def _draw_pass(self) -> None:
        """One pass; the window handles what waits before the next."""
        if self._passes is None:
            return
        try:
            picture = next(self._passes)
        except StopIteration:
            self._passes = None
            return
        if picture is not None:
            self.take(picture, still=True)
        self._pass.start()

    def take(self, pixels: NDArray[np.uint8], still: bool = False) -> None:
        """Make these pixels (h, w, 4) the picture on the screen."""
        height, width = pixels.shape[:2]
        read = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        # A copy in the screen's own order: stretching it to each window takes a third of the time.
        self.image = read.convertToFormat(QImage.Format.Format_RGB32)
        self.drawn.emit(still)
