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
from anatomy_viewer.geometry.nearby import first_hits, nearest_gaps, nearest_places
from anatomy_viewer.geometry.winding import Winding

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

    depth: mm from the centre-line to the skin; outward: the unit direction (n, 3) there; inside: the solid that holds
    the station; superficial, deep: what comes next towards the skin and away from it; vessel,
    vessel_mm, bone_mm: the nearest and the gap from wall to wall.
    """

    depth: Reals
    outward: Reals
    inside: list[str]
    superficial: list[str]
    deep: list[str]
    vessel: list[str]
    vessel_mm: Reals
    bone_mm: Reals


def surveyed(stations: Reals, around: Surroundings) -> Round:
    """What lies round each of `stations` (n, 4: x, y, z, radius in mm)."""
    places, radii = stations[:, :3], stations[:, 3]
    depth, outward = under_skin(places, around.skin)
    inside = _holding(places, around.solids)
    over, under = (_next(places, way, radii, around, inside) for way in (outward, -outward))
    vessel, vessel_mm = _nearest_vessel(places, radii, around.vessels)
    return Round(depth, outward, inside, over, under, vessel, vessel_mm, _nearest_bone(places, radii, around))


def under_skin(places: Reals, skin: Surface) -> tuple[Reals, Reals]:
    """mm (n,) from each place to the skin, negative outside it, and the unit direction (n, 3) towards it."""
    gaps, met = nearest_places(places, skin.corners)
    outward = (met - places) / np.maximum(gaps, 1e-9)[:, None]
    return np.where(_holds(skin.corners, places), gaps, -gaps), outward


def _holds(corners: Reals, places: Reals) -> NDArray[np.bool_]:
    """(n,): inside a closed surface? Only triangles that a line along x can meet are looked at."""
    low, high = places[:, 1:].min(axis=0) - 0.1, places[:, 1:].max(axis=0) + 0.1
    met = (corners[..., 1:].max(axis=1) >= low) & (corners[..., 1:].min(axis=1) <= high)
    near = corners[met.all(axis=1)]
    return Winding(near).at(places) > 0 if len(near) else np.zeros(len(places), dtype=bool)


def _holding(places: Reals, solids: Mapping[str, Field]) -> list[str]:
    best, names = np.zeros(len(places)), np.full(len(places), "", dtype=object)
    for name, solid in solids.items():
        distance = solid.distance(places)
        deeper = distance < best
        best[deeper], names[deeper] = distance[deeper], name
    return [str(name) for name in names]


def _next(places: Reals, ways: Reals, radii: Reals, around: Surroundings, inside: list[str]) -> list[str]:
    """The first body met along each way other than the one that holds the station; sheets count as well."""
    best, names = np.full(len(places), _REACH), np.full(len(places), "", dtype=object)
    held = np.array(inside, dtype=object)
    for name, solid in around.solids.items():
        near = np.flatnonzero(_reached(places, ways, solid) & (held != name))
        first = _first_within(places[near], ways[near], solid)
        sooner = first < best[near]
        best[near[sooner]], names[near[sooner]] = first[sooner], name
    for name, corners in around.sheets.items():
        hits = first_hits(places, ways, corners, _REACH)
        nearer = hits < best
        best[nearer], names[nearer] = hits[nearer], name
    return [str(name) for name in names]


def _reached(places: Reals, ways: Reals, solid: Field) -> NDArray[np.bool_]:
    """(n,): whether the way looked along passes the box of the solid's grid."""
    ends = places + _REACH * ways
    low, high = solid.box
    return np.asarray(((np.maximum(places, ends) >= low) & (np.minimum(places, ends) <= high)).all(axis=1))


def _first_within(places: Reals, ways: Reals, solid: Field) -> Reals:
    """mm (n,) along each way to the solid, _REACH where it is not met."""
    steps = np.arange(0.0, _REACH, _STEP)
    points = (places[:, None] + steps[:, None] * ways[:, None]).reshape(-1, 3)
    met = solid.holds(points).reshape(len(places), len(steps))
    return np.where(met.any(axis=1), steps[met.argmax(axis=1)], _REACH)


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
    near = np.full(len(places), LIMIT)
    for name in around.bones.keys() & around.solids.keys():
        near = np.minimum(near, around.solids[name].distance(places))
    far = np.flatnonzero(near >= LIMIT - 0.1)
    if len(far):
        near[far] = nearest_gaps(places[far], np.concatenate(list(around.bones.values())))
    return np.maximum(near - radii, 0.0)
