"""Where the pathway lies on the specimen: a place for each node, a line for each link, from the rules of their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on, resample, spline
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.pathway import Link, Node, Pathway, Seat

Reals = NDArray[np.float64]
SIDES = ("right", "left")
SPACING = 1.5  # mm between the places of a line
_REACH = 12.0  # mm: a course whose nearest place lies farther from both ends is not followed
_LEAST = 4.0  # mm: what of a course is shorter than this bends nothing


@dataclass(frozen=True, eq=False)
class Strand:
    """One link of an edge on the felt side: `points` (n, 3) mm from its first node to its last, about SPACING apart."""

    edge: str
    link: int
    side: str
    points: Reals


@dataclass(frozen=True, eq=False)
class Places:
    """Nodes by id with the felt side ('insula_r' lies left) and all strands, right first."""

    nodes: Mapping[str, Reals]
    strands: tuple[Strand, ...]


@cache
def read_places(folder: Path, atlas: Atlas) -> Places:
    """The pathway of `atlas` on the base specimen in `folder`; empty where the atlas has none. Raises ContentError."""
    return placed(atlas, read_courses(folder / COURSES)) if atlas.pathway else Places({}, ())


def placed(atlas: Atlas, courses: Mapping[str, tuple[CoursePart, ...]]) -> Places:
    """By the rules of `atlas.pathway` on the boxes and points of the atlas and on `courses`. Raises ContentError."""
    seats = _Seats(atlas, courses)
    pathway = atlas.pathway
    nodes = {
        f"{node.id}_{side[0]}": _on_side(seats.of(node.seat), node, side)
        for side in SIDES
        for node in pathway.nodes.values()
    }
    strands = tuple(
        Strand(edge.id, i, side, _strand(link, side, pathway, nodes, seats))
        for side in SIDES
        for edge in pathway.edges.values()
        for i, link in enumerate(edge.links)
    )
    return Places(nodes, strands)


def _on_side(right: Reals, node: Node, felt: str) -> Reals:
    """The seat, given for the right half of the head, where the node lies when `felt` is the side that is felt."""
    if node.lies == "midline":
        return right * [0.0, 1.0, 1.0]
    left = (felt == "left") == (node.lies == "same")
    return right * [-1.0, 1.0, 1.0] if left else right


def _strand(link: Link, felt: str, pathway: Pathway, nodes: Mapping[str, Reals], seats: _Seats) -> Reals:
    """A smooth line from node to node by its courses and waypoints, on the side of whichever end is not midline."""
    end = f"_{felt[0]}"
    first, last = nodes[link.start + end], nodes[link.end + end]
    lies = {pathway.nodes[name].lies for name in (link.start, link.end)} - {"midline"}
    left = (felt == "left") == ("opposite" not in lies)
    mirror = np.array([-1.0 if left else 1.0, 1.0, 1.0])
    between = [seats.of(via) * mirror for via in link.via]
    for nerve, part in link.along:
        between += list(_followed(seats.course(nerve, part) * mirror, first, last))
    return _smooth(np.array([first, *between, last]))


def _followed(course: Reals, first: Reals, last: Reals) -> Reals:
    """The places of `course` (n, 3) between those nearest to both ends, in that direction, every few mm."""
    _, (start, end) = nearest_on(course, np.array([first, last]))
    if abs(end - start) < _LEAST:
        return np.empty((0, 3))
    count = max(2, round(abs(end - start) / 6.0))
    return at_length(course, np.linspace(start, end, count + 2)[1:-1])


def _smooth(knots: Reals) -> Reals:
    apart = np.concatenate([[True], np.linalg.norm(np.diff(knots, axis=0), axis=1) > 0.5])
    kept = knots[apart]
    if len(kept) < 2:
        return np.array([knots[0], knots[-1]])
    if len(kept) == 2:
        return resample(kept, max(2, round(float(arc_lengths(kept)[-1]) / SPACING) + 1))
    return spline(kept, SPACING)[0]


class _Seats:
    """Rules to places, right side."""

    def __init__(self, atlas: Atlas, courses: Mapping[str, Sequence[CoursePart]]) -> None:
        self._atlas, self._courses = atlas, courses
        self._rules = {
            "structure": lambda seat: self._box(seat.of).mean(axis=0),
            "point": self._point,
            "course": self._course_place,
            "box": lambda seat: self._share(self._box(seat.of), seat.place),
            "brain": self._brain,
        }

    def of(self, seat: Seat) -> Reals:
        """mm (3,)."""
        return np.asarray(self._rules[seat.kind](seat), dtype=np.float64) + np.array(seat.shift)

    def course(self, nerve: str, part: str) -> Reals:
        """(n, 3): from the beginning of the trunk to the end of `part`."""
        parts = {each.part: each for each in self._courses.get(nerve, ())}
        if part not in parts:
            problem = f"there is no course '{nerve}/{part}'."
            raise ContentError(
                "the pathway", None, problem, f"Use one of: {', '.join(parts)}." if parts else ""
            )
        here = parts[part]
        if here.parent is None or here.parent not in parts:
            return here.places
        stem = self.course(nerve, here.parent)
        _, (leaves,) = nearest_on(stem, here.places[:1])
        return np.vstack([stem[arc_lengths(stem) < leaves - 1.0], here.places])

    def _box(self, base: str) -> Reals:
        """(2, 3): of the right structure, or of the midline one."""
        name = f"{base}_r" if f"{base}_r" in self._atlas.facts else base
        if name not in self._atlas.facts:
            raise ContentError("the pathway", None, f"there is no mesh of '{base}'.", "")
        return np.array(self._atlas.facts[name].bounds, dtype=np.float64)

    def _point(self, seat: Seat) -> Reals:
        return np.array(self._atlas.points[seat.of].position)

    def _course_place(self, seat: Seat) -> Reals:
        line = self.course(seat.of, seat.part)
        return at_length(line, [seat.at * float(arc_lengths(line)[-1])])[0]

    def _brain(self, seat: Seat) -> Reals:
        frame = self._atlas.pathway.frame
        least, most = np.array(frame.least), np.array(frame.most)
        return self._share(self._box(frame.of), tuple((np.array(seat.place) - least) / (most - least)))

    @staticmethod
    def _share(box: Reals, share: Sequence[float]) -> Reals:
        """Outwards from the midline plane, back to front, low to high."""
        low = np.array([0.0, box[0, 1], box[0, 2]])
        return np.asarray(low + np.array(share) * (box[1] - low))
