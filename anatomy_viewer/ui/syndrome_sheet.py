"""The sheet that compares the syndromes: a table to filter, sort and go through by keys; a row opens its card."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from anatomy_viewer.commands import BY_ID
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.heads import HeadShelf
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.syndrome_rows import sort_key, wanted
from anatomy_viewer.ui.syndrome_table import SyndromeTable
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import EmptyState, Text
from anatomy_viewer.ui.widgets.search import SearchField
from anatomy_viewer.ui.widgets.sheet import EDGE, Sheet

WIDTH = 1500  # px at 100 %
NOTE = "Criteria in our own words after ICHD-3; ladders say what has been done, not what to do."


class SyndromeSheet(Sheet):
    """`chosen(syndrome id)`: its card is wanted; the sheet closes."""

    chosen = Signal(str)

    def __init__(self, look: Look, session: Session, heads: HeadShelf, parent: QWidget) -> None:
        super().__init__(look, parent, dims=True)
        self._session = session
        self._region, self._by, self._down = "", -1, False  # -1: as the file has them
        self._title, self._note = Text(look, "heading"), Text(look, "small", "text2")
        self._close = IconButton(look, "close", "", small=True)
        self._filter = SearchField(look, "")
        self._where = Button(look, "", "outline", "head-outline")
        self._menu = QMenu(self._where)
        self._open = Button(look, "", "filled", "card-text-outline")
        self._count = Text(look, "small", "text3")
        self.table = SyndromeTable(look, session.atlas, heads.heads)
        self._none = EmptyState(look, "magnify")
        self._pages = QStackedWidget()
        self._lay_out()
        heads.ready.connect(self.table.viewport().update)
        self._connect()

    def _lay_out(self) -> None:
        head, tools = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        for part in (self._filter, self._where, self._count):
            tools.addWidget(part)
        self._count.setWordWrap(False)
        tools.addStretch(1)
        tools.addWidget(self._open)
        for page in (self.table, self._none):
            self._pages.addWidget(page)
        self.column.setContentsMargins(24, 16, 14, 14)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self._note)
        self.column.addLayout(tools)
        self.column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._close.clicked.connect(self.dismiss)
        self._filter.textChanged.connect(lambda _text: self._fill())
        self._where.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._open.clicked.connect(lambda: self._choose(self.table.current()))
        self.table.chosen.connect(self._choose)
        self.table.sorted_by.connect(self._sort)
        self._none.acted.connect(self._clear)

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._title.setText(say(BY_ID["syndromes"].title, language))
        self.setAccessibleName(self._title.text())
        self.table.setAccessibleName(self._title.text())
        self._note.setText(say(NOTE, language))
        self._close.set_name(say("Close", language), "Esc")
        self._filter.set_texts(say("Filter: name, code, word", language))
        self._open.setText(say("Open the card", language))
        self._none.set_texts(
            say("No syndrome is like that", language), "", say("Show all syndromes", language)
        )
        self._fill()
        self._place()

    def open(self) -> None:
        """Show the table."""
        self.retranslate()
        super().open()

    def first_focus(self) -> QWidget:
        """The rows."""
        return self.table

    def show_region(self, region: str) -> None:
        """Only what hurts there; '' for everything."""
        self._region = region
        self._fill()

    def _fill_menu(self) -> None:
        menu, language, regions = self._menu, self._session.language, self._session.atlas.skin.regions
        menu.clear()
        for name, title in [("", say("Pain anywhere", language))] + [
            (name, region.names.get(language)) for name, region in regions.items()
        ]:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(name == self._region)
            action.triggered.connect(lambda _on=False, name=name: self.show_region(name))

    def _fill(self) -> None:
        atlas, language = self._session.atlas, self._session.language
        every = list(atlas.syndromes.table.values())
        kept = [each for each in every if wanted(atlas, each, self._filter.text(), self._region)]
        if self._by >= 0:
            kept.sort(key=lambda each: sort_key(atlas, each, self._by, language), reverse=self._down)
        self.table.put(kept, language)
        self.table.mark_sorted(self._by, self._down)
        regions = atlas.skin.regions
        name = regions[self._region].names.get(language) if self._region else say("Pain anywhere", language)
        self._where.setText(name)
        self._count.setText(say("{} of {} syndromes", language).format(len(kept), len(every)))
        self._pages.setCurrentWidget(self.table if kept else self._none)
        self._open.setEnabled(bool(kept))

    def _sort(self, column: int, down: bool) -> None:
        self._by, self._down = column, down
        self._fill()

    def _clear(self) -> None:
        self._region = ""
        self._filter.clear()
        self._fill()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, name: str) -> None:
        if name:
            self.dismiss()
            self.chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F goes to the filter."""
        if event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def card_rect(self) -> QRect:
        """In the middle, as large as the window allows."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        rect = QRect(0, 0, min(self._look.px(WIDTH), room.width()), room.height())
        rect.moveCenter(room.center())
        return rect
