"""What happens to the greater occipital nerve: oedema, entrapment at the oblique muscle, a neuroma where it was cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length, tangents
from anatomy_viewer.imaging.blend import blended
from anatomy_viewer.imaging.canvas import LOOSE, Box, Canvas, around, beside, label_at
from anatomy_viewer.imaging.repaint import LENS
from anatomy_viewer.imaging.subject import Subject, Tube

Reals = NDArray[np.float64]
NERVE = "greater_occipital_nerve"
# mm between stations; how far beyond the tube its voxels are looked for; steps of swelling.
_STEP, _LOOSELY, _STEPS = 0.5, 1.4, 5
# Diameter of a swollen nerve over its usual one, and of an entrapped one before the gap (dossier 8.6, model values).
_OEDEMA, _ENTRAPPED = 1.75, 1.6
# mm beyond obliquus inferior at which the gap lies.
_GAP = 3.0
# Of the way to an oedematous nerve's T2 (125 ms) that + 40 % is (dossier 8.6: 78 → 109 ms).
_WATER = 0.66
# mm: how softly a swelling ends; length of the flattened stretch; before the gap at which the swelling is greatest.
_TAPER, _NOTCH, _BULGE = 6.0, 5.0, 8.5
# Diameters (mm) of a neuroma along and across the nerve at severity 0 and 1 (dossier 8.6: 6–10 mm bulb).
_BULB = ((6.0, 4.5), (10.0, 7.0))


def trunk(subject: Subject, side: str) -> Tube:
    """The nerve's trunk on `side` ('right' or 'left')."""
    return subject.tubes[f"{NERVE}_{side[0]}"]


def _fine(tube: Tube) -> Tube:
    """The same with stations every half millimetre."""
    length = arc_lengths(tube.stations[:, :3])[-1]
    rows = at_length(tube.stations, np.arange(0.0, length, _STEP))
    return replace(tube, stations=rows, swelling=np.zeros(len(rows)))


def _on_muscle(subject: Subject, side: str, name: str) -> tuple[float, float]:
    """First and last mm along the trunk at which the muscle `name` lies within 4 mm."""
    line = _fine(trunk(subject, side)).stations
    hits = np.flatnonzero(beside(subject, line[:, :3], f"{name}_{side[0]}", 4.0))
    if not len(hits):
        raise LookupError(f"the nerve does not pass {name}")
    return float(hits[0] * _STEP), float(hits[-1] * _STEP)


def _stretch(subject: Subject, side: str, first: float, last: float) -> Box:
    line = trunk(subject, side).stations
    along = arc_lengths(line[:, :3])
    return around(line[(along >= first) & (along <= last), :3], 7.0)


def _ramp(along: Reals, first: float, last: float, taper: float) -> Reals:
    """1 between `first` and `last` mm, falling softly to 0 over `taper` mm inside both ends."""
    share = np.clip(np.minimum(along - first, last - along) / taper, 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))


def _paint(canvas: Canvas, tube: Tube, usual: Tube, changed: str, lens: float) -> None:
    """Draw the swollen stretch of `tube` in the labels: its lens of fat (`lens` mm), then the nerve by its swelling."""
    assert tube.swelling is not None
    own, fat = nerve_label(canvas.subject, usual), fat_label(canvas)
    changing = np.flatnonzero(np.abs(tube.stations[:, 3] / usual.stations[:, 3] - 1.0) + tube.swelling > 0.01)
    if not len(changing):
        return
    piece = slice(max(int(changing[0]) - 1, 0), int(changing[-1]) + 2)
    old = canvas.tube(usual.stations[piece], usual.flat, _LOOSELY)[0]
    rim, core = canvas.tube(tube.stations[piece], tube.flat, lens, 0.0)
    canvas.labels[(old & (canvas.labels == own)) | (rim & canvas.are(*LOOSE))] = fat
    free = canvas.are(*LOOSE, "ligament")
    most = float(tube.swelling.max())
    steps = np.ceil(tube.swelling[piece] / max(most, 1e-9) * _STEPS - 0.3)
    for step in np.unique(steps):
        kind = blended(canvas.kinds[own], changed, most * step / _STEPS)
        number = canvas.number(canvas.ids[own], kind)
        for run in _runs(steps == step):
            rows = tube.stations[piece][max(run[0] - 1, 0) : run[-1] + 2]
            canvas.labels[canvas.tube(rows, tube.flat, 0.0)[0] & core & free] = number


