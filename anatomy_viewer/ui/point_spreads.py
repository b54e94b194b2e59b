"""Which spreads are in the picture, what of them is hidden, and their painting in front of the anatomy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Point
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.anchors import kept_side
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.spread_paint import Spot, paint_spread_names, paint_spreads
from anatomy_viewer.ui.spreads import Laid, Spreads

Mask = NDArray[np.bool_]
FEW = 2  # points that are all strong


class PointSpreads:
    """The selected point's spread strong and with names; quietly those of all points where the view wants them."""

    def __init__(self, look: Look, session: Session, coarse: Mapping[str, Mesh]) -> None:
        self._look, self._session = look, session
        self._spreads = Spreads(session.atlas, coarse)
        self._hidden: dict[tuple[str, int], Mask] = {}

    def waiting(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Those of `points` whose spread is wanted and not yet laid on the tissue."""
        return tuple(point for point in self._wanted(points) if not self._spreads.knows(point))

    def lay(self, points: Sequence[Point]) -> None:
        """Lay the spreads of `points`: about a tenth of a second a layer, so not on the window's thread."""
        for point in points:
            self._spreads.lay(point)

    def _wanted(self, points: Sequence[Point]) -> list[Point]:
        view = self._session.view
        return [point for point in points if view.spread or point.id == view.selected]

    def prepare(self, points: Sequence[Point], scene: Scene, size: tuple[int, int]) -> None:
        """Ask the scene what of the spreads lies behind something."""
        found = [(point, i, laid) for point in self._wanted(points) for i, laid in self._seen(point)]
        if not found:
            self._hidden = {}
            return
        behind = scene.occluded(np.concatenate([laid.places for _, _, laid in found]), size)
        ends = np.cumsum([len(laid.places) for _, _, laid in found])
        masks = np.split(behind, ends[:-1])
        self._hidden = {(point.id, i): mask for (point, i, _), mask in zip(found, masks, strict=True)}

    def _seen(self, point: Point) -> list[tuple[int, Laid]]:
        """Lines of which nothing is cut away."""
        view = self._session.view
        return [
            (i, each) for i, each in enumerate(self._spreads.of(point)) if kept_side(each.places, view).all()
        ]

    def paint(self, painter: QPainter, points: Sequence[Point], spot: Spot) -> None:
        """The lines: the quiet ones first, then the selected one's."""
        for point in sorted(self._wanted(points), key=lambda point: self._strong(point, points)):
            laid = tuple((each, self._mask(point, i, each)) for i, each in self._seen(point))
            paint_spreads(painter, self._look, point, laid, spot, self._strong(point, points))

    def paint_names(
        self, painter: QPainter, points: Sequence[Point], spot: Spot, taken: tuple[QRectF, ...]
    ) -> None:
        """What the selected point's lines are, beside what is `taken`."""
        for point in self._wanted(points):
            if self._strong(point, points):
                laid = tuple(each for _, each in self._seen(point))
                paint_spread_names(painter, self._look, self._session.atlas, point, laid, spot, taken)

    def _strong(self, point: Point, points: Sequence[Point]) -> bool:
        """The selected one, or where none is selected all, if they are few enough not to be in each other's way."""
        view = self._session.view
        return point.id == view.selected or (view.selected is None and len(points) <= FEW)

    def _mask(self, point: Point, i: int, laid: Laid) -> Mask:
        return self._hidden.get((point.id, i), np.zeros(len(laid.places), bool))
