"""The thin parts of the skull: plates bent and tapered, one row of skull_plates.csv each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Block, Distances, Field, Points, rotation, sculpture

# The bend is a paraboloid only over the plate and a little beside it; farther out it stays level.
_BESIDE = 1.5
# Share of the shorter half side that rounds the corners, and of the half thickness that rounds the rim; the least
# half thickness (mm): thinner bone would tear on the grid.
_CORNER, _RIM, _LEAST = 0.75, 0.85, 0.85
_COLUMNS = ("x_right", "y_anterior", "z_up", "turn_x", "turn_y", "turn_z", "half_u", "half_v", "half_w")
_SHAPE = ("bend_uu", "bend_uv", "bend_vv", "taper_u", "taper_v")


@dataclass(frozen=True)
class Plate:
    """A rounded plate about `centre` with half sides `half` (u, v, thickness), turned by `rotvec` (radians).

    bend: how far (mm) the middle surface rises at the edges, as coefficients of (u/half)^2, uv and (v/half)^2.
    taper: how the thickness grows towards +u and +v, as a share of it.
    """

    centre: ArrayLike
    rotvec: ArrayLike
    half: tuple[float, float, float]
    bend: tuple[float, float, float] = (0.0, 0.0, 0.0)
    taper: tuple[float, float] = (0.0, 0.0)

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        u, v, w = ((points - np.asarray(self.centre)) @ rotation(self.rotvec)).T
        a, b, thickness = self.half
        along, across = np.clip(u / a, -_BESIDE, _BESIDE), np.clip(v / b, -_BESIDE, _BESIDE)
        level = w - (self.bend[0] * along**2 + self.bend[1] * along * across + self.bend[2] * across**2)
        taper = np.clip(1.0 + self.taper[0] * along + self.taper[1] * across, 0.25, 2.0)
        deep = np.maximum(thickness * taper, _LEAST)
        rim = np.minimum(_RIM * deep, 0.75 * min(a, b))
        return _rounded(_outline(u, v, a, b) + rim, np.abs(level) - deep + rim) - rim


def _outline(u: Distances, v: Distances, a: float, b: float) -> Distances:
    corner = _CORNER * min(a, b)
    return _rounded(np.abs(u) - (a - corner), np.abs(v) - (b - corner)) - corner


def _rounded(a: Distances, b: Distances) -> Distances:
    return np.hypot(np.maximum(a, 0.0), np.maximum(b, 0.0)) + np.minimum(np.maximum(a, b), 0.0)


def plates(figures: Figures, bone: str) -> tuple[Block, ...]:
    """The plates of `bone` (skull_plates.csv), in order, as steps of a sculpture."""
    return tuple(_block(row) for row in figures.rows("skull_plates") if row["bone"] == bone)


def _block(row: dict[str, str]) -> Block:
    place = [float(row[column]) for column in _COLUMNS]
    bend = [float(row[column]) for column in _SHAPE]
    half = (place[6], place[7], place[8])
    shape = Plate(place[:3], place[3:6], half, (bend[0], bend[1], bend[2]), (bend[3], bend[4]))
    return Block("add", shape, float(row["blend_mm"]))


def plates_field(figures: Figures, bone: str, symmetric: bool) -> Field:
    """Distance to the plates of `bone` grown together."""
    return sculpture(plates(figures, bone), symmetric)
