"""The sheet of all commands and keys, made from the table of commands, and what the mouse does."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from anatomy_viewer.commands import BY_ID, COMMANDS
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.search_rows import key_text
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.caps import KeyCaps
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.scroll import ScrollColumn
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

COLUMN, SPACE = 320, 36  # px at 100 %
MOST_COLUMNS = 3
MOUSE = "Mouse and touch"
GESTURES = (
    ("Turn", ("Left drag", "Shift + arrows")),
    ("Move", ("Right drag", "Shift + drag")),
    ("Zoom", ("Wheel", "Pinch")),
    ("Bring to the middle", ("Double click",)),
    ("Name what is under the pointer", ("Hover",)),
    ("Select and show its card", ("Click",)),
    ("Move an end of the needle", ("Drag its ring", "Arrows")),
    ("Move its target along the needle", ("Alt + drag", "Alt + arrows")),
)
IN_IMAGES = (
    ("Move the plane", ("Wheel", "Shift + wheel")),
    ("Window and level", ("Right drag", "Alt + drag")),
    ("Zoom", ("Ctrl + wheel",)),
    ("Move the image", ("Middle drag", "Shift + drag")),
    ("Enlarge", ("Double click",)),
    ("Turn the plane", ("Drag a corner of the sheet",)),
    ("Move the probe", ("Arrows", "Drag the probe")),
    ("Tilt and rock the probe", ("Shift + arrows",)),
    ("Rotate the probe", ("Alt + arrows",)),
)
NUMBER = ("Go to a step of the lesson", ("Number, Enter",))
Line = tuple[str, tuple[str, ...]]


def help_groups(language: str) -> list[tuple[str, list[Line]]]:
    """Groups in the table's order, each line a title and its keys, in `language`; the mouse last."""
    groups: dict[str, list[Line]] = {}
    for command in COMMANDS:
        keys = tuple(key_text(key) for key in command.keys)
        groups.setdefault(command.group, []).append((say(command.title, language), keys))
    groups["Lesson"].append(_said(NUMBER, language))
    groups["Imaging"] += [_said(line, language) for line in IN_IMAGES]
    groups[MOUSE] = [_said(line, language) for line in GESTURES]
    return [(say(name, language), lines) for name, lines in groups.items()]


def _said(line: Line, language: str) -> Line:
    return say(line[0], language), tuple(say(word, language) for word in line[1])


class HelpSheet(Sheet):
    """Columns of groups, as many as fit. F1 and ? close it as they opened it."""

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(look, parent, dims=True)
        self._session, self._built = session, 0
        self._title = Text(look, "heading")
        self._close = IconButton(look, "close", "", small=True)
        self._close.clicked.connect(self.dismiss)
        self._scroll = ScrollColumn()
        self._scroll.setProperty("ownFocusRing", True)
        self._page = QWidget()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.column.setContentsMargins(24, 16, 12, 16)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self._scroll, 1)

    def retranslate(self) -> None:
        """Everything in the session's language, when it is next placed."""
        self._built = 0
        self._place()

    def first_focus(self) -> QWidget:
        """The scroll area, so that the arrows scroll."""
        return self._scroll

    def _place(self) -> None:
        if self.isVisible() and self._columns() != self._built:
            self._build(self._columns())
        super()._place()

    def _columns(self) -> int:
        px = self._look.px
        return min(max((self._host.width() - 2 * EDGE - px(60)) // px(COLUMN + SPACE), 1), MOST_COLUMNS)

    def _build(self, count: int) -> None:
        """Fill the columns; each group goes to the shortest."""
        language, look = self._session.language, self._look
        self._built = count
        self._title.setText(say(BY_ID["help"].title, language))
        self._close.set_name(say("Close", language), "Esc")
        self.setAccessibleName(self._title.text())
        page = QWidget()
        page.setProperty("page", True)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(look.px(SPACE))
        columns, lengths = [QVBoxLayout() for _ in range(count)], [0.0] * count
        for name, lines in help_groups(language):
            at = lengths.index(min(lengths))
            self._add_group(columns[at], name, lines)
            lengths[at] += len(lines) + 2
        for column in columns:
            column.addStretch(1)
            row.addLayout(column, 1)
        self._page = page
        self._scroll.setWidget(page)

    def _add_group(self, column: QVBoxLayout, name: str, lines: list[Line]) -> None:
        px = self._look.px
        column.setSpacing(px(6))
        column.addSpacing(px(12))
        column.addWidget(Text(self._look, "small_strong", "accent", name))
        for title, keys in lines:
            row = QHBoxLayout()
            row.setSpacing(px(12))
            row.addWidget(Text(self._look, "body", "text", title), 1)
            row.addWidget(KeyCaps(self._look, keys), 0, Qt.AlignmentFlag.AlignVCenter)
            column.addLayout(row)

    def card_rect(self) -> QRect:
        """In the middle, as wide as its columns, as high as they are where there is room."""
        px, room = self._look.px, self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        wide = self._built * px(COLUMN) + (self._built - 1) * px(SPACE) + px(60)
        page = self._page
        inner = page.heightForWidth(wide - px(60)) if page.hasHeightForWidth() else page.sizeHint().height()
        rect = QRect(
            0, 0, min(wide, room.width()), min(inner + self._title.sizeHint().height() + 56, room.height())
        )
        rect.moveCenter(room.center())
        return rect

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that opened it close it too."""
        if event.key() == Qt.Key.Key_F1 or event.text() == "?":
            self.dismiss()
        else:
            super().keyPressEvent(event)
