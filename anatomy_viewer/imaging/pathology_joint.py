"""What happens to joints: arthropathy of the lateral joint between atlas and axis, pannus behind the dens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.imaging.blend import blended
from anatomy_viewer.imaging.canvas import BONE, Box, Canvas, Mask
from anatomy_viewer.imaging.places import cord_axis, ganglion, push_cord
from anatomy_viewer.imaging.subject import Subject

Reals = NDArray[np.float64]
# mm: a gap between two bones wider than this is no joint; space that is left (dossier 8.6: 0.5 mm); depth of sclerosis
# and of oedema below the joint; an osteophyte's reach.
_GAP, _SPACE, _SCLEROSIS, _OEDEMA, _SPUR = 6.0, 0.5, 2.6, 8.0, 5.0
# mm from the ganglion within which the joint is looked for: to both sides, forwards and backwards, up and down.
_LEAST, _MOST = np.array([-8.0, -2.0, -7.0]), np.array([10.0, 22.0, 12.0])
_SOFT = (
    "fat",
    "ligament",
    "interfascial plane",
    "muscle",
    "cartilage",
    "fluid",
    "soft tissue",
    "venous blood",
)
# Pannus: the box before and beyond the middle of the dens's back; half width and depth of the dens; thickness of the
# mantle behind it, its share before it; mm that the cord is pushed, that the bone is eaten, that its marrow is wet.
_ROUND_DENS = np.array([13.0, 19.0, 15.0]), np.array([13.0, 17.0, 15.0])
_HALF_DENS, _DEEP_DENS, _MANTLE, _BEFORE_IT, _PUSHED, _BITE, _WET = 7.0, 13.0, 7.0, 0.2, 2.4, 2.4, 9.0
_GIVES_WAY = (
    "fat",
    "ligament",
    "elastic ligament",
    "dura",
    "fluid",
    "venous blood",
    "interfascial plane",
    "soft tissue",
    "cartilage",
)


@dataclass(frozen=True, eq=False)
class Joint:
    """In a canvas round a joint: by column (i, j) whether there is one, and its gap's lowest and highest node."""

    there: Mask
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def arthropathy_box(subject: Subject, side: str) -> Box:
    """Round the lateral joint between atlas and axis, which lies before the C2 ganglion."""
    least, most = _LEAST - 4.0, _MOST + 4.0
    if side == "left":
        least, most = (
            least * [0.0, 1.0, 1.0] - most * [1.0, 0.0, 0.0],
            most * [0.0, 1.0, 1.0] - least * [1.0, 0.0, 0.0],
        )
    middle = ganglion(subject, side)
    return middle + least, middle + most


def arthropathy_focus(subject: Subject, side: str) -> Reals:
    """In the joint, before the ganglion."""
    outward = np.array([1.0 if side == "right" else -1.0, 8.5, 3.5])
    return ganglion(subject, side) + outward


def joint(canvas: Canvas) -> Joint:
    """The gap between the upper and the lower bone in each upright column of the canvas."""
    from scipy.ndimage import label

    bone = canvas.are(*BONE)
    spacing, count = canvas.subject.spacing, canvas.labels.shape[2]
    nodes = np.arange(count)
    middle = 7.0 + np.abs(_LEAST[2])  # the ganglion's height in the canvas is _LEAST[2] − 4 above its floor
    at = int((middle + 1.0) / spacing)
    best, low, high = (
        np.full(bone.shape[:2], np.inf),
        np.zeros(bone.shape[:2], int),
        np.zeros(bone.shape[:2], int),
    )
    under = np.maximum.accumulate(np.where(bone, nodes, -1), axis=2)
    over = np.minimum.accumulate(np.where(bone, nodes, 9999)[:, :, ::-1], axis=2)[:, :, ::-1]
    for k in range(max(at - 14, 0), min(at + 14, count)):
        below, above = under[:, :, k], over[:, :, k]
        fits = (below >= 0) & (above < 9999) & ((above - below - 1) * spacing <= _GAP) & ~bone[:, :, k]
        better = fits & (above - below < best)
        best[better], low[better], high[better] = (
            (above - below)[better],
            below[better] + 1,
            above[better] - 1,
        )
    found = np.isfinite(best)
    pieces, number = label(found)
    if not number:
        raise LookupError("no joint between atlas and axis is found")
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    return Joint(pieces == sizes.argmax(), low, high)


