"""The left panel: the tree of structures, a field to filter it, and what its eyes mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.model.search import Entry, did_you_mean
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.structure_items import StructureItems
from anatomy_viewer.ui.structure_model import Node, title
from anatomy_viewer.ui.variant_box import VariantBox
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.messages import EmptyState, Icon, Text, link
from anatomy_viewer.ui.widgets.search import SearchField
from anatomy_viewer.ui.widgets.tree import StructureTree


class _Filter(QSortFilterProxyModel):
    """Rows whose names hold the words, in any language, and what lies above and below them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._words: list[str] = []
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)

    def set_words(self, text: str) -> None:
        """What is looked for; nothing lets everything pass."""
        self.beginFilterChange()
        self._words = text.lower().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Does the row itself match?"""
        items = self.sourceModel()
        node: Node = items.node(items.index(row, 0, parent))  # type: ignore[attr-defined]
        return all(word in self._names(node) for word in self._words)

    def _names(self, node: Node) -> str:
        atlas = self._session.atlas
        if node.kind in ("structure", "feature"):
            item = atlas.item(node.id)
            return " ".join([item.names.en, item.names.la, item.names.zh, *item.synonyms]).lower()
        return title(node, atlas, self._session.language).lower()


class StructurePanel(QWidget):
    """Selecting a row selects the structure; its eye cycles shown, faded, hidden. `hovered(id)` while pointing."""

    hovered = Signal(str)
    show_all_asked = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._session = look, session
        self._items = StructureItems(session, self)
        self._filter = _Filter(session, self)
        self._filter.setSourceModel(self._items)
        self._tree = StructureTree(look, self)
        self._tree.setModel(self._filter)
        self._field = SearchField(look, "")
        self._empty = EmptyState(look, "magnify", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        self.variant = VariantBox(look, session)
        self._title = Text(look, "strong")
        self._all = IconButton(look, "eye-outline", "", small=True)
        self._foot = Text(look, "tiny", "text2")
        self._following = False
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        for margins, part in (((12, 0, 8, 0), head), ((10, 0, 10, 0), self._field)):
            row = QHBoxLayout()
            row.setContentsMargins(*margins)
            row.addLayout(part, 1) if isinstance(part, QHBoxLayout) else row.addWidget(part, 1)
            column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addWidget(self.variant)
        column.addWidget(self._legend())

    def _legend(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(4)
        self._signs = [Text(self._look, "tiny", "text2") for _ in range(3)]
        for icon, sign in zip(
            ("eye-outline", "circle-half-full", "eye-off-outline"), self._signs, strict=True
        ):
            sign.setWordWrap(False)
            row.addWidget(Icon(self._look, icon, side=14))
            row.addWidget(sign)
            row.addSpacing(8)
        self._foot.hide()
        row.addWidget(self._foot, 1)
        row.addStretch(1)
        self._legend_icons = box.findChildren(Icon)
        return box

    def _connect(self) -> None:
        self._field.textChanged.connect(self._find)
        self._empty.link_activated.connect(self._field.setText)
        self._tree.eye_clicked.connect(self._cycle)
        self._tree.hovered.connect(
            lambda index: self.hovered.emit(self._node(index).id if index.isValid() else "")
        )
        self._tree.selectionModel().currentChanged.connect(self._choose)
        self._all.clicked.connect(self.show_all_asked)
        self._session.listen(self._follow)
        # Rows repaint together, once, however many changes come in a row.
        self._refresh = QTimer(self, singleShot=True, interval=0)
        self._refresh.timeout.connect(self._items.refresh)

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._title.setText(say("Structures", language))
        self._field.set_texts(say("Find a structure", language))
        self._all.set_name(say("Show all", language), "Shift+H")
        for sign, word in zip(self._signs, ("shown", "faded", "hidden"), strict=True):
            sign.setText(say(word, language))
        self._say_covered()
        self._tree.setAccessibleName(say("Structures", language))
        self.variant.retranslate()
        self._items.refresh()

    def take_own(self) -> None:
        """The atlas has other own meshes; what was unfolded stays so."""
        indices = [self._filter.index(row, 0) for row in range(self._filter.rowCount())]
        unfolded = [self._node(index).id for index in indices if self._tree.isExpanded(index)]
        self._items.build_anew()
        for name in unfolded:
            self._tree.expand(self._filter.mapFromSource(self._items.index_of(name)))
        self._show_selected(self._session.view.selected)

    def focus_search(self) -> None:
        """Put the cursor into the field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _node(self, index: QModelIndex) -> Node:
        return self._items.node(self._filter.mapToSource(index))

    def _find(self, text: str) -> None:
        self._filter.set_words(text)
        found = self._filter.rowCount() > 0
        self._stack.setCurrentWidget(self._tree if found else self._empty)
        if text and found:
            self._tree.expandAll()
        if not found:
            self._say_nothing_found(text)

    def _say_nothing_found(self, text: str) -> None:
        language = self._session.language
        known = [Entry("structure", s.id, (s.names.en, s.names.la, s.names.zh)) for s in self._structures()]
        near = did_you_mean(text, known)
        hint = f"{say('Did you mean', language)} {link(self._look, near, near)}?" if near else ""
        title = say("Nothing found for “{}”", language).format(text)
        self._empty.set_texts(title, hint)

    def _structures(self) -> list[Any]:
        return [*self._session.atlas.structures.values(), *self._session.atlas.features.values()]

    def _cycle(self, index: QModelIndex) -> None:
        node, language = self._node(index), self._session.language
        hidden = self._session.now.concealed  # the history would name it
        name = say("Shown or hidden", language) if hidden else title(node, self._session.atlas, language)
        if node.kind in ("point", "points"):
            ids = tuple(c.id for c in node.children) or (node.id,)
            self._session.edit(name, lambda view: _toggle_points(view, ids))
        elif eye_is_peeled(self._session, node):
            self._session.edit(name, lambda view: view.show(node.ids).peel_to(_reach(self._session, node)))
        else:
            self._session.edit(name, lambda view: view.cycle(node.ids))

    def _choose(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            node = self._node(index)
            if node.kind in ("structure", "feature", "point"):
                self._session.select(node.id)

    def _say_covered(self) -> None:
        """Why the rows have no names."""
        why = "A question is open: names are covered until it is answered."
        if self._session.now.covered:
            why = "Names are covered until the assessment is handed in."
        self._foot.setText(say(why, self._session.language))

    def _follow(self, old: AppState, new: AppState) -> None:
        if (old.view, old.concealed) != (new.view, new.concealed):
            self._refresh.start()
        if old.concealed != new.concealed:
            for widget in [*self._signs, *self._legend_icons]:
                widget.setVisible(not new.concealed)
            self._foot.setVisible(new.concealed)
            self._say_covered()
            self.variant.retranslate()
        if old.view.selected != new.view.selected:
            self._show_selected(new.view.selected)

    def _show_selected(self, name: str | None) -> None:
        self._following = True
        index = self._filter.mapFromSource(self._items.index_of(name or ""))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._tree.selectionModel().setCurrentIndex(index, flags)
        if index.isValid():
            self._tree.scrollTo(index)
        else:
            self._tree.clearSelection()
        self._following = False


def eye_is_peeled(session: Session, node: Node) -> bool:
    """Is the row hidden only because its layer is peeled off?"""
    atlas, view = session.atlas, session.view
    return bool(node.ids) and all(
        i in view.visible and atlas.structures[i].layer <= view.peel for i in node.ids
    )


def _reach(session: Session, node: Node) -> int:
    """The number of layers that may stay off while the row's structures are shown."""
    return min(session.atlas.structures[i].layer for i in node.ids) - 1


def _toggle_points(view: ViewState, ids: tuple[str, ...]) -> ViewState:
    shown = [i for i in view.points if i not in ids]
    return replace(view, points=tuple(shown) if any(i in view.points for i in ids) else (*view.points, *ids))
