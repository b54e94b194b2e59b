"""Tumours: a schwannoma of the C2 root like a dumbbell, a meningioma at the foramen magnum with its tail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.blend import blended
from anatomy_viewer.imaging.canvas import BONE, LOOSE, Box, Canvas
from anatomy_viewer.imaging.pathology_joint import _rough
from anatomy_viewer.imaging.places import CORD, cord_axis, foramen_magnum, ganglion, push_cord
from anatomy_viewer.imaging.subject import Subject

Reals = NDArray[np.float64]
# Half axes (mm) of the two lobes and of the waist at severity 1, and their size at severity 0 (dossier 8.6: 10–25 mm).
_OUTER, _INNER, _WAIST, _SMALL = np.array([8.0, 7.0, 7.5]), np.array([4.8, 5.2, 7.5]), 2.4, 0.42
_CANAL = np.array([9.0, 11.0, 13.0])  # mm round the cord's middle: the canal
_SHIFT = 2.6  # mm that the cord is pushed aside
_SCALLOP = 1.2  # mm of bone that the tumour has worn away
# Meningioma: height of the dome, half its width along the sac's wall and half its length at severity 1; length of its
# tail and thickness where that begins; share of its height by which it dents the cord. All mm but the last.
_DOME, _TAIL, _FILM, _DENT = np.array([8.0, 9.5, 11.0]), 11.0, 1.8, 0.86
_IN_SAC = ("fluid", *CORD, "nerve", "nerve root", "arterial blood", "vessel wall")


def schwannoma_box(subject: Subject, side: str) -> Box:
    """The C2 ganglion, the gap between atlas and axis, and the canal there."""
    middle, cord = ganglion(subject, side), cord_axis(subject, float(ganglion(subject, side)[2]))
    corners = np.vstack([middle - 12.0, middle + 12.0, cord - _CANAL, cord + _CANAL])
    return corners.min(axis=0), corners.max(axis=0)


def schwannoma(canvas: Canvas, severity: float, side: str) -> None:
    """A lobe at the ganglion, a waist between the arches, a lobe in the dural sac that pushes the cord away."""
    middle = ganglion(canvas.subject, side)
    cord = cord_axis(canvas.subject, float(middle[2]))
    sign = 1.0 if side == "right" else -1.0
    size = _SMALL + (1.0 - _SMALL) * severity
    inner = cord + np.array([sign * (9.2 - 3.4 * severity), -0.5, 0.0])
    push_cord(canvas, -sign * _SHIFT * severity, 0, float(cord[2]), 8.0)
    depth = _dumbbell(
        canvas, middle + np.array([sign * (1.0 + 3.0 * severity), -0.5, -0.5]), inner, size, severity
    )
    rough = _rough(canvas)
    depth = depth + 0.5 * (rough - 0.5)
    soft = canvas.are(
        *LOOSE,
        "ligament",
        "elastic ligament",
        "dura",
        "fluid",
        "ganglion",
        "nerve",
        "nerve root",
        "venous blood",
        "cartilage",
    )
    whole = (depth > 0.0) & soft | (depth > _SCALLOP) & canvas.are(*BONE)
    rim = (depth > -0.6) & (depth <= 0.0) & canvas.are(*LOOSE, "fluid")
    canvas.paint(rim, "capsule", "scar")
    canvas.paint(whole, "schwannoma", "schwannoma")
    soft_parts = whole & (depth > 1.8) & (rough > 0.72)
    canvas.paint(soft_parts, "schwannoma", blended("schwannoma", "fluid", 0.35 * severity))


def _dumbbell(canvas: Canvas, outer: Reals, inner: Reals, size: float, severity: float) -> Reals:
    """(i, j, k): about mm below the tumour's surface, negative outside: two eggs and a waist, blended softly."""
    x, y, z = canvas.axes()
    fields = []
    for centre, axes in ((outer, _OUTER * size), (inner, _INNER * size * (0.35 + 0.65 * severity))):
        r = np.sqrt(sum(((p - c) / a) ** 2 for p, c, a in zip((x, y, z), centre, axes, strict=True)))
        fields.append((1.0 - r) * float(axes.min()))
    way = inner - outer
    length = float(np.linalg.norm(way))
    way = way / length
    gap = [p - c for p, c in zip((x, y, z), outer, strict=True)]
    ahead = np.clip(gap[0] * way[0] + gap[1] * way[1] + gap[2] * way[2], 0.0, length)
    across = np.sqrt(sum((g - ahead * w) ** 2 for g, w in zip(gap, way, strict=True)))
    fields.append(_WAIST * (0.4 + 0.6 * severity) - across)
    soft = 0.8  # mm over which they run into each other
    return np.asarray(soft * np.log(sum(np.exp(np.clip(f / soft, -30.0, 30.0)) for f in fields)))


