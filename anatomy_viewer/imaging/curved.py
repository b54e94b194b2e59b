"""An image that follows a nerve: the plane is bent along its course (curved planar reformat).

The course is seen along a `beam`, and the image stands on it: one side of the image is the way along the nerve, the
other runs along the beam, true to scale. Seen from the side, the image holds both sides of the body, as coronal
neurography does (BOTH); seen from behind, it holds the layers that the nerve passes (LAYERS). What lies there is drawn
into a volume of its own, so that every modality can be computed on it as on any flat plane.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.imaging.modality import STILL, Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import BOTH, LAYERS, ImagePlane
from anatomy_viewer.model.texts import Text

Reals = NDArray[np.float64]
# mm: voxels of the bent volume, half its thickness, how much is shown before the nerve begins, above the skin and below
# the nerve; over how much of its way the course is smoothed. Steps along it; half the width of an image of both sides.
_SPACING, _HALF, _BEFORE, _ABOVE, _BELOW, _SMOOTH = 0.4, 3.2, 12.0, 4.0, 12.0, 2.0
_STEP, _WIDE = 0.4, 56.0
_BEFORE_COIL = np.array(
    [0.0, 15.0, -40.0]
)  # mm: where the room's middle is put; the coil lies behind the neck
NAMES = {
    BOTH: Text("Curved along the greater occipital nerves", "沿枕大神经的曲面重建"),
    LAYERS: Text("Along the nerve, through its layers", "沿枕大神经逐层曲面重建"),
}


@dataclass(frozen=True, eq=False)
class Bent:
    """The room along a course: `foot` (n, 3) mm on it every _STEP mm, seen along `beam`; `aside` (n, 3): square to it.

    subject: the volume in the room's own frame: x mm along the way, y mm along the beam, z mm aside, plus `shift`,
    which puts the room before the coil that hears it. plane: the image in that frame; shown: the flat image that it is
    nearest to, which its letters come from.
    """

    foot: Reals
    beam: Reals
    aside: Reals
    subject: Subject
    plane: ImagePlane
    shown: ImagePlane
    shift: Reals

    def places(self, along: ArrayLike, depth: ArrayLike, beside: ArrayLike = 0.0) -> Reals:
        """(…, 3) mm in the specimen of places in the room: mm along the way, along the beam and aside."""
        s, d, w = np.broadcast_arrays(along, depth, beside)
        row = np.clip(np.asarray(s) / _STEP, 0.0, len(self.foot) - 1.0)
        foot, aside = (_between(values, row) for values in (self.foot, self.aside))
        return np.asarray(foot + d[..., None] * self.beam + w[..., None] * aside)

    def warp(self, columns: int, rows: int) -> NDArray[np.float32]:
        """(rows, columns, 3): where each pixel of the image lies in the specimen, mm."""
        plane = self.plane
        u = ((np.arange(columns) + 0.5) / columns - 0.5) * plane.width_mm
        v = ((np.arange(rows) + 0.5) / rows - 0.5) * plane.height_mm
        (s, d, _), (a, b, _), (e, f, _) = np.array(plane.centre) - self.shift, plane.across, plane.down
        return self.places(s + u * a + v[:, None] * e, d + u * b + v[:, None] * f).astype(np.float32)


@lru_cache(maxsize=2)
def bent_along(subject: Subject, name: str, view: str = BOTH, whole: Subject | None = None) -> Bent:
    """The room along the trunk of `subject.tubes[name]`, as far as the volume reaches. Raises ContentError.

    whole: the subject whose nerve is followed, where that of `subject` is cut.
    """
    room, axes = _room(whole or subject, name, view)
    return replace(room, subject=_drawn(subject, room, axes))


def shown_along(subject: Subject, name: str, view: str = BOTH) -> ImagePlane:
    """The flat plane nearest to the image along `subject.tubes[name]`, as wide and high; quick. Raises ContentError."""
    return _room(subject, name, view)[0].shown


def _room(subject: Subject, name: str, view: str) -> tuple[Bent, tuple[Reals, Reals, Reals]]:
    """The room without its volume, and the volume's axes: mm along the way, along the beam and aside."""
    line = _within(subject, name)
    if view == LAYERS:
        line = line[_hook(line) :]  # before it the nerve runs back on itself, as seen from behind
    beam = _beam(line, view)
    depth = line[:, :3] @ beam
    flat = line[:, :3] - depth[:, None] * beam
    foot = _even(_prolonged(_smooth(flat)))
    ahead = _unit(np.gradient(_smooth(foot), axis=0))
    room = Bent(foot, beam, np.cross(ahead, beam), subject, _NOWHERE, _NOWHERE, np.zeros(3))
    s = np.arange(0.0, (len(foot) - 1) * _STEP, _SPACING)
    low, high = -_WIDE, _WIDE
    if view == LAYERS:
        low, high = _skin(subject, room, s, depth) - _ABOVE, float(depth.max()) + _BELOW
    d, w = np.arange(low, high, _SPACING), np.arange(-_HALF, _HALF + 1e-6, _SPACING)
    room = replace(room, shift=_BEFORE_COIL - [s.mean(), d.mean(), 0.0])
    plane = _upright(s, d) if view == BOTH else _lying(s, d)
    moved = replace(plane, centre=_vector(np.array(plane.centre) + room.shift))
    return replace(room, plane=moved, shown=_shown(room, plane, view)), (s, d, w)


