"""The peel slider: eight segments in the colours of the layers; those taken away are hollow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.theme import layer_colours
from anatomy_viewer.ui.widgets import parts

LAYERS = 8
_SEGMENT, _GAP, _HIGH = 20, 3, 9  # px at 100 %


class PeelSlider(QSlider):
    """How many layers are taken away, 0–7. `peeled(int)` says what the user chose, by mouse, wheel or key.

    `sliderPressed` and `sliderReleased` enclose a drag, so that it can be one entry of undo.
    """

    peeled = Signal(int)

    def __init__(
        self, look: Look, caption: str, layers: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._named = True
        self.setRange(0, LAYERS - 1)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_texts(caption, layers)
        self.actionTriggered.connect(self._act)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_texts(self, caption: str, layers: Sequence[str]) -> None:
        """The word before the slider (may be empty) and the names of the eight layers, skin first."""
        if len(layers) != LAYERS:
            raise ValueError(f"the peel slider has {LAYERS} layers, not {len(layers)}")
        self._caption, self._layers = caption, tuple(layers)
        self.setAccessibleName(caption or self._layers[0])
        self._restyle()

    def set_named(self, named: bool) -> None:
        """Whether the name of the layer stands beside the slider (not in a narrow window)."""
        self._named = named
        self._restyle()

    def layer(self) -> str:
        """The name of the outermost layer that is left."""
        return self._layers[self.value()]

    def _pitch(self) -> float:
        return self._look.px(_SEGMENT) + self._look.px(_GAP)

    def _left(self) -> float:
        """Where the segments begin: after the caption."""
        look = self._look
        return parts.text_width(look, "control", self._caption) + look.px(8) if self._caption else look.px(4)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest name, so that nothing beside it moves."""
        look = self._look
        width = self._left() + LAYERS * self._pitch() + look.px(4)
        if self._named:
            width += look.px(6) + max(parts.text_width(look, "strong", name) for name in self._layers)
        return QSize(round(width + 1), look.line_height("control") + look.px(14))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Caption, segments, grip, name."""
        look, painter = self._look, QPainter(self)
        rect = QRectF(self.rect())
        if not self.isEnabled():
            painter.setOpacity(parts.DISABLED)
        if self._caption:
            parts.line(painter, look, "control", look.color("text2"), rect, self._caption)
        for index, colour in enumerate(layer_colours(look.tissues)):
            self._paint_segment(painter, index, QColor(colour))
        self._paint_grip(painter)
        if self._named:
            name = rect.adjusted(self._left() + LAYERS * self._pitch() + look.px(6), 0, 0, 0)
            parts.line(painter, look, "strong", look.color("text"), name, self.layer())

    def _paint_segment(self, painter: QPainter, index: int, colour: QColor) -> None:
        look = self._look
        high = look.px(_HIGH)
        left = self._left() + index * self._pitch()
        rect = QRectF(left, self.height() / 2 - high / 2, look.px(_SEGMENT), high)
        hollow = index < self.value()
        parts.box(painter, rect, 2, None if hollow else colour, look.color("edge") if hollow else None)

    def _paint_grip(self, painter: QPainter) -> None:
        """A bar between what is taken away and what is left, with a ring of the panel's colour."""
        look = self._look
        wide, high = look.px(4), look.px(16)
        middle = self._left() + self.value() * self._pitch() - look.px(_GAP) / 2
        rect = QRectF(middle - wide / 2, self.height() / 2 - high / 2, wide, high)
        parts.box(painter, rect.adjusted(-2, -1, 2, 1), 3, look.color("panel"))
        parts.box(painter, rect, wide / 2, look.color("accent" if self.isSliderDown() else "text"))

    def stop_at(self, x: float) -> int:
        """The number of layers taken away when the user points at `x`: the nearest gap between segments."""
        return min(max(round((x - self._left()) / self._pitch()), 0), LAYERS - 1)

    def _go(self, position: QPointF) -> None:
        value = self.stop_at(position.x())
        if value != self.value():
            self.setValue(value)
            self.peeled.emit(value)

    def _act(self, _action: int) -> None:
        """A key or the wheel: the slider's position is already the new one, its value not yet."""
        if self.sliderPosition() != self.value():
            self.setValue(self.sliderPosition())
            self.peeled.emit(self.value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One layer a notch: down goes deeper."""
        step = 1 if event.angleDelta().y() < 0 else -1
        self.setSliderPosition(min(max(self.value() + step, 0), LAYERS - 1))
        self._act(0)
        event.accept()
