"""The list of changes: what can be undone and redone, and where one is; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.rows import Row, RowList
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH, MOST_ROWS, BELOW = 340, 12, 96  # px at 100 %; rows seen at once; px from the top of the window


class HistoryList(Sheet):
    """The latest state is on top; those that were undone stand faintly above the present one.

    `jumped(label)`: the row that was gone to.
    """

    jumped = Signal(str)

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._session = session
        self._title = Text(look, "strong")
        self._list, self._empty = RowList(look), EmptyState(look, "history")
        self._list.chosen.connect(self._go)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._title.setContentsMargins(14, 12, 14, 6)
        self.column.setContentsMargins(0, 0, 0, 6)
        self.column.setSpacing(0)
        self.column.addWidget(self._title)
        self.column.addWidget(self._stack)
        session.listen(self._follow)

    def retranslate(self) -> None:
        """Words in the session's language; the labels stay as they were given."""
        self._fill()
        self._place()

    def open(self) -> None:
        """Show the history as it is now."""
        self._fill()
        super().open()

    def first_focus(self) -> QWidget:
        """The list."""
        return self._list

    def _follow(self, _old: AppState, _new: AppState) -> None:
        if self.isVisible():
            self._fill()
            self._place()

    def _fill(self) -> None:
        store, language = self._session.store, self._session.language
        self._title.setText(say("History", language))
        self._list.setAccessibleName(self._title.text())
        states = [*store.past, say("The beginning", language)]
        ahead = [Row(label, icon="redo-variant", faint=True) for label in reversed(store.undone)]
        here = Row(states[0], right=say("now", language), icon="check", marked=True)
        behind = [Row(label, icon="undo-variant") for label in states[1:]]
        self._list.set_rows([*ahead, here, *behind], current=len(ahead))
        anything = bool(store.past or store.undone)
        self._stack.setCurrentWidget(self._list if anything else self._empty)
        hint = say("Changes to the picture are listed here; a click goes back to one.", language)
        self._empty.set_texts(say("Nothing to undo yet", language), hint)

    def _go(self, row: int) -> None:
        """Undo or redo as many changes as lie between; the list stays open to try another."""
        label, steps = self._list.rows()[row].text, row - len(self._session.store.undone)
        if steps > 0:
            self._session.undo(steps)
        elif steps < 0:
            self._session.redo(-steps)
        if steps:
            self.jumped.emit(label)

    def card_rect(self) -> QRect:
        """In the middle, below the toolbar."""
        px = self._look.px
        wide = min(px(WIDTH), self.width() - 2 * EDGE)
        inner = self._list.height_for(MOST_ROWS) if self._stack.currentWidget() is self._list else px(180)
        high = min(self._title.heightForWidth(wide) + inner + 6, self.height() - 2 * EDGE)
        left = (self.width() - wide) // 2
        return QRect(left, min(px(BELOW), max(self.height() - high - EDGE, EDGE)), wide, high)
