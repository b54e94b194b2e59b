"""Names beside an image, with leaders that lead to their places: in a column of their own, or inside a small image.

In the window and in files alike; `imaging/labels.py` decides what is named and how the names stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from anatomy_viewer.imaging.labels import Mark, rows
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.ui.imaging_words import tissue_words
from anatomy_viewer.ui.label_paint import paint_outlined
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

GUTTER = 176.0  # px at 100 %
MOST_INSIDE = 4
_ELBOW, _DOT, _INDENT = 34.0, 3.0, 10.0
_LONG = 24  # letters
_REACHES = (44.0, 66.0, 92.0, 124.0)  # px from a place to its name
Named = Callable[[Mark], str]
_WAYS = ((0.72, 0.7), (0.72, -0.7), (-0.72, 0.7), (-0.72, -0.7), (1.0, 0.2), (-1.0, 0.2))


def names_in(atlas: Atlas, language: str) -> Named:
    """How a mark is called: the structure's name, a short one where that is long, else its tissue's."""

    def named(mark: Mark) -> str:
        if mark.id in atlas.structures:
            item = atlas.structures[mark.id]
            name = item.names.get(language)
            return name if len(name) <= _LONG else item.short.get(language) or name
        return tissue_words(mark.kind.partition(">")[0], language)

    return named


def names_of(mark: Mark, atlas: Atlas, language: str) -> tuple[str, str]:
    """A name in the language, and in the other one."""
    return names_in(atlas, language)(mark), names_in(atlas, "en" if language == "zh" else "zh")(mark)


def gutter_width(look: Look, marks: Iterable[Mark], named: Named) -> float:
    """Px that the names need beside the image in a file."""
    return max((parts.text_width(look, "small", named(mark)) for mark in marks), default=0.0) + look.px(
        2 * _INDENT
    )


def paint_names(
    painter: QPainter, look: Look, image: QRectF, column: QRectF, marks: Sequence[Mark], named: Named
) -> None:
    """The names beside the image in a file: in one language, small, on black in both themes."""
    found = [mark for mark in marks if named(mark)]
    texts = [(named(mark), "") for mark in found]
    paint_gutter(painter, look, image, column, found, texts, role="small", token="image_label")


def paint_gutter(
    painter: QPainter,
    look: Look,
    image: QRectF,
    column: QRectF,
    found: Sequence[Mark],
    texts: Sequence[tuple[str, str]],
    selected: str | None = None,
    role: str = "body",
    token: str = "text",
) -> None:
    """The names in `column`, right of the `image`, in the order of the heights of what they name.

    texts: each a name and a second one, which stands under it where there is room for all. token: colour of the names.
    """
    by_mark = dict(zip(found, texts, strict=True))
    first, second = look.line_height(role), look.line_height("tiny")
    room = column.height() - look.px(16)
    two = any(text[1] for text in texts) and len(found) * (first + second + look.px(8)) <= room
    line = first + (second if two else 0) + look.px(8)
    placed = rows(found, room, min(line, room / max(len(found), 1)), column.top() + look.px(8))
    for row in placed:
        dot = QPointF(image.left() + row.mark.u * image.width(), image.top() + row.mark.v * image.height())
        elbow = max(dot.x(), image.right() - look.px(_ELBOW))
        end = QPointF(column.left() + look.px(_INDENT - 4.0), row.y)
        _leader(painter, look, [dot, QPointF(elbow, row.y), end])
    for row in placed:
        mark, name = row.mark, by_mark[row.mark]
        text = QRectF(
            column.left() + look.px(_INDENT),
            row.y - first / 2,
            column.width() - look.px(_INDENT + 4.0),
            first,
        )
        if two:
            text.moveTop(row.y - (first + second) / 2)
        chosen = bool(mark.id) and mark.id == selected
        parts.line(painter, look, "strong" if chosen else role, look.color(token), text, name[0])
        if two:
            below = QRectF(text.left(), text.bottom(), text.width(), second)
            parts.line(painter, look, "tiny", look.color("text2"), below, name[1])


def paint_inside(
    painter: QPainter,
    look: Look,
    image: QRectF,
    found: Sequence[Mark],
    texts: Sequence[tuple[str, str]],
    taken: Sequence[QRectF] = (),
) -> None:
    """A few names inside the image, each beside its place and none over another; what is `taken` stays free."""
    font, line = look.font("small", weight=600), float(look.line_height("small"))
    dots = [image.topLeft() + QPointF(m.u * image.width(), m.v * image.height()) for m in found]
    full = [*taken, *(QRectF(dot.x() - 6, dot.y() - 6, 12, 12) for dot in dots)]
    led: list[QLineF] = []
    for dot, (name, _) in zip(dots, texts, strict=True):
        wide = parts.text_width(look, "small", name) * 1.06 + 4
        spot = _free_spot(dot, wide, line, image.adjusted(6, 6, -6, -6), full, led)
        if spot is None:
            continue
        full.append(spot.adjusted(-4, 0, 4, 0))
        led.append(QLineF(dot, _end(dot, spot)))
        _leader(painter, look, [dot, _end(dot, spot)])
        paint_outlined(
            painter, font, look.color("image_label"), look.color("image_ground"), spot.center(), name
        )


def _end(dot: QPointF, spot: QRectF) -> QPointF:
    """Where the leader meets a name."""
    return QPointF(spot.left() if spot.center().x() > dot.x() else spot.right(), spot.center().y())


def _crosses(line: QLineF, others: Sequence[QLineF]) -> bool:
    bounded = QLineF.IntersectionType.BoundedIntersection
    return any(line.intersects(other)[0] == bounded for other in others)


def _free_spot(
    dot: QPointF, wide: float, high: float, room: QRectF, full: Sequence[QRectF], led: Sequence[QLineF]
) -> QRectF | None:
    """The first box round the dot, right and low before left and high, that is in the room and clear of others.

    Its leader crosses none of those that are `led`.
    """
    for reach in _REACHES:
        for dx, dy in _WAYS:
            end = dot + QPointF(dx, dy) * reach
            spot = QRectF(end.x() if dx > 0 else end.x() - wide, end.y() - high / 2, wide, high)
            clear = room.contains(spot) and not any(spot.intersects(other) for other in full)
            if clear and not _crosses(QLineF(dot, _end(dot, spot)), led):
                return spot
    return None


def _leader(painter: QPainter, look: Look, points: list[QPointF]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink, under = look.color("image_leader"), QColor(look.theme.image_ground)
    for colour, width in ((under, 3.0), (ink, 1.25)):
        painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
    painter.setPen(QPen(under, 1.25))
    painter.setBrush(ink)
    painter.drawEllipse(points[0], _DOT, _DOT)
