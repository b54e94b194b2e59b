"""Where the names beside an image point, and how they stand: pure layout, no painting.

Names stand in a column beside the image in the order of their heights; a dot lies at the innermost place of the largest
part of each structure, or where a thin nerve or vessel goes through the image.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.anatomy import Vector

Mask = NDArray[np.bool_]
Reals = NDArray[np.float64]
# label, place in mm → the structure's id, '' where none of the atlas lies there
Identify = Callable[[int, Vector], str]
MOST = 8
# px: longer side that parts are looked for in; smallest part that gets a name.
_SIDE, _LEAST = 240, 7
# mm of bone that sound gets through; mm that a thin nerve may lie in front of or behind the image.
_SHADOW, _NEAR = 1.2, 1.5
_BONE = ("cortical bone", "marrow", "air cells", "sclerotic bone", "oedematous marrow", "osteophyte", "tooth")
_TOGETHER: tuple[tuple[str, ...], ...] = (
    _BONE,
    ("arterial blood", "vessel wall"),
    ("grey matter", "white matter", "spinal cord", "cord grey matter"),
)
_UNNAMED = ("air", "interfascial plane", "fat")
_NAMED_FAT = ("fat", "subcutaneous_fat")
# Base ids of what is named first; the rest follows by size.
FIRST = (
    "greater_occipital_nerve",
    "trigeminal_root",
    "obliquus_capitis_inferior",
    "semispinalis_capitis",
    "splenius_capitis",
    "c2_drg",
    "rectus_capitis_posterior_major",
    "occipital_artery",
    "vertebral_artery",
    "basilar_artery",
    "superior_cerebellar_artery",
    "axis_c2",
    "atlas_c1",
    "dens_axis",
    "trapezius",
    "occipital_bone",
    "third_occipital_nerve",
    "spinal_cord_cervical",
    "pons",
    "medulla_oblongata",
    "cerebellum",
    "brainstem",
    "sternocleidomastoid",
    "subcutaneous_fat",
)
# Thin ones, looked for along their lines.
_THIN = tuple(name for name in FIRST if name.endswith(("nerve", "artery", "root")))


@dataclass(frozen=True)
class Mark:
    """What a name points at: structure's id ('' where the atlas has none) and kind of tissue; u, v: where, 0–1."""

    id: str
    kind: str
    u: float
    v: float
    share: float = 0.0


@dataclass(frozen=True)
class Row:
    """A name's place: the mark, and the height of its line, in px."""

    mark: Mark
    y: float


def marks(
    picture: Picture,
    subject: Subject,
    identify: Identify,
    wanted: Sequence[str] = (),
    side: str = "right",
    most: int = MOST,
) -> tuple[Mark, ...]:
    """What to name in the image, most important first; of a pair only the one on `side`, unless both are wanted.

    wanted: ids, with their sides or without, that are named before all others; only these, where there are any.
    """
    found: dict[str, Mark] = {}
    for mark in (*_thin(picture, subject), *_parts(picture, subject, identify)):
        key = mark.id or mark.kind
        if key not in found:
            found[key] = mark
    order = {name: rank for rank, name in enumerate(wanted or FIRST)}

    def rank(mark: Mark) -> tuple[float, float]:
        return min(order.get(mark.id, 99), order.get(base(mark.id), 99)), -mark.share

    kept = [
        m for m in found.values() if m.id in wanted or not m.id.endswith("_l" if side == "right" else "_r")
    ]
    if wanted:
        kept = [mark for mark in kept if rank(mark)[0] < 99]
    return tuple(sorted(kept, key=rank)[:most])


def rows(found: Iterable[Mark], height: float, line: float, top: float = 0.0) -> tuple[Row, ...]:
    """The names' heights in a column of `height` px, `line` px each at least, as near to their dots as they can be."""
    order = sorted(found, key=lambda mark: mark.v)
    heights = spread([top + mark.v * height for mark in order], top + line / 2, top + height - line / 2, line)
    return tuple(Row(mark, y) for mark, y in zip(order, heights, strict=True))


def spread(wished: Sequence[float], low: float, high: float, gap: float) -> list[float]:
    """Rising values `gap` apart within low … high, in all nearest to `wished` (pool adjacent violators)."""
    count = len(wished)
    if count == 0:
        return []
    gap = min(gap, (high - low) / max(count - 1, 1))
    pools: list[list[float]] = []  # mean of the wishes without their gaps, how many
    for i, wish in enumerate(wished):
        pools.append([min(max(wish - i * gap, low), high - (count - 1) * gap), 1.0])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [[(a * n + b * m) / (n + m), n + m]]
    flat = [mean for mean, number in pools for _ in range(int(number))]
    return [value + i * gap for i, value in enumerate(flat)]


def counts(labels: NDArray[np.uint8], ids: Mapping[int, str]) -> dict[str, int]:
    """How many pixels each label has, by its id, most first."""
    found = np.bincount(labels.ravel(), minlength=256)
    order = np.argsort(-found, kind="stable")
    return {ids.get(int(n), str(n)): int(found[n]) for n in order if found[n]}


def base(name: str) -> str:
    """The id without its side."""
    return name.removesuffix("_r").removesuffix("_l")


def place_of(picture: Picture, u: float, v: float) -> Vector:
    """Where in the specimen (mm) a place of the image lies, 0–1 from the top left corner."""
    if picture.warp is None:
        return picture.plane.place(u, v)
    height, width = picture.warp.shape[:2]
    row, column = min(int(v * height), height - 1), min(int(u * width), width - 1)
    x, y, z = (float(value) for value in picture.warp[row, column])
    return x, y, z


