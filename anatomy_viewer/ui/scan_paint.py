"""What stands on a slice of a reader's scan: outlines of the registered model, matching points, what it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from anatomy_viewer.imaging.scan_outline import edges
from anatomy_viewer.ui.label_paint import paint_outlined
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_planes import tissue_colours
from anatomy_viewer.ui.widgets import parts

Bytes = NDArray[np.uint8]
NEAR_MM = 4.0  # of a point from a slice within which it is drawn strongly
_FAR_MM = 20.0  # and beyond which it isn't drawn
_DISC = 9.0  # px


def outlines(
    look: Look, drawn: Bytes, kinds: Mapping[int, str], chosen: frozenset[int] = frozenset()
) -> QImage:
    """The borders of what is `drawn` (`imaging.scan_outline`) in the colours of its tissue, clear elsewhere.

    chosen: labels whose border is white and wide.
    """
    edge = edges(drawn)
    pixels = np.zeros((*drawn.shape, 4), np.uint8)
    pixels[edge, :3] = tissue_colours(look, kinds)[drawn[edge]]
    pixels[edge, 3] = 255
    if chosen:
        pixels[_widened(edge & np.isin(drawn, list(chosen)))] = 255
    rows, columns = drawn.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


def _widened(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """And the pixels above, below, left and right."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return wide


def paint_chip(painter: QPainter, look: Look, rect: QRectF, text: str) -> QRectF:
    """A chip whose upper right corner is that of `rect`; returns where it stands."""
    wide = min(parts.text_width(look, "small", text) + look.px(16), rect.width())
    chip = QRectF(rect.right() - wide, rect.top(), wide, look.line_height("small") + look.px(5))
    parts.box(painter, chip, 4, QColor(15, 20, 26, 205), look.color("image_edge"))
    parts.line(painter, look, "small", look.color("image_text"), chip, text, parts.CENTRE)
    return chip


def paint_point(painter: QPainter, look: Look, at: QPointF, text: str, away_mm: float, chosen: bool) -> None:
    """A point picked in the scan: a ring with its number, fainter the farther it lies from the slice."""
    if abs(away_mm) > _FAR_MM:
        return
    painter.setOpacity(1.0 if abs(away_mm) <= NEAR_MM else 0.35)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in (
        (QColor(0, 0, 0, 200), 4.0),
        (look.color("scan_in_hand" if chosen else "scan_point"), 2.0),
    ):
        painter.setPen(QPen(colour, wide))
        painter.drawEllipse(at, _DISC / 2 + 1, _DISC / 2 + 1)
    paint_outlined(
        painter,
        look.font("tiny_strong"),
        look.color("image_mark"),
        look.color("image_ground"),
        at + QPointF(13, -9),
        text,
    )
    painter.setOpacity(1.0)


def paint_residual(painter: QPainter, look: Look, at: QPointF, model: QPointF) -> None:
    """From a picked point to where the registered model has it."""
    for colour, wide in ((QColor(0, 0, 0, 200), 4.0), (look.color("scan_model"), 1.6)):
        painter.setPen(QPen(colour, wide))
        painter.drawLine(at, model)
        painter.drawLine(model + QPointF(-4, -4), model + QPointF(4, 4))
        painter.drawLine(model + QPointF(-4, 4), model + QPointF(4, -4))
