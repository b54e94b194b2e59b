"""A plain editor for one file of a lesson: line numbers, light colours, the lines of the step that is shown.

It never gives up text that was not saved: what another program has written meanwhile waits until the author chooses,
and taking it can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from anatomy_viewer.content.authored import keep_unsaved, save_lesson_text, unsaved
from anatomy_viewer.content.lesson_edits import step_called
from anatomy_viewer.ui.author_highlight import LessonHighlighter
from anatomy_viewer.ui.look import Look

KEEP_MS = 1000  # after the last letter, until text that is not saved is kept
INDENT = "  "
STEP_ALPHA = 0.45  # of the ground under the step that is shown


class LessonEditor(QPlainTextEdit):
    """`stood`: saved or not, and whether the file says something else, may have changed (`modified`, `theirs`)."""

    stood = Signal()

    def __init__(self, look: Look, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.path = look, path
        self.disk: str | None = None  # what the file held when last the two agreed; None: it is not there
        self.theirs: str | None = None  # what another program has written since, while text here is not saved
        self._step, self._wrong = "", frozenset[int]()
        self._loaded = self._modified = False
        self._gutter = Gutter(self)
        self._highlighter = LessonHighlighter(self.document(), look)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.keep_now)
        self.setProperty("field", False)
        self.blockCountChanged.connect(lambda _count: self._fit_gutter())
        self.updateRequest.connect(self._scroll_gutter)
        self.textChanged.connect(self._note)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.font("code"))
        self._highlighter.rehighlight()
        self._fit_gutter()
        self._paint_lines()

    # What is saved

    @property
    def text(self) -> str:
        """The text as it stands here."""
        return self.toPlainText()

    @property
    def modified(self) -> bool:
        """Is there anything here that the file does not have?"""
        return self._modified

    def _note(self) -> None:
        self._modified = self.text != (self.disk or "")
        if self._modified:
            self._keep.start()
        self._paint_lines()
        self.stood.emit()

    def take_disk(self, text: str | None) -> None:
        """The file was read: `text`, or None where it is not there. Text here that is not saved stays."""
        if not self._loaded:
            self._load(text)
        elif text is None or text == self.disk:
            self.disk, self.theirs = text, None
        elif not self._modified or text == self.text:
            self.disk, self.theirs = text, None
            self.put(text)
            keep_unsaved(self.path, None)
        else:
            self.theirs = text
        self._note()

    def _load(self, text: str | None) -> None:
        """For the first time. Text of an earlier sitting that was never saved comes back, and the author chooses."""
        self._loaded, self.disk = True, text
        self.setPlainText(text or "")
        kept = unsaved(self.path)
        if kept is not None and kept != text:
            self.put(kept)
            self.theirs = text

    def put(self, text: str) -> None:
        """Other text, as an edit that can be undone; only the lines that differ are touched, so that cursor and view
        stay where they are."""
        old, new = self.text.split("\n"), text.split("\n")
        if old == new:
            return
        first, after = _alike(old, new)
        begin = sum(len(line) + 1 for line in old[:first])
        end = begin + len("\n".join(old[first : len(old) - after]))
        scroll, cursor = self.verticalScrollBar().value(), QTextCursor(self.document())
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("\n".join(new[first : len(new) - after]))
        self.verticalScrollBar().setValue(scroll)

    def take_theirs(self) -> None:
        """The file's text; what stood here can be had again by undo."""
        if self.theirs is not None:
            self.disk, text = self.theirs, self.theirs
            self.theirs = None
            self.put(text)
            self._note()
            keep_unsaved(self.path, None)

    def keep_mine(self) -> None:
        """The text here stays; saving it will replace what the file holds."""
        if self.theirs is not None:
            self.disk, self.theirs = self.theirs, None
            self._note()

    def save(self) -> None:
        """Write the file. Raises ContentError."""
        text = self.text
        save_lesson_text(self.path, text)
        self.disk, self.theirs = text, None
        self._keep.stop()
        keep_unsaved(self.path, None)
        self._note()

    def keep_now(self) -> None:
        """Text that is not saved survives the program."""
        self._keep.stop()
        if self._modified and not self.isReadOnly():
            keep_unsaved(self.path, self.text)

    # Lines

    def go_to_line(self, line: int, scroll: bool = True) -> None:
        """The cursor to line `line` (from 1), in the middle of what is seen."""
        block = self.document().findBlockByNumber(min(line, self.blockCount()) - 1)
        self.setTextCursor(QTextCursor(block))
        if scroll:
            self.centerCursor()

    def show_step(self, name: str, scroll: bool) -> None:
        """Mark the lines of the step with this id; with `scroll` they are brought into view."""
        self._step = name
        step = step_called(self.text, name)
        self._paint_lines()
        if step is not None and scroll:
            here = self.textCursor().blockNumber()
            if not step.first <= here < step.last:
                self.go_to_line(step.first + 1, scroll=False)
            self._bring_up(step.first)

    def _bring_up(self, line: int) -> None:
        """The line near the top, where it is not well in view already."""
        block = self.document().findBlockByNumber(line)
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        if not 0 <= top < self.viewport().height() * 0.4:
            self.verticalScrollBar().setValue(max(line - 2, 0))

    def choose_title(self, name: str) -> None:
        """Select the title of the step with this id."""
        step = step_called(self.text, name)
        if step is None:
            return
        cursor = QTextCursor(self.document().findBlockByNumber(step.first))
        begin = cursor.block().text().find(step.title)
        cursor.movePosition(QTextCursor.MoveOperation.Right, n=max(begin, 0))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(step.title))
        self.setTextCursor(cursor)
        self._bring_up(step.first)

    def show_wrong(self, lines: Collection[int]) -> None:
        """Lines (from 1) where something is wrong."""
        self._wrong = frozenset(lines)
        self._paint_lines()

    def step_lines(self) -> tuple[int, int]:
        """First and last line (from 0, the last exclusive) of the step marked; two alike where there is none."""
        step = step_called(self.text, self._step) if self._step else None
        return (step.first, step.last) if step else (0, 0)

    def _paint_lines(self) -> None:
        """Step and faults are painted anew."""
        self._gutter.update()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft grounds under the lines of the step, and where something is wrong; then the text."""
        painter, wide = QPainter(self.viewport()), self.viewport().width()
        first, last = self.step_lines()
        for line, top, high in self.seen_lines():
            wrong = line + 1 in self._wrong
            if wrong or first <= line < last:
                ground = (
                    self._look.color("bad_soft") if wrong else self._look.color("accent_soft", STEP_ALPHA)
                )
                painter.fillRect(0, top, wide, high, ground)
        painter.end()
        super().paintEvent(event)

    def seen_lines(self) -> Iterator[tuple[int, int, int]]:
        """Line (from 0), top and height in px of those in view."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= self.viewport().height():
            high = self.blockBoundingRect(block).height()
            yield block.blockNumber(), round(top), round(top + high) - round(top)
            block, top = block.next(), top + high

    # The gutter

    def _fit_gutter(self) -> None:
        self.setViewportMargins(self._gutter.sizeHint().width(), 0, 0, 0)
        self._place_gutter()

    def _place_gutter(self) -> None:
        inner = self.contentsRect()
        wide = self._gutter.sizeHint().width()
        self._gutter.setGeometry(QRect(inner.left(), inner.top(), wide, inner.height()))

    def _scroll_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gutter is as high as the text."""
        super().resizeEvent(event)
        self._place_gutter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab indents as YAML wants it; Enter keeps the indentation; Escape leaves the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers() and not self.isReadOnly():
            self.insertPlainText(INDENT)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            line = self.textCursor().block().text()
            super().keyPressEvent(event)
            if not self.isReadOnly():
                self.insertPlainText(line[: len(line) - len(line.lstrip(" "))])
        else:
            super().keyPressEvent(event)

    def paint_numbers(self, painter: QPainter) -> None:
        """The numbers of the lines in view, and the bar of the step."""
        look, wide = self._look, self._gutter.width()
        first, last = self.step_lines()
        painter.setFont(look.font("code", scale=0.92))
        for line, top, high in self.seen_lines():
            wrong, mine = line + 1 in self._wrong, first <= line < last
            if wrong:
                painter.fillRect(0, top, wide, high, look.color("bad_soft"))
            if mine:
                painter.fillRect(0, top, look.px(3), high, look.color("accent"))
            painter.setPen(look.color("bad" if wrong else "text2" if mine else "text3"))
            row = QRect(0, top, wide - look.px(10), self.fontMetrics().lineSpacing())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row, side, str(line + 1))


class Gutter(QWidget):
    """Line numbers beside the text, with a bar at the step that is shown."""

    def __init__(self, editor: LessonEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """Room for the largest number."""
        digits = max(len(str(self._editor.blockCount())), 2)
        return QSize(self._editor.fontMetrics().horizontalAdvance("9" * digits) + 24, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Numbers."""
        self._editor.paint_numbers(QPainter(self))


def _alike(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning and at the end; at least one line of each is left between."""
    most = min(len(old), len(new)) - 1
    first = next((i for i in range(most) if old[i] != new[i]), most)
    after = next((i for i in range(most - first) if old[-1 - i] != new[-1 - i]), most - first)
    return first, after