# Parts


def _parts(picture: Picture, subject: Subject, identify: Identify) -> list[Mark]:
    """The largest part of everything that can be named, larger before smaller."""
    labels = picture.labels[:: _stride(picture), :: _stride(picture)]
    heard = _heard(labels, subject, picture)
    found = []
    for group in _groups(labels, subject):
        found += _marks_of(np.isin(labels, group) & heard, labels, picture, subject, identify)
    return sorted(found, key=lambda mark: -mark.share)


def _stride(picture: Picture) -> int:
    return max(1, max(picture.labels.shape) // _SIDE)


def _groups(labels: NDArray[np.uint8], subject: Subject) -> list[list[int]]:
    """Labels that are looked at as one: bone with its marrow, an artery with its wall; every other by itself."""
    groups: dict[object, list[int]] = {}
    for number in np.unique(labels).tolist():
        kind = subject.kinds.get(number, "air").partition(">")[0]
        if kind in _UNNAMED and subject.ids.get(number) not in _NAMED_FAT:
            continue
        key = next((i for i, kinds in enumerate(_TOGETHER) if kind in kinds), f"label {number}")
        groups.setdefault(key, []).append(number)
    return list(groups.values())


def _heard(labels: NDArray[np.uint8], subject: Subject, picture: Picture) -> Mask:
    """What is not in the shadow of bone; all of it where the image is not of sound."""
    if picture.unit != "dB":
        return np.ones(labels.shape, dtype=np.bool_)
    bone = np.isin(labels, [n for n, kind in subject.kinds.items() if kind in _BONE])
    deep = np.cumsum(bone, axis=0) * picture.plane.height_mm / labels.shape[0]
    return np.asarray(deep <= _SHADOW)


def _marks_of(
    mask: Mask, labels: NDArray[np.uint8], picture: Picture, subject: Subject, identify: Identify
) -> list[Mark]:
    from scipy.ndimage import find_objects, label

    if mask.sum() < _LEAST:
        return []
    numbers, _ = label(mask)
    sizes = np.bincount(numbers.ravel())[1:]
    boxes, found = find_objects(numbers), dict[str, Mark]()
    for i in np.argsort(-sizes, kind="stable")[:6].tolist():
        if sizes[i] < _LEAST:
            break
        row, column = _innermost(numbers[boxes[i]] == i + 1)
        row, column = row + boxes[i][0].start, column + boxes[i][1].start
        number = int(labels[row, column])
        u, v = (column + 0.5) / labels.shape[1], (row + 0.5) / labels.shape[0]
        name = identify(number, place_of(picture, u, v))
        mark = Mark(name, subject.kinds.get(number, ""), u, v, float(sizes[i]) / labels.size)
        found.setdefault(name or mark.kind, mark)
    return list(found.values())


def _innermost(part: Mask) -> tuple[int, int]:
    """Row and column of the place farthest from the part's border."""
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(np.pad(part, 1))[1:-1, 1:-1]
    row, column = np.unravel_index(int(depth.argmax()), depth.shape)
    return int(row), int(column)


# Thin nerves and vessels


def _thin(picture: Picture, subject: Subject) -> list[Mark]:
    """Nerves and arteries of _THIN where their lines go through the image."""
    if picture.warp is not None:
        return _thin_in_warp(picture, subject)
    found = []
    for tube in subject.tubes.values():
        if base(tube.id) in _THIN and (place := _crossing(picture, tube)) is not None:
            found.append(Mark(tube.id, tube.kind, *place))
    return sorted(found, key=lambda mark: (mark.u - 0.5) ** 2 + (mark.v - 0.5) ** 2)


def _crossing(picture: Picture, tube: Tube) -> tuple[float, float] | None:
    """u and v where the tube meets the image, nearest to its middle; None where it passes by."""
    plane, line = picture.plane, _stepped(tube)
    gap = line - np.array(plane.centre)
    u = gap @ np.array(plane.across) / plane.width_mm + 0.5
    v = gap @ np.array(plane.down) / plane.height_mm + 0.5
    away = np.abs(gap @ np.array(plane.normal))
    inside = (away < _NEAR) & (u > 0.02) & (u < 0.98) & (v > 0.02) & (v < 0.98)
    if not inside.any():
        return None
    best = int(np.where(inside, away + 4.0 * np.hypot(u - 0.5, v - 0.5), np.inf).argmin())
    return float(u[best]), float(v[best])


def _thin_in_warp(picture: Picture, subject: Subject) -> list[Mark]:
    from scipy.spatial import cKDTree

    assert picture.warp is not None
    step = max(1, max(picture.warp.shape[:2]) // _SIDE)
    places = picture.warp[::step, ::step].astype(np.float64)
    tree, found = cKDTree(places.reshape(-1, 3)), []
    for tube in subject.tubes.values():
        if base(tube.id) not in _THIN:
            continue
        line = _stepped(tube)
        gaps, nearest = tree.query(line, distance_upper_bound=_NEAR)
        near = np.flatnonzero(np.isfinite(gaps))
        if len(near):
            rows_, columns = np.unravel_index(nearest[near], places.shape[:2])
            u, v = (columns + 0.5) / places.shape[1], (rows_ + 0.5) / places.shape[0]
            best = int((gaps[near] + 4.0 * np.hypot(u - 0.5, v - 0.5)).argmin())
            found.append(Mark(tube.id, tube.kind, float(u[best]), float(v[best])))
    return found


def _stepped(tube: Tube) -> Reals:
    line = tube.stations[:, :3]
    return at_length(line, np.arange(0.0, arc_lengths(line)[-1], 0.5))
