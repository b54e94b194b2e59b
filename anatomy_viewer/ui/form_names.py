"""Choosing structures and points for the lesson form: typed with suggestions, or what is selected in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QVBoxLayout, QWidget

from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.search import SearchIndex, atlas_entries
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.form_fields import Line
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.clear import clear
from anatomy_viewer.ui.widgets.messages import Text

MOST_HITS = 12
WIDE = 320  # px at 100 % of the suggestions


class NamePicker(QWidget):
    """`put(list of ids)`: these are chosen now. kinds: 'structure', 'feature', 'point'; `single`: one at most."""

    put = Signal(object)

    def __init__(self, look: Look, session: Session, kinds: Sequence[str], single: bool = False) -> None:
        super().__init__()
        self._look, self._session, self._kinds, self._single = look, session, tuple(kinds), single
        self.ids: list[str] = []
        self._index: SearchIndex | None = None
        self._found: dict[str, str] = {}
        self._chosen, self.field = QVBoxLayout(), Line(look)
        self._chosen.setSpacing(2)
        self.take = Button(look, "", "outline", "cursor-default-click-outline")
        self.take.clicked.connect(self._take_selected)
        self._make_completer()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._chosen)
        column.addLayout(row)
        self.retranslate()

    def _make_completer(self) -> None:
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST_HITS)
        self._list = QListView()
        self._list.setProperty("popover", True)
        self._completer.setPopup(self._list)
        self._completer.activated.connect(self._take_named)
        self.field.setCompleter(self._completer)
        self.field.put.connect(self._suggest)
        self.field.returnPressed.connect(self._take_first)

    def set_name(self, name: str, hint: str = "") -> None:
        """What is chosen."""
        self.field.set_name(name, hint or say("Type a name", self._session.language))

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self.take.setText(say("Selected one", language))
        self.take.setToolTip(say("What is selected in the picture", language))
        self.field.setPlaceholderText(say("Type a name", language))
        self.show_ids(self.ids)

    def show_ids(self, ids: Sequence[str]) -> None:
        """Other choices, silently."""
        self.ids = list(ids)
        clear(self._chosen)
        for name in self.ids:
            self._chosen.addWidget(self._row(name))

    def _row(self, name: str) -> QWidget:
        atlas, language = self._session.atlas, self._session.language
        known = name in atlas.structures or name in atlas.features or name in atlas.points
        text = full_name(atlas, name, language) if known else name
        row, line = QWidget(), QHBoxLayout()
        row.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Text(self._look, "body", "text", text), 1)
        out = IconButton(self._look, "close", f"{say('Take out', language)} · {text}", small=True)
        out.clicked.connect(lambda: self._choose([other for other in self.ids if other != name]))
        line.addWidget(out)
        return row

    def _suggest(self, text: str) -> None:
        """What fits what is typed, however it is spelt."""
        if self._index is None:
            entries = [e for e in atlas_entries(self._session.atlas) if e.kind in self._kinds]
            self._index = SearchIndex(entries)
        hits = self._index.search(text, MOST_HITS) if text.strip() else []
        language = self._session.language
        self._found = {full_name(self._session.atlas, hit.entry.id, language): hit.entry.id for hit in hits}
        self._model.setStringList(list(self._found))
        self._list.setFont(self._look.font("body"))
        self._list.setMinimumWidth(self._look.px(WIDE))
        self._completer.complete()

    def _take_first(self) -> None:
        if self._found and self.field.text().strip():
            self._take_named(next(iter(self._found)))

    def _take_named(self, text: str) -> None:
        if text in self._found:
            self._add(self._found[text])
            self._found = {}

    def _take_selected(self) -> None:
        """The selected structure, feature or point; of another kind the one that it lies on."""
        selected, atlas = self._session.view.selected, self._session.atlas
        if selected in atlas.points and "point" not in self._kinds:
            selected = None
        if selected is not None and selected not in atlas.points and self._kinds == ("point",):
            selected = None
        if selected is None:
            self.field.setPlaceholderText(
                say("Nothing fitting is selected in the picture", self._session.language)
            )
            return
        self._add(selected)

    def _add(self, name: str) -> None:
        # The completer puts its text into the field when this has been dealt with.
        QTimer.singleShot(0, self.field, self.field.clear)
        self._choose([name] if self._single else list(dict.fromkeys([*self.ids, name])))

    def _choose(self, ids: list[str]) -> None:
        self.show_ids(ids)
        self.put.emit(self.ids)
