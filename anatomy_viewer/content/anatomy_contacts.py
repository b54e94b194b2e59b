"""What touches and what does not: bodies in each other, muscles over each other, ends on their bones, joint gaps."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from anatomy_viewer.content.anatomy_specimen import Problems, Specimen, at, mesh_error
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.columns import Columns, common_volume
from anatomy_viewer.geometry.depth import Body, boxes_meet, deepest

ATTACHMENTS = Path("figures") / "attachments.csv"
# mm: what may press into each other, and at an attachment; cm3 a side that two muscles may share.
PRESSED, FASTENED, SHARED = 0.3, 2.5, 0.1
# mm between joint surfaces, cartilage included (issue "The specimen"); patch → the bone that faces it.
NARROW, WIDE = 1.0, 3.0
JOINTS = {
    "occipital_condyle": "atlas_c1",
    "c1_inferior_facet": "axis_c2",
    "c2_inferior_facet": "c3_vertebra",
    "c3_inferior_facet": "c4_vertebra",
    "c4_inferior_facet": "c5_vertebra",
    "c5_inferior_facet": "c6_vertebra",
    "c6_inferior_facet": "c7_vertebra",
}
# Systems whose members run into each other by nature; their courses are checked instead.
_RUNNING = ("nerves", "arteries", "veins")
_MOVE = "Move one of them; 'inside:' in a row declares what lies within another."


def intersection_problems(specimen: Specimen) -> Problems:
    """Structures that reach too deep into each other, save for what is declared inside or is attached."""
    bodies = {n: _body(specimen, n) for n in specimen.built() if specimen.forms[n].system != "skin"}
    fastened = {frozenset((name, bone)) for name, bone, _ in attachments(specimen)}
    found = []
    for a, b in _strangers(specimen, bodies):
        limit = FASTENED if frozenset((a, b)) in fastened else PRESSED
        if boxes_meet(bodies[a], bodies[b], limit):
            depth, place = deepest(bodies[a], bodies[b])
            if depth > limit:
                what = f"{a} and {b} reach {depth:.1f} mm into each other, {at(place)}."
                found.append(mesh_error(specimen, a, what, _MOVE))
    for name, body in bodies.items():
        if specimen.forms[name].paired and body.low[0] < -PRESSED:
            depth, place = deepest(body, body.mirrored())
            if depth > PRESSED:
                what = f"{name} reaches {depth:.1f} mm into that of the other side, {at(place)}."
                found.append(mesh_error(specimen, name, what))
    return found


def _body(specimen: Specimen, name: str) -> Body:
    mesh = specimen.mesh(name)
    return Body(specimen.surface(name), mesh.vertices.astype(np.float64), *mesh.bounds)


def _strangers(specimen: Specimen, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that have no business in each other."""
    forms = specimen.forms
    for a, b in combinations(names, 2):
        running = forms[a].system == forms[b].system and forms[a].system in _RUNNING
        if not running and b not in forms[a].inside and a not in forms[b].inside:
            yield a, b


def overlap_problems(specimen: Specimen) -> Problems:
    """Pairs of muscles that share more volume than two layers can."""
    solids = {}
    for name in specimen.built("muscles"):
        mesh = specimen.mesh(name)
        solids[name] = Columns(mesh.vertices[mesh.faces])
    found = []
    for a, b in combinations(solids, 2):
        if not _meet(specimen, a, b):
            continue
        shared = common_volume([solids[a], solids[b]]) / 1000.0
        if shared > SHARED:
            found.append(mesh_error(specimen, a, f"{a} and {b} share {shared:.2f} cm3 (at most {SHARED})."))
    return found


def _meet(specimen: Specimen, a: str, b: str) -> bool:
    (low, high), (bottom, top) = specimen.mesh(a).bounds, specimen.mesh(b).bounds
    return bool((np.minimum(high, top) > np.maximum(low, bottom)).all())


def attachment_problems(specimen: Specimen) -> Problems:
    """Muscles and ligaments that do not reach a bone on which they end."""
    found = []
    for name, bone, tolerance in attachments(specimen):
        gap = _gap(specimen, name, bone)
        if gap > tolerance:
            what = f"{name} ends {gap:.1f} mm from {bone} (at most {tolerance:g})."
            found.append(mesh_error(specimen, name, what))
    return found


def _gap(specimen: Specimen, name: str, bone: str) -> float:
    """mm from the vertices of `name` to the bone, looked for near its box first."""
    places, (low, high) = specimen.mesh(name).vertices, specimen.mesh(bone).bounds
    near = places[((places > low - 5.0) & (places < high + 5.0)).all(axis=1)]
    return float(specimen.surface(bone).gaps(near if len(near) else places).min())


def attachments(specimen: Specimen) -> list[tuple[str, str, float]]:
    """Structure, bone and mm of each row of the table whose meshes are both built. Raises ContentError."""
    path, built = specimen.folder / ATTACHMENTS, set(specimen.built())
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = [(r["structure"], r["bone"], float(r["within_mm"])) for r in csv.DictReader(handle)]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ContentError(
            path, None, "the table needs structure, bone and within_mm in every row."
        ) from error
    return [row for row in rows if {row[0], row[1]} <= built]


def joint_problems(specimen: Specimen) -> Problems:
    """Joint surfaces that are not the thickness of cartilage apart."""
    found, built = [], set(specimen.built("bones"))
    for patch, bone in JOINTS.items():
        if bone not in built or not {patch, f"{patch}_r"} & specimen.patches.keys():
            continue
        mesh = specimen.mesh(patch)
        gaps = specimen.surface(bone).distance(mesh.vertices[mesh.faces].mean(axis=1))
        gap = float(np.quantile(gaps, 0.25))  # a patch runs over the rim of its joint surface
        if not NARROW <= gap <= WIDE:
            what = f"{patch} lies {gap:.1f} mm from {bone}, expected {NARROW:g} to {WIDE:g}."
            found.append(mesh_error(specimen, bone, what))
    return found
