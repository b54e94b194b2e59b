"""Another course of the nerve: the variants that a side has, as centre-lines with their events and as meshes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import CoursePart, Station
from anatomy_viewer.content.variant_base import ARTERY, NERVE, OPENED, Base, base
from anatomy_viewer.content.variant_events import crossed_anew, with_events
from anatomy_viewer.content.variant_forms import ChangeForm, Via
from anatomy_viewer.geometry.clearance import CLOSE
from anatomy_viewer.geometry.course import Course
from anatomy_viewer.geometry.curve import arc_lengths, nearest_on, spline
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.nerve_look import bundled
from anatomy_viewer.geometry.rerouting import (
    Body,
    Way,
    cleared,
    followed,
    kept_depth,
    led_anew,
    seated,
    shift_at,
    shifted,
    wound_round,
)
from anatomy_viewer.geometry.tube_body import tube_body
from anatomy_viewer.geometry.tubes import Tubes
from anatomy_viewer.model.variants import VariantChoice

Reals = NDArray[np.float64]
Lines = dict[str, Reals]  # part → stations (n, 4), the trunk first
_COLOURS = {"nerves": (242, 194, 48), "arteries": (200, 16, 46)}
# mm between the rings of a tube; mm of a trunk's beginning that stay; of a branch that lies in its trunk.
_RINGS, _ROOTS, _FORK = 3.6, 30, 8
# Share of the rise that a way along a muscle's edge makes: the room under the muscle narrows towards the skull.
_AT_EDGE = 0.4
# mm between nerve and artery below which the artery gives way.
_TOUCHING = 0.12
# How often it may try.
_GIVES_WAY = 4
# mm below the protuberance at which the nerve is through the neck's muscles.
_NUCHAL = -5.0
# Weight of the line as drawn where a course is shifted: between LOOSE and CLOSE of geometry.clearance.
_SHIFT_PULL = 0.08
# The order in which changes are made: the nerve before the artery that winds round it.
_ORDER = ("shift", NERVE, "c3_dorsal_ramus", ARTERY, "vertebral_artery")


@dataclass(frozen=True, eq=False)
class Rerouted:
    """A side with its variants, in the frame of the right side: all courses, and the meshes that differ, by base id."""

    courses: Mapping[str, tuple[CoursePart, ...]]
    meshes: Mapping[str, Mesh]


@lru_cache(maxsize=24)
def rerouted(folder: Path, choice: VariantChoice) -> Rerouted:
    """The courses and meshes of one side with `choice`, kept. Raises ContentError where a file can't be read."""
    known, lines = base(folder), led(folder, choice)
    changed = {name: _parts(known, name, new) for name, new in lines.items()}
    courses = {**known.courses, **changed}
    for name in changed:
        courses[name] = with_events(known, name, courses)
    if ARTERY in changed:
        courses[NERVE] = crossed_anew(NERVE, ARTERY, courses)
    meshes = {name: _tube(known, name, parts) for name, parts in changed.items()}
    openings = {body: mesh for body in OPENED if (mesh := known.opened(body, lines)) is not None}
    return Rerouted(courses, meshes | openings)


def led(folder: Path, choice: VariantChoice) -> Mapping[str, Lines]:
    """Only the centre-lines that `choice` changes: base id → part → stations (n, 4). Raises ContentError."""
    return _Rerouting(base(folder), choice).done()


