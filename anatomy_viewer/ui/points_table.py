"""The table of points: disc or triangle, name, mm along the nerve, depth, spread; sorted by a click on a heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.markers import paint_disc, paint_glyph
from anatomy_viewer.ui.point_rows import COLUMNS, PointRow, numbers
from anatomy_viewer.ui.style import draw_row_ground
from anatomy_viewer.ui.widgets import parts

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
_EDGE, _MARK = 11, 25  # px at 100 %: inset, room for the disc
_SAMPLES = ("", "188", "88.8", "±10.8/8.3")  # the widest that each column of figures has to hold
NAME, SPREAD = 0, len(COLUMNS) - 1


class PointsModel(QAbstractTableModel):
    """The rows as a table, said in the language of the interface."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PointRow, ...] = ()
        self.language, self.font = "en", QFont()

    def put(self, rows: Sequence[PointRow], language: str) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows, self.language = tuple(rows), language
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many points."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name and three figures."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return parts.LEFT if section == NAME else parts.RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return self.font
        return say(COLUMNS[section], self.language) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, a cell's text, or what a screen reader says."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.full
        text = (row.name, *numbers(row))[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sign = say("published SD" if row.published else "placed by the model", self.language)
            number = f"{row.number} · " if row.number and index.column() == NAME else ""
            return f"{text}, {sign}" if index.column() == SPREAD and row.spread else f"{number}{text}"
        return text if role == Qt.ItemDataRole.DisplayRole else None


def paint_spread_sign(painter: QPainter, look: Look, centre: QPointF, published: bool) -> None:
    """Filled dot: a published standard deviation; ring: a value of the model."""
    radius = look.px(5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("disc_tick"), 2))
    painter.setBrush(look.color("disc_tick") if published else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius - 1, radius - 1)


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then the cell."""
        row: PointRow = index.data(ROW)
        look, rect = self._look, QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, option, index.column())
        if index.column() == NAME:
            self._paint_name(painter, row, rect)
        else:
            inner = rect.adjusted(0, 0, -look.px(_EDGE if index.column() == SPREAD else 6), 0)
            text = index.data(Qt.ItemDataRole.DisplayRole)
            tone = "text" if text != "–" else "text3"
            parts.line(painter, look, "body", look.color(tone), inner, text, parts.RIGHT)
            if index.column() == SPREAD and row.spread:
                wide = parts.text_width(look, "body", text)
                place = QPointF(inner.right() - wide - look.px(11), rect.center().y())
                paint_spread_sign(painter, look, place, row.published)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, column: int) -> None:
        """The accent bar stands before the whole row, not before each cell."""
        if column == NAME:
            draw_row_ground(painter, self._look, option.rect, option.state)
        else:
            wide = option.rect.adjusted(-8, 0, 0, 0)
            painter.setClipRect(option.rect)
            draw_row_ground(painter, self._look, wide, option.state)
            painter.setClipping(False)

    def _paint_name(self, painter: QPainter, row: PointRow, rect: QRectF) -> None:
        look = self._look
        centre = QPointF(rect.left() + look.px(_EDGE + 9), rect.center().y())
        if row.kind == "compression":
            size = (0.72 if row.number else 0.5) * look.scale
            paint_disc(painter, look, centre, str(row.number or ""), scale=size)
        else:
            paint_glyph(painter, look, centre, scale=0.72 * look.scale)
        room = rect.adjusted(look.px(_EDGE + _MARK), 0, 0, 0)
        parts.line(painter, look, "body", look.color("text"), room, row.name)


class PointsTable(QTableView):
    """`chosen(point id)`: clicked, or Enter; `stepped(point id)`: reached with the arrows; `sorted_by(column)`."""

    chosen = Signal(str)
    stepped = Signal(str)
    sorted_by = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._quiet = look, False
        self._points = PointsModel(self)
        self.setModel(self._points)
        self.setItemDelegate(_Delegate(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setProperty("ownFocusRing", True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self.sorted_by)
        self.selectionModel().currentRowChanged.connect(self._current)
        look.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Sizes in the present look."""
        look = self._look
        self._points.font = look.font("tiny")
        self.verticalHeader().setDefaultSectionSize(look.line_height("body") + look.px(13))
        for column, sample in enumerate(_SAMPLES):
            if column != NAME:
                edge = look.px(_EDGE + 16 if column == SPREAD else 14)
                heading = parts.text_width(
                    look, "tiny", self._points.headerData(column, Qt.Orientation.Horizontal)
                )
                wide = max(parts.text_width(look, "body", sample), heading + look.px(3))
                self.setColumnWidth(column, round(wide) + edge)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Heading and six rows."""
        high = self.verticalHeader().defaultSectionSize() * 6 + self.horizontalHeader().sizeHint().height()
        return QSize(self._look.px(320), high)

    def set_rows(self, rows: Sequence[PointRow], language: str) -> None:
        """Other rows; what was current is lost."""
        self._quiet = True
        self._points.put(rows, language)
        self.restyle()
        self._quiet = False

    def rows(self) -> tuple[PointRow, ...]:
        """The rows as they stand."""
        return self._points.rows

    def show_sorting(self, column: int | None, falling: bool) -> None:
        """The arrow over the column by which the rows are sorted."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(column is not None)
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(-1 if column is None else column, order)

    def mark(self, point: str | None) -> None:
        """Make the row that stands for `point` the current one, without a signal; none where there is none."""
        self._quiet = True
        at = next((i for i, row in enumerate(self.rows()) if point and row.stands_for(point)), -1)
        if at < 0:
            self.clearSelection()
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self.selectRow(at)
            self.scrollTo(self._points.index(at, 0))
        self._quiet = False

    def _current(self, now: QModelIndex) -> None:
        if not self._quiet and now.isValid():
            self.stepped.emit(self.rows()[now.row()].point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(self.rows()[index.row()].point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing makes a row current without telling; the release tells."""
        self._quiet = True
        super().mousePressEvent(event)
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; Escape is the window's."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.chosen.emit(self.rows()[row].point)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
