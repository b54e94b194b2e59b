"""The shapes of the crowns of teeth, each kind with its own, in its own frame.

x along the arch, y towards cheek or lip, z from the neck (0) to the biting edge. A crown is a column of rounded
sections that swells to where it touches its neighbours and is closed above by the relief of its biting surface.
The proportions are those of the textbooks of dental anatomy, rounded (model values).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.implicit import Distances, Points, smooth_both, smooth_union

# Heights (shares of the crown; below 0 the root) at which the outline is given.
_LEVELS = np.array([-0.8, -0.25, 0.0, 0.22, 0.5, 0.75, 1.0])
_DEEPEST = -2.0


@dataclass(frozen=True)
class Outline:
    """Half width, and how far lip's and tongue's sides stand out, as shares of width and depth; `power` of sections."""

    width: tuple[float, ...]
    outer: tuple[float, ...]
    inner: tuple[float, ...]
    power: float


_INCISOR = Outline(
    (0.18, 0.33, 0.41, 0.455, 0.49, 0.505, 0.49),
    (0.20, 0.32, 0.42, 0.48, 0.46, 0.38, 0.25),
    (0.20, 0.34, 0.43, 0.47, 0.24, 0.05, -0.06),
    3.0,
)
_CANINE = Outline(
    (0.20, 0.33, 0.41, 0.46, 0.495, 0.505, 0.46),
    (0.20, 0.34, 0.42, 0.49, 0.48, 0.38, 0.22),
    (0.20, 0.36, 0.43, 0.50, 0.38, 0.20, 0.04),
    2.3,
)
_PREMOLAR = Outline(
    (0.20, 0.33, 0.42, 0.465, 0.495, 0.505, 0.47),
    (0.20, 0.34, 0.42, 0.49, 0.50, 0.44, 0.36),
    (0.20, 0.34, 0.42, 0.47, 0.50, 0.47, 0.38),
    2.5,
)
_MOLAR = Outline(
    (0.26, 0.37, 0.44, 0.475, 0.50, 0.505, 0.47),
    (0.26, 0.36, 0.43, 0.49, 0.49, 0.45, 0.38),
    (0.26, 0.36, 0.43, 0.47, 0.50, 0.47, 0.40),
    3.2,
)


@dataclass(frozen=True)
class Crown:
    """One crown of `kind` with its size in mm, in its own frame."""

    kind: str
    width: float
    depth: float
    height: float

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        outline, relief = _KINDS[self.kind]
        side = self._side(points, outline)
        top = relief(points[:, 0], points[:, 1], self)
        lid = (points[:, 2] - top) / np.sqrt(1.25)
        return smooth_both(smooth_both(side, lid, 0.9), _DEEPEST * 2.5 - points[:, 2], 0.5)

    def _side(self, points: Points, outline: Outline) -> Distances:
        level = points[:, 2] / self.height
        half, outer, inner = (
            _between(level, share) * size
            for share, size in (
                (outline.width, self.width),
                (outline.outer, self.depth),
                (outline.inner, self.depth),
            )
        )
        middle, deep = (outer - inner) / 2.0, np.maximum((outer + inner) / 2.0, 0.5)
        return _section(points[:, 0], points[:, 1] - middle, half, deep, outline.power)


def _between(level: Distances, shares: tuple[float, ...]) -> Distances:
    from scipy.interpolate import PchipInterpolator

    return np.asarray(PchipInterpolator(_LEVELS, shares)(np.clip(level, _LEVELS[0], _LEVELS[-1])))


def _section(u: Distances, v: Distances, half: Distances, deep: Distances, power: float) -> Distances:
    """First-order distance to the superellipse |u/half|^p + |v/deep|^p = 1."""
    a, b = np.abs(u) / half, np.abs(v) / deep
    k = np.maximum((a**power + b**power) ** (1.0 / power), 1e-6)
    slope = np.hypot((a / k) ** (power - 1.0) / half, (b / k) ** (power - 1.0) / deep)
    return np.asarray((k - 1.0) / np.maximum(slope, 1e-3))


def _edge(u: Distances, _: Distances, crown: Crown) -> Distances:
    """A cutting edge, its corners a little rounded."""
    return crown.height - 0.9 * np.abs(2.0 * u / crown.width) ** 4


def _point(u: Distances, _: Distances, crown: Crown) -> Distances:
    return crown.height - 0.6 * (np.hypot(u, 0.5) - 0.5)


def _cusps(places: tuple[tuple[float, float, float], ...], slope: float) -> Callable[..., Distances]:
    """Cusps at (share of width, share of depth, mm below the highest), falling off by `slope`."""

    def relief(u: Distances, v: Distances, crown: Crown) -> Distances:
        low: NDArray[np.float64] = np.full(len(u), 1e3)
        for x, y, lower in places:
            away = np.hypot(np.hypot(u - x * crown.width, v - y * crown.depth), 0.6) - 0.6
            low = smooth_union(low, lower + slope * away - crown.height, 0.25)
        return -low

    return relief


_KINDS: dict[str, tuple[Outline, Callable[..., Distances]]] = {
    "incisor": (_INCISOR, _edge),
    "canine": (_CANINE, _point),
    "premolar": (_PREMOLAR, _cusps(((0.0, 0.25, 0.0), (0.0, -0.27, 0.7)), 0.75)),
    "molar": (
        _MOLAR,
        _cusps(((-0.24, 0.26, 0.2), (0.24, 0.26, 0.0), (-0.24, -0.26, 0.3), (0.24, -0.26, 0.0)), 0.7),
    ),
}