class _Rerouting:
    """The lines of the changed courses, one change after the other."""

    def __init__(self, known: Base, choice: VariantChoice) -> None:
        self._known, self._choice = known, choice
        self._lines: dict[str, Lines] = {}
        self._parents = {
            name: {part.part: part.parent or "" for part in known.courses[name]} for name in known.courses
        }

    def done(self) -> dict[str, Lines]:
        """Base id → part → stations, of what is changed."""
        table = self._known.table.changes
        changes = [change for name in self._choice.variants for change in table[name]]
        rise = self._choice.rise_mm + sum(c.shift.rise for c in changes if c.shift)
        aside = self._choice.aside_mm + sum(c.shift.aside for c in changes if c.shift)
        self._rise, self._aside = rise, aside
        if rise or aside:
            self._shift(rise, aside)
        for change in sorted((c for c in changes if c.course), key=lambda c: _ORDER.index(c.course)):
            self._apply(change)
        if NERVE in self._lines:
            self._make_room()
        return self._lines

    def _of(self, name: str) -> Lines:
        return self._lines.setdefault(name, self._known.lines(name))

    def _apply(self, change: ChangeForm) -> None:
        lines = self._of(change.course)
        if change.thickens:
            lines[change.part] = self._thickened(lines[change.part], change)
        elif change.winds:
            lines[change.part] = self._wound(lines[change.part], change)
        elif change.parent:
            lines[change.part] = self._limb(lines[change.parent], change)
        elif change.rejoins is None:
            lines[change.part] = self._shortened(lines[change.part], change)
        else:
            old = lines[change.part]
            lines[change.part] = self._another_way(old, change)
            if change.part == "trunk":
                self._follow(change.course, old, lines["trunk"])

    def _make_room(self) -> None:
        """The occipital artery gives way where the nerve has come too near to it; then branches that still touch it."""
        bodies = self._bodies(ARTERY)
        for part, line in self._lines.get(ARTERY, self._known.lines(ARTERY)).items():
            for _ in range(_GIVES_WAY):
                if not _touching(line, bodies[NERVE]):
                    break
                line = self._of(ARTERY)[part] = self._given_way(line, frozenset({"occipitalis"}), bodies)
        bodies = self._bodies(NERVE) | {ARTERY: Tubes(self._of(ARTERY).values())}
        for part, line in self._of(NERVE).items():
            if self._parents[NERVE].get(part) and _touching(line[_FORK:], bodies[ARTERY]):
                within = {
                    name for name, body in bodies.items() if name != ARTERY and body.holds(line[:, :3]).any()
                }
                self._of(NERVE)[part] = self._given_way(line, frozenset(within), bodies)

    def _given_way(self, line: Reals, through: frozenset[str], bodies: Mapping[str, Body]) -> Reals:
        way = Way(line[:, :3], through)
        return cleared(line, way, bodies, self._known.skull, _FORK, 3, CLOSE, _TOUCHING + 0.05)

    # Bodies

    def _bodies(self, name: str) -> dict[str, Body]:
        """What `name` keeps clear of."""
        known = self._known
        found: dict[str, Body] = {**known.solids, **known.tubes}
        found.pop(name, None)
        if name == ARTERY:
            found[NERVE] = Tubes(self._lines.get(NERVE, known.lines(NERVE)).values())
        else:
            kept = self._kept_artery()
            found[ARTERY] = Tubes(kept.values())
        return found

    def _kept_artery(self) -> Lines:
        """The occipital artery without the part that one of the variants is going to lead anew."""
        table = self._known.table.changes
        led = {c.part for name in self._choice.variants for c in table[name] if c.course == ARTERY}
        return {part: line for part, line in self._known.lines(ARTERY).items() if part not in led}

    # Changes

    def _shift(self, rise: float, aside: float) -> None:
        bodies, known = self._bodies(NERVE), self._known
        lines = self._of(NERVE)
        old = lines["trunk"]
        move = shift_at(old[:, :3], rise, aside)
        deep = np.flatnonzero((np.abs(move).max(axis=1) > 0.02) & (old[:, 2] < _NUCHAL))
        layers = known.fields["semispinalis_capitis"], known.fields["trapezius"]
        wanted = kept_depth(old[deep, :3], old[deep, :3] + move[deep], *layers)
        move[deep] = wanted - old[deep, :3]
        lines["trunk"] = shifted(old, move, bodies, known.skull, _ROOTS, _SHIFT_PULL)
        self._follow(NERVE, old, lines["trunk"], (rise, aside))

    def _follow(self, name: str, old: Reals, new: Reals, shift: tuple[float, float] = (0.0, 0.0)) -> None:
        """Branches begin on the trunk again, and those of branches on them."""
        bodies, lines = self._bodies(name), self._of(name)
        before = {"trunk": old}
        for part, parent in self._parents[name].items():
            if not parent or part not in lines:
                continue
            line, before[part] = lines[part], lines[part]
            own = shift_at(line[:, :3], *shift) if any(shift) else np.zeros((len(line), 3))
            move = followed(line, own, before[parent], lines[parent])
            if np.abs(move).max() > 0.05:
                lines[part] = shifted(line, move, bodies, self._known.skull, _FORK)

    def _another_way(self, line: Reals, change: ChangeForm) -> Reals:
        assert change.leaves
        assert change.rejoins
        way = self._way(change, line, (change.leaves, change.rejoins))
        return led_anew(line, way, self._bodies(change.course), self._known.skull)

    def _way(self, change: ChangeForm, line: Reals, ends: tuple[list[float], list[float]]) -> Way:
        """The change's way, moved as the nerve was, its depths found on the muscles, between the ends on `line`."""
        radius = float(line[len(line) // 4, 3])
        shift = (self._rise * _AT_EDGE, 0.0) if change.edge else (self._rise, self._aside)
        via = [self._seat(place, radius, change.course == NERVE, shift) for place in change.places()]
        moved = [self._moved(np.array(end)) if change.course == NERVE else np.array(end) for end in ends]
        _, at = nearest_on(line[:, :3], np.array(moved))
        on = [line[int(np.searchsorted(arc_lengths(line[:, :3]), mm))][:3] for mm in at]
        return Way(
            np.vstack([on[0], *via, on[1]]),
            frozenset(change.through),
            frozenset(change.presses),
            change.sides,
        )

    def _moved(self, place: Reals, shift: tuple[float, float] | None = None) -> Reals:
        return place + shift_at(place[None], *(shift or (self._rise, self._aside)))[0]

    def _seat(self, via: Via, radius: float, moving: bool, shift: tuple[float, float]) -> Reals:
        """A place on the way; where the muscle ends before the place that it moves to, it stays."""
        *place, seat = via
        there = seated(place, seat, self._known.fields, radius)
        if moving and (self._rise or self._aside):
            with suppress(LookupError):
                return seated(self._moved(there, shift).tolist(), seat, self._known.fields, radius)
        return there

    def _limb(self, trunk: Reals, change: ChangeForm) -> Reals:
        """A second limb from the trunk and back to it."""
        assert change.leaves
        assert change.rejoins
        way = self._way(change, trunk, (change.leaves, change.rejoins))
        path = spline(way.via, 1.0)[0]
        _, at = nearest_on(trunk[:, :3], path)
        radius = np.interp(at, arc_lengths(trunk[:, :3]), trunk[:, 3]) * change.radius
        drawn = np.column_stack([path, radius])
        return cleared(drawn, way, self._bodies(change.course), self._known.skull, 3, 3)

    def _shortened(self, line: Reals, change: ChangeForm) -> Reals:
        """The part up to `leaves`, then along `via` to its end, thinner and thinner."""
        assert change.leaves
        at = float(nearest_on(line[:, :3], np.array(change.leaves))[1][0])
        head = line[: max(2, int(np.searchsorted(arc_lengths(line[:, :3]), at)))]
        via = np.array([place[:3] for place in change.places()])
        path = spline(np.vstack([head[::3, :3], via]), 1.0)[0]
        radius = np.interp(np.linspace(0.0, 1.0, len(path)), [0.0, 1.0], [head[0, 3], 0.4])
        way = Way(path, frozenset(change.through), frozenset(change.presses), change.sides)
        drawn = np.column_stack([path, radius])
        return cleared(drawn, way, self._bodies(change.course), self._known.skull, len(head), 1)

    def _wound(self, line: Reals, change: ChangeForm) -> Reals:
        """The part wound round another course's trunk, and back to its own line."""
        assert change.leaves
        assert change.rejoins
        assert change.start
        assert change.end
        core = self._lines.get(change.round, self._known.lines(change.round))["trunk"]
        _, (start, end) = nearest_on(core[:, :3], np.array([change.start, change.end]))
        _, (first, last) = nearest_on(line[:, :3], np.array([change.leaves, change.rejoins]))
        along = arc_lengths(line[:, :3])
        head, tail = line[: int(np.searchsorted(along, first))], line[int(np.searchsorted(along, last)) :]
        helix = wound_round(core, start, end, change.turns, float(head[-1, 3]), change.gap, change.phase)
        path = spline(np.vstack([head[::3, :3], helix, tail[::4, :3]]), 0.7)[0]
        radius = np.interp(np.linspace(0.0, 1.0, len(path)), [0.0, 1.0], [head[0, 3], tail[-1, 3]])
        way = Way(path, frozenset(change.through), frozenset(change.presses), change.sides)
        drawn = np.column_stack([path, radius])
        bodies = self._bodies(change.course)
        return cleared(drawn, way, bodies, self._known.skull, len(head), 3, CLOSE, margin=change.gap)

    @staticmethod
    def _thickened(line: Reals, change: ChangeForm) -> Reals:
        """The line with wider radii, between `start` and `end` where they are given; the ends of the stretch taper."""
        along, share = arc_lengths(line[:, :3]), np.ones(len(line))
        if change.start and change.end:
            _, (first, last) = nearest_on(line[:, :3], np.array([change.start, change.end]))
            share = np.clip(np.minimum(along - first, last - along) / 5.0, 0.0, 1.0)
        factor = 1.0 + share * (change.by - 1.0)
        return np.asarray(line * np.column_stack([np.ones((len(line), 3)), factor]))


def _touching(line: Reals, body: Body) -> bool:
    return bool((body.distance(line[:, :3]) - line[:, 3]).min() < _TOUCHING)


def _parts(known: Base, name: str, lines: Lines) -> tuple[CoursePart, ...]:
    """The parts of the file with their new stations; a new part is a branch of the trunk."""
    old = {part.part: part for part in known.courses[name]}
    return tuple(_part(old.get(part), part, line) for part, line in lines.items())


def _part(old: CoursePart | None, name: str, line: Reals) -> CoursePart:
    along = arc_lengths(line[:, :3])
    stations = tuple(
        Station(s=float(s), position=(float(x), float(y), float(z)), radius=float(r))
        for s, (x, y, z, r) in zip(along, line, strict=True)
    )
    length, parent = float(along[-1]), "trunk"
    if old is None:
        return CoursePart.model_construct(part=name, parent=parent, length=length, stations=stations)
    return CoursePart.model_construct(
        part=old.part, parent=old.parent, length=length, joins=old.joins, stations=stations
    )


def _tube(known: Base, name: str, parts: tuple[CoursePart, ...]) -> Mesh:
    """The mesh of a course, as it was made and painted for the base specimen."""
    courses = tuple(
        Course(part.part, part.parent or "", np.column_stack([part.places, part.radii])) for part in parts
    )
    system = known.systems[name]
    mesh = tube_body(courses, 12, _RINGS if system == "nerves" else 3.0, _COLOURS[system])
    return bundled(mesh, courses, _COLOURS[system]) if system == "nerves" else mesh
