"""Measurements painted over the picture: lines, angles, their values, and the one being made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.measuring import (
    ANGLE,
    ELLIPSE,
    KINDS,
    SURFACE,
    End,
    Measurement,
    kind_words,
    places_of,
    value_of,
    value_words,
)
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.label_paint import label_size, paint_label
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_ways import MeasureWays

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
SAMPLES = 48  # places of a line that are asked for whether they are seen
HIDDEN = 0.35  # opacity of what lies behind something
ARC_MM, ARC_SHARE, ARC_STEPS = 12.0, 0.45, 25  # of an angle's arc: its most, as a share of the shorter arm
_ASIDE = 20.0  # px from a line to its value


@dataclass(frozen=True)
class Spot:
    """Where it is painted: camera, size in pixels, scale of words."""

    camera: Camera
    size: tuple[int, int]
    scale: float


class MeasureMarks:
    """Paints the view's measurements, and with `preview` the one that the next click would go on with."""

    def __init__(self, look: Look, session: Session) -> None:
        self._look, self._session = look, session
        self.ways = MeasureWays(session)
        self.preview: End | None = None  # the place under the pointer
        self.strong = -1  # number of the one that the list points at
        self._hidden: dict[int, Mask] = {}

    @property
    def draft(self) -> Measurement | None:
        """What has been placed so far, with the place under the pointer."""
        tool = self._session.measuring
        if tool is None:
            return None
        ends = (*tool.ends, *([self.preview] if self.preview else []))[: KINDS[tool.kind]]
        return Measurement(tool.kind, ends, tool.along) if ends else None

    def all(self) -> tuple[Measurement, ...]:
        """The measurements, and the draft where it can be measured."""
        draft = self.draft
        whole = draft is not None and len(draft.ends) == KINDS[draft.kind]
        return (*self._session.view.measurements, *([draft] if draft and whole else []))

    def value(self, measurement: Measurement) -> str:
        """'24.1 mm', '94.5°', '…' while it is being found, '-' where no way leads along the surface."""
        way = self.ways.way(measurement)
        if way is not None and not len(way):
            return "\N{EN DASH}"
        line = None if way is None else [tuple(place) for place in way.tolist()]
        places = places_of(measurement, self._session.atlas)
        return value_words(measurement.kind, value_of(measurement.kind, places, line))

    def prepare(self, scene: Scene, size: tuple[int, int]) -> None:
        """Ask the scene what of the lines lies behind something."""
        lines = {n: self._sampled(one) for n, one in enumerate(self._session.view.measurements)}
        known = {n: line for n, line in lines.items() if line is not None}
        self._hidden = {}
        if known:
            behind = scene.occluded(np.concatenate(list(known.values())), size)
            ends = np.cumsum([len(line) for line in known.values()])[:-1]
            self._hidden = dict(zip(known, np.split(behind, ends), strict=True))

    def _sampled(self, measurement: Measurement) -> Reals | None:
        """The line as places no two of which are far apart; None where there is none."""
        way = self.ways.way(measurement)
        if way is None or len(way) < 2:
            return None
        if measurement.kind in (SURFACE, ELLIPSE) and len(way) > KINDS[ELLIPSE]:
            return way
        share = np.linspace(0.0, 1.0, SAMPLES)[:, None]
        legs = [a + share * (b - a) for a, b in pairwise(way)]
        return np.concatenate(legs)

    # Painting

    def plates(self, spot: Spot) -> list[QRectF]:
        """Where the values stand, so that no label comes over them."""
        return [rect for rect in self._placed(self._session.view.measurements, spot) if rect is not None]

    def _placed(self, measurements: tuple[Measurement, ...], spot: Spot) -> list[QRectF | None]:
        """Where each value stands; one that would stand on another gives way downwards."""
        found: list[QRectF | None] = []
        for one in measurements:
            rect = self._plate(one, spot)
            if rect is not None:
                for other in sorted((r for r in found if r is not None), key=QRectF.top):
                    if rect.intersects(other):
                        rect.moveTop(other.bottom() + 4.0)
            found.append(rect)
        return found

    def paint(self, painter: QPainter, spot: Spot) -> None:
        """Lines first, then values."""
        shown = self._session.view.measurements
        for number, one in enumerate(shown):
            self._paint_line(painter, one, spot, number)
        draft = self.draft
        if draft is not None:
            self._paint_line(painter, draft, spot, -1, draft=True)
        every = self.all()
        for number, (one, rect) in enumerate(zip(every, self._placed(every, spot), strict=True)):
            if rect is not None:
                self._paint_value(
                    painter, one, rect, spot.scale, number == self.strong or number >= len(shown)
                )

    def _paint_line(
        self, painter: QPainter, one: Measurement, spot: Spot, number: int, draft: bool = False
    ) -> None:
        ink = self._look.color("measure_strong" if draft or number == self.strong else "measure")
        line = self._sampled(one)
        if line is not None:
            pixels = _pixels(line, spot)
            hidden = self._hidden.get(number, np.zeros(0, bool))
            seen = ~hidden if len(hidden) == len(line) else np.ones(len(line), bool)
            for part, is_seen in _runs(seen):
                painter.setOpacity(1.0 if is_seen else HIDDEN)
                self._stroke(painter, pixels[part], ink, spot.scale, dashed=draft or not is_seen)
            painter.setOpacity(1.0)
        places = places_of(one, self._session.atlas)
        if one.kind == ANGLE and len(places) == KINDS[ANGLE]:
            self._stroke(painter, _pixels(arc(np.array(places)), spot), ink, spot.scale)
        for x, y in _pixels(np.array(places), spot).tolist():
            self._dot(painter, QPointF(x, y), ink, spot.scale)

    def _stroke(
        self, painter: QPainter, pixels: Reals, ink: QColor, scale: float, dashed: bool = False
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        polygon = QPolygonF([QPointF(x, y) for x, y in pixels.tolist()])
        for colour, width in ((self._look.color("measure_rim"), 4.2), (ink, 1.9)):
            pen = QPen(colour, width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            if dashed and colour is ink:
                pen.setDashPattern([3.0, 3.0])
            painter.setPen(pen)
            painter.drawPolyline(polygon)

    def _dot(self, painter: QPainter, centre: QPointF, ink: QColor, scale: float) -> None:
        painter.setPen(QPen(self._look.color("measure_rim"), 1.6 * scale))
        painter.setBrush(ink)
        painter.drawEllipse(centre, 4.2 * scale, 4.2 * scale)
        painter.setBrush(self._look.color("measure_rim"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, 1.3 * scale, 1.3 * scale)

    def _paint_value(
        self, painter: QPainter, one: Measurement, rect: QRectF, scale: float, strong: bool
    ) -> None:
        first, second = self.value(one), kind_words(one.kind, self._session.language)
        paint_label(painter, self._look, rect, first, second, Qt.AlignmentFlag.AlignHCenter, scale)
        if strong:
            painter.setPen(QPen(self._look.color("accent"), 1.5 * scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 4 * scale, 4 * scale)

    def _plate(self, one: Measurement, spot: Spot) -> QRectF | None:
        """Beside the middle of its line, inside the picture; None where it has no line."""
        line = self._sampled(one)
        if line is None:
            places = np.array(places_of(one, self._session.atlas))
            line = places if len(places) > 1 else None
        if line is None:
            return None
        box = label_size(
            self._look, self.value(one), kind_words(one.kind, self._session.language), spot.scale
        )
        at = self._beside(one, line, spot, (box.width(), box.height()))
        left = min(max(at[0] - box.width() / 2, 4.0), spot.size[0] - box.width() - 4.0)
        top = min(max(at[1] - box.height() / 2, 4.0), spot.size[1] - box.height() - 4.0)
        return QRectF(left, top, box.width(), box.height())

    def _beside(self, one: Measurement, line: Reals, spot: Spot, box: tuple[float, float]) -> Reals:
        """The middle of the plate: beyond an angle's arc, else beside the middle of the line."""
        if one.kind == ANGLE:
            places = np.array(places_of(one, self._session.atlas))
            bow = _pixels(arc(places), spot)
            corner = _pixels(places[1:2], spot)[0]
            out = _unit(bow[len(bow) // 2] - corner)
            return bow[len(bow) // 2] + out * (abs(out) @ np.array(box) / 2 + 8.0 * spot.scale)
        pixels = _pixels(line, spot)
        if one.kind == ELLIPSE:
            top = pixels[pixels[:, 1].argmin()]
            return np.asarray(top - [0.0, box[1] / 2 + 8.0 * spot.scale])
        gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(pixels, axis=0), axis=1))])
        middle = np.array([np.interp(gone[-1] / 2, gone, pixels[:, i]) for i in range(2)])
        way = _unit(pixels[-1] - pixels[0])
        aside = np.array([way[1], -way[0]])
        aside = -aside if aside[0] < 0 or (aside[0] == 0 and aside[1] > 0) else aside
        return middle + aside * (abs(aside) @ np.array(box) / 2 + _ASIDE * spot.scale / 2)


def arc(places: Reals) -> Reals:
    """(n, 3) mm: the arc of the angle at the second of three places, from the first's arm to the third's."""
    arms = places[[0, 2]] - places[1]
    long = np.linalg.norm(arms, axis=1)
    if long.min() < 1e-9:
        return places[1:2].repeat(2, axis=0)
    a, b = arms / long[:, None]
    share = np.linspace(0.0, 1.0, ARC_STEPS)[:, None]
    turn = np.arccos(np.clip(a @ b, -1.0, 1.0))
    across = b - (a @ b) * a
    side = across / max(float(np.linalg.norm(across)), 1e-9)
    radius = min(ARC_MM, ARC_SHARE * float(long.min()))
    return np.asarray(places[1] + radius * (np.cos(share * turn) * a + np.sin(share * turn) * side))


def _pixels(places: Reals, spot: Spot) -> Reals:
    return np.asarray(project(spot.camera, places, spot.size)[:, :2])


def _unit(way: Reals) -> Reals:
    return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))


def _runs(mask: Mask) -> list[tuple[slice, bool]]:
    """Stretches of a line that are alike, each beginning where the one before it ends."""
    edges = [0, *(np.flatnonzero(np.diff(mask)) + 1).tolist(), len(mask)]
    return [(slice(max(start - 1, 0), stop), bool(mask[start])) for start, stop in pairwise(edges)]
