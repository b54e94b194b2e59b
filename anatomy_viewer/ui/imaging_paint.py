"""How a simulated image is painted: greys, colours over them, letters, protocol, scale bar and the word 'simulated'.

Plain functions of a painter and a `Look`, used by the window and by exports; the ground stays black in both themes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from anatomy_viewer.imaging.picture import Picture, greys
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.label_paint import nice_length, paint_outlined
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_planes import tissue_colours
from anatomy_viewer.ui.widgets import parts

Bytes = NDArray[np.uint8]
EDGE = 10.0  # px from the image's edge
CROSS_GAP = 10.0  # px that the crosshair leaves free
GRIP = 0.84  # of an image's height, at which its divider is held
_BAR_MOST = 0.16  # of the width
_SHEET_PX = 256  # of an image on the sheet in the picture


def as_image(
    picture: Picture,
    window: tuple[float, float] | None = None,
    colours: Bytes | None = None,
    strength: float = 0.0,
) -> QImage:
    """The picture in greys by `window` (centre, width); `colours` (256, 3) of the labels over it by `strength` 0–1."""
    shades = greys(picture, window)
    if strength <= 0.0 and picture.colour is None:
        rows, columns = shades.shape
        return QImage(shades.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    pixels = np.repeat(shades[:, :, None], 3, axis=2)
    if strength > 0.0 and colours is not None:
        pixels = _tinted(pixels, colours[picture.labels], strength)
    if picture.colour is not None:
        share = picture.colour[:, :, 3:].astype(np.float32) / 255.0
        pixels = (pixels + (picture.colour[:, :, :3].astype(np.float32) - pixels) * share).astype(np.uint8)
    rows, columns, _ = pixels.shape
    return QImage(
        np.ascontiguousarray(pixels).tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888
    )


def _tinted(pixels: Bytes, colours: Bytes, strength: float) -> Bytes:
    """Colour over grey that keeps the grey's lightness in part, so that the image is still read through it."""
    shade = 0.35 + 0.65 * pixels[:, :, :1].astype(np.float32) / 255.0
    mixed = pixels + (colours.astype(np.float32) * shade - pixels) * np.float32(strength)
    mixed[(colours == 0).all(axis=2)] = pixels[(colours == 0).all(axis=2)]
    return np.clip(mixed, 0.0, 255.0).astype(np.uint8)


