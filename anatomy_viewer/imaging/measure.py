"""Measuring in an image: distance, angle, area of an ellipse, and how the last compares with what was published.

Ellipse area = π/4 × long diameter × short diameter, as papers on the nerve's cross-section do. It isn't the same as a
traced area, and what counts as the nerve's edge (with or without its sheath) moves it more than disease does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.texts import Text

Reals = NDArray[np.float64]
NERVE = "greater_occipital_nerve"
AREA, THICKNESS, WIDTH = "mm2", "thickness", "width"
# SD from the mean up to which a value counts as usual, and from which it counts as beyond it.
_USUAL, _BEYOND = 1.0, 2.0
# mm from the nerve within which a measurement is taken to be of it.
_NEAR = 6.0


@dataclass(frozen=True)
class Published:
    """What a study found. what: 'mm2', 'thickness' or 'width' (mm); sd None where none is given; ill: of patients."""

    what: str
    mean: float
    sd: float | None
    of: Text
    method: Text
    source: str
    confidence: str
    ill: bool = False


_US, _CADAVER, _MR = (
    Text("ultrasound", "超声"),
    Text("ultrasound of cadavers; diameters with the sheath", "尸体超声，径线含神经鞘"),
    Text("MR, 3D-DESS", "磁共振 3D-DESS"),
)
_C2, _LINE = Text("at C2", "C2 平面"), Text("at the nuchal line", "上项线平面")
_C2_AREA = Text("at C2, as an ellipse of 4.0 × 1.8 mm", "C2 平面，按 4.0 × 1.8 mm 椭圆计算")
_LINE_AREA = Text("at the nuchal line, as an ellipse of 4.2 × 1.4 mm", "上项线平面，按 4.2 × 1.4 mm 椭圆计算")
_FREE, _PAIN = (
    Text("side without pain, 17 patients", "无痛侧，17 例患者"),
    Text("side with pain, 17 patients", "疼痛侧，17 例患者"),
)
PUBLISHED: tuple[Published, ...] = (
    Published(AREA, 2.0, 0.7, _FREE, _US, "CHO12", "V2"),
    Published(AREA, 4.1, 2.6, _PAIN, _US, "CHO12", "V2", ill=True),
    Published(AREA, math.pi / 4.0 * 4.0 * 1.8, None, _C2_AREA, _CADAVER, "GRE10", "V"),
    Published(AREA, math.pi / 4.0 * 4.2 * 1.4, None, _LINE_AREA, _CADAVER, "GRE10", "V"),
    Published(WIDTH, 4.0, None, _C2, _CADAVER, "GRE10", "V"),
    Published(WIDTH, 4.2, None, _LINE, _CADAVER, "GRE10", "V"),
    Published(THICKNESS, 1.8, None, _C2, _CADAVER, "GRE10", "V"),
    Published(THICKNESS, 1.4, None, _LINE, _CADAVER, "GRE10", "V"),
    Published(THICKNESS, 1.07, 0.12, Text("66 patients", "66 例患者"), _MR, "KIK20", "V"),
)
CAUTION = Text(
    "Areas of ellipses differ between studies by more than disease changes them: cadaver nerves measured with their "
    "sheath give 4.6–5.7 mm², living ones 2.0 mm². Compare with the other side first.",
    "各研究的椭圆面积差异大于疾病引起的变化：尸体含鞘测量为 4.6–5.7 mm²，活体为 2.0 mm²。应首先与对侧比较。",
)
VERDICTS = {
    "within": Text("within one SD", "在 1 个标准差以内"),
    "near": Text("between one and two SD", "在 1–2 个标准差之间"),
    "above": Text("above two SD", "高于 2 个标准差"),
    "below": Text("below two SD", "低于 2 个标准差"),
    "": Text("no SD published", "未报告标准差"),
}


@dataclass(frozen=True)
class Compared:
    """A measured value against a published one. sds: how many SD above the mean, None without an SD."""

    published: Published
    value: float
    sds: float | None

    @property
    def verdict(self) -> str:
        """'within', 'near', 'above', 'below', or '' where no SD was published (key of `VERDICTS`)."""
        if self.sds is None:
            return ""
        if abs(self.sds) <= _USUAL:
            return "within"
        return "near" if abs(self.sds) <= _BEYOND else "above" if self.sds > 0 else "below"


@dataclass(frozen=True)
class Measure:
    """An ellipse in an image. long_mm, short_mm: diameters; mm2: area; published: of the nerve, when it is on it.

    reference: of the nerve of this specimen at that place, and of the other side (with their mm²); structure: its id.
    """

    long_mm: float
    short_mm: float
    published: tuple[Compared, ...] = ()
    structure: str = ""
    reference_mm2: float | None = None
    other_side_mm2: float | None = None

    @property
    def mm2(self) -> float:
        """π/4 × long × short."""
        return ellipse_area(self.long_mm, self.short_mm)

    @property
    def ratio(self) -> float | None:
        """Area over that of the other side's nerve at the same place."""
        return None if not self.other_side_mm2 else self.mm2 / self.other_side_mm2


