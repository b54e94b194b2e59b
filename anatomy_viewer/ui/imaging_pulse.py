"""The heart beat in a resting ultrasound image: its moments are made on a thread, one by one, then played in a loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.us_beat import MOMENT_MS, MOMENTS
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.newest import Newest

Draw = Callable[[Any, int], Picture | None]


class Pulse(QObject):
    """`beaten`: another moment is to be seen.

    draw(wanted, moment): an image at a moment of the beat, None where no artery runs through it; asked on a thread.
    A moment takes as long as a still image; the next is not begun when something else is wanted meanwhile.
    """

    beaten = Signal()

    def __init__(self, draw: Draw, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._thread = Background(self)
        self._newest = Newest("moment", self._made, self._thread, self)
        self._newest.changed.connect(self._take)
        self._wanted: object = None
        self._frames: list[Picture] = []
        self._at = 0
        self._timer = QTimer(self, interval=MOMENT_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def frame(self) -> Picture | None:
        """What is to be seen just now; None while nothing beats."""
        return self._frames[self._at] if self._timer.isActive() else None

    def begin(self, wanted: object, still: Picture) -> None:
        """Let the `still` image of `wanted` beat as soon as its moments are there."""
        if wanted != self._wanted:
            self.end()
            self._wanted, self._frames = wanted, [still]
            self._newest.ask((wanted, 1))

    def end(self) -> None:
        """Nothing beats any more."""
        self._timer.stop()
        self._wanted, self._frames, self._at = None, [], 0
        self._newest.ask(None)

    def _made(self, question: tuple[Any, int]) -> tuple[tuple[Any, int], Picture | None]:
        return question, self._draw(*question)

    def _take(self) -> None:
        if self._newest.value is None:
            return
        (wanted, moment), picture = self._newest.value
        if wanted != self._wanted or moment != len(self._frames) or picture is None:
            return
        still = self._frames[0]  # where pixels lie, and what they are, holds for all moments
        self._frames.append(replace(picture, warp=still.warp, labels=still.labels))
        if moment + 1 < MOMENTS:
            self._newest.ask((wanted, moment + 1))
        else:
            self._timer.start()

    def _tick(self) -> None:
        self._at = (self._at + 1) % len(self._frames)
        self.beaten.emit()

    def finish(self) -> None:
        """Before the window goes."""
        self.end()
        self._thread.finish()
