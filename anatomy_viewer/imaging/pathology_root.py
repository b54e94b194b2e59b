"""What happens at the root of the trigeminal nerve: an artery that touches it, or one that presses and thins it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on, spline
from anatomy_viewer.imaging.canvas import Box, Canvas, around
from anatomy_viewer.imaging.pathology_artery import BLOOD, WALL
from anatomy_viewer.imaging.subject import Subject

Reals = NDArray[np.float64]
ROOT, ARTERY = "trigeminal_root", "superior_cerebellar_artery"
_STEP = 0.4
# mm from the pons at which the artery meets the root (dossier 8.6: within 4 mm); share of the root's diameter that is
# lost at severity 0 and 1 (20–40 %); mm that the artery pushes it aside; radius of the artery (1.5–2 mm across).
_AT, _THINNED, _PUSHED, _RADIUS = 4.8, (0.2, 0.4), 1.7, 0.95
# mm along the artery at which its loop leaves and rejoins its usual way.
_LOOP = (13.5, 33.0)
_WALL = 0.7  # mm of wall, flow void at its side included: what is left is the lumen
_SUNK = 1.6  # mm of the root that lie in the pons
_FREE = ("fluid", BLOOD, WALL, "nerve", "nerve root")


def root_box(subject: Subject, side: str) -> Box:
    """The cistern round the root, and the artery above it."""
    root = subject.tubes[f"{ROOT}_{side[0]}"].stations
    artery = at_length(subject.tubes[f"{ARTERY}_{side[0]}"].stations, np.linspace(*_LOOP, 12))
    return around(np.vstack([root[:, :3], artery[:, :3]]), 3.5)


def root_focus(subject: Subject, side: str) -> Reals:
    """On the root where the artery meets it."""
    return np.asarray(at_length(_root(subject, side), [_AT])[0, :3])


def conflict(canvas: Canvas, severity: float, side: str) -> None:
    """The loop indents and displaces the root near the pons; the root is thin from there on."""
    thinned = _THINNED[0] * min(1.0, severity / 0.3) + (_THINNED[1] - _THINNED[0]) * severity
    _meet(canvas, side, _PUSHED * severity, thinned, 1.0)


def touch(canvas: Canvas, severity: float, side: str) -> None:
    """The loop comes down until it touches; the root keeps its place and size: a contact alone is no conflict."""
    _meet(canvas, side, 0.0, 0.0, severity)


def _meet(canvas: Canvas, side: str, pushed: float, thinned: float, near: float) -> None:
    root = _root(canvas.subject, side)
    along = arc_lengths(root[:, :3])
    aside = _above(root, side)
    new = root.copy()
    bend = np.exp(-(((along - _AT) / 3.2) ** 2)) * np.clip(along / 1.5, 0.0, 1.0)
    new[:, :3] -= aside * (pushed * bend)[:, None]
    atrophy = thinned * np.clip((along - 0.5) / 2.5, 0.0, 1.0)
    dent = 0.22 * (pushed / _PUSHED) * np.exp(-(((along - _AT) / 1.3) ** 2))
    new[:, 3] *= 1.0 - atrophy - dent
    loop, branch = _loop(canvas.subject, side, new, aside, near)
    _repaint(canvas, side, new, loop, branch)


def _root(subject: Subject, side: str) -> Reals:
    stations = subject.tubes[f"{ROOT}_{side[0]}"].stations
    return at_length(stations, np.arange(0.0, arc_lengths(stations[:, :3])[-1], _STEP))


def _above(root: Reals, side: str) -> Reals:
    """(3,): unit direction from the root up and a little to the midline, square to it."""
    ahead = root[-1, :3] - root[0, :3]
    ahead /= np.linalg.norm(ahead)
    way = np.array([-0.25 if side == "right" else 0.25, 0.0, 0.97])
    way -= (way @ ahead) * ahead
    return np.asarray(way / np.linalg.norm(way))


def _loop(subject: Subject, side: str, root: Reals, aside: Reals, near: float) -> tuple[Reals, Reals]:
    """The artery's trunk with a loop down to the root, and its lateral branch, that leaves it where it did."""
    key = f"{ARTERY}_{side[0]}"
    old = subject.tubes[key].stations
    along = arc_lengths(old[:, :3])
    place = at_length(root, [_AT])[0]
    ahead = root[-1, :3] - root[0, :3]
    ahead /= np.linalg.norm(ahead)
    across = np.cross(ahead, aside)  # to the outer side
    across *= np.sign(across[0] * place[0])
    reach = place[3] + _RADIUS
    touching = place[:3] + aside * reach
    free = at_length(old, [float(nearest_on(old[:, :3], touching[None])[1][0])])[0, :3]
    lowest = touching + (1.0 - near) * (free - touching)
    knots = np.vstack(
        [
            at_length(old, np.linspace(_LOOP[0] - 4.0, _LOOP[0], 3))[:, :3],
            lowest + 5.5 * ahead - 0.4 * across + 4.2 * aside * near,
            lowest + 2.8 * ahead - 0.2 * across + 1.3 * aside * near,
            lowest + 0.6 * ahead + 0.2 * across + 0.05 * aside,
            lowest - 0.4 * ahead + 1.6 * across + 0.5 * aside,
            lowest - 0.2 * ahead + 3.4 * across + 2.6 * aside * near,
            at_length(old, np.linspace(_LOOP[1], _LOOP[1] + 4.0, 3))[:, :3],
        ]
    )
    line = spline(knots, _STEP)[0]
    loop = np.column_stack(
        [line, np.interp(np.linspace(0, 1, len(line)), [0.0, 0.5, 1.0], [0.84, _RADIUS, 0.74])]
    )
    head, tail = old[along < _LOOP[0] - 4.2], old[along > _LOOP[1] + 4.2]
    return np.vstack([head, loop, tail]), _follow(subject, key, old, np.vstack([head, loop, tail]))


