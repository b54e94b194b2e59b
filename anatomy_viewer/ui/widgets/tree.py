"""The tree of structures: swatch, name, count and a three-state eye in each row; works on any item model.

The model answers these roles besides `DisplayRole` (the name) and `ToolTipRole`:

| role | value |
|---|---|
| `Role.TISSUE` | a tissue, a system ("bones") or a kind of point: the swatch; None: no swatch |
| `Role.COUNT` | a number shown before the eye, or None |
| `Role.EYE` | "shown", "faded", "hidden"; None: no eye |
| `Role.CONCEALED` | True while a question asks for this name: a grey bar stands in its place |
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.style import draw_row_ground, keyboard_focus, paint_ring
from anatomy_viewer.ui.widgets import parts

HIDDEN = 0.62  # opacity of a row that is not shown
_INSET = 14  # px from the row's own indentation to the swatch; the chevron stands in it
EYES = {"shown": "eye-outline", "faded": "circle-half-full", "hidden": "eye-off-outline"}
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the delegate asks the model for."""

    TISSUE = Qt.ItemDataRole.UserRole + 1
    COUNT = Qt.ItemDataRole.UserRole + 2
    EYE = Qt.ItemDataRole.UserRole + 3
    CONCEALED = Qt.ItemDataRole.UserRole + 4


class StructureDelegate(QStyledItemDelegate):
    """Paints a row; the tree hears the clicks, since only it can keep a click on the eye from selecting."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """28 high at 100 %."""
        return QSize(self._look.px(120), self._look.line_height("body") + self._look.px(10))

    def eye_rect(self, row: QRect) -> QRectF:
        """The square of the eye at the right edge of a row, as high as the row: easily hit."""
        return QRectF(row.right() - row.height() + 1, row.top(), row.height(), row.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Swatch, name, count, eye; the ground is the style's."""
        row: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        eye = index.data(Role.EYE)
        painter.setOpacity(HIDDEN if eye == "hidden" else 1.0)
        right = self._paint_right(painter, row, index, eye)
        left = self._paint_swatch(painter, row, index)
        name = QRectF(left, row.top(), right - left, row.height())
        if index.data(Role.CONCEALED):
            self._paint_bar(painter, name, index.row())
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            colour = self._look.color("text" if selected else "text2")
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            parts.line(
                painter, self._look, "body", colour, name, text, parts.LEFT, Qt.TextElideMode.ElideMiddle
            )
        painter.restore()

    def _paint_swatch(self, painter: QPainter, row: QRect, index: Index) -> float:
        """The coloured square; returns where the name begins."""
        look, tissue = self._look, index.data(Role.TISSUE)
        if tissue is None:
            return float(row.left() + look.px(_INSET))
        side = look.px(10)
        rect = QRectF(row.left() + look.px(_INSET), row.center().y() - side / 2 + 0.5, side, side)
        colour = look.color("fill2") if index.data(Role.CONCEALED) else look.swatch(tissue)
        parts.box(painter, rect, parts.SWATCH_RADIUS, colour)
        return rect.right() + look.px(6)

    def _paint_right(self, painter: QPainter, row: QRect, index: Index, eye: Any) -> float:
        """Eye and count; returns where the name must end."""
        look, colour = self._look, self._look.color("text2")
        square = self.eye_rect(row)
        if eye in EYES:
            side = look.px(16)
            icon = QRectF(0, 0, side, side)
            icon.moveCenter(square.center())
            paint_icon(painter, EYES[eye], icon, colour)
        count = index.data(Role.COUNT)
        if count is None:
            return square.left() - look.px(4)
        text = str(count)
        edge = square.left() - look.px(2)
        wide = parts.text_width(look, "tiny", text)
        area = QRectF(edge - wide, row.top(), wide, row.height())
        parts.line(painter, look, "tiny", look.color("text3"), area, text, parts.RIGHT)
        return area.left() - look.px(6)

    def _paint_bar(self, painter: QPainter, name: QRectF, row: int) -> None:
        """A bar instead of a name: its length tells nothing (it depends on the place in the list only)."""
        wide = name.width() * (0.45 + 0.09 * (row * 3 % 5))
        high = self._look.px(6)
        bar = QRectF(name.left(), name.center().y() - high / 2, wide, high)
        parts.box(painter, bar, high / 2, self._look.color("fill2"))


class StructureTree(QTreeView):
    """A tree view for the delegate. `eye_clicked(index)`: by mouse, or Space on the current row.

    `hovered(index)` follows the pointer, with an invalid index when it leaves.
    """

    eye_clicked = Signal(QModelIndex)
    hovered = Signal(QModelIndex)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._delegate = StructureDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ownFocusRing", True)
        self._under = QPersistentModelIndex()
        self.entered.connect(self._enter)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setIndentation(self._look.px(16))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _enter(self, index: QModelIndex) -> None:
        self._under = QPersistentModelIndex(index)
        self.hovered.emit(index)
        self.viewport().update()

    def _chevron_at(self, position: QPointF) -> bool:
        """Everything left of the swatch folds and unfolds: a larger target than the chevron."""
        index = self.indexAt(position.toPoint())
        left = self.visualRect(index).left() + self._look.px(_INSET)
        return self.model() is not None and self.model().hasChildren(index) and position.x() < left

    def _eye_at(self, position: QPointF) -> bool:
        index = self.indexAt(position.toPoint())
        if not index.isValid() or index.data(Role.EYE) is None:
            return False
        return self._delegate.eye_rect(self.visualRect(index)).contains(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The eye and the chevron are clicked without selecting their row."""
        index, left = self.indexAt(event.position().toPoint()), event.button() == Qt.MouseButton.LeftButton
        if left and self._eye_at(event.position()):
            self.eye_clicked.emit(index)
        elif left and index.isValid() and self._chevron_at(event.position()):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().mousePressEvent(event)

    # Qt hands over the second of two quick clicks as a double click; it counts as a click too.
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second quick click on the eye or the chevron."""
        if self._eye_at(event.position()) or self._chevron_at(event.position()):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press was the click."""
        if not self._eye_at(event.position()) and not self._chevron_at(event.position()):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space cycles the eye."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.data(Role.EYE) is not None:
            self.eye_clicked.emit(index)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is over no row any more."""
        self._enter(QModelIndex())
        super().leaveEvent(event)

    def _row_state(self, index: Index) -> QStyle.StateFlag:
        if self.selectionModel().isSelected(index):
            return QStyle.StateFlag.State_Selected
        return QStyle.StateFlag.State_MouseOver if index == self._under else QStyle.StateFlag.State_None

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground over the whole width, the row, and the focus ring inside it when the keyboard is here."""
        draw_row_ground(painter, self._look, option.rect, self._row_state(index))
        super().drawRow(painter, option, index)
        if index == self.currentIndex() and keyboard_focus(self):
            paint_ring(painter, QRectF(option.rect).adjusted(1, 0, -1, 0), self._look.color("accent"), 4)
