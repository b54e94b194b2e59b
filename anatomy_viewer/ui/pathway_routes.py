"""Lines of the schematic: where each link leaves a node, so that no two lie on each other, and how it bends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from anatomy_viewer.model.pathway import Pathway
from anatomy_viewer.ui.pathway_layout import NODE_H, NODE_W

SAMPLES = 48  # places on a line that signals are drawn at
_SIDES = {"right": (1.0, 0.0), "left": (-1.0, 0.0), "below": (0.0, 1.0), "above": (0.0, -1.0)}
_GAP = 3.0  # px between a node and what ends at it


@dataclass(frozen=True)
class Route:
    """A link's line: its edge, which link, its system, the places of its signals, and whether it brakes."""

    edge: str
    link: int
    system: str
    path: QPainterPath
    places: tuple[QPointF, ...]
    brakes: bool
    both_ways: bool


@dataclass
class _End:
    """An end of a link at a side of a node; `towards` orders the ends along that side."""

    key: tuple[str, int, int]
    towards: float


def routes(pathway: Pathway, places: Mapping[str, QPointF]) -> list[Route]:
    """A line for every link both of whose nodes have a place (middle of a box of NODE_W x NODE_H)."""
    drawn = [
        (edge, i, link)
        for edge in pathway.edges.values()
        for i, link in enumerate(edge.links)
        if link.start in places and link.end in places
    ]
    ports = _ports([(edge.id, i, places[link.start], places[link.end]) for edge, i, link in drawn], places)
    found = []
    for edge, i, _link in drawn:
        path = _bent(*ports[edge.id, i, 0], *ports[edge.id, i, 1])
        stops = tuple(path.pointAtPercent(n / SAMPLES) for n in range(SAMPLES + 1))
        found.append(Route(edge.id, i, edge.system, path, stops, edge.sign != "+", edge.both_ways))
    return found


def _side_towards(here: QPointF, there: QPointF) -> str:
    dx, dy = there.x() - here.x(), there.y() - here.y()
    if abs(dx) > max(abs(dy) * 1.4, NODE_W * 0.6):
        return "right" if dx > 0 else "left"
    return "below" if dy > 0 else "above"


def _ports(
    ends: list[tuple[str, int, QPointF, QPointF]], places: Mapping[str, QPointF]
) -> dict[tuple[str, int, int], tuple[QPointF, str]]:
    """Key (edge, link, 0 start or 1 end) → place on the node's rim, and the side that it lies at."""
    sides: dict[tuple[float, float, str], list[_End]] = {}
    for edge, link, start, end in ends:
        for which, (here, there) in enumerate(((start, end), (end, start))):
            side = _side_towards(here, there)
            along = there.x() if side in ("above", "below") else there.y()
            sides.setdefault((here.x(), here.y(), side), []).append(_End((edge, link, which), along))
    found = {}
    for (x, y, side), here_ends in sides.items():
        here_ends.sort(key=lambda each: each.towards)
        for n, each in enumerate(here_ends):
            found[each.key] = (_rim(QPointF(x, y), side, (n + 1) / (len(here_ends) + 1)), side)
    return found


def _rim(middle: QPointF, side: str, share: float) -> QPointF:
    """A place on the box's side; few ends keep near its middle."""
    out = _SIDES[side]
    across = share - 0.5
    if side in ("left", "right"):
        return middle + QPointF(out[0] * (NODE_W / 2 + _GAP), across * NODE_H * 0.9)
    return middle + QPointF(across * NODE_W * 0.8, out[1] * (NODE_H / 2 + _GAP))


def _bent(start: QPointF, start_side: str, end: QPointF, end_side: str) -> QPainterPath:
    """A curve that leaves and comes in square to the nodes' sides."""
    reach = 0.42 * max(abs(end.x() - start.x()), abs(end.y() - start.y()), 12.0)
    first, last = (QPointF(*_SIDES[side]) * reach for side in (start_side, end_side))
    path = QPainterPath(start)
    path.cubicTo(start + first, end + last, end)
    return path
