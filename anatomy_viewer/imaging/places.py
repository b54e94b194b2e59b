"""Places that pathologies are looked for at, read off a subject's labels and tubes: they move with the specimen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.canvas import BONE, Canvas
from anatomy_viewer.imaging.subject import Subject

Reals = NDArray[np.float64]
CORD = ("white matter", "grey matter", "spinal cord", "cord grey matter")
_DRG = 5.0  # mm round the nerve's beginning in which its ganglion is looked for


def ganglion(subject: Subject, side: str) -> Reals:
    """(3,): the middle of the C2 ganglion on `side`, where the greater occipital nerve begins."""
    start = subject.tubes[f"greater_occipital_nerve_{side[0]}"].stations[0, :3]
    numbers = [n for n, kind in subject.kinds.items() if kind == "ganglion"]
    low = np.maximum(np.rint((start - 9.0 - subject.origin) / subject.spacing).astype(int), 0)
    high = low + int(18.0 / subject.spacing)
    part = subject.labels[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    found = np.argwhere(np.isin(part, numbers))
    if not len(found):
        return np.asarray(start)
    return np.asarray(subject.origin + subject.spacing * (low + found.mean(axis=0)))


def cord_axis(subject: Subject, level: float) -> Reals:
    """(3,): the middle of the cord, or of the brainstem, at the height `level` mm."""
    k = int(np.clip(round((level - subject.origin[2]) / subject.spacing), 0, subject.labels.shape[2] - 1))
    half = int(12.0 / subject.spacing)
    middle = round(-subject.origin[0] / subject.spacing)
    numbers = [n for n, kind in subject.kinds.items() if kind in CORD]
    slab = np.isin(subject.labels[middle - half : middle + half + 1, :, k], numbers)
    found = np.argwhere(slab)
    if not len(found):
        raise LookupError("there is no cord at this height")
    centre = found.mean(axis=0)
    return np.array([0.0, subject.origin[1] + subject.spacing * centre[1], level])


def foramen_magnum(subject: Subject) -> tuple[Reals, Reals]:
    """Basion and opisthion (3,) each: the lower end of the clivus and the front end of the squama in the midline."""
    from scipy.ndimage import label

    middle = round(-subject.origin[0] / subject.spacing)
    numbers = [n for n, kind in subject.kinds.items() if kind in BONE]
    bone = np.isin(subject.labels[middle], numbers)
    pieces, _ = label(bone)
    y, z = (subject.origin[a] + subject.spacing * np.indices(bone.shape)[a - 1] for a in (1, 2))
    squama = pieces[bone & (z > -30.0)][int(y[bone & (z > -30.0)].argmin())]
    behind = np.argwhere(pieces == squama)
    opisthion = behind[behind[:, 0].argmax()]
    ahead = bone & (y > y[tuple(opisthion)] + 15.0) & (pieces != squama)
    clivus = pieces[ahead & (z > 5.0)]
    basion = np.argwhere(pieces == np.bincount(clivus[clivus > 0]).argmax())
    lowest = basion[basion[:, 1].argmin()]

    def place(at: NDArray[np.int64]) -> Reals:
        return np.array([0.0, y[tuple(at)], z[tuple(at)]])

    return place(lowest), place(opisthion)


def push_cord(canvas: Canvas, shift: float, axis: int, level: float, spread: float) -> None:
    """Move the cord by `shift` mm along `axis` (0 or 1) at the height `level`, less above and below (SD `spread` mm).

    It goes as far as there is fluid; fluid comes where it was.
    """
    heights = canvas.axes()[2].ravel()
    fluid = next(n for n, kind in canvas.kinds.items() if kind == "fluid")
    is_cord = canvas.are(*CORD)
    before = canvas.labels.copy()
    for k, height in enumerate(heights):
        share = float(np.exp(-(((height - level) / spread) ** 2)))
        nodes = round(shift * share / canvas.subject.spacing)
        if nodes:
            here, was = is_cord[:, :, k], before[:, :, k]
            room = np.roll(here, nodes, axis=axis) & (here | (was == fluid))
            canvas.labels[:, :, k][here] = fluid
            canvas.labels[:, :, k][room] = np.roll(was, nodes, axis=axis)[room]
