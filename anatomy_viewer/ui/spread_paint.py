"""Spreads over the picture: ellipses of one and two standard deviations, rings of tolerance, studies without spread.

What is published and what the atlas assumes differ in form as well: a spread is a closed line with a mean in it, a
tolerance a dashed ring, a study without spread a hollow square. Parts that lie behind something are faint; dots bridge
a gap in the tissue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from anatomy_viewer.model.anatomy import Atlas, Point
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.label_paint import paint_outlined
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.spreads import Laid

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
HIDDEN = 0.35  # of the strength of what is seen
TOKENS = {"compression": "disc_tick", "intervention": "glyph_edge", "landmark": "text"}
QUIET_TOKENS = TOKENS | {"compression": "disc_ring"}  # paler, so that little of it is enough
DASHES = {"tolerance": [3.0, 2.5], "apart": [4.0, 3.0]}
DOTS = [0.6, 2.6]
# Width (px) and opacity of each kind of line: of the point that is selected, and of the others.
STRONG = {"one sd": (2.2, 1.0), "two sd": (1.4, 0.85), "tolerance": (1.8, 0.95), "apart": (1.4, 0.95)}
QUIET = {"one sd": (1.5, 0.8), "two sd": (1.0, 0.4), "tolerance": (1.5, 0.7)}
FILLS = {"one sd": 0.20, "two sd": 0.07}
_GAP = 6.0  # px between a line and its name
_LONG = 45.0  # px of a line along which its length is written


@dataclass(frozen=True)
class Spot:
    """Where and how large things are in the picture: the camera, its size in pixels, and the scale of markers.

    moving: the picture turns, so what costs time and is not missed is left out.
    """

    camera: Camera
    size: tuple[int, int]
    scale: float
    moving: bool = False


def paint_spreads(
    painter: QPainter,
    look: Look,
    point: Point,
    laid: tuple[tuple[Laid, Mask], ...],
    spot: Spot,
    strong: bool,
) -> None:
    """The lines of one point, each with a mask (n,) of what of it is hidden."""
    colour = look.color((TOKENS if strong else QUIET_TOKENS)[point.kind])
    styles = STRONG if strong else QUIET
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = project(
        spot.camera, np.concatenate([np.empty((0, 3)), *(each.places for each, _ in laid)]), spot.size
    )
    ends = np.cumsum([len(each.places) for each, _ in laid])
    for (each, hidden), pixels in zip(laid, np.split(whole, ends[:-1]), strict=False):
        kind = each.line.kind
        if (pixels[:, 2] <= 0.0).any():
            continue
        if kind in styles:
            if strong and kind in FILLS:
                _fill(painter, colour, pixels, FILLS[kind] * (HIDDEN if hidden.mean() > 0.5 else 1.0))
            ink = look.color("text") if kind == "apart" else colour
            _line(painter, look, ink, pixels, each, hidden, (*styles[kind], spot.scale), spot.moving)
        elif strong:
            sign = _dot if kind == "mean" else _square
            painter.setOpacity(HIDDEN if hidden[0] else 1.0)
            sign(painter, look, colour, QPointF(*pixels[0, :2]), spot.scale)
            painter.setOpacity(1.0)
    painter.restore()


def _fill(painter: QPainter, colour: QColor, pixels: Reals, opacity: float) -> None:
    soft = QColor(colour)
    soft.setAlphaF(opacity)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawPolygon(_polygon(pixels), Qt.FillRule.WindingFill)


def _line(
    painter: QPainter,
    look: Look,
    colour: QColor,
    pixels: Reals,
    laid: Laid,
    hidden: Mask,
    style: tuple[float, float, float],
    moving: bool,
) -> None:
    """Run by run of what is seen or hidden, on the tissue or over a gap; dark below, so that it holds on any tissue."""
    width, opacity, scale = style
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for part, is_hidden, on_tissue in _runs(hidden, laid.on_tissue):
        light = (
            moving and opacity < 1.0 and on_tissue
        )  # solid lines of one pixel, which Qt draws ten times as fast
        dashes = None if light else DASHES.get(laid.line.kind) if on_tissue else DOTS
        painter.setOpacity(opacity * (HIDDEN if is_hidden else 1.0))
        under = () if moving else ((look.color("disc_rim", 0.5 * opacity), width + 1.6),)
        for ink, wide in (*under, (colour, width)):
            pen = QPen(ink, 1.0 if light else wide * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            if dashes:
                pen.setDashPattern([length * width / wide for length in dashes])
            painter.setPen(pen)
            painter.drawPolyline(_polygon(pixels[part]))
    painter.setOpacity(1.0)


def _runs(hidden: Mask, on_tissue: Mask) -> Iterator[tuple[slice, bool, bool]]:
    """Parts of a line whose corners are alike; each begins where the one before it ends."""
    state = hidden * 2 + on_tissue
    edges = [0, *(np.flatnonzero(np.diff(state)) + 1).tolist(), len(state)]
    for start, stop in pairwise(edges):
        yield slice(start, min(stop + 1, len(state))), bool(hidden[start]), bool(on_tissue[start])


def _dot(painter: QPainter, look: Look, colour: QColor, centre: QPointF, scale: float) -> None:
    painter.setPen(QPen(look.color("disc_rim"), 1.2 * scale))
    painter.setBrush(colour)
    painter.drawEllipse(centre, 3.6 * scale, 3.6 * scale)


def _square(painter: QPainter, look: Look, _colour: QColor, centre: QPointF, scale: float) -> None:
    half = 4.2 * scale
    rect = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
    painter.setBrush(look.color("plate", 0.55))
    for ink, wide in ((look.color("plate"), 3.6), (look.color("text"), 1.8)):
        painter.setPen(QPen(ink, wide * scale, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(rect)


def _polygon(pixels: Reals) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in pixels[:, :2].tolist()])


# Names


def paint_spread_names(
    painter: QPainter,
    look: Look,
    atlas: Atlas,
    point: Point,
    laid: tuple[Laid, ...],
    spot: Spot,
    taken: tuple[QRectF, ...] = (),
) -> None:
    """Whose ellipse, mean or distance each is, beside the rectangles `taken`; the tolerance's ring is the model's."""
    write = _Writer(painter, look, spot, taken)
    for each in laid:
        words = spread_words(each, atlas, point, look.language)
        pixels = project(spot.camera, each.places, spot.size)
        if not words or (pixels[:, 2] <= 0.0).any():
            continue
        x, y = pixels[:, 0], pixels[:, 1]
        kind = each.line.kind
        if kind == "apart":
            if np.hypot(*np.ptp(pixels[:, :2], axis=0)) > _LONG * spot.scale:
                write.beside(words, pixels[len(pixels) // 2], 1)
        elif kind in ("lone mean", "tolerance"):
            write.beside(words, pixels[np.argmin(x)], -1)
        else:
            write.beside(words, pixels[np.argmax(x - y if kind == "one sd" else x + y)], 1)


def spread_words(laid: Laid, atlas: Atlas, point: Point, language: str) -> str:
    """What is written beside a line; '' for a mean that stands in its own ellipse."""
    line = laid.line
    if line.kind == "tolerance" and point.tolerance:
        sizes = " / ".join(f"{mm:g}" for mm in dict.fromkeys(point.tolerance))
        return say("model value ± {} mm", language).format(sizes)
    if line.study is None or line.kind == "mean":
        return ""
    if line.kind == "apart":
        return say("{} mm apart", language).format(f"{line.apart:.0f}")
    name = short_citation(atlas, line.study.source)
    if line.kind == "lone mean":
        return say("{}, no SD", language).format(name)
    return f"{name} · 1 SD" if line.kind == "one sd" else "2 SD"


class _Writer:
    """Writes beside places, below what it has written already when that is in the way."""

    def __init__(self, painter: QPainter, look: Look, spot: Spot, taken: tuple[QRectF, ...]) -> None:
        self._painter, self._look, self._spot = painter, look, spot
        self._font = look.font("tiny", weight=600, scale=spot.scale)
        self._taken = list(taken)

    def beside(self, words: str, pixel: Reals, side: int) -> None:
        """`side` 1 to the right of a pixel, -1 to the left."""
        metrics = QFontMetricsF(self._font)
        wide, high = metrics.horizontalAdvance(words), metrics.height()
        gap = _GAP * self._spot.scale
        left = pixel[0] + gap if side > 0 else pixel[0] - gap - wide
        rect = QRectF(left, pixel[1] - high / 2, wide, high)
        while any(rect.intersects(other) for other in self._taken):
            rect.translate(0, high * 0.5)
        self._taken.append(rect)
        under = self._look.color("ground" if self._look.theme.dark else "raised")
        paint_outlined(self._painter, self._font, self._look.color("text"), under, rect.center(), words)
