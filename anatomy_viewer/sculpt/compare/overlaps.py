"""What our own structures share that they should not: volumes of pairs of muscles, and depths of any pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from anatomy_viewer.geometry.columns import Columns, common_volume
from anatomy_viewer.geometry.depth import Body, boxes_meet, deepest
from anatomy_viewer.geometry.mesh import Mesh

# mm: what may touch (the issue "The specimen"); mm3: what is worth a line.
ALLOWED, SHOWN = 0.3, 1.0


@dataclass(frozen=True)
class Overlap:
    """Two muscles (ids with sides) and the cm3 that both fill on one side."""

    a: str
    b: str
    cm3: float


@dataclass(frozen=True)
class Intersection:
    """Two structures, the mm that one reaches into the other, and where."""

    a: str
    b: str
    depth: float
    at: tuple[float, float, float]


def muscle_overlaps(
    muscles: Mapping[str, Mesh], wanted: Iterable[str], paired: Iterable[str]
) -> list[Overlap]:
    """Pairs of the right side (and across the midline) that share volume, the largest first; one of `wanted`."""
    solids = {name: Columns(mesh.vertices[mesh.faces]) for name, mesh in muscles.items()}
    chosen, found = set(wanted), []
    for a, b in combinations(sorted(solids), 2):
        if chosen & {a, b}:
            found.append(Overlap(a, b, common_volume([solids[a], solids[b]]) / 1000.0))
    for name in sorted(chosen & solids.keys() & set(paired)):
        if muscles[name].vertices[:, 0].min() < 0.0:
            mesh = muscles[name].mirrored()
            other = Columns(mesh.vertices[mesh.faces])
            found.append(Overlap(f"{name}_r", f"{name}_l", common_volume([solids[name], other]) / 1000.0))
    return sorted((o for o in found if o.cm3 * 1000.0 > SHOWN), key=lambda o: -o.cm3)


def intersections(
    meshes: Mapping[str, Mesh],
    paired: Iterable[str],
    wanted: Iterable[str],
    inside: Sequence[tuple[str, str]] = (),
) -> list[Intersection]:
    """Pairs that reach into each other by more than ALLOWED, the deepest first; pairs of `inside` are left out."""
    bodies = {name: Body.of(mesh.vertices, mesh.faces) for name, mesh in meshes.items()}
    chosen, declared, found = set(wanted), {frozenset(pair) for pair in inside}, []
    for a, b in combinations(sorted(bodies), 2):
        if (
            chosen & {a, b}
            and frozenset((a, b)) not in declared
            and boxes_meet(bodies[a], bodies[b], ALLOWED)
        ):
            found.append(_between(a, bodies[a], b, bodies[b]))
    for name in sorted(chosen & set(paired) & bodies.keys()):
        if bodies[name].low[0] < -ALLOWED:
            found.append(_between(f"{name}_r", bodies[name], f"{name}_l", bodies[name].mirrored()))
    return sorted((i for i in found if i.depth > ALLOWED), key=lambda i: -i.depth)


def _between(a: str, body: Body, b: str, other: Body) -> Intersection:
    depth, place = deepest(body, other)
    return Intersection(a, b, depth, (float(place[0]), float(place[1]), float(place[2])))
