"""Rules that pick the faces of a named patch; they see the shape, not the triangles, so they survive decimation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from anatomy_viewer.sculpt.implicit import Field, folded, polyline_distance
from anatomy_viewer.sculpt.solid import Mask, Reals, Rule

Range = tuple[float, float]
ANY: Range = (-1e3, 1e3)


def within(x: Range = ANY, y: Range = ANY, z: Range = ANY, side: float = 0.0) -> Rule:
    """Faces whose centroid lies in the box (mm); side 0 takes |x| (both sides), 1 the right, -1 the left."""

    def chosen(centroids: Reals, _: Reals) -> Mask:
        out = np.abs(centroids[:, 0]) if side == 0.0 else side * centroids[:, 0]
        columns = (out, centroids[:, 1], centroids[:, 2])
        return np.logical_and.reduce(
            [(c > low) & (c < high) for c, (low, high) in zip(columns, (x, y, z), strict=True)]
        )

    return chosen


def near_line(line: ArrayLike, width: float) -> Rule:
    """Faces closer than `width` mm to the right side's polyline (k, 3), on either side."""
    places = np.asarray(line, dtype=np.float64)
    return lambda centroids, _: polyline_distance(folded(centroids.astype(np.float64), 0.0), places) < width


def near_shape(shape: Field, below: float, above: float = -1e3) -> Rule:
    """Faces between `above` and `below` mm from the surface of a right-side shape, on either side."""

    def chosen(centroids: Reals, _: Reals) -> Mask:
        distance = shape(folded(centroids.astype(np.float64), 0.0))
        return np.asarray((distance < below) & (distance > above))

    return chosen


def facing(direction: ArrayLike, least: float = 0.0) -> Rule:
    """Faces that look along `direction`: the cosine is above `least`."""
    way = np.asarray(direction, dtype=np.float64)
    way = way / np.linalg.norm(way)
    return lambda _, normals: np.asarray(normals @ way > least)


def outside_of(point: ArrayLike) -> Rule:
    """Faces that look away from `point`."""
    inner = np.asarray(point, dtype=np.float64)
    return lambda centroids, normals: np.asarray(((centroids - inner) * normals).sum(axis=1) > 0.0)


def both(*rules: Rule) -> Rule:
    """Faces that every rule picks."""
    return lambda c, n: np.logical_and.reduce([rule(c, n) for rule in rules])


def right_and_left(name: str, rule_of: Callable[[float], Rule]) -> dict[str, Rule]:
    """`name`_r and `name`_l from a rule that is told the side (1 or -1)."""
    return {f"{name}_r": rule_of(1.0), f"{name}_l": rule_of(-1.0)}


def halves(name: str, *rules: Rule) -> dict[str, Rule]:
    """`name`_r and `name`_l: the right and the left half of what all `rules` pick."""
    return right_and_left(name, lambda side: both(within(x=(0.0, 1e3), side=side), *rules))
