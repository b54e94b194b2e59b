"""Pain on the skin: how strongly each place of it hurts, from what hurts in which region."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.pain import Ache, region_of
from anatomy_viewer.scene.territories import Territories

Reals = NDArray[np.float64]
SOFT_MM = 10.0  # to either side of its rim pain fades: nobody feels a line
GROWS_MM = 22.0  # by which a region reaches farther at twice its usual extent
REACH = 0.45  # radians: how far from a region something is still told
LEAST_SUM = 0.45  # what the shares of all regions come to where nearly none lies
MIDLINE_MM = 12.0  # wide is the strip in which right goes over into left
BESIDE_MM = 14.0  # a place no farther from a region than this still belongs to the nearest


class PainField:
    """Places on the skin (n, 3) mm, and how deep each lies in which region; computed once."""

    def __init__(self, regions: Territories, names: Iterable[str], places: ArrayLike) -> None:
        self._names = list(names)
        points = np.asarray(places, dtype=np.float64)
        self._depths = regions.depths(points, self._names, REACH)
        self._right = np.clip(points[:, 0] / MIDLINE_MM + 0.5, 0.0, 1.0)

    def strengths(self, aches: Iterable[Ache]) -> Reals:
        """(n,) 0-1: how strongly each place hurts."""
        sides: dict[str, dict[str, Ache]] = {"right": {}, "left": {}}
        for ache in aches:
            region, side = region_of(ache.region)
            sides[side][region] = ache
        right, left = (self._one_side(sides[side]) for side in ("right", "left"))
        return np.asarray(right * self._right + left * (1.0 - self._right))

    def _one_side(self, aches: dict[str, Ache]) -> Reals:
        found = [aches.get(name, Ache(name, 0.0)) for name in self._names]
        grown = np.array([(ache.reach - 1.0) * GROWS_MM for ache in found])
        shares = _smooth((self._depths + grown) / (2.0 * SOFT_MM) + 0.5)
        hurts = shares @ np.array([ache.strength for ache in found])
        return np.asarray(np.clip(hurts / np.maximum(shares.sum(axis=1), LEAST_SUM), 0.0, 1.0))


def region_at(regions: Territories, names: Iterable[str], place: Vector) -> str:
    """The region with its side in which a place on the skin (mm) lies, 'forehead_r'; '' where none is near."""
    known = list(names)
    depths = regions.depths([place], known, REACH)[0] if known else np.zeros(0)
    if not len(depths) or depths.max() < -BESIDE_MM:
        return ""
    return f"{known[int(np.argmax(depths))]}_{'l' if place[0] < 0 else 'r'}"


def _smooth(share: Reals) -> Reals:
    held = np.clip(share, 0.0, 1.0)
    return np.asarray(held * held * (3.0 - 2.0 * held))
