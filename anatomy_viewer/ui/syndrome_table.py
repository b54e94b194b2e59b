"""The table of syndromes: wrapped cells, small heads that show where it hurts, a first column that stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.pain import aches_of
from anatomy_viewer.model.syndrome import Syndrome
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.head_paint import Heads, head_rect, paint_head
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.style import draw_row_ground
from anatomy_viewer.ui.syndrome_rows import COLUMNS, NAME, NERVE, ROW, WHERE, SyndromeModel, backing
from anatomy_viewer.ui.syndrome_words import GROUP_WORDS, ROLE_TONES, role_word
from anatomy_viewer.ui.widgets import parts

Index = QModelIndex | QPersistentModelIndex
_PAD, _HEAD, _GAP = 10, 52, 6  # px at 100 %
SHOWN = ("front", "right", "back")


class _Delegate(QStyledItemDelegate):
    """Paints a cell: what stands on top of it, and its text below."""

    def __init__(self, look: Look, atlas: Atlas, heads: Callable[[], Heads], parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._atlas, self._heads = look, atlas, heads
        self.language = "en"

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """High enough for everything in it."""
        look, column = self._look, index.column()
        wide = look.px(COLUMNS[column][1]) - 2 * look.px(_PAD)
        high = self._text_height(self._role(column), index.data(), wide) + self._top(column)
        row: Syndrome = index.data(ROW)
        if backed := backing(self._atlas, row, column, self.language):
            high += parts.wrapped_height(look, "tiny", backed, wide) + look.px(3)
        if column == NAME:
            high += look.line_height("small") * 2 + look.px(8)
        return QSize(wide, round(high) + 2 * look.px(_PAD))

    def _text_height(self, role: str, text: str, wide: float) -> float:
        return parts.wrapped_height(self._look, role, text, wide)

    def _role(self, column: int) -> str:
        return "strong" if column == NAME else "small"

    def _top(self, column: int) -> int:
        """What the heads or the mark take."""
        if column == WHERE:
            return self._look.px(_HEAD + _GAP)
        return (
            round(parts.chip_size(self._look, "x").height()) + self._look.px(_GAP) if column == NERVE else 0
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, then the cell."""
        look, column = self._look, index.column()
        row: Syndrome = index.data(ROW)
        rect = QRectF(option.rect)
        painter.save()
        painter.setClipRect(rect)
        if column == NAME:
            painter.fillRect(rect, look.color("raised"))
        wide = option.rect if column == NAME else option.rect.adjusted(-8, 0, 0, 0)
        draw_row_ground(painter, look, wide, option.state)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("line"))
        if column == NAME:
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), look.color("line"))
        pad = look.px(_PAD)
        inner = rect.adjusted(pad + (4 if column == NAME else 0), pad, -pad, -pad)
        if column == NAME:
            self._paint_name(painter, row, inner)
        else:
            if column == WHERE:
                self._paint_heads(painter, row, inner)
            elif column == NERVE:
                text = role_word(row, self.language)
                size = parts.chip_size(look, text)
                parts.chip(painter, look, QRectF(inner.topLeft(), size), text, ROLE_TONES[row.gon.role])
            inner.setTop(inner.top() + self._top(column))
            top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            parts.wrapped(painter, look, "small", look.color("text2"), inner, index.data(), top)
            inner.setTop(inner.top() + self._text_height("small", index.data(), inner.width()) + look.px(3))
            backed = backing(self._atlas, row, column, self.language)
            parts.wrapped(painter, look, "tiny", look.color("text3"), inner, backed, top)
        painter.restore()

    def _paint_name(self, painter: QPainter, row: Syndrome, inner: QRectF) -> None:
        look, top = self._look, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        name = row.names.get(self.language)
        parts.wrapped(painter, look, "strong", look.color("text"), inner, name, top)
        inner.setTop(inner.top() + self._text_height("strong", name, inner.width()) + look.px(4))
        line = QRectF(inner.left(), inner.top(), inner.width(), look.line_height("small"))
        parts.line(painter, look, "small", look.color("text2"), line, f"ICHD-3 {row.code}")
        tone = "warn" if row.group == "mimic" else "text3"
        line.translate(0, line.height())
        parts.line(painter, look, "small", look.color(tone), line, say(GROUP_WORDS[row.group], self.language))

    def _paint_heads(self, painter: QPainter, row: Syndrome, inner: QRectF) -> None:
        look, side = self._look, self._look.px(_HEAD)
        hurts, left = aches_of(row, "right"), inner.left()
        for view in SHOWN:
            paths = self._heads().get(view)
            if paths is not None:
                rect = head_rect(paths, QRectF(left, inner.top(), side, side))
                paint_head(painter, look, paths, rect, hurts, fine=False)
            left += side