def cut_out(picture: Picture, window: tuple[float, float], sheet: ImagePlane) -> tuple[QImage, ImagePlane]:
    """A small image of the body without the air round it, no larger than `sheet` where it lies on it; its plane."""
    step = max(1, max(picture.labels.shape) // _SHEET_PX)
    labels = picture.labels[::step, ::step]
    shades = greys(replace(picture, values=picture.values[::step, ::step]), window)
    plane = picture.plane
    wide, high = min(sheet.width_mm, plane.width_mm), min(sheet.height_mm, plane.height_mm)
    rows, columns = labels.shape
    w, h = round(columns * wide / plane.width_mm), round(rows * high / plane.height_mm)
    part = np.s_[(rows - h) // 2 : (rows - h) // 2 + h, (columns - w) // 2 : (columns - w) // 2 + w]
    pixels = np.zeros((h, w, 4), np.uint8)
    inside = labels[part] > 0
    pixels[..., :3] = (shades[part] * inside)[..., None]
    pixels[..., 3] = inside * np.uint8(255)
    made = QImage(pixels.tobytes(), w, h, 4 * w, QImage.Format.Format_RGBA8888_Premultiplied)
    return made.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), replace(
        plane, width_mm=wide, height_mm=high
    )


def colours_of(look: Look, kinds: Mapping[int, str]) -> Bytes:
    """(256, 3): the colour of each label; black where the image shall stay as it is (air, outside)."""
    table = tissue_colours(look, kinds)
    for number in range(256):
        if kinds.get(number, "air") == "air":
            table[number] = 0
    return table


def paint_letters(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    letters: tuple[str, str, str, str],
    plates: Sequence[QRectF] = (),
) -> None:
    """R L A P S I at the left, right, upper and lower edge; the upper and lower give way to `plates`."""
    left, right, top, low = letters
    middle, side = rect.center(), 16.0
    for letter, place in (
        (left, QPointF(rect.left() + side, middle.y())),
        (right, QPointF(rect.right() - side, middle.y())),
        (top, QPointF(middle.x(), rect.top() + side)),
        (low, QPointF(middle.x(), rect.bottom() - side)),
    ):
        for plate in plates:
            if plate.adjusted(-side, -side / 2, side, side / 2).contains(place):
                place.setY(plate.bottom() + side if place.y() < middle.y() else plate.top() - side)
        paint_outlined(
            painter, look.font("strong"), look.color("image_mark"), look.color("image_ground"), place, letter
        )


def paint_simulated(painter: QPainter, look: Look, rect: QRectF, language: str) -> QRectF:
    """The chip at the top right: every image of ours says what it is. Returns where it stands."""
    text = say("simulated", language)
    wide = parts.text_width(look, "small", text) + look.px(16)
    high = look.line_height("small") + look.px(5)
    chip = QRectF(rect.right() - wide - EDGE, rect.top() + EDGE, wide, high)
    parts.box(painter, chip, 4, QColor(20, 14, 2, 200), look.color("image_leader"))
    parts.line(painter, look, "small", look.color("image_label"), chip, text, parts.CENTRE)
    return chip


def paint_caption(painter: QPainter, look: Look, rect: QRectF, text: str, top: bool = False) -> QRectF:
    """A line on a plate, bottom left (the protocol) or top left (where the plane lies). Returns where it stands."""
    room = rect.width() * (1.0 - _BAR_MOST) - 4 * EDGE
    wide = min(parts.text_width(look, "tiny", text) + look.px(14), room)
    high = look.line_height("tiny") + look.px(6)
    plate = QRectF(rect.left() + EDGE, rect.bottom() - high - EDGE, wide, high)
    if top:
        plate.moveTop(rect.top() + EDGE)
    parts.box(painter, plate, 4, QColor(15, 20, 26, 205))
    inner = plate.adjusted(look.px(7), 0, -look.px(6), 0)
    parts.line(painter, look, "tiny", look.color("image_text"), inner, text)
    return plate


def paint_depth(painter: QPainter, look: Look, rect: QRectF, mm: float, focus_mm: float) -> None:
    """At the left edge of a probe's image, `mm` deep: a tick every 5 mm, longer every 10, and a wedge at the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for number in range(1, int(mm / 5.0) + 1):
        y, long = rect.top() + number * 5.0 / mm * rect.height(), 4.0 if number % 2 else 9.0
        for colour, width in ((look.color("image_ground"), 3.0), (look.color("image_mark"), 1.0)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.left() + long, y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if focus_mm < mm:
        at = QPointF(rect.left() + 20.0, rect.top() + focus_mm / mm * rect.height())
        painter.setPen(QPen(look.color("image_ground"), 1.0))
        painter.setBrush(look.color("image_mark"))
        painter.drawPolygon(QPolygonF([at, at + QPointF(8.0, -4.5), at + QPointF(8.0, 4.5)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_scale(painter: QPainter, look: Look, rect: QRectF, mm_per_px: float) -> None:
    """A bar of a round number of millimetres, bottom right."""
    mm, px = nice_length(mm_per_px, max(rect.width() * _BAR_MOST, 40.0))
    right, low = rect.right() - EDGE - 2, rect.bottom() - EDGE - 2
    for colour, width in ((look.color("image_ground"), 5.0), (look.color("image_mark"), 2.5)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(right - px, low), QPointF(right, low))
    at = QPointF(right - px / 2, low - 10)
    paint_outlined(
        painter,
        look.font("tiny", weight=600),
        look.color("image_mark"),
        look.color("image_ground"),
        at,
        f"{mm:g}\N{NO-BREAK SPACE}mm",
    )


def paint_divider(painter: QPainter, look: Look, rect: QRectF, x: float, words: tuple[str, str]) -> None:
    """The line at `x` at which one image gives way to another, its grip, and beside that what stands on either side."""
    grip = QPointF(x, rect.top() + GRIP * rect.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, wide in ((look.color("image_ground"), 4.0), (look.color("image_mark"), 1.6)):
        painter.setPen(QPen(colour, wide))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    painter.setBrush(look.color("image_mark"))
    painter.setPen(QPen(look.color("image_ground"), 1.5))
    painter.drawEllipse(grip, 7, 7)
    for word, way in zip(words, (-1, 1), strict=True):
        wide = parts.text_width(look, "small", word) + look.px(14)
        high = look.line_height("small") + look.px(6)
        plate = QRectF(grip.x() + 12 if way > 0 else grip.x() - 12 - wide, grip.y() - high / 2, wide, high)
        if word and rect.contains(plate):
            parts.box(painter, plate, 4, QColor(15, 20, 26, 205))
            parts.line(painter, look, "small", look.color("image_text"), plate, word, parts.CENTRE)


def paint_linked(painter: QPainter, look: Look, at: QPointF) -> None:
    """The pointer of another image."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((look.color("image_ground"), 3.5), (QColor(look.theme.glyph_edge), 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, 6.0, 6.0)


def paint_cross(painter: QPainter, look: Look, rect: QRectF, at: QPointF) -> None:
    """The common cursor: a hair line each way, with a gap where it meets."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(look.theme.glyph_edge), 1))
    for a, b in (
        (QPointF(rect.left(), at.y()), QPointF(at.x() - CROSS_GAP, at.y())),
        (QPointF(at.x() + CROSS_GAP, at.y()), QPointF(rect.right(), at.y())),
        (QPointF(at.x(), rect.top()), QPointF(at.x(), at.y() - CROSS_GAP)),
        (QPointF(at.x(), at.y() + CROSS_GAP), QPointF(at.x(), rect.bottom())),
    ):
        if (b - a).x() > 0 or (b - a).y() > 0:
            painter.drawLine(a, b)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
