"""After a place-the-point question: where it was put, where it lies, and how far apart these are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.place_point import PlacePoint, read_place
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.label_paint import label_size, paint_label
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_pin
from anatomy_viewer.ui.point_paint import paint_published_spread

Size = tuple[int, int]


class PlaceVerdict:
    """Paints for one picture: spreads of the studies, the point, the pin of the answer, a line between."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session

    def paint(self, painter: QPainter, camera: Camera, size: Size, scale: float) -> None:
        """Nothing where the question judged last was of another kind."""
        question, answer = self._session.judged_in_picture or (None, None)
        place = read_place(answer.chosen) if answer else None
        if not isinstance(question, PlacePoint) or place is None:
            return
        ends = project(camera, np.array([place, question.position]), size)
        given, meant = (QPointF(float(x), float(y)) for x, y, _ in ends)
        point, miss = self._session.atlas.points[question.point], question.miss(place)
        paint_published_spread(painter, self._look, point, camera, size)
        self._paint_line(painter, QLineF(given, meant), scale)
        numeral = str(point.number) if point.number else ""
        paint_disc(painter, self._look, meant, numeral, None, scale if numeral else 0.62 * scale)
        paint_pin(painter, self._look, given, "right" if miss.share <= 1.0 else "wrong", scale)
        labels = _Labels(painter, self._look, size, scale, meant.x() >= given.x())
        language = self._session.language
        labels.paint(
            meant, True, full_name(self._session.atlas, point.id, language), say("The point", language)
        )
        head = given - QPointF(0, 21 * scale)
        labels.paint(head, False, say("Your answer", language), f"{miss.mm:.1f} mm")

    def _paint_line(self, painter: QPainter, line: QLineF, scale: float) -> None:
        cap = Qt.PenCapStyle.RoundCap
        for colour, width in (("disc_rim", 4.5), ("disc_numeral", 2.0)):
            painter.setPen(QPen(self._look.color(colour), width * scale, Qt.PenStyle.SolidLine, cap))
            painter.drawLine(line)


@dataclass(frozen=True)
class _Labels:
    """Names beside the two ends, each on the side away from the other end."""

    painter: QPainter
    look: Look
    size: Size
    scale: float
    meant_is_right: bool

    def paint(self, place: QPointF, meant: bool, words: str, second: str) -> None:
        box = label_size(self.look, words, second, self.scale)
        at_right = meant == self.meant_is_right
        left = place.x() + (20 * self.scale if at_right else -20 * self.scale - box.width())
        left = min(max(left, 4.0), self.size[0] - box.width() - 4)
        top = min(max(place.y() - box.height() / 2, 4.0), self.size[1] - box.height() - 4)
        rect = QRectF(left, top, box.width(), box.height())
        paint_label(self.painter, self.look, rect, words, second, scale=self.scale)
