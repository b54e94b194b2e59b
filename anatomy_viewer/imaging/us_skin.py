"""The skin as a probe meets it: depth below it, kept by volume, and where lines enter it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.imaging.subject import Labels, Subject

Reals = NDArray[np.float64]
# Nodes of further blur: a probe must not feel stairs. Volumes whose skin is kept.
_BLUR, _KEPT = 1.0, 3
_KNOWN: OrderedDict[int, tuple[Labels, SkinField]] = OrderedDict()
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, eq=False)
class SkinField:
    """stored (k, j, i) float32 mm below the skin, negative outside; its first node at `origin` (3,) mm x, y, z."""

    stored: NDArray[np.float32]
    origin: Reals
    spacing: float

    def at(self, places: ArrayLike) -> Reals:
        """(n,): depth in mm of places (n, 3), trilinear; the border's value outside the field."""
        last = np.array(self.stored.shape[::-1]) - 1
        where = (np.asarray(places, dtype=np.float64).reshape(-1, 3) - self.origin) / self.spacing
        where = np.clip(where, 0.0, last - 1e-6)
        node = where.astype(np.int64)
        part = where - node
        total = np.zeros(len(where))
        for corner in np.ndindex(2, 2, 2):
            share = np.prod(np.where(np.array(corner) == 1, part, 1.0 - part), axis=1)
            i, j, k = (node + corner).T
            total += share * self.stored[k, j, i]
        return total

    def inward(self, place: ArrayLike, reach: float = 3.0) -> Reals:
        """(3,): the unit vector in which depth grows fastest at `place` mm, over ±`reach` mm."""
        steps = np.concatenate([np.eye(3), -np.eye(3)]) * reach
        deep = self.at(np.asarray(place, dtype=np.float64) + steps)
        slope = deep[:3] - deep[3:]
        size = float(np.linalg.norm(slope))
        return slope / size if size > 1e-9 else np.array([0.0, 1.0, 0.0])

    def onto_skin(self, place: ArrayLike) -> Reals:
        """(3,): the place on the skin that lies nearest, as the field's slope leads to it."""
        at = np.asarray(place, dtype=np.float64).copy()
        for _ in range(12):
            deep = float(self.at(at)[0])
            if abs(deep) < 0.02:
                break
            at -= np.clip(deep, -20.0, 20.0) * self.inward(at)
        return at

    def crossing(self, starts: Reals, ways: Reals, low: float, high: float, step: float = 0.5) -> Reals:
        """(n,): mm along unit `ways` (n, 3) from `starts` (n, 3) to the first place under the skin; nan for none."""
        along = np.arange(low, high, step)
        places = starts[:, None] + along[None, :, None] * ways[:, None]
        deep = self.at(places.reshape(-1, 3)).reshape(len(starts), -1)
        first = np.argmax(deep > 0.0, axis=1)
        rows = np.arange(len(starts))
        after, before = deep[rows, first], deep[rows, np.maximum(first - 1, 0)]
        part = np.where(first > 0, after / np.maximum(after - before, 1e-6), 0.0)
        return np.where(deep[rows, first] > 0.0, along[first] - part * step, np.nan)


def skin_field(subject: Subject) -> SkinField:
    """The subject's; kept while one of the last few volumes is looked at (0.3 s the first time)."""
    with (
        _ONE_AT_A_TIME
    ):  # the loops behind it share numba's threads, which two callers must not enter at once
        key = id(subject.labels)
        if key not in _KNOWN:
            _KNOWN[key] = (subject.labels, _measured(subject))
            while len(_KNOWN) > _KEPT:
                _KNOWN.popitem(last=False)
        return _KNOWN[key][1]


def _measured(subject: Subject) -> SkinField:
    from scipy.ndimage import gaussian_filter

    from anatomy_viewer.geometry.skin_depth import skin_depth

    depth = skin_depth(subject.labels, subject.origin, subject.spacing)
    smooth = gaussian_filter(depth.values.T, _BLUR, mode="nearest")
    return SkinField(np.ascontiguousarray(smooth), depth.origin, depth.spacing)
