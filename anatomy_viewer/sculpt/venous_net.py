"""The suboccipital venous plexus: a net of small veins round the vertebral artery, on to the C2 ganglion and the
suboccipital triangle. Its form is a model (seeded): only its extent and the calibre of its veins come from anatomy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length, frames, resample, spline
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt import vessels
from anatomy_viewer.sculpt.course import course, surfaces_of
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Distances, Points, bounds_of
from anatomy_viewer.sculpt.recipe import Neighbours, Recipe
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface
from anatomy_viewer.sculpt.veins import VEIN

Reals = NDArray[np.float64]
Tie = tuple[tuple[int, int], tuple[int, int]]
ARTERY = "vertebral_artery"
_BONES = ("atlas_c1", "axis_c2")
STEP, SEED = 0.3, 20
# mm: where on the artery the net begins (below the atlas) and ends (at the dura); rings of veins; calibre (0.6-1.2 mm
# across); free space to what lies round them.
_BEGIN, _END = (25.0, 67.6, -43.0), (13.2, 54.8, -22.0)
_RING, _AROUND, _RADII, _FREE = 4.6, 5, (0.42, 0.62), 0.2
_GRAIN, _STRIDE, _ROUNDS, _LAST, _TIED = 0.2, 0.8, 16, 4, 4.5
_KEPT, _NODE, _THINNEST, _NEAR = 0.78, 0.5, 0.36, 1.5
# mm that a vein may press into what lies beside it.
_PRESSED = 0.2
# Veins that leave the net (x, y, z, radius in mm): round the C2 ganglion, over the triangle to the occipital and deep
# cervical veins, down along the artery. Model values, in the gaps between bones and muscles.
_LEAVING = (
    ((23.5, 54.0, -30.5, 0.6), (23.0, 49.8, -33.4, 0.6), (20.4, 51.0, -37.6, 0.55), (21.3, 54.4, -40.2, 0.55),
     (22.9, 59.0, -43.4, 0.55), (24.4, 63.0, -44.0, 0.55), (25.6, 66.0, -42.0, 0.6)),
    ((21.3, 54.4, -40.2, 0.5), (17.5, 52.6, -41.4, 0.5), (13.0, 53.4, -40.4, 0.5), (9.6, 55.0, -38.6, 0.5)),
    ((22.9, 59.0, -43.4, 0.5), (19.0, 60.4, -43.2, 0.5), (14.0, 60.4, -41.4, 0.5), (9.6, 55.0, -38.6, 0.5)),
    ((20.4, 51.0, -37.6, 0.5), (15.5, 51.0, -37.4, 0.5), (12.0, 52.4, -38.0, 0.5), (9.6, 55.0, -38.6, 0.5)),
    ((17.5, 52.6, -41.4, 0.45), (16.4, 56.6, -45.2, 0.45), (19.0, 60.4, -43.2, 0.45)),
    ((15.5, 51.0, -37.4, 0.45), (16.6, 56.0, -37.4, 0.45), (14.0, 60.4, -41.4, 0.45)),
    ((25.5, 56.0, -29.5, 0.6), (26.6, 51.6, -32.6, 0.62), (25.4, 48.6, -34.2, 0.62), (23.0, 49.8, -33.4, 0.6)),
    ((18.5, 50.0, -30.5, 0.55), (19.6, 47.0, -33.0, 0.55), (23.0, 49.8, -33.4, 0.6)),
    ((15.5, 50.6, -27.6, 0.5), (16.0, 47.0, -29.6, 0.5), (19.6, 47.0, -33.0, 0.5)),
    ((19.6, 47.0, -33.0, 0.5), (22.4, 46.6, -35.4, 0.5), (25.4, 48.6, -34.2, 0.5)),
    ((25.6, 66.0, -42.0, 0.6), (23.6, 66.4, -46.0, 0.6), (21.4, 66.6, -49.0, 0.6)),
)  # fmt: skip


@dataclass(frozen=True)
class Net:
    """Beads along every vein: (n, 4) x, y, z, radius in mm; the field is that of the nearest bead's ball."""

    beads: Reals

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        from scipy.spatial import cKDTree

        gap, near = cKDTree(self.beads[:, :3]).query(points, k=4)
        return np.asarray((gap - self.beads[near, 3]).min(axis=1))


