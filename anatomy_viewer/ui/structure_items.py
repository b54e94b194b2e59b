"""The tree of structures as a Qt item model; it reads the session and never writes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from anatomy_viewer.model.view import drawn
from anatomy_viewer.session import Session
from anatomy_viewer.ui.structure_model import Node, build_tree, eye, title
from anatomy_viewer.ui.widgets.tree import Role

Index = QModelIndex | QPersistentModelIndex
NAME = Qt.ItemDataRole.DisplayRole


class StructureItems(QAbstractItemModel):
    """Rows are `Node`s; the roles are those of `widgets.tree`."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._root = build_tree(session.atlas)
        self._nodes: dict[str, Node] = {}
        self._enter(self._root)
        self._drawn = drawn(session.view, session.atlas)

    def _enter(self, node: Node) -> None:
        self._nodes[node.id] = node
        for child in node.children:
            self._enter(child)

    def build_anew(self) -> None:
        """The atlas has other structures."""
        self.beginResetModel()
        self._root, self._nodes = build_tree(self._session.atlas), {}
        self._enter(self._root)
        self._drawn = drawn(self._session.view, self._session.atlas)
        self.endResetModel()

    def refresh(self) -> None:
        """Say that every row may look different. None comes or goes: what is selected or open stays so."""
        self._drawn = drawn(self._session.view, self._session.atlas)
        self._tell(self._root, QModelIndex())

    def _tell(self, node: Node, parent: QModelIndex) -> None:
        last = len(node.children) - 1
        looks = [Role.EYE, Role.CONCEALED]  # not the name: the filter would look at every row again
        self.dataChanged.emit(self.index(0, 0, parent), self.index(last, 0, parent), looks)
        for row, child in enumerate(node.children):
            if child.children:
                self._tell(child, self.index(row, 0, parent))

    def node(self, index: Index) -> Node:
        """The row behind an index; the root for an invalid one."""
        return index.internalPointer() if index.isValid() else self._root

    def index_of(self, name: str) -> QModelIndex:
        """The index of a structure, feature, point or system id; invalid when it has no row."""
        node = self._nodes.get(name)
        return self.createIndex(node.row, 0, node) if node and node.parent else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Qt's way down."""
        children = self.node(parent).children
        return self.createIndex(row, column, children[row]) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Qt's way up."""
        above = self.node(index).parent
        return self.createIndex(above.row, 0, above) if above and above.parent else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows lie below."""
        return len(self.node(parent).children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def data(self, index: Index, role: int = NAME) -> Any:
        """What the delegate paints."""
        node, atlas, language = self.node(index), self._session.atlas, self._session.language
        if role in (NAME, Qt.ItemDataRole.AccessibleTextRole):
            return "…" if self._concealed(node) else title(node, atlas, language)
        if role == Role.TISSUE:
            return node.tissue
        if role == Role.COUNT:
            return len(node.children) if node.kind in ("system", "points") else None
        if role == Role.EYE:
            return None if node.kind == "feature" else eye(node, self._session.view, self._drawn)
        if role == Role.CONCEALED:
            return self._concealed(node)
        return None

    def _concealed(self, node: Node) -> bool:
        return self._session.now.concealed and node.kind != "system"