def arthropathy(canvas: Canvas, severity: float, side: str) -> None:
    """Narrow joint, sclerosis and cysts below it, oedema of the marrow, spurs at its edge, an effusion behind."""
    from scipy.ndimage import distance_transform_edt

    found = joint(canvas)
    k = np.arange(canvas.labels.shape[2])
    gap = found.there[:, :, None] & (k >= found.low[:, :, None]) & (k <= found.high[:, :, None])
    away = distance_transform_edt(~gap, sampling=canvas.subject.spacing)
    rough = _rough(canvas)
    bone = canvas.are(*BONE)
    marrow = canvas.are("marrow")
    reach = _OEDEMA * severity * (0.8 + 0.4 * rough)
    canvas.paint(marrow & (away < reach), "marrow_oedema", blended("marrow", "oedematous marrow", severity))
    hard = away < _SCLEROSIS * severity * (0.7 + 0.6 * rough)
    canvas.paint(hard & marrow, "sclerosis", blended("marrow", "sclerotic bone", severity))
    _cysts(canvas, gap, marrow & (away > 1.0) & (away < 3.6), severity, rough)
    _narrow(canvas, found, k, severity)
    _spurs(canvas, found, gap, bone, severity, rough, side)


def _rough(canvas: Canvas) -> Reals:
    """(i, j, k): slow noise 0–1."""
    from scipy.ndimage import uniform_filter

    x, y, z = (axis.astype(np.float64) for axis in canvas.axes())
    shape = np.broadcast_shapes(x.shape, y.shape, z.shape)
    places = np.stack([np.broadcast_to(axis, shape)[::2, ::2, ::2] for axis in (x, y, z)], axis=-1)
    noise = value_noise(places.reshape(-1, 3), 4.0, 5).reshape(places.shape[:3])
    noise = (noise - noise.min()) / max(float(np.ptp(noise)), 1e-9)
    fine = noise.repeat(2, 0).repeat(2, 1).repeat(2, 2)[: shape[0], : shape[1], : shape[2]]
    return np.asarray(uniform_filter(fine, 3))


def _cysts(canvas: Canvas, gap: Mask, where: Mask, severity: float, rough: Reals) -> None:
    """Small pockets of fluid below the joint's surface, only where it is far gone."""
    if severity > 0.45:
        canvas.paint(where & (rough > 0.93 - 0.12 * severity), "subchondral_cyst", "fluid")


def _narrow(canvas: Canvas, found: Joint, k: NDArray[np.int64], severity: float) -> None:
    """Bone from both sides, until half a millimetre is left, and that of fluid."""
    spacing = canvas.subject.spacing
    wide = (found.high - found.low + 1) * spacing
    left = np.maximum(wide + severity * (_SPACE - wide), _SPACE)
    lower = np.floor((wide - left) / 2.0 / spacing + 0.25).astype(int)
    upper = np.floor((wide - left) / 2.0 / spacing + 0.75).astype(int)
    up = k < (found.low + lower)[:, :, None]
    down = k > (found.high - upper)[:, :, None]
    gap = found.there[:, :, None] & (k >= found.low[:, :, None]) & (k <= found.high[:, :, None])
    free = canvas.are(*_SOFT)
    canvas.paint(
        gap & (up | down) & free,
        "sclerosis",
        blended("cartilage", "sclerotic bone", min(1.0, severity + 0.3)),
    )
    canvas.paint(gap & ~up & ~down & free, "joint_space", blended("cartilage", "fluid", 0.5 * severity))