def plexus(figures: Figures, neighbours: Neighbours) -> Mesh:
    """The right net in one body, pushed clear of bones, muscles, nerves and the artery."""
    around = {name: neighbours[name] for name in _COURSE}
    line = course(ARTERY, figures, around, surfaces_of(around))[0].stations
    clear = tuple(surfaces_of({name: neighbours[name] for name in (*_BONES, *_SOFT)}).values())
    sleeve = [vein for vein in _cleared(_sleeve(_stretch(line)), clear) if _fits(vein, clear)]
    leaving = [_tied(spline(np.array(rows), _STRIDE)[0], np.vstack(sleeve)) for rows in _LEAVING]
    beads = np.vstack([_filled(vein) for vein in (*sleeve, *_cleared(leaving, clear, free=False))])
    vertices, faces = surface(Net(beads), bounds_of(beads[:, :3], 1.5), STEP, smoothing=4)
    return finish(vertices, faces, VEIN)


def _tied(vein: Reals, trunk: Reals) -> Reals:
    """`vein` with an end that lies near the `trunk`'s beads led on into the nearest of them."""
    rows = vein
    for end in (0, -1):
        gap = np.linalg.norm(trunk[:, :3] - rows[end, :3], axis=1)
        if gap.min() < _TIED:
            bead = np.append(trunk[gap.argmin(), :3], rows[end, 3])[None]
            rows = np.vstack([bead, rows]) if end == 0 else np.vstack([rows, bead])
    return resample(rows, max(3, round(arc_lengths(rows[:, :3])[-1] / _STRIDE)))


def _stretch(line: Reals) -> Reals:
    """The stations of the artery between `_BEGIN` and `_END`, one every `_RING` mm."""
    first, last = (int(np.linalg.norm(line[:, :3] - end, axis=1).argmin()) for end in (_BEGIN, _END))
    part = line[first : last + 1]
    return resample(part, max(3, round(arc_lengths(part[:, :3])[-1] / _RING)))


def _sleeve(rings: Reals) -> list[Reals]:
    """Veins along and round the artery between nodes on its rings, some of them left out."""
    random = np.random.default_rng(SEED)
    _, out, side = frames(rings[:, :3])
    nodes: dict[tuple[int, int], Reals] = {}
    for i in range(len(rings)):
        for j in range(_AROUND):
            angle = 2.0 * np.pi * (j + 0.5 * (i % 2) + random.uniform(-0.22, 0.22)) / _AROUND
            reach, shift = rings[i, 3] + random.uniform(0.75, 1.35), random.uniform(0.0, 0.25)
            nodes[i, j] = np.array([i + shift, angle, reach, random.uniform(*_RADII)])
    ties = [((i, j), (i + 1, j)) for i in range(len(rings) - 1) for j in range(_AROUND)]
    ties += [((i, j), (i, (j + 1) % _AROUND)) for i in range(len(rings)) for j in range(_AROUND)]
    kept = _without_stumps([tie for tie in ties if random.uniform() < _KEPT])
    return [_tie(nodes[a], nodes[b], rings, out, side) for a, b in kept]


def _without_stumps(ties: list[Tie]) -> list[Tie]:
    """`ties` without those that end blind, and those that end blind then."""
    while True:
        meet = Counter(node for tie in ties for node in tie)
        kept = [tie for tie in ties if min(meet[tie[0]], meet[tie[1]]) > 1]
        if len(kept) == len(ties):
            return kept
        ties = kept


