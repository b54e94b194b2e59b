"""One slice of a reader's scan: painted, scrolled, windowed by the hand, pointed into; points are picked in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.scan import NOT_A_SEGMENTATION, SIMULATED, Scan
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.scanning import Scanning
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui import imaging_paint as paint
from anatomy_viewer.ui.actions import OWN_ARROWS
from anatomy_viewer.ui.gestures import CLICK_SLACK
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scan_paint import outlines, paint_chip, paint_point, paint_residual
from anatomy_viewer.ui.scan_reader import ScanReader
from anatomy_viewer.ui.scan_words import WAY_WORDS, position_words

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


class SliceView(QWidget):
    """`pointed(Spotted | None)`: what the pointer is on; `marked(place)`: the cursor was put there.

    picked(place): a point that was wanted; clicked(Spotted): a click while none is; enlarge_asked(way): a double click.
    """

    pointed = Signal(object)
    picked = Signal(object)
    marked = Signal(object)
    clicked = Signal(object)
    enlarge_asked = Signal(str)

    def __init__(self, look: Look, session: Session, reader: ScanReader, way: str) -> None:
        super().__init__()
        self._look, self._session, self._reader, self.way = look, session, reader, way
        self._press: QPointF | None = None
        self._last = QPointF()
        self._dragged = False
        self._grey: tuple[object, QImage] | None = None
        self._lines: tuple[object, QImage] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_ARROWS, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._lines = None
        self.update()

    # What is shown

    @property
    def _picture(self) -> Picture | None:
        return self._reader.picture(self.way)

    @property
    def _window(self) -> tuple[float, float]:
        look, picture = self._session.scan, self._picture
        return (look.window if look else None) or (picture.window if picture else (0.0, 1.0))

    def place_at(self, position: QPointF) -> Vector | None:
        """The place (mm of the scan) under a pixel of the widget."""
        picture = self._picture
        if picture is None:
            return None
        return picture.plane.place(position.x() / self.width(), position.y() / self.height())

    def pixel_of(self, place: Vector) -> tuple[QPointF, float] | None:
        """Where the foot of a place stands in the widget, and how far the place lies from the slice, mm."""
        picture = self._picture
        if picture is None:
            return None
        u, v, away = picture.plane.fractions(place)
        return QPointF(u * self.width(), v * self.height()), away

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Black, the slice, and what stands on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("image_ground"))
        picture, look = self._picture, self._session.scan
        if picture is None or look is None:
            self._paint_note(painter, say("Loading the images", self._session.language))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(QRectF(self.rect()), self._image(picture))
        if (drawn := self._reader.drawn(self.way)) is not None:
            painter.drawImage(QRectF(self.rect()), self._outlines(drawn))
        self._paint_points(painter, look)
        self._paint_words(painter, picture, look)

    def _image(self, picture: Picture) -> QImage:
        key = (id(picture), self._window)
        if self._grey is None or self._grey[0] != key:
            self._grey = key, paint.as_image(picture, self._window)
        return self._grey[1]

    def _outlines(self, drawn: NDArray[np.uint8]) -> QImage:
        chosen = self._reader.labels_of(self._session.view.selected)
        if self._lines is None or self._lines[0] != (id(drawn), chosen):
            subject = self._reader.subject
            kinds = subject.kinds if subject else {}
            self._lines = (id(drawn), chosen), outlines(self._look, drawn, kinds, chosen)
        return self._lines[1]

    def _paint_points(self, painter: QPainter, look: Scanning) -> None:
        fit = self._reader.fit
        for number, mark in enumerate(look.marks, 1):
            found = self.pixel_of(mark.scan)
            if found is None:
                continue
            at, away = found
            there = self.pixel_of(fit.placement.to_scan(mark.model)) if fit and look.outlines else None
            if there is not None and abs(away) < 20.0:
                paint_residual(painter, at, there[0])
            paint_point(painter, self._look, at, str(number), away, mark.landmark == look.picking != "")
        if look.loose is not None and (found := self.pixel_of(look.loose)) is not None:
            paint_point(painter, self._look, found[0], "?", found[1], chosen=True)

    def _paint_words(self, painter: QPainter, picture: Picture, look: Scanning) -> None:
        style, language, rect = self._look, self._session.language, QRectF(self.rect())
        if (found := self.pixel_of(look.cursor)) is not None:
            paint.paint_cross(painter, style, rect, found[0])
        paint.paint_letters(painter, style, rect, picture.plane.letters())
        if not self._reader.reaches(self.way):
            self._paint_note(painter, say("Your scan does not reach here.", language))
        chip = paint_chip(painter, style, rect.adjusted(10, 10, -10, 0), say(_whose(picture), language))
        if NOT_A_SEGMENTATION in picture.notes:
            text = say("registered model, not a segmentation", language)
            paint_chip(painter, style, rect.adjusted(10, chip.bottom() + 4, -10, 0), text)
        words = f"{say(WAY_WORDS[self.way], language)} · {position_words(picture.plane, self._reader.fit, language)}"
        paint.paint_caption(painter, style, rect, words)
        paint.paint_scale(painter, style, rect, picture.plane.width_mm / max(self.width(), 1))

    def _paint_note(self, painter: QPainter, text: str) -> None:
        painter.setFont(self._look.font("body"))
        painter.setPen(QColor("#B4C0CC"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    # The hand

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size of slice."""
        super().resizeEvent(event)
        self._ask()

    def _ask(self) -> None:
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        self._reader.show(self.way, size if self.isVisible() else None)

    def showEvent(self, event: QShowEvent) -> None:
        """Have slices made as long as they are seen."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._reader.show(self.way, None)

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

    def retranslate(self) -> None:
        """Words for screen readers."""
        language = self._session.language
        self.setAccessibleName(f"{say('your scan', language)} · {say(WAY_WORDS[self.way], language)}")
        self.update()


def _whose(picture: Picture) -> str:
    return "simulated" if SIMULATED in picture.notes else "your scan"


def _within(scan: Scan, before: Scanning, after: Scanning) -> Scanning:
    """No farther than the volume reaches, from wherever one was in it."""
    return after if scan.contains(after.cursor) or not scan.contains(before.cursor) else before
