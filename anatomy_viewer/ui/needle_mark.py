"""The needle over the picture, to scale: shaft, hub and tip, faint where something lies before it, and its handles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.needling import DIAMETERS, Needle
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.label_paint import label_size, paint_label
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_words import ICONS, TONES

ENDS = ("entry", "target")
REACH = 13.0  # px about a handle in which it is taken
_RADIUS = 7.0
_SAMPLES = 60
_THINNEST = 2.4  # px: a finer shaft would not be seen
# mm: length and widths of a Luer hub at the shaft and at the syringe; model values.
HUB_LONG, HUB_THIN, HUB_THICK = 16.0, 3.4, 7.0
_BEHIND = 0.42  # opacity of what lies behind something
Size = tuple[int, int]
Reals = NDArray[np.float64]


class NeedleMark:
    """Paints the needle it is given; `held` is the end ('entry', 'target') that the hand or the keyboard has."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._behind = np.zeros(_SAMPLES, bool)
        self._ends: dict[str, QPointF] = {}
        self.held = ""
        self.under = ""
        self.words = ("", "")  # what the tip lies in, and how the needle fares

    def prepare(self, scene: Scene, needle: Needle | None, size: Size) -> None:
        """Ask the scene which parts are behind something."""
        if needle is not None:
            self._behind = scene.occluded(places(needle), size)

    def end_at(self, position: QPointF) -> str:
        """The handle under the pointer: 'entry', 'target' or ''."""
        near = {name: (end - position).manhattanLength() for name, end in self._ends.items()}
        found = min(near, key=lambda name: near[name], default="")
        return found if found and near[found] <= REACH * 1.3 else ""

    def paint(
        self, painter: QPainter, camera: Camera, needle: Needle | None, size: Size, scale: float
    ) -> None:
        """Shaft from tip to hub, then the handles."""
        self._ends = {}
        if needle is None:
            return
        line = project(camera, places(needle), size)
        if line[:, 2].min() <= 1.0:
            return
        ends = project(camera, np.array([needle.entry, needle.target]), size)
        self._ends = {name: QPointF(x, y) for name, (x, y, _) in zip(ENDS, ends.tolist(), strict=True)}
        painter.save()
        if not needle.reaches:
            self._paint_missing(painter, QPointF(*line[0, :2]), self._ends["target"], scale)
        self._paint_shaft(painter, camera, needle, line, size)
        self._paint_hub(painter, camera, needle, size)
        self._paint_handles(painter, scale)
        painter.restore()
        if self.words[0] and self.held:
            self._paint_words(painter, size, scale)

    def _paint_words(self, painter: QPainter, size: Size, scale: float) -> None:
        """What the tip lies in and how the needle fares, beside the handle that is held."""
        text, level = self.words
        box = label_size(self._look, text, "", scale)
        icon = 22.0 * scale
        at = self._ends[self.held]
        left = min(at.x() + 24 * scale, size[0] - box.width() - icon - 8)
        rect = QRectF(left, at.y() + 14 * scale, box.width() + icon, box.height())
        paint_label(painter, self._look, rect, text, "", Qt.AlignmentFlag.AlignRight, scale)
        side = 15.0 * scale
        square = QRectF(rect.left() + 8 * scale, rect.center().y() - side / 2, side, side)
        paint_icon(painter, ICONS[level], square, self._look.color(TONES[level]))

    def _paint_shaft(
        self, painter: QPainter, camera: Camera, needle: Needle, line: Reals, size: Size
    ) -> None:
        focal = size[1] / 2.0 / np.tan(np.radians(camera.view_angle) / 2.0)
        wide = np.maximum(DIAMETERS[needle.gauge] * focal / line[:, 2], _THINNEST)
        for behind in (True, False):
            painter.setOpacity(_BEHIND if behind else 1.0)
            for token, share in (("steel_rim", 1.0), ("steel_body", 0.0), ("steel", -0.5)):
                for run in _runs(self._behind, behind):
                    width = float(wide[run].mean())
                    thick = {1.0: width + 2.0, 0.0: width}.get(share, width * 0.4)
                    pen = QPen(self._look.color(token), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
                    painter.setPen(pen)
                    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line[run, :2].tolist()]))
        painter.setOpacity(1.0)

    def _paint_hub(self, painter: QPainter, camera: Camera, needle: Needle, size: Size) -> None:
        """A cone seen from the side, foreshortened with the needle."""
        start, way = np.array(needle.hub), np.array(needle.way)
        axis = project(camera, np.array([start, start - way * HUB_LONG]), size)
        along = QLineF(QPointF(*axis[0, :2]), QPointF(*axis[1, :2]))
        focal = size[1] / 2.0 / np.tan(np.radians(camera.view_angle) / 2.0)
        across = along.normalVector().unitVector()
        side = QPointF(across.dx(), across.dy())
        thin, thick = (
            mm / 2.0 * focal / depth for mm, depth in zip((HUB_THIN, HUB_THICK), axis[:, 2], strict=True)
        )
        a, b = along.p1(), along.p2()
        cone = QPolygonF([a + side * thin, b + side * thick, b - side * thick, a - side * thin])
        painter.setOpacity(_BEHIND if self._behind[-1] else 1.0)
        painter.setPen(QPen(self._look.color("steel_rim"), 1.5))
        painter.setBrush(self._look.color("hub"))
        painter.drawPolygon(cone)
        painter.translate(b)
        painter.rotate(-across.angle())
        whole = HUB_LONG * focal / float(axis[:, 2].mean())
        painter.drawEllipse(QPointF(0.0, 0.0), thick, thick * _roundness(along.length(), whole))
        painter.rotate(across.angle())
        painter.translate(-b)
        painter.setOpacity(1.0)

    def _paint_missing(self, painter: QPainter, tip: QPointF, target: QPointF, scale: float) -> None:
        """The part of the way that the shaft is too short for."""
        pen = QPen(self._look.color("glyph_edge"), 1.5 * scale)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(tip, target)

    def _paint_handles(self, painter: QPainter, scale: float) -> None:
        """A ring at the entry, a ring with four ticks at the target: two shapes for two ends."""
        for name, centre in self._ends.items():
            lit = name in (self.held, self.under)
            radius = _RADIUS * scale * (1.25 if lit else 1.0)
            painter.setBrush(self._look.color("glyph_edge", 0.25) if lit else Qt.BrushStyle.NoBrush)
            for token, wide in (("steel_rim", 4.0), ("glyph_edge", 2.0)):
                painter.setPen(QPen(self._look.color(token), wide * scale))
                painter.drawEllipse(centre, radius, radius)
                if name == "target":
                    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                        way = QPointF(dx, dy)
                        painter.drawLine(centre + way * radius, centre + way * (radius + 5 * scale))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            if name == self.held:
                painter.setPen(QPen(self._look.color("accent"), 2 * scale))
                painter.drawEllipse(centre, radius + 8 * scale, radius + 8 * scale)


def places(needle: Needle) -> Reals:
    """(n, 3) mm: along the shaft from the tip to the hub."""
    share = np.linspace(0.0, 1.0, _SAMPLES)[:, None]
    return np.asarray(np.array(needle.tip) * (1.0 - share) + np.array(needle.hub) * share)


def _runs(behind: NDArray[np.bool_], wanted: bool) -> list[slice]:
    """Stretches of samples that are (not) behind something, each reaching to the next sample so that no gap shows."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], behind == wanted, [False]]).astype(int)))
    return [
        slice(int(a), min(int(b) + 1, len(behind)))
        for a, b in edges.reshape(-1, 2)
        if b - a > 1 or b < len(behind)
    ]


def _roundness(seen: float, whole: float) -> float:
    """How round a disc across the needle looks: 1 seen along the needle, 0 from its side."""
    share = min(seen / max(whole, 1e-6), 1.0)
    return max(float(1.0 - share**2) ** 0.5, 0.05)
