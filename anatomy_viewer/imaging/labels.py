"""Where the names beside an image point, and how they stand: pure layout, no painting.

Names stand in a column beside the image in the order of their heights; a dot lies at the innermost place of the largest
part of each structure, or where a thin nerve or vessel goes through the image.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length
from anatomy_viewer.imaging.pathology_texts import KINDS
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
_BRAIN = ("grey matter", "white matter", "spinal cord", "cord grey matter")
_TOGETHER: tuple[tuple[str, ...], ...] = (
    _BONE,
    ("arterial blood", "vessel wall"),
    _BRAIN,
)
_UNNAMED = ("air", "interfascial plane", "fat")
# Tissues that are named where the atlas has no structure for them.
_TISSUES = ("fluid", "fluid pool", "skin", "cartilage", "disc", "gland")
# Tissues that only the ill have, without the thin capsule of scar.
_ILL = frozenset(KINDS) - {"scar"}
# px between the places at which a bone or a part of the brain is asked for its name; how many at most; how much less
# the way to a neighbour counts than that to the border.
_SAMPLES, _MOST_SAMPLES, _BETWEEN = 5, 300, 0.7
_NAMED_FAT = ("fat", "subcutaneous_fat")
# Base ids of what is named first; the rest follows by size. By the plane's name, else the first row.
FIRST: Mapping[str, tuple[str, ...]] = {
    "": (
        "greater_occipital_nerve",
        "trigeminal_root",
        "obliquus_capitis_inferior",
        "semispinalis_capitis",
        "splenius_capitis",
        "c2_drg",
        "rectus_capitis_posterior_major",
        "vertebral_artery",
        "axis_c2",
        "atlas_c1",
        "trapezius",
        "occipital_artery",
        "third_occipital_nerve",
        "basilar_artery",
        "superior_cerebellar_artery",
        "occipital_bone",
        "spinal_cord_cervical",
        "pons",
        "medulla_oblongata",
        "cerebellum",
        "sternocleidomastoid",
    ),
    "midsagittal": (
        "medulla_oblongata",
        "spinal_cord_cervical",
        "cerebellum",
        "axis_c2",
        "atlas_c1",
        "occipital_bone",
        "pons",
        "nuchal_ligament",
        "basilar_artery",
        "disc_c2_c3",
        "fluid",
    ),
    "trigeminal_root": (
        "trigeminal_root",
        "trigeminal_ganglion",
        "pons",
        "basilar_artery",
        "superior_cerebellar_artery",
        "cerebellum",
        "temporal_bone",
        "fluid",
    ),
    "nuchal_a": (
        "greater_occipital_nerve",
        "occipital_artery",
        "occipital_bone",
        "trapezius",
        "semispinalis_capitis",
        "occipital_vein",
        "subcutaneous_fat",
    ),
    "facet_c": (
        "third_occipital_nerve",
        "axis_c2",
        "c3_vertebra",
        "multifidus_cervicis",
        "splenius_capitis",
        "sternocleidomastoid",
        "levator_scapulae",
        "vertebral_artery",
    ),
}
# Thin ones, looked for along their lines.
_THIN = frozenset(
    name for names in FIRST.values() for name in names if name.endswith(("nerve", "artery", "root"))
)


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


def beside_divider(before: Sequence[Mark], beyond: Sequence[Mark], at: float) -> tuple[Mark, ...]:
    """Of the marks of two images those that are seen left and right of the share `at`, each structure once."""
    right = tuple(mark for mark in beyond if mark.u >= at)
    named = {(mark.id, mark.kind) for mark in right}
    return (*right, *(mark for mark in before if mark.u < at and (mark.id, mark.kind) not in named))


def marks(
    picture: Picture,
    subject: Subject,
    identify: Identify,
    wanted: Sequence[str] = (),
    side: str = "right",
    most: int = MOST,
) -> tuple[Mark, ...]:
    """What to name in the image, most important first; of a pair only the one on `side`, unless both are wanted.

    What only the ill have comes before everything else.

    wanted: ids, with their sides or without, that are named before all others; only these, where there are any.
    """
    found: dict[str, Mark] = {}
    for mark in (*_thin(picture, subject), *_parts(picture, subject, identify)):
        key = mark.id or mark.kind
        if key not in found:
            found[key] = mark
    first = FIRST.get(picture.plane.name, FIRST[""])
    order = {name: rank for rank, name in enumerate(wanted or first)}

    def rank(mark: Mark) -> tuple[float, float]:
        if mark.kind in _ILL:
            return -1.0, -mark.share
        names = (mark.id, base(mark.id), mark.kind)
        return min(order.get(name, 99) for name in names), -mark.share

    kept = [
        m for m in found.values() if m.id in wanted or not m.id.endswith("_l" if side == "right" else "_r")
    ]
    if wanted or FIRST.get(picture.plane.name) not in (None, FIRST[""]):
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
        many = any(subject.kinds.get(n) in (*_BONE, *_BRAIN) for n in group)
        found += _marks_of(np.isin(labels, group) & heard, labels, picture, subject, identify, many)
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
        key = f"ill {kind}" if kind in _ILL else key
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
    mask: Mask, labels: NDArray[np.uint8], picture: Picture, subject: Subject, identify: Identify, many: bool
) -> list[Mark]:
    """Of the largest parts of `mask`; `many`: a part may be several structures grown together."""
    from scipy.ndimage import find_objects, label

    if mask.sum() < _LEAST:
        return []
    numbers, _ = label(mask)
    sizes = np.bincount(numbers.ravel())[1:]
    boxes, found = find_objects(numbers), dict[str, Mark]()
    for i in np.argsort(-sizes, kind="stable")[:6].tolist():
        if sizes[i] < _LEAST:
            break
        corner = np.array([boxes[i][0].start, boxes[i][1].start])
        depth = _depth(numbers[boxes[i]] == i + 1)
        places = _samples(depth, many) + corner
        named = [_mark(int(r), int(c), labels, picture, subject, identify) for r, c in places]
        for name in dict.fromkeys(mark.id or mark.kind for mark in named):
            own = np.array([(mark.id or mark.kind) == name for mark in named])
            mark = named[_own_middle(places, depth[tuple((places - corner).T)], own)]
            if mark.id or mark.kind in _TISSUES or mark.kind in _ILL:
                share = float(sizes[i]) / labels.size * float(own.mean())
                found.setdefault(name, replace(mark, share=share))
    return list(found.values())


def _own_middle(places: NDArray[np.int64], depth: Reals, own: Mask) -> int:
    """Of `places` (n, 2) that are a structure's `own` the one farthest from its border and from its neighbours."""
    score = np.where(own, depth, -1.0)
    if not own.all():
        gap = np.linalg.norm(places[:, None] - places[~own][None], axis=-1).min(axis=1)
        score = np.where(own, np.minimum(depth, _BETWEEN * gap), -1.0)
    return int(score.argmax())


