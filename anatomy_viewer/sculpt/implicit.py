"""Shapes as distance fields: negative inside, about one per millimetre near the surface.

A field maps points (n, 3) to distances (n,). Elliptical shapes use the usual first-order estimate
k0 (k0 - 1) / k1 with k0 = |p / r|, k1 = |p / r^2|, exact on the surface and good to about a millimetre beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
Distances = NDArray[np.float64]
Field = Callable[[Points], Distances]
# The finest radius a capsule or ellipsoid may have: below it the estimate degenerates.
LEAST_RADIUS = 0.3


def rotation(rotvec: ArrayLike) -> NDArray[np.float64]:
    """(3, 3): the turn by |rotvec| radians about rotvec (Rodrigues)."""
    vector = np.asarray(rotvec, dtype=np.float64)
    angle = float(np.linalg.norm(vector))
    if angle == 0.0:
        return np.eye(3)
    x, y, z = vector / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def elliptic(offsets: Points, radii: NDArray[Any]) -> Distances:
    """First-order distance to the ellipse or ellipsoid of `radii` (broadcast) at `offsets` from its centre."""
    scaled = offsets / radii
    k0 = np.linalg.norm(scaled, axis=-1)
    k1 = np.linalg.norm(scaled / radii, axis=-1)
    inner = -np.min(np.broadcast_to(radii, offsets.shape), axis=-1)
    return np.where(k1 > 1e-9, k0 * (k0 - 1.0) / np.maximum(k1, 1e-9), inner)


@dataclass(frozen=True)
class Capsule:
    """Elliptical capsule from `start` to `end`: the radii (u, v) at each end blend linearly.

    `roll` turns u and v about the axis. With roll 0, v lies in the plane of the axis and z (of y for an upright axis).
    """

    start: ArrayLike
    end: ArrayLike
    radii_start: tuple[float, float]
    radii_end: tuple[float, float]
    roll: float = 0.0

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        a, b = np.asarray(self.start, dtype=np.float64), np.asarray(self.end, dtype=np.float64)
        length = float(np.linalg.norm(b - a))
        axis, u, v = _frame((b - a) / max(length, 1e-9), self.roll)
        offset = points - a
        along = offset @ axis
        t = np.clip(along / max(length, 1e-9), 0.0, 1.0)
        ru, rv = (
            np.maximum(first + t * (last - first), LEAST_RADIUS)
            for first, last in zip(self.radii_start, self.radii_end, strict=True)
        )
        past = along - t * length
        offsets = np.stack([offset @ u, offset @ v, past], axis=-1)
        return elliptic(offsets, np.stack([ru, rv, np.minimum(ru, rv)], axis=-1))


def _frame(axis: Points, roll: float) -> tuple[Points, Points, Points]:
    reference = np.array([0.0, 0.0, 1.0]) if abs(axis[2]) < 0.9 else np.array([0.0, 1.0, 0.0])
    u = np.cross(axis, reference)
    u /= np.linalg.norm(u)
    v = np.cross(axis, u)
    return axis, np.cos(roll) * u + np.sin(roll) * v, np.cos(roll) * v - np.sin(roll) * u


@dataclass(frozen=True)
class Ellipsoid:
    """Ellipsoid with semi-axes `radii` along its own x, y, z, turned by `rotvec` (radians)."""

    centre: ArrayLike
    radii: ArrayLike
    rotvec: ArrayLike = (0.0, 0.0, 0.0)

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        radii = np.maximum(np.asarray(self.radii, dtype=np.float64), LEAST_RADIUS)
        return elliptic((points - np.asarray(self.centre)) @ rotation(self.rotvec), radii)


@dataclass(frozen=True)
class RoundedBox:
    """Box with half sizes `half` (to the outside) and edges rounded by `radius`, turned by `rotvec`."""

    centre: ArrayLike
    half: ArrayLike
    rotvec: ArrayLike = (0.0, 0.0, 0.0)
    radius: float = 1.0

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        local = np.abs((points - np.asarray(self.centre)) @ rotation(self.rotvec))
        beyond = local - (np.asarray(self.half, dtype=np.float64) - self.radius)
        outside = np.linalg.norm(np.maximum(beyond, 0.0), axis=-1)
        return outside + np.minimum(beyond.max(axis=-1), 0.0) - self.radius


@dataclass(frozen=True)
class Drum:
    """Elliptical cylinder along `axis`, `half` mm to either side of `centre`, its rims rounded by `radius`.

    radii: along `major` (made square to the axis) and across it.
    """

    centre: ArrayLike
    axis: ArrayLike
    major: ArrayLike
    radii: tuple[float, float]
    half: float
    radius: float = 0.8

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        axis = np.asarray(self.axis, dtype=np.float64) / np.linalg.norm(np.asarray(self.axis))
        across = np.cross(axis, np.asarray(self.major, dtype=np.float64))
        across /= np.linalg.norm(across)
        offset = points - np.asarray(self.centre)
        flat = np.stack([offset @ np.cross(across, axis), offset @ across], axis=-1)
        side = elliptic(flat, np.array(self.radii) - self.radius)
        cap = np.abs(offset @ axis) - (self.half - self.radius)
        outside = np.hypot(np.maximum(side, 0.0), np.maximum(cap, 0.0))
        return outside + np.minimum(np.maximum(side, cap), 0.0) - self.radius


@dataclass(frozen=True)
class HalfSpace:
    """Everything behind the plane through `point`: the side that `normal` points away from."""

    point: ArrayLike
    normal: ArrayLike

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        normal = np.asarray(self.normal, dtype=np.float64)
        return (points - np.asarray(self.point)) @ (normal / np.linalg.norm(normal))


def smooth_union(a: Distances, b: Distances, blend: float) -> Distances:
    """min(a, b) with the crease filled over `blend` mm (quadratic)."""
    if blend <= 0:
        return np.minimum(a, b)
    h = np.maximum(blend - np.abs(a - b), 0.0) / blend
    return np.minimum(a, b) - h * h * blend * 0.25


def smooth_cut(a: Distances, b: Distances, blend: float) -> Distances:
    """a without b, the rim rounded over `blend` mm."""
    return -smooth_union(-a, b, blend)


def smooth_both(a: Distances, b: Distances, blend: float) -> Distances:
    """What a and b share, the edge rounded over `blend` mm."""
    return -smooth_union(-a, -b, blend)


@dataclass(frozen=True)
class Block:
    """One step of a `sculpture`: add or cut `shape`, blended over `blend` mm."""

    op: str
    shape: Field
    blend: float


def sculpture(blocks: Iterable[Block], symmetric: bool = True) -> Field:
    """Adds and cuts in order; symmetric ones are evaluated at |x|, softened so that the midline has no crease."""
    onto = sculpture_onto(blocks)

    def field(points: Points) -> Distances:
        return onto(folded(points) if symmetric else points, np.full(len(points), 1e3))

    return field


def sculpture_onto(blocks: Iterable[Block]) -> Callable[[Points, Distances], Distances]:
    """The same, starting from distances that are there already: (points, distances) -> distances."""
    steps = tuple(blocks)

    def worked(points: Points, value: Distances) -> Distances:
        for step in steps:
            join = smooth_union if step.op == "add" else smooth_cut
            value = join(value, step.shape(points), step.blend)
        return value

    return worked


def folded(points: Points, crease: float = 0.5) -> Points:
    """`points` moved to the right side: x becomes sqrt(x^2 + crease^2), |x| without its kink."""
    places = points.copy()
    places[:, 0] = np.hypot(points[:, 0], crease)
    return places


def bounds_of(points: ArrayLike, margin: float) -> NDArray[np.float64]:
    """(2, 3): the box of `points`, wider by `margin` mm on every side."""
    places = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    return np.array([places.min(axis=0) - margin, places.max(axis=0) + margin])


def polyline_distance(points: Points, line: Points, closed: bool = False) -> Distances:
    """Distance of each point to the open or closed polyline (k, 3)."""
    ends = np.roll(line, -1, axis=0) if closed else line[1:]
    columns = [np.ascontiguousarray(column) for column in points.T]  # axis by axis: three times as fast
    nearest = np.full(len(points), np.inf)
    for a, b in zip(line if closed else line[:-1], ends, strict=True):
        edge = b - a
        offset = [column - start for column, start in zip(columns, a, strict=True)]
        along = np.asarray(sum(part * e for part, e in zip(offset, edge, strict=True)))
        t = np.clip(along / max(float(edge @ edge), 1e-12), 0.0, 1.0)
        away = np.asarray(sum((part - t * e) ** 2 for part, e in zip(offset, edge, strict=True)))
        nearest = np.minimum(nearest, away)
    return np.sqrt(nearest)
