"""The schematic of the pathway: nodes by level and side, signals on its lines, one selection with the picture.

Past 400 lines: Qt calls one view for all of its events; items, lines and signals stand in files of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QStyle, QWidget

from anatomy_viewer.model.pathway import LEVELS, base_of, side_of
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import colon, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import OWN_ARROWS
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.pathway_items import (
    AWAY,
    BESIDE,
    CHOSEN,
    PLAIN,
    BadgeItem,
    Item,
    NodeItem,
    RouteItem,
)
from anatomy_viewer.ui.pathway_layout import NODE_H, Arrangement, Band, Box, arrangement_for, complete
from anatomy_viewer.ui.pathway_legend import paint_legend
from anatomy_viewer.ui.pathway_player import PathwayPlayer
from anatomy_viewer.ui.pathway_routes import routes
from anatomy_viewer.ui.pathway_signals import Glows, SignalsItem
from anatomy_viewer.ui.widgets import parts

MOST_ZOOM, ZOOM_STEP = 4.0, 1.2
# px at 100 % under which a name is not drawn where there is a choice; how much closer than the whole that may lead.
LEAST_PX, MOST_OWN_ZOOM = 8.5, 2.4
_NEARLY = 1.15  # times as wide as its room: then it is rather made to fit
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class PathwayScheme(QGraphicsView):
    """`pointed(id or '')`: the element under the pointer or with the keyboard's focus, without its side.

    `arranged`: `spare` has changed.
    """

    pointed = Signal(str)
    arranged = Signal()

    def __init__(
        self, look: Look, session: Session, player: PathwayPlayer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._player = look, session, player
        self._side, self._zoom, self._at = "", 1.0, ""
        self._room = QSize()
        self._by_hand = False  # has the reader chosen how close it is?
        self._nodes: dict[str, NodeItem] = {}
        self._badges: dict[str, BadgeItem] = {}
        self._lines: list[RouteItem] = []
        self._signals: SignalsItem | None = None
        self._glows: Glows | None = None
        self._arrangement: Arrangement | None = None
        self._set_up()
        player.ticked.connect(self._beat)
        session.listen(self._follow)
        look.changed.connect(self.rebuild)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty(OWN_ARROWS, True)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)

    # Building

    def rebuild(self) -> None:
        """Everything in the present look, language, side and room."""
        look = self._session.pathway
        if look is None or self.width() < 10:
            return
        pathway = self._session.atlas.pathway
        self._side = look.side
        self._arrangement = complete(arrangement_for(self.width(), self.height()), pathway)
        scene = QGraphicsScene(QRectF(0, 0, *self._arrangement.size), self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._make_items(scene)
        old = self.scene()
        self.setScene(scene)
        if old is not None:
            old.deleteLater()
        self._stand()
        self._show_usual()

    def _make_items(self, scene: QGraphicsScene) -> None:
        pathway, language = self._session.atlas.pathway, self._session.language
        arrangement, look = self._arrangement, self._look
        assert arrangement is not None
        spots = {name: arrangement.place(name, self._side) for name in pathway.nodes}
        places = {name: QPointF(*spot) for name, spot in spots.items() if spot}
        covered = self._session.now.concealed  # a question is open that names would answer
        texts = {name: "" if covered else pathway.nodes[name].short.get(language) for name in places}
        self._nodes = {name: NodeItem(look, pathway.nodes[name], text) for name, text in texts.items()}
        self._lines = [RouteItem(look, route) for route in routes(pathway, places)]
        self._badges = {e.id: BadgeItem(look, e) for e in pathway.edges.values() if e.acts_on in places}
        for name, item in self._nodes.items():
            item.setPos(places[name])
        for n, badge in enumerate(self._badges.values()):
            badge.setPos(places[badge.edge.acts_on] + QPointF(34 * n - 17, NODE_H / 2 + 17))
        self._glows = Glows(look, scene, self._nodes, self._lines)
        self._signals = SignalsItem(look, self._player, self._lines, scene.sceneRect())
        self._signals.side = self._side
        for each in self._items():
            element = pathway.nodes.get(each.element) or pathway.edges[each.element]
            each.setToolTip("" if covered else element.names.get(language))
        for part in (*self._items(), self._signals):
            scene.addItem(part)

    def _items(self) -> list[Item]:
        return [*self._nodes.values(), *self._badges.values(), *self._lines]

    # Painting

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Ground, levels, midline and lines; kept until something of them changes."""
        look, arrangement = self._look, self._arrangement
        painter.fillRect(rect, look.color("panel"))
        if arrangement is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in arrangement.bands:
            parts.box(painter, self._box(band.box), 10, look.color("ground"))
            self._letter(painter, arrangement, band)
        self._paint_midline(painter, arrangement)
        paint_legend(painter, look, self._box(arrangement.legend), self._session.language)
        for line in sorted(self._lines, key=lambda each: each.standing != AWAY):
            line.draw(painter)
        painter.setOpacity(1.0)

    def _letter(self, painter: QPainter, arrangement: Arrangement, band: Band) -> None:
        """A level's name on its ground."""
        (x, y), high, room = band.name, 30.0, 220.0
        mirrored = self._side == "left"
        box = QRectF(arrangement.size[0] - x - room if mirrored else x, y - high / 2, room, high)
        end = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._look.font("tiny", scale=1.0 / self._look.scale))
        painter.setPen(self._look.color("text3"))
        text = LEVELS[band.level].get(self._session.language)
        painter.drawText(box, end | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_midline(self, painter: QPainter, arrangement: Arrangement) -> None:
        x = arrangement.midline if self._side == "right" else arrangement.size[0] - arrangement.midline
        pen = QPen(self._look.color("edge"), 1.0)
        pen.setDashPattern([2.0, 5.0])
        painter.setPen(pen)
        high = arrangement.size[1]
        painter.drawLine(QPointF(x, 8), QPointF(x, high - 8))
        words = say("opposite side", self._session.language), say("side that is felt", self._session.language)
        left, right = words if self._side == "right" else words[::-1]
        painter.setPen(self._look.color("text2"))
        painter.setFont(self._look.font("tiny", scale=1.0 / self._look.scale))
        painter.drawText(QRectF(x - 168, high - 34, 160, 20), parts.RIGHT, left)
        painter.drawText(QRectF(x + 8, high - 34, 160, 20), parts.LEFT, right)

    def _beat(self) -> None:
        if self.isVisible() and self._signals is not None:
            self._set_badges()
            if self._glows is not None:
                self._glows.beat(self._session.atlas.pathway, self._player, self._side)
            self.viewport().update()

    def _set_badges(self) -> None:
        given = self._player.inputs.side(self._side)
        for name, badge in self._badges.items():
            badge.set_level(given.block if name == "nerve_block" else given.stimulation)

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.pathway is None:
            return
        if old.pathway is None or new.pathway.side != self._side or old.concealed != new.concealed:
            self.rebuild()
        elif old.pathway.selected != new.pathway.selected:
            self._stand()
            if self._zoom > 1.0 and (item := self._item_of_selection()) is not None:
                self.ensureVisible(item)

    def _stand(self) -> None:
        """How everything stands to what is selected: itself, beside it, or out of the way."""
        look, pathway = self._session.pathway, self._session.atlas.pathway
        if look is None:
            return
        chosen = {base_of(name) for name in look.selected if side_of(name) == self._side}
        near = {base_of(other) for name in chosen for other in pathway.neighbours(name)}
        ends = {base_of(other) for name in near for other in pathway.neighbours(name)} if chosen else set()
        for item in self._items():
            name = item.element
            known = name in chosen, name in near or (name in ends and name in pathway.nodes)
            standing = CHOSEN if known[0] else BESIDE if known[1] else AWAY if chosen else PLAIN
            item.set_standing(standing, name == self._at and self.hasFocus())
        self.resetCachedContent()
        self._beat()

    # Size

    def fit(self) -> None:
        """All of it in the view."""
        self._by_hand = True
        self._show_all()

    def zoom(self, factor: float) -> None:
        """Closer (more than 1) or farther; never farther than all of it."""
        self._by_hand = True
        self._come(self._zoom * factor)

    def _show_usual(self) -> None:
        """All of it, or as much as can be read at the text scale, round what is selected."""
        self._by_hand = False
        self._show_all()
        drawn = self._look.font("small", scale=1.0 / self._look.scale).pixelSize() * self.transform().m11()
        wanted = min(LEAST_PX * self._look.scale / max(drawn, 0.1), MOST_OWN_ZOOM)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + 2
        room = (self.width() - bar) / max(self.sceneRect().width() * self.transform().m11(), 1.0)
        self._come(room if 1.0 < room < wanted < room * _NEARLY else wanted)
        item = self._item_of_selection() or self._nodes.get("second_order_neuron")
        if self._zoom > 1.0 and item is not None:
            self.centerOn(item)
            self.arranged.emit()

    def _item_of_selection(self) -> Item | None:
        look = self._session.pathway
        chosen = base_of(look.selected[0]) if look is not None and look.selected else ""
        return self._nodes.get(chosen)

    def _show_all(self) -> None:
        self._zoom = 1.0
        self._let_scroll(False)  # bars that are about to go would be left room for
        self.resetTransform()
        if self.scene() is not None:
            self.fitInView(self.sceneRect().adjusted(-4, -4, 4, 4), Qt.AspectRatioMode.KeepAspectRatio)
        self.setDragMode(QGraphicsView.DragMode.NoDrag)
        self.arranged.emit()

    def _let_scroll(self, on: bool) -> None:
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAsNeeded if on else policies.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)

    def _come(self, zoom: float) -> None:
        """So many times as close as all of it."""
        wanted = min(max(zoom, 1.0), MOST_ZOOM)
        if wanted <= 1.0:
            self._show_all()
            return
        self._let_scroll(True)
        self.scale(wanted / self._zoom, wanted / self._zoom)
        self._zoom = wanted
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room may ask for the other arrangement; that bars come and go is no other room."""
        super().resizeEvent(event)
        if self.size() == self._room:
            return
        self._room = self.size()
        wanted = arrangement_for(self.width(), self.height())
        if self._arrangement is None or wanted.size[0] != self._arrangement.size[0]:
            self.rebuild()
        elif not self._by_hand:
            self._show_usual()
        elif self._zoom == 1.0:
            self._show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)

    def spare(self) -> QRect:
        """The part of the view that nothing stands in while all of it is shown."""
        if self._arrangement is None:
            return self.viewport().rect()
        room = self.mapFromScene(self._box(self._arrangement.spare)).boundingRect()
        seen = room.intersected(self.viewport().rect())
        return seen if seen.width() * 2 > room.width() else self.viewport().rect()

    def _box(self, box: Box) -> QRectF:
        """A box of the arrangement, mirrored where the left side is felt."""
        left, top, wide, high = box
        whole = self._arrangement.size[0] if self._arrangement else 0.0
        return QRectF(whole - left - wide if self._side == "left" else left, top, wide, high)

    # Hand and keys

    def _element_at(self, event: QMouseEvent) -> str:
        found = (item for item in self.items(event.position().toPoint()) if isinstance(item, Item))
        return next((item.element for item in found), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is there; beside everything: nothing."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._element_at(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Beside everything: all of it again."""
        if not self._element_at(event):
            self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the pointer."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self._element_at(event))

    def _choose(self, element: str) -> None:
        if self._session.now.concealed:
            return
        self._at = element
        self._session.choose_in_pathway([f"{element}_{self._side[0]}"] if element else [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from node to node, Enter selects, + and − zoom, 0 shows all."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._go(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at:
            self._choose(self._at)
        elif event.text() in ("+", "="):
            self.zoom(ZOOM_STEP)
        elif event.text() == "-":
            self.zoom(1 / ZOOM_STEP)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def _go(self, dx: float, dy: float) -> None:
        """To the nearest node or mark in a direction; what lies off that direction counts three times as far."""
        stops: dict[str, Item] = {**self._nodes, **self._badges}
        here = stops.get(self._at)
        if here is None:
            self._attend("second_order_neuron" if "second_order_neuron" in stops else next(iter(stops), ""))
            return
        best, least = "", float("inf")
        for name, item in stops.items():
            way = item.pos() - here.pos()
            ahead, off = way.x() * dx + way.y() * dy, abs(way.x() * dy) + abs(way.y() * dx)
            if ahead > 8 and ahead + 3 * off < least:
                best, least = name, ahead + 3 * off
        if best:
            self._attend(best)

    def _attend(self, name: str) -> None:
        """The keyboard is at this element: ring, words, screen reader."""
        self._at = name
        self._stand()
        self.pointed.emit(name)
        item: Item | None = self._nodes.get(name) or self._badges.get(name)
        if item is not None:
            self.ensureVisible(item)
        self._describe(name)

    def _describe(self, name: str) -> None:
        pathway, language = self._session.atlas.pathway, self._session.language
        element = pathway.nodes.get(name) or pathway.edges.get(name)
        if element is not None and not self._session.now.concealed:
            words = element.names.get(language) + colon(language) + element.does.get(language)
            self.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def retranslate(self) -> None:
        """Words in the session's language."""
        self.setAccessibleName(say("Pathway of pain", self._session.language))
        self.rebuild()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._stand()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring any more."""
        super().focusOutEvent(event)
        self._stand()
