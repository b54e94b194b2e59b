"""A list of rows to choose one from: mark, text, a second name, and what it is or its keys at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.style import draw_row_ground
from anatomy_viewer.ui.widgets import parts

FAINT = 0.62  # opacity of a row that is not in force
_EDGE, _MARK, _GAP = 14, 28, 10  # px at 100 %: inset, room for icon or swatch, between texts
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Row:
    """`icon` or `tissue` (a swatch) stands before the text; `second` behind it, `right` and `keys` at the end.

    latin: `second` is Latin and stands in italics; faint: not in force; marked: the present one, with a tick.
    """

    text: str
    second: str = ""
    right: str = ""
    icon: str = ""
    tissue: str = ""
    keys: str = ""
    latin: bool = False
    faint: bool = False
    marked: bool = False

    def said(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.text, self.second, self.right, self.keys) if part)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def put(self, rows: Sequence[Row]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, its text, or what a screen reader says."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said()
        return {ROW: row, int(Qt.ItemDataRole.DisplayRole): row.text}.get(role)


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """34 high at 100 %."""
        return QSize(self._look.px(200), self._look.line_height("body") + self._look.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, mark, and the texts: the right end first, then what room is left."""
        row: Row = index.data(ROW)
        rect, px = QRectF(option.rect), self._look.px
        draw_row_ground(painter, self._look, option.rect, option.state)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(FAINT if row.faint else 1.0)
        self._paint_mark(painter, row, QRectF(rect.left() + px(_EDGE), rect.top(), px(18), rect.height()))
        room = rect.adjusted(px(_EDGE) + px(_MARK), 0, -px(_EDGE), 0)
        room.setRight(self._paint_end(painter, row, room))
        self._paint_names(painter, row, room)
        painter.restore()

    def _paint_mark(self, painter: QPainter, row: Row, room: QRectF) -> None:
        look = self._look
        side = look.px(18) if row.icon else look.px(10)
        square = QRectF(0, 0, side, side)
        square.moveCenter(room.center())
        if row.icon:
            paint_icon(painter, row.icon, square, look.color("accent" if row.marked else "text2"))
        elif row.tissue:
            parts.box(painter, square, parts.SWATCH_RADIUS, look.swatch(row.tissue))

    def _paint_end(self, painter: QPainter, row: Row, room: QRectF) -> float:
        """Keys and kind; returns where the names must end."""
        look, edge = self._look, room.right()
        if row.keys:
            parts.key_cap(painter, look, QPointF(edge, room.center().y()), row.keys)
            edge -= parts.key_cap_size(look, row.keys).width() + look.px(_GAP)
        if row.right:
            wide = parts.text_width(look, "tiny", row.right)
            area = QRectF(edge - wide, room.top(), wide, room.height())
            tone = "accent" if row.marked else "text3"
            parts.line(painter, look, "tiny", look.color(tone), area, row.right, parts.RIGHT)
            edge = area.left() - look.px(_GAP)
        return edge

    def _paint_names(self, painter: QPainter, row: Row, room: QRectF) -> None:
        """The text; the second name gets what is left, if that is enough to be read."""
        look = self._look
        parts.line(painter, look, "body", look.color("text"), room, row.text)
        room.setLeft(room.left() + parts.text_width(look, "body", row.text) + look.px(_GAP))
        if not row.second or room.width() < look.px(48):
            return
        font = look.font("small")
        font.setItalic(row.latin)  # Latin stays Latin in a Chinese window
        painter.setFont(font)
        painter.setPen(look.color("text3"))
        short = QFontMetricsF(font).elidedText(row.second, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, parts.LEFT, short)


class RowList(QListView):
    """`chosen(int)`: a row was clicked, or Enter pressed on it. The pointer makes a row current, as keys do."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setProperty("ownFocusRing", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.entered.connect(self.setCurrentIndex)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_rows(self, rows: Sequence[Row], current: int = 0) -> None:
        """Other rows, and which of them is the current one."""
        self._rows.put(rows)
        self.set_current(current)

    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return self._rows.rows

    def current(self) -> int:
        """The current row; -1 when there is none."""
        return self.currentIndex().row()

    def set_current(self, row: int) -> None:
        """Make a row current and scroll to it."""
        self.setCurrentIndex(self._rows.index(row))

    def step(self, by: int) -> None:
        """Go down (or up, when negative) by so many rows; the ends are joined for single steps."""
        count = len(self._rows.rows)
        if count:
            wanted = self.current() + by
            self.set_current(wanted % count if abs(by) == 1 else min(max(wanted, 0), count - 1))

    def page(self) -> int:
        """How many rows are seen at once."""
        high = self.sizeHintForRow(0)
        return max(self.viewport().height() // high - 1, 1) if high > 0 else 1

    def height_for(self, most: int) -> int:
        """Height in px that shows all rows, but no more than `most` of them."""
        return max(self.sizeHintForRow(0), 0) * min(len(self._rows.rows), most)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; Escape is the sheet's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() >= 0:
            self.chosen.emit(self.current())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
