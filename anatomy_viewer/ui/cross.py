"""The cross that the arrow keys move over what is seen in the picture, for those who answer without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, project
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.ui.look import Look

Pick = Callable[[QPointF], Hit | None]
Size = tuple[int, int]

STEP_MM, LEAP_MM = 1.0, 10.0
WAYS: dict[str, tuple[float, float]] = {
    "left": (-1.0, 0.0),
    "right": (1.0, 0.0),
    "up": (0.0, 1.0),
    "down": (0.0, -1.0),
}
_TRIES = 9  # places a side of the picture that are tried when its middle is empty
_COLUMNS, _LINES = 18, 14  # places of the picture that are looked at in turn
_LEVEL = 0.35  # a step on ground steeper than this (cosine) is not shortened any further


def first_hit(pick: Pick, size: Size) -> Hit | None:
    """What is seen nearest to the middle of the picture."""
    return next((hit for place in _outwards(size) if (hit := pick(place)) is not None), None)


def _outwards(size: Size) -> Iterator[QPointF]:
    """Places of the picture from its middle outwards, in pixels."""
    at = np.linspace(-0.5, 0.5, _TRIES)
    grid = sorted(((float(x), float(y)) for x in at for y in at), key=lambda p: p[0] ** 2 + p[1] ** 2)
    for x, y in grid:
        yield QPointF((0.5 + 0.9 * x) * size[0], (0.5 + 0.9 * y) * size[1])


class Tour:
    """From one thing that is seen to the next, over the picture line by line; each is come to once a round."""

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._at = 0
        self._camera: Camera | None = None

    def next(self, camera: Camera, size: Size, pick: Pick) -> Hit | None:
        """Another thing than those met since the round, or the view, began."""
        if camera != self._camera:
            self._at, self._met, self._camera = 0, set(), camera
        for _ in range(2):
            while self._at < _LINES * _COLUMNS:
                row, column = divmod(self._at, _COLUMNS)
                self._at += 1
                hit = pick(QPointF((column + 0.5) / _COLUMNS * size[0], (row + 0.5) / _LINES * size[1]))
                if hit is not None and hit.id not in self._met:
                    self._met.add(hit.id)
                    return hit
            self._at, self._met = 0, set()
        return None


def moved(place: Vector, way: str, mm: float, camera: Camera, size: Size, pick: Pick) -> Hit | None:
    """What is seen `mm` from `place` along the surface, to the left, right, up or down in the picture.

    None where nothing is: the cross stays. Over an edge it leaps to what is seen behind it.
    """
    hit = _aside(place, way, mm, camera, size, pick)
    if hit is None:
        return None
    far = float(np.linalg.norm(np.subtract(hit.position, place)))
    if far <= mm * 1.1:
        return hit
    nearer = _aside(place, way, mm * max(mm / far, _LEVEL), camera, size, pick)
    return nearer or hit


def _aside(place: Vector, way: str, mm: float, camera: Camera, size: Size, pick: Pick) -> Hit | None:
    right, up, _ = camera.axes()
    x, y = WAYS[way]
    wanted = np.asarray(place) + right * (x * mm) + up * (y * mm)
    pixel = project(camera, wanted, size)[0]
    inside = 0.0 <= pixel[0] < size[0] and 0.0 <= pixel[1] < size[1] and pixel[2] > 0.0
    return pick(QPointF(float(pixel[0]), float(pixel[1]))) if inside else None


def paint_cross(painter: QPainter, look: Look, centre: QPointF, scale: float) -> None:
    """Four arms round an open middle, with a dark edge so that they hold on any tissue."""
    inner, outer = 4.0 * scale, 15.0 * scale
    cap = Qt.PenCapStyle.RoundCap
    for colour, width in ((look.color("disc_rim"), 5.0), (look.color("accent"), 2.0)):
        painter.setPen(QPen(colour, width * scale, Qt.PenStyle.SolidLine, cap))
        for x, y in WAYS.values():
            painter.drawLine(QLineF(centre + QPointF(x, y) * inner, centre + QPointF(x, y) * outer))
