"""Parts of the author's panel: a strip with a choice, and the list of what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.messages import Icon, Text

MOST_ROWS = 5  # of problems seen at once
_PROBLEM = Qt.ItemDataRole.UserRole


class ChoiceStrip(QFrame):
    """One sentence and up to two buttons: `first`, `second`."""

    first = Signal()
    second = Signal()

    def __init__(self, look: Look, icon: str = "alert-outline", tone: str = "warn") -> None:
        super().__init__()
        self._look, self._tone = look, tone
        self._icon, self._text = Icon(look, icon, tone, 20), Text(look, "body")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = Button(look, ""), Button(look, "", "quiet")
        for button, told in zip(self._buttons, (self.first, self.second), strict=True):
            button.clicked.connect(told)
        self._foot = QHBoxLayout()
        for button in self._buttons:
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self._text)
        column.addLayout(self._foot)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        px = self._look.px
        self._row.setContentsMargins(px(12), px(10), px(12), px(10))
        self._row.setSpacing(px(10))
        self.update()

    def set_texts(self, text: str, first: str = "", second: str = "") -> None:
        """The sentence, and the words on the buttons (none: no button)."""
        self._text.setText(text)
        self.setAccessibleName(text)
        for button, word in zip(self._buttons, (first, second), strict=True):
            button.setText(word)
            button.setVisible(bool(word))
            button.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground."""
        ground = self._look.color(f"{self._tone}_soft")
        parts.box(QPainter(self), QRectF(self.rect()), parts.CALLOUT_RADIUS, ground)


class ProblemList(QListWidget):
    """`chosen(ContentError)`: a problem was clicked, or Enter pressed on it. As high as it needs, and no higher than
    MOST_ROWS rows of two lines."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PROBLEM))

    def set_problems(self, problems: Sequence[ContentError], base: Path, language: str) -> None:
        """What is wrong, in the order of files and lines; `base`: the file that needs no name."""
        self.clear()
        self.setAccessibleName(say("What is wrong", language))
        for problem in problems:
            item = QListWidgetItem(self._look.icon("alert-outline", "warn"), _row(problem, base, language))
            item.setData(_PROBLEM, problem)
            item.setFont(self._look.font("body"))
            self.addItem(item)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences break into other lines."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Each row as high as its sentence is in this width."""
        room = self.viewport().width() - self._look.px(18) - self._look.px(28)
        for row in range(self.count()):
            high = parts.wrapped_height(self._look, "body", self.item(row).text(), room)
            self.item(row).setSizeHint(QSize(0, round(high) + self._look.px(8)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All rows, or as many as MOST_ROWS of two lines."""
        rows = sum(self.item(row).sizeHint().height() for row in range(self.count()))
        most = MOST_ROWS * (2 * self._look.line_height("body") + self._look.px(8))
        return QSize(super().sizeHint().width(), min(rows, most) + self._look.px(6))

    minimumSizeHint = sizeHint  # noqa: N815


def _row(problem: ContentError, base: Path, language: str) -> str:
    """'line 12: …', with the file's name where it is not the lesson's own."""
    path = Path(problem.path)
    where = say("line {}: ", language).format(problem.line) if problem.line else ""
    name = f"{path.name}, " if path.name != base.name and where else ""
    alone = f"{path.name}: " if path.name != base.name and not where else ""
    return f"{name or alone}{where}{sentence(problem, language)}"
