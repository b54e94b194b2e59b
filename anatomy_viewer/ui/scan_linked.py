"""The reader's scan on the plane of the simulated images, beside them, once the model is laid over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.ui.imaging_view import WHEEL_MM, scrolled
from anatomy_viewer.ui.scan_view import SliceView


class LinkedView(SliceView):
    """The hand moves the plane of the simulated images, which this one follows."""

    def _scroll(self, steps: float) -> None:
        self._session.image("Move the plane", lambda i: scrolled(i, steps * WHEEL_MM), merge=True)

    def _zoom(self, factor: float, place: Vector) -> None:
        fit = self._reader.fit
        about = fit.placement.to_model(place) if fit else None
        self._session.image("Zoom", lambda i: i.zoomed(factor, about), merge=True)

    def _pan(self, step: QPointF) -> None:
        fit, picture, imaging = self._reader.fit, self._picture, self._session.imaging
        if fit is None or picture is None or imaging is None:
            return
        mm = picture.plane.width_mm / max(self.width(), 1) / fit.placement.scale
        own = fit.placement.plane_to_model(picture.plane)
        flipped = sum(a * b for a, b in zip(own.across, imaging.plane.across, strict=True)) < 0.0
        right, down = -step.x() * mm * (-1.0 if flipped else 1.0), -step.y() * mm
        self._session.image("Move the image", lambda i: i.panned(right, down), merge=True)
