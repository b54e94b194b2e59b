"""A grid that flows: as many equal columns as fit, each item between a least and a most width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowGrid(QLayout):
    """Lays out cards in rows; every row is as high as its highest item. Widths are in px at the text scale."""

    def __init__(
        self, least: int = 280, most: int = 420, spacing: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._least, self._most = least, most
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def set_widths(self, least: int, most: int) -> None:
        """Other limits, for another text scale."""
        self._least, self._most = least, most
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Called by addWidget."""
        self._items.append(item)

    def count(self) -> int:
        """Number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all rows in that width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One column."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """One column, one row."""
        margins = self.contentsMargins()
        high = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(self._least + margins.left() + margins.right(), high + margins.top() + margins.bottom())

    def columns(self, width: int) -> tuple[int, float]:
        """How many columns fit into `width` px, and how wide each is (to the fraction, so that the rows end flush)."""
        gap = self.spacing()
        count = max((width + gap) // (self._least + gap), 1)
        return count, min((width - gap * (count - 1)) / count, float(self._most))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        count, wide = self.columns(inner.width())
        top, shown = inner.top(), self._shown()
        for start in range(0, len(shown), count):
            row = shown[start : start + count]
            high = max(_height(item, int(wide)) for item in row)
            for column, item in enumerate(row if move else ()):
                left = round(column * (wide + self.spacing()))
                right = round(column * (wide + self.spacing()) + wide)
                item.setGeometry(QRect(inner.left() + left, top, right - left, high))
            top += high + self.spacing()
        used = top - (self.spacing() if shown else 0) - inner.top()
        return used + margins.top() + margins.bottom()


class FlowRow(FlowGrid):
    """Chips and buttons side by side, each as wide as it likes to be, in as many lines as they need."""

    def __init__(self, spacing: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, spacing, parent)

    def minimumSize(self) -> QSize:
        """The widest item."""
        sizes = [item.minimumSize() for item in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def _arrange(self, rect: QRect, move: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            left, high = rect.left(), max(item.sizeHint().height() for item in line)
            for item in line:
                size = item.sizeHint()
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += high + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items, broken into lines no longer than `width`."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or left + wide > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += wide + self.spacing()
        return lines


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
