"""Where a needle goes in the finished specimen: read once, then asked as often as wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.layers import Solid, layers
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import LOOSE, NeedlePath, Passed

Reals = NDArray[np.float64]
SKIN = "scalp_skin"
# The higher wins where bodies lie in each other; fat gives way to everything.
_RANKS = ("skin", "ligaments", "muscles", "bones", "veins", "arteries", "cns", "nerves")
# mm: how thick the skin is taken to be (model value), and how far beside it an entry may lie.
_SKIN_MM, _BESIDE = 2.0, 3.0
AT_RISK = (
    "greater_occipital_nerve",
    "occipital_artery",
    "vertebral_artery",
    "spinal_dura",
    "spinal_cord_cervical",
    "c2_drg",
)
_STEP = 0.5
_WORDS = "the needle"


@dataclass(frozen=True, eq=False)
class NeedleRoom:
    """The specimen in `folder` as a needle meets it."""

    folder: Path

    @cached_property
    def _systems(self) -> Mapping[str, tuple[str, bool]]:
        return {f.id: (f.system, f.paired) for f in structure_forms(self.folder).values()}

    @cached_property
    def skin(self) -> Surface:
        """The skin of head and neck."""
        mesh = read_ply(self.folder / f"{SKIN}.ply")
        return Surface(mesh.vertices, mesh.faces)

    @cached_property
    def solids(self) -> Mapping[str, Solid]:
        """Every body but the skin, by its id with its side."""
        found = {}
        for base, (system, paired) in self._systems.items():
            path = self.folder / f"{base}.ply"
            if base == SKIN or not path.is_file():
                continue
            mesh, rank = read_ply(path), _RANKS.index(system)
            corners = mesh.vertices[mesh.faces].astype(np.float64)
            if not paired:
                found[base] = Solid(corners, rank)
                continue
            found[f"{base}_r"], found[f"{base}_l"] = Solid(corners, rank), Solid(corners, rank, True)
        return found

    @cached_property
    def _trees(self) -> Mapping[str, Any]:
        """Per structure at risk, on both sides: a tree of places on its surface."""
        from scipy.spatial import cKDTree

        trees = {}
        for base in AT_RISK:
            if base in self._systems and (self.folder / f"{base}.ply").is_file():
                mesh = read_ply(self.folder / f"{base}.ply")
                places = Surface(mesh.vertices, mesh.faces).spread(0.8)
                for side, x in (("_r", 1.0), ("_l", -1.0)) if self._systems[base][1] else (("", 1.0),):
                    trees[f"{base}{side}"] = cKDTree(places * [x, 1.0, 1.0])
        return trees

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        """The needle from `entry` to `target`, mm. Raises ContentError where no needle can go like that."""
        a, b = np.array(entry, dtype=np.float64), np.array(target, dtype=np.float64)
        length = float(np.linalg.norm(b - a))
        self._refuse(a, b, length)
        row = [Passed(layer.id or LOOSE, layer.start, layer.end) for layer in layers(a, b, self.solids)]
        return NeedlePath(entry, target, length, tuple(_with_skin(row)), self._nearest(a, b, row))

    def _refuse(self, a: Reals, b: Reals, length: float) -> None:
        if length < 1.0:
            raise ContentError(_WORDS, None, "entry and target are the same place.", "Give two places.")
        depth = -float(self.skin.distance(a[None])[0])
        if depth > _BESIDE:
            what = f"the entry lies {depth:.0f} mm under the skin."
            raise ContentError(_WORDS, None, what, "Put it on the skin.")
        if depth < -_BESIDE:
            raise ContentError(
                _WORDS, None, f"the entry lies {-depth:.0f} mm off the skin.", "Put it on the skin."
            )
        if self.skin.distance(b[None])[0] > 0.0:
            raise ContentError(_WORDS, None, "the target lies outside the body.", "Put it under the skin.")

    def _nearest(self, a: Reals, b: Reals, row: list[Passed]) -> dict[str, float]:
        count = max(2, int(np.linalg.norm(b - a) / _STEP) + 2)
        places = a + np.linspace(0.0, 1.0, count)[:, None] * (b - a)
        crossed = {layer.id for layer in row}
        return {
            name: 0.0 if name in crossed else float(tree.query(places)[0].min())
            for name, tree in self._trees.items()
        }


def _with_skin(row: list[Passed]) -> list[Passed]:
    """The first millimetres are skin, whatever lies under it."""
    end = min(_SKIN_MM, row[-1].end)
    rest = [Passed(r.id, max(r.start, end), r.end) for r in row if r.end > end]
    return [Passed(SKIN, 0.0, end), *rest]
