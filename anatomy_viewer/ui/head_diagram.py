"""The small drawn head: front, side and back; it shows the same pain as the skin and is clicked like it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.pain import Ache
from anatomy_viewer.session import Session
from anatomy_viewer.ui.head_paint import head_rect, paint_head
from anatomy_viewer.ui.heads import HeadShelf
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.picture_words import region_name
from anatomy_viewer.ui.widgets import parts

HIGH = 142  # px at 100 %


class HeadDiagram(QWidget):
    """`chosen(region)`: a region with its side was clicked, or Enter pressed on it; `pointed(region)`: '' for none.

    The arrow keys go from region to region.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(self, look: Look, session: Session, shelf: HeadShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session, self._shelf = look, session, shelf
        self._aches: tuple[Ache, ...] = ()
        self._side, self._chosen, self._under = "right", "", ""
        self._waiting = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shelf.ready.connect(self.update)
        look.changed.connect(self.updateGeometry)

    def show_pain(self, aches: Iterable[Ache], side: str, chosen: str) -> None:
        """Other pain, seen from this side, with this region chosen."""
        wanted = (tuple(aches), side, chosen)
        if wanted != (self._aches, self._side, self._chosen):
            self._aches, self._side, self._chosen = wanted
            self.update()

    def set_texts(self, name: str, waiting: str) -> None:
        """What it is called, and what stands there until it is drawn."""
        self.setAccessibleName(name)
        self._waiting = waiting

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(self._look.px(300), self._look.px(HIGH))

    def views(self) -> tuple[str, str, str]:
        """What is drawn, from left to right."""
        return ("front", self._side, "back")

    def _rects(self) -> list[tuple[str, QRectF]]:
        heads, found, gap = self._shelf.heads(), [], 8.0
        wide = (self.width() - 2 * gap) / 3
        for i, view in enumerate(self.views()):
            if view in heads:
                room = QRectF(i * (wide + gap), 2, wide, self.height() - 4)
                found.append((view, head_rect(heads[view], room)))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The three heads."""
        painter, heads = QPainter(self), self._shelf.heads()
        for view, rect in self._rects():
            paint_head(painter, self._look, heads[view], rect, self._aches, self._chosen, self._under)
        if not heads:
            room = QRectF(self.rect())
            parts.line(
                painter, self._look, "small", self._look.color("text3"), room, self._waiting, parts.CENTRE
            )

    def region_at(self, position: QPointF) -> str:
        """The region, with its side, at a place of the widget; ''."""
        heads = self._shelf.heads()
        for view, rect in self._rects():
            if rect.contains(position):
                share = rect.width() / heads[view].size.width()
                return heads[view].region_at((position - rect.topLeft()) / share)
        return ""

    def middle_of(self, region: str) -> QPointF | None:
        """A place of the widget at which a region is hit; None where it isn't seen."""
        heads = self._shelf.heads()
        for view, rect in self._rects():
            path = heads[view].regions.get(region)
            if path is not None:
                share, box = rect.width() / heads[view].size.width(), path.boundingRect()
                for x in (0.5, 0.3, 0.7, 0.15, 0.85):
                    for y in (0.5, 0.3, 0.7):
                        place = QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                        if path.contains(place):
                            return rect.topLeft() + place * share
        return None

    def outline(self, region: str) -> None:
        """Outline a region that is pointed at elsewhere; '' for none."""
        if region != self._under:
            self._under = region
            self.update()

    def _point(self, region: str) -> None:
        if region != self._under:
            self._under = region
            self.setCursor(Qt.CursorShape.PointingHandCursor if region else Qt.CursorShape.ArrowCursor)
            self.setAccessibleDescription(region_name(self._session, region) if region else "")
            self.pointed.emit(region)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The region under the pointer is outlined."""
        self._point(self.region_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """None is."""
        self._point("")
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        region = self.region_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and region:
            self.chosen.emit(region)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from region to region, Enter chooses."""
        names = list(dict.fromkeys(n for view, _ in self._rects() for n in self._shelf.heads()[view].regions))
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in step and names:
            here = self._under or self._chosen
            at = names.index(here) if here in names else -1
            self._point(names[(at + step[Qt.Key(event.key())]) % len(names)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._under:
            self.chosen.emit(self._under)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Where the keys are no more, nothing is outlined."""
        self._point("")
        super().focusOutEvent(event)
