"""The two lists of which a lecture is put together: steps of all lessons, and the lecture's own, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from anatomy_viewer.model.lecture import Lecture, clock_words, found, seconds_of
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts
from anatomy_viewer.ui.widgets.card import paint_rounded

STEP = "application/x-anatomy-viewer-step"
ROW = Qt.ItemDataRole.UserRole
HIGH, HEAD_HIGH, WIDE = 58, 34, 84  # px at 100 %: a step, a lesson's name, a picture


@dataclass(frozen=True)
class StepRow:
    """What a row says. `step`: 'lesson#step', '' for the name of a lesson; `place`: its number in the lecture."""

    step: str
    title: str
    below: str = ""
    right: str = ""
    place: int = 0


class RowPainter(QStyledItemDelegate):
    """Paints lessons' names as heads, steps with their picture. `pictures`: by 'lesson#step', as they come."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.pictures: dict[str, QImage] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Heads are lower."""
        row = index.data(ROW)
        return QSize(100, self._look.px(HIGH if row.step else HEAD_HIGH))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row."""
        row, look, px = index.data(ROW), self._look, self._look.px
        rect = QRectF(option.rect)
        painter.save()
        state = option.state
        if row.step and state & QStyle.StateFlag.State_Selected:
            parts.box(painter, rect.adjusted(2, 1, -2, -1), parts.CONTROL_RADIUS, look.color("accent_soft"))
        elif row.step and state & QStyle.StateFlag.State_MouseOver:
            parts.box(painter, rect.adjusted(2, 1, -2, -1), parts.CONTROL_RADIUS, look.color("fill"))
        if not row.step:
            parts.line(
                painter,
                look,
                "small_strong",
                look.color("text2"),
                rect.adjusted(px(8), px(8), -px(8), 0),
                row.title,
            )
        else:
            self._paint_step(painter, row, rect.adjusted(px(8), px(5), -px(10), -px(5)))
        painter.restore()

    def _paint_step(self, painter: QPainter, row: StepRow, rect: QRectF) -> None:
        look, px = self._look, self._look.px
        if row.place:
            parts.line(
                painter,
                look,
                "strong",
                look.color("text2"),
                QRectF(rect.left(), rect.top(), px(22), rect.height()),
                str(row.place),
            )
            rect = rect.adjusted(px(24), 0, 0, 0)
        frame = QRectF(rect.left(), rect.top(), px(WIDE), rect.height())
        paint_rounded(painter, look, frame, parts.CONTROL_RADIUS, self.pictures.get(row.step))
        right = parts.text_width(look, "body", row.right) + px(8) if row.right else 0
        words = rect.adjusted(px(WIDE) + px(12), 0, -right, 0)
        half = words.height() / 2
        top = QRectF(words.left(), words.top(), words.width(), half)
        parts.line(painter, look, "control", look.color("text"), top, row.title)
        parts.line(painter, look, "small", look.color("text2"), top.translated(0, half), row.below)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        parts.line(painter, look, "body", look.color("text2"), rect, row.right, end)


class _StepList(QListWidget):
    """What both lists share."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._session = look, session
        self.painter_of_rows = RowPainter(look, self)
        self.setItemDelegate(self.painter_of_rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setDragEnabled(True)

    def set_picture(self, step: str, picture: QImage) -> None:
        """The picture of a step ('lesson#step')."""
        self.painter_of_rows.pictures[step] = picture
        self.viewport().update()

    def mimeTypes(self) -> list[str]:
        """Steps alone are dragged."""
        return [STEP]

    def mimeData(self, items: object) -> QMimeData:
        """The step that is dragged."""
        data = QMimeData()
        row = next(iter(items)).data(ROW)  # type: ignore[call-overload]
        data.setData(STEP, row.step.encode())
        return data

    def _add(self, row: StepRow) -> None:
        item = QListWidgetItem(row.title)
        item.setData(ROW, row)
        item.setToolTip(row.title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join((row.title, row.below, row.right)).strip())
        if not row.step:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addItem(item)


class Library(_StepList):
    """Steps of all lessons. `taken(step)`: wanted in the lecture, by Enter or a double click."""

    taken = Signal(str)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.itemActivated.connect(lambda item: self._take(item.data(ROW)))
        self.filled_with = ""

    def fill(self, words: str = "") -> None:
        """The lessons and steps that have `words` in their titles; all where there are none."""
        self.clear()
        self.filled_with = words
        language, wanted = self._session.language, words.casefold()
        for lesson in self._session.lessons.values():
            text = lesson.text(language)
            name = f"{lesson.code} {text.title}".strip()
            steps = [
                step for step in lesson.steps
                if wanted in name.casefold() or wanted in step.text(language).title.casefold()
            ]  # fmt: skip
            if steps:
                self._add(StepRow("", name))
            for step in steps:
                self._add(StepRow(f"{lesson.id}#{step.id}", step.text(language).title, name))

    def _take(self, row: StepRow) -> None:
        if row.step:
            self.taken.emit(row.step)


class LectureSteps(_StepList):
    """The lecture's steps. `dropped(step, at)`, `moved(old, new)`, `removed(at)`: what is wanted of the lecture."""

    dropped = Signal(str, int)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)

    def fill(self, lecture: Lecture, lessons: Mapping[str, Lesson]) -> None:
        """These steps, the one chosen before chosen again."""
        at = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for number, place in enumerate(lecture.steps, 1):
            step, lesson = found(place, lessons), lessons.get(place.lesson)
            title = step.text(self._session.language).title if step else f"{place.lesson}#{place.step}"
            name = f"{lesson.code} {lesson.text(self._session.language).title}".strip() if lesson else ""
            missing = say("This step is not there any more.", self._session.language)
            time = clock_words(seconds_of(place, lessons))
            self._add(StepRow(f"{place.lesson}#{place.step}", title, name if step else missing, time, number))
        self.blockSignals(False)
        self.setCurrentRow(min(at, self.count() - 1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Steps are welcome."""
        if event.mimeData().hasFormat(STEP):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the list; the line shows where."""
        super().dragMoveEvent(event)
        if event.mimeData().hasFormat(STEP):
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """A step of the library comes in; one of the lecture moves."""
        if not event.mimeData().hasFormat(STEP):
            return
        at = self.place_at(event.position().toPoint())
        step = bytes(event.mimeData().data(STEP).data()).decode()
        if event.source() is self:
            old = self.currentRow()
            self.moved.emit(old, at - 1 if at > old else at)
        else:
            self.dropped.emit(step, at)
        event.setDropAction(Qt.DropAction.CopyAction)  # the list is filled anew: Qt takes nothing out itself
        event.accept()

    def place_at(self, position: QPoint) -> int:
        """Before which row something dropped there goes."""
        item = self.itemAt(position)
        if item is None:
            return self.count()
        rect = self.visualItemRect(item)
        return self.row(item) + (1 if position.y() > rect.center().y() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a step out; Ctrl and an arrow move it."""
        at, control = self.currentRow(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and at >= 0:
            self.removed.emit(at)
        elif control and way and 0 <= at + way < self.count():
            self.moved.emit(at, at + way)
        else:
            super().keyPressEvent(event)
