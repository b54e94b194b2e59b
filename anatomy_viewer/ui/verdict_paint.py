"""After a click-the-structure question: what was clicked and what was right, outlined, pinned and named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.quiz import Locate
from anatomy_viewer.model.words import say
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.anchors import Anchors
from anatomy_viewer.ui.label_paint import label_size, paint_label
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_pin


@dataclass(frozen=True)
class _Mark:
    """One structure to point out. `outline`: closed polylines in pixels of the window, for `camera`."""

    name: str
    kind: str  # right or wrong
    anchor: Vector | None
    camera: Camera
    outline: tuple[NDArray[np.float64], ...]


class Verdicts:
    """Asks the scene for outlines when the picture rests; while it moves only pins and names are painted."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session
        self._marks: list[_Mark] = []

    def _wanted(self) -> list[tuple[str, str]]:
        judged = self._session.judged_in_picture
        if judged is None or not isinstance(judged[0], Locate):
            return []
        question, answer = judged
        verdict = question.judge(answer.chosen)
        if verdict.right:
            return [(answer.chosen, "right")]
        return [(answer.chosen, "wrong"), *((name, "right") for name in verdict.correct[:2])]

    def prepare(self, scene: Scene, anchors: Anchors, size: tuple[int, int], ratio: float) -> None:
        """Outlines and anchors of what the verdict names."""
        wanted = self._wanted()
        seen = anchors.visible([name for name, _ in wanted], scene, size) if wanted else {}
        self._marks = [
            _Mark(
                name,
                kind,
                seen.get(name),
                scene.view.camera,
                tuple(np.asarray(line) / ratio for line in scene.silhouette(name, size)),
            )
            for name, kind in wanted
        ]

    def paint(self, painter: QPainter, camera: Camera, size: tuple[int, int], scale: float) -> None:
        """Outlines where the camera has not moved since, pins and names always."""
        if not self._wanted():
            return
        for mark in self._marks:
            colour = self._look.color("ok" if mark.kind == "right" else "bad")
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 3.5 * scale, j=Qt.PenJoinStyle.RoundJoin))
            for line in mark.outline if mark.camera == camera else ():
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in line]))
        for mark in self._marks:
            if mark.anchor is not None:
                self._paint_pin(painter, mark, camera, size, scale)

    def _paint_pin(
        self, painter: QPainter, mark: _Mark, camera: Camera, size: tuple[int, int], scale: float
    ) -> None:
        x, y, _ = project(camera, np.array([mark.anchor]), size)[0]
        tip = QPointF(x, y)
        paint_pin(painter, self._look, tip, mark.kind, scale)
        language = self._session.language
        head = say("Right answer" if mark.kind == "right" else "You clicked", language)
        name = full_name(self._session.atlas, mark.name, language)
        box = label_size(self._look, name, head, scale)
        left = min(max(x + 22 * scale, 4.0), size[0] - box.width() - 4)
        top = min(max(y - box.height() - 14 * scale, 4.0), size[1] - box.height() - 4)
        rect = QRectF(left, top, box.width(), box.height())
        paint_label(painter, self._look, rect, name, head, scale=scale)
        painter.setPen(QPen(self._look.color("ok" if mark.kind == "right" else "bad"), 1.5 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 4 * scale, 4 * scale)
