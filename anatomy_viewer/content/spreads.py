"""Where an injected volume goes: along the plane in which the tip lies, not as a ball through muscle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.nerve_lines import lengths_within, nerve_lines
from anatomy_viewer.content.tissue_file import Tissue, read_tissue
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.flood import flooded
from anatomy_viewer.geometry.surface_net import surface_net
from anatomy_viewer.model.anatomy import Vector

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
# What a step costs (model values): a plane between muscles and loose fat are easy, the septa of the fat under the skin
# hinder, a muscle's belly hinders much; through bone, vessels, nerves, dura, ligaments, skin and air nothing passes.
_COSTS = {"fascia": 2, "deep_fat": 2, "areolar": 2, "nerve_fat": 2, "epidural_fat": 3, "fat": 5, "septum": 7}
_MUSCLE = 24
# mm: the box looked at is so large, and so much larger per root of a millilitre.
_REACH, _PER_ROOT = 12.0, 15.0
# mm: a tip in a wall spreads from the nearest open place within so far; a nerve is bathed where fluid lies so close to
# its wall.
_ASIDE, _CLOSE = 1.5, 1.0
MOST_ML = 20.0
_WORDS = "the injection"


@dataclass(frozen=True, eq=False)
class Spread:
    """The body that `volume_ml` fill (less where no more found room).

    filled (i, j, k): its voxels, the first one's centre at `origin` (3,) mm, `spacing` mm apart; vertices (n, 3) mm,
    faces (m, 3): its smooth surface, outwards; nerves: mm bathed of each nerve reached, by id with its side, most
    first; tissues: ml by what they lie in ('fascia' is the plane between muscles).
    """

    volume_ml: float
    filled: Mask
    origin: Reals
    spacing: float
    vertices: Reals
    faces: NDArray[np.int64]
    nerves: Mapping[str, float]
    tissues: Mapping[str, float]

    @property
    def nerve_length_mm(self) -> float:
        """mm bathed of the greater occipital nerve, both sides together."""
        return sum(mm for name, mm in self.nerves.items() if name.startswith("greater_occipital_nerve"))

    def as_json(self) -> dict[str, Any]:
        """Plain values: ml and mm."""
        return {
            "volume_ml": round(self.volume_ml, 3),
            "nerve_length_mm": round(self.nerve_length_mm, 2),
            "nerves": {name: round(mm, 2) for name, mm in self.nerves.items()},
        }


@dataclass(frozen=True, eq=False)
class SpreadRoom:
    """The specimen in `folder` as a fluid meets it; `lines`: nerves that run elsewhere, as `nerve_lines` gives them."""

    folder: Path
    lines: Mapping[str, Reals] | None = None

    @cached_property
    def _tissue(self) -> Tissue:
        return read_tissue(self.folder)

    @cached_property
    def _nerves(self) -> Mapping[str, Reals]:
        return {**nerve_lines(self.folder), **(self.lines or {})}

    @cached_property
    def _costs(self) -> NDArray[np.uint8]:
        """(256,): what a step into a voxel of each label costs, 0 where nothing passes."""
        costs = np.zeros(256, dtype=np.uint8)
        for number, name in self._tissue.ids.items():
            costs[number] = _COSTS.get(name, _MUSCLE if self._tissue.kinds[number] == "muscle" else 0)
        return costs

    def prepare(self) -> None:
        """Read what the first question needs: for a thread, before someone waits."""
        _ = self._costs, self._nerves

    def spread(self, tip: Vector, volume_ml: float) -> Spread:
        """What `volume_ml` fill round the needle's `tip` mm. Raises ContentError where none can spread."""
        if not 0.0 < volume_ml <= MOST_ML:  # no number either
            what = f"the volume should be more than 0 and at most {MOST_ML:.0f} ml."
            raise ContentError(_WORDS, None, what, "Give millilitres.")
        tissue, place = self._tissue, np.array(tip, dtype=np.float64)
        labels, origin = _box(tissue, place, _REACH + _PER_ROOT * volume_ml**0.5)
        labels = self._moved(labels, origin)
        costs = self._costs[labels]
        seed = self._seed(labels, costs, (place - origin) / tissue.spacing)
        filled = flooded(costs, seed, max(1, round(volume_ml * 1000.0 / tissue.spacing**3)))
        return self._measured(filled, labels, origin)

    def _moved(self, labels: NDArray[np.uint8], origin: Reals) -> NDArray[np.uint8]:
        """`labels` with the greater occipital nerve where it runs in this specimen, and its fat where it ran."""
        numbers = {name: number for number, name in self._tissue.ids.items()}
        for name, old in (
            ("greater_occipital_nerve_r", "gon_right"),
            ("greater_occipital_nerve_l", "gon_left"),
        ):
            if self.lines and name in self.lines and {old, "nerve_fat"} <= numbers.keys():
                box = _Bath(np.ones(labels.shape, dtype=np.bool_), origin, self._tissue.spacing)
                labels = np.where(labels == numbers[old], np.uint8(numbers["nerve_fat"]), labels)
                labels[tuple(box.within(self.lines[name]).T)] = numbers[old]
        return labels

    def _seed(
        self, labels: NDArray[np.uint8], costs: NDArray[np.uint8], place: Reals
    ) -> tuple[int, int, int]:
        """The open voxel nearest to `place` (3,) in voxels."""
        middle = np.clip(np.round(place).astype(np.int64), 0, np.array(labels.shape) - 1)
        reach = int(_ASIDE / self._tissue.spacing)
        first = np.maximum(middle - reach, 0)
        near = costs[tuple(slice(int(a), int(b)) for a, b in zip(first, middle + reach + 1, strict=True))]
        found = np.argwhere(near > 0) + first
        away = np.linalg.norm(found - place, axis=1)
        if not len(found) or away.min() > reach + 0.5:
            name = self._tissue.ids.get(int(labels[tuple(middle)]), "outside")
            what = f"the tip lies in '{name}', where no fluid spreads."
            raise ContentError(_WORDS, None, what, "Draw it back or choose another target.")
        i, j, k = (int(n) for n in found[away.argmin()])
        return i, j, k

    def _measured(self, filled: Mask, labels: NDArray[np.uint8], origin: Reals) -> Spread:
        tissue = self._tissue
        where = np.argwhere(filled)
        first, last = where.min(axis=0), where.max(axis=0) + 1
        box = tuple(slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
        filled, labels, origin = filled[box], labels[box], origin + first * tissue.spacing
        per_voxel = tissue.spacing**3 / 1000.0
        counts = np.bincount(labels[filled], minlength=256)
        order = np.argsort(-counts, kind="stable")
        return Spread(
            float(filled.sum()) * per_voxel,
            filled,
            origin,
            tissue.spacing,
            *surface_net(_evened(filled), origin - tissue.spacing, tissue.spacing),
            lengths_within(self._nerves, _Bath(filled, origin, tissue.spacing).bathes),
            {tissue.ids[int(n)]: float(counts[n]) * per_voxel for n in order if counts[n]},
        )


def _evened(filled: Mask) -> Mask:
    """With one voxel more on every side, pits filled and spikes taken away: what is shown, not what is counted."""
    found = np.pad(filled, 1)
    for _ in range(2):
        padded = np.pad(found, 1).astype(np.int8)
        middle = slice(1, -1)
        six = padded[:-2, middle, middle] + padded[2:, middle, middle] + padded[middle, :-2, middle]
        six += padded[middle, 2:, middle] + padded[middle, middle, :-2] + padded[middle, middle, 2:]
        found = (six >= 4) | (found & (six >= 2))
    return found


@dataclass(frozen=True, eq=False)
class _Bath:
    """Tells which places of a nerve a fluid reaches."""

    filled: Mask
    origin: Reals
    spacing: float

    def bathes(self, line: Reals) -> NDArray[np.bool_]:
        """(n,): whether fluid lies within _CLOSE mm of the wall at each place of `line` (n, 4)."""
        found = np.zeros(len(line), dtype=np.bool_)
        near, nodes, close = self._round(line, _CLOSE)
        wet = close & self.filled[nodes[..., 0], nodes[..., 1], nodes[..., 2]]
        found[near] = np.any(wet, axis=1)
        return found

    def within(self, line: Reals) -> NDArray[np.int64]:
        """(m, 3): the nodes inside the nerve `line` (n, 4)."""
        _, nodes, close = self._round(line, 0.0)
        return nodes[close]

    def _round(self, line: Reals, beyond: float) -> tuple[NDArray[np.int64], NDArray[np.int64], Mask]:
        """Rows of `line` near the grid (k,), nodes round each (k, s, 3), and which lie within `beyond` of its wall."""
        reach = line[:, 3] + beyond
        most = float(reach.max())
        high = self.origin + self.spacing * np.array(self.filled.shape) + most
        near = np.flatnonzero(((line[:, :3] > self.origin - most) & (line[:, :3] < high)).all(axis=1))
        place = (line[near, :3] - self.origin) / self.spacing
        nodes = np.round(place).astype(np.int64)[:, None] + _ball(most / self.spacing)
        close: Mask = np.linalg.norm(nodes - place[:, None], axis=2) * self.spacing <= reach[near, None]
        inside: Mask = np.all((nodes >= 0) & (nodes < self.filled.shape), axis=2)
        return near, np.where(inside[..., None], nodes, 0), close & inside


def _ball(radius: float) -> NDArray[np.int64]:
    size = int(np.ceil(radius)) + 1
    steps = np.array(list(np.ndindex(2 * size + 1, 2 * size + 1, 2 * size + 1))) - size
    return steps[(steps**2).sum(axis=1) <= (radius + 1.0) ** 2]


def _box(tissue: Tissue, place: Reals, reach: float) -> tuple[NDArray[np.uint8], Reals]:
    """The labels within `reach` mm of `place` (3,) along each axis, and where their first voxel lies."""
    shape = np.array(tissue.labels.shape)
    first = np.clip(np.floor((place - reach - tissue.origin) / tissue.spacing), 0, shape).astype(np.int64)
    last = np.clip(np.ceil((place + reach - tissue.origin) / tissue.spacing) + 1, 0, shape).astype(np.int64)
    voxel = np.round((place - tissue.origin) / tissue.spacing)
    if not np.isfinite(place).all() or (voxel < 0).any() or (voxel >= shape).any():
        top = tissue.origin[2] + tissue.spacing * shape[2]
        what = "the tip lies where the atlas has no tissue volume."
        raise ContentError(_WORDS, None, what, f"It reaches up to z = {top:.0f} mm.")
    box = tuple(slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
    return tissue.labels[box], tissue.origin + first * tissue.spacing
