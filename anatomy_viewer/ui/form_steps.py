"""The steps of the lesson in the form: a row each with its picture; added, taken out, put in another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from anatomy_viewer.content.lesson_source import SourceStep
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton

MOST_ROWS = 4  # seen at once
ROW, ICON = 38, (48, 30)  # px at 100 %


class _List(QListWidget):
    """A row is dragged, or moved with Ctrl and an arrow: `carried(by)` so many places; `dropped`: Delete."""

    carried = Signal(int)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def dropEvent(self, event: QDropEvent) -> None:
        """The owner puts the steps in their new order and shows them."""
        row = self.indexAt(event.position().toPoint())
        above = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.AboveItem
        at = row.row() + (not above) if row.isValid() else self.count()
        here = self.currentRow()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        by = at - here - (at > here)
        if by:
            QTimer.singleShot(0, self, lambda: self.carried.emit(by))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that change the order."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.carried.emit(by)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class StepRows(QWidget):
    """`chosen(number)`; `added`; `moved(by)` so many places; `removed`: of the chosen step."""

    chosen = Signal(int)
    added = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.list = _List()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.add = Button(look, "", "outline", "plus")
        self._up, self._down, self._out = (
            IconButton(look, icon, "", small=True)
            for icon in ("chevron-up", "chevron-down", "delete-outline")
        )
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self.add)
        row.addStretch(1)
        for button in (self._up, self._down, self._out):
            row.addWidget(button)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addLayout(row)
        self.add.clicked.connect(self.added)
        self._up.clicked.connect(lambda: self.moved.emit(-1))
        self._down.clicked.connect(lambda: self.moved.emit(1))
        self._out.clicked.connect(self.removed)
        self.list.carried.connect(self.moved)
        self.list.dropped.connect(self.removed)
        self.list.currentRowChanged.connect(lambda at: self.chosen.emit(at) if at >= 0 else None)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self.add.setText(say("Add a step", language))
        self.list.setAccessibleName(say("Steps", language))
        self.list.setFont(self._look.font("body"))
        self.list.setIconSize(QSize(self._look.px(ICON[0]), self._look.px(ICON[1])))
        self._up.set_name(say("Step up", language), "Ctrl+↑")
        self._down.set_name(say("Step down", language), "Ctrl+↓")
        self._out.set_name(say("Remove the step", language), "Del")

    def _blank(self) -> QPixmap:
        """In the place of a picture that is not there."""
        blank = QPixmap(self.list.iconSize())
        blank.fill(self._look.color("fill2"))
        return blank

    def show_steps(self, steps: Sequence[SourceStep], at: int, pictures: Mapping[str, QPixmap]) -> None:
        """These, one of them chosen."""
        with QSignalBlocker(self.list):
            while self.list.count() > len(steps):
                self.list.takeItem(self.list.count() - 1)
            while self.list.count() < len(steps):
                self.list.addItem(QListWidgetItem())
            for number, step in enumerate(steps):
                item = self.list.item(number)
                title = step.title.strip() or say("Without a title", self._session.language)
                item.setText(f"{number + 1}   {title}")
                item.setSizeHint(QSize(0, self._look.px(ROW)))
                item.setIcon(QIcon(pictures.get(step.id) or self._blank()))
            self.list.setCurrentRow(at)
        self.list.setFixedHeight(self._look.px(ROW) * min(max(len(steps), 1), MOST_ROWS) + 4)
        self._up.setEnabled(at > 0)
        self._down.setEnabled(at < len(steps) - 1)
        self._out.setEnabled(len(steps) > 1)
