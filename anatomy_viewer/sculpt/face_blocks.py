"""The tables of the facial skeleton turned into shapes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.figures import Figures, Row
from anatomy_viewer.sculpt.implicit import Block, Capsule, Distances, Field, Points
from anatomy_viewer.sculpt.plates import Plate

# How far (mm) a shape's own ball is widened; beyond it the shape can't reach the surface, whatever the blend.
_REACH = 7.0


@dataclass(frozen=True)
class Nearby:
    """`shape`, worked out only within `radius` mm of `centre`; farther away the distance to that ball stands for it."""

    shape: Field
    centre: NDArray[np.float64]
    radius: float

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        value = np.asarray(np.sqrt(((points - self.centre) ** 2).sum(axis=1)) - self.radius + _REACH)
        near = value < _REACH
        value[near] = self.shape(points[near])
        return value


def capsules(figures: Figures, bone: str) -> list[Block]:
    """The elliptical capsules of `bone` in face_primitives.csv, in the order in which they are joined."""
    rows = (row for row in figures.rows("face_primitives") if row["bone"] == bone)
    return [Block(row["op"], _capsule(row), float(row["blend_mm"])) for row in rows]


def _capsule(row: Row) -> Nearby:
    start, end = (tuple(float(row[end + axis]) for axis in "xyz") for end in "ab")
    radii = [(float(row[f"ru_{end}"]), float(row[f"rv_{end}"])) for end in "ab"]
    capsule = Capsule(start, end, radii[0], radii[1], float(row["roll_rad"]))
    ends = np.array([start, end])
    length = float(np.linalg.norm(ends[1] - ends[0]))
    return Nearby(capsule, ends.mean(axis=0), length / 2.0 + max(radii[0] + radii[1]) + _REACH)


def plates(figures: Figures, bone: str) -> dict[str, Plate]:
    """The plates of `bone` in face_plates.csv by name."""
    nets: dict[str, dict[str, list[list[float]]]] = {}
    for row in figures.rows("face_plates"):
        if row["bone"] == bone:
            net = nets.setdefault(row["plate"], {})
            net.setdefault(row["row"], []).append(
                [float(row[key]) for key in ("x", "y", "z", "thickness_mm")]
            )
    return {name: Plate(_array(net)) for name, net in nets.items()}


def _array(net: dict[str, list[list[float]]]) -> NDArray[np.float64]:
    return np.array(list(net.values()))
