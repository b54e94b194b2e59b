"""Takes a picture of what is shown in any size, pass by pass, so that the window stays live meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from anatomy_viewer.model.shot import Shot, parted
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.label_paint import page_scale
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.overlay import Overlay
from anatomy_viewer.ui.picture import LEAST_CHROME
from anatomy_viewer.ui.picture_files import paint_duty
from anatomy_viewer.ui.viewport import Viewport

Bytes = NDArray[np.uint8]


class ShotMaker(QObject):
    """`done(QImage)`, or `stopped` where the picture has changed meanwhile or it was cancelled.

    beside: gives the images beside the picture.
    """

    done = Signal(object)
    stopped = Signal()

    def __init__(
        self, look: Look, session: Session, viewport: Viewport, beside: Callable[[], Sequence[QWidget]]
    ) -> None:
        super().__init__(viewport)
        self._look, self._session, self._viewport, self._beside = look, session, viewport, beside
        self._passes: Iterator[Bytes | None] | None = None
        self._pixels: Bytes | None = None
        self._shot, self._size, self._turn = Shot(), (0, 0), 0
        self._pass = QTimer(self, singleShot=True, interval=0)
        self._pass.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Is one being taken?"""
        return self._passes is not None

    def size_of(self, shot: Shot) -> tuple[int, int]:
        """In pixels; as seen is picture and images beside each other."""
        if min(shot.size) > 0:
            return shot.size
        ratio, beside = self._viewport.devicePixelRatioF(), self._images(shot)
        wide = self._viewport.width() + max((each.width() for each in beside), default=0)
        high = max(self._viewport.height(), *(each.height() for each in beside), 1)
        return round(wide * ratio), round(high * ratio)

    def take(self, shot: Shot) -> None:
        """Begin; nothing while another is being taken, or before there is anything to see."""
        scene, frames = self._viewport.frames.scene, self._viewport.frames
        if scene is None or self.busy:
            return
        frames.pause()
        self._shot, self._pixels = shot, None
        self._size, _ = parted(self.size_of(shot), len(self._images(shot)))
        scene.set_look(replace(scene.look, transparent=shot.transparent))
        self._passes = scene.rendering(self._size)
        self._turn = scene.turn + 1  # its first pass begins another picture
        self._pass.start()

    def cancel(self) -> None:
        """Leave off."""
        if self.busy:
            self._end()
            self.stopped.emit()

    def _images(self, shot: Shot) -> list[QWidget]:
        return [each for each in self._beside() if each.isVisible()] if shot.images else []

    def _go_on(self) -> None:
        """One pass; the window handles what waits before the next."""
        scene = self._viewport.frames.scene
        if self._passes is None or scene is None:
            return
        try:
            better = next(self._passes)
        except StopIteration:
            self._finish(scene)
            return
        self._pixels = better if better is not None else self._pixels
        self._pass.start()

    def _finish(self, scene: Scene) -> None:
        """What has come is whole unless something else was drawn meanwhile."""
        pixels, whole = self._pixels, scene.turn == self._turn
        image = self._composed(scene, pixels) if pixels is not None and whole else None
        self._end()
        if image is None:
            self.stopped.emit()
        else:
            self.done.emit(image)

    def _end(self) -> None:
        self._pass.stop()
        self._passes = self._pixels = None
        frames = self._viewport.frames
        if frames.scene is not None:
            frames.scene.set_look(replace(frames.scene.look, transparent=False))
        frames.resume()

    # Painting

    def _composed(self, scene: Scene, pixels: Bytes) -> QImage:
        images = self._images(self._shot)
        size = self.size_of(self._shot)
        picture, boxes = parted(size, len(images))
        whole = QImage(*size, QImage.Format.Format_ARGB32)
        whole.fill(Qt.GlobalColor.black if images else Qt.GlobalColor.transparent)
        read = QImage(pixels.data, *picture, 4 * picture[0], QImage.Format.Format_RGBA8888)
        with QPainter(whole) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(0, 0, read)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._paint_over(painter, scene, picture)
            for widget, box in zip(images, boxes, strict=True):
                _paint_widget(painter, widget, QRectF(*box))
            paint_duty(painter, self._look, picture)
        return whole

    def _paint_over(self, painter: QPainter, scene: Scene, size: tuple[int, int]) -> None:
        overlay = Overlay(self._look, self._session)
        overlay.take(self._viewport.overlay)
        overlay.needle.held = ""
        overlay.show_labels = self._shot.labels
        overlay.chrome = self._shot.labels and min(size) >= LEAST_CHROME
        overlay.page_scale = page_scale(size) * self._shot.scale
        overlay.prepare(scene, size)
        painter.save()
        overlay.paint(painter, self._viewport.frames.camera, *size)
        painter.restore()


def _paint_widget(painter: QPainter, widget: QWidget, box: QRectF) -> None:
    """As it is seen, as large as the box lets it be."""
    scale = min(box.width() / max(widget.width(), 1), box.height() / max(widget.height(), 1))
    painter.save()
    painter.translate(
        box.left() + (box.width() - widget.width() * scale) / 2,
        box.top() + (box.height() - widget.height() * scale) / 2,
    )
    painter.scale(scale, scale)
    widget.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.restore()
