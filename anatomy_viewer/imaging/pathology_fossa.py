"""What happens at the foramen magnum: Chiari I malformation, low pressure of the cerebrospinal fluid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.blend import blended
from anatomy_viewer.imaging.canvas import Box, Canvas, Mask
from anatomy_viewer.imaging.places import CORD, cord_axis, foramen_magnum, push_cord
from anatomy_viewer.imaging.subject import Subject

Reals = NDArray[np.float64]
# mm below the line from basion to opisthion that tonsils reach at severity 0.2 and 1 (dossier 8.6: 5 mm or more).
_LEAST, _MOST = 5.0, 18.0
# mm: half width and most half depth of a tonsil at the foramen; that over the room behind the cord; mm above it that
# the tonsil begins.
_WIDE, _DEEP, _FILLED, _ABOVE = 4.6, 5.2, 0.46, 16.0
# The syrinx: severity at which it begins, its largest radius (mm), how far below the tonsils' tips and how long it is.
_FROM, _SYRINX, _BELOW, _LONG = 0.35, 3.1, 9.0, 46.0
_PUSHED, _DESCENT = (
    1.6,
    11.0,
)  # mm that the tonsils push the cord forwards, and by which the cerebellum hangs lower
# Low pressure at severity 1: mm of dura along the skull and to either side of a fold, by which sinuses and the
# hypophysis are fuller, by which the brain sinks and comes forwards; how far up the sella ends;
# half of the falx.
_DURA, _SHEET, _FULLER, _GLAND, _SUNK, _FORWARDS, _SELLA, _FALX = 1.7, 0.4, 0.6, 1.3, 4.5, 2.0, 44.0, 1.2
_CONTENT = ("fluid", *CORD, "nerve", "nerve root", "arterial blood", "vessel wall")


def _line(subject: Subject) -> tuple[float, float]:
    """Height (mm) of the line from basion to opisthion at the cord's back, and y of the cord's back there."""
    basion, opisthion = foramen_magnum(subject)
    middle = cord_axis(subject, float(basion[2] + opisthion[2]) / 2.0)
    back = _back(subject, float(middle[2]))
    share = (back - opisthion[1]) / (basion[1] - opisthion[1])
    return float(opisthion[2] + share * (basion[2] - opisthion[2])), back


def _back(subject: Subject, level: float) -> float:
    """y of the back of cord or brainstem in the midline at `level`."""
    middle = cord_axis(subject, level)
    at = np.rint((middle - subject.origin) / subject.spacing).astype(int)
    numbers = [n for n, kind in subject.kinds.items() if kind in CORD]
    column = np.isin(subject.labels[at[0], : at[1] + 1, at[2]], numbers)[::-1]
    return float(middle[1] - subject.spacing * (int((~column).argmax()) if not column.all() else len(column)))


def focus(subject: Subject, side: str) -> Reals:
    """Behind the cord at the foramen magnum."""
    line, back = _line(subject)
    return np.array([0.0, back, line - 8.0])


def tip_of(subject: Subject, severity: float) -> float:
    """z (mm) of the tonsils' tips."""
    return _line(subject)[0] - (
        _LEAST + (severity - 0.2) / 0.8 * (_MOST - _LEAST) if severity > 0.2 else 25.0 * severity
    )


def chiari_box(subject: Subject, side: str) -> Box:
    """From the cerebellum's lower part down the cervical canal."""
    line, back = _line(subject)
    low = line - _MOST - _BELOW - _LONG - 4.0
    return np.array([-31.0, back - 47.0, low]), np.array([31.0, back + 14.0, line + 43.0])


def chiari(canvas: Canvas, severity: float, side: str) -> None:
    """Tonsils below the foramen, pointed, the cistern crowded; from a third of the severity on a syrinx in the cord."""
    line, back = _line(canvas.subject)
    tip = tip_of(canvas.subject, severity)
    pushed = _PUSHED * severity
    push_cord(canvas, pushed, 1, (line + tip) / 2.0 - 2.0, 0.8 * (line - tip))
    _descend(canvas, line, back, severity)
    for sign, more in ((1.0, 0.0), (-1.0, 2.2)):  # one reaches a little lower than the other
        _tonsil(canvas, sign, line, tip + more * severity, pushed)
    if severity > _FROM:
        _syrinx(canvas, tip - _BELOW, (severity - _FROM) / (1.0 - _FROM))


