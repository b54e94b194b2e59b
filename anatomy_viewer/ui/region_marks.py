"""The region of the pain map that was chosen: its rim on the skin."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from anatomy_viewer.geometry.globe import rounded
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.camera import project
from anatomy_viewer.model.pain import region_of
from anatomy_viewer.model.view import drawn
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.spread_paint import Spot
from anatomy_viewer.ui.territory_marks import Reals, TerritoryMarks
from anatomy_viewer.ui.territory_paint import runs

RIM, UNDER = 2.0, 4.0  # px


class RegionMarks(TerritoryMarks):
    """Like the territories', on one side."""

    def __init__(self, session: Session, coarse: Mapping[str, Mesh]) -> None:
        super().__init__(session, coarse)
        self._where = self._where.of(session.atlas.skin.regions)

    def wanted(self) -> tuple[str, ...]:
        """The region that was chosen, without its side; none without the skin."""
        view, surface = self._session.view, self._where.surface
        there = surface in self._coarse and surface in drawn(view, self._session.atlas)
        chosen = view.pain.region if view.pain is not None and not view.pain.syndrome else ""
        return (region_of(chosen)[0],) if there and chosen else ()

    def _outline(self, name: str) -> Reals:
        return rounded(self._where.polygon(name))

    def _sides(self) -> tuple[float, ...]:
        pain = self._session.pain
        return (-1.0,) if pain is not None and pain.region.endswith("_l") else (1.0,)

    def paint(self, painter: QPainter, look: Look, spot: Spot) -> None:
        """The rim as far as it is seen, dark below while the picture rests."""
        inks = [(look.color("accent"), RIM)]
        if not spot.moving:
            inks.insert(0, (look.color("plate"), UNDER))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for _, rims, _ in self.seen:
            for places, seen in rims:
                pixels = project(spot.camera, np.asarray(places), spot.size)
                for part in runs(seen & (pixels[:, 2] > 0.0)):
                    line = QPolygonF([QPointF(x, y) for x, y in pixels[part, :2].tolist()])
                    for ink, width in inks:
                        painter.setPen(
                            QPen(ink, width * spot.scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                        )
                        painter.drawPolyline(line)
        painter.restore()
