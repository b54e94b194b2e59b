"""The images of a question: computed on a thread, painted as a page, clicked."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.content.imaging_planes import plane_title
from anatomy_viewer.content.mesh_files import MeshStore
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.imaging.labels import place_of
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.imaging_names import Names
from anatomy_viewer.ui.imaging_page import Page, paint_page
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

if TYPE_CHECKING:
    from anatomy_viewer.content.imaged import Wanted

# px of an image's longer side; height while it is computed; width from which there is room for the protocol.
_SIZE, _WAITING, _WIDE = 480, 180, 340
_STEP = 0.01  # of the image that an arrow moves the cross
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, eq=False)
class Drawn:
    """An image with what it is of. window: centre and width; named: the structure's id at a place of it, 0–1."""

    wanted: Wanted
    picture: Picture

    @property
    def window(self) -> tuple[float, float] | None:
        """What was asked for; None: the picture's own."""
        return self.wanted.window

    def named(self, u: float, v: float, atlas: Atlas) -> str:
        """Id of the structure at a place of the image, '' where none of the atlas lies there."""
        rows, columns = self.picture.labels.shape
        label = int(self.picture.labels[min(int(v * rows), rows - 1), min(int(u * columns), columns - 1)])
        return _names(atlas).at(self.wanted.subject, label, place_of(self.picture, u, v))


def draw(spec: ImagingSpec, atlas: Atlas, twin: bool = False) -> Drawn:
    """The image of `spec`, or its twin with nothing wrong; a second at first: for a thread. Raises ContentError."""
    from anatomy_viewer.content.imaged import simulated, sound, wanted_image

    wanted = wanted_image(spec, atlas, meshes_dir(), _SIZE)
    wanted = sound(wanted) if twin else wanted
    picture = simulated(wanted)
    found = Drawn(wanted, picture)
    found.named(0.5, 0.5, atlas)  # so that meshes are read here and not at the first click
    return found


@lru_cache(maxsize=2)
def _names(atlas: Atlas) -> Names:
    store = MeshStore(meshes_dir(), atlas)
    return Names(atlas, {name: mesh for name in atlas.structures if (mesh := store.coarse(name)) is not None})


class ImageBox(QWidget):
    """One image; `clicked(u, v)` in fractions of it. ends: what the caliper lies between, in the same."""

    clicked = Signal(float, float)

    def __init__(self, look: Look, telling: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._telling = look, telling
        self.drawn: Drawn | None = None
        self.problem = ""
        self.frame = ""
        self.ends: list[tuple[float, float]] = []
        self.spot: tuple[float, float] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Simulated image", look.language))
        look.changed.connect(self.update)

    def show_image(self, drawn: Drawn | None, problem: str = "") -> None:
        """The image, or why there is none."""
        self.drawn, self.problem = drawn, problem
        self.setCursor(QCursor(Qt.CursorShape.CrossCursor if drawn else Qt.CursorShape.ArrowCursor))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As the image's shape wants it."""
        if self.drawn is None:
            return _WAITING
        rows, columns = self.drawn.picture.values.shape
        return round(width * rows / columns)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, self.heightForWidth(320))

    def mm(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        """Between two places of the image."""
        assert self.drawn is not None
        plane = self.drawn.picture.plane
        return math.hypot((a[0] - b[0]) * plane.width_mm, (a[1] - b[1]) * plane.height_mm)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say where."""
        if self.drawn is not None and event.button() == Qt.MouseButton.LeftButton:
            at = event.position()
            self.clicked.emit(at.x() / max(self.width(), 1), at.y() / max(self.height(), 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move a cross by a hundredth of the image (Ctrl: by a tenth), Enter clicks there."""
        step = _STEP * (10 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1)
        way = _ARROWS.get(event.key())
        if self.drawn is None or (way is None and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)
            return
        u, v = self.spot or (0.5, 0.5)
        if way is None:
            self.clicked.emit(u, v)
        else:
            self.spot = (min(max(u + step * way[0], 0.0), 1.0), min(max(v + step * way[1], 0.0), 1.0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """The page, what was clicked, and a frame for a verdict."""
        painter, room = QPainter(self), QRectF(self.rect())
        if self.drawn is None:
            parts.box(painter, room, 6, self._look.color("image_ground"))
            words = self.problem or say("The image is being made…", self._look.language)
            parts.line(
                painter, self._look, "small", self._look.color("image_text"), room, words, parts.CENTRE
            )
            return
        picture = self.drawn.picture
        title = (
            plane_title(self.drawn.wanted.spec.plane).get(self._look.language, "") if self._telling else ""
        )
        paint_page(
            painter,
            self._look,
            Page(picture, title, told=self._telling and room.width() >= _WIDE, window=self.drawn.window),
            room,
            QRectF(),
        )
        self._paint_caliper(painter)
        if self.frame or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.color(self.frame or "accent"), 3 if self.frame else 2))
            painter.drawRect(room.adjusted(1.5, 1.5, -1.5, -1.5))

    def _paint_caliper(self, painter: QPainter) -> None:
        places = [self._at(*end) for end in self.ends]
        spots = [*places, self._at(*self.spot)] if self.spot and len(places) < 2 else places
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ink, width in ((QColor(0, 0, 0, 200), 4.0), (self._look.color("image_leader"), 1.8)):
            painter.setPen(QPen(ink, width))
            if len(places) == 2:
                painter.drawLine(places[0], places[1])
            for place in spots:
                painter.drawLine(place + QPointF(-5, 0), place + QPointF(5, 0))
                painter.drawLine(place + QPointF(0, -5), place + QPointF(0, 5))

    def _at(self, u: float, v: float) -> QPointF:
        return QPointF(u * self.width(), v * self.height())


def thickness(labels: NDArray[np.uint8], numbers: Callable[[int], bool], pixel_mm: float) -> float:
    """Mm across the largest part of what has one of the labels, where it is thinnest; 0 where there is none."""
    from scipy.ndimage import label

    mask = np.isin(labels, [n for n in np.unique(labels).tolist() if numbers(n)])
    if not mask.any():
        return 0.0
    parts_, _ = label(mask)
    largest = int(np.bincount(parts_.ravel())[1:].argmax()) + 1
    places = np.argwhere(parts_ == largest).astype(np.float64)
    angles = np.radians(np.arange(0.0, 180.0, 3.0))
    along = places @ np.stack([np.sin(angles), np.cos(angles)])
    return float((np.ptp(along, axis=0).min() + 1.0) * pixel_mm)
