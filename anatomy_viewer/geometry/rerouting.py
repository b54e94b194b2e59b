"""Leading a finished course anew: shifted within its layer, by another way for a stretch, or wound round another.

Every way ends in `geometry.clearance.relaxed`, so that what comes out is smooth and clear of what it may not pierce;
bodies are distance fields and tubes, which is what makes it quick. Courses are of the right side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.clearance import LOOSE, Layer, Obstacle, relaxed
from anatomy_viewer.geometry.course import SHARED, outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length, frames, nearest_on, spline

Reals = NDArray[np.float64]
# Free space (mm) kept round a course; how far a muscle's surface is looked for, in which steps (mm).
MARGIN = 0.4
_GAP, _DEPTH_STEP = 0.5, 0.2
# mm that an axis keeps outside of what it may press into; bodies farther away than _NEAR don't count.
_PRESSED, _NEAR = 0.7, 3.0
# mm: a station that moves less stays where it is; a line that moves less takes half the rounds.
_STIR, _FAR = 0.1, 4.5
# Rounds of relaxing: half of what sculpting takes, from a line that is nearly right.
_ROUNDS = 16
# mm: stations of the old course that stay at either end of a new stretch; over which a branch takes up a shift.
_OVERLAP, _TAKES_UP = 8, 30.0
# mm: a scalp station lies on the bone within this height; the way up from which a shift begins and where it is whole.
_SCALP = 7.0
_DEEP, _BACK = (-45.0, -34.0), (48.0, 38.0)
_RISE_ENDS, _ASIDE_ENDS = (-20.0, 4.0), (8.0, 50.0)


class Body(Protocol):
    """A solid: a `Field` or `Tubes`."""

    @property
    def box(self) -> tuple[Reals, Reals]:
        """Lowest and highest corner (3,) each of what it knows of, mm."""

    def push(self, points: ArrayLike) -> tuple[Reals, Reals]:
        """Signed distance (n,) in mm and the unit direction (n, 3) in which it grows fastest."""

    def holds(self, points: ArrayLike) -> NDArray[np.bool_]:
        """(n,): whether each point lies inside."""

    def distance(self, points: ArrayLike) -> Reals:
        """(n,): signed mm."""


@dataclass(frozen=True)
class Way:
    """Another way for a stretch: `via` places (k, 3) mm, in order.

    through: what it may run through; presses: what its axis keeps outside of; sides: what it has to lie in front of (1)
    or behind (-1).
    """

    via: Reals
    through: frozenset[str] = frozenset()
    presses: frozenset[str] = frozenset()
    sides: Mapping[str, float] = field(default_factory=dict)


def seated(place: Sequence[float], seat: str, bodies: Mapping[str, Body], radius: float) -> Reals:
    """(3,): `place` with its depth (y) found on a muscle: 'behind ID', 'deep ID', 'inside ID'; as it is without a seat.

    Raises LookupError where the line from behind misses it.
    """
    rule, _, name = seat.partition(" ")
    if not rule:
        return np.array(place, dtype=np.float64)
    y = np.arange(-30.0, 80.0, _DEPTH_STEP)
    line = np.column_stack([np.full(len(y), place[0]), y, np.full(len(y), place[2])])
    within = y[bodies[name].distance(line) < 0.0]
    if not len(within):
        raise LookupError(name)
    jump = np.flatnonzero(np.diff(within) > 2.0 * _DEPTH_STEP)
    back, front = within[0], within[jump[0]] if len(jump) else within[-1]
    depths = {"behind": back - radius - _GAP, "deep": front + radius + _GAP, "inside": (back + front) / 2.0}
    return np.array([place[0], depths[rule], place[2]])


def shift_at(places: Reals, rise: float, aside: float) -> Reals:
    """(n, 3) mm that each place moves: `rise` upwards between obliquus and nuchal line, `aside` outwards in its layer.

    Nothing moves at the roots; the rise ends at the nuchal line, the shift outwards fades towards the vertex.
    """
    begun = _smooth((places[:, 2] - _DEEP[0]) / (_DEEP[1] - _DEEP[0]))
    begun *= _smooth((_BACK[0] - places[:, 1]) / (_BACK[0] - _BACK[1]))
    up = begun * (1.0 - _smooth((places[:, 2] - _RISE_ENDS[0]) / (_RISE_ENDS[1] - _RISE_ENDS[0])))
    out = begun * (1.0 - _smooth((places[:, 2] - _ASIDE_ENDS[0]) / (_ASIDE_ENDS[1] - _ASIDE_ENDS[0])))
    across = np.cross([0.0, 0.0, 1.0], outward_at(places))
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    return rise * up[:, None] * np.array([0.0, 0.0, 1.0]) + aside * out[:, None] * across


def kept_depth(before: Reals, after: Reals, first: Body, then: Body) -> Reals:
    """`after` (n, 3) with each station as deep (y) in its layer as its fellow of `before`.

    The layer is that of the back surface of `first`, from where the line has come through that on that of `then`.
    """
    out = before[:, 1] - _backs(before, first)
    gone = np.flatnonzero(out < 0.0)
    over = np.clip((np.arange(len(before)) - (gone[0] if len(gone) else len(before))) / 10.0 + 0.5, 0.0, 1.0)
    moves = []
    for body in (first, then):
        moves.append((before[:, 1] - _backs(before, body)) - (after[:, 1] - _backs(after, body)))
    one, other = moves
    one, other = np.where(np.isnan(one), other, one), np.where(np.isnan(other), one, other)
    step = np.nan_to_num((1.0 - over) * one + over * other)
    return after + np.column_stack([np.zeros(len(step)), np.clip(step, -6.0, 6.0), np.zeros(len(step))])


def _backs(places: Reals, body: Body) -> Reals:
    """(n,): y of the rearmost surface of `body` at the x and z of each place, nan where the line along y misses it."""
    steps = np.arange(-16.0, 16.0, 2.0 * _DEPTH_STEP)
    y = places[:, 1:2] + steps
    points = np.stack(np.broadcast_arrays(places[:, :1], y, places[:, 2:]), axis=-1).reshape(-1, 3)
    inside = body.distance(points).reshape(y.shape) < 0.0
    return np.where(inside.any(axis=1), y[np.arange(len(y)), inside.argmax(axis=1)], np.nan)


def _smooth(share: Reals) -> Reals:
    t = np.clip(share, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def shifted(
    line: Reals,
    move: Reals,
    bodies: Mapping[str, Body],
    skull: Sequence[Body],
    held: int,
    pull: float = LOOSE,
) -> Reals:
    """`line` (n, 4) moved by `move` (n, 3) and cleared: no station lies nearer to a body than it did.

    What it ran through it still runs through, what it lay behind it still lies behind;
    on the scalp it keeps its height.
    """
    gone = np.flatnonzero(np.abs(move).max(axis=1) > _STIR)
    if not len(gone):
        return line
    first, last = max(int(gone[0]) - 2 * _OVERLAP, 0), int(gone[-1]) + 2 * _OVERLAP
    if last < len(line) - 3 or first > held:
        held = max(held - first, _OVERLAP if first else 1)
        middle = _shifted(line[first:last], move[first:last], bodies, skull, held, pull)
        return np.vstack([line[:first], middle, line[last:]])
    return _shifted(line, move, bodies, skull, held, pull)


def _shifted(
    line: Reals, move: Reals, bodies: Mapping[str, Body], skull: Sequence[Body], held: int, pull: float
) -> Reals:
    drawn = line[:, :3] + move
    rounds = _ROUNDS if np.abs(move).max() > _FAR else _ROUNDS // 2
    obstacles = []
    for name, body in _round(drawn, bodies).items():
        distance, outward = body.push(line[:, :3])
        if not (body.distance(drawn) < line[:, 3] + _NEAR).any():
            continue
        need = np.minimum(line[:, 3] + MARGIN, distance)
        inside = _widened(distance < 0.0, 2)
        need[inside] = -np.inf
        side = np.where(
            (distance < 6.0) & (np.abs(outward[:, 1]) > 0.3) & ~inside, np.sign(outward[:, 1]), 0.0
        )
        if name in ("trapezius", "semispinalis_capitis"):
            side = np.where(side == 0.0, _side_beside(inside), side)
        obstacles.append(Obstacle(body, need, side))
    heights = np.min([bone.distance(line[:, :3]) for bone in skull], axis=0)
    layer = Layer(tuple(skull), np.where((heights < _SCALP) & (line[:, 2] > -8.0), heights, np.nan))
    return np.column_stack([relaxed(drawn, tuple(obstacles), layer, held, pull, 3, rounds), line[:, 3]])


def _round(places: Reals, bodies: Mapping[str, Body]) -> dict[str, Body]:
    """The bodies that can be near."""
    low, high = places.min(axis=0) - _NEAR, places.max(axis=0) + _NEAR
    return {n: body for n, body in bodies.items() if (body.box[0] < high).all() and (body.box[1] > low).all()}


def _side_beside(inside: NDArray[np.bool_]) -> Reals:
    """In front of a muscle before the course enters it, behind it afterwards; nothing where it never does."""
    if not inside.any():
        return np.zeros(len(inside))
    first, last = int(inside.argmax()), len(inside) - 1 - int(inside[::-1].argmax())
    at = np.arange(len(inside))
    return np.where(
        (at < first) & (at > first - 12), 1.0, np.where((at > last) & (at < last + 12), -1.0, 0.0)
    )


def _widened(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    return np.convolve(mask, np.ones(2 * by + 1), mode="same") > 0


def led_anew(
    line: Reals, way: Way, bodies: Mapping[str, Body], skull: Sequence[Body], pull: float = LOOSE
) -> Reals:
    """`line` (n, 4) by another way between the stations nearest to its first and its last place.

    A few stations beyond either end may give way as well, so that the turn is round.
    """
    _, ends = nearest_on(line[:, :3], way.via[[0, -1]])
    along = arc_lengths(line[:, :3])
    first, last = int(np.searchsorted(along, ends[0])), int(np.searchsorted(along, ends[1]))
    start, stop = max(first - _OVERLAP, 0), min(last + _OVERLAP, len(line) - 1)
    head, tail = line[start : first + 1 : 3], line[stop : last - 1 : -3][::-1]
    path = spline(np.vstack([head[:, :3], way.via[1:-1], tail[:, :3]]), 1.0)[0]
    _, (held, kept) = nearest_on(path, np.vstack([line[first, :3], line[last, :3]]))
    radius = np.linspace(line[start, 3], line[stop, 3], len(path))
    drawn = np.column_stack([path, radius])
    new = cleared(drawn, way, bodies, skull, round(held), len(path) - 1 - round(kept), pull, free=True)
    return np.vstack([line[:start], new, line[stop + 1 :]])


def cleared(
    drawn: Reals,
    way: Way,
    bodies: Mapping[str, Body],
    skull: Sequence[Body],
    held: int = 1,
    kept: int = 1,
    pull: float = LOOSE,
    margin: float = MARGIN,
    free: bool = False,
) -> Reals:
    """`drawn` (n, 4) smooth and clear of all but what its way runs through.

    The first `held` and last `kept` stations may be as near to a body as they are; they stay, but for all but two of
    them where they are `free`.
    """
    obstacles, at = [], np.arange(len(drawn))
    ends = (at < held) | (at >= len(drawn) - kept)
    for name, body in _round(drawn[:, :3], bodies).items():
        distance = body.distance(drawn[:, :3])
        if name in way.through or not (distance < drawn[:, 3] + _NEAR).any():
            continue
        need = np.full(len(drawn), _PRESSED) if name in way.presses else drawn[:, 3] + margin
        need[ends] = np.minimum(need, distance)[ends]
        obstacles.append(Obstacle(body, need, np.where(ends, 0.0, way.sides.get(name, 0.0))))
    layer = Layer(tuple(skull), np.full(len(drawn), np.nan))
    if free:
        held, kept = min(held, 2), min(kept, 2)
    line = relaxed(drawn[:, :3], tuple(obstacles), layer, held, pull, kept, _ROUNDS)
    return np.column_stack([line, drawn[:, 3]])


def followed(branch: Reals, own: Reals, old: Reals, new: Reals) -> Reals:
    """(n, 3): how a branch (n, 4) moves when its parent's line `old` becomes `new`: its beginning lies on it again.

    own: (n, 3) the move that it would make by itself.
    """
    along = arc_lengths(branch[:, :3])
    gone = min(int(np.searchsorted(along, SHARED)), len(branch) - 2)
    exit_at = float(nearest_on(old[:, :3], branch[gone, :3])[1][0])
    if len(old) == len(new):  # only shifted: it leaves as far along as before
        there = exit_at * float(arc_lengths(new[:, :3])[-1] / arc_lengths(old[:, :3])[-1])
    else:
        there = float(nearest_on(new[:, :3], branch[gone, :3] + own[gone])[1][0])
    gap, _ = nearest_on(new[:, :3], branch[: gone + 1, :3])
    if not own.any() and gap.max() < 0.3:
        return own
    move = own.copy()
    start = max(there - along[gone], 0.0)
    move[: gone + 1] = at_length(new[:, :3], start + along[: gone + 1]) - branch[: gone + 1, :3]
    fade = 1.0 - _smooth((along[gone:] - along[gone]) / _TAKES_UP)
    move[gone:] = own[gone:] + fade[:, None] * (move[gone] - own[gone])
    return move


def wound_round(
    core: Reals, start: float, end: float, turns: float, radius: float, gap: float, phase: float
) -> Reals:
    """(n, 3): a helix of `turns` round `core` (n, 4) from `start` to `end` mm along it, wall `gap` mm from wall.

    radius: of what winds, mm; phase: degrees from the outer (lateral) side, on towards the bone.
    """
    count = max(8, round(turns * 12))
    rows = at_length(core, np.linspace(start, end, count))
    tangent = frames(rows[:, :3])[0]
    outward = outward_at(rows[:, :3])
    outward -= (outward * tangent).sum(axis=1, keepdims=True) * tangent
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    lateral = np.cross(tangent, outward)
    lateral *= np.sign(lateral[:, :1])
    angle = np.radians(phase) + np.linspace(0.0, 2.0 * np.pi * turns, count)
    reach = rows[:, 3] + radius + gap
    ring = np.cos(angle)[:, None] * lateral - np.sin(angle)[:, None] * outward
    return np.asarray(rows[:, :3] + reach[:, None] * ring)
