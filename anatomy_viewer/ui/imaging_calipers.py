"""Measuring by hand in an image: the measurements that lie on it, painted, and the hand that makes and moves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.measuring import (
    ELLIPSE,
    KINDS,
    SURFACE,
    End,
    Measurement,
    diameters,
    ellipse_line,
    places_of,
    value_of,
    value_words,
)
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

GRIP = 9.0  # px from an end that take hold of it
ON_IMAGE = 1.0  # mm off the image within which an end lies on it


class Shown(Protocol):
    """The image that is measured in: a place by a pixel, and a pixel by a place."""

    @property
    def picture(self) -> Picture | None:
        """The image on the screen."""

    def end_at(self, position: QPointF) -> End | None:
        """What lies under a pixel."""

    def pixel_near(self, place: Vector, off: float) -> QPointF | None:
        """Where a place stands that lies no farther than `off` mm off the image."""

    def update(self) -> None:
        """Paint anew."""


class Calipers:
    """Of one image. Ends are places of the specimen, so that a measurement is the same in all images and in 3D."""

    def __init__(self, look: Look, session: Session, reader: ImageReader, shown: Shown) -> None:
        self._look, self._session, self._reader, self._shown = look, session, reader, shown
        self.preview: End | None = None
        self._held: tuple[int, int] | None = None

    @property
    def in_hand(self) -> bool:
        """Is there a tool that measures in images?"""
        tool = self._session.measuring
        return tool is not None and tool.kind != SURFACE

    # The hand

    def press(self, position: QPointF) -> bool:
        """Take hold of an end, or place the next one; False where nothing is measured."""
        tool = self._session.measuring
        if not self.in_hand or tool is None:
            return False
        self._held = None if tool.ends else self._grip(position)
        end = self._shown.end_at(position)
        if self._held is None and end is not None:
            self._session.put_end(end)
        return True

    def move(self, position: QPointF) -> None:
        """Lead the end in hand, or show what the next one would make."""
        end = self._shown.end_at(position)
        if self._held is not None and end is not None:
            self._session.move_end(*self._held, end)
        self.preview = end if self.in_hand and self._held is None else None
        self._shown.update()

    def release(self, position: QPointF, dragged: bool) -> None:
        """The end of a drag is where the line ends that it began."""
        tool, end = self._session.measuring, self._shown.end_at(position)
        if self._held is not None:
            self._held = None
            self._session.store.settle()
        elif dragged and tool is not None and tool.ends and end is not None:
            self._session.put_end(end)

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self.preview = None

    def _grip(self, position: QPointF) -> tuple[int, int] | None:
        """Number of the measurement and of its end under a pixel."""
        for number, one in reversed(list(enumerate(self._session.view.measurements))):
            for at, pixel in enumerate(self._pixels(one) or ()):
                if (pixel - position).manhattanLength() < 1.3 * GRIP:
                    return number, at
        return None

    # What is seen

    def draft(self) -> Measurement | None:
        """What has been placed so far, with the place under the pointer."""
        tool = self._session.measuring
        if tool is None or not self.in_hand:
            return None
        ends = (*tool.ends, *([self.preview] if self.preview else []))[: KINDS[tool.kind]]
        return Measurement(tool.kind, ends) if tool.ends else None

    def _pixels(self, one: Measurement) -> list[QPointF] | None:
        """Where its ends are seen; None where one lies off the image."""
        places = places_of(one, self._session.atlas)
        found = [self._shown.pixel_near(place, ON_IMAGE) for place in places]
        seen = [pixel for pixel in found if pixel is not None]
        return seen if len(seen) == len(found) and one.kind != SURFACE else None

    def paint(self, painter: QPainter, rect: QRectF, plates: Sequence[QRectF] = ()) -> None:
        """Lines, ends and values of all that lies on the image; values give way to `plates` and to each other."""
        draft, taken = self.draft(), list(plates)
        for one in (*self._session.view.measurements, *([draft] if draft else [])):
            pixels = self._pixels(one)
            if pixels:
                self._paint(painter, one, pixels, one is draft, rect, taken)

    def _paint(
        self,
        painter: QPainter,
        one: Measurement,
        pixels: list[QPointF],
        draft: bool,
        rect: QRectF,
        taken: list[QRectF],
    ) -> None:
        whole = len(pixels) == KINDS[one.kind]
        line = _ellipse(pixels) if whole and one.kind == ELLIPSE else QPolygonF(pixels)
        ink, rim = self._look.color("measure_strong" if draft else "measure"), self._look.color("measure_rim")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((rim, 3.6), (ink, 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(line)
        if whole and one.kind == ELLIPSE:
            painter.setPen(QPen(ink, 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(pixels[0], pixels[1])
        for pixel in pixels:
            self._paint_end(painter, pixel)
        if whole:
            plate = self._plate(self.words(one), line.boundingRect(), rect, taken)
            taken.append(plate)
            self._paint_value(painter, self.words(one), plate)

    def _paint_end(self, painter: QPainter, at: QPointF) -> None:
        """A small cross, as machines draw it: what is measured is not covered."""
        for token, width in (("measure_rim", 3.6), ("measure_strong", 1.4)):
            painter.setPen(QPen(self._look.color(token), width))
            painter.drawLine(at - QPointF(5, 0), at + QPointF(5, 0))
            painter.drawLine(at - QPointF(0, 5), at + QPointF(0, 5))

    def words(self, one: Measurement) -> str:
        """'4.2 mm', '94.5°', '6.2 mm² (3.6 × 2.2 mm)'."""
        places = places_of(one, self._session.atlas)
        value = value_words(one.kind, value_of(one.kind, places))
        if one.kind != ELLIPSE:
            return value
        long, short = diameters(places)
        return f"{value} ({long:.1f} × {short:.1f}\N{NO-BREAK SPACE}mm)"

    def _plate(self, text: str, line: QRectF, rect: QRectF, taken: Sequence[QRectF]) -> QRectF:
        """Beside the line, to its right and above, within the image; below what is taken."""
        look = self._look
        wide, high = (
            parts.text_width(look, "small", text) + look.px(12),
            look.line_height("small") + look.px(4),
        )
        plate = QRectF(line.right() + 8, line.top() - high - 2, wide, high)
        plate.moveLeft(min(max(plate.left(), rect.left() + 4), rect.right() - wide - 4))
        plate.moveTop(min(max(plate.top(), rect.top() + 4), rect.bottom() - high - 4))
        for other in sorted(taken, key=QRectF.top):
            if plate.intersects(other):
                plate.moveTop(other.bottom() + 4)
        return plate

    def _paint_value(self, painter: QPainter, text: str, plate: QRectF) -> None:
        look, ground = self._look, self._look.color("image_ground")
        ground.setAlpha(205)
        parts.box(painter, plate, 4, ground)
        parts.line(painter, look, "small", look.color("measure_strong"), plate, text, parts.CENTRE)


def _ellipse(pixels: Sequence[QPointF]) -> QPolygonF:
    """The closed line by its three ends in px."""
    first, second, third = ((pixel.x(), pixel.y(), 0.0) for pixel in pixels)
    return QPolygonF([QPointF(x, y) for x, y, _ in ellipse_line((first, second, third))])