def _runs(hits: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """The unbroken runs of True, each as indices."""
    found = np.flatnonzero(hits)
    return [run for run in np.split(found, np.flatnonzero(np.diff(found) > 1) + 1) if len(run)]


def nerve_label(subject: Subject, tube: Tube) -> int:
    """What the labels call the nerve along `tube`."""
    counts = np.bincount(label_at(subject, tube.stations[:, :3]), minlength=256)
    nerves = [n for n, kind in subject.kinds.items() if kind == "nerve"]
    return max(nerves, key=lambda n: counts[n])


def fat_label(canvas: Canvas) -> int:
    """The fat round the nerve."""
    return next(n for n, item in canvas.ids.items() if item == "nerve_fat")


# Oedema: thick and bright from the ramus to where the nerve leaves rectus major behind


def oedema_box(subject: Subject, side: str) -> Box:
    """From the nerve's beginning to the upper end of its way over rectus capitis posterior major."""
    return _stretch(subject, side, 0.0, _on_muscle(subject, side, "rectus_capitis_posterior_major")[1])


def oedema(canvas: Canvas, severity: float, side: str) -> None:
    """Diameter up to × 1.75, T2 and T1 prolonged, in a lens of fat that gets thin."""
    usual = _fine(trunk(canvas.subject, side))
    along = arc_lengths(usual.stations[:, :3])
    last = _on_muscle(canvas.subject, side, "rectus_capitis_posterior_major")[1]
    share = severity * _ramp(along, 1.0, last - 1.0, _TAPER)
    tube = _scaled(usual, 1.0 + (_OEDEMA - 1.0) * share, share)
    _paint(canvas, tube, usual, "oedematous nerve", LENS - 0.4 * severity)
    canvas.tubes[f"{NERVE}_{side[0]}"] = tube


def _scaled(tube: Tube, factor: Reals, swelling: Reals) -> Tube:
    rows = tube.stations.copy()
    rows[:, 3] *= factor
    return replace(tube, stations=rows, swelling=swelling)


def swollen(canvas: Canvas, severity: float, side: str, at: float, length: float) -> None:
    """The nerve a little swollen for `length` mm round `at` mm along it, as where an artery presses."""
    usual = _fine(trunk(canvas.subject, side))
    along = arc_lengths(usual.stations[:, :3])
    share = severity * _ramp(along, at - 0.7 * length, at + 0.7 * length, 0.4 * length)
    tube = _scaled(usual, 1.0 + share, share)
    _paint(canvas, tube, usual, "oedematous nerve", 0.0)
    canvas.tubes[f"{NERVE}_{side[0]}"] = tube


def oedema_focus(subject: Subject, side: str) -> Reals:
    """On obliquus inferior, where the nerve is longest in an axial plane."""
    first, last = _on_muscle(subject, side, "obliquus_capitis_inferior")
    return _at(subject, side, max(first, last - 4.0))


def _at(subject: Subject, side: str, mm: float) -> Reals:
    return np.asarray(at_length(trunk(subject, side).stations, [mm])[0, :3])


# Entrapment: swollen below the oblique muscle, flat between it and semispinalis


def entrapment_box(subject: Subject, side: str) -> Box:
    """The nerve's hook round the lower border of obliquus capitis inferior, and its way over the muscle."""
    first, last = _on_muscle(subject, side, "obliquus_capitis_inferior")
    return _stretch(subject, side, first, last + _GAP + 14.0)


def entrapment(canvas: Canvas, severity: float, side: str) -> None:
    """Swollen proximally, flat where obliquus inferior and semispinalis press; fibres instead of the fat there."""
    usual = _fine(trunk(canvas.subject, side))
    along, gap = arc_lengths(usual.stations[:, :3]), entrapment_at(canvas.subject, side)
    swell = np.exp(-(((along - (gap - _BULGE)) / 7.5) ** 2)) * (along < gap)
    notch = np.exp(-(((along - gap) / (_NOTCH / 2.0)) ** 2))
    beyond = 0.5 * np.exp(-(((along - gap - 5.0) / 4.0) ** 2)) * (along >= gap)
    share = severity * np.where(swell + beyond < 0.03, 0.0, np.maximum(swell, beyond))
    factor = (1.0 + (_ENTRAPPED - 1.0) * share) * (1.0 - 0.45 * severity * notch)
    water = _WATER * np.maximum(share, 0.6 * severity * np.where(notch < 0.1, 0.0, notch))
    tube = _scaled(usual, factor, water)
    _paint(canvas, tube, usual, "oedematous nerve", LENS - 0.5 * severity)
    _band(canvas, tube, severity, gap)
    canvas.tubes[f"{NERVE}_{side[0]}"] = tube


def entrapment_at(subject: Subject, side: str) -> float:
    """mm along the trunk of the gap: where the nerve leaves obliquus inferior and semispinalis presses on it."""
    return _on_muscle(subject, side, "obliquus_capitis_inferior")[1] + _GAP


def _band(canvas: Canvas, tube: Tube, severity: float, gap: float) -> None:
    """Fibrous tissue instead of fat round the flattened stretch."""
    along = arc_lengths(tube.stations[:, :3])
    near = np.abs(along - gap) < _NOTCH / 2.0
    if severity < 0.25:
        return
    rim = canvas.tube(tube.stations[near], tube.flat, LENS)[0]
    canvas.paint(rim & canvas.are("fat"), "fibrous_band", "scar")


def entrapment_focus(subject: Subject, side: str) -> Reals:
    """Where the nerve is thickest, just before the gap."""
    return _at(subject, side, entrapment_at(subject, side) - 6.0)


# Neuroma: a bulb at the cut end, the nerve beyond it gone


def _cut(subject: Subject, side: str) -> float:
    """mm along the trunk of the cut: in the middle of its tunnel through semispinalis."""
    line = _fine(trunk(subject, side)).stations
    start = _on_muscle(subject, side, "obliquus_capitis_inferior")[1]
    inside = _share_around(subject, line[:, :3], f"semispinalis_capitis_{side[0]}")
    inside[: int(start / _STEP)] = 0.0
    inside[np.arange(len(line)) * _STEP > start + 60.0] = 0.0
    weight = np.maximum(inside - 0.8 * inside.max(), 0.0)
    return float(np.average(np.arange(len(line)), weights=weight) * _STEP)


def _share_around(subject: Subject, places: Reals, name: str) -> Reals:
    """(n,): the share of the directions across in which `name` lies 4 mm away."""
    number = next(n for n, item in subject.ids.items() if item == name)
    ways = np.array([step for step in np.ndindex(3, 3, 3) if step != (1, 1, 1)]) - 1.0
    ways *= 4.0 / np.linalg.norm(ways, axis=1, keepdims=True)
    return np.asarray((label_at(subject, places[:, None] + ways) == number).mean(axis=1))


def neuroma_box(subject: Subject, side: str) -> Box:
    """From the bulb up along all that is lost of the nerve and its branches, as far as the volume reaches."""
    cut = _cut(subject, side)
    rows = [
        tube.stations[:, :3] for key, tube in subject.tubes.items() if key.startswith(f"{NERVE}_{side[0]}/")
    ]
    line = trunk(subject, side).stations[:, :3]
    return around(np.vstack([line[arc_lengths(line) > cut - 12.0], *rows]), 7.0)


def neuroma_focus(subject: Subject, side: str) -> Reals:
    """In the bulb."""
    return _at(subject, side, _cut(subject, side) - 3.5)


def neuroma(canvas: Canvas, severity: float, side: str) -> None:
    """A bulb 6–10 mm long on the stump; the nerve beyond the cut is fat."""
    subject, key = canvas.subject, f"{NERVE}_{side[0]}"
    usual = _fine(trunk(subject, side))
    cut, along = _cut(subject, side), arc_lengths(usual.stations[:, :3])
    _lost(canvas, side, usual, along > cut)
    (short, thin), (long, thick) = _BULB
    length, width = short + severity * (long - short), thin + severity * (thick - thin)
    stump = usual.stations[along <= cut]
    _bulb(canvas, side, stump, length, width)
    ends = along <= cut - 0.5 * length  # within the bulb there are no bundles to be drawn
    swelling = np.clip((along[ends] - cut + length + 8.0) / 8.0, 0.0, 1.0) * 0.4 * severity
    canvas.tubes = {name: t for name, t in canvas.tubes.items() if not name.startswith(f"{key}/")}
    canvas.tubes[key] = replace(usual, stations=usual.stations[ends], swelling=swelling)


def _lost(canvas: Canvas, side: str, usual: Tube, beyond: NDArray[np.bool_]) -> None:
    """What the nerve and its branches were beyond the cut becomes the fat that they lay in."""
    key = f"{NERVE}_{side[0]}"
    own, fat = nerve_label(canvas.subject, usual), fat_label(canvas)
    gone = [usual.stations[beyond]]
    gone += [tube.stations for name, tube in canvas.tubes.items() if name.startswith(f"{key}/")]
    for stations in gone:
        part = canvas.part(around(stations[:, :3], 5.0))
        part.labels[part.tube(stations, usual.flat, _LOOSELY)[0] & (part.labels == own)] = fat


def _bulb(canvas: Canvas, side: str, stump: Reals, length: float, width: float) -> None:
    """The bulb's voxels: an egg along the nerve, rough at its surface, with a thin scar round it."""
    end, way = stump[-1, :3], tangents(stump[:, :3])[-1]
    centre = end - way * (0.5 * length)
    canvas = canvas.near(centre, 0.5 * length + 2.0)
    x, y, z = canvas.axes()
    gap = (x - centre[0]), (y - centre[1]), (z - centre[2])
    ahead = gap[0] * way[0] + gap[1] * way[1] + gap[2] * way[2]
    across = gap[0] ** 2 + gap[1] ** 2 + gap[2] ** 2 - ahead**2
    lumps = 0.06 * np.sin(1.9 * x + 1.1) * np.sin(1.6 * y) * np.sin(1.4 * z + 0.7)
    egg = (2.0 * ahead / length) ** 2 + across * (2.0 / width) ** 2 + lumps
    soft = canvas.are(*LOOSE, "nerve", "ligament")
    rim = (2.0 * ahead / (length + 1.6)) ** 2 + across * (2.0 / (width + 1.6)) ** 2
    canvas.paint((rim < 1.0) & soft, "scar_round_neuroma", "scar")
    canvas.paint(
        (egg < 1.0) & canvas.are(*LOOSE, "nerve", "ligament", "scar"),
        canvas.ids[nerve_label(canvas.subject, trunk(canvas.subject, side))],
        "neuroma",
    )
