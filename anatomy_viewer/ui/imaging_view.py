"""The hand on one image: scrolled, windowed, pointed into and clicked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.model.imaging import Imaging
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import OWN_ARROWS
from anatomy_viewer.ui.gestures import CLICK_SLACK
from anatomy_viewer.ui.imaging_canvas import ImageCanvas
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look

WHEEL_MM, FAST = 1.0, 5.0  # a notch of the wheel, and with Shift so many times as much
ZOOM_A_NOTCH = 1.15
SETTLE_MS = 700  # after which a run of the wheel is over
DIVIDER_REACH = 9.0  # px beside the divider that take hold of it
PROBE_KEYS: dict[int, str] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
ARROWS = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0}


class ImageView(ImageCanvas):
    """`pointed(Pointed | None)`: what the pointer is on. `clicked(Pointed)`; `enlarge_asked`: a double click.

    probe_moved(arrow, shift, alt): a key that moves the probe of an ultrasound image.
    """

    pointed = Signal(object)
    clicked = Signal(object)
    enlarge_asked = Signal()
    probe_moved = Signal(str, bool, bool)

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, family: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, session, reader, family, parent)
        self._press: QPointF | None = None
        self._last = QPointF()
        self._dragged = False
        self._dividing = False
        self._measures = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(session.store.settle)
        if family == "us":
            reader.beaten.connect(self.update)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_ARROWS, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size of image."""
        super().resizeEvent(event)
        self.ask()

    def ask(self) -> None:
        """Want an image of the widget's size."""
        ratio = self.devicePixelRatioF()
        size = round(self.room.width() * ratio), round(self.room.height() * ratio)
        self._reader.show(self.family, size if self.isVisible() else None)

    def showEvent(self, event: QEvent) -> None:
        """Have images made as long as they are seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.ask()

    def hideEvent(self, event: QEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self.ask()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the plane, with Shift faster; with Ctrl zoom about the pointer."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            found = self.place_at(event.position())
            about = found.place if found else None
            self._session.image("Zoom", lambda i: i.zoomed(ZOOM_A_NOTCH**notches, about), merge=True)
            self._settle.start()
            return
        fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.scroll_plane(notches * WHEEL_MM * (FAST if fast else 1.0))

    def scroll_plane(self, mm: float) -> None:
        """Move the plane along its normal."""
        self._session.image("Move the plane", lambda i: scrolled(i, mm), merge=True)
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down scroll, with Shift faster; under an ultrasound image the arrows hold the probe."""
        if self.family == "us" and event.key() in PROBE_KEYS:
            shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
            held = event.modifiers()
            self.probe_moved.emit(PROBE_KEYS[event.key()], bool(held & shift), bool(held & alt))
            return
        step = ARROWS.get(Qt.Key(event.key())) if event.key() in ARROWS else None
        if step is None:
            super().keyPressEvent(event)
        else:
            fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.scroll_plane(step * WHEEL_MM * (FAST if fast else 1.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._measures = (
            left
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and self.calipers.press(event.position())
        )
        self._press = self._last = event.position()
        self._pressed = True
        self._dragged = False
        picture = self.picture
        x = self._divider_x(picture) if picture else None
        self._dividing = x is not None and abs(event.position().x() - x) < DIVIDER_REACH
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Left moves the cursor; right or Alt the window and level; middle or Shift the image."""
        self._pointer = event.position()
        found = self.place_at(event.position())
        self.pointed.emit(found)
        if self.calipers.in_hand or self._measures:
            self.calipers.move(event.position())
        if self._press is None:
            return
        if not self._dragged and (event.position() - self._press).manhattanLength() < CLICK_SLACK:
            return
        step, self._last = event.position() - self._last, event.position()
        self._dragged = True
        if self._measures:
            return
        if self._dividing and self.picture is not None:
            where = self.rect_of(self.picture)
            share = (event.position().x() - where.left()) / where.width()
            self._session.image("Divider", lambda i: i.divided(share), merge=True)
            return
        self._drag(event, step)
        if self._cursor_drag(event) and found is not None:
            self._session.mark(found.place)

    def _cursor_drag(self, event: QMouseEvent) -> bool:
        left = event.buttons() & Qt.MouseButton.LeftButton
        return bool(left) and event.modifiers() == Qt.KeyboardModifier.NoModifier

    def _drag(self, event: QMouseEvent, step: QPointF) -> None:
        left, modifiers = bool(event.buttons() & Qt.MouseButton.LeftButton), event.modifiers()
        alt = left and modifiers & Qt.KeyboardModifier.AltModifier
        if event.buttons() & Qt.MouseButton.RightButton or alt:
            self._set_window(step)
        elif event.buttons() & Qt.MouseButton.MiddleButton or (
            left and modifiers & Qt.KeyboardModifier.ShiftModifier
        ):
            self._pan(step)

    def _set_window(self, step: QPointF) -> None:
        """Right makes the window wider, down raises the level, as on a workstation."""
        centre, width = self.window_level
        a_px = max(abs(width), 1.0) / 250.0
        window = (round(centre + step.y() * a_px, 1), round(max(width + step.x() * a_px, 1.0), 1))
        family = self.family
        self._session.image(
            "Window and level",
            lambda i: i.with_panel(replace(i.panel(family), window=window)),
            merge=True,
        )

    def _pan(self, step: QPointF) -> None:
        picture = self.picture
        if picture is not None and self.family != "us":
            mm = picture.plane.width_mm / self.rect_of(picture).width()
            flipped = -1.0 if _mirrored(picture, self.imaging) else 1.0
            self._session.image(
                "Move the image", lambda i: i.panned(-step.x() * mm * flipped, -step.y() * mm), merge=True
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag, or a click."""
        clicked = self._press is not None and not self._dragged
        self._press = None
        self._pressed = False
        if self._measures:
            self._measures = False
            self.calipers.release(event.position(), self._dragged)
            return
        self._session.store.settle()
        found = self.place_at(event.position())
        if clicked and event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._session.mark(found.place)
            self.clicked.emit(found)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Enlarge, or back; not while one measures."""
        if self.calipers.in_hand:
            return
        self.enlarge_asked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.pointed.emit(None)
        self.name_pointed("")
        self.calipers.leave()
        super().leaveEvent(event)

    def retranslate(self) -> None:
        """Words for screen readers."""
        self.setAccessibleName(say("Simulated image", self._session.language))
        self.update()


def scrolled(imaging: Imaging, mm: float) -> Imaging:
    """The plane `mm` farther along its normal; past the slider's reach it starts anew from there."""
    moved = imaging.placed(offset=imaging.offset + mm)
    if moved.offset != round(imaging.offset + mm, 3):
        started = replace(imaging, start=imaging.plane, offset=0.0, turn=0.0, tilt=0.0)
        return started.placed(offset=mm)
    return moved


def _mirrored(picture: Picture, imaging: Imaging | None) -> bool:
    if imaging is None:
        return False
    return sum(a * b for a, b in zip(picture.plane.across, imaging.plane.across, strict=True)) < 0.0
