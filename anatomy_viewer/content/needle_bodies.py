"""What a needle may meet: every mesh of the specimen, sorted once so that a line through it is answered in a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.geometry.layers import Stretch, inside
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.segment_gaps import Gap, SurfaceSet
from anatomy_viewer.geometry.triangle_grid import Meetings, TriangleGrid
from anatomy_viewer.model.needle import BONE

Reals = NDArray[np.float64]
SKIN = "scalp_skin"
# The higher wins where bodies lie in each other; fat gives way to everything.
_RANKS = ("skin", "ligaments", "muscles", "bones", "veins", "arteries", "cns", "nerves")
AT_RISK = (
    "greater_occipital_nerve",
    "third_occipital_nerve",
    "occipital_artery",
    "vertebral_artery",
    "spinal_dura",
    "spinal_cord_cervical",
    "c2_drg",
)
_MIRROR = np.array([-1.0, 1.0, 1.0])
# mm between the samples of a surface by which its nearest triangles are found.
_FINE, _COARSE = 1.0, 2.0


def corners_of(mesh: Mesh) -> NDArray[np.float32]:
    """(m, 3, 3): the triangles, mm."""
    return mesh.vertices[mesh.faces]


@dataclass(frozen=True, eq=False)
class Bodies:
    """The base specimen in `folder`: right side and midline once, the left side by a mirrored question."""

    folder: Path

    @cached_property
    def systems(self) -> Mapping[str, tuple[str, bool]]:
        """Base id → its system and whether it is paired, of every structure that has a mesh."""
        forms = structure_forms(self.folder).values()
        return {f.id: (f.system, f.paired) for f in forms if (self.folder / f"{f.id}.ply").is_file()}

    @cached_property
    def _meshes(self) -> Mapping[str, Mesh]:
        return {base: read_ply(self.folder / f"{base}.ply") for base in self.systems}

    @cached_property
    def _grid(self) -> TriangleGrid:
        corners = [corners_of(mesh) for mesh in self._meshes.values()]
        owner = np.repeat(np.arange(len(corners)), [len(part) for part in corners])
        return TriangleGrid(np.concatenate(corners), owner)

    @cached_property
    def _names(self) -> tuple[list[str], list[str]]:
        """By number of the surface: its id as the line meets it, and as the mirrored line does ('' of the midline)."""
        rows = self.systems.items()
        right = [f"{base}_r" if paired else base for base, (_, paired) in rows]
        return right, [f"{base}_l" if paired else "" for base, (_, paired) in rows]

    def crossings(self, a: Reals, b: Reals) -> dict[str, list[tuple[float, int]]]:
        """Id with its side → (mm from a, +1 entering or -1 leaving) along the endless line through a and b."""
        right, left = self._names
        found = _by_name(self._grid.meetings(a, b), right)
        found.update(_by_name(self._grid.meetings(a * _MIRROR, b * _MIRROR), left))
        return found

    @cached_property
    def skin(self) -> SurfaceSet:
        """The skin of head and neck."""
        corners = corners_of(read_ply(self.folder / f"{SKIN}.ply")).astype(np.float64)
        return SurfaceSet({SKIN: (corners, _COARSE)})

    @cached_property
    def risks(self) -> SurfaceSet:
        """What a needle is told its distance to, by id with its side, and BONE for every bone."""
        found = {}
        for base in AT_RISK:
            if base in self.systems:
                right = corners_of(self._meshes[base]).astype(np.float64)
                sides = {"_r": right, "_l": right * _MIRROR} if self.systems[base][1] else {"": right}
                found.update({f"{base}{side}": part for side, part in sides.items()})
        fine = {name: (part, _FINE) for name, part in found.items()}
        bone = {BONE: (np.concatenate(self._bones), _COARSE)} if self._bones else {}
        return SurfaceSet(fine | bone)

    @property
    def _bones(self) -> list[Reals]:
        """(m, 3, 3) each: every bone of both sides."""
        parts = []
        for base, (system, paired) in self.systems.items():
            if system == "bones":
                part = corners_of(self._meshes[base]).astype(np.float64)
                parts.extend([part, part * _MIRROR] if paired else [part])
        return parts

    def rank(self, name: str) -> int:
        """Which body counts where two lie in each other."""
        return _RANKS.index(self.system(name))

    def system(self, name: str) -> str:
        """The system of an id with or without its side; 'nerves' where the atlas does not know it."""
        base = name if name in self.systems else name.removesuffix("_r").removesuffix("_l")
        return self.systems[base][0] if base in self.systems else "nerves"


@dataclass(frozen=True, eq=False)
class Varied:
    """The base specimen with some bodies, by their id with its side, in another shape."""

    base: Bodies
    changed: Mapping[str, Mesh] = field(default_factory=dict)

    @cached_property
    def _grid(self) -> TriangleGrid:
        corners = [corners_of(mesh) for mesh in self.changed.values()]
        owner = np.repeat(np.arange(len(corners)), [len(part) for part in corners])
        return TriangleGrid(np.concatenate(corners), owner)

    def crossings(self, a: Reals, b: Reals) -> dict[str, list[tuple[float, int]]]:
        """As `Bodies.crossings`."""
        found = self.base.crossings(a, b)
        if self.changed:
            found = {name: met for name, met in found.items() if name not in self.changed}
            found.update(_by_name(self._grid.meetings(a, b), list(self.changed)))
        return found

    def stretches(self, crossings: Mapping[str, list[tuple[float, int]]]) -> list[Stretch]:
        """Where the line runs inside each body but the skin."""
        return [
            Stretch(name, start, end, self.base.rank(name))
            for name, met in crossings.items()
            if name != SKIN
            for start, end in inside(met)
        ]

    @cached_property
    def _risks(self) -> SurfaceSet | None:
        own = {name: mesh for name, mesh in self.changed.items() if name in self.base.risks.names}
        shapes = {name: (corners_of(mesh).astype(np.float64), _FINE) for name, mesh in own.items()}
        return SurfaceSet(shapes) if shapes else None

    def gaps(self, a: Reals, b: Reals) -> dict[str, Gap]:
        """How near the needle from a to b comes to each structure at risk, and to bone."""
        return self.base.risks.gaps(a, b) | (self._risks.gaps(a, b) if self._risks else {})


def _by_name(met: Meetings, names: list[str]) -> dict[str, list[tuple[float, int]]]:
    found: dict[str, list[tuple[float, int]]] = {}
    for at, owner, turn in zip(met.at.tolist(), met.owner.tolist(), met.turn.tolist(), strict=True):
        if names[owner]:
            found.setdefault(names[owner], []).append((at, turn))
    return found
