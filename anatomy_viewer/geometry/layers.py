"""A straight path through closed bodies: which of them it is in, from where to where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# mm: a shorter layer is a graze.
_THIN = 0.05


@dataclass(frozen=True)
class Stretch:
    """From `start` to `end` mm along the path lies the body `id`; the higher `rank` wins where bodies overlap."""

    id: str
    start: float
    end: float
    rank: int = 0


def inside(crossings: Iterable[tuple[float, int]]) -> list[tuple[float, float]]:
    """Stretches inside one closed surface, from the sorted (mm, +1 entering or -1 leaving) of an endless line."""
    found, depth, start = [], 0, 0.0
    for at, turn in crossings:
        if depth <= 0 < depth + turn:
            start = at
        if depth > 0 >= depth + turn:
            found.append((start, at))
        depth += turn
    return found


def tiled(stretches: Sequence[Stretch], length: float) -> list[Stretch]:
    """The layers of a path of `length` mm in order, without gap or overlap; '' is what no body fills.

    Where bodies lie in each other the one of the higher rank counts, and of equals the shorter stretch.
    """
    met = [item for item in stretches if item.start < length and item.end > 0.0]
    marks = sorted({0.0, length, *(min(max(m, 0.0), length) for item in met for m in (item.start, item.end))})
    return _joined([Stretch(_on_top(met, (s + e) / 2.0), s, e) for s, e in pairwise(marks)])


def _on_top(met: Sequence[Stretch], at: float) -> str:
    here = [item for item in met if item.start <= at <= item.end]
    return max(here, key=lambda item: (item.rank, item.start - item.end)).id if here else ""


def _joined(row: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours of one id made one; grazes added to what comes before them."""
    out: list[Stretch] = []
    for layer in row:
        if out and (layer.id == out[-1].id or layer.end - layer.start < _THIN):
            out[-1] = Stretch(out[-1].id, out[-1].start, layer.end)
        else:
            out.append(layer)
    return out
