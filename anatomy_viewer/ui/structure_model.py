"""The atlas as a tree: systems, then structures (pairs side by side), with their points and features below."""

from __future__ import annotations

from dataclasses import dataclass, field

from anatomy_viewer.model.anatomy import OWN, SYSTEMS, Atlas, Structure, system_names
from anatomy_viewer.model.naming import full_name, short_name
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say


@dataclass(eq=False)
class Node:
    """A row. `id`: a structure, feature, point or system id; `ids`: the structures that its eye acts on."""

    id: str
    kind: str  # system, structure, feature, points, point
    tissue: str
    ids: tuple[str, ...] = ()
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def row(self) -> int:
        """Place among its siblings."""
        return self.parent.children.index(self) if self.parent else 0

    def add(self, child: Node) -> Node:
        """Put `child` last below this row."""
        child.parent = self
        self.children.append(child)
        return child


def build_tree(atlas: Atlas) -> Node:
    """The root; its children are the systems that have structures."""
    root = Node("", "root", "")
    for system in (*SYSTEMS, OWN):
        ids = tuple(s.id for s in atlas.structures.values() if s.system == system)
        if ids:
            row = root.add(Node(system, "system", system, ids))
            for name in ids:
                _add_structure(row, atlas.structures[name], atlas)
    return root


def _add_structure(row: Node, structure: Structure, atlas: Atlas) -> None:
    node = row.add(Node(structure.id, "structure", structure.tissue, (structure.id,)))
    for feature in atlas.features.values():
        if feature.of == structure.id:
            node.add(Node(feature.id, "feature", structure.system, (structure.id,)))
    marked = [
        p for p in atlas.points.values() if p.nerve == structure.id and p.kind == "compression" and p.number
    ]
    if marked:
        points = node.add(Node(f"{structure.id}/points", "points", "compression"))
        for point in marked:
            points.add(Node(point.id, "point", "compression"))


def title(node: Node, atlas: Atlas, language: str) -> str:
    """The row's text."""
    if node.kind == "system":
        return system_names(node.id)[1 if language == "zh" else 0]
    if node.kind == "points":
        return say("Points", language)
    if node.kind == "point":
        return full_name(atlas, node.id, language)
    return short_name(atlas, node.id, language)


def eye(node: Node, view: ViewState, drawn_ids: frozenset[str]) -> str:
    """'shown', 'faded' or 'hidden': what the row's eye says; for a system, of most of its structures."""
    if node.kind in ("point", "points"):
        ids = [c.id for c in node.children] or [node.id]
        return "shown" if any(i in view.points for i in ids) else "hidden"
    seen = [i for i in node.ids if i in drawn_ids]
    if not seen:
        return "hidden"
    faded = [i for i in seen if view.opacity_of(i) < 1.0]
    whole = len(seen) == len(node.ids)
    return "shown" if whole and not faded else "faded"