def _tonsil(canvas: Canvas, sign: float, line: float, tip: float, pushed: float) -> None:
    """A peg from within the skull to its tip behind the cord: white core, grey bark, fissures that run down with it."""
    x, y, z = canvas.axes()
    top = line + _ABOVE
    down = np.clip((line + 4.0 - z) / (line + 4.0 - tip), 0.0, 1.0)  # 0 above the foramen, 1 at the tip
    wide = np.maximum(_WIDE * np.sqrt(1.0 - down**2.2) * (1.0 - 0.35 * down), 1e-3)
    level = np.interp(z.ravel(), *_backs(canvas, tip, top))[None, None, :]
    room = _room(canvas, line - 6.0)
    deep = np.maximum(np.clip(_FILLED * room, 2.4, _DEEP) * np.sqrt(1.0 - down**3.0), 1e-3)
    centre_x, centre_y = sign * (wide - 0.7), level - deep - 0.6 + pushed * np.exp(-((down - 0.6) ** 2))
    egg = ((x - centre_x) / wide) ** 2 + ((y - centre_y) / deep) ** 2
    free = canvas.are("fluid") & (egg < 1.0) & (z < top) & (z > tip)
    canvas.paint(free, "tonsil", "grey matter")
    canvas.paint(free & (egg < 0.16) & (z > tip + 4.0), "tonsil", "white matter")
    fold = np.sin((x * sign - 0.25 * z) * 2.0 * np.pi / 2.6) > 0.93
    canvas.paint(free & fold & (egg > 0.35), "tonsil", "grey matter>fluid@0.20")


def _room(canvas: Canvas, level: float) -> float:
    """mm of fluid behind the cord in the midline at `level`."""
    subject = canvas.subject
    place = np.array([0.0, _back(subject, level) - 0.5, level])
    at = np.rint((place - subject.origin) / subject.spacing).astype(int)
    wet = [n for n, kind in subject.kinds.items() if kind == "fluid"]
    column = np.isin(subject.labels[at[0], : at[1] + 1, at[2]], wet)[::-1]
    return float(subject.spacing * (int((~column).argmax()) if not column.all() else len(column)))


def _backs(canvas: Canvas, tip: float, top: float) -> tuple[Reals, Reals]:
    """Heights (m,) and y (m,) of the cord's back there, smooth."""
    levels = np.linspace(tip, top, 12)
    backs = np.array([_back(canvas.subject, float(level)) for level in levels])
    line = np.polyval(np.polyfit(levels, backs, 2), levels)
    return levels, np.asarray(line)


def _descend(canvas: Canvas, line: float, back: float, severity: float) -> None:
    """The cerebellum behind the medulla hangs lower, its folia with it, until no cistern is left above the foramen."""
    x, y, z = canvas.axes()
    share = np.interp(z, line + np.array([-16.0, -4.0, 6.0, 42.0]), [0.0, 1.0, 1.0, 0.0])
    share = share * np.interp(np.abs(x), [9.0, 30.0], [1.0, 0.0])
    share = share * np.interp(y, back + np.array([-46.0, -22.0, -2.0, 3.0]), [0.0, 1.0, 1.0, 0.0])
    kept = canvas.named("brainstem", "cord_white", "cord_grey", "spinal_cord_cervical")
    _move(canvas, _DESCENT * severity * share, 0.0 * share, ~kept, ("fluid", "grey matter", "white matter"))


def _move(canvas: Canvas, down: Reals, ahead: Reals, which: Mask, kinds: tuple[str, ...]) -> None:
    """What is made of `kinds` lies `down` mm lower and `ahead` mm farther forwards; elsewhere fluid comes after it."""
    spacing = canvas.subject.spacing
    low, far = (np.rint(mm / spacing).astype(np.int32) for mm in (down, ahead))
    fluid = next(n for n, kind in canvas.kinds.items() if kind == "fluid")
    held = canvas.are(*kinds) & which
    i, j, k = np.ogrid[tuple(slice(0, n) for n in canvas.labels.shape)]
    place = i, np.maximum(j - far, 0), np.minimum(k + low, canvas.labels.shape[2] - 1)
    moved = np.where(held[place], canvas.labels[place], np.uint8(fluid))
    canvas.labels[held] = moved[held]


