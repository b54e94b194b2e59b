"""`Canvas`: a box of a subject's labels that a pathology paints in; nothing outside the box can change."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.course import outward_at
from anatomy_viewer.geometry.curve import arc_lengths, at_length, tangents
from anatomy_viewer.imaging.subject import Labels, Subject, Tube

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
Box = tuple[Reals, Reals]  # lowest and highest corner, mm

BONE = ("cortical bone", "marrow", "osteophyte", "sclerotic bone", "oedematous marrow")
LOOSE = ("fat", "interfascial plane", "muscle", "soft tissue", "loose tissue", "gland")
_NONE = 0
# mm between the stations at which a tube is drawn, and how far along it each is drawn to either side.
_STEP, _HALF_STEP = 0.45, 0.5


class Canvas:
    """A copy of the labels of `subject`, painted in `box` alone; what is added gets numbers of its own."""

    def __init__(self, subject: Subject, box: Box) -> None:
        self.subject = subject
        self._all: Labels = subject.labels.copy(order="K")
        self.ids, self.kinds = dict(subject.ids), dict(subject.kinds)
        self.tubes = dict(subject.tubes)
        self._frame(box, np.zeros(3, dtype=int), np.array(subject.labels.shape))

    def _frame(self, box: Box, lowest: NDArray[Any], highest: NDArray[Any]) -> None:
        origin, spacing = self.subject.origin, self.subject.spacing
        low = np.floor((box[0] - origin) / spacing).astype(int)
        high = np.ceil((box[1] - origin) / spacing).astype(int) + 1
        self.low, self.high = np.clip(low, lowest, highest), np.clip(high, lowest, highest)
        self.labels = self._all[tuple(slice(a, b) for a, b in zip(self.low, self.high, strict=True))]

    def part(self, box: Box) -> Canvas:
        """A smaller canvas in this one: what is painted there is painted here."""
        small = copy(self)
        small._frame(box, self.low, self.high)
        return small

    def near(self, centre: ArrayLike, reach: float) -> Canvas:
        """The part within `reach` mm of `centre` along each axis."""
        place = np.asarray(centre, dtype=np.float64)
        return self.part((place - reach, place + reach))

    def axes(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """x (i, 1, 1), y (1, j, 1) and z (1, 1, k) of the box's voxels, mm."""
        rows = [
            (self.subject.origin[a] + self.subject.spacing * np.arange(self.low[a], self.high[a])).astype(
                np.float32
            )
            for a in range(3)
        ]
        return rows[0][:, None, None], rows[1][None, :, None], rows[2][None, None, :]

    def sub(self, centre: Reals, reach: float) -> tuple[slice, slice, slice]:
        """The part of the box within `reach` mm of `centre`, to look at less."""
        at = (np.asarray(centre) - self.subject.origin) / self.subject.spacing - self.low
        size = reach / self.subject.spacing
        first = np.clip(np.floor(at - size).astype(int), 0, self.labels.shape)
        last = np.clip(np.ceil(at + size).astype(int) + 1, 0, self.labels.shape)
        a, b, c = (slice(int(p), int(q)) for p, q in zip(first, last, strict=True))
        return a, b, c

    def are(self, *kinds: str) -> Mask:
        """(i, j, k): the voxels whose tissue is one of `kinds`."""
        table = np.zeros(256, dtype=np.bool_)
        table[[n for n, kind in self.kinds.items() if kind in kinds]] = True
        return np.asarray(table[self.labels])

    def named(self, *ids: str) -> Mask:
        """(i, j, k): the voxels whose id is one of `ids`."""
        table = np.zeros(256, dtype=np.bool_)
        table[[n for n, item in self.ids.items() if item in ids]] = True
        return np.asarray(table[self.labels])

    def number(self, name: str, kind: str) -> int:
        """The label of `name`, a new one where it is not there yet."""
        for number, item in self.ids.items():
            if item == name and self.kinds[number] == kind:
                return number
        number = next(n for n in range(250, 0, -1) if n not in self.ids)
        self.ids[number], self.kinds[number] = name, kind
        return number

    def paint(self, mask: Mask, name: str, kind: str) -> None:
        """Give the voxels of `mask` (broadcast to the box) to `name`, made of `kind`."""
        self.labels[np.broadcast_to(mask, self.labels.shape)] = self.number(name, kind)

    def tube(self, stations: Reals, flat: float, *beyond: float) -> list[Mask]:
        """The voxels in the tube along `stations` (n, 4), `beyond` mm wider (one mask for each): elliptic sections.

        The short axis (radius × √flat) points to the skin, as that of the tubes of a subject.
        """
        masks = [np.zeros(self.labels.shape, dtype=np.bool_) for _ in beyond]
        rows = _close(stations)
        along = _directions(rows[:, :3])
        thin = outward_at(rows[:, :3])
        thin -= (thin * along).sum(axis=1, keepdims=True) * along
        thin /= np.maximum(np.linalg.norm(thin, axis=1, keepdims=True), 1e-9)
        wide = np.cross(along, thin)
        axes, root = self.axes(), float(np.sqrt(flat))
        for row, *frame in zip(rows, along, thin, wide, strict=True):
            place = self.sub(row[:3], row[3] / root + max(beyond) + self.subject.spacing)
            if any(part.stop <= part.start for part in place):
                continue
            gaps = [
                np.take(axis, range(*part.indices(axis.size)), a) - row[a]
                for a, (axis, part) in enumerate(zip(axes, place, strict=True))
            ]
            s, t, u = (gaps[0] * way[0] + gaps[1] * way[1] + gaps[2] * way[2] for way in frame)
            t, u = t * t, u * u
            beside = np.abs(s) <= _HALF_STEP
            for mask, more in zip(masks, beyond, strict=True):
                short, long = row[3] * root + more, row[3] / root + more
                if short > 0.0:
                    mask[place] |= beside & (t / short**2 + u / long**2 <= 1.0)
        return masks

    def done(self, edition: str, tubes: dict[str, Tube] | None = None) -> Subject:
        """The subject as painted."""
        self._all.setflags(write=False)
        return replace(
            self.subject,
            labels=self._all,
            ids=self.ids,
            kinds=self.kinds,
            tubes=self.tubes if tubes is None else tubes,
            edition=(*self.subject.edition, edition),
        )


