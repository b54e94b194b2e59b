"""What happens to arteries: contact with the nerve, a helix round it, arteritis, dissection of the vertebral artery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length, frames, nearest_on, spline, tangents
from anatomy_viewer.geometry.rerouting import wound_round
from anatomy_viewer.imaging.canvas import LOOSE, Box, Canvas, around
from anatomy_viewer.imaging.pathology_nerve import swollen, trunk
from anatomy_viewer.imaging.subject import Subject, Tube

Reals = NDArray[np.float64]
ARTERY, BRANCH, VERTEBRAL = "occipital_artery", "medial_branch", "vertebral_artery"
BLOOD, WALL = "arterial blood", "vessel wall"
_STEP = 0.4
# Radius (mm) of an artery that presses (dossier 8.6: diameter 3–4 mm); mm of the nerve that it runs along; turns and mm
# of the nerve of a helix; by how much artery and nerve press into each other; swelling of the nerve there.
_PRESSING, _BESIDE, _TURNS, _WOUND, _INDENT, _SWELLING = 1.6, 12.0, 1.5, 22.0, 0.35, 0.3
_BELOW = 10.0  # mm along the nerve below their usual meeting
_HELIX = 1.2
# Arteritis: mm of wall (halo of 1 mm, dossier 8.6) and what of the lumen is left; mm of the trunk that is inflamed.
_HALO, _LUMEN, _INFLAMED = 1.0, 0.75, 34.0
# Dissection: outer radius and lumen over the usual radius; mm of the artery that is torn.
_OUTER, _INNER, _TORN = 1.4, 0.45, 26.0


def wall_of(radius: float) -> float:
    """mm: thickness of the wall of a healthy artery whose outer radius is `radius` mm (a fifth of it; model value)."""
    return 0.2 * radius + 0.1


def draw(
    canvas: Canvas, stations: Reals, over: tuple[str, ...], name: tuple[str, str] = ("artery_wall", WALL)
) -> None:
    """Wall and lumen along `stations` (n, 4), over tissue of the kinds `over`."""
    wall = wall_of(float(stations[:, 3].mean()))
    whole, lumen = canvas.tube(stations, 1.0, 0.0, -wall)
    free = canvas.are(*over, BLOOD, WALL)
    canvas.paint(whole & free, *name)
    canvas.paint(lumen & free, "artery_lumen", BLOOD)


def erase(canvas: Canvas, stations: Reals, into: int) -> None:
    """Take an artery out along `stations`; what it filled becomes the label `into`."""
    where = canvas.tube(stations, 1.0, 0.8)[0] & canvas.are(BLOOD, WALL)
    canvas.labels[where] = into


def commonest(canvas: Canvas, kinds: tuple[str, ...]) -> int:
    """The label of one of `kinds` that fills most of the canvas."""
    counts = np.bincount(canvas.labels.ravel(), minlength=256)
    return max((n for n, kind in canvas.kinds.items() if kind in kinds), key=lambda n: counts[n])


# Contact and helix


def _branch(subject: Subject, side: str) -> Tube:
    """The medial branch of the occipital artery, or its trunk where it has none."""
    key = f"{ARTERY}_{side[0]}"
    return subject.tubes.get(f"{key}/{BRANCH}", subject.tubes[key])


def _meeting(subject: Subject, side: str) -> tuple[float, float]:
    """mm along the nerve and along the artery at which they come nearest, where the nerve lies under the scalp."""
    nerve, artery = trunk(subject, side).stations, _branch(subject, side).stations
    gap, at = nearest_on(nerve[:, :3], artery[:, :3])
    best = int(gap.argmin())
    return float(at[best]), float(arc_lengths(artery[:, :3])[best])


def contact_box(subject: Subject, side: str) -> Box:
    """Round the place where the artery meets the nerve."""
    at = _meeting(subject, side)
    nerve = at_length(trunk(subject, side).stations, at[0] + np.linspace(-1.4 * _WOUND, _WOUND, 20))
    artery = at_length(_branch(subject, side).stations, at[1] + np.linspace(-1.4 * _WOUND, _WOUND, 20))
    return around(np.vstack([nerve[:, :3], artery[:, :3]]), 5.0)


def contact_focus(subject: Subject, side: str) -> Reals:
    """On the nerve where the artery meets it."""
    return np.asarray(at_length(trunk(subject, side).stations, [_meeting(subject, side)[0] - _BELOW])[0, :3])


def contact(canvas: Canvas, severity: float, side: str) -> None:
    """The branch, widened, comes to the nerve below the nuchal line, runs along it and presses into it."""
    nerve_at, artery_at = _meeting(canvas.subject, side)
    nerve, artery = trunk(canvas.subject, side).stations, _branch(canvas.subject, side).stations
    radius = artery[:, 3].max() + severity * (_PRESSING - artery[:, 3].max())
    rows = at_length(nerve, nerve_at - _BELOW + np.linspace(-_BESIDE / 2.0, _BESIDE / 2.0, 9))
    lateral = _lateral(rows)
    aim = _sooner(artery, artery_at, rows)
    reach = rows[:, 3] * np.sqrt(trunk(canvas.subject, side).flat) ** -0.6 + radius
    reach += 2.2 * (1.0 - severity) - _INDENT * severity
    way = rows[:, :3] + lateral * reach[:, None]
    _lead(canvas, side, way[::aim], (artery_at - 18.0, artery_at + 8.0), radius)
    swollen(canvas, severity * _SWELLING, side, nerve_at - _BELOW, _BESIDE)


def _sooner(artery: Reals, at: float, rows: Reals) -> int:
    """1 where the artery travels as the nerve does there, −1 where it comes the other way."""
    ahead = np.diff(at_length(artery, [at - 4.0, at + 4.0])[:, :3], axis=0)[0]
    return 1 if float(ahead @ (rows[-1, :3] - rows[0, :3])) >= 0.0 else -1


def _lateral(rows: Reals) -> Reals:
    """(n, 3): unit direction level with the skull and square to the curve, to the outer side."""
    along, out = tangents(rows[:, :3]), outward_at(rows[:, :3])
    side = np.cross(along, out)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    return np.asarray(side * np.sign(side[:, :1] * rows[:, :1]))


def _lead(canvas: Canvas, side: str, way: Reals, ends: tuple[float, float], radius: float) -> None:
    """Lead the branch along `way` (n, 3) between two places on it (mm along), `radius` mm wide, and draw it so."""
    key = f"{ARTERY}_{side[0]}"
    name = f"{key}/{BRANCH}" if f"{key}/{BRANCH}" in canvas.tubes else key
    old = canvas.tubes[name]
    along = arc_lengths(old.stations[:, :3])
    first, last = max(ends[0], 1.0), min(ends[1], float(along[-1]) - 1.0)
    before = at_length(old.stations, np.linspace(max(0.0, first - 6.0), first, 3))
    after = at_length(old.stations, np.linspace(last, last + 6.0, 3))
    knots = np.vstack([before[:, :3], way, after[:, :3]])
    middle = spline(knots, _STEP)[0]
    share = np.clip(np.minimum(np.arange(len(middle)), np.arange(len(middle))[::-1]) * _STEP / 9.0, 0.0, 1.0)
    usual = np.linspace(before[0, 3], after[-1, 3], len(middle))
    new = np.column_stack([middle, usual + share * np.maximum(radius - usual, 0.0)])
    head, tail = old.stations[along < first - 6.2], old.stations[along > last + 6.2]
    near = (along > first - 7.0) & (along < last + 7.0)
    erase(canvas, old.stations[near], commonest(canvas, ("fat",)))
    draw(canvas, new, (*LOOSE, "ligament"))
    canvas.tubes[name] = replace(old, stations=np.vstack([head, new, tail]))


def helix(canvas: Canvas, severity: float, side: str) -> None:
    """The branch winds round the nerve, the more turns the more severe; flatter towards the bone."""
    nerve_at, artery_at = _meeting(canvas.subject, side)
    nerve, artery = trunk(canvas.subject, side).stations, _branch(canvas.subject, side).stations
    radius = artery[:, 3].max() + severity * (_HELIX - artery[:, 3].max())
    turns, half = max(_TURNS * severity, 0.25), _WOUND / 2.0
    middle = nerve_at - 0.6 * _BELOW
    path = wound_round(nerve, middle - half, middle + half, turns, radius, -0.1 * severity, 0.0)
    core = at_length(nerve, np.linspace(middle - half, middle + half, len(path)))[:, :3]
    out = outward_at(core)
    depth = ((path - core) * out).sum(axis=1, keepdims=True)
    path = path - out * np.minimum(depth, 0.0) * 0.35  # the skull lies close behind
    aim = _sooner(artery, artery_at, core)
    _lead(canvas, side, path[::aim], (artery_at - 18.0, artery_at + half), radius)
    swollen(canvas, severity * _SWELLING, side, middle, _WOUND)


# Giant cell arteritis


def _inflamed(subject: Subject, side: str) -> tuple[float, float]:
    """mm along the trunk of the occipital artery: round the place where it is nearest to the nerve's meeting place."""
    stations = subject.tubes[f"{ARTERY}_{side[0]}"].stations
    branch = _branch(subject, side).stations
    at = float(nearest_on(stations[:, :3], branch[:1, :3])[1][0])
    return at - 0.5 * _INFLAMED, at + 0.5 * _INFLAMED


