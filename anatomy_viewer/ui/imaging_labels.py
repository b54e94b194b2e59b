"""Names beside a simulated image in a file, with leaders to what they name.

Plain functions of a painter and a `Look`. `imaging/labels.py` decides what is named
and how the names stand; colours are the design's, on black in both themes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from anatomy_viewer.imaging.labels import Mark, Row, rows
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.ui.imaging_words import tissue_words
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

# px: from the image to the names, and between their lines; the dot's radius.
_STEP, _LEADING, _DOT = 14.0, 6.0, 3.2
_LONG = 24  # letters
Named = Callable[[Mark], str]


def names_in(atlas: Atlas, language: str) -> Named:
    """How a mark is called: the structure's name, a short one where that is long, else its tissue's."""

    def named(mark: Mark) -> str:
        if mark.id in atlas.structures:
            item = atlas.structures[mark.id]
            name = item.names.get(language)
            return name if len(name) <= _LONG else item.short.get(language) or name
        return tissue_words(mark.kind.partition(">")[0], language)

    return named


def gutter_width(look: Look, marks: Iterable[Mark], named: Named) -> float:
    """Px that the names need beside the image."""
    return max((parts.text_width(look, "small", named(mark)) for mark in marks), default=0.0) + 2 * _STEP


def paint_names(
    painter: QPainter,
    look: Look,
    image: QRectF,
    gutter: QRectF,
    marks: Sequence[Mark],
    named: Named,
    strong: Sequence[str] = (),
) -> None:
    """The names in `gutter`, to the right of `image`, and their leaders; `strong`: ids of what is selected."""
    line = look.line_height("small") + _LEADING
    placed = rows([mark for mark in marks if named(mark)], image.height(), line, image.top())
    for row in placed:
        _leader(painter, look, image, gutter, row)
    for row in placed:
        room = QRectF(gutter.left() + _STEP, row.y - line / 2, gutter.width() - _STEP, line)
        role = "strong" if row.mark.id in strong else "small"
        parts.line(painter, look, role, look.color("image_label"), room, named(row.mark))


def _leader(painter: QPainter, look: Look, image: QRectF, gutter: QRectF, row: Row) -> None:
    dot = QPointF(
        image.left() + row.mark.u * image.width(),
        image.top() + row.mark.v * image.height(),
    )
    way = QPolygonF([dot, QPointF(gutter.left(), row.y), QPointF(gutter.left() + _STEP - 4.0, row.y)])
    ink, under = look.color("image_leader"), QColor(0, 0, 0, 190)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((under, 3.0), (ink, 1.2)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(way)
    painter.setPen(QPen(QColor(0, 0, 0), 1.2))
    painter.setBrush(ink)
    painter.drawEllipse(dot, _DOT, _DOT)
