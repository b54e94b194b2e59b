"""One image as it is painted: greys, names, outlines, cursor; and which place of the specimen a pixel is.

Past 400 lines: what is painted and which place a pixel is have to agree, so that both stand here.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from anatomy_viewer.imaging.labels import Mark, beside_divider
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.structure_lines import seen_at
from anatomy_viewer.imaging.us_beat import MOMENTS
from anatomy_viewer.imaging.us_settings import UsSettings
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import BENT
from anatomy_viewer.model.imaging import FAMILY, NORMAL, Division, Imaging, as_shown
from anatomy_viewer.model.measuring import End
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui import imaging_paint as paint
from anatomy_viewer.ui.imaging_calipers import Calipers
from anatomy_viewer.ui.imaging_gutter import GUTTER, MOST_INSIDE, names_of, paint_gutter, paint_inside
from anatomy_viewer.ui.imaging_reader import OTHER, ImageReader, settings_of
from anatomy_viewer.ui.imaging_surface import Surface, surface_of
from anatomy_viewer.ui.imaging_words import caption_words, position_words, side_words
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

LATE_VEIL = 190  # of 255
FAR_MM = 3.0  # off an image that is pressed or bent, from which a place is not in it
ROOMY = 3.2  # columns of names that a panel must be wide to have one


@dataclass(frozen=True)
class Pointed:
    """A place (mm) in an image, what the image shows there, and the label of its tissue."""

    family: str
    place: Vector
    value: float
    unit: str
    label: int


class ImageCanvas(QWidget):
    """Shows the picture that the reader has for a family. `note`: what is said while there is none."""

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, family: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader, self.family = look, session, reader, family
        self._held: OrderedDict[object, QImage] = OrderedDict()
        self._beside: tuple[object, QImage] | None = None
        self._outlines: dict[Picture, tuple[str, list[QPolygonF]]] = {}
        self._small: tuple[object, Surface] | None = None
        self._pointer = QPointF()
        self._pointed_name = ""
        self._pressed = False
        self.note = ""
        self.calipers = Calipers(look, session, reader, self)
        self.linked: Vector | None = None  # where the pointer is in another image, or in the picture
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
        other, x, division = self.other, self._divider_x(picture), self.division
        if other is not None and division is not None and (position.x() < (x or 0.0)) == division.left:
            picture, family = other, FAMILY.get(division.other, family)
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

    def pixel_near(self, place: Vector, off: float) -> QPointF | None:
        """The same for a place that lies no farther than `off` mm off the image."""
        picture = self.picture
        if picture is None or abs(_fractions(picture, place)[2]) > off:
            return None
        return self.pixel_of(place)

    def end_at(self, position: QPointF) -> End | None:
        """What a measurement that ends at a pixel ends on."""
        found, subject = self.place_at(position), self._reader.subject
        if found is None or subject is None:
            return None
        x, y, z = (round(part, 2) for part in found.place)
        return End((x, y, z), self._reader.identify(subject, found.label, found.place))

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
        now = self._reader.moment(self.family) or picture
        painter.drawImage(self.rect_of(picture), self._image(now, imaging))
        self._paint_other(painter, picture, imaging)
        self._paint_over(painter, picture, imaging)
        if self._reader.late(self.family):
            self._paint_late(painter)

    def _paint_late(self, painter: QPainter) -> None:
        """What is shown is an image of something else: it steps back until the right one comes."""
        veil = self._look.color("image_ground")
        veil.setAlpha(LATE_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setFont(self._look.font("body"))
        painter.setPen(self._look.color("image_text"))
        words = say("The image is being made…", self._session.language)
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, words)

    @property
    def division(self) -> Division | None:
        """The divider of this panel."""
        imaging = self.imaging
        mine = imaging is not None and imaging.divider is not None and imaging.divider.family == self.family
        return imaging.divider if mine and imaging else None

    @property
    def other(self) -> Picture | None:
        """What the panel's own image gives way to at the divider; None without one, and before it is there."""
        return self._reader.picture(OTHER) if self.division else None

    def _divider_x(self, picture: Picture) -> float | None:
        division, where = self.division, self.rect_of(picture)
        return where.left() + division.at * where.width() if division and self.other is not None else None

    def _sides(self, picture: Picture) -> list[tuple[Picture, QRectF]]:
        """Each image that is seen, and where: the panel's own, and the other at the divider."""
        where, other, x, division = self.rect_of(picture), self.other, self._divider_x(picture), self.division
        if other is None or x is None or division is None:
            return [(picture, where)]
        left = QRectF(where.topLeft(), QPointF(x, where.bottom()))
        right = QRectF(QPointF(x, where.top()), where.bottomRight())
        return [(picture, right), (other, left)] if division.left else [(picture, left), (other, right)]

    def _paint_other(self, painter: QPainter, picture: Picture, imaging: Imaging) -> None:
        sides, division = self._sides(picture), self.division
        if len(sides) == 1 or division is None:
            return
        other, room = sides[1]
        window = self._window_of_other(other, imaging, division)
        key = (other, window, imaging.overlay, self._look.palette)
        if self._beside is None or self._beside[0] != key:
            self._beside = (key, paint.as_image(other, window, self._colours(imaging), imaging.overlay))
        where = self.rect_of(picture)
        painter.save()
        painter.setClipRect(room)
        painter.drawImage(where, self._beside[1])
        painter.restore()
        words = ("", "") if self._session.now.covered else self.side_names(imaging)
        x = room.right() if division.left else room.left()
        paint.paint_divider(painter, self._look, where & self.room, x, words)

    def _window_of_other(self, other: Picture, imaging: Imaging, division: Division) -> tuple[float, float]:
        """That of its own panel where this shows the same, else its own."""
        if division.other == NORMAL:
            return self.window_level
        panel = imaging.panel(FAMILY[division.other])
        return (panel.window if panel.modality == division.other else None) or other.window

    def side_names(self, imaging: Imaging) -> tuple[str, str]:
        """What stands left and right of the divider, in words; both empty without one."""
        division, table, language = self.division, self._reader.table, self._session.language
        own = table.get(imaging.panel(self.family).modality)
        if division is None or own is None:
            return "", ""
        names = say("Normal", language), say("Finding", language)
        if division.other != NORMAL and division.other in table:
            names = side_words(table[division.other].name, language), side_words(own.name, language)
        return names if division.left else (names[1], names[0])

    def _paint_note(self, painter: QPainter) -> None:
        if self.note:
            painter.setFont(self._look.font("body"))
            painter.setPen(self._look.color("image_faint"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(24, 24, -24, -24), flags, self.note)

    def _image(self, picture: Picture, imaging: Imaging) -> QImage:
        key = (picture, self.window_level, imaging.overlay, self._look.palette)
        if key not in self._held:
            colours = self._colours(imaging)
            self._held[key] = paint.as_image(picture, self.window_level, colours, imaging.overlay)
            while len(self._held) > MOMENTS:
                self._held.popitem(last=False)
        return self._held[key]

    def _colours(self, imaging: Imaging) -> NDArray[np.uint8] | None:
        subject = self._reader.subject
        return paint.colours_of(self._look, subject.kinds) if subject and imaging.overlay else None

    def shown_image(self) -> Surface | None:
        """The body without the air round it, as far as the sheet in the picture reaches, and where it lies."""
        picture, imaging = self.picture, self.imaging
        if picture is None or imaging is None:
            return None
        sheet = as_shown(imaging.plane, imaging.neurological)
        key = (picture, self.window_level, sheet.width_mm, sheet.height_mm)
        if self._small is None or self._small[0] != key:
            modality = self._reader.modality(self.family)
            settings = settings_of(imaging, modality) if modality is not None else None
            self._small = (key, surface_of(picture, self.window_level, sheet, settings))
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
        self._paint_machine(painter, imaging, rect)
        around = self._around(rect)
        plates = [paint.paint_simulated(painter, look, around, language)]
        if not self._session.now.covered:
            position = position_words(picture.plane, language)
            plates.append(
                paint.paint_caption(painter, look, around, caption_words(picture.caption, language))
            )
            plates.append(paint.paint_caption(painter, look, around, position, top=True))
        paint.paint_letters(painter, look, rect, picture.plane.letters(), plates)
        self.calipers.paint(painter, rect, plates)
        self._paint_pointed(painter)
        paint.paint_scale(painter, look, rect, picture.plane.width_mm / self.rect_of(picture).width())

    def _paint_machine(self, painter: QPainter, imaging: Imaging, rect: QRectF) -> None:
        """How deep an ultrasound image reaches, and where its beam is narrowest."""
        modality = self._reader.modality(self.family)
        settings = settings_of(imaging, modality) if modality is not None else None
        if isinstance(settings, UsSettings):
            px = rect.height() / (settings.depth_mm + settings.rise_mm)
            face = rect.adjusted(0, px * settings.rise_mm, 0, 0)
            paint.paint_depth(painter, self._look, face, settings.depth_mm, settings.focus_mm)

    def _around(self, rect: QRectF) -> QRectF:
        """The image with a line above and below it where there is room: words needn't stand on what is seen."""
        line = self._look.line_height("tiny") + self._look.px(6) + 2 * paint.EDGE
        return rect.adjusted(0, -line, 0, line) & self.room

    def _paint_names(self, painter: QPainter, picture: Picture, imaging: Imaging) -> None:
        column = QRectF(self.rect())
        column.setLeft(self.room.right())
        if column.width() > 0:
            painter.fillRect(column, self._look.color("panel"))
        session = self._session
        if not imaging.labels or session.now.concealed:
            return
        found = self.named(picture)
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
        if session.now.concealed or not session.view.selected:
            return
        for image, room in self._sides(picture):
            lines = self.outline_of(session.view.selected, image)
            self._paint_lines(painter, lines, self.rect_of(picture), room)

    def _paint_lines(self, painter: QPainter, lines: list[QPolygonF], where: QRectF, room: QRectF) -> None:
        """Lines in fractions of `where`, as far as they lie in `room`."""
        painter.save()
        painter.setClipRect(room)
        painter.translate(where.topLeft())
        painter.scale(where.width(), where.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
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
        held = self._outlines.get(picture)
        if held is None or held[0] != name:
            shown = (self.picture, self.other)
            self._outlines = {image: lines for image, lines in self._outlines.items() if image in shown}
            held = name, [_polygon(line) for line in self._reader.outline(name, picture)]
            self._outlines[picture] = held
        return held[1]

    def named(self, picture: Picture) -> tuple[Mark, ...]:
        """What is named beside the image: of each side of a divider what is seen there."""
        found, division = self._reader.marks(self.family), self.division
        if division is None or self._divider_x(picture) is None:
            return found
        pair = self._reader.marks(OTHER), found
        return beside_divider(*(pair if division.left else (pair[1], pair[0])), division.at)

    def name_pointed(self, name: str) -> None:
        """Write what is under the pointer beside it; '' for nothing."""
        self._pointed_name = name
        self.update()

    def _paint_pointed(self, painter: QPainter) -> None:
        name, look = self._pointed_name, self._look
        if not name or self._session.now.concealed or self._pressed or self.calipers.in_hand:
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
        parts.line(painter, look, "small", look.color("image_text"), plate, name, parts.CENTRE)


def _polygon(line: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in line.tolist()])


def _fractions(picture: Picture, place: Vector) -> tuple[float, float, float]:
    """u, v and mm beside the picture of `place`; of an image bent along a nerve those of the pixel nearest to it."""
    if picture.warp is None:
        return picture.plane.fractions(place)
    if picture.plane.name not in BENT:
        u, v, away = picture.plane.fractions(place)
        if abs(away) > FAR_MM:
            return -1.0, -1.0, away
        (u, v) = seen_at(picture, np.array([u, v])).tolist()
        return u, v, away
    step = max(picture.warp.shape[0] // 128, 1)
    gaps = np.linalg.norm(picture.warp[::step, ::step] - np.array(place, dtype=np.float32), axis=2)
    row, column = np.unravel_index(int(gaps.argmin()), gaps.shape)
    rows, columns = picture.warp.shape[:2]
    far = float(gaps[row, column])
    if far > FAR_MM:
        return -1.0, -1.0, far
    return (int(column) * step + 0.5) / columns, (int(row) * step + 0.5) / rows, far
