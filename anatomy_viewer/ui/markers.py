"""What is painted over the picture: discs, glyphs, spreads, pins, labels, the orientation cube, the scale bar.

Plain functions of a painter and a `Look`; lengths are px at 100 % and grow with `scale` (labels and markers of a
tall picture are larger; the audience's larger still).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look

DISC_RADIUS = 11.0
GLYPH_SIDE = 24.0
LABEL_GAP = 6.0  # between a label's plate and its leader
_TICK_UNDER, _TICK_WIDTH = 4.0, 2.0
_PAD_X, _PAD_Y, _PLATE_RADIUS = 8.0, 4.0, 4.0


def _tick(painter: QPainter, start: QPointF, end: QPointF, under: QColor, over: QColor, scale: float) -> None:
    """A line from a marker to the place that it marks, with a dark edge so that it holds on any tissue."""
    cap = Qt.PenCapStyle.RoundCap
    for colour, width in ((under, _TICK_UNDER), (over, _TICK_WIDTH)):
        painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(QLineF(start, end))


def paint_disc(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    numeral: str,
    anchor: QPointF | None = None,
    scale: float = 1.0,
    selected: bool = False,
) -> None:
    """A compression point: orange disc, dark rim, pale inner ring, white numeral, tick to `anchor`."""
    radius = DISC_RADIUS * scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if anchor is not None:
        _tick(painter, centre, anchor, look.color("disc_rim"), look.color("disc_tick"), scale)
    if selected:
        painter.setPen(QPen(look.color("accent"), 2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius + 5 * scale, radius + 5 * scale)
    painter.setPen(Qt.PenStyle.NoPen)
    for token, size in (
        ("disc_rim", radius + 1.5 * scale),
        ("disc_ring", radius),
        ("disc", radius - 1.25 * scale),
    ):
        painter.setBrush(look.color(token))
        painter.drawEllipse(centre, size, size)
    font = look.font("body", weight=700, scale=scale / look.scale)
    _centred(painter, font, look.color("disc_numeral"), centre, numeral)
    painter.restore()


def _centred(painter: QPainter, font: QFont, colour: QColor, centre: QPointF, text: str) -> None:
    """Text whose capitals and figures are centred on a point, whatever the font leaves below the line."""
    metrics = QFontMetricsF(font)
    left = centre.x() - metrics.horizontalAdvance(text) / 2
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(left, centre.y() + metrics.capHeight() / 2), text)


def paint_glyph(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    anchor: QPointF | None = None,
    scale: float = 1.0,
    selected: bool = False,
) -> None:
    """An intervention point: cyan triangle with a needle in it; another shape as well as another colour."""
    half = GLYPH_SIDE / 2 * scale
    edge = look.color("glyph_edge")
    triangle = QPolygonF(
        [
            QPointF(centre.x() + x * half, centre.y() + y * half)
            for x, y in ((0, -1), (0.98, 0.72), (-0.98, 0.72))
        ]
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if anchor is not None:
        _tick(painter, centre + QPointF(0, half * 0.3), anchor, look.color("glyph_fill"), edge, scale)
    if selected:
        painter.setPen(QPen(look.color("accent"), 2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half + 6 * scale, half + 6 * scale)
    join = Qt.PenJoinStyle.RoundJoin
    painter.setBrush(look.color("glyph_fill"))
    painter.setPen(
        QPen(look.color("glyph_fill"), 5 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, join)
    )
    painter.drawPolygon(triangle)
    painter.setPen(QPen(edge, 2 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, join))
    painter.drawPolygon(triangle)
    _needle(painter, centre, half, QPen(edge, 1.6 * scale))
    painter.restore()


def _needle(painter: QPainter, centre: QPointF, half: float, pen: QPen) -> None:
    """A needle pointing down: shaft and hub, which together make a cross."""
    painter.setPen(pen)
    top, tip = centre + QPointF(0, -half * 0.42), centre + QPointF(0, half * 0.6)
    hub = half * 0.3
    painter.drawLine(QLineF(top, tip))
    painter.drawLine(QLineF(top + QPointF(-hub, half * 0.22), top + QPointF(hub, half * 0.22)))


def paint_spread(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    semi_axes: QSizeF,
    degrees: float = 0.0,
    scale: float = 1.0,
) -> None:
    """A published spread: the 1-SD ellipse with the given semi-axes, turned clockwise by `degrees`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.rotate(degrees)
    painter.setPen(QPen(look.color("disc_tick"), 1.5 * scale))
    painter.setBrush(look.color("disc_tick", 0.2))
    painter.drawEllipse(QPointF(0, 0), semi_axes.width(), semi_axes.height())
    painter.restore()


