"""Where nerves and vessels are wanted: rows of course_waypoints.csv, seated on the specimen's own layers.

Columns: structure, part, parent (the part a branch leaves; empty for the trunk), x, y, z, radius, winding (how far a
tortuous artery swings to either side), seat, pierces.
`seat` says how the depth is found (y, or along the normal of the skull):
  (empty)         as written
  behind ID       on the back surface of ID, seen from behind at this x and z
  deep ID         under the front surface of ID
  inside ID       half-way between the two
  scalp MM        MM outside the skull
`pierces` names what the course may run through from this waypoint to the next; ~ID what it may press into, its axis
staying outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.figures import Figures, Row

Reals = NDArray[np.float64]
TABLE = "course_waypoints"
SKULL = ("occipital_bone", "parietal_bone", "temporal_bone", "frontal_bone")
# Inside the skull (skull_radius_grid.csv): the scalp is looked for along lines from here.
SKULL_CENTRE = np.array([0.0, 70.0, 55.0])
GAP = 0.5
_FAR = 300.0


@dataclass(frozen=True)
class Waypoint:
    """One wanted place: `position` (3,), `radius`, `winding` in mm, `scalp` mm outside the skull or None.

    `pierces` and `presses`: ids of what the stretch from here may run through, and press into.
    """

    position: Reals
    radius: float
    winding: float
    scalp: float | None
    pierces: frozenset[str]
    presses: frozenset[str]


@dataclass(frozen=True)
class Part:
    """The waypoints of a trunk or a branch, in order; `parent` is '' for a trunk."""

    name: str
    parent: str
    waypoints: tuple[Waypoint, ...]


def parts_of(structure: str, figures: Figures, meshes: Mapping[str, Mesh]) -> tuple[Part, ...]:
    """The seated waypoints of `structure`, part by part; ContentError where a seat can't be found."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in figures.rows(TABLE):
        if row["structure"] == structure:
            groups.setdefault((row["part"], row["parent"]), []).append(row)
    return tuple(
        Part(name, parent, tuple(_seated(row, figures, meshes) for row in rows))
        for (name, parent), rows in groups.items()
    )


def _seated(row: Row, figures: Figures, meshes: Mapping[str, Mesh]) -> Waypoint:
    wanted = np.array([float(row[axis]) for axis in "xyz"])
    radius, (rule, _, argument) = float(row["radius"]), row["seat"].partition(" ")
    scalp = float(argument) if rule == "scalp" else None
    try:
        place = _on_scalp(wanted, float(argument), meshes) if rule == "scalp" else wanted
        if rule in _DEPTHS:
            place = np.array([wanted[0], _depth(rule, wanted, radius, meshes[argument]), wanted[2]])
    except LookupError as error:
        where = f"{row['structure']} {row['part']} at {wanted.tolist()}"
        raise ContentError(figures.folder / f"{TABLE}.csv", None, f"{where} misses '{argument}'.") from error
    words = row["pierces"].split()
    pressed = {word[1:] for word in words if word.startswith("~")}
    pierced = frozenset(word for word in words if not word.startswith("~"))
    return Waypoint(place, radius, float(row["winding"] or 0.0), scalp, pierced, frozenset(pressed))


_DEPTHS = {
    "behind": lambda hits, radius: hits[0] - radius - GAP,
    "deep": lambda hits, radius: hits[1] + radius + GAP,
    "inside": lambda hits, radius: (hits[0] + hits[1]) / 2.0,
}


def _depth(rule: str, wanted: Reals, radius: float, mesh: Mesh) -> float:
    """y in mm; IndexError where the line from behind misses `mesh`."""
    hits = from_behind(wanted, mesh)
    return float(_DEPTHS[rule](hits, radius))


def from_behind(place: Reals, mesh: Mesh) -> Reals:
    """y (mm) of each crossing of `mesh` by the line along y at the x and z of `place`, rearmost first."""
    origin = np.array([place[0], -_FAR, place[2]])
    return ray_hits(origin, [0.0, 1.0, 0.0], mesh.vertices[mesh.faces]) - _FAR


def _on_scalp(wanted: Reals, height: float, meshes: Mapping[str, Mesh]) -> Reals:
    outward = (wanted - SKULL_CENTRE) / np.linalg.norm(wanted - SKULL_CENTRE)
    bones = [meshes[name] for name in SKULL if name in meshes]
    hits = [ray_hits(SKULL_CENTRE + _FAR * outward, -outward, bone.vertices[bone.faces]) for bone in bones]
    table = min((float(h[0]) for h in hits if len(h)), default=None)
    if table is None:
        raise LookupError(wanted)
    return np.asarray(SKULL_CENTRE + (_FAR - table + height) * outward)
