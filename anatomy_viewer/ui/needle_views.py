"""Three small pictures under the large one: two planes through the needle, and one square to it at its tip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from anatomy_viewer.content.needle_effects import Effect
from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.geometry.reslice import resliced, smoothed
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.treatment import Lesion
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.effect_paint import TOKENS
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_planes import KINDS, Plane, plane, tissue_colours
from anatomy_viewer.ui.theme import rgb
from anatomy_viewer.ui.widgets import parts

Reals = NDArray[np.float64]
TITLES = {
    "across": "In plane, transverse",
    "along": "In plane, lengthwise",
    "down": "Down the needle, at the tip",
}
_DOT = 5.0
_EDGE_SHADE = 0.62  # how dark the line between two tissues is
_BAR_MM = 10.0
_TINT = 0.5  # of the fluid's colour over the tissue's
REST_MS = 140  # after which the pictures are drawn smooth
_BLUR = 0.7  # voxels: rounds the steps of the volume, keeps a nerve of two voxels


class Volume(Protocol):
    """What every half millimetre is: `content.tissue_file.Tissue`."""

    @property
    def labels(self) -> NDArray[np.uint8]:
        """(i, j, k)."""

    @property
    def origin(self) -> Reals:
        """(3,) mm: the centre of the first voxel."""

    @property
    def spacing(self) -> float:
        """mm."""

    @property
    def kinds(self) -> Mapping[int, str]:
        """What each label is made of."""


class NeedleView(QWidget):
    """One plane; dragging in a plane through the needle moves the tip within it, which stands still meanwhile."""

    def __init__(self, look: Look, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._kind = look, session, kind
        self._volume: Volume | None = None
        self._colours: NDArray[np.uint8] | None = None
        self._spread: Spread | None = None
        self._lesion: Lesion | None = None
        self._held: Plane | None = None
        self._drawn: tuple[object, NDArray[np.uint8]] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.update)
        self.setMinimumSize(120, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if kind != "down":
            self.setCursor(Qt.CursorShape.CrossCursor)
        look.changed.connect(self._restyle)

    def show_volume(self, volume: Volume) -> None:
        """The tissues are read."""
        self._volume = volume
        self._restyle()

    def show_effect(self, effect: Effect | None) -> None:
        """Tint what is filled; a lesion is an ellipse."""
        self._spread = effect if isinstance(effect, Spread) else None
        self._lesion = effect if isinstance(effect, Lesion) else None
        self._drawn = None
        self.update()

    def follow(self) -> None:
        """The needle is another one: a quick picture now, a smooth one when it rests."""
        self._rest.start()
        self.update()

    def _restyle(self) -> None:
        self._drawn = None
        self._colours = tissue_colours(self._look, self._volume.kinds) if self._volume else None
        self.update()

    @property
    def _plane(self) -> Plane | None:
        needle = self._session.now.needle
        return self._held or (plane(needle, self._kind) if needle else None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tissues, needle, letters, scale."""
        needle, shown = self._session.now.needle, self._plane
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(rect, 6, 6)
        painter.setClipPath(outline)
        painter.fillRect(rect, self._look.color("ground"))
        if needle is None or shown is None:
            return
        if self._session.reads_needle:
            self._paint_tissue(painter, shown, rect)
            if self._lesion is not None:
                self._paint_lesion(painter, self._lesion, shown, rect)
        self._paint_needle(painter, needle, shown, rect)
        self._paint_words(painter, shown, rect)

    def _paint_tissue(self, painter: QPainter, shown: Plane, rect: QRectF) -> None:
        if self._volume is None or self._colours is None:
            return
        ratio = self.devicePixelRatioF()
        size = max(int(rect.width() * ratio), 1), max(int(rect.height() * ratio), 1)
        known = (size, shown.span, *shown.centre.tolist(), *shown.right.tolist(), *shown.down.tolist())
        if self._drawn is None or self._drawn[0] != known:
            smooth = not self._rest.isActive()
            labels, fluid = self._labels(shown, size)
            if smooth:
                labels, fluid = smoothed(labels, size, _BLUR), smoothed(fluid, size, _BLUR)
            pixels = _shaded(labels, self._colours)
            tint = np.array(rgb(self._look.theme.glyph_edge))
            pixels[fluid > 0] = (pixels[fluid > 0] * (1.0 - _TINT) + tint * _TINT).astype(np.uint8)
            self._drawn = (known if smooth else None, pixels)
        pixels = self._drawn[1]  # QImage reads this memory; it must stay
        high, wide = pixels.shape[:2]
        painter.drawImage(rect, QImage(pixels.data, wide, high, 3 * wide, QImage.Format.Format_RGB888))

    def _labels(self, shown: Plane, size: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """What the plane cuts, and 1 where fluid is: a pixel a voxel."""
        assert self._volume is not None
        v, s = self._volume, self._spread
        rows = round(shown.span / v.spacing)
        coarse = max(round(rows * size[0] / size[1]), 1), rows
        way = (shown.centre, shown.right, shown.down, coarse, v.spacing)
        labels = resliced(v.labels, v.origin, v.spacing, *way)
        if s is None:
            return labels, np.zeros_like(labels)
        return labels, resliced(s.filled.astype(np.uint8), s.origin, s.spacing, *way)

    def _paint_lesion(self, painter: QPainter, lesion: Lesion, shown: Plane, rect: QRectF) -> None:
        """What the plane cuts of the ellipsoid; it lies along the needle, so that two planes cut it lengthwise."""
        scale, centre = shown.scale(rect), shown.pixel(lesion.centre, rect)
        long, wide = lesion.half_length_mm, lesion.radius_mm
        if self._kind == "down":
            off = float((shown.centre - np.array(lesion.centre)) @ np.array(lesion.axis)) / long
            wide = long = wide * max(1.0 - off**2, 0.0) ** 0.5
        colour = self._look.color(TOKENS[lesion.kind])
        painter.setPen(QPen(colour, 1.5))
        colour.setAlphaF(_TINT)
        painter.setBrush(colour)
        painter.drawEllipse(centre, wide * scale, long * scale)

    def _paint_needle(self, painter: QPainter, needle: Needle, shown: Plane, rect: QRectF) -> None:
        tip, entry, hub = (shown.pixel(place, rect) for place in (needle.tip, needle.entry, needle.hub))
        if self._kind == "down":
            self._paint_rings(painter, tip, shown.scale(rect))
            return
        for token, wide in (("steel_rim", 4.5), ("steel", 2.2)):
            painter.setPen(QPen(self._look.color(token), wide))
            painter.drawLine(hub, tip)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, wide in (("steel_rim", 3.5), ("glyph_edge", 1.8)):
            painter.setPen(QPen(self._look.color(token), wide))
            painter.drawEllipse(tip, _DOT, _DOT)
            painter.drawLine(entry + QPointF(-8, 0), entry + QPointF(8, 0))

    def _paint_rings(self, painter: QPainter, tip: QPointF, scale: float) -> None:
        """The tip, and the 2 mm round it within which a structure counts as near."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, wide in (("steel_rim", 3.5), ("glyph_edge", 1.6)):
            painter.setPen(QPen(self._look.color(token), wide))
            painter.drawEllipse(tip, 2.0 * scale, 2.0 * scale)
        painter.setPen(QPen(self._look.color("steel_rim"), 1.5))
        painter.setBrush(self._look.color("steel"))
        painter.drawEllipse(tip, 3.0, 3.0)

    def _paint_words(self, painter: QPainter, shown: Plane, rect: QRectF) -> None:
        look, high = self._look, self._look.line_height("tiny")
        title = say(TITLES[self._kind], self._session.language)
        if (
            not self._session.view.patient.usual
        ):  # the volume is the base specimen's, whatever course the nerve has
            title = f"{title} · {say('usual course', self._session.language)}"
        wide = parts.text_width(look, "tiny_strong", title) + 14
        plate = QRectF(6, 6, min(wide, rect.width() - 12), high + 6)
        parts.box(painter, plate, 4, look.color("plate"))
        parts.line(painter, look, "tiny_strong", look.color("text"), plate, title, parts.CENTRE)
        self._paint_letters(painter, shown, rect, high)
        bar = _BAR_MM * shown.scale(rect)
        end = QPointF(rect.right() - 10, rect.bottom() - 9)
        for token, width in (("plate", 5.0), ("text", 2.0)):
            painter.setPen(QPen(look.color(token), width))
            painter.drawLine(end, end - QPointF(bar, 0))
        label = QRectF(end.x() - bar - 30, end.y() - high - 4, bar + 30, high)
        _outlined(painter, look, label, f"{_BAR_MM:.0f} mm", parts.CENTRE if bar > 60 else _RIGHT)

    def _paint_letters(self, painter: QPainter, shown: Plane, rect: QRectF, high: float) -> None:
        right, left, bottom, top = shown.letters()
        side = float(high)
        places = (
            (right, QPointF(rect.right() - side, rect.center().y())),
            (left, QPointF(rect.left() + side, rect.center().y())),
            (bottom, QPointF(rect.center().x() + side, rect.bottom() - side)),
            (top, QPointF(rect.center().x() + side, rect.top() + side * 2.4)),
        )
        for letter, at in places:
            box = QRectF(at.x() - side, at.y() - side / 2, 2 * side, side)
            _outlined(painter, self._look, box, letter, parts.CENTRE)

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the tip."""
        if event.button() == Qt.MouseButton.LeftButton and self._kind != "down":
            self._held = self._plane
            self._pull(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the tip."""
        if self._held is not None:
            self._pull(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go: the plane turns to the needle."""
        self._held = None
        self._session.store.settle()
        self.update()

    def _pull(self, position: QPointF) -> None:
        needle = self._session.now.needle
        if needle is not None and self._held is not None:
            moved = needle.moved("target", self._held.place(position, QRectF(self.rect())))
            self._session.put_needle("Move the needle's target", replace(moved, procedure=""), merge=True)


class NeedleStrip(QFrame):
    """The three pictures; the tissues are read, on a thread, when the strip is first seen."""

    def __init__(
        self, look: Look, session: Session, read: Callable[[], Volume], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._read = look, session, read
        self._background = Background(self)
        self._asked = False
        self._views = [NeedleView(look, session, kind) for kind in KINDS]
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        for view in self._views:
            row.addWidget(view, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        session.listen(self._follow)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Words for screen readers, and the height."""
        for view, kind in zip(self._views, KINDS, strict=True):
            view.setAccessibleName(say(TITLES[kind], self._session.language))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A quarter of the window's height, within limits."""
        quarter = self.window().height() * 0.235 / self._look.scale
        return QSize(400, self._look.px(min(max(quarter, 150), 280)))

    minimumSizeHint = sizeHint  # noqa: N815

    def begin(self) -> None:
        """Read the tissues, once."""
        if not self._asked:
            self._asked = True
            self._background.run("tissue", self._read, self._show, _shrug)

    def _show(self, volume: Volume) -> None:
        for view in self._views:
            view.show_volume(volume)

    def show_effect(self, effect: Effect | None) -> None:
        """What the needle does, or nothing."""
        for view in self._views:
            view.show_effect(effect)

    def _follow(self, old: AppState, new: AppState) -> None:
        if (old.needle, old.asking) != (new.needle, new.asking):
            for view in self._views:
                view.follow()

    def finish(self) -> None:
        """Before the window goes."""
        self._background.finish()


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _shrug(_problem: BaseException) -> None:
    """An atlas without a tissue volume has the needle on plain ground."""


def _shaded(labels: NDArray[np.uint8], colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(rows, columns, 3): the colours, darker on the line between two tissues."""
    edge = np.zeros(labels.shape, dtype=bool)
    edge[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    edge[1:] |= labels[1:] != labels[:-1]
    pixels = colours[labels]
    pixels[edge] = (pixels[edge] * _EDGE_SHADE).astype(np.uint8)
    return np.ascontiguousarray(pixels)


def _outlined(painter: QPainter, look: Look, rect: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
    """A word on a tissue: light with a dark rim in both themes."""
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        parts.line(
            painter, look, "tiny_strong", look.color("steel_rim"), rect.translated(dx, dy), text, align
        )
    parts.line(painter, look, "tiny_strong", look.color("steel"), rect, text, align)