def around(places: Reals, margin: float) -> Box:
    """The box round `places` (n, 3) with `margin` mm on each side."""
    return places.min(axis=0) - margin, places.max(axis=0) + margin


def label_at(subject: Subject, places: Reals) -> Labels:
    """(n,): the label at each of `places` (n, 3) mm; 0 outside the volume."""
    at = np.rint((places - subject.origin) / subject.spacing).astype(np.int64)
    inside: Mask = np.asarray(((at >= 0) & (at < subject.labels.shape)).all(axis=-1))
    at = np.where(inside[..., None], at, 0)
    found = subject.labels[at[..., 0], at[..., 1], at[..., 2]]
    return np.where(inside, found, np.uint8(_NONE))


def beside(subject: Subject, places: Reals, name: str, reach: float) -> Mask:
    """(n,): does the structure `name` lie within `reach` mm of each of `places` (n, 3)? Looked at in 26 directions."""
    numbers = [n for n, item in subject.ids.items() if item == name]
    ways = np.array([step for step in np.ndindex(3, 3, 3) if step != (1, 1, 1)]) - 1.0
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    shells = np.concatenate([ways * r for r in np.arange(1.0, reach + 0.1, 1.0)])
    found = label_at(subject, places[:, None] + shells)
    return np.asarray(np.isin(found, numbers).any(axis=1), dtype=np.bool_)


def _close(stations: Reals) -> Reals:
    length = float(arc_lengths(stations[:, :3])[-1])
    return at_length(stations, np.linspace(0.0, length, max(2, round(length / _STEP) + 1)))


def _directions(places: Reals) -> Reals:
    if np.ptp(places, axis=0).max() < 1e-6:
        return np.tile([0.0, 0.0, 1.0], (len(places), 1))
    return tangents(places)
