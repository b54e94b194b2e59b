"""One image: painted, scrolled, windowed by the hand, pointed into and clicked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import Imaging, as_shown
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui import imaging_paint as paint
from anatomy_viewer.ui.actions import OWN_ARROWS
from anatomy_viewer.ui.gestures import CLICK_SLACK
from anatomy_viewer.ui.imaging_gutter import GUTTER, MOST_INSIDE, names_of, paint_gutter, paint_inside
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.imaging_words import caption_words, position_words
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

ROOMY = 3.2  # columns of names that a panel must be wide to have one
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


@dataclass(frozen=True)
class Pointed:
    """A place (mm) in an image, what the image shows there, and the label of its tissue."""

    family: str
    place: Vector
    value: float
    unit: str
    label: int


class ImageView(QWidget):
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
        super().__init__(parent)
        self._look, self._session, self._reader, self.family = look, session, reader, family
        self._press: QPointF | None = None
        self._last = QPointF()
        self._dragged = False
        self._held: tuple[object, QImage] | None = None
        self._beyond: tuple[object, QImage] | None = None
        self._dividing = False
        self._pointer = QPointF()
        self._pointed_name = ""
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(session.store.settle)
        self._outline: tuple[object, list[QPolygonF]] | None = None
        self._small: tuple[object, tuple[QImage, ImagePlane]] | None = None
        self.note = ""
        self.linked: Vector | None = None  # where the pointer is in another image, or in the picture
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_ARROWS, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.changed.connect(self.update)

    # What is shown

    @property
    def picture(self) -> Picture | None:
        """The image on the screen."""
        return self._reader.picture(self.family)

    @property
    def imaging(self) -> Imaging | None:
        """What the session images."""
        return self._session.imaging

    @property
    def window_level(self) -> tuple[float, float]:
        """Centre and width of the window."""
        imaging, picture = self.imaging, self.picture
        chosen = imaging.panel(self.family).window if imaging else None
        return chosen or (picture.window if picture else (0.0, 1.0))

    def rect_of(self, picture: Picture) -> QRectF:
        """Where the picture lies in the widget: whole, its millimetres square."""
        plane, room = picture.plane, self.room
        scale = min(room.width() / plane.width_mm, room.height() / plane.height_mm)
        rect = QRectF(0, 0, plane.width_mm * scale, plane.height_mm * scale)
        rect.moveCenter(room.center())
        if self._gutter:
            rect.moveRight(room.right())
        return rect

    @property
    def room(self) -> QRectF:
        """The part of the widget that is the image's: all but the column of names, where there is one."""
        return QRectF(self.rect()).adjusted(0, 0, -self._gutter, 0)

    @property
    def _gutter(self) -> float:
        imaging = self.imaging
        wide = self._look.px(GUTTER)
        return wide if imaging and imaging.labels and self.width() >= ROOMY * wide else 0.0

    def place_at(self, position: QPointF) -> Pointed | None:
        """What lies under a pixel of the widget; None beside the picture."""
        picture = self.picture
        if picture is None:
            return None
        rect, family = self.rect_of(picture), self.family
        x, beyond = self._divider_x(picture), self.beyond
        if beyond is not None and x is not None and position.x() > x:
            picture, family = beyond, "mr"
        u = (position.x() - rect.left()) / rect.width()
        v = (position.y() - rect.top()) / rect.height()
        rows, columns = picture.labels.shape
        if not (0.0 <= u < 1.0 and 0.0 <= v < 1.0):
            return None
        row, column = int(v * rows), int(u * columns)
        place = picture.plane.place(u, v)
        if picture.warp is not None:
            x, y, z = (float(value) for value in picture.warp[row, column])
            place = (x, y, z)
        value, label = float(picture.values[row, column]), int(picture.labels[row, column])
        return Pointed(family, place, value, picture.unit, label)

    def pixel_of(self, place: Vector) -> QPointF | None:
        """Where a place (mm) stands in the widget; None when it lies beside the picture."""
        picture = self.picture
        if picture is None:
            return None
        u, v, _ = _fractions(picture, place)
        rect = self.rect_of(picture)
        if not (0.0 <= u <= 1.0 and 0.0 <= v <= 1.0):
            return None
        return QPointF(rect.left() + u * rect.width(), rect.top() + v * rect.height())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Black, the image, and what stands on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("image_ground"))
        picture, imaging = self.picture, self.imaging
        if picture is None or imaging is None:
            self._paint_note(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(self.rect_of(picture), self._image(picture, imaging))
        self._paint_beyond(painter, picture, imaging)
        self._paint_over(painter, picture, imaging)

    @property
    def beyond(self) -> Picture | None:
        """The MR that CT gives way to at the divider; None without one."""
        imaging = self.imaging
        divided = self.family == "ct" and imaging is not None and imaging.divider is not None
        return self._reader.picture("mr") if divided else None

    def _divider_x(self, picture: Picture) -> float | None:
        imaging, where = self.imaging, self.rect_of(picture)
        divided = imaging is not None and imaging.divider is not None and self.beyond is not None
        return where.left() + imaging.divider * where.width() if divided else None  # type: ignore[union-attr, operator]

    def _paint_beyond(self, painter: QPainter, picture: Picture, imaging: Imaging) -> None:
        beyond, x = self.beyond, self._divider_x(picture)
        if beyond is None or x is None:
            return
        window = imaging.panel("mr").window or beyond.window
        key = (beyond, window, imaging.overlay, self._look.palette)
        if self._beyond is None or self._beyond[0] != key:
            self._beyond = (key, paint.as_image(beyond, window, self._colours(imaging), imaging.overlay))
        where = self.rect_of(picture)
        painter.save()
        painter.setClipRect(QRectF(QPointF(x, where.top()), where.bottomRight()))
        painter.drawImage(self.rect_of(beyond), self._beyond[1])
        painter.restore()
        grip = QPointF(x, where.center().y())
        for colour, wide in ((QColor("#000000"), 4.0), (QColor("#FFFFFF"), 1.6)):
            painter.setPen(QPen(colour, wide))
            painter.drawLine(QPointF(x, where.top()), QPointF(x, where.bottom()))
        painter.setBrush(QColor("#FFFFFF"))
        painter.setPen(QPen(QColor("#000000"), 1.5))
        painter.drawEllipse(grip, 7, 7)

    def _paint_note(self, painter: QPainter) -> None:
        if self.note:
            painter.setFont(self._look.font("body"))
            painter.setPen(QColor("#B4C0CC"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(24, 24, -24, -24), flags, self.note)

    def _image(self, picture: Picture, imaging: Imaging) -> QImage:
        key = (picture, self.window_level, imaging.overlay, self._look.palette)
        if self._held is None or self._held[0] != key:
            colours = self._colours(imaging)
            self._held = (key, paint.as_image(picture, self.window_level, colours, imaging.overlay))
        return self._held[1]

    def _colours(self, imaging: Imaging) -> NDArray[np.uint8] | None:
        subject = self._reader.subject
        return paint.colours_of(self._look, subject.kinds) if subject and imaging.overlay else None

    def shown_image(self) -> tuple[QImage, ImagePlane] | None:
        """The body without the air round it, as far as the sheet in the picture reaches, and the plane it lies on."""
        picture, imaging = self.picture, self.imaging
        if picture is None or imaging is None:
            return None
        sheet = as_shown(imaging.plane, imaging.neurological)
        key = (picture, self.window_level, sheet.width_mm, sheet.height_mm)
        if self._small is None or self._small[0] != key:
            self._small = (key, paint.cut_out(picture, self.window_level, sheet))
        return self._small[1]

    def _paint_over(self, painter: QPainter, picture: Picture, imaging: Imaging) -> None:
        look, language, rect = self._look, self._session.language, self.rect_of(picture) & self.room
        self._paint_outline(painter, picture)
        self._paint_names(painter, picture, imaging)
        at = self.pixel_of(imaging.cursor)
        if at is not None:
            paint.paint_cross(painter, look, self.rect_of(picture) & rect, at)
        also = self.pixel_of(self.linked) if self.linked is not None else None
        if also is not None:
            paint.paint_linked(painter, look, also)
        paint.paint_letters(painter, look, rect, picture.plane.letters())
        paint.paint_simulated(painter, look, rect, language)
        paint.paint_caption(painter, look, rect, caption_words(picture.caption, language))
        paint.paint_caption(painter, look, rect, position_words(picture.plane, language), top=True)
        self._paint_pointed(painter)
        paint.paint_scale(painter, look, rect, picture.plane.width_mm / self.rect_of(picture).width())

    def _paint_names(self, painter: QPainter, picture: Picture, imaging: Imaging) -> None:
        column = QRectF(self.rect())
        column.setLeft(self.room.right())
        if column.width() > 0:
            painter.fillRect(column, self._look.color("panel"))
        session = self._session
        if not imaging.labels or session.now.asking:
            return
        found = self._reader.marks(self.family)
        texts = [names_of(mark, session.atlas, session.language) for mark in found]
        where = self.rect_of(picture)
        if column.width() > 0:
            paint_gutter(painter, self._look, where, column, found, texts, session.view.selected)
        else:
            room = self.room
            edges = (QRectF(0, 0, room.width(), 42), QRectF(0, room.bottom() - 40, room.width(), 40))
            sides = [QRectF(x, room.center().y() - 14, 40, 28) for x in (0, room.right() - 40)]
            paint_inside(
                painter, self._look, where, found[:MOST_INSIDE], texts[:MOST_INSIDE], (*edges, *sides)
            )

    def _paint_outline(self, painter: QPainter, picture: Picture) -> None:
        """The selected structure."""
        session = self._session
        if session.now.asking or not session.view.selected:
            return
        where = self.rect_of(picture)
        painter.save()
        painter.setClipRect(where)
        painter.translate(where.topLeft())
        painter.scale(where.width(), where.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lines = self.outline_of(session.view.selected, picture)
        for colour, width in (
            (self._look.color("image_ground"), 3.0),
            (self._look.color("image_leader"), 1.6),
        ):
            pen = QPen(colour, width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            for line in lines:
                painter.drawPolyline(line)
        painter.restore()

    def outline_of(self, name: str, picture: Picture) -> list[QPolygonF]:
        """Lines, in fractions of the image, round a structure: its label's, or where its surface meets the plane."""
        key = (picture, name)
        if self._outline is None or self._outline[0] != key:
            self._outline = (key, [_polygon(line) for line in self._reader.outline(name, picture)])
        return self._outline[1]

    def name_pointed(self, name: str) -> None:
        """Write what is under the pointer beside it; '' for nothing."""
        self._pointed_name = name
        self.update()

    def _paint_pointed(self, painter: QPainter) -> None:
        name, look = self._pointed_name, self._look
        if not name or self._session.now.asking or self._press is not None:
            return
        wide, high = (
            parts.text_width(look, "small", name) + look.px(14),
            look.line_height("small") + look.px(6),
        )
        room = self.room
        x = min(self._pointer.x() + 14, room.right() - wide - 4)
        y = (
            self._pointer.y() + 18
            if self._pointer.y() + 18 + high < room.bottom()
            else self._pointer.y() - high - 8
        )
        plate = QRectF(max(x, room.left() + 4), y, wide, high)
        parts.box(painter, plate, 4, QColor(15, 20, 26, 225))
        parts.line(painter, look, "small", QColor("#EEF2F6"), plate, name, parts.CENTRE)

    # The hand

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size of image."""
        super().resizeEvent(event)
        self.ask()

    def ask(self) -> None:
        """Want an image of the widget's size."""
        ratio = self.devicePixelRatioF()
        size = round(self.room.width() * ratio), round(self.room.height() * ratio)
        imaging = self.imaging
        divided = imaging is not None and imaging.divider is not None
        if self.isVisible():
            self._reader.show(self.family, size)
            if divided and self.family == "ct":
                self._reader.show("mr", size)
        elif not (divided and self.family == "mr"):
            self._reader.show(self.family, None)

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
        self._press = self._last = event.position()
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
        if self._press is None:
            return
        if not self._dragged and (event.position() - self._press).manhattanLength() < CLICK_SLACK:
            return
        step, self._last = event.position() - self._last, event.position()
        self._dragged = True
        if self._dividing and self.picture is not None:
            where = self.rect_of(self.picture)
            share = min(max((event.position().x() - where.left()) / where.width(), 0.0), 1.0)
            self._session.image("Divider", lambda i: replace(i, divider=round(share, 4)), merge=True)
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
        self._session.store.settle()
        found = self.place_at(event.position())
        if clicked and event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._session.mark(found.place)
            self.clicked.emit(found)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Enlarge, or back."""
        self.enlarge_asked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.pointed.emit(None)
        self.name_pointed("")
        super().leaveEvent(event)

    def retranslate(self) -> None:
        """Words for screen readers."""
        self.setAccessibleName(say("Simulated image", self._session.language))
        self.update()


def _polygon(line: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in line.tolist()])


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


def _fractions(picture: Picture, place: Vector) -> tuple[float, float, float]:
    """u, v and mm beside the picture of `place`; on a warped picture those of the pixel that lies nearest to it."""
    if picture.warp is None:
        return picture.plane.fractions(place)
    step = max(picture.warp.shape[0] // 128, 1)
    gaps = np.linalg.norm(picture.warp[::step, ::step] - np.array(place, dtype=np.float32), axis=2)
    row, column = np.unravel_index(int(gaps.argmin()), gaps.shape)
    rows, columns = picture.warp.shape[:2]
    far = float(gaps[row, column])
    if far > 3.0:
        return -1.0, -1.0, far
    return (int(column) * step + 0.5) / columns, (int(row) * step + 0.5) / rows, far
