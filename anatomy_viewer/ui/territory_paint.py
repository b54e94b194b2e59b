"""Painting skin territories: rims in their colours, names on the skin, and the legend."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import project
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.ui.label_paint import paint_outlined
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.spread_paint import Spot
from anatomy_viewer.ui.territory_marks import TerritoryMarks
from anatomy_viewer.ui.widgets import parts

RIM, UNDER = 1.6, 3.2  # px
PAD, SWATCH, GAP = 10.0, 10.0, 7.0  # px in the legend
WORTH = "Model values: they vary and overlap"


def paint_territories(painter: QPainter, look: Look, atlas: Atlas, marks: TerritoryMarks, spot: Spot) -> None:
    """Rims as far as they are seen, dark below while the picture rests, then the names."""
    inks = ((look.color("disc_rim", 0.45), UNDER),) if not spot.moving else ()
    lines = [(marks.colour(name), places, seen) for name, rims, _ in marks.seen for places, seen in rims]
    whole = project(spot.camera, np.concatenate([np.empty((0, 3)), *(line[1] for line in lines)]), spot.size)
    ends = np.cumsum([len(line[1]) for line in lines])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for (colour, _, seen), pixels in zip(lines, np.split(whole, ends[:-1]), strict=False):
        for part in runs(seen & (pixels[:, 2] > 0.0)):
            line = QPolygonF([QPointF(x, y) for x, y in pixels[part, :2].tolist()])
            for ink, width in (*inks, (QColor(colour).lighter(118), RIM)):
                painter.setPen(QPen(ink, 1.0 if spot.moving else width * spot.scale))
                painter.drawPolyline(line)
    _names(painter, look, atlas, marks, spot)
    painter.restore()


def runs(seen: np.ndarray) -> list[slice]:
    """Stretches of a line that are seen, of two places at least."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], seen.astype(np.int8), [0]])))
    return [slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 1]


def _names(painter: QPainter, look: Look, atlas: Atlas, marks: TerritoryMarks, spot: Spot) -> None:
    font = look.font("small", weight=600, scale=spot.scale)
    metrics = QFontMetricsF(font)
    under = look.color("ground" if look.theme.dark else "raised")
    taken: list[QRectF] = []
    for name, _, place in marks.seen:
        if place is None:
            continue
        words = atlas.skin.territories[name].names.get(look.language)
        x, y, far = project(spot.camera, place[None], spot.size)[0]
        wide, high = metrics.horizontalAdvance(words), metrics.height()
        rect = QRectF(min(max(x - wide / 2, 4.0), spot.size[0] - wide - 4.0), y - high / 2, wide, high)
        if far <= 0.0 or any(rect.intersects(other) for other in taken):
            continue
        taken.append(rect)
        paint_outlined(painter, font, look.color("text"), under, rect.center(), words)


def territory_names(atlas: Atlas, nerves: tuple[str, ...], language: str) -> str:
    """'territory: Greater occipital nerve, Third occipital nerve'."""
    names = [atlas.skin.territories[nerve].names.get(language) for nerve in nerves]
    return say("territory: {}", language).format(joined(names, language))


def legend_lines(atlas: Atlas, names: tuple[str, ...], language: str) -> tuple[list[str], list[str]]:
    """The names of the territories shown, and what is said below them: what they are worth, and whose they are."""
    shown = [atlas.skin.territories[name] for name in names]
    sources = dict.fromkeys(key for each in shown for key in each.source)
    cited = [
        short_citation(atlas, key) if key != "K" else say("general knowledge", language) for key in sources
    ]
    return [each.names.get(language) for each in shown], [say(WORTH, language), joined(cited, language)]


def legend_size(look: Look, atlas: Atlas, names: tuple[str, ...], scale: float) -> QSizeF:
    """Size of the legend's plate."""
    titles, foot = legend_lines(atlas, names, look.language)
    small, tiny = (
        QFontMetricsF(look.font("small", scale=scale)),
        QFontMetricsF(look.font("tiny", scale=scale)),
    )
    indent = (SWATCH + GAP) * scale
    wide = max(
        [indent + small.horizontalAdvance(t) for t in titles] + [tiny.horizontalAdvance(t) for t in foot]
    )
    high = len(titles) * look.line_height("small") + len(foot) * look.line_height("tiny") + 4
    return QSizeF(wide + 2 * PAD * scale, high * scale + 2 * PAD * scale)


def paint_legend(
    painter: QPainter, look: Look, atlas: Atlas, marks: TerritoryMarks, rect: QRectF, scale: float
) -> None:
    """A plate with a swatch and a name for each territory, and below what they are worth."""
    names = marks.shown
    titles, foot = legend_lines(atlas, names, look.language)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("plate"))
    painter.drawRoundedRect(rect, 6 * scale, 6 * scale)
    left, top = rect.left() + PAD * scale, rect.top() + PAD * scale
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(look.font("small", scale=scale))
    row = look.line_height("small") * scale
    for name, title in zip(names, titles, strict=True):
        side = SWATCH * scale
        parts.box(
            painter,
            QRectF(left, top + (row - side) / 2, side, side),
            parts.SWATCH_RADIUS,
            QColor(marks.colour(name)),
        )
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(left + side + GAP * scale, top, rect.width(), row), align, title)
        top += row
    top += 4 * scale
    painter.setFont(look.font("tiny", scale=scale))
    painter.setPen(look.color("text2"))
    for words in foot:
        row = look.line_height("tiny") * scale
        painter.drawText(QRectF(left, top, rect.width(), row), align, words)
        top += row
    painter.restore()
