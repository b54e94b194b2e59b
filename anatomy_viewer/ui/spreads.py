"""What is known of where the points lie, laid on the tissue of this specimen.

Studies measure how far lateral and how far caudal a place is. So their ellipses are laid along the antero-posterior
axis: seen from behind they have the published measure exactly, from wherever one looks. They lie like a cloth on what
is seen from behind when everything more superficial than the point's own layer is taken off. A point on a nerve or
vessel lies on the layer of the first tissue in front of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.drape import Cloth
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import DEEPEST_PEEL, Atlas, Point, Vector
from anatomy_viewer.model.spread import Line, spread_lines

Reals = NDArray[np.float64]
Key = tuple[str, Vector]
BEDS = ("bones", "muscles", "ligaments", "skin")  # systems that a line can lie on
WINDOW = ((-20.0, -125.0), (95.0, 45.0))  # x and z (mm) of the right side of the nape
FARTHEST = 15.0  # mm before or behind the point: what lies farther is another region, and no bed of it
_BEHIND = 3.0  # mm that a nerve's own bed may lie behind its axis


@dataclass(frozen=True, eq=False)
class Laid:
    """A line on its bed. places: (n, 3) mm; on_tissue: (n,), False where the line bridges a gap."""

    line: Line
    places: Reals
    on_tissue: NDArray[np.bool_]

    def mirrored(self) -> Laid:
        """The same on the other side of the body."""
        return replace(self, places=self.places * np.array([-1.0, 1.0, 1.0]))


class Spreads:
    """Lays the lines of points on coarse meshes, each point once."""

    def __init__(self, atlas: Atlas, coarse: Mapping[str, Mesh]) -> None:
        self._atlas, self._coarse = atlas, coarse
        self._laid: dict[Key, tuple[Laid, ...]] = {}
        self._cloths: dict[int, Cloth] = {}

    def of(self, point: Point) -> tuple[Laid, ...]:
        """The lines of `point`; none before they are laid, where nothing is known, and where it has no bed."""
        return self._laid.get(_key(point), ())

    def knows(self, point: Point) -> bool:
        """Have its lines been laid?"""
        return _key(point) in self._laid

    def lay(self, point: Point) -> None:
        """Lay the lines of `point`."""
        if _key(point) not in self._laid:
            x, y, z = point.position
            laid = self._lay(replace(point, position=(abs(x), y, z)))  # the base specimen is symmetric
            self._laid[_key(point)] = tuple(each.mirrored() for each in laid) if x < 0.0 else laid

    def _lay(self, point: Point) -> tuple[Laid, ...]:
        lines = spread_lines(point)
        if not lines:
            return ()
        bed = self._cloth(self._layer(point))
        laid = (_laid(line, point.position[1], bed) for line in lines)
        return tuple(each for each in laid if each is not None)

    def _layer(self, point: Point) -> int:
        """The layer whose surface carries the lines."""
        own = self._atlas.structures.get(self._atlas.owner(point.structure))
        if own is not None and own.system in BEDS:
            return own.layer
        x, y, z = point.position
        for layer in range(2, DEEPEST_PEEL):
            if self._cloth(layer).depth([[x, z]])[0][0] >= y - _BEHIND:
                return layer
        return DEEPEST_PEEL

    def _cloth(self, layer: int) -> Cloth:
        """What lies on this layer and on all deeper ones."""
        if layer not in self._cloths:
            named = ((mesh, self._atlas.structures[name]) for name, mesh in self._coarse.items())
            parts = [
                mesh.vertices[mesh.faces]
                for mesh, each in named
                if each.system in BEDS and each.layer >= layer
            ]
            self._cloths[layer] = Cloth(np.concatenate(parts or [np.empty((0, 3, 3), np.float32)]), *WINDOW)
        return self._cloths[layer]


def _laid(line: Line, depth: float, bed: Cloth) -> Laid | None:
    """`line` with the depth of its bed; where that is missing, with the depth of the nearest parts that have one."""
    y, touching = bed.depth(line.places)
    good = np.isfinite(y) & (np.abs(y - depth) <= FARTHEST)
    if not good.any():
        return None
    index = np.arange(len(y))
    filled = np.interp(index, index[good], y[good])
    return Laid(line, np.column_stack([line.places[:, 0], filled, line.places[:, 1]]), good & touching)


def _key(point: Point) -> Key:
    """What its lines depend on: a point moves with a variant, and to hash all its texts would cost each frame."""
    return point.id, point.position
