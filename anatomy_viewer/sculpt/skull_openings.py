"""The openings of the skull: openings.csv says where they lie, and nerves and vessels are led through them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Capsule, Field, Points, folded, sculpture_onto

_BLEND = 0.8


@dataclass(frozen=True)
class Opening:
    """One station of an opening: `centre` (3,) mm, unit `axis` (3,), `radius` and `length` mm, right side."""

    name: str
    bones: tuple[str, ...]
    centre: Points
    axis: Points
    radius: float
    length: float

    @property
    def shape(self) -> Capsule:
        """The space that stays free."""
        reach = self.axis * self.length / 2.0
        radii = (self.radius, self.radius)
        return Capsule(self.centre - reach, self.centre + reach, radii, radii)


def openings(figures: Figures) -> tuple[Opening, ...]:
    """Every row of openings.csv, in order."""
    return tuple(_opening(row) for row in figures.rows("openings"))


def _opening(row: dict[str, str]) -> Opening:
    axis = np.array([float(row[key]) for key in ("axis_x", "axis_y", "axis_z")])
    return Opening(
        row["opening"],
        tuple(row["bone"].split()),
        np.array([float(row[key]) for key in ("x_right", "y_anterior", "z_up")]),
        axis / np.linalg.norm(axis),
        float(row["radius_mm"]),
        float(row["length_mm"]),
    )


def cuts(figures: Figures, bone: str) -> tuple[Block, ...]:
    """The openings of `bone` as cuts; the stations of one opening are joined."""
    rows = [row for row in openings(figures) if bone in row.bones]
    joins = [
        Capsule(a.centre, b.centre, (a.radius, a.radius), (b.radius, b.radius))
        for a, b in pairwise(rows)
        if a.name == b.name
    ]
    return tuple(Block("cut", shape, _BLEND) for shape in [row.shape for row in rows] + joins)


def opened(field: Field, figures: Figures, bone: str, symmetric: bool) -> Field:
    """`field` with the openings of `bone`."""
    cut = sculpture_onto(cuts(figures, bone))
    return lambda points: cut(folded(points) if symmetric else points, field(points))
