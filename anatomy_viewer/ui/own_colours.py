"""A row of colours for a mesh of one's own: as the file has it, a few that no tissue has, or any other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QColorDialog, QHBoxLayout, QWidget

from anatomy_viewer.model.words import say
from anatomy_viewer.ui import theme
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.style import keyboard_focus, paint_ring
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button


class _Swatch(QAbstractButton):
    def __init__(self, look: Look, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.colour = look, colour
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """26 px at 100 %."""
        return QSize(self._look.px(26), self._look.px(26))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The colour; a ring round the chosen one."""
        painter, rect = QPainter(self), QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts.box(painter, rect, parts.SWATCH_RADIUS, QColor(self.colour))
        if self.isChecked():
            painter.setPen(QPen(self._look.color("accent"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 5, 5)
        if keyboard_focus(self):
            paint_ring(painter, QRectF(self.rect()), self._look.color("accent"), 4)


class ColourRow(QWidget):
    """`chosen('#RRGGBB')`, or '' for what the file brings."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._file = Button(look, "", "outline")
        self._file.setCheckable(True)
        self._group = QButtonGroup(self)
        self._group.addButton(self._file)
        self._swatches = [_Swatch(look, colour) for colour in theme.OWN_COLOURS]
        self._other = Button(look, "", "outline")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(2))
        row.addWidget(self._file)
        for swatch in self._swatches:
            self._group.addButton(swatch)
            row.addWidget(swatch)
        row.addWidget(self._other)
        row.addStretch(1)
        self._file.clicked.connect(lambda: self.chosen.emit(""))
        for swatch in self._swatches:
            swatch.clicked.connect(lambda _on=False, colour=swatch.colour: self.chosen.emit(colour))
        self._other.clicked.connect(self._ask)
        self.set_current("")

    def retranslate(self, language: str) -> None:
        """Words."""
        self._file.setText(say("File's", language))
        self._other.setText("…")
        self._other.setAccessibleName(say("Another colour", language))
        for swatch in self._swatches:
            swatch.setAccessibleName(f"{say('Colour', language)} {swatch.colour}")

    def set_current(self, colour: str) -> None:
        """Choose without a signal."""
        found = next((swatch for swatch in self._swatches if swatch.colour == colour), self._file)
        found.setChecked(True)

    def _ask(self) -> None:
        colour = QColorDialog.getColor(QColor(theme.OWN_COLOURS[0]), self)
        if colour.isValid():
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
            self.chosen.emit(colour.name().upper())
