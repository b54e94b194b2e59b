"""Fields of the lesson form: a line, a text that grows with its words, and rows that are added and taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Text

MOST_LINES = 14


class Line(QLineEdit):
    """One line. `put(str)`: the words are these now."""

    put = Signal(str)

    def __init__(self, look: Look, role: str = "body") -> None:
        super().__init__()
        self._look, self._role = look, role
        self.textEdited.connect(self.put)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.font(self._role))

    def set_name(self, name: str, hint: str = "") -> None:
        """What it is for, and what stands in it while it is empty."""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def show_text(self, text: str) -> None:
        """Other words, silently; the cursor stays where the words are the same."""
        if self.text() != text:
            with QSignalBlocker(self):
                self.setText(text)
                self.setCursorPosition(0)


class Area(QPlainTextEdit):
    """Several lines, as high as they need, at least `lines`. `put(str)`: the words are these now. Tab goes on."""

    put = Signal(str)

    def __init__(self, look: Look, lines: int = 2) -> None:
        super().__init__()
        self._look, self._lines = look, lines
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.font("body"))
        self._fit()

    def _tell(self) -> None:
        self._fit()
        self.put.emit(self.toPlainText())

    def set_name(self, name: str, hint: str = "") -> None:
        """What it is for, and what stands in it while it is empty."""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def show_text(self, text: str) -> None:
        """Other words, silently."""
        if self.toPlainText() != text:
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = sum(
            max(self.document().findBlockByNumber(i).layout().lineCount(), 1)
            for i in range(self.blockCount())
        )
        lines = min(max(shown, self._lines), MOST_LINES)
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if shown > MOST_LINES else off)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self._look.px(20))

    def sizeHint(self) -> QSize:
        """Width is the column's."""
        return QSize(self._look.px(200), self.height())


class Named(Protocol):
    """A field that can be named."""

    def set_name(self, name: str, hint: str = "") -> None:
        """What it is for, and what stands in it while it is empty."""


F = TypeVar("F", bound=QWidget)


class Labelled(QWidget, Generic[F]):
    """A field under its name."""

    def __init__(self, look: Look, field: F) -> None:
        super().__init__()
        self.name, self.field = Text(look, "small_strong", "text2"), field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(field)

    def set_name(self, name: str, hint: str = "") -> None:
        """What the field is for."""
        self.name.setText(name)
        cast(Named, self.field).set_name(name, hint)


class Lines(QWidget):
    """Short texts below each other, always with an empty one to write into. `put(list of str)`: these now."""

    put = Signal(object)

    def __init__(self, look: Look, least: int, most: int) -> None:
        super().__init__()
        self._look, self._least, self._most = look, least, most
        self._name = self._hint = ""
        self._fields: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._grow([])

    def set_name(self, name: str, hint: str = "") -> None:
        """What they are for; without a hint their numbers stand in them."""
        self._name, self._hint = name, hint
        for number, field in enumerate(self._fields, 1):
            field.set_name(f"{name} {number}", hint or str(number))

    def show_texts(self, texts: Sequence[str]) -> None:
        """Other words, silently."""
        self._grow(texts)
        for field, text in zip(self._fields, [*texts, *[""] * len(self._fields)], strict=False):
            field.show_text(text)

    def texts(self) -> list[str]:
        """What is written, without what is empty."""
        return [field.text().strip() for field in self._fields if field.text().strip()]

    def _grow(self, texts: Sequence[str]) -> None:
        wanted = min(max(len(texts) + 1, self._least), self._most)
        while len(self._fields) < wanted:
            field = Line(self._look)
            field.put.connect(self._tell)
            self._fields.append(field)
            self._column.addWidget(field)
        while len(self._fields) > wanted:
            field = self._fields.pop()
            field.hide()
            field.deleteLater()
        self.set_name(self._name, self._hint)

    def _tell(self, _text: str) -> None:
        written = [field.text() for field in self._fields]
        if written[-1].strip() and len(written) < self._most:
            self._grow(written)
        self.put.emit(self.texts())


class Rows(QWidget):
    """Rows, each with a button that takes it out, and one below that adds another.

    empty: the value of a new row; make_row(at, value): the widget of a row. `put(list)`: the values are these now;
    `taken_out(int)`: the row of this number went.
    """

    put = Signal(object)
    taken_out = Signal(int)

    def __init__(
        self,
        look: Look,
        least: int,
        most: int,
        empty: Mapping[str, object],
        make_row: Callable[[int, Any], QWidget],
    ) -> None:
        super().__init__()
        self._look, self._least, self._most = look, least, most
        self._empty, self._make_row = empty, make_row
        self.values: list[object] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._words = ("", "")
        self._add = Button(look, "", "quiet", "plus")
        self._add.clicked.connect(self.add_row)

    def set_words(self, add: str, remove: str) -> None:
        """On the buttons."""
        self._words = (add, remove)

    def show_values(self, values: Sequence[object]) -> None:
        """Other rows, silently."""
        self.values = list(values)
        while len(self.values) < self._least:
            self.values.append(dict(self._empty))
        self._fill()

    def set_value(self, at: int, value: object) -> None:
        """A row's widget says that it holds this now."""
        self.values[at] = value
        self.put.emit(self.values)

    def add_row(self) -> None:
        """One more, with the focus."""
        self.values.append(dict(self._empty))
        self._fill()
        fields = self.findChildren(QLineEdit, options=Qt.FindChildOption.FindChildrenRecursively)
        shown = [field for field in fields if field.property("first") and not field.isHidden()]
        if shown:
            shown[-1].setFocus()
        self.put.emit(self.values)

    def _remove(self, at: int) -> None:
        del self.values[at]
        self._fill()
        self.taken_out.emit(at)
        self.put.emit(self.values)

    def _fill(self) -> None:
        self._column.removeWidget(self._add)
        clear(self._column)
        for at, value in enumerate(self.values):
            row = QHBoxLayout()
            row.setSpacing(4)
            made = self._make_row(at, value)
            row.addWidget(made, 1)
            made.show()
            out = IconButton(self._look, "close", f"{self._words[1]} {at + 1}", small=True)
            out.setEnabled(len(self.values) > self._least)
            out.clicked.connect(lambda _=False, at=at: self._remove(at))
            row.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        self._add.setText(self._words[0])
        self._add.updateGeometry()
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.setVisible(len(self.values) < self._most)
