"""Text on the picture: labels with their leaders, and the scale bar.

Plain functions of a painter and a `Look`; lengths are px, multiplied by `scale`. Where labels go is decided
elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from anatomy_viewer.ui.look import Look

LABEL_GAP = 6.0  # between a label's plate and its leader
HEIGHT_AT_100 = 826.0  # the height of picture that labels were drawn up for
_LEAST_SCALE, _WIDTH_SHARE = 0.6, 0.75  # a narrow picture counts as low as this share of its width
_RIM = 3.0  # px round words that stand on tissue
_PAD_X, _PAD_Y, _PLATE_RADIUS = 8.0, 4.0, 4.0


def page_scale(size: tuple[int, int]) -> float:
    """How large words are on a picture of `size` px that goes into a file: as large a part of a large one as of one of
    826 px, since it is seen whole; a larger part of a small one.
    """
    share = min(size[1], size[0] * _WIDTH_SHARE) / HEIGHT_AT_100
    return share if share > 1.0 else max(math.sqrt(share), _LEAST_SCALE)


def _label_fonts(look: Look, scale: float) -> tuple[QFont, QFont]:
    """Fonts of the first and the second line of a label; labels follow the picture and the text scale."""
    return look.font("control", scale=scale), look.font("tiny", italic=True, scale=scale)


def _upright(font: QFont, text: str) -> QFont:
    """Chinese is never set in italics."""
    if any("\u2e80" <= character <= "\u9fff" for character in text):
        font = QFont(font)
        font.setItalic(False)
    return font


def label_size(look: Look, name: str, second: str = "", scale: float = 1.0) -> QSizeF:
    """Size of the plate of a label: one line, or two with a second language below."""
    first_font, second_font = _label_fonts(look, scale)
    first, below = QFontMetricsF(first_font), QFontMetricsF(_upright(second_font, second))
    lines = (look.line_height("control"), look.line_height("tiny"))
    wide = max(first.horizontalAdvance(name), below.horizontalAdvance(second) if second else 0.0)
    high = (lines[0] + (lines[1] if second else 0)) * scale
    return QSizeF(wide + 2 * _PAD_X * scale, high + 2 * _PAD_Y * scale)


def paint_label(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    name: str,
    second: str = "",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    scale: float = 1.0,
    hollow: bool = False,
) -> None:
    """A plate with a name, and a second language below it; `hollow` for a structure that is hidden."""
    first_font, second_font = _label_fonts(look, scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("edge"), 1) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(look.color("plate", 0.6 if hollow else 1.0))
    painter.drawRoundedRect(rect, _PLATE_RADIUS * scale, _PLATE_RADIUS * scale)
    inner = rect.adjusted(_PAD_X * scale, _PAD_Y * scale, -_PAD_X * scale, -_PAD_Y * scale)
    below = look.line_height("tiny") * scale if second else 0.0
    painter.setFont(first_font)
    painter.setPen(look.color("text2" if hollow else "text"))
    painter.drawText(inner.adjusted(0, 0, 0, -below), align | Qt.AlignmentFlag.AlignVCenter, name)
    if second:
        painter.setFont(_upright(second_font, second))
        painter.setPen(look.color("text2"))
        last = inner.adjusted(0, inner.height() - below, 0, 0)
        painter.drawText(last, align | Qt.AlignmentFlag.AlignVCenter, second)
    painter.restore()


def paint_leader(painter: QPainter, look: Look, points: Sequence[QPointF], scale: float = 1.0) -> None:
    """A leader from a label (first point, LABEL_GAP off the plate) over elbows to the dot on the structure."""
    dark = look.theme.dark
    ink, under = look.color("text" if dark else "text2"), look.color("ground" if dark else "raised")
    line = QPolygonF(list(points))
    dot = points[-1]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((under, 3.0), (ink, 1.25)):
        painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(line)
    painter.setPen(QPen(under, 1.25 * scale))
    painter.setBrush(ink)
    painter.drawEllipse(dot, 3 * scale, 3 * scale)
    painter.restore()


def nice_length(mm_per_px: float, most_px: float) -> tuple[float, float]:
    """The longest of 1, 2, 5, 10, 20, 50 … mm that fits into `most_px`: (mm, px)."""
    most = mm_per_px * most_px
    power = 10 ** math.floor(math.log10(most))
    mm = max(step * power for step in (1, 2, 5) if step * power <= most * (1 + 1e-9))
    return mm, mm / mm_per_px


def paint_scale_bar(
    painter: QPainter,
    look: Look,
    left_bottom: QPointF,
    mm_per_px: float,
    most_px: float = 110,
    scale: float = 1.0,
) -> None:
    """A bar of a round number of millimetres with its length above it; holds at the focus' depth only."""
    mm, px = nice_length(mm_per_px, most_px * scale)
    left, bottom = left_bottom.x(), left_bottom.y()
    tick = 5 * scale
    bar = QPolygonF(
        [
            QPointF(left, bottom - tick),
            left_bottom,
            QPointF(left + px, bottom),
            QPointF(left + px, bottom - tick),
        ]
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    under = look.color("ground" if look.theme.dark else "raised")
    join = Qt.PenJoinStyle.MiterJoin
    for colour, width in ((under, 3.5), (look.color("text"), 1.75)):
        painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, join))
        painter.drawPolyline(bar)
    middle = QPointF(left + px / 2, bottom - 11 * scale)
    text = f"{mm:g}\N{NO-BREAK SPACE}mm"
    paint_outlined(
        painter, look.font("tiny", weight=600, scale=scale), look.color("text"), under, middle, text
    )
    painter.restore()


def paint_outlined(
    painter: QPainter, font: QFont, ink: QColor, under: QColor, centre: QPointF, text: str
) -> None:
    """Text with a rim, so that it is read on any tissue. Kept as a picture: stroking it takes a millisecond."""
    fine = painter.device().devicePixelRatio() * abs(painter.worldTransform().m11())
    words = _outlined(text, font.toString(), ink.rgba(), under.rgba(), fine)
    wide, high = words.width() / fine, words.height() / fine
    left, top = round((centre.x() - wide / 2) * fine) / fine, round((centre.y() - high / 2) * fine) / fine
    painter.drawImage(QRectF(left, top, wide, high), words)


@lru_cache(maxsize=128)
def _outlined(text: str, font: str, ink: int, under: int, fine: float) -> QImage:
    """The words with their rim, `fine` pixels a unit; the middle of its capitals is the picture's."""
    face = QFont()
    face.fromString(font)
    metrics = QFontMetricsF(face)
    wide, high = metrics.horizontalAdvance(text) + 2 * _RIM, metrics.height() + 2 * _RIM
    picture = QImage(
        math.ceil(wide * fine), math.ceil(high * fine), QImage.Format.Format_ARGB32_Premultiplied
    )
    picture.fill(0)
    path = QPainterPath()
    path.addText(QPointF(_RIM, (picture.height() / fine + metrics.capHeight()) / 2), face, text)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(fine, fine)
        painter.strokePath(path, QPen(QColor.fromRgba(under), 2.5, j=Qt.PenJoinStyle.RoundJoin))
        painter.fillPath(path, QColor.fromRgba(ink))
    return picture
