"""Laying the model over a scan by matching points: rotation and shift, with or without one common scale.

Least squares after Umeyama, IEEE Trans Pattern Anal Mach Intell 1991;13:376-380 (doi 10.1109/34.88573).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
FEWEST = 3
_NARROWEST = (
    3.0  # mm: how far points have to lie off their common line (root mean square), or a turn is a guess
)


@dataclass(frozen=True, eq=False)
class Placement:
    """Scan place = scale · turn · model place + shift; turn (3, 3) without mirroring, shift (3,) mm."""

    scale: float
    turn: Reals
    shift: Reals

    def to_scan(self, place: Vector | Reals) -> Vector:
        """Mm of the model → mm of the scan."""
        x, y, z = (self.scale * self.turn @ np.asarray(place, dtype=np.float64) + self.shift).tolist()
        return x, y, z

    def to_model(self, place: Vector | Reals) -> Vector:
        """Mm of the scan → mm of the model."""
        away = np.asarray(place, dtype=np.float64) - self.shift
        x, y, z = (self.turn.T @ away / self.scale).tolist()
        return x, y, z

    def plane_to_scan(self, plane: ImagePlane) -> ImagePlane:
        """A plane of the model, where the scan has it."""
        return _carried(plane, self.to_scan(plane.centre), self.turn, self.scale)

    def plane_to_model(self, plane: ImagePlane) -> ImagePlane:
        """A plane of the scan, where the model has it."""
        return _carried(plane, self.to_model(plane.centre), self.turn.T, 1.0 / self.scale)

    def matrix(self) -> Reals:
        """(4, 4), model → scan."""
        whole = np.eye(4)
        whole[:3, :3], whole[:3, 3] = self.scale * self.turn, self.shift
        return whole


def _carried(plane: ImagePlane, centre: Vector, turn: Reals, scale: float) -> ImagePlane:
    ax, ay, az = (turn @ np.asarray(plane.across)).tolist()
    dx, dy, dz = (turn @ np.asarray(plane.down)).tolist()
    return ImagePlane(
        centre, (ax, ay, az), (dx, dy, dz), plane.width_mm * scale, plane.height_mm * scale, plane.name
    )


@dataclass(frozen=True, eq=False)
class Fit:
    """A placement and how well it fits: the distance left at each point and their root mean square, mm of the scan.

    mirrored: the points fit much better with left and right exchanged, so that sides were probably confused.
    """

    placement: Placement
    residuals: tuple[float, ...]
    rms: float
    mirrored: bool = False


def registered(model: Sequence[Vector], scan: Sequence[Vector], scaled: bool = False) -> Fit:
    """The placement that brings `model` places (mm) nearest to their `scan` places, three pairs or more.

    scaled: one common scale is sought too. Raises ContentError where there are too few, or all lie along one line.
    """
    here, there = np.array(model, dtype=np.float64), np.array(scan, dtype=np.float64)
    _refuse_useless(here, there)
    turn, scale = _umeyama(here, there, scaled, mirror=False)
    shift = there.mean(axis=0) - scale * turn @ here.mean(axis=0)
    left = np.linalg.norm(here @ (scale * turn).T + shift - there, axis=1)
    rms = float(np.sqrt((left**2).mean()))
    return Fit(Placement(scale, turn, shift), tuple(left.tolist()), rms, _mirrored(here, there, scaled, rms))


def _umeyama(here: Reals, there: Reals, scaled: bool, mirror: bool) -> tuple[Reals, float]:
    a, b = here - here.mean(axis=0), there - there.mean(axis=0)
    u, strengths, vt = np.linalg.svd(b.T @ a / len(a))
    sign = np.ones(3)
    if (np.linalg.det(u) * np.linalg.det(vt) < 0.0) != mirror:
        sign[2] = -1.0
    turn = u @ np.diag(sign) @ vt
    scale = float((strengths * sign).sum() / (a**2).sum(axis=1).mean()) if scaled else 1.0
    return turn, scale


def _mirrored(here: Reals, there: Reals, scaled: bool, rms: float) -> bool:
    """Points in one plane fit a mirror image as well as themselves, and say nothing about it."""
    if len(here) <= FEWEST or rms < _NARROWEST or _spread(here)[2] < _NARROWEST:
        return False
    turn, scale = _umeyama(here, there, scaled, mirror=True)
    a, b = here - here.mean(axis=0), there - there.mean(axis=0)
    other = np.sqrt((np.linalg.norm(a @ (scale * turn).T - b, axis=1) ** 2).mean())
    return bool(other < 0.5 * rms)


def _spread(places: Reals) -> Reals:
    """(3,) mm: root mean square distance along the three main directions, the largest first."""
    return np.linalg.svd(places - places.mean(axis=0), compute_uv=False) / np.sqrt(len(places))


def _refuse_useless(here: Reals, there: Reals) -> None:
    where = "the registration"
    if len(here) != len(there) or len(here) < FEWEST:
        raise ContentError(
            where, None, f"three matching points are needed; there are {len(here)}.", "Pick more."
        )
    if not (np.isfinite(here).all() and np.isfinite(there).all()):
        raise ContentError(where, None, "a point has no valid place.", "Pick it again.")
    if min(_spread(here)[1], _spread(there)[1]) < _NARROWEST:
        problem = "the points lie along one line, so that a turn about it stays unknown."
        raise ContentError(where, None, problem, "Pick a point to the side of it.")
