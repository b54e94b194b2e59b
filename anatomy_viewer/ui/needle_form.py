"""Numbers of the needle: entry and target in millimetres, and the needle itself drawn to scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needling import DIAMETERS, LENGTHS, STEP, Needle
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_mark import HUB_LONG, HUB_THICK, HUB_THIN
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.slider import MINUS

# The word of a positive and of a negative number, axis by axis, from the EOP.
AXES = (("right", "left"), ("in front", "behind"), ("above", "below"))


class StepField(QLineEdit):
    """A number in mm; arrows, page keys and the wheel (with the focus) change it by 0.5 or 5. `changed(float)`."""

    changed = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._value = look, 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._typed)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.font("control"))

    def set_value(self, value: float) -> None:
        """Show a number without a signal, unless one is being typed."""
        self._value = round(value, 2)
        if not (self.hasFocus() and self.isModified()):
            self._show()

    def _show(self) -> None:
        self.setText(f"{self._value:.1f}".replace("-", MINUS))
        self.setModified(False)

    def _typed(self) -> None:
        if not self.isModified():
            return
        try:
            value = float(self.text().replace(MINUS, "-").replace(",", ".").removesuffix("mm").strip())
        except ValueError:
            value = self._value
        self._go(min(max(value, -400.0), 400.0) if value == value else self._value)

    def _go(self, value: float) -> None:
        new = value != self._value
        self._value = value
        self._show()
        if new:
            self.changed.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        step = steps.get(Qt.Key(event.key())) if event.key() in steps else None
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(self._value + step * STEP)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the focus; else the panel scrolls."""
        if self.hasFocus() and event.angleDelta().y():
            self._go(self._value + (STEP if event.angleDelta().y() > 0 else -STEP))
        else:
            event.ignore()


class PlaceFields(QWidget):
    """Three numbers and the word for the direction of each. `moved(Vector)` by the user."""

    moved = Signal(object)

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: Vector = (0.0, 0.0, 0.0)
        self._fields = [StepField(look) for _ in AXES]
        self._words = [Text(look, "tiny", "text3") for _ in AXES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(6))
        grid.setVerticalSpacing(look.px(2))
        for i, (field, word) in enumerate(zip(self._fields, self._words, strict=True)):
            word.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, 0, i)
            grid.addWidget(word, 1, i)
            field.changed.connect(lambda value, i=i: self._change(i, value))

    def show_place(self, place: Vector, name: str) -> None:
        """Show a place; `name` is for screen readers."""
        self._place = place
        for field, word, value, pair in zip(self._fields, self._words, place, AXES, strict=True):
            field.set_value(value)
            word.setText(f"mm {say(pair[value < 0], self._session.language)}")
            field.setAccessibleName(f"{name}: {word.text()}")

    def _change(self, axis: int, value: float) -> None:
        x, y, z = (value if i == axis else old for i, old in enumerate(self._place))
        self.moved.emit((x, y, z))


class NeedleDrawing(QWidget):
    """The needle on a ruler, everything to one scale; the part under the skin is set off."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Needle and ruler."""
        return QSize(240, self._look.px(62))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hub, shaft, depth, ruler."""
        needle = self._session.now.needle
        if needle is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = (self.width() - 24.0) / (LENGTHS[-1] + HUB_LONG)
        zero, middle = 6.0 + HUB_LONG * scale, self._look.px(18)
        self._paint_inside(painter, needle, zero, middle, scale)
        self._paint_needle(painter, needle, zero, middle, scale)
        self._paint_ruler(painter, zero, scale)

    def _paint_inside(
        self, painter: QPainter, needle: Needle, zero: float, middle: float, scale: float
    ) -> None:
        deep = min(needle.depth, needle.length)
        start, high = zero + (needle.length - deep) * scale, self._look.px(26)
        rect = QRectF(start, middle - high / 2, deep * scale, high)
        parts.box(painter, rect, 4, self._look.color("fill"))
        painter.setPen(QPen(self._look.swatch("skin"), 2))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _paint_needle(
        self, painter: QPainter, needle: Needle, zero: float, middle: float, scale: float
    ) -> None:
        end = zero + needle.length * scale
        wide = max(DIAMETERS[needle.gauge] * scale, 0.8)
        painter.setPen(QPen(self._look.color("text"), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(zero, middle), QPointF(end, middle))
        thin, thick = HUB_THIN * scale / 2, HUB_THICK * scale / 2
        left = zero - HUB_LONG * scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("hub"))
        corners = ((left, thick), (zero, thin), (zero, -thin), (left, -thick))
        painter.drawPolygon(QPolygonF([QPointF(x, middle + y) for x, y in corners]))

    def _paint_ruler(self, painter: QPainter, zero: float, scale: float) -> None:
        top = self._look.px(36)
        painter.setPen(QPen(self._look.color("edge"), 1))
        for mm in range(0, round(LENGTHS[-1]) + 1, 5):
            x = zero + mm * scale
            painter.drawLine(QPointF(x, top), QPointF(x, top + (6 if mm % 20 == 0 else 3)))
        high = self._look.line_height("tiny")
        for mm in range(0, round(LENGTHS[-1]) + 1, 20):
            text = f"{mm} mm" if mm == 0 else str(mm)
            rect = QRectF(zero + mm * scale - 24, top + 7, 48, high)
            parts.line(painter, self._look, "tiny", self._look.color("text3"), rect, text, parts.CENTRE)