def _beam(line: Reals, view: str) -> Reals:
    """From left to right to see both sides; from the skin inwards to see the layers."""
    if view == BOTH:
        return np.array([1.0, 0.0, 0.0])
    return _unit(-outward_at(line[:, :3]).mean(axis=0))


def _hook(line: Reals) -> int:
    """The row at which the nerve lies lowest."""
    return int(line[:, 2].argmin())


def _upright(s: Reals, d: Reals) -> ImagePlane:
    """The way along the nerve upwards, the patient's right on the left, as radiology shows coronal images."""
    centre = (float(s.mean()), float(d.mean()), 0.0)
    return ImagePlane(centre, (0.0, -1.0, 0.0), (-1.0, 0.0, 0.0), float(np.ptp(d)), float(np.ptp(s)))


def _lying(s: Reals, d: Reals) -> ImagePlane:
    """The way along the nerve to the right, the skin above."""
    centre = (float(s.mean()), float(d.mean()), 0.0)
    return ImagePlane(centre, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), float(np.ptp(s)), float(np.ptp(d)))


def _shown(room: Bent, plane: ImagePlane, view: str) -> ImagePlane:
    """The flat plane nearest to the bent one."""
    way, middle = _unit(room.foot[-1] - room.foot[0]), room.places(plane.centre[0], plane.centre[1])
    axes = [_vector(a * way + b * room.beam) for a, b, _ in (plane.across, plane.down)]
    return replace(plane, centre=_vector(middle), across=axes[0], down=axes[1], name=view)


def simulated_along(
    modality: Modality,
    subject: Subject,
    name: str,
    settings: Any,
    size: tuple[int, int],
    quality: str = STILL,
    seed: int = 0,
    view: str = BOTH,
    whole: Subject | None = None,
) -> Picture:
    """The modality's image along `subject.tubes[name]`; `Picture.warp` says where each pixel lies.

    Raises ContentError for ultrasound, which has no bent image, and where the volume holds too little of the nerve.
    """
    if modality.family == "us":
        raise ContentError(
            "the plane", None, "ultrasound has no image bent along a nerve.", "Choose CT or MR."
        )
    room = bent_along(subject, name, view, whole)
    picture = modality.simulate(room.subject, room.plane, settings, size, quality, seed)
    rows, columns = picture.values.shape
    return replace(picture, plane=room.shown, warp=room.warp(columns, rows))


def simulated_on(
    modality: Modality,
    subject: Subject,
    plane: ImagePlane,
    settings: Any,
    size: tuple[int, int],
    quality: str,
    seed: int,
    whole: Subject | None = None,
) -> Picture:
    """The modality's image on `plane`; where that is a bent image's, along the nerve of its side and within `size`.

    Ultrasound takes the flat plane. Raises ContentError where there is no nerve to follow.
    """
    if plane.name not in NAMES or modality.family == "us":
        return modality.simulate(subject, plane, settings, size, quality, seed)
    name = nerve_of(plane.centre[0])
    room = bent_along(subject, name, plane.name, whole).plane
    scale = min(size[0] / room.width_mm, size[1] / room.height_mm)
    fit = max(round(room.width_mm * scale), 16), max(round(room.height_mm * scale), 16)
    return simulated_along(modality, subject, name, settings, fit, quality, seed, plane.name, whole)


