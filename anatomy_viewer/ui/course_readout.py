"""The read-out line of a walk: a label over a value, field by field; fields keep their places so that nothing jumps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.ui.course_words import Field
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

HIGH, _GAP, _SWATCH = 52, 14, 9  # px at 100 %
_LAYER, _VESSEL = 205, 146  # px at 100 % that the two muscles get before the vessel gives way; and the vessel
# The widest values, which decide where the fields stand.
_WIDEST = {"s": "288 mm", "depth": "88.8 · ⌀ 8.8 mm"}


class ReadOut(QWidget):
    """Painted whole; `show_fields` is all that changes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._fields: tuple[Field, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Two lines and air."""
        return QSize(300, self._look.px(HIGH))

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        """Say this."""
        self._fields = fields
        words = [f"{field.label}: {''.join(run.text for run in field.runs)}" for field in fields]
        self.setAccessibleName("; ".join(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, hairline, fields."""
        look, painter = self._look, QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), look.color("line"))
        for field, left, width in self._places():
            self._paint_field(painter, field, left, width)

    def _places(self) -> list[tuple[Field, float, float]]:
        """Each field that has room, its left edge and width."""
        look = self._look
        room, gap = self.width() - 2.0 * look.px(16), float(look.px(_GAP))
        widths = {field.id: self._width(field) for field in self._fields}
        shown = [field.id for field in self._fields]
        if "vessel" in shown and sum(widths.values()) + gap * (len(shown) - 1) > room:
            shown.remove("vessel")
        taken = sum(widths[i] for i in shown if i != "layer") + gap * (len(shown) - 1)
        widths["layer"] = max(room - taken, 40.0)
        places, left = [], float(look.px(16))
        for field in self._fields:
            if field.id in shown:
                places.append((field, left, widths[field.id]))
                left += widths[field.id] + gap
        return places

    def _width(self, field: Field) -> float:
        look = self._look
        label = parts.text_width(look, "tiny", field.label) + 2
        if field.id == "layer":
            return float(look.px(_LAYER))
        if field.id == "vessel":
            return max(label, float(look.px(_VESSEL)))
        widest = _WIDEST.get(field.id) or self._widest_eop()
        return max(label, parts.text_width(look, "strong", widest) + 4)

    def _widest_eop(self) -> str:
        ways = ("{:.0f} lat · {:.0f} caud", "{:.0f} lat · {:.0f} cran")
        words = [f"{say(way, self._look.language).format(88, 188)} mm" for way in ways]
        return max(words, key=lambda text: parts.text_width(self._look, "strong", text))

    def _paint_field(self, painter: QPainter, field: Field, left: float, width: float) -> None:
        look = self._look
        high, low = look.line_height("tiny"), look.line_height("strong")
        top = (self.height() - high - low - look.px(2)) / 2
        label = QRectF(left, top, width, high)
        parts.line(painter, look, "tiny", look.color("text3"), label, field.label)
        x, y, right = left, top + high + look.px(2), left + width
        for run in field.runs:
            if run.system:
                side = look.px(_SWATCH)
                box = QRectF(x, y + (low - side) / 2, side, side)
                parts.box(painter, box, parts.SWATCH_RADIUS, look.swatch(run.system))
                x += side + look.px(6)
            role, tone = ("body", "text2") if run.faint else ("strong", "text")
            if field.id == "layer":  # the longest of them
                role = "small" if run.faint else "small_strong"
            elif field.id == "vessel" and run.faint:
                role = "small"
            parts.line(painter, look, role, look.color(tone), QRectF(x, y, max(right - x, 0), low), run.text)
            x += parts.text_width(look, role, run.text)