def distance(a: Vector, b: Vector) -> float:
    """mm between two places."""
    return math.dist(a, b)


def angle(a: Vector, corner: Vector, b: Vector) -> float:
    """Degrees at `corner` between the ways to `a` and `b`; 0 where one of them has no length."""
    u, v = np.subtract(a, corner), np.subtract(b, corner)
    size = float(np.linalg.norm(u) * np.linalg.norm(v))
    return math.degrees(math.acos(float(np.clip(u @ v / size, -1.0, 1.0)))) if size > 1e-9 else 0.0


def ellipse_area(long_mm: float, short_mm: float) -> float:
    """mm² of an ellipse with these diameters."""
    return math.pi / 4.0 * long_mm * short_mm


def compared(what: str, value: float) -> tuple[Compared, ...]:
    """`value` against every published one of that kind ('mm2', 'thickness', 'width')."""
    rows = (row for row in PUBLISHED if row.what == what)
    return tuple(
        Compared(row, value, None if row.sd is None else (value - row.mean) / row.sd) for row in rows
    )


def measured(ends: Sequence[Vector], subject: Subject) -> Measure:
    """The ellipse whose diameters join `ends` (four places, mm: those of one, then of the other), and what is known.

    It counts as the nerve's where its middle lies within 6 mm of one. The reference is the specimen's nerve cut square
    to its course, whatever the image's tilt: a slanting cut measures more.
    """
    first, second = distance(ends[0], ends[1]), distance(ends[2], ends[3])
    long_mm, short_mm = max(first, second), min(first, second)
    x, y, z = (float(v) for v in np.mean(ends, axis=0))
    found = nerve_near(subject, (x, y, z))
    if found is None:
        return Measure(long_mm, short_mm)
    key, at = found
    area = compared(AREA, ellipse_area(long_mm, short_mm))
    rows = (*area, *compared(THICKNESS, short_mm), *compared(WIDTH, long_mm))
    tube = subject.tubes[key]
    other = subject.tubes.get(f"{key[:-1]}{'l' if key.endswith('_r') else 'r'}")
    beyond = section_area(other, at) if other is not None else None
    return Measure(long_mm, short_mm, rows, tube.id, section_area(tube, at), beyond)


def _may_be_near(tube: Tube, place: Vector) -> bool:
    """Is any station so near that the line between two of them may be within reach? Most places are far from both."""
    places = tube.stations[:, :3]
    step = float(np.abs(np.diff(places, axis=0)).sum(axis=1).max(initial=0.0))
    return bool(((places - np.array(place)) ** 2).sum(axis=1).min() < (_NEAR + step) ** 2)


def nerve_near(subject: Subject, place: Vector) -> tuple[str, float] | None:
    """Key of the greater occipital nerve within 6 mm of `place`, and mm along it; None where there is none."""
    best: tuple[float, str, float] | None = None
    for side in "rl":
        key = f"{NERVE}_{side}"
        if key in subject.tubes and _may_be_near(subject.tubes[key], place):
            gap, at = nearest_on(subject.tubes[key].stations[:, :3], np.array([place]))
            if gap[0] <= _NEAR and (best is None or gap[0] < best[0]):
                best = float(gap[0]), key, float(at[0])
    return None if best is None else best[1:]


def section_area(tube: Tube, at: float) -> float:
    """mm²: the cross-section of a nerve at `at` mm along it: radius² × π, however flat."""
    length = float(arc_lengths(tube.stations[:, :3])[-1])
    return math.pi * float(at_length(tube.stations, [min(max(at, 0.0), length)])[0, 3]) ** 2


def automatic(
    subject: Subject, plane: ImagePlane, place: Vector
) -> tuple[Vector, Vector, Vector, Vector] | None:
    """Ends of the two diameters of the nerve where its course cuts `plane` nearest to `place`; None without one.

    Diameters lie in the plane, so that the two callipers can be drawn as an examiner would set them; their lengths are
    those of the section square to the nerve.
    """
    found = nerve_near(subject, place)
    if found is None:
        return None
    tube = subject.tubes[found[0]]
    rows = at_length(tube.stations, [found[1] - 0.5, found[1], found[1] + 0.5])
    along = rows[2, :3] - rows[0, :3]
    normal = np.array(plane.normal)
    wide = np.cross(along, _out_of(rows[1, :3]))
    wide = wide - normal * float(wide @ normal)
    wide /= max(float(np.linalg.norm(wide)), 1e-9)
    thin = np.cross(normal, wide)
    centre = rows[1, :3] - normal * float((rows[1, :3] - np.array(plane.centre)) @ normal)
    root = math.sqrt(tube.flat)
    long, short = float(rows[1, 3]) / root, float(rows[1, 3]) * root
    a, b, c, d = (
        _vector(centre + way * size)
        for way, size in ((wide, long), (wide, -long), (thin, short), (thin, -short))
    )
    return a, b, c, d


def _out_of(place: Reals) -> Reals:
    from anatomy_viewer.geometry.course import outward_at

    return outward_at(place)


def _vector(place: Reals) -> Vector:
    x, y, z = (float(v) for v in place)
    return x, y, z