# Meningioma


def _base(subject: Subject, side: str) -> tuple[Reals, Reals]:
    """A place on the dura before and beside the cord just below the foramen magnum, and the direction to the cord."""
    basion, opisthion = foramen_magnum(subject)
    level = float(basion[2] + opisthion[2]) / 2.0 - 3.0
    start = cord_axis(subject, level)
    way = np.array([0.72 if side == "right" else -0.72, 0.69, 0.0])
    steps = start + way * np.arange(4.0, 22.0, 0.25)[:, None]
    at = np.rint((steps - subject.origin) / subject.spacing).astype(int)
    wet = np.isin(
        subject.labels[tuple(at.T)],
        [n for n, k in subject.kinds.items() if k in _IN_SAC],
    )
    return steps[int((~wet).argmax())], -way


def meningioma_box(subject: Subject, side: str) -> Box:
    """The front and one side of the canal at the foramen magnum."""
    base, way = _base(subject, side)
    centre = base + way * 3.0
    half = np.array([15.0, 15.0, 24.0])
    return centre - half, centre + half


def meningioma_focus(subject: Subject, side: str) -> Reals:
    """In the tumour's dome."""
    base, way = _base(subject, side)
    return base + way * 3.0


def meningioma(canvas: Canvas, severity: float, side: str) -> None:
    """A dome on a broad base of dura that dents the cord, evenly bright after contrast, with a tail round its foot."""
    from scipy.ndimage import distance_transform_edt

    base, way = _base(canvas.subject, side)
    push_cord(canvas, float(np.sign(way[0])) * _SHIFT * severity, 0, float(base[2]), 9.0)
    push_cord(canvas, -0.6 * _SHIFT * severity, 1, float(base[2]), 9.0)
    height, round_, high = _DOME * (0.4 + 0.6 * severity)
    depth = distance_transform_edt(
        canvas.are(*_IN_SAC), sampling=canvas.subject.spacing
    )  # below the sac's wall
    x, y, z = canvas.axes()
    gap = [p - c for p, c in zip((x, y, z), base, strict=True)]
    into, beside_it = gap[0] * way[0] + gap[1] * way[1], -gap[0] * way[1] + gap[1] * way[0]
    reach = np.sqrt((beside_it / round_) ** 2 + (gap[2] / high) ** 2)  # 1 at the foot of the dome
    here = (depth > 0.0) & (into < height + 3.0)
    thick = height * np.sqrt(np.clip(1.0 - reach**2, 0.0, 1.0)) + 0.4 * (_rough(canvas) - 0.5)
    dome = here & (reach < 1.0) & (depth < thick)
    dome &= ~canvas.are(*CORD) | (depth < _DENT * thick)
    past = np.clip((reach - 0.9) * high / _TAIL, 0.0, 1.0)
    tail = here & (depth < _FILM * severity * (1.0 - past)) & ~canvas.are(*CORD)
    kept = canvas.are("arterial blood", "vessel wall")
    canvas.paint(tail & ~kept, "dural_tail", "meningioma")
    canvas.paint(dome & ~kept, "meningioma", "meningioma")
