"""A slider with its value: the groove is filled from a zero point, the value can be typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSlider, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

_GROOVE, _GRIP, _RING = 4, 16, 3  # px at 100 %
_EDIT_INSETS = 6  # px that a line edit keeps free round its text
MINUS = "−"


class Groove(QSlider):
    """The painted part: whole steps; `zero` is the step that the fill begins at. `moved` only by the user."""

    moved = Signal(int)

    def __init__(self, look: Look, least: int, most: int, zero: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._zero = look, zero
        self.setRange(least, most)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("focusRadius", 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.actionTriggered.connect(self._act)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A height that is easily hit."""
        return QSize(self._look.px(150), max(self._look.px(24), 24))

    def minimumSizeHint(self) -> QSize:
        """Still usable when narrow."""
        return QSize(self._look.px(60), self.sizeHint().height())

    def _x(self, value: int) -> float:
        inset = self._look.px(_GRIP) / 2 + _RING - 1
        span = self.maximum() - self.minimum()
        return inset + (self.width() - 2 * inset) * (value - self.minimum()) / max(span, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove, fill from zero, tick at zero, grip with its ring."""
        look, painter = self._look, QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(parts.DISABLED)
        middle, high = self.height() / 2, look.px(_GROOVE)
        groove = QRectF(0, middle - high / 2, self.width(), high)
        parts.box(painter, groove, high / 2, look.color("fill2"))
        start = 0.0 if self._zero == self.minimum() else self._x(self._zero)
        low, top = sorted((start, self._x(self.value())))
        parts.box(painter, QRectF(low, groove.top(), top - low, high), high / 2, look.color("accent"))
        self._paint_grip(painter, QPointF(self._x(self.value()), middle))

    def _paint_grip(self, painter: QPainter, centre: QPointF) -> None:
        look = self._look
        radius = look.px(_GRIP) / 2
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.color("panel"))
        painter.drawEllipse(centre, radius + 0.5, radius + 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("grip"))
        painter.drawEllipse(centre, radius - _RING, radius - _RING)

    def _value_at(self, x: float) -> int:
        left, right = self._x(self.minimum()), self._x(self.maximum())
        share = (x - left) / max(right - left, 1)
        return self.minimum() + round(min(max(share, 0.0), 1.0) * (self.maximum() - self.minimum()))

    def _go(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self.moved.emit(value)

    def _act(self, _action: int) -> None:
        self._go(self.sliderPosition())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Back to the zero point."""
        self._go(self._zero)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel that scrolls, unless the slider has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ValueSlider(QWidget):
    """A groove and its value with unit, right-aligned, which can be typed.

    `changed(float)` follows the user's hand; `committed(float)` comes once, when the grip is let go or a value
    is typed. Values are rounded to `step`.
    """

    changed = Signal(float)
    committed = Signal(float)

    def __init__(
        self,
        look: Look,
        name: str,
        least: float,
        most: float,
        step: float = 1.0,
        zero: float | None = None,
        unit: str = "",
        decimals: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._step, self._unit, self._decimals = look, step, unit, decimals
        self._signed = zero is not None and zero > least
        start = least if zero is None else zero
        self._groove = Groove(look, round(least / step), round(most / step), round(start / step))
        self._edit = QLineEdit()
        self._edit.setProperty("bare", "true")
        self._edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._edit.setTextMargins(0, 0, -_EDIT_INSETS // 2 + 1, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(4))
        layout.addWidget(self._groove, 1)
        layout.addWidget(self._edit)
        self.set_name(name)
        self.setFocusProxy(self._groove)
        self._groove.moved.connect(self._follow)
        self._groove.sliderReleased.connect(self._commit)
        self._edit.editingFinished.connect(self._typed)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._edit.setFont(self._look.font("control"))
        widest = max((self.text_of(v) for v in (self.least(), self.most())), key=len)
        wide = parts.text_width(self._look, "control", widest) + _EDIT_INSETS
        # At least 68: sliders below each other keep grooves of one length.
        self._edit.setFixedWidth(max(round(wide), self._look.px(68)))
        self._show()

    def set_name(self, name: str) -> None:
        """What a screen reader calls the slider and its field."""
        self._groove.setAccessibleName(name)
        self._edit.setAccessibleName(name)

    def least(self) -> float:
        """The smallest value."""
        return self._groove.minimum() * self._step

    def most(self) -> float:
        """The largest value."""
        return self._groove.maximum() * self._step

    def value(self) -> float:
        """The value, a whole number of steps."""
        return round(self._groove.value() * self._step, 6)

    def set_range(self, least: float, most: float) -> None:
        """Other ends, without a signal."""
        self._groove.setRange(round(least / self._step), round(most / self._step))
        self._restyle()

    def set_value(self, value: float) -> None:
        """Show a value without a signal."""
        self._groove.setValue(round(value / self._step))
        self._show()

    def text_of(self, value: float) -> str:
        """A value as it is written: sign when there is a zero point, a true minus, then the unit."""
        number = f"{abs(value):.{self._decimals}f}"
        is_zero = float(number) == 0
        sign = MINUS if value < 0 and not is_zero else "+" if self._signed and not is_zero else ""
        space = "" if self._unit in ("°", "") else "\N{NO-BREAK SPACE}"
        return f"{sign}{number}{space}{self._unit}"

    def _show(self) -> None:
        self._edit.setText(self.text_of(self.value()))

    def _follow(self, _value: int) -> None:
        self._show()
        self.changed.emit(self.value())
        if not self._groove.isSliderDown():
            self.committed.emit(self.value())

    def _commit(self) -> None:
        self.committed.emit(self.value())

    def _typed(self) -> None:
        """Take the number that was typed; what is no number is put back."""
        text = self._edit.text().replace(MINUS, "-").replace(",", ".").removesuffix(self._unit).strip()
        try:
            value = float(text)
        except ValueError:
            self._show()
            return
        before = self.value()
        self.set_value(min(max(value, self.least()), self.most()))
        if self.value() != before:
            self.changed.emit(self.value())
            self.committed.emit(self.value())