def _syrinx(canvas: Canvas, top: float, share: float) -> None:
    """A tapering, beaded cavity of fluid in the cord, which widens round it."""
    x, y, z = canvas.axes()
    down = np.clip((top - z) / _LONG, 0.0, 1.0)
    spindle = np.sqrt(np.clip(np.sin(np.pi * np.clip(down * 0.94 + 0.06, 0.0, 1.0)), 0.0, 1.0))
    beads = 1.0 + 0.16 * np.sin((z - top) * 2.0 * np.pi / 8.5)
    radius = _SYRINX * share * spindle * beads * ((z < top) & (z > top - _LONG))
    levels = np.linspace(top - _LONG, top, 10)
    middle = np.interp(z.ravel(), levels, [cord_axis(canvas.subject, float(level))[1] for level in levels])
    gap = np.hypot(x / 1.25, y - middle[None, None, :])
    cord = next(
        n
        for n, item in canvas.ids.items()
        if item in ("cord_white", "spinal_cord_cervical") or "cord" in item
    )
    wider = (gap < radius + 2.6 * (radius > 0.3)) & canvas.are("fluid")
    canvas.labels[np.broadcast_to(wider, canvas.labels.shape)] = cord
    canvas.paint((gap < radius) & canvas.are(*CORD), "syrinx", "fluid")


# Low pressure


def low_pressure_box(subject: Subject, side: str) -> Box:
    """The posterior fossa with the sella, and the upper canal."""
    line, _ = _line(subject)
    return np.array([-52.0, 4.0, line - 30.0]), np.array([52.0, 101.0, line + 60.0])


def low_pressure(canvas: Canvas, severity: float, side: str) -> None:
    """The brain sinks; dura is thick and takes up contrast; sinuses, epidural veins and hypophysis are full."""
    line, back = _line(canvas.subject)
    _sink(canvas, line, severity)
    _thicken(canvas, line, severity)
    _, y, z = canvas.axes()
    room = canvas.are("fluid", "grey matter", "white matter")
    canvas.paint(_grown(canvas, canvas.named("vein"), _FULLER * severity) & room, "vein", "venous blood")
    ahead = canvas.named("epidural_fat") & (z <= line + 2.0) & (y > back + 7.0 - 9.0 * severity)
    canvas.paint(ahead, "epidural_veins", blended("fat", "venous blood", severity))
    gland = _grown(canvas, canvas.named("hypophysis"), _GLAND * severity) & canvas.are("fluid", "dura")
    canvas.paint(gland & (z < line + _SELLA), "hypophysis", "hypophysis")


def _sink(canvas: Canvas, line: float, severity: float) -> None:
    """What the skull holds lies lower and farther forwards, most at the foramen; beyond its walls there is fluid."""
    x, y, z = canvas.axes()
    share = np.interp(z, line + np.array([-26.0, 0.0, 18.0, 40.0, 56.0]), [0.0, 1.0, 0.8, 0.15, 0.0])
    share = share * np.clip((50.0 - np.abs(x)) / 14.0, 0.0, 1.0) * np.clip((y - 6.0) / 14.0, 0.0, 1.0)
    everything = np.ones(canvas.labels.shape, dtype=np.bool_)
    _move(canvas, _SUNK * severity * share, _FORWARDS * severity * share, everything, _CONTENT)


def _thicken(canvas: Canvas, line: float, severity: float) -> None:
    """Dura along the skull, in its folds and round the sac."""
    from scipy.ndimage import distance_transform_edt

    (x, _, z), spacing = canvas.axes(), canvas.subject.spacing
    above = z > line - 2.0
    falx = above & (np.abs(x) < _FALX)  # it fills the middle plane, which would be white all over
    kind = blended("dura", "enhancing", severity)
    skull = distance_transform_edt(~canvas.are("cortical bone"), sampling=spacing) < 0.3 + _DURA * severity
    fold = distance_transform_edt(~canvas.named("dura"), sampling=spacing) < 0.3 + _SHEET * severity
    room = canvas.are("fluid", "grey matter", "white matter")
    canvas.paint(room & (skull & above | fold & ~falx), "thick_dura", kind)
    canvas.paint(canvas.named("dura") & ~falx, "thick_dura", kind)


def _grown(canvas: Canvas, mask: Mask, by: float) -> Mask:
    """`mask` and what lies within `by` mm of it."""
    from scipy.ndimage import distance_transform_edt

    if not mask.any():
        return mask
    return np.asarray(distance_transform_edt(~mask, sampling=canvas.subject.spacing) <= by + 0.01)