def _tie(a: Reals, b: Reals, rings: Reals, out: Reals, side: Reals) -> Reals:
    """Beads of a vein from node to node (ring, angle, reach, radius), following the artery's wall."""
    turn = (b[1] - a[1] + np.pi) % (2.0 * np.pi) - np.pi
    share = np.linspace(0.0, 1.0, 20)[:, None]
    ring, angle, reach, radius = (a + share * np.array([b[0] - a[0], turn, *(b[2:] - a[2:])])).T
    radius = radius * (1.0 - 0.15 * np.sin(np.pi * share[:, 0]))
    index = np.arange(len(rings))
    rows = np.column_stack([rings[:, :3], out, side])
    at = np.stack([np.interp(ring, index, column) for column in rows.T], axis=1)
    ways = np.cos(angle)[:, None] * at[:, 3:6] + np.sin(angle)[:, None] * at[:, 6:]
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    vein = np.column_stack([at[:, :3] + reach[:, None] * ways, radius])
    return resample(vein, max(3, round(arc_lengths(vein[:, :3])[-1] / _STRIDE)))


def _cleared(veins: list[Reals], bodies: tuple[Surface, ...], free: bool = True) -> list[Reals]:
    """`veins` pushed out of `bodies` and evened, thinner where room is scarce.

    Ends that several veins share move alike: by what they lack themselves, at one calibre; not at all unless `free`.
    """
    rows = np.vstack(veins)
    last = np.cumsum([len(vein) for vein in veins]) - 1
    end = np.zeros(len(rows), dtype=bool)
    end[last], end[np.append(0, last[:-1] + 1)] = True, True
    need = np.where(end, _NODE, rows[:, 3]) + _FREE
    room = np.zeros((len(bodies), len(rows)))
    for turn in range(_ROUNDS):
        move = np.zeros((len(rows), 3))
        for row, body in zip(room, bodies, strict=True):
            move += _away(rows[:, :3], need, body, row)
        rows[:, :3] += np.where(end, float(free), 0.7)[:, None] * move
        if turn >= _ROUNDS - _LAST:
            continue  # at last they only give way: evening would lead them back
        evened = (np.roll(rows[:, :3], 1, 0) + 2.0 * rows[:, :3] + np.roll(rows[:, :3], -1, 0)) / 4.0
        rows[~end, :3] = evened[~end]
    rows[:, 3] = np.clip(np.minimum(rows[:, 3], room.min(axis=0)), _THINNEST, None)
    return np.split(rows, last[:-1] + 1)


def _fits(vein: Reals, bodies: tuple[Surface, ...]) -> bool:
    """Whether there was room for it: where artery and joint touch there is none."""
    return all((body.distance(vein[:, :3]) - vein[:, 3]).min() > -_PRESSED for body in bodies)


def _filled(vein: Reals) -> Reals:
    """Beads close enough to be a tube."""
    return at_length(vein, np.arange(0.0, arc_lengths(vein[:, :3])[-1] + _GRAIN, _GRAIN))


def _away(places: Reals, need: Reals, body: Surface, room: Reals) -> Reals:
    """(n, 3) mm: what each place lacks to be `need` (n,) clear of `body`.

    `room` (n,) is how far away each was when it was last looked at: far ones aren't looked at again.
    """
    move = np.zeros((len(places), 3))
    asked = np.flatnonzero(room < need + _NEAR)
    if len(asked):
        room[asked], outward = body.push(places[asked])
        move[asked] = np.maximum(need[asked] - room[asked], 0.0)[:, None] * outward
    return move


_COURSE = vessels.RECIPES[ARTERY].needs
_SOFT = (
    ARTERY,
    "obliquus_capitis_inferior",
    "obliquus_capitis_superior",
    "rectus_capitis_posterior_major",
    "c2_drg",
    "suboccipital_nerve",
    "greater_occipital_nerve",
    "atlanto_occipital_capsule",
    "lateral_atlantoaxial_capsule",
)
RECIPES: dict[str, Recipe] = {
    "suboccipital_venous_plexus": Recipe(plexus, 7000, 170, tuple(dict.fromkeys((*_COURSE, *_SOFT)))),
}