def _follow(subject: Subject, key: str, old: Reals, new: Reals) -> Reals:
    """The lateral branch, its beginning moved with the trunk."""
    branch = subject.tubes.get(f"{key}/lateral_branch")
    if branch is None:
        return np.zeros((0, 4))
    at = float(nearest_on(old[:, :3], branch.stations[:1, :3])[1][0])
    share = at / arc_lengths(old[:, :3])[-1] * arc_lengths(new[:, :3])[-1]
    shift = at_length(new, [share])[0, :3] - branch.stations[0, :3]
    rows = branch.stations.copy()
    fade = np.clip(1.0 - arc_lengths(rows[:, :3]) / 14.0, 0.0, 1.0)
    rows[:, :3] += (fade * fade * (3.0 - 2.0 * fade))[:, None] * shift
    return rows


def _repaint(canvas: Canvas, side: str, root: Reals, loop: Reals, branch: Reals) -> None:
    """Fluid where root and artery were; then the root, then the artery."""
    key, name = f"{ROOT}_{side[0]}", f"{ARTERY}_{side[0]}"
    fluid = next(n for n, kind in canvas.kinds.items() if kind == "fluid")
    nerve = canvas.are("nerve", "nerve root", "fluid")
    usual = _root(canvas.subject, side)
    outside = usual[round(_SUNK / _STEP) :]  # its beginning lies in the pons
    was = canvas.tube(outside, 1.0, 0.7)[0] & canvas.are("nerve", "nerve root")
    vessels = [canvas.tubes[k].stations for k in (name, f"{name}/lateral_branch") if k in canvas.tubes]
    for stations in vessels:
        was |= canvas.tube(stations, 1.0, 0.6)[0] & canvas.are(BLOOD, WALL)
    canvas.labels[was] = fluid
    canvas.paint(canvas.tube(root, 1.0, 0.0)[0] & (nerve | was), "trigeminal_root", "nerve root")
    for key_, stations in ((name, loop), (f"{name}/lateral_branch", branch)):
        if len(stations):
            whole, lumen = canvas.tube(stations, 1.0, 0.0, -_WALL)
            free = canvas.are(*_FREE)
            canvas.paint(whole & free, "artery_wall", WALL)
            canvas.paint(lumen & free, "artery_lumen", BLOOD)
            canvas.tubes[key_] = replace(canvas.tubes[key_], stations=stations)
    canvas.tubes[key] = replace(canvas.tubes[key], stations=root)
