"""Areas on a head as on a globe: polygons of directions from its middle, joined by great circles."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]
_FACING = 0.05  # cosine between a polygon's middle and what can lie in it
FAR = 0.1  # radians: distances are told up to here


def directions(places: ArrayLike, middle: ArrayLike) -> tuple[Reals, Reals]:
    """Unit vectors (n, 3) from `middle` (3,) to `places` (n, 3), and their distances (n,) in mm."""
    away = np.asarray(places, dtype=np.float64) - np.asarray(middle, dtype=np.float64)
    far = np.linalg.norm(away, axis=1)
    return away / np.maximum(far, 1e-9)[:, None], far


def within(ways: Reals, polygon: Reals, far: float = FAR) -> Reals:
    """(n,) radians, at most `far`, from each unit vector (n, 3) to the rim of a polygon (k, 3), less than 0 outside it.

    The polygon takes up less than a hemisphere. Edges in the plane x = 0 are no rim: there its mirror image goes on.
    """
    pole = polygon.mean(axis=0)
    pole /= np.linalg.norm(pole)
    depth = np.full(len(ways), -far)
    reach = np.arccos(np.clip(polygon @ pole, -1.0, 1.0)).max() + far
    near = np.flatnonzero(ways @ pole > max(np.cos(min(reach, np.pi)), _FACING))
    if len(near):
        gaps = _rim_distance(ways[near], polygon, far)
        depth[near] = np.where(_inside(ways[near], polygon, pole), gaps, -gaps)
    return depth


def rounded(polygon: Reals, times: int = 2) -> Reals:
    """The polygon (k, 3) with its corners cut (Chaikin 1974) but for those in the plane x = 0; unit vectors."""
    for _ in range(times):
        made = []
        for before, here, after in zip(np.roll(polygon, 1, 0), polygon, np.roll(polygon, -1, 0), strict=True):
            on_midline = abs(here[0]) < 1e-3
            made += [here] if on_midline else [here * 0.75 + before * 0.25, here * 0.75 + after * 0.25]
        polygon = np.array(made)
        polygon /= np.linalg.norm(polygon, axis=1, keepdims=True)
    return polygon


def arcs(polygon: Reals, step: float) -> list[Reals]:
    """The rim of a polygon (k, 3) in pieces (n, 3) of unit vectors at most `step` radians apart."""
    found: list[Reals] = []
    for a, b in _rims(polygon):
        count = max(int(np.ceil(np.arccos(np.clip(a @ b, -1.0, 1.0)) / step)), 1)
        line = a + (b - a) * (np.arange(count + 1)[:, None] / count)
        line = line / np.linalg.norm(line, axis=1, keepdims=True)
        if found and np.allclose(found[-1][-1], a):
            found[-1] = np.concatenate([found[-1], line[1:]])
        else:
            found.append(line)
    return found


def spread_over(count: int) -> Reals:
    """(count, 3) unit vectors spread evenly over the whole globe (Fibonacci lattice)."""
    turn = np.arange(count) * (np.pi * (3.0 - np.sqrt(5.0)))
    up = 1.0 - 2.0 * (np.arange(count) + 0.5) / count
    wide = np.sqrt(1.0 - up**2)
    return np.column_stack([wide * np.cos(turn), wide * np.sin(turn), up])


def _inside(ways: Reals, polygon: Reals, pole: Reals) -> NDArray[np.bool_]:
    """Crossing count in the gnomonic chart about `pole`, in which great circles are straight."""
    east = np.cross([0.0, 0.0, 1.0] if abs(pole[2]) < 0.9 else [1.0, 0.0, 0.0], pole)
    east /= np.linalg.norm(east)
    chart = np.column_stack([east, np.cross(pole, east)])
    at = (ways @ chart) / (ways @ pole)[:, None]
    corners = (polygon @ chart) / np.maximum(polygon @ pole, 1e-3)[:, None]
    inside = np.zeros(len(ways), dtype=bool)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        crosses = (y0 > at[:, 1]) != (y1 > at[:, 1])
        if y0 != y1:
            inside ^= crosses & (at[:, 0] < x0 + (at[:, 1] - y0) / (y1 - y0) * (x1 - x0))
    return inside


def _rim_distance(ways: Reals, polygon: Reals, far: float) -> Reals:
    """(n,) radians to the nearest edge that is a rim, at most `far`."""
    nearest = np.full(len(ways), far)
    for a, b in _rims(polygon):
        half = float(np.linalg.norm(a + b)) / 2.0  # cosine of half the edge's length
        close = np.flatnonzero(ways @ (a + b) > 2.0 * half * np.cos(np.arccos(min(half, 1.0)) + far))
        nearest[close] = np.minimum(nearest[close], _arc_distance(ways[close], a, b))
    return nearest


def _rims(polygon: Reals) -> Iterator[tuple[Reals, Reals]]:
    """Both ends of each edge but those in the plane x = 0."""
    for a, b in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if max(abs(a[0]), abs(b[0])) > 1e-3:
            yield a, b


def _arc_distance(ways: Reals, a: Reals, b: Reals) -> Reals:
    """Radians from unit vectors to the shorter great-circle arc from a to b."""
    normal = np.cross(a, b)
    normal /= max(float(np.linalg.norm(normal)), 1e-12)
    beside = (ways @ np.cross(normal, a) >= 0.0) & (ways @ np.cross(b, normal) >= 0.0)
    to_ends = np.arccos(np.clip(np.maximum(ways @ a, ways @ b), -1.0, 1.0))
    return np.where(beside, np.abs(np.arcsin(np.clip(ways @ normal, -1.0, 1.0))), to_ends)


def outermost(ways: Reals, middle: ArrayLike, corners: ArrayLike) -> Reals:
    """(n,) mm from `middle` along unit vectors (n, 3) to the last surface met of `corners` (m, 3, 3); nan for none.

    Moeller and Trumbore, J. Graphics Tools 1997;2:21, with one origin for all rays.
    """
    abc = np.asarray(corners, dtype=np.float64) - np.asarray(middle, dtype=np.float64)
    a, e1, e2 = abc[:, 0], abc[:, 1] - abc[:, 0], abc[:, 2] - abc[:, 0]
    outward = np.cross(e1, e2)
    facing = ways @ outward.T
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (a * outward).sum(axis=1) / facing
        u, v = ways @ np.cross(e2, a).T / facing, ways @ np.cross(a, e1).T / facing
    met = (facing != 0.0) & (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1.0 + 1e-9) & (far > 0.0)
    reach = np.where(met, far, -np.inf).max(axis=1, initial=-np.inf)
    return np.where(np.isfinite(reach), reach, np.nan)
