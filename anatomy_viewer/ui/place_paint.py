"""After a place-the-point question: where it was put, where it lies, and how far apart these are."""

from __future__ import annotations

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
_APART = 70.0  # px: nearer than this the distance is told in the card alone


class PlaceVerdict:
    """Paints for one picture: spreads of the studies, the point, the pin of the answer, a line between."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session

    def paint(self, painter: QPainter, camera: Camera, size: Size, scale: float) -> None:
        """Nothing where the question judged last was of another kind."""
        judged = self._session.judged_in_picture
        question = judged[0] if judged else None
        place = read_place(judged[1].chosen) if judged else None
        if not isinstance(question, PlacePoint) or place is None:
            return
        ends = project(camera, np.array([place, question.position]), size)
        given, meant = (QPointF(float(x), float(y)) for x, y, _ in ends)
        right = question.judge(judged[1].chosen).right if judged else False
        self._paint_spread(painter, question.point, camera, size)
        self._paint_line(painter, QLineF(given, meant), question.miss(place).mm, scale)
        self._paint_point(painter, question.point, meant, scale)
        paint_pin(painter, self._look, given, "right" if right else "wrong", scale)
        self._name(painter, (given, meant), question.point, size, scale)

    def _paint_spread(self, painter: QPainter, name: str, camera: Camera, size: Size) -> None:
        point = self._session.atlas.points.get(name)
        if point is not None:
            paint_published_spread(painter, self._look, point, camera, size)

    def _paint_point(self, painter: QPainter, name: str, centre: QPointF, scale: float) -> None:
        point = self._session.atlas.points.get(name)
        numeral = str(point.number) if point and point.number else ""
        paint_disc(painter, self._look, centre, numeral, None, scale if numeral else 0.62 * scale)

    def _paint_line(self, painter: QPainter, line: QLineF, mm: float, scale: float) -> None:
        for colour, width in (("disc_rim", 4.5), ("disc_numeral", 2.0)):
            pen = QPen(
                self._look.color(colour), width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
            )
            painter.setPen(pen)
            painter.drawLine(line)
        if line.length() > _APART * scale:
            words = f"{mm:.1f} mm"
            box = label_size(self._look, words, scale=scale)
            rect = QRectF(line.center().x() - box.width() / 2, line.center().y() - box.height() / 2, 0, 0)
            rect.setSize(box)
            paint_label(painter, self._look, rect, words, align=Qt.AlignmentFlag.AlignCenter, scale=scale)

    def _name(
        self, painter: QPainter, ends: tuple[QPointF, QPointF], point: str, size: Size, scale: float
    ) -> None:
        """What stands at either end, away from the other end."""
        language, atlas = self._session.language, self._session.atlas
        given, meant = ends
        meant_is_right = meant.x() >= given.x()
        words = full_name(atlas, point, language) if point in atlas.points else point
        self._label(painter, meant, words, say("The point", language), meant_is_right, size, scale)
        head = given - QPointF(0, 21 * scale)
        self._label(painter, head, say("Your answer", language), "", not meant_is_right, size, scale)

    def _label(
        self,
        painter: QPainter,
        place: QPointF,
        words: str,
        second: str,
        at_right: bool,
        size: Size,
        scale: float,
    ) -> None:
        box = label_size(self._look, words, second, scale)
        gap = 20 * scale
        left = place.x() + gap if at_right else place.x() - gap - box.width()
        left = min(max(left, 4.0), size[0] - box.width() - 4)
        top = min(max(place.y() - box.height() / 2, 4.0), size[1] - box.height() - 4)
        paint_label(
            painter, self._look, QRectF(left, top, box.width(), box.height()), words, second, scale=scale
        )