def _mark(
    row: int, column: int, labels: NDArray[np.uint8], picture: Picture, subject: Subject, identify: Identify
) -> Mark:
    number = int(labels[row, column])
    u, v = (column + 0.5) / labels.shape[1], (row + 0.5) / labels.shape[0]
    kind = subject.kinds.get(number, "")
    if kind.partition(">")[0] in _ILL:
        return Mark("", kind.partition(">")[0], u, v)
    name = identify(number, place_of(picture, u, v))
    if not name and subject.ids.get(number) in _NAMED_FAT:
        name = _NAMED_FAT[1]
    return Mark(name, subject.kinds.get(number, ""), u, v)


def _depth(part: Mask) -> Reals:
    from scipy.ndimage import distance_transform_edt

    return np.asarray(distance_transform_edt(np.pad(part, 1))[1:-1, 1:-1])


def _samples(depth: Reals, many: bool) -> NDArray[np.int64]:
    """(n, 2) rows and columns: the place farthest from the border; of `many` structures an even lot of places."""
    deepest = np.array([np.unravel_index(int(depth.argmax()), depth.shape)])
    if not many:
        return deepest
    grid = np.argwhere(depth[::_SAMPLES, ::_SAMPLES] > 1.0) * _SAMPLES
    return np.concatenate([deepest, grid[:: max(1, len(grid) // _MOST_SAMPLES)]])


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
    """u and v in the middle of the tube's way through the image; None where it passes by."""
    plane, line = picture.plane, _stepped(tube)
    gap = line - np.array(plane.centre)
    u = gap @ np.array(plane.across) / plane.width_mm + 0.5
    v = gap @ np.array(plane.down) / plane.height_mm + 0.5
    away = np.abs(gap @ np.array(plane.normal))
    inside = (away < _NEAR) & (u > 0.02) & (u < 0.98) & (v > 0.02) & (v < 0.98)
    best = _middle(inside, away, tube)
    return None if best is None else (float(u[best]), float(v[best]))


def _middle(inside: Mask, away: Reals, tube: Tube) -> int | None:
    """Of one run of `inside` (n,) the place that is nearest to the image, or else to the run's middle.

    A vessel's longest run; of a nerve that comes by more than once the last of the long ones, farthest from its root.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(np.int8), [0]])))
    if not len(edges):
        return None
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts
    run = int(np.flatnonzero(long >= 0.4 * long.max())[-1]) if tube.kind == "nerve" else int(long.argmax())
    start, end = int(starts[run]), int(ends[run])
    aside = np.abs(np.arange(start, end) - (start + end - 1) / 2.0) / (end - start)
    return start + int((aside + away[start:end] / _NEAR).argmin())


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
        best = _middle(np.isfinite(gaps), gaps, tube)
        if best is not None:
            row, column = np.unravel_index(nearest[best], places.shape[:2])
            u, v = (column + 0.5) / places.shape[1], (row + 0.5) / places.shape[0]
            found.append(Mark(tube.id, tube.kind, float(u), float(v)))
    return found


def _stepped(tube: Tube) -> Reals:
    line = tube.stations[:, :3]
    return at_length(line, np.arange(0.0, arc_lengths(line)[-1], 0.5))
