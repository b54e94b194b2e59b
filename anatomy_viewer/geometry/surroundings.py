"""What lies round a course, station by station: depth, layers above and below, what it pierces, vessels and bone near.

All of it is read off the meshes and their distance fields; nothing is typed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.fields import LIMIT, Field
from anatomy_viewer.geometry.rays import ray_hits

Reals = NDArray[np.float64]
# mm: how far to the next layer is looked, and in which steps.
_REACH, _STEP = 25.0, 0.25


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a course may meet, in mm, by id.

    solids: muscles and bones, whole; sheets: triangles (m, 3, 3) of fasciae; vessels: stations (n, 4) with radii;
    bones: vertices (n, 3).
    """

    skin: Surface
    solids: Mapping[str, Field]
    sheets: Mapping[str, Reals]
    vessels: Mapping[str, Reals]
    bones: Mapping[str, Reals]


@dataclass(frozen=True, eq=False)
class Round:
    """For each of n stations; '' where there is nothing within reach.

    depth: mm from the centre-line to the skin; inside: the solid that holds the station; superficial, deep: what comes
    next towards the skin and away from it; vessel, vessel_mm, bone_mm: the nearest and the gap from wall to wall.
    """

    depth: Reals
    inside: list[str]
    superficial: list[str]
    deep: list[str]
    vessel: list[str]
    vessel_mm: Reals
    bone_mm: Reals


def surveyed(stations: Reals, around: Surroundings) -> Round:
    """What lies round each of `stations` (n, 4: x, y, z, radius in mm)."""
    places, radii = stations[:, :3], stations[:, 3]
    found = around.skin.nearest(places)
    outward = found.place - places
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    inside = _holding(places, around.solids)
    over, under = (_next(places, way, radii, around, inside) for way in (outward, -outward))
    vessel, vessel_mm = _nearest_vessel(places, radii, around.vessels)
    return Round(
        -found.distance, inside, over, under, vessel, vessel_mm, _nearest_bone(places, radii, around)
    )


def _holding(places: Reals, solids: Mapping[str, Field]) -> list[str]:
    best, names = np.zeros(len(places)), np.full(len(places), "", dtype=object)
    for name, solid in solids.items():
        distance = solid.distance(places)
        deeper = distance < best
        best[deeper], names[deeper] = distance[deeper], name
    return [str(name) for name in names]


def _next(places: Reals, ways: Reals, radii: Reals, around: Surroundings, inside: list[str]) -> list[str]:
    """The first body met along each way other than the one that holds the station; sheets count as well."""
    steps = np.arange(0.0, _REACH, _STEP)
    points = (places[:, None] + steps[:, None] * ways[:, None]).reshape(-1, 3)
    best, names = np.full(len(places), _REACH), np.full(len(places), "", dtype=object)
    held = np.array(inside, dtype=object)
    for name, solid in around.solids.items():
        met = solid.holds(points).reshape(len(places), -1)
        first = np.where(met.any(axis=1), steps[met.argmax(axis=1)], _REACH)
        nearer = (first < best) & (held != name)
        best[nearer], names[nearer] = first[nearer], name
    for name, corners in around.sheets.items():
        for i in np.flatnonzero(_near_box(places, corners)):
            hits = ray_hits(places[i], ways[i], corners)
            if len(hits) and hits[0] < best[i]:
                best[i], names[i] = hits[0], name
    return [str(name) for name in names]


def _near_box(places: Reals, corners: Reals) -> NDArray[np.bool_]:
    low, high = corners.min(axis=(0, 1)) - _REACH, corners.max(axis=(0, 1)) + _REACH
    return np.asarray(((places > low) & (places < high)).all(axis=1))


def _nearest_vessel(places: Reals, radii: Reals, vessels: Mapping[str, Reals]) -> tuple[list[str], Reals]:
    best, names = np.full(len(places), np.inf), np.full(len(places), "", dtype=object)
    for name, path in vessels.items():
        away = np.linalg.norm(places[:, None] - path[None, :, :3], axis=2) - path[None, :, 3]
        gap = away.min(axis=1) - radii
        nearer = gap < best
        best[nearer], names[nearer] = gap[nearer], name
    return [str(name) for name in names], np.maximum(best, 0.0)


def _nearest_bone(places: Reals, radii: Reals, around: Surroundings) -> Reals:
    """(n,) mm: from the field where bone is near, else to the nearest corner of a bone's mesh."""
    from scipy.spatial import cKDTree

    near = np.full(len(places), LIMIT)
    for name in around.bones.keys() & around.solids.keys():
        near = np.minimum(near, around.solids[name].distance(places))
    far = cKDTree(np.concatenate(list(around.bones.values()))).query(places)[0]
    return np.maximum(np.where(near < LIMIT - 0.1, near, far) - radii, 0.0)