def nerve_of(x: float) -> str:
    """The greater occipital nerve of the side on which `x` (mm) lies; in the midline the right one."""
    return "greater_occipital_nerve_l" if x < -1.0 else "greater_occipital_nerve_r"


_NOWHERE = ImagePlane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def _within(subject: Subject, name: str) -> Reals:
    """(n, 4): the trunk every _STEP mm up to where it leaves the volume for the first time."""
    if name not in subject.tubes:
        raise ContentError(
            "the plane", None, f"there is no nerve '{name}' to follow.", "Choose another plane."
        )
    stations = subject.tubes[name].stations
    line = at_length(stations, np.arange(0.0, arc_lengths(stations[:, :3])[-1], _STEP))
    top = subject.origin + (np.array(subject.labels.shape) - 1) * subject.spacing
    out = np.flatnonzero(((line[:, :3] < subject.origin) | (line[:, :3] > top)).any(axis=1))
    line = line[: out[0]] if len(out) else line
    if len(line) * _STEP < 20.0:
        what = "the volume holds too little of the nerve to follow it."
        raise ContentError("the plane", None, what, "Choose another plane.")
    return line


def _smooth(rows: Reals) -> Reals:
    """Gaussian along the way, the ends kept."""
    half = int(3.0 * _SMOOTH / _STEP)
    weights = np.exp(-0.5 * (np.arange(-half, half + 1) * _STEP / _SMOOTH) ** 2)
    weights /= weights.sum()
    # mirrored through its ends, so that they stay where they are
    before, after = 2.0 * rows[0] - rows[half:0:-1], 2.0 * rows[-1] - rows[-2 : -half - 2 : -1]
    padded = np.concatenate([before, rows, after])
    return np.stack([np.convolve(column, weights, "valid") for column in padded.T], axis=-1)


def _prolonged(flat: Reals) -> Reals:
    """The way with _BEFORE mm more straight on at its beginning."""
    ahead = _unit(flat[0] - flat[int(4.0 / _STEP)])
    steps = np.arange(_BEFORE, 0.0, -_STEP)
    return np.concatenate([flat[0] + steps[:, None] * ahead, flat])


def _even(rows: Reals) -> Reals:
    return at_length(rows, np.arange(0.0, arc_lengths(rows)[-1], _STEP))


def _skin(subject: Subject, room: Bent, s: Reals, depth: Reals) -> float:
    """mm along the beam at which the first skin lies."""
    d = np.arange(depth.max() - 150.0, depth.max(), 1.0)
    rows = np.flatnonzero(_labels(subject, room.places(s[::5, None], d)).max(axis=0))
    return float(d[rows[0]]) if len(rows) else float(depth.min()) - 40.0


def _drawn(subject: Subject, room: Bent, axes: tuple[Reals, Reals, Reals]) -> Subject:
    """The volume in the room's frame; without tubes, whose lines are not led into it."""
    s, d, w = axes
    places = room.places(s[:, None, None], d[:, None], w)
    labels = np.asfortranarray(_labels(subject, places))
    labels.setflags(write=False)
    origin = np.array([s[0], d[0], w[0]]) + room.shift
    return replace(
        subject,
        labels=labels,
        origin=origin,
        spacing=_SPACING,
        tubes={},
        needle=None,
        edition=(*subject.edition, "bent"),
    )


def _labels(subject: Subject, places: Reals) -> NDArray[np.uint8]:
    nodes = np.rint((places - subject.origin) / subject.spacing).astype(np.int32)
    inside: NDArray[np.bool_] = np.all((nodes >= 0) & (nodes < subject.labels.shape), axis=-1)
    i, j, k = np.moveaxis(np.where(inside[..., None], nodes, 0), -1, 0)
    return np.where(inside, subject.labels[i, j, k], 0).astype(np.uint8)


def _between(values: Reals, row: Reals) -> Reals:
    """(…, 3): rows of `values` (n, 3) at fractional numbers `row` (…)."""
    first = np.minimum(row.astype(np.int64), len(values) - 2)
    share = (row - first)[..., None]
    return np.asarray(values[first] * (1.0 - share) + values[first + 1] * share)


def _unit(vectors: Reals) -> Reals:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def _vector(place: ArrayLike) -> Vector:
    x, y, z = (float(value) for value in np.asarray(place))
    return x, y, z
