"""A field to search in, with a lens before and a key cap behind."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts


class SearchField(QLineEdit):
    """A line edit; Escape empties it, and when it is empty leaves the key to the window."""

    def __init__(self, look: Look, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._key = look, key
        self.set_texts(placeholder, key)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        look = self._look
        self.setFont(look.font("body"))
        cap = round(parts.key_cap_size(look, self._key).width()) + look.px(6) if self._key else 0
        self.setTextMargins(look.px(24), 0, cap, 0)
        self.updateGeometry()
        self.update()

    def set_texts(self, placeholder: str, key: str = "") -> None:
        """Other words."""
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def sizeHint(self) -> QSize:
        """As high as a button."""
        return QSize(self._look.px(220), self._look.line_height("body") + self._look.px(12))

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lens and key cap over the field."""
        super().paintEvent(event)
        look, painter = self._look, QPainter(self)
        side, middle = look.px(16), self.height() / 2
        paint_icon(painter, "magnify", QRectF(look.px(9), middle - side / 2, side, side), look.color("text2"))
        if self._key and not self.text():
            parts.key_cap(
                painter, look, QPointF(self.width() - look.px(8), middle), self._key, look.color("text3")
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)
