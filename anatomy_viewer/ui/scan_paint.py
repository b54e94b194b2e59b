"""What stands on a slice of a reader's scan: outlines of the registered model, matching points, what it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from anatomy_viewer.ui.label_paint import paint_outlined
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_planes import tissue_colours
from anatomy_viewer.ui.widgets import parts

Bytes = NDArray[np.uint8]
NEAR_MM = 4.0  # of a point from a slice within which it is drawn strongly
_FAR_MM = 20.0  # and beyond which it isn't drawn
_DISC = 9.0  # px
# Tissues without an outline of their own: what fills the room between.
_UNLINED = {"air", "fat", "interfascial plane", "soft tissue", "ligament", "skin", "cartilage"}
_OUTSIDE = 0  # label of what lies outside the skin, and outside the volume: its edge is no outline
# What shares an outline, by kind: bone with its marrow and air cells, brain with the fluid in its folds.
_ALIKE = {
    "marrow": "cortical bone",
    "air cells": "cortical bone",
    "disc": "cortical bone",
    "vessel wall": "arterial blood",
    "ganglion": "nerve",
    "grey matter": "fluid",
    "white matter": "fluid",
}
_STEM = ("brainstem", "cord_")  # beginnings of the ids that have one within it


def outlined_labels(kinds: Mapping[int, str], ids: Mapping[int, str]) -> Bytes:
    """(256,): for each label the one whose outline it shares, 0 for none; every muscle has its own."""
    table = np.zeros(256, np.uint8)
    first: dict[str, int] = {}
    for number, kind in sorted(kinds.items()):
        name = ids.get(number, "")
        if kind not in _UNLINED:
            own = kind == "muscle" or name.startswith("gon_")
            key = name if own else "stem" if name.startswith(_STEM) else _ALIKE.get(kind, kind)
            table[number] = first.setdefault(key, number)
    return table


def outlines(look: Look, labels: Bytes, kinds: Mapping[int, str], ids: Mapping[int, str]) -> QImage:
    """The borders of what is outlined, in the colours of its tissue, clear elsewhere; as large as `labels`."""
    drawn = outlined_labels(kinds, ids)[labels]
    edge = np.zeros(labels.shape, bool)
    for low, high in (
        ((slice(None, -1),), (slice(1, None),)),
        ((..., slice(None, -1)), (..., slice(1, None))),
    ):
        inside = (labels[low] != _OUTSIDE) & (labels[high] != _OUTSIDE)
        change = (drawn[low] != drawn[high]) & inside
        edge[low] |= change & (drawn[low] > 0)
        edge[high] |= change & (drawn[high] > 0)
    pixels = np.zeros((*labels.shape, 4), np.uint8)
    pixels[edge, :3] = tissue_colours(look, kinds)[drawn[edge]]
    pixels[edge, 3] = 255
    rows, columns = labels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


def paint_chip(painter: QPainter, look: Look, rect: QRectF, text: str) -> QRectF:
    """A chip whose upper right corner is that of `rect`; returns where it stands."""
    wide = min(parts.text_width(look, "small", text) + look.px(16), rect.width())
    chip = QRectF(rect.right() - wide, rect.top(), wide, look.line_height("small") + look.px(5))
    parts.box(painter, chip, 4, QColor(15, 20, 26, 205), QColor("#9FB4C8"))
    parts.line(painter, look, "small", QColor("#EEF2F6"), chip, text, parts.CENTRE)
    return chip


def paint_point(painter: QPainter, look: Look, at: QPointF, text: str, away_mm: float, chosen: bool) -> None:
    """A point picked in the scan: a ring with its number, fainter the farther it lies from the slice."""
    if abs(away_mm) > _FAR_MM:
        return
    painter.setOpacity(1.0 if abs(away_mm) <= NEAR_MM else 0.35)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((QColor(0, 0, 0, 200), 4.0), (look.color("accent" if chosen else "ok"), 2.0)):
        painter.setPen(QPen(colour, wide))
        painter.drawEllipse(at, _DISC / 2 + 1, _DISC / 2 + 1)
    paint_outlined(
        painter, look.font("tiny_strong"), QColor("#FFFFFF"), QColor("#000000"), at + QPointF(13, -9), text
    )
    painter.setOpacity(1.0)


def paint_residual(painter: QPainter, look: Look, at: QPointF, model: QPointF) -> None:
    """From a picked point to where the registered model has it."""
    for colour, wide in ((QColor(0, 0, 0, 200), 4.0), (look.color("warn"), 1.6)):
        painter.setPen(QPen(colour, wide))
        painter.drawLine(at, model)
        painter.drawLine(model + QPointF(-4, -4), model + QPointF(4, 4))
        painter.drawLine(model + QPointF(-4, 4), model + QPointF(4, -4))
