"""Painting the flat heads: shaded skin, its outline, and pain in the colours that it has on the skin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from anatomy_viewer.model.pain import Ache
from anatomy_viewer.scene.head_views import FlatHead
from anatomy_viewer.scene.look import PAIN, PAIN_COVER, rgb
from anatomy_viewer.ui.look import Look


class HeadPaths:
    """The lines of one flat head as paths, in its own pixels, and its light as an image."""

    def __init__(self, head: FlatHead) -> None:
        self.size = QSizeF(*head.size)
        self.outline = _path(head.outline)
        self.regions = {name: _path(lines) for name, lines in head.regions.items()}
        self._light = head.light
        self._image: tuple[str, QImage] | None = None

    def region_at(self, place: QPointF) -> str:
        """The region, with its side, at a place in its pixels; ''."""
        return next((name for name, path in self.regions.items() if path.contains(place)), "")

    def shaded(self, dark: QColor, light: QColor) -> QImage:
        """The skin between two colours."""
        key = dark.name() + light.name()
        if self._image is None or self._image[0] != key:
            self._image = (key, _shaded(self._light, dark, light))
        return self._image[1]


def head_rect(paths: HeadPaths, room: QRectF) -> QRectF:
    """Where the head stands: in the middle of the room, as large as it can be."""
    share = min(room.width() / paths.size.width(), room.height() / paths.size.height())
    rect = QRectF(QPointF(), paths.size * share)
    rect.moveCenter(room.center())
    return rect


def paint_head(
    painter: QPainter,
    look: Look,
    paths: HeadPaths,
    rect: QRectF,
    aches: Iterable[Ache],
    chosen: str = "",
    under: str = "",
    fine: bool = True,
) -> None:
    """A head in `rect`; `fine`: with its light and the borders of the regions, else small and plain.

    chosen, under: the regions that are chosen and that the pointer is on.
    """
    share = rect.width() / paths.size.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if fine:
        painter.drawImage(rect, paths.shaded(look.color("head_shade"), look.color("head_light")))
    painter.setTransform(QTransform(share, 0, 0, share, rect.x(), rect.y()), True)
    painter.setPen(Qt.PenStyle.NoPen)
    if not fine:
        painter.fillPath(paths.outline, look.color("fill2"))
    painter.setClipPath(paths.outline)
    for ache in aches:
        path = paths.regions.get(ache.region)
        if path is not None:
            painter.fillPath(path, pain_colour(ache.strength))
    if fine:
        for path in paths.regions.values():
            _stroke(painter, path, look.color("text", 0.16), 0.8 / share)
    painter.setClipping(False)
    _stroke(painter, paths.outline, look.color("edge"), (1.2 if fine else 1.0) / share)
    for name, tone, wide in ((under, "text", 1.4), (chosen, "accent", 2.4)):
        if name in paths.regions:
            _stroke(painter, paths.regions[name], look.color(tone), wide / share)
    painter.restore()


@cache
def pain_colour(strength: float) -> QColor:
    """The colour of pain of this strength (0-1), as on the skin, with what it covers as its opacity."""
    at = [stop[0] for stop in PAIN]
    inks = np.array([rgb(stop[1]) for stop in PAIN], dtype=float)
    red, green, blue = (float(np.interp(strength, at, inks[:, i])) for i in range(3))
    cover = float(np.interp(strength, *np.array(PAIN_COVER).T))
    return QColor(round(red), round(green), round(blue), round(255 * cover))


def _stroke(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    painter.strokePath(
        path, QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )


def _path(lines: Sequence[NDArray[np.float64]]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))
        path.closeSubpath()
    return path


def _shaded(light: NDArray[np.float64], dark: QColor, bright: QColor) -> QImage:
    share = light[..., None]
    ends = [np.array([colour.red(), colour.green(), colour.blue()], float) for colour in (dark, bright)]
    pixels = np.dstack([ends[0] * (1.0 - share) + ends[1] * share, np.where(light > 0.0, 255.0, 0.0)])
    bytes_ = np.ascontiguousarray(pixels.astype(np.uint8))
    height, width = light.shape
    return QImage(bytes_.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


Heads = Mapping[str, HeadPaths]
