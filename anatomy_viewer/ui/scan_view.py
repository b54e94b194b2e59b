"""One slice of a reader's scan in the hand: scrolled, windowed, pointed into; points are picked in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from anatomy_viewer.imaging.scan import Scan
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.scanning import Scanning
from anatomy_viewer.session import Session
from anatomy_viewer.ui.gestures import CLICK_SLACK
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scan_canvas import SliceCanvas
from anatomy_viewer.ui.scan_reader import ScanReader

ZOOM_A_NOTCH = 1.15
FAST = 5.0
ARROWS = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0}
WAYS_OF_KEYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # with Ctrl: mm to the right and down
Mode = Qt.KeyboardModifier


@dataclass(frozen=True)
class Spotted:
    """A place (mm of the scan), its value there, and the label of the model laid over it (0: none)."""

    place: Vector
    value: float | None
    label: int


class SliceView(SliceCanvas):
    """`pointed(Spotted | None)`: what the pointer is on; `marked(place)`: the cursor was put there.

    picked(place): a point that was wanted; clicked(Spotted): a click while none is; enlarge_asked(way): a double click.
    """

    pointed = Signal(object)
    picked = Signal(object)
    marked = Signal(object)
    clicked = Signal(object)
    enlarge_asked = Signal(str)

    def __init__(self, look: Look, session: Session, reader: ScanReader, way: str) -> None:
        super().__init__(look, session, reader, way)
        self._press: QPointF | None = None
        self._last = QPointF()
        self._dragged = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Slice by slice, with Shift faster; with Ctrl zoom about the pointer."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        place = self.place_at(event.position())
        if event.modifiers() & Mode.ControlModifier and place is not None:
            self._zoom(ZOOM_A_NOTCH**notches, place)
        else:
            self._scroll(notches * (FAST if event.modifiers() & Mode.ShiftModifier else 1.0))

    def _zoom(self, factor: float, place: Vector) -> None:
        self._session.note_scan(lambda look: look.zoomed(factor, place))

    def _scroll(self, steps: float) -> None:
        scan, look = self._reader.scan, self._session.scan
        if scan is not None and look is not None and not scan.flat:
            mm = steps * scan.step(look.plane(self.way))
            self._session.note_scan(lambda now: _within(scan, now, now.scrolled(self.way, mm)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the slices, with Shift faster; Ctrl and arrows move the cursor within one, Enter
        picks there, Escape ends picking."""
        step = ARROWS.get(Qt.Key(event.key())) if event.key() in ARROWS else None
        look = self._session.scan
        if event.key() in WAYS_OF_KEYS and event.modifiers() & Mode.ControlModifier:
            self._nudge(*WAYS_OF_KEYS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and look is not None:
            self.picked.emit(look.cursor)
        elif step is not None:
            self._scroll(step * (FAST if event.modifiers() & Mode.ShiftModifier else 1.0))
        elif event.key() == Qt.Key.Key_Escape and look is not None and look.picking:
            self._session.note_scan(lambda now: replace(now, picking="", loose=None))
        else:
            super().keyPressEvent(event)

    def _nudge(self, right: int, down: int) -> None:
        """The cursor one mm aside in the slice."""
        picture, look = self._picture, self._session.scan
        if picture is not None and look is not None:
            u, v, _ = picture.plane.fractions(look.cursor)
            place = picture.plane.place(
                u + right / picture.plane.width_mm, v + down / picture.plane.height_mm
            )
            self._session.note_scan(lambda now: replace(now, cursor=place))
            self.marked.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._press = self._last = event.position()
        self._dragged = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Left moves the cursor; right or Alt the window and level; middle or Shift the slice."""
        self.pointed.emit(self._spot(event.position()))
        if self._press is None:
            return
        if not self._dragged and (event.position() - self._press).manhattanLength() < CLICK_SLACK:
            return
        step, self._last = event.position() - self._last, event.position()
        self._dragged = True
        left, keys = bool(event.buttons() & Qt.MouseButton.LeftButton), event.modifiers()
        if event.buttons() & Qt.MouseButton.RightButton or (left and keys & Mode.AltModifier):
            self._set_window(step)
        elif event.buttons() & Qt.MouseButton.MiddleButton or (left and keys & Mode.ShiftModifier):
            self._pan(step)
        elif left:
            self._mark(event.position())

    def _spot(self, position: QPointF) -> Spotted | None:
        scan, picture, place, look = (
            self._reader.scan,
            self._picture,
            self.place_at(position),
            self._session.scan,
        )
        if scan is None or picture is None or place is None or look is None:
            return None
        rows, columns = picture.labels.shape
        row = min(max(int(position.y() * rows / self.height()), 0), rows - 1)
        column = min(max(int(position.x() * columns / self.width()), 0), columns - 1)
        frame = min(look.frame, scan.frames - 1)
        return Spotted(place, scan.value_at(place, frame), int(picture.labels[row, column]))

    def _mark(self, position: QPointF) -> None:
        place, look = self.place_at(position), self._session.scan
        if place is not None and look is not None and not look.picking:
            self._session.note_scan(lambda now: replace(now, cursor=place))
            self.marked.emit(place)

    def _set_window(self, step: QPointF) -> None:
        """Right makes the window wider, down raises the level, as on a workstation."""
        centre, width = self._window
        a_px = max(abs(width), 1e-3) / 250.0
        window = centre + step.y() * a_px, max(width + step.x() * a_px, 1e-3)
        self._session.note_scan(lambda look: replace(look, window=window))

    def _pan(self, step: QPointF) -> None:
        picture = self._picture
        if picture is not None:
            mm = picture.plane.width_mm / max(self.width(), 1)
            self._session.note_scan(lambda look: look.panned(self.way, -step.x() * mm, -step.y() * mm))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag, or a click: it moves the cursor, or picks."""
        clicked = (
            self._press is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton
        )
        self._press = None
        place = self.place_at(event.position())
        if clicked and place is not None:
            look, spot = self._session.scan, self._spot(event.position())
            self._mark(event.position())
            if look is not None and look.picking:
                self.picked.emit(place)
            elif spot is not None:
                self.clicked.emit(spot)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Enlarge, or back."""
        look = self._session.scan
        if look is not None and not look.picking:
            self.enlarge_asked.emit(self.way)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.pointed.emit(None)
        super().leaveEvent(event)


def _within(scan: Scan, before: Scanning, after: Scanning) -> Scanning:
    """No farther than the volume reaches, from wherever one was in it."""
    return after if scan.contains(after.cursor) or not scan.contains(before.cursor) else before
