"""What the schematic is made of: nodes, the marks of interventions, and lines that can be clicked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from anatomy_viewer.model.pathway import Edge, Node
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_layout import NODE_H, NODE_W
from anatomy_viewer.ui.pathway_routes import Route
from anatomy_viewer.ui.theme import mix
from anatomy_viewer.ui.widgets import parts

ROUND = ("receptor", "effector", "ganglion")  # kinds with round ends
BADGE = 26.0
BADGE_ICONS = {"nerve_block": "needle", "nerve_stimulation": "flash-outline"}
_CLICK = 9.0  # px round a line that count as it
DIMMED = 0.3
PLAIN, CHOSEN, BESIDE, AWAY = range(4)  # how an item stands to what is selected


def system_colour(look: Look, system: str, alpha: float = 1.0) -> QColor:
    """The colour of a system of the pathway."""
    return look.color("plane" if system == "intervention" else f"way_{system}", alpha)


class Item(QGraphicsItem):
    """An element with its id; `standing`: PLAIN, CHOSEN, BESIDE or AWAY from what is selected."""

    def __init__(self, look: Look, element: str) -> None:
        super().__init__()
        self.look, self.element, self.standing, self.focused = look, element, PLAIN, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_standing(self, standing: int, focused: bool = False) -> None:
        """Paint anew where that differs."""
        if (standing, focused) != (self.standing, self.focused):
            self.standing, self.focused = standing, focused
            self.setOpacity(DIMMED if standing == AWAY else 1.0)
            self.update()


class NodeItem(Item):
    """A node: its name in a box whose left end has the colour of its system."""

    def __init__(self, look: Look, node: Node, text: str) -> None:
        super().__init__(look, node.id)
        self.node, self.text = node, text
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @property
    def box(self) -> QRectF:
        """The box itself."""
        return QRectF(-NODE_W / 2, -NODE_H / 2, NODE_W, NODE_H)

    def boundingRect(self) -> QRectF:
        """With room for the ring of the focus."""
        return self.box.adjusted(-5, -5, 5, 5)

    @property
    def radius(self) -> float:
        """Of the corners."""
        return NODE_H / 2 if self.node.kind in ROUND else 7.0

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Box, bar, name; what is chosen has the accent's edge."""
        look, chosen = self.look, self.standing == CHOSEN
        colour = system_colour(look, self.node.system)
        ground = QColor(mix(look.theme.raised, colour.name(), 0.13))
        edge = look.color("accent") if chosen else QColor(mix(look.theme.raised, colour.name(), 0.62))
        parts.box(painter, self.box, self.radius, ground, edge, 2.2 if chosen else 1.2)
        if self.focused:
            parts.box(
                painter, self.box.adjusted(-4, -4, 4, 4), self.radius + 4, None, look.color("accent"), 2
            )
        painter.setFont(look.font("small", scale=1.0 / look.scale))
        painter.setPen(look.color("text"))
        room = self.box.adjusted(6, 1, -6, -1)
        painter.drawText(room, parts.CENTRE | Qt.TextFlag.TextWordWrap, self.text)


class BadgeItem(Item):
    """An intervention at its node: lit while it acts."""

    def __init__(self, look: Look, edge: Edge) -> None:
        super().__init__(look, edge.id)
        self.edge, self.level = edge, 0.0
        self.setZValue(3)

    def boundingRect(self) -> QRectF:
        """A round mark and the ring of the focus."""
        half = BADGE / 2 + 4
        return QRectF(-half, -half, 2 * half, 2 * half)

    def set_level(self, level: float) -> None:
        """How strongly it acts, 0-1."""
        if abs(level - self.level) > 0.02:
            self.level = level
            self.update()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """A disc that fills with the colour of interventions."""
        look, box = self.look, QRectF(-BADGE / 2, -BADGE / 2, BADGE, BADGE)
        plane = look.theme.plane
        ground = QColor(mix(look.theme.raised, plane, 0.85 * self.level))
        edge = look.color("accent" if self.standing == CHOSEN else "plane")
        parts.box(painter, box, BADGE / 2, ground, edge, 2.2 if self.standing == CHOSEN else 1.4)
        if self.focused:
            parts.box(painter, box.adjusted(-4, -4, 4, 4), BADGE / 2 + 4, None, look.color("accent"), 2)
        ink = look.color("panel" if self.level > 0.5 else "plane")
        name = BADGE_ICONS.get(self.element, "needle")
        paint_icon(painter, name, box.adjusted(5, 5, -5, -5), ink)


class RouteItem(Item):
    """The line of one link; painted under the nodes, in the background that is kept."""

    def __init__(self, look: Look, route: Route) -> None:
        super().__init__(look, route.edge)
        self.route = route
        self.setZValue(1)
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * _CLICK)
        self._shape = stroker.createStroke(route.path)

    def boundingRect(self) -> QRectF:
        """Of the clickable ribbon."""
        return self._shape.boundingRect()

    def shape(self) -> QPainterPath:
        """A ribbon round the line."""
        return self._shape

    def paint(self, _painter: QPainter, _option: QStyleOptionGraphicsItem, _w: QWidget | None = None) -> None:
        """Nothing: lines stand in the background that the view keeps."""

    def draw(self, painter: QPainter) -> None:
        """Line and head; broken and with a bar where it brakes."""
        chosen = self.standing in (CHOSEN, BESIDE)
        colour = system_colour(self.look, self.route.system, 1.0 if chosen else 0.55)
        painter.setOpacity(DIMMED if self.standing == AWAY else 1.0)
        pen = QPen(colour, 3.0 if chosen or self.focused else 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if self.route.brakes:
            pen.setDashPattern([3.0, 2.4])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.route.path)
        self._paint_head(painter, colour, self.route.places[-1], self.route.places[-3])
        if self.route.both_ways:
            self._paint_head(painter, colour, self.route.places[0], self.route.places[2])

    def _paint_head(self, painter: QPainter, colour: QColor, tip: QPointF, before: QPointF) -> None:
        way = tip - before
        length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 0.01)
        along = way / length
        across = QPointF(-along.y(), along.x())
        if self.route.brakes:
            painter.setPen(QPen(colour, 2.4))
            painter.drawLine(tip + across * 5, tip - across * 5)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, tip - along * 7 + across * 3.6, tip - along * 7 - across * 3.6]))