def arteritis_box(subject: Subject, side: str) -> Box:
    """Round the trunk of the occipital artery on its way into the scalp."""
    first, last = _inflamed(subject, side)
    rows = at_length(subject.tubes[f"{ARTERY}_{side[0]}"].stations, np.linspace(first, last, 30))
    return around(rows[:, :3], 5.0)


def arteritis_focus(subject: Subject, side: str) -> Reals:
    """In the middle of the inflamed stretch."""
    stations = subject.tubes[f"{ARTERY}_{side[0]}"].stations
    return np.asarray(at_length(stations, [sum(_inflamed(subject, side)) / 2.0])[0, :3])


def arteritis(canvas: Canvas, severity: float, side: str) -> None:
    """A thick wall that takes up contrast, a dark halo in ultrasound, a narrowed lumen."""
    key = f"{ARTERY}_{side[0]}"
    old = canvas.tubes[key]
    first, last = _inflamed(canvas.subject, side)
    along = arc_lengths(old.stations[:, :3])
    ill = (along > first) & (along < last)
    rows = at_length(old.stations, np.arange(first, last, _STEP))
    wide = rows + np.array([0.0, 0.0, 0.0, 1.0]) * (_HALO * severity)
    inner = rows * np.array([1.0, 1.0, 1.0, 1.0 - (1.0 - _LUMEN) * severity])
    ring, lumen = canvas.tube(wide, 1.0, 0.0)[0], canvas.tube(inner, 1.0, -0.25)[0]
    free = canvas.are(*LOOSE, "ligament", BLOOD, WALL)
    canvas.paint(ring & free, "inflamed_wall", "inflamed vessel wall")
    canvas.paint(lumen & free, "artery_lumen", BLOOD)
    beyond = along >= last
    canvas.tubes[key] = replace(old, stations=old.stations[~ill & ~beyond])
    canvas.tubes[f"{key}/beyond"] = replace(old, stations=old.stations[beyond])
    wall = _HALO * severity + wall_of(float(rows[:, 3].mean()))
    canvas.tubes[f"{key}/inflamed"] = replace(old, stations=wide, wall_mm=wall)


