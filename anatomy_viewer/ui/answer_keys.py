"""Pointing in the picture without a mouse: arrows move a cross, Space leaps on, Enter clicks, Esc gives up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import project
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.session import Session
from anatomy_viewer.ui.cross import LEAP_MM, STEP_MM, Pick, Size, Tour, first_hit, moved
from anatomy_viewer.ui.overlay import Overlay

STEPS: dict[int, str] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerKeys:
    """The keys of one picture, while an answer, an end of the needle or of a measurement is wanted.

    pick: what is seen at a pixel of it; size: how large it is; click: what a click at a pixel does.
    """

    def __init__(
        self,
        session: Session,
        overlay: Overlay,
        pick: Pick,
        size: Callable[[], Size],
        click: Callable[[QPointF], None],
    ) -> None:
        self._session, self._overlay, self._pick, self._size = session, overlay, pick, size
        self._click = click
        self._tour = Tour()

    @property
    def wanted(self) -> bool:
        """Do the arrow keys move the cross?"""
        placing = bool(self._session.now.placing) or self._session.measuring is not None
        return placing or self._session.asks_for in ("locate", "place")

    def take(self, event: QKeyEvent) -> bool:
        """Use the key if it is one of ours; Shift and arrows stay with the picture, which they turn."""
        if not self.wanted or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.key() in STEPS:
            leap = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._move(STEPS[event.key()], LEAP_MM if leap else STEP_MM)
        elif event.key() == Qt.Key.Key_Space:
            self._leap()
        elif event.key() in ENTER:
            self._enter()
        elif event.key() == Qt.Key.Key_Escape and self._session.now.asking and not self._session.now.placing:
            self._session.ask_in_picture("")
        else:
            return False
        return True

    def _move(self, way: str, mm: float) -> None:
        """The first key puts the cross into the middle; later ones move it."""
        place, size = self._overlay.cross, self._size()
        if place is None:
            hit = self._at_end() or first_hit(self._pick, size)
        else:
            hit = moved(place, way, mm, self._session.view.camera, size, self._pick)
        if hit is not None:
            self._overlay.cross = hit.position

    def _leap(self) -> None:
        """To the next thing that is seen; it is not named."""
        hit = self._tour.next(self._session.view.camera, self._size(), self._pick)
        if hit is not None:
            self._overlay.cross = hit.position

    def _at_end(self) -> Hit | None:
        """What is seen at the end of the needle that is placed anew."""
        needle, end = self._session.now.needle, self._session.now.placing
        return self._pick(self._pixel(getattr(needle, end))) if needle is not None and end else None

    def _enter(self) -> None:
        """A click at the cross; turning may have brought something before it."""
        if self._overlay.cross is not None:
            self._click(self._pixel(self._overlay.cross))

    def _pixel(self, place: Vector) -> QPointF:
        x, y, _ = project(self._session.view.camera, np.array([place]), self._size())[0]
        return QPointF(float(x), float(y))
