"""Places where the specimen departs from the reference on purpose (`meshes/figures/deviations.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.sculpt.figures import Figures, Row

Reals = NDArray[np.float64]
_CORNERS = np.array(list(product((0.0, 1.0), repeat=3)))
_QUADS = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
_BOX = np.array([face for a, b, c, d in _QUADS for face in ((a, b, c), (a, c, d))])
_COUNTS = {"sphere": 4, "box": 6}


@dataclass(frozen=True)
class Region:
    """A part of space in mm: `sphere` x y z radius, or `box` x0 x1 y0 y1 z0 z1; with its mirror image."""

    kind: str
    values: tuple[float, ...]

    def holds(self, points: Reals) -> NDArray[np.bool_]:
        """(n,): whether each point or its mirror image lies in it."""
        return self._holds(points) | self._holds(points * [-1.0, 1.0, 1.0])

    def _holds(self, points: Reals) -> NDArray[np.bool_]:
        if self.kind == "sphere":
            return np.asarray(np.linalg.norm(points - self.values[:3], axis=1) <= self.values[3])
        low, high = np.array(self.values[0::2]), np.array(self.values[1::2])
        return np.asarray(((points >= low) & (points <= high)).all(axis=1))

    def corners(self) -> tuple[Reals, Reals]:
        """Its surface and that of its mirror image, (m, 3, 3) each, faces outwards."""
        solid = self._ball() if self.kind == "sphere" else self._box()
        return solid, (solid * [-1.0, 1.0, 1.0])[:, ::-1]

    def _box(self) -> Reals:
        low, high = np.array(self.values[0::2]), np.array(self.values[1::2])
        return np.asarray((low + _CORNERS * (high - low))[_BOX])

    def _ball(self) -> Reals:
        import trimesh

        ball = trimesh.creation.icosphere(subdivisions=3, radius=self.values[3])
        return np.asarray(ball.triangles + np.array(self.values[:3]), dtype=np.float64)


def deviations(figures: Figures) -> dict[str, tuple[Region, ...]]:
    """Base id → regions that a comparison leaves out. Raises ContentError."""
    found: dict[str, tuple[Region, ...]] = {}
    for row in figures.rows("deviations"):
        found[row["structure"]] = (*found.get(row["structure"], ()), _region(row, figures))
    return found


def _region(row: Row, figures: Figures) -> Region:
    try:
        values = tuple(float(word) for word in row["region"].split())
    except ValueError:
        values = ()
    if len(values) != _COUNTS.get(row["kind"], -1):
        raise ContentError(
            figures.folder / "deviations.csv",
            None,
            f"the region of {row['structure']} is neither a sphere (x y z radius) nor a box (x x y y z z).",
        )
    return Region(row["kind"], values)
