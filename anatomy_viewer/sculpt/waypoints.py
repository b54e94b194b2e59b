"""Where nerves (course_waypoints.csv) and vessels (vessel_waypoints.csv) are wanted, seated on the layers they cross.

Columns: structure, part, parent (the part a branch leaves; empty for the trunk), x, y, z, radius, winding (how far a
tortuous artery swings to either side), seat, leave.
`seat` says how the depth is found (y, x for `beside`, or along the normal of the skull):
  (empty)         as written
  behind ID       on the back surface of ID, seen from behind at this x and z
  deep ID         under the front surface of ID
  inside ID       half-way between the two
  beside ID       on the outer surface of ID, seen from the right at this y and z
  scalp MM        MM outside the skull
`leave` names what the course need not keep clear of from this waypoint to the next: ID what it may run through, ~ID
what it may press into, its axis staying outside; >ID what it has to lie in front of, <ID what it has to lie behind
(~>ID and ~<ID both); +ID the nerve or vessel that one of the two begins or ends in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.course import SKULL_CENTRE
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.figures import Figures, Row

Reals = NDArray[np.float64]
TABLES = ("course_waypoints", "vessel_waypoints")
SKULL = ("occipital_bone", "parietal_bone", "temporal_bone", "frontal_bone")
GAP = 0.5
_FAR = 300.0
# Lines beside each other (mm): one of them misses a suture's gap.
_BESIDE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [-0.7, -0.7]])


@dataclass(frozen=True)
class Waypoint:
    """One wanted place: `position` (3,), `radius`, `winding` in mm, `scalp` mm outside the skull or None.

    For the stretch from here on: `pierces` and `presses` are ids of what it may run through, and press into; `sides`
    says what it has to lie in front of (1) or behind (-1); `joins` are nerves or vessels that it grows together with.
    """

    position: Reals
    radius: float
    winding: float
    scalp: float | None
    pierces: frozenset[str]
    presses: frozenset[str]
    sides: Mapping[str, float]
    joins: frozenset[str]


@dataclass(frozen=True)
class Part:
    """The waypoints of a trunk or a branch, in order; `parent` is '' for a trunk."""

    name: str
    parent: str
    waypoints: tuple[Waypoint, ...]


def parts_of(structure: str, figures: Figures, meshes: Mapping[str, Mesh]) -> tuple[Part, ...]:
    """The seated waypoints of `structure`, part by part; ContentError where a seat can't be found."""
    groups: dict[tuple[str, str], list[Row]] = {}
    table = next((t for t in TABLES if _drawn(structure, t, figures)), TABLES[0])
    for row in _drawn(structure, table, figures):
        groups.setdefault((row["part"], row["parent"]), []).append(row)
    return tuple(
        Part(name, parent, tuple(_seated(row, table, figures, meshes) for row in rows))
        for (name, parent), rows in groups.items()
    )


def _drawn(structure: str, table: str, figures: Figures) -> list[Row]:
    return [row for row in figures.rows(table) if row["structure"] == structure]


def _seated(row: Row, table: str, figures: Figures, meshes: Mapping[str, Mesh]) -> Waypoint:
    wanted = np.array([float(row[axis]) for axis in "xyz"])
    radius, (rule, _, argument) = float(row["radius"]), row["seat"].partition(" ")
    scalp = float(argument) if rule == "scalp" else None
    try:
        place = _on_scalp(wanted, float(argument), meshes) if rule == "scalp" else wanted
        if rule in _DEPTHS:
            place = np.array([wanted[0], _depth(rule, wanted, radius, meshes[argument]), wanted[2]])
        if rule == "beside":
            place = np.array([_width(wanted, meshes[argument]) + radius + GAP, *wanted[1:]])
    except LookupError as error:
        where = f"{row['structure']} {row['part']} at {wanted.tolist()}"
        raise ContentError(figures.folder / f"{table}.csv", None, f"{where} misses '{argument}'.") from error
    marks = {word.lstrip("~<>+"): word for word in row["leave"].split()}
    return Waypoint(
        place,
        radius,
        float(row["winding"] or 0.0),
        scalp,
        pierces=frozenset(name for name, word in marks.items() if word == name),
        presses=frozenset(name for name, word in marks.items() if word.startswith("~")),
        sides={name: 1.0 if ">" in word else -1.0 for name, word in marks.items() if set(word) & set("<>")},
        joins=frozenset(name for name, word in marks.items() if word.startswith("+")),
    )


_DEPTHS = {
    "behind": lambda hits, radius: hits[0] - radius - GAP,
    "deep": lambda hits, radius: hits[1] + radius + GAP,
    "inside": lambda hits, radius: (hits[0] + hits[1]) / 2.0,
}


def _depth(rule: str, wanted: Reals, radius: float, mesh: Mesh) -> float:
    """y in mm; IndexError where the line from behind misses `mesh`."""
    hits = from_behind(wanted, mesh)
    return float(_DEPTHS[rule](hits, radius))


def _width(wanted: Reals, mesh: Mesh) -> float:
    """x in mm of the outer surface; IndexError where the line from the right misses `mesh`."""
    origin = np.array([_FAR, wanted[1], wanted[2]])
    return _FAR - float(ray_hits(origin, [-1.0, 0.0, 0.0], mesh.vertices[mesh.faces])[0])


def from_behind(place: Reals, mesh: Mesh) -> Reals:
    """y (mm) of each crossing of `mesh` by the line along y at the x and z of `place`, rearmost first."""
    origin = np.array([place[0], -_FAR, place[2]])
    return ray_hits(origin, [0.0, 1.0, 0.0], mesh.vertices[mesh.faces]) - _FAR


def _on_scalp(wanted: Reals, height: float, meshes: Mapping[str, Mesh]) -> Reals:
    """Where the line outwards through `wanted` (level below the skull's middle) is `height` mm outside the bone."""
    middle = np.minimum(SKULL_CENTRE, [np.inf, np.inf, wanted[2]])
    outward = (wanted - middle) / np.linalg.norm(wanted - middle)
    bones = [mesh.vertices[mesh.faces] for mesh in (meshes[name] for name in SKULL if name in meshes)]
    starts = [middle + _FAR * outward + aside for aside in _BESIDE @ _square_to(outward)]
    hits = [ray_hits(start, -outward, bone) for start in starts for bone in bones]
    table = min((float(h[0]) for h in hits if len(h)), default=None)
    if table is None:
        raise LookupError(wanted)
    return np.asarray(middle + (_FAR - table + height) * outward)


def _square_to(direction: Reals) -> Reals:
    """(2, 3): two unit vectors at right angles to `direction` and to each other."""
    side = np.cross(direction, np.eye(3)[np.abs(direction).argmin()])
    side /= np.linalg.norm(side)
    return np.array([side, np.cross(direction, side)])
