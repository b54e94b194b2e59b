"""Matching points over the picture: on the mesh, on the specimen, and a line between what is meant to be one place."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from anatomy_viewer.model.adding import Adding
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.own_reader import Preview
from anatomy_viewer.ui.widgets import parts

RADIUS = 5.5  # px at 100 %


class PairMarks:
    """Paints for one picture: a disc on the mesh, a ring on the specimen; what waits for its match has no number."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(
        self,
        painter: QPainter,
        camera: Camera,
        size: tuple[int, int],
        scale: float,
        adding: Adding,
        preview: Preview,
    ) -> None:
        """All pairs."""
        for number, mark in enumerate(adding.marks, 1):
            on_mesh, on_model = self._pixels(camera, size, preview.shown_place(mark.scan), mark.model)
            self._line(painter, QLineF(on_mesh, on_model), scale)
            self._end(painter, on_model, scale, ring=True)
            self._end(painter, on_mesh, scale, ring=False)
            self._number(painter, on_model, str(number), scale)
        if adding.on_mesh is not None:
            self._end(
                painter, self._pixels(camera, size, preview.shown_place(adding.on_mesh))[0], scale, ring=False
            )
        if adding.on_model is not None:
            self._end(painter, self._pixels(camera, size, adding.on_model[1])[0], scale, ring=True)

    def _pixels(self, camera: Camera, size: tuple[int, int], *places: Vector) -> list[QPointF]:
        return [QPointF(float(x), float(y)) for x, y, _ in project(camera, np.array(places), size)]

    def _line(self, painter: QPainter, line: QLineF, scale: float) -> None:
        for colour, width in (("disc_rim", 4.0), ("accent", 2.0)):
            painter.setPen(
                QPen(self._look.color(colour), width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawLine(line)

    def _end(self, painter: QPainter, at: QPointF, scale: float, ring: bool) -> None:
        radius = RADIUS * scale
        painter.setPen(QPen(self._look.color("disc_rim"), 4.5 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush if ring else self._look.color("accent"))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(self._look.color("accent"), 2.0 * scale))
        painter.drawEllipse(at, radius, radius)

    def _number(self, painter: QPainter, at: QPointF, text: str, scale: float) -> None:
        side = 20.0 * scale
        box = QRectF(at.x() + 6.0 * scale, at.y() - side - 2.0 * scale, side, side)
        parts.box(painter, box, side / 2.0, self._look.color("plate"))
        painter.setPen(self._look.color("text"))
        painter.setFont(self._look.font("small_strong", scale=scale))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
