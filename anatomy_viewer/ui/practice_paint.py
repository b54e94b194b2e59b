"""Attempts with the needle over the picture: all of them faint, the chosen one strong, the plan beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.place_needle import PlaceNeedle, read_insertion
from anatomy_viewer.model.practice import Insertion
from anatomy_viewer.model.usual_paths import usual_needle
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.practice_words import TONES, grade

Size = tuple[int, int]
OUTSIDE_MM = 14.0  # of each needle that is painted outside the skin
_FAINT = 0.55


class AttemptMarks:
    """Paints for one picture. `moment`: where a replay stands, in passes; None: everything as it ended."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session
        self.moment: float | None = None

    def paint(self, painter: QPainter, camera: Camera, size: Size, scale: float) -> None:
        """Nothing but after an exercise, or a question that the needle answered."""
        task, chosen, others = self._subject()
        if not chosen:
            return
        painter.save()
        if self.moment is None:
            self._paint_passes(painter, camera, size, others, 1.6 * scale, _FAINT)
        self._paint_plan(painter, _ends(*self._plan(task, chosen[-1]), 1.0, camera, size), scale)
        self._paint_chosen(painter, camera, size, chosen, scale)
        painter.restore()

    def _plan(self, task: str, insertion: Insertion) -> tuple[Vector, Vector]:
        """Entry and tip of the usual path as it was measured against."""
        usual = usual_needle(self._session.atlas, task)
        return insertion.plan or (usual.entry, usual.tip)

    def _subject(self) -> tuple[str, Sequence[Insertion], Sequence[Insertion]]:
        """Task, passes to show strongly and passes to show faintly: of an exercise, or of a question just judged."""
        exercise, judged = self._session.now.exercise, self._session.judged_in_picture
        if exercise is not None and exercise.shown is not None and not exercise.placing:
            others = [each.passes[-1] for each in exercise.attempts if each is not exercise.shown]
            return exercise.task, exercise.shown.passes, others
        if judged is not None and isinstance(judged[0], PlaceNeedle):
            insertion = read_insertion(judged[1].chosen)
            return judged[0].procedure, (insertion,) if insertion else (), ()
        return "", (), ()

    def _paint_chosen(
        self, painter: QPainter, camera: Camera, size: Size, passes: Sequence[Insertion], scale: float
    ) -> None:
        """The passes one after the other: those before the last are faint, the one under way goes in."""
        moment = len(passes) if self.moment is None else self.moment
        for number, each in enumerate(passes):
            share = min(max(moment - number, 0.0), 1.0)
            if share > 0.0:
                last = number == min(int(np.ceil(moment)), len(passes)) - 1
                self._paint_passes(
                    painter,
                    camera,
                    size,
                    [each],
                    (4.0 if last else 2.2) * scale,
                    1.0 if last else 0.75,
                    share,
                )

    def _paint_passes(
        self,
        painter: QPainter,
        camera: Camera,
        size: Size,
        passes: Sequence[Insertion],
        wide: float,
        opacity: float,
        share: float = 1.0,
    ) -> None:
        painter.setOpacity(opacity)
        for each in passes:
            colour = self._look.color(TONES[grade([each])])
            line = _ends(each.entry, each.tip, share, camera, size)
            _paint_line(painter, line, self._look.color("steel_rim"), colour, wide)
            painter.setPen(QPen(self._look.color("steel_rim"), 1.2))
            painter.setBrush(colour)
            painter.drawEllipse(line.p2(), wide * 1.1, wide * 1.1)
        painter.setOpacity(1.0)

    def _paint_plan(self, painter: QPainter, line: QLineF, scale: float) -> None:
        """The usual path: dashed, and a ring where its tip lies."""
        for token, wide in (("steel_rim", 4.0), ("glyph_edge", 2.0)):
            pen = QPen(self._look.color(token), wide * scale)
            pen.setDashPattern([6.0 / wide, 5.0 / wide])
            painter.setPen(pen)
            painter.drawLine(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.color("glyph_edge"), 2.0 * scale))
        painter.drawEllipse(line.p2(), 7.0 * scale, 7.0 * scale)


def _ends(entry: Vector, tip: Vector, share: float, camera: Camera, size: Size) -> QLineF:
    """From outside the skin to the tip, or as far as `share` (0-1) of the way."""
    a, b = np.array(entry), np.array(tip)
    way = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
    pixels = project(camera, np.array([a - way * OUTSIDE_MM, a + (b - a) * share]), size)
    return QLineF(QPointF(*pixels[0, :2].tolist()), QPointF(*pixels[1, :2].tolist()))


def _paint_line(painter: QPainter, line: QLineF, rim: QColor, colour: QColor, wide: float) -> None:
    cap = Qt.PenCapStyle.RoundCap
    for ink, extra in ((rim, 2.4), (colour, 0.0)):
        painter.setPen(QPen(ink, wide + extra, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(line)