def paint_tolerance(
    painter: QPainter, look: Look, centre: QPointF, radius: float, scale: float = 1.0
) -> None:
    """A tolerance: a dashed ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.color("disc_tick"), 1.5 * scale)
    pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def paint_pin(painter: QPainter, look: Look, tip: QPointF, kind: str, scale: float = 1.0) -> None:
    """A pin that stands on `tip`: "right" with a tick, "wrong" with a cross, white rim."""
    token, icon = {"right": ("ok", "check"), "wrong": ("bad", "close")}[kind]
    radius = 12 * scale
    head = tip - QPointF(0, radius * 1.75)
    drop = QPainterPath(tip)
    drop.quadTo(head + QPointF(-radius, radius * 0.75), head + QPointF(-radius, 0))
    drop.arcTo(QRectF(head.x() - radius, head.y() - radius, 2 * radius, 2 * radius), 180, -180)
    drop.quadTo(head + QPointF(radius, radius * 0.75), tip)
    ink = QColor(look.theme.on_accent if look.theme.dark else look.theme.disc_numeral)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("disc_numeral"), 2 * scale))
    painter.setBrush(look.color(token))
    painter.drawPath(drop)
    side = radius * 1.2
    paint_icon(painter, icon, QRectF(head.x() - side / 2, head.y() - side / 2, side, side), ink)
    painter.restore()


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
    wide = max(first.horizontalAdvance(name), below.horizontalAdvance(second) if second else 0.0)
    high = first.height() + (below.height() if second else 0.0)
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
    painter.setFont(first_font)
    painter.setPen(look.color("text2" if hollow else "text"))
    painter.drawText(inner, align | Qt.AlignmentFlag.AlignTop, name)
    if second:
        painter.setFont(_upright(second_font, second))
        painter.setPen(look.color("text2"))
        painter.drawText(inner, align | Qt.AlignmentFlag.AlignBottom, second)
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


CUBE_LETTERS: Mapping[str, Mapping[str, str]] = {
    "en": {"right": "R", "left": "L", "anterior": "A", "posterior": "P", "superior": "S", "inferior": "I"},
    "zh": {
        "right": "右",
        "left": "左",
        "anterior": "前",
        "posterior": "后",
        "superior": "上",
        "inferior": "下",
    },
}
_FACES = (  # name, axis of RAS, direction along it
    ("right", 0, 1), ("left", 0, -1), ("anterior", 1, 1), ("posterior", 1, -1), ("superior", 2, 1), ("inferior", 2, -1),
)  # fmt: skip
_EYE = 5.2  # distance of the eye from the cube's middle, in half edges: a little perspective
Axis = tuple[float, float, float]


def cube_faces(axes: Sequence[Axis], rect: QRectF) -> list[tuple[str, QPolygonF]]:
    """The visible faces of the orientation cube inside `rect`, by name, for painting and for clicks.

    `axes`: where right, anterior and superior (RAS) point on the screen, each a unit vector
    (x to the right, y up, z towards the eye).
    """
    half = min(rect.width(), rect.height()) / 2 / 1.55
    found = []
    for name, axis, sign in _FACES:
        normal = [sign * part for part in axes[axis]]
        # Seen when the eye is in front of the face's plane.
        if normal[2] * _EYE <= 1:
            continue
        others = [axes[i] for i in range(3) if i != axis]
        corners = [
            [normal[k] + a * others[0][k] + b * others[1][k] for k in range(3)]
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        points = [_project(corner, rect.center(), half) for corner in corners]
        found.append((name, QPolygonF(points)))
    return found


def _project(point: Sequence[float], middle: QPointF, half: float) -> QPointF:
    size = half * _EYE / (_EYE - point[2])
    return QPointF(middle.x() + point[0] * size, middle.y() - point[1] * size)


def paint_cube(painter: QPainter, look: Look, rect: QRectF, axes: Sequence[Axis], hovered: str = "") -> None:
    """The orientation cube: letters on the faces, in Chinese when the language is; `hovered` is lit."""
    letters = CUBE_LETTERS.get(look.language, CUBE_LETTERS["en"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, polygon in cube_faces(axes, rect):
        light = {"superior": 1.0, "inferior": 0.3}.get(name, 0.6 if name in ("right", "left") else 0.45)
        painter.setPen(
            QPen(look.color("text2" if look.theme.dark else "text3"), 1, join=Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(_face_colour(look, light, name == hovered))
        painter.drawPolygon(polygon)
        _paint_letter(painter, look, polygon, letters[name], rect)
    painter.restore()


def _face_colour(look: Look, light: float, hovered: bool) -> QColor:
    """Paler where more light falls."""
    if hovered:
        return look.color("accent_soft")
    dark, pale = ("fill", "edge") if look.theme.dark else ("fill2", "raised")
    low, high = look.color(dark), look.color(pale)
    share = light * (0.6 if look.theme.dark else 1.0)
    channels = ((a + (b - a) * share) for a, b in zip(low.getRgbF(), high.getRgbF(), strict=True))
    return QColor.fromRgbF(*channels)


def _paint_letter(painter: QPainter, look: Look, polygon: QPolygonF, letter: str, rect: QRectF) -> None:
    """The letter in the middle of its face, smaller where the face is seen aslant."""
    corners = [polygon.at(i) for i in range(4)]
    middle = QPointF(sum(c.x() for c in corners) / 4, sum(c.y() for c in corners) / 4)
    area = abs(_signed_area(corners))
    full = (min(rect.width(), rect.height()) / 1.55) ** 2
    if area < 0.12 * full:
        return
    scale = min(max(math.sqrt(area / full), 0.72), 1.0) * min(rect.width(), rect.height()) / 60
    _centred(painter, look.font("strong", scale=scale / look.scale), look.color("text"), middle, letter)


def _signed_area(corners: Sequence[QPointF]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(a.x() * b.y() - b.x() * a.y() for a, b in pairs) / 2


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
    for colour, width in ((under, 4.0), (look.color("text"), 1.75)):
        painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, join))
        painter.drawPolyline(bar)
    middle = QPointF(left + px / 2, bottom - 11 * scale)
    text = f"{mm:g}\N{NO-BREAK SPACE}mm"
    _outlined(painter, look.font("tiny", weight=600, scale=scale), look.color("text"), under, middle, text)
    painter.restore()


def _outlined(painter: QPainter, font: QFont, ink: QColor, under: QColor, centre: QPointF, text: str) -> None:
    """Text with a rim, so that it is read on any tissue."""
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    start = QPointF(centre.x() - metrics.horizontalAdvance(text) / 2, centre.y() + metrics.capHeight() / 2)
    path.addText(start, font, text)
    painter.strokePath(path, QPen(under, 2.5, join=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, ink)
