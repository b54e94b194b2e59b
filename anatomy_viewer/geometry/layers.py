"""A straight path through closed bodies: which of them it is in, from where to where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.rays import ray_hits

Reals = NDArray[np.float64]
# mm: a shorter layer is a graze.
_THIN = 0.05


@dataclass(frozen=True, eq=False)
class Solid:
    """A closed surface: triangles (m, 3, 3) in mm, outward; `rank`: the higher wins where bodies lie in each other."""

    corners: Reals
    rank: int
    mirrored: bool = False

    def stretches(self, start: Reals, end: Reals) -> list[tuple[float, float]]:
        """From where to where (mm from `start`) the line from `start` to `end` runs inside."""
        turn = np.array([-1.0, 1.0, 1.0]) if self.mirrored else np.ones(3)
        a, b = start * turn, end * turn
        if not self._meets_box(a, b):
            return []
        return list(_inside(ray_hits(a, b - a, self.corners), float(np.linalg.norm(b - a))))

    def _meets_box(self, a: Reals, b: Reals) -> bool:
        low, high = self.box
        step = np.where(np.abs(b - a) < 1e-12, 1e-12, b - a)
        entries, exits = np.sort(((low - a) / step, (high - a) / step), axis=0)
        return bool(entries.max() <= exits.min() and exits.min() >= 0.0)

    @cached_property
    def box(self) -> tuple[Reals, Reals]:
        """Its lowest and highest corner, mm."""
        return self.corners.min(axis=(0, 1)), self.corners.max(axis=(0, 1))


@dataclass(frozen=True)
class Layer:
    """From `start` to `end` mm along the path lies `id`; '' is what no body fills."""

    id: str
    start: float
    end: float


def _inside(hits: Reals, length: float) -> Iterator[tuple[float, float]]:
    """Stretches between the crossings of one closed surface; a path that begins inside has an odd number of them."""
    crossings = [float(hit) for hit in hits]
    if len(crossings) % 2:
        crossings.insert(0, 0.0)
    for start, end in zip(crossings[::2], crossings[1::2], strict=True):
        if start < length and end - start > 0.0:
            yield start, min(end, length)


def layers(start: ArrayLike, end: ArrayLike, solids: Mapping[str, Solid]) -> list[Layer]:
    """The layers from `start` to `end`, in order, without gap or overlap. ValueError where the two are one place.

    Where bodies lie in each other the one of the higher rank counts, and of equals the thinner stretch.
    """
    a, b = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    length = float(np.linalg.norm(b - a))
    if length < 1e-6:
        raise ValueError("a path needs two places")
    found = [(name, solid.rank, s, e) for name, solid in solids.items() for s, e in solid.stretches(a, b)]
    marks = sorted({0.0, length, *(mark for _, _, s, e in found for mark in (s, e))})
    return _joined([Layer(_on_top(found, (s + e) / 2.0), s, e) for s, e in pairwise(marks)])


def _on_top(found: Sequence[tuple[str, int, float, float]], at: float) -> str:
    here = [item for item in found if item[2] <= at <= item[3]]
    return max(here, key=lambda item: (item[1], item[2] - item[3]))[0] if here else ""


def _joined(row: Sequence[Layer]) -> list[Layer]:
    """Neighbours of one id made one; grazes added to what comes before them."""
    out: list[Layer] = []
    for layer in row:
        if out and (layer.id == out[-1].id or layer.end - layer.start < _THIN):
            out[-1] = Layer(out[-1].id, out[-1].start, layer.end)
        else:
            out.append(layer)
    return out
