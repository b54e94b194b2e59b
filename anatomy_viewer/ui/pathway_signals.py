"""The moving part of the schematic: lines and halos that glow as they are busy, and the signals on the lines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from anatomy_viewer.model.pathway import Pathway, rate_of
from anatomy_viewer.model.pathway_pulses import QUIET, Key, link_rates
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_items import AWAY, DIMMED, NodeItem, RouteItem, system_colour
from anatomy_viewer.ui.pathway_player import PathwayPlayer
from anatomy_viewer.ui.pathway_routes import SAMPLES

DOT, GLOW = 6.4, 4.6  # px: a signal, and the width of a line that glows
FAINTEST, STEPS = 0.3, 24.0  # opacity of what is hardly busy; steps of it that are told apart


class Glow(QGraphicsItem):
    """A shape drawn once and shown as strongly as something is busy: opacity costs no painting."""

    def __init__(self, path: QPainterPath, strokes: tuple[tuple[QColor, float], ...], z: float) -> None:
        super().__init__()
        self._path, self._strokes, self._level = path, strokes, -1
        wide = max(width for _, width in strokes) / 2 + 1
        self._bounds = path.boundingRect().adjusted(-wide, -wide, wide, wide)
        self.setZValue(z)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setVisible(False)

    def boundingRect(self) -> QRectF:
        """The shape and its widest stroke."""
        return self._bounds

    def show_rate(self, rate: float, away: bool) -> None:
        """0-1; fainter while something else is selected."""
        level = round(rate * STEPS) * (-1 if away else 1) if rate > QUIET else 0
        if level != self._level:
            self._level = level
            self.setVisible(level != 0)
            self.setOpacity((FAINTEST + (1 - FAINTEST) * abs(level) / STEPS) * (DIMMED if away else 1.0))

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """The shape."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in self._strokes:
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPath(self._path)


class SignalsItem(QGraphicsItem):
    """Dots on the lines of the felt side, above the lines and under the nodes."""

    def __init__(self, look: Look, player: PathwayPlayer, lines: list[RouteItem], bounds: QRectF) -> None:
        super().__init__()
        self._look, self._player, self._bounds = look, player, bounds
        self._lines = {(line.route.edge, line.route.link): line for line in lines}
        self.side = "right"
        self.setZValue(1.8)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """All of the schematic."""
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Those of one system at a time."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (system, away), places in self._dots().items():
            colour = system_colour(self._look, system)
            light = colour.lighter(135) if self._look.theme.dark else colour.darker(125)
            light.setAlphaF(DIMMED if away else 1.0)
            pen = QPen(light, DOT)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(places)

    def _dots(self) -> Mapping[tuple[str, bool], list[QPointF]]:
        dots: dict[tuple[str, bool], list[QPointF]] = {}
        for (edge, link, side), along in self._player.pulses:
            line = self._lines.get((edge, link))
            if line is not None and side == self.side:
                stops = line.route.places
                found = dots.setdefault((line.route.system, line.standing == AWAY), [])
                found += [stops[min(int(share * SAMPLES + 0.5), SAMPLES)] for share in along]
        return dots


class Glows:
    """The glow of every line and node of a schematic."""

    def __init__(
        self, look: Look, scene: QGraphicsScene, nodes: Mapping[str, NodeItem], lines: list[RouteItem]
    ) -> None:
        self._nodes = {item: _halo(look, item) for item in nodes.values()}
        self._lines = {
            line: Glow(line.route.path, ((system_colour(look, line.route.system), GLOW),), 1.4)
            for line in lines
        }
        for glow in (*self._nodes.values(), *self._lines.values()):
            scene.addItem(glow)

    def beat(self, pathway: Pathway, player: PathwayPlayer, side: str) -> None:
        """As busy as everything is now."""
        rates: Mapping[Key, float] = link_rates(pathway, player.activity, player.inputs)
        for line, glow in self._lines.items():
            glow.show_rate(rates.get((line.route.edge, line.route.link, side), 0.0), line.standing == AWAY)
        for item, glow in self._nodes.items():
            rate = rate_of(item.node.rate, player.activity, player.inputs, side)
            glow.show_rate(rate, item.standing == AWAY)


def _halo(look: Look, item: NodeItem) -> Glow:
    """Round a node's box."""
    path, grown = QPainterPath(), item.box.translated(item.pos()).adjusted(-1, -1, 1, 1)
    path.addRoundedRect(grown, item.radius + 1, item.radius + 1)
    colours = system_colour(look, item.node.system, 0.28), system_colour(look, item.node.system, 0.85)
    return Glow(path, ((colours[0], 12.0), (colours[1], 4.0)), 1.6)
