"""The lecturer's hand on the picture: laser, pen, eraser and magnifier follow the pointer; the rest turns as ever."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from anatomy_viewer.model.presenting import Presenting, Spot
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.viewport import Viewport

NEAR = 0.003  # of the picture's height: a stroke takes no more places than can be told apart


class PresentHand(QObject):
    """Watches the viewport. `moved`: what is seen of the hand is elsewhere; `roamed(x, y)`: the pointer is.

    spot: where the pointer is (fractions of the picture), None outside it. stroke: the one being drawn.
    """

    moved = Signal()
    roamed = Signal(float, float)

    def __init__(self, viewport: Viewport, presenter: Presenter) -> None:
        super().__init__(viewport)
        self._viewport, self._presenter = viewport, presenter
        self.spot: Spot | None = None
        self.stroke: tuple[Spot, ...] = ()
        self._rubbing = False
        viewport.installEventFilter(self)
        presenter.listen(self._follow)

    def put_away(self) -> None:
        """Watch no more."""
        self._viewport.removeEventFilter(self)
        self._viewport.setCursor(Qt.CursorShape.ArrowCursor)
        self.deleteLater()

    def _follow(self, old: Presenting, new: Presenting) -> None:
        if old.tool != new.tool:
            self.stroke, self._rubbing = (), False
            self._viewport.forget_hover()
            shapes = {"laser": Qt.CursorShape.BlankCursor, "magnifier": Qt.CursorShape.BlankCursor}
            pointing = Qt.CursorShape.CrossCursor if new.tool else Qt.CursorShape.ArrowCursor
            self._viewport.setCursor(shapes.get(new.tool, pointing))
        self.moved.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Pen and eraser take the left button; everything else goes on to the picture."""
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self.spot = None
            self.moved.emit()
        if not isinstance(event, QMouseEvent):
            return False
        if kind == QEvent.Type.MouseMove:
            self._go(event.position())
            if self._presenter.now.tool and not event.buttons():
                return True  # what is under a tool is not named
        working = self._presenter.now.tool in ("pen", "eraser") and self._presenter.now.left is None
        return working and self._work(event)

    def _go(self, position: QPointF) -> None:
        self.spot = self._fractions(position)
        self.roamed.emit(*self.spot)
        if self._presenter.now.tool:
            self.moved.emit()

    def _fractions(self, position: QPointF) -> Spot:
        wide, high = max(self._viewport.width(), 1), max(self._viewport.height(), 1)
        return position.x() / wide, position.y() / high

    def _work(self, event: QMouseEvent) -> bool:
        """Draw or rub; True where the event was the tool's."""
        kind, left = event.type(), Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseMove and event.buttons() & left:
            self._on(self._fractions(event.position()))
            return True
        if event.button() != left:
            return False
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._rubbing = self._presenter.now.tool == "eraser"
            self._on(self._fractions(event.position()))
        elif kind == QEvent.Type.MouseButtonRelease and self.stroke:
            stroke, self.stroke = self.stroke, ()
            self._presenter.draw(stroke)
        return True

    def _on(self, spot: Spot) -> None:
        aspect = self._viewport.width() / max(self._viewport.height(), 1)
        if self._rubbing:
            self._presenter.erase(spot, aspect)
            return
        last = self.stroke[-1] if self.stroke else None
        if last is None or abs(last[0] - spot[0]) * aspect + abs(last[1] - spot[1]) > NEAR:
            self.stroke = (*self.stroke, spot)
            self.moved.emit()