def _spurs(
    canvas: Canvas, found: Joint, gap: Mask, bone: Mask, severity: float, rough: Reals, side: str
) -> None:
    """Lips of bone round the joint's edge, longest behind and outside, and fluid that lifts the capsule there."""
    from scipy.ndimage import distance_transform_edt

    spacing = canvas.subject.spacing
    edge = distance_transform_edt(~found.there, sampling=spacing)
    middle = np.argwhere(found.there).mean(axis=0)
    i, j = np.indices(found.there.shape)
    out = (i - middle[0]) * (1.0 if side == "right" else -1.0)
    back = middle[1] - j
    ring = np.hypot(out, back) + 1e-6
    reach = _SPUR * severity * (0.35 + 0.65 * np.clip((0.6 * out + 1.0 * back) / ring, 0.0, 1.0))
    nearest = distance_transform_edt(
        ~found.there, sampling=spacing, return_distances=False, return_indices=True
    )
    low, high = found.low[tuple(nearest)], found.high[tuple(nearest)]
    k = np.arange(canvas.labels.shape[2])
    centre = (low + high)[:, :, None] / 2.0
    height = np.abs(k - centre) * spacing
    lip = (edge[:, :, None] <= reach[:, :, None] * (0.75 + 0.5 * rough)) & (edge[:, :, None] > 0.0)
    thick = 3.2 - 0.4 * edge[:, :, None]
    free = canvas.are(*_SOFT)
    canvas.paint(lip & (height < thick) & (height > 0.4) & free, "osteophyte", "osteophyte")
    bulge = (
        (edge[:, :, None] <= reach[:, :, None] + 1.2 * severity) & (height < 1.3) & (edge[:, :, None] > 0.0)
    )
    behind = ((back > 0)[:, :, None]) & bulge & canvas.are(*_SOFT)
    canvas.paint(behind, "effusion", blended("ligament", "fluid", severity))


# Pannus


def pannus_box(subject: Subject, side: str) -> Box:
    """Round the upper part of the dens, and the canal behind it."""
    middle = _behind_dens(subject)
    return middle - _ROUND_DENS[0], middle + _ROUND_DENS[1]


def _behind_dens(subject: Subject) -> Reals:
    """The middle of the dens's back: the first bone before the cord in the midline, above the C2 ganglia."""
    level = ganglion(subject, "right")[2] + 12.0
    start = cord_axis(subject, level)
    at = np.rint((start - subject.origin) / subject.spacing).astype(int)
    numbers = [n for n, kind in subject.kinds.items() if kind in BONE]
    column = np.isin(subject.labels[at[0], at[1] :, at[2]], numbers)
    return np.array([0.0, start[1] + subject.spacing * int(column.argmax()), level])


def pannus_focus(subject: Subject, side: str) -> Reals:
    """Just behind the dens."""
    return _behind_dens(subject)


def pannus(canvas: Canvas, severity: float, side: str) -> None:
    """A lumpy mantle round the dens, thickest behind, that pushes sac and cord back, and eats holes into the bone."""
    from scipy.ndimage import distance_transform_edt, label

    middle, spacing = _behind_dens(canvas.subject), canvas.subject.spacing
    push_cord(canvas, -_PUSHED * severity, 1, float(middle[2]), 8.0)
    x, y, z = canvas.axes()
    pieces, _ = label(canvas.are(*BONE) & (np.abs(x) < _HALF_DENS) & (y < middle[1] + _DEEP_DENS))
    at = np.argwhere(pieces[np.abs(x).ravel() < 1.0] > 0)
    dens = pieces == np.bincount(pieces[pieces > 0]).argmax() if len(at) else pieces > 0
    rough = _rough(canvas) - 0.5
    away = distance_transform_edt(~dens, sampling=spacing)
    level = np.exp(-(((z - middle[2] - 1.0) / 7.5) ** 2)) * np.exp(-((x / 7.0) ** 4))
    behind = np.clip((middle[1] + 3.0 - y) / 3.0, _BEFORE_IT, 1.0)
    thick = _MANTLE * severity * level * behind * (1.0 + 0.5 * rough)
    soft = canvas.are(*_GIVES_WAY)
    mass = soft & (away <= thick) & (thick > 0.6)
    canvas.paint(soft & ~mass & (away <= thick + 0.8) & (thick > 1.5), "ligament", "ligament")
    canvas.paint(mass, "pannus", "pannus")
    canvas.paint(mass & (rough > 0.16), "pannus", blended("pannus", "fluid", 0.3))
    canvas.paint(mass & (rough < -0.16), "pannus", blended("pannus", "scar", 0.6))
    under = distance_transform_edt(dens, sampling=spacing)
    near = distance_transform_edt(~(mass & (thick > 2.0)), sampling=spacing)
    wet = dens & (near < _WET * severity * (1.0 + 0.6 * rough)) & canvas.are("marrow")
    canvas.paint(wet, "marrow_oedema", blended("marrow", "oedematous marrow", 0.6 * severity))
    bite = (
        dens
        & (near < _BITE * severity + 1.2)
        & (under < _BITE * severity * (0.35 + 1.6 * np.clip(rough + 0.1, 0.0, 1.0)))
    )
    canvas.paint(bite, "pannus", "pannus")