class SyndromeTable(QTableView):
    """`chosen(syndrome id)`: clicked twice, or Enter; `sorted_by(column, down)`: a heading was clicked."""

    chosen = Signal(str)
    sorted_by = Signal(int, bool)

    def __init__(
        self, look: Look, atlas: Atlas, heads: Callable[[], Heads], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.rows = SyndromeModel(atlas, self)
        self._delegate = _Delegate(look, atlas, heads, self)
        self._first = QTableView(self)
        for view in (self, self._first):
            self._dress(view)
        self._first.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._first.setSelectionModel(self.selectionModel())
        self._first.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._first.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._first.setProperty("sticky", True)
        self.viewport().stackUnder(self._first)
        for column in range(1, len(COLUMNS)):
            self._first.setColumnHidden(column, True)
        self.verticalScrollBar().valueChanged.connect(self._first.verticalScrollBar().setValue)
        self._first.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self._down = False
        for view in (self, self._first):
            view.horizontalHeader().sectionClicked.connect(self._sort)
            view.clicked.connect(lambda index: self.setCurrentIndex(index))
            view.doubleClicked.connect(self._choose)

    def _dress(self, view: QTableView) -> None:
        view.setModel(self.rows)
        view.setItemDelegate(self._delegate)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setMouseTracking(True)
        view.verticalHeader().hide()
        view.setCornerWidget(QWidget())
        head = view.horizontalHeader()
        head.setDefaultAlignment(parts.LEFT)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setHighlightSections(False)

    def put(self, syndromes: Sequence[Syndrome], language: str) -> None:
        """Other rows; the one that was chosen stays so where it is still there."""
        kept = self.current()
        self._delegate.language, self.rows.font = language, self._look.font("tiny")
        self.rows.put(syndromes, language)
        for view in (self, self._first):
            for column, (_, wide) in enumerate(COLUMNS):
                view.setColumnWidth(column, self._look.px(wide))
        for row in range(len(syndromes)):
            high = max(
                self._delegate.sizeHint(QStyleOptionViewItem(), self.rows.index(row, column)).height()
                for column in range(len(COLUMNS))
            )
            self.setRowHeight(row, high)
            self._first.setRowHeight(row, high)
        names = [each.id for each in syndromes]
        if names:
            self.setCurrentIndex(self.rows.index(names.index(kept) if kept in names else 0, NAME))
        self._place()

    def current(self) -> str:
        """The id of the row that the keys are on; ''."""
        at = self.currentIndex()
        return self.rows.rows[at.row()].id if at.isValid() and at.row() < len(self.rows.rows) else ""

    def mark_sorted(self, column: int, down: bool) -> None:
        """Show by which heading the rows are sorted."""
        self._down = down
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        for view in (self, self._first):
            view.horizontalHeader().setSortIndicator(column, order)

    def _sort(self, column: int) -> None:
        same = self.horizontalHeader().sortIndicatorSection() == column
        self.sorted_by.emit(column, same and not self._down)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.rows[index.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; left and right go across, since a row is chosen as a whole."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.chosen.emit(self.current())
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + steps[Qt.Key(event.key())] * self._look.px(120))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column goes along."""
        super().resizeEvent(event)
        self._place()

    def viewportEvent(self, event: QEvent) -> bool:
        """The heading's height is known late."""
        if event.type() == QEvent.Type.Paint:
            self._place()
        return super().viewportEvent(event)

    def _place(self) -> None:
        head = self.horizontalHeader().height()
        self._first.horizontalHeader().setFixedHeight(head)
        self._first.setGeometry(0, 0, self.columnWidth(NAME), self.viewport().height() + head)
