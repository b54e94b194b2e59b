"""Commands as Qt actions and keys. Single keys are inert while text is typed or composed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from anatomy_viewer.commands import BY_ID, COMMANDS, Command, Desk, possible
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.widgets.sheet import OWN_KEYS

NUMBER_PAUSE_MS = 2500
OWN_DIGITS = "ownDigits"  # property of widgets that use digits themselves
OWN_ARROWS = "ownArrows"  # property of widgets that use arrows and Enter themselves
TEXT_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)  # a field's own
MOVES = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}

STEERING = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter,
}  # fmt: skip


def key_names(command: Command) -> str:
    """The command's keys as this platform writes them, such as 'PgDown, →'."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in command.keys)


class Actions(QObject):
    """One QAction a command, and the keys of all of them."""

    number_typed = Signal(str)  # digits so far, '' when done or given up

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table: dict[str, list[Command]] = {}
        self._number = ""
        self._pause = QTimer(self, singleShot=True, interval=NUMBER_PAUSE_MS)
        self._pause.timeout.connect(self._drop_number)
        for command in COMMANDS:
            for key in command.keys:
                self._table.setdefault(QKeySequence(key).toString(), []).append(command)

    def action(self, name: str, parent: QObject) -> QAction:
        """A new action for command `name`, with its title, key and state of now."""
        command = BY_ID[name]
        action = QAction(say(command.title, self._desk.session.language), parent)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys[0]))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown only: keys are handled here
        action.setEnabled(possible(command, self._desk))
        action.triggered.connect(lambda: self.run(name))
        return action

    def fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        """Put the commands into `menu`; '' is a separator."""
        for name in names:
            if name:
                menu.addAction(self.action(name, menu))
            else:
                menu.addSeparator()

    def run(self, name: str) -> bool:
        """Do the command if it can be done now."""
        command = BY_ID[name]
        if not possible(command, self._desk):
            return False
        command.run(self._desk)
        return True

    def handle(self, event: QKeyEvent) -> bool:
        """Do what the key asks; False leaves the key to the widget that has the focus."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain and (_inside(QApplication.focusWidget(), OWN_KEYS) or self._typing(event)):
            return False
        if self._edits_text() and any(map(event.matches, TEXT_KEYS)):
            return False
        if plain and self._is_number(event):
            return self._handle_number(event)
        for command in self._table.get(self._sequence(event), []):
            if self._belongs(command) and self.run(command.id):
                return True
        return False

    def _sequence(self, event: QKeyEvent) -> str:
        """The key as the table writes it; Shift counts for letters, not where it only makes the character."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.text() and event.text() in "?[]":
            return event.text()
        return QKeySequence(key | modifiers.value).toString()

    def _belongs(self, command: Command) -> bool:
        if command.scope == "lesson":
            return self._desk.session.now.place is not None and self._desk.session.now.screen == "atlas"
        if command.scope == "present":
            return self._desk.presenting
        if command.scope == "walk":
            return self._desk.session.now.walk is not None
        if command.scope == "imaging":
            return self._desk.session.imaging is not None
        return command.scope != "atlas" or self._desk.session.now.screen == "atlas"

    def _edits_text(self) -> bool:
        """Has a field the focus that can be typed into, and has an undo of its own?"""
        focus = QApplication.focusWidget()
        if isinstance(focus, QTextEdit | QPlainTextEdit):
            return not focus.isReadOnly()
        return isinstance(focus, QLineEdit)

    def _typing(self, event: QKeyEvent) -> bool:
        """Is the key a letter for a text field, a step for a list, or part of a composition?"""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QAbstractSpinBox | QComboBox):
            return event.key() not in (Qt.Key.Key_F1, Qt.Key.Key_Escape)
        if isinstance(focus, QTextEdit | QPlainTextEdit):
            function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
            return not focus.isReadOnly() and not function
        if isinstance(focus, QAbstractItemView):
            return event.key() in (*MOVES, Qt.Key.Key_Space) or event.key() in (
                Qt.Key.Key_PageUp,
                Qt.Key.Key_PageDown,
            )
        if _inside(focus, OWN_ARROWS) and event.key() in (*STEERING, Qt.Key.Key_Space):
            return True
        if _inside(focus, OWN_DIGITS) and event.text().isdecimal():
            return True
        if isinstance(focus, QAbstractButton) and event.key() == Qt.Key.Key_Space:
            return True
        return isinstance(focus, QAbstractSlider | QRadioButton) and event.key() in MOVES

    def _is_number(self, event: QKeyEvent) -> bool:
        session = self._desk.session
        playing = session.now.place is not None and session.now.screen == "atlas" and not session.in_case
        if not playing and not self._desk.presenting:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return (event.text().isdecimal() and event.text().isascii()) or (enter and bool(self._number))

    def _handle_number(self, event: QKeyEvent) -> bool:
        if event.text().isdecimal():
            self._number = (self._number + event.text())[-3:]
            self._pause.start()
            self.number_typed.emit(self._number)
            return True
        number = int(self._number)
        self._drop_number()
        self._desk.jump(number - 1)
        return True

    def _drop_number(self) -> None:
        self._pause.stop()
        self._number = ""
        self.number_typed.emit("")


def _inside(widget: QWidget | None, name: str) -> bool:
    """Has the widget, or one round it, the property `name` (OWN_DIGITS, OWN_KEYS)?"""
    while widget is not None:
        if widget.property(name):
            return True
        widget = widget.parentWidget()
    return False