# Dissection of the vertebral artery


def _torn(subject: Subject, side: str) -> Reals:
    """(n, 4): the stretch round the artery's outermost place, its loop between the axis and the atlas."""
    stations = subject.tubes[f"{VERTEBRAL}_{side[0]}"].stations
    along = arc_lengths(stations[:, :3])
    at = along[int(np.abs(stations[:, 0]).argmax())]
    return at_length(stations, np.arange(at - 0.6 * _TORN, at + 0.4 * _TORN, _STEP))


def dissection_box(subject: Subject, side: str) -> Box:
    """Round the loop of the vertebral artery between axis and atlas."""
    return around(_torn(subject, side)[:, :3], 6.0)


def dissection_focus(subject: Subject, side: str) -> Reals:
    """In the middle of the torn stretch."""
    rows = _torn(subject, side)
    return np.asarray(rows[len(rows) // 2, :3])


def dissection(canvas: Canvas, severity: float, side: str) -> None:
    """A crescent of clot in the wall, that is widened, and a narrow lumen off its middle."""
    key, rows = f"{VERTEBRAL}_{side[0]}", _torn(canvas.subject, side)
    count = np.arange(len(rows))
    share = severity * np.clip(np.minimum(count, count[::-1]) * _STEP / 5.0, 0.0, 1.0)
    _, normal, binormal = frames(rows[:, :3])
    turn = (0.6 + count * _STEP / 22.0)[:, None]  # the flap winds slowly round
    aside = np.cos(turn) * normal + np.sin(turn) * binormal
    outer = rows * np.column_stack([np.ones((len(rows), 3)), 1.0 + (_OUTER - 1.0) * share])
    inner = rows.copy()
    inner[:, 3] = rows[:, 3] * (1.0 - (1.0 - _INNER) * share)
    inner[:, :3] += (
        aside * (0.9 * (outer[:, 3] - inner[:, 3]) * np.minimum(share * 2.0, 1.0) - 0.2 * share)[:, None]
    )
    whole, lumen = canvas.tube(outer, 1.0, 0.0)[0], canvas.tube(inner, 1.0, -0.3)[0]
    free = canvas.are(*LOOSE, "ligament", BLOOD, WALL, "venous blood", "nerve")
    canvas.paint(whole & free & ~canvas.are("nerve"), "mural_haematoma", "haematoma")
    canvas.paint(lumen & free, "artery_lumen", BLOOD)
    old = canvas.tubes[key].stations
    along = arc_lengths(old[:, :3])
    at = nearest_on(old[:, :3], rows[[0, -1], :3])[1]
    stations = np.vstack([old[along < at[0]], inner, old[along > at[1]]])
    canvas.tubes[key] = replace(canvas.tubes[key], stations=stations)
