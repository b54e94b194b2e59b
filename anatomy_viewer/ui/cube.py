"""The orientation cube: which way the specimen faces."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import centred
from anatomy_viewer.ui.theme import mix

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
_EYE = 7.0  # distance of the eye from the cube's middle, in half edges: a little perspective
_LIGHT = {
    dark: dict(zip([name for name, _, _ in _FACES], shares, strict=True))
    for dark, shares in ((True, (0.1, 0.1, 0.4, 0.4, 0.65, 0.05)), (False, (0.0, 0.0, 1.0, 1.0, 0.65, 0.0)))
}  # how far each face is from the darkest to the palest tone of the theme
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
        painter.setPen(
            QPen(look.color("text2" if look.theme.dark else "text3"), 1, j=Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(_face_colour(look, name, name == hovered))
        painter.drawPolygon(polygon)
        _paint_letter(painter, look, polygon, letters[name], rect)
    painter.restore()


def _face_colour(look: Look, name: str, hovered: bool) -> QColor:
    """Paler where more light falls."""
    if hovered:
        return look.color("accent_soft")
    dark, pale = ("fill", "edge") if look.theme.dark else ("fill2", "raised")
    low, high = look.color(dark), look.color(pale)
    return QColor(mix(low.name(), high.name(), _LIGHT[look.theme.dark][name]))


def _paint_letter(painter: QPainter, look: Look, polygon: QPolygonF, letter: str, rect: QRectF) -> None:
    """The letter in the middle of its face, smaller where the face is seen aslant."""
    corners = [polygon.at(i) for i in range(4)]
    middle = QPointF(sum(c.x() for c in corners) / 4, sum(c.y() for c in corners) / 4)
    area = abs(_signed_area(corners))
    full = (min(rect.width(), rect.height()) / 1.55) ** 2
    if area < 0.12 * full:
        return
    scale = round(min(max(math.sqrt(area / full), 0.72), 1.0) * min(rect.width(), rect.height()) / 60, 1)
    centred(painter, look.font("strong", scale=scale / look.scale), look.color("text"), middle, letter)


def _signed_area(corners: Sequence[QPointF]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(a.x() * b.y() - b.x() * a.y() for a, b in pairs) / 2
