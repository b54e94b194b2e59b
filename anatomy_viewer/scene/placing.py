"""Choosing places for plates and markers so that none overlaps another: rectangles in pixels, y down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
Pair = tuple[float, float]

EDGE = 8.0  # between a plate and the edge of the picture
GAP = 6.0  # between plates, and between a plate and its leader

# Costs are in pixels of leader that one would accept to avoid something.
_ON_SUBJECT, _ON_ANATOMY = 900.0, 260.0  # a plate that lies wholly on it
_CROSSING = 250.0  # a leader that crosses another, or another's plate
_ON_ANCHOR = 150.0  # a plate that hides what another label points at
_MOVED = 45.0  # a plate that leaves its old place
_SWEEPS = 3


@dataclass(frozen=True)
class Rect:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Wish:
    """Something that wants a place: a label (`size` of its plate) or a marker, and the pixel that it belongs to."""

    id: str
    anchor: Pair
    size: Pair


@dataclass(frozen=True)
class Place:
    """Where it goes: its rectangle, and the leader from a point beside the rectangle to the anchor."""

    id: str
    rect: Rect
    leader: tuple[Pair, Pair]

    @property
    def offset(self) -> Pair:
        """From the anchor to the middle of the rectangle: what `previous` remembers."""
        x, y = self.leader[1]
        return self.rect.x + self.rect.width / 2.0 - x, self.rect.y + self.rect.height / 2.0 - y


@dataclass(frozen=True)
class Ground:
    """What lies under the labels.

    size: of the picture. subject, anatomy: masks (h, w) of the whole picture at any resolution, top row first,
    True where the subject, or anything at all, is drawn. reserved: what stays free (cube, scale bar, buttons).
    """

    size: Pair
    subject: Mask | None = None
    anatomy: Mask | None = None
    reserved: tuple[Rect, ...] = ()


class Puzzle:
    """Chooses one option for each wish: first in their order, then each again with the others in place.

    options: for each wish, offsets (k, 2) of the rectangle's middle from the anchor, and what each costs (k,).
    rounded: the rectangles are discs, and their leaders start on the rim.
    """

    def __init__(
        self,
        wishes: Sequence[Wish],
        options: Sequence[tuple[Reals, Reals]],
        ground: Ground,
        previous: Mapping[str, Pair],
        rounded: bool,
    ) -> None:
        self._wishes, self._rounded = wishes, rounded
        self._corners: list[Reals] = []  # (k, 4) left, top, right, bottom of each option
        self._leaders: list[Reals] = []  # (k, 2, 2) start and end of its leader
        self._costs: list[Reals] = []  # (k,); inf where it may not be
        masks = _Coverage(ground.subject, ground.size), _Coverage(ground.anatomy, ground.size)
        for wish, (offsets, costs) in zip(wishes, options, strict=True):
            if wish.id in previous:
                offsets, costs = _with_previous(offsets, costs, previous[wish.id])
            corners = _corners(wish, offsets)
            self._corners.append(corners)
            self._leaders.append(_leaders(wish, corners, rounded))
            self._costs.append(costs + self._fixed_costs(wish, corners, ground, masks))

    def _fixed_costs(
        self, wish: Wish, corners: Reals, ground: Ground, masks: tuple[_Coverage, _Coverage]
    ) -> Reals:
        left, top, right, bottom = corners.T
        width, height = ground.size
        cost = _ON_SUBJECT * masks[0].share(corners) + _ON_ANATOMY * masks[1].share(corners)
        for other in self._wishes:
            x, y = other.anchor
            hides = (left - GAP <= x) & (x <= right + GAP) & (top - GAP <= y) & (y <= bottom + GAP)
            cost += np.where(hides, np.inf if other is wish else _ON_ANCHOR, 0.0)
        outside = (left < EDGE) | (top < EDGE) | (right > width - EDGE) | (bottom > height - EDGE)
        if ground.reserved:
            taken = np.array([[r.x, r.y, r.x + r.width, r.y + r.height] for r in ground.reserved])
            outside |= _overlaps(corners, taken).any(axis=1)
        return np.where(outside, np.inf, cost)

    def unmoved(self) -> list[Place] | None:
        """Every wish at its only option; None when they do not all fit there."""
        plates = np.concatenate(self._corners) if self._corners else np.zeros((0, 4))
        crowd = _overlaps(plates, plates).sum() > len(plates)
        if crowd or any(not np.isfinite(costs[0]) for costs in self._costs):
            return None
        return [self._place(number, 0) for number in range(len(self._wishes))]

    def solved(self) -> list[Place]:
        """The places, in the order of the wishes."""
        chosen: list[int | None] = [None] * len(self._wishes)
        for _ in range(_SWEEPS):
            before = list(chosen)
            for number in range(len(chosen)):
                chosen[number] = self._best(number, chosen)
            if chosen == before:
                break
        return [self._place(number, option) for number, option in enumerate(chosen) if option is not None]

    def _best(self, number: int, chosen: Sequence[int | None]) -> int | None:
        """The cheapest option of one wish, the others standing where they are; None when there is no room."""
        costs, corners, leaders = self._costs[number].copy(), self._corners[number], self._leaders[number]
        others = [(other, at) for other, at in enumerate(chosen) if other != number and at is not None]
        if others:
            plates = np.array([self._corners[other][at] for other, at in others])
            lines = np.array([self._leaders[other][at] for other, at in others])
            costs[_overlaps(corners, plates).any(axis=1)] = np.inf
            crossings = _crosses(leaders[:, None], lines) | _passes(leaders[:, None], plates)
            crossings |= _passes(lines, corners[:, None])
            costs += _CROSSING * crossings.sum(axis=1)
        best = int(np.argmin(costs)) if len(costs) else 0
        return best if len(costs) and np.isfinite(costs[best]) else None

    def _place(self, number: int, option: int) -> Place:
        left, top, right, bottom = (float(v) for v in self._corners[number][option])
        (x, y), _ = self._leaders[number][option].tolist()
        wish = self._wishes[number]
        return Place(wish.id, Rect(left, top, right - left, bottom - top), ((x, y), wish.anchor))


def _with_previous(offsets: Reals, costs: Reals, old: Pair) -> tuple[Reals, Reals]:
    """The old place as one more option, and a price on every other."""
    distance = np.linalg.norm(offsets - np.asarray(old), axis=1)
    own = costs[distance.argmin()] if len(costs) else 0.0
    return np.vstack([offsets, old]), np.append(costs + _MOVED, own)


def _corners(wish: Wish, offsets: Reals) -> Reals:
    middle, half = offsets + np.asarray(wish.anchor), np.asarray(wish.size) / 2.0
    return np.hstack([middle - half, middle + half])


def _leaders(wish: Wish, corners: Reals, rounded: bool) -> Reals:
    """(k, 2, 2): from beside the rectangle to the anchor; from the rim of a round one."""
    x, y = wish.anchor
    left, top, right, bottom = corners.T
    middle = np.column_stack([left + right, top + bottom]) / 2.0
    if rounded:
        toward = np.array([x, y]) - middle
        start = (
            middle + toward * (wish.size[0] / 2.0 / np.maximum(np.linalg.norm(toward, axis=1), 1e-9))[:, None]
        )
    else:
        aside = (x < left) | (x > right)
        side = np.where(x < left, left - GAP, right + GAP)
        inset = np.minimum(10.0, (right - left) / 2.0)
        along = np.clip(x, left + inset, right - inset)
        start_x = np.where(aside, side, along)
        start_y = np.where(aside, middle[:, 1], np.where(y < top, top - GAP, bottom + GAP))
        start = np.column_stack([start_x, start_y])
    return np.stack([start, np.broadcast_to([x, y], start.shape)], axis=1)


def _overlaps(corners: Reals, plates: Reals) -> NDArray[np.bool_]:
    """(k, j): does each rectangle (k, 4) come nearer than GAP to each plate (j, 4)?"""
    left, top, right, bottom = corners.T[:, :, None]
    apart_x = (left > plates[:, 2] + GAP) | (right < plates[:, 0] - GAP)
    return ~(apart_x | (top > plates[:, 3] + GAP) | (bottom < plates[:, 1] - GAP))


def _crosses(lines: Reals, others: Reals) -> NDArray[np.bool_]:
    """Do the segments (…, 2, 2) cross each other? Arrays are broadcast."""
    a, b, c, d = lines[..., 0, :], lines[..., 1, :], others[..., 0, :], others[..., 1, :]
    return (_turn(a, b, c) * _turn(a, b, d) < 0.0) & (_turn(c, d, a) * _turn(c, d, b) < 0.0)


def _passes(lines: Reals, plates: Reals) -> NDArray[np.bool_]:
    """Do the segments (…, 2, 2) go through the rectangles (…, 4)? One that does crosses a diagonal."""
    falling = np.stack([plates[..., :2], plates[..., 2:]], axis=-2)
    rising = np.stack([plates[..., [0, 3]], plates[..., [2, 1]]], axis=-2)
    return _crosses(lines, falling) | _crosses(lines, rising)


def _turn(a: Reals, b: Reals, c: Reals) -> Reals:
    """Twice the signed area of the triangle abc."""
    return np.asarray(
        (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    )


class _Coverage:
    """How much of a rectangle a mask covers, from its summed-area table (Crow 1984)."""

    def __init__(self, mask: Mask | None, size: Pair) -> None:
        self._table: Reals | None = None
        if mask is not None:
            self._table = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1))
            self._table[1:, 1:] = mask.cumsum(axis=0).cumsum(axis=1)
            self._scale = np.array([mask.shape[1] / size[0], mask.shape[0] / size[1]] * 2)

    def share(self, corners: Reals) -> Reals:
        """(k,) 0–1 for rectangles (k, 4)."""
        if self._table is None:
            return np.zeros(len(corners))
        rows, columns = np.array(self._table.shape) - 1
        scaled = corners * self._scale
        scaled[:, :2], scaled[:, 2:] = np.floor(scaled[:, :2]), np.ceil(scaled[:, 2:])
        left, top, right, bottom = np.clip(scaled, 0, [columns, rows, columns, rows]).astype(int).T
        table = self._table
        covered = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
        return np.asarray(covered / np.maximum((right - left) * (bottom - top), 1))
