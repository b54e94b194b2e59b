"""What one slice of a reader's scan looks like: greys in their window, the model's outlines, points, words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.scan import NOT_A_SEGMENTATION, SIMULATED
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.scanning import Scanning
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui import imaging_paint as paint
from anatomy_viewer.ui.actions import OWN_ARROWS
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.scan_paint import outlines, paint_chip, paint_point, paint_residual
from anatomy_viewer.ui.scan_reader import ScanReader
from anatomy_viewer.ui.scan_words import WAY_WORDS, position_words


class SliceCanvas(QWidget):
    """The slice of a way, greys, outlines, points and words; the hand is `scan_view.SliceView`'s."""

    def __init__(self, look: Look, session: Session, reader: ScanReader, way: str) -> None:
        super().__init__()
        self._look, self._session, self._reader, self.way = look, session, reader, way
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
                paint_residual(painter, self._look, at, there[0])
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
        painter.setPen(self._look.color("image_faint"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    # Seen or not

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

    def retranslate(self) -> None:
        """Words for screen readers."""
        language = self._session.language
        self.setAccessibleName(f"{say('your scan', language)} · {say(WAY_WORDS[self.way], language)}")
        self.update()


def _whose(picture: Picture) -> str:
    return "simulated" if SIMULATED in picture.notes else "your scan"
