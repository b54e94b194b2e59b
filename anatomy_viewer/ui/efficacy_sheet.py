"""The sheet of efficacy: the chart, its table, the review's range and why everyone is seen again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from anatomy_viewer.commands import BY_ID
from anatomy_viewer.model.words import colon, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.efficacy_chart import EfficacyChart, table_row
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 1080  # px at 100 %
COLUMNS = (
    "Syndrome",
    "Procedure",
    "Study",
    "Responders",
    "Patients",
    "Measured",
    "Lasted",
    "Design",
    "Confidence",
)
_WIDTHS = (150, 130, 110, 190, 64, 330, 210, 150, 150)


class _Key(QWidget):
    """What dot, ring, cross and band mean."""

    SIGNS = (
        ("dot", "read in the source, area as patients"),
        ("ring", "recalled, not verified"),
        ("cross", "control group"),
        ("band", "range of the review, no average"),
    )

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._language = look, "en"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def retranslate(self, language: str) -> None:
        """Words in the language."""
        self._language = language
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._look.px(600), self._look.line_height("small") + self._look.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sign and word, four times."""
        look, painter, left = self._look, QPainter(self), 4.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sign, word in self.SIGNS:
            text = say(word, self._language)
            self._paint_sign(painter, sign, QPointF(left + look.px(8), self.height() / 2))
            wide = parts.text_width(look, "small", text)
            room = QRectF(left + look.px(21), 0, wide + 2, self.height())
            parts.line(painter, look, "small", look.color("text2"), room, text)
            left = room.right() + look.px(20)

    def _paint_sign(self, painter: QPainter, sign: str, at: QPointF) -> None:
        look, size = self._look, float(self._look.px(6))
        if sign == "band":
            painter.fillRect(
                QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size), look.color("accent", 0.3)
            )
        elif sign == "cross":
            painter.setPen(QPen(look.color("text2"), 2))
            painter.drawLine(at + QPointF(-size, -size) * 0.7, at + QPointF(size, size) * 0.7)
            painter.drawLine(at + QPointF(-size, size) * 0.7, at + QPointF(size, -size) * 0.7)
        else:
            painter.setPen(QPen(look.color("plane"), 2))
            painter.setBrush(look.color("plane", 0.75) if sign == "dot" else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, size, size)


class EfficacySheet(Sheet):
    """`chosen(point id)`: the target of the procedure whose row was chosen; the sheet closes."""

    chosen = Signal(str)

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(look, parent, dims=True)
        self._session, self._filled = session, ""
        self._title, self._note, self._again = Text(look, "heading"), Text(look), Text(look, "body", "text2")
        self._choice = Segmented(look, "", ["", ""])
        self._close = IconButton(look, "close", "", small=True)
        self._key = _Key(look)
        self._chart = EfficacyChart(look, session.atlas)
        self._table = _table()
        self._scroll = ScrollColumn(self._chart)
        self._pages = QStackedWidget()
        for page in (self._scroll, self._table):
            self._pages.addWidget(page)
        self._lay_out()
        self._choice.chosen.connect(self._pages.setCurrentIndex)
        self._close.clicked.connect(self.dismiss)
        self._chart.chosen.connect(self._choose)
        self._table.cellActivated.connect(
            lambda row, _column: self._choose(self._chart.rows()[row].intervention)
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._choice)
        head.addSpacing(12)
        head.addWidget(self._close)
        self.column.setContentsMargins(24, 16, 14, 14)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        for part in (self._note, self._again, self._key):
            self.column.addWidget(part)
        self.column.addWidget(self._pages, 1)

    def retranslate(self) -> None:
        """Everything in the session's language, when it is next opened."""
        self._filled = ""
        if self.isVisible():
            self._fill()
            self._place()

    def open(self) -> None:
        """Show the chart."""
        self._fill()
        super().open()

    def first_focus(self) -> QWidget:
        """The chart, or the table where that is shown."""
        return self._chart if self._pages.currentIndex() == 0 else self._table

    def _fill(self) -> None:
        language, review = self._session.language, self._session.atlas.practice.review
        if self._filled == language:
            return
        self._filled = language
        self._title.setText(say(BY_ID["efficacy"].title, language))
        self.setAccessibleName(self._title.text())
        self._choice.set_texts(self._title.text(), [say("Chart", language), say("Table", language)])
        self._close.set_name(say("Close", language), "Esc")
        self._key.retranslate(language)
        self._chart.retranslate(language)
        if review is not None:
            source = short_citation(self._session.atlas, review.source)
            self._note.setText(f"{source}{colon(language)}{review.note.get(language)}")
            self._again.setText(review.reassess.get(language))
        self._fill_table(language)

    def _fill_table(self, language: str) -> None:
        table, rows = self._table, self._chart.rows()
        table.setHorizontalHeaderLabels([say(word, language) for word in COLUMNS])
        table.horizontalHeader().setFont(self._look.font("tiny"))
        table.setRowCount(len(rows))
        table.setAccessibleName(self._title.text())
        for row, outcome in enumerate(rows):
            for column, text in enumerate(table_row(self._session.atlas, outcome, language)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, column, item)
        for column, wide in enumerate(_WIDTHS):
            table.setColumnWidth(column, self._look.px(wide))
        table.verticalHeader().setDefaultSectionSize(self._look.line_height("body") + self._look.px(12))

    def _choose(self, intervention: str) -> None:
        self.dismiss()
        self.chosen.emit(self._session.atlas.practice.interventions[intervention].target)

    def card_rect(self) -> QRect:
        """In the middle, as high as the window allows."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        rect = QRect(0, 0, min(self._look.px(WIDTH), room.width()), room.height())
        rect.moveCenter(room.center())
        return rect


def _table() -> QTableWidget:
    table = QTableWidget(0, len(COLUMNS))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setDefaultAlignment(parts.LEFT)
    return table
