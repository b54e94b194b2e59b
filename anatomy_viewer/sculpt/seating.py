"""Seats every point of points.yaml on this specimen: writes `position` and `shift_mm`, leaves all else as it stands.

A point's `seat` is one of
  {course: ID, event: "leaves semispinalis_capitis"}   the first event of that name in courses.json
  {course: ID, near: [x, y, z]}                        the nearest place on the course
  {course: ID, along: MM}                              so far from its beginning
  {from: POINT, toward: [x, y, z], through: ID}        where the line from a point above it comes out of ID
  {surface: ID, near: [x, y, z]}                       the nearest place on a structure or feature
  {behind: ID, near: [x, y, z]}                        its back surface at that x and z
  {lowest | highest | farthest: ID}                    its lowest, highest or most lateral place
  {within: ID, near: [x, y, z]}                        as given, which lies inside ID
and may hold `along: MM` beside `event` (so far beyond it, before it when negative), `aside: [x, y, z]` (so far beside
the course: a needle goes to a nerve, not into it), `part: NAME` (that part of the course only), `landmark: NAME` (near
is that row of landmarks.csv), `depth: MM` (so far under the surface) and `frame: [x, y, z]`, the place on the textbook
head, which stands in for a missing `near`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import at_length, nearest_on
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.rays import ray_hits
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.waypoints import from_behind

Reals = NDArray[np.float64]
Rule = dict[str, Any]


@dataclass(frozen=True)
class Specimen:
    """The built atlas in `folder`: right-side meshes by base id, patches by feature name, courses."""

    folder: Path

    @cached_property
    def courses(self) -> dict[str, list[dict[str, Any]]]:
        """Base id → parts of courses.json."""
        data = json.loads((self.folder / "courses.json").read_text(encoding="utf-8"))
        return {name: value["parts"] for name, value in data.items()}

    @cached_property
    def _patches(self) -> dict[str, str]:
        """Feature name as baked → base id of its structure."""
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return {patch: base for base, entry in manifest.items() for patch in entry.get("features", {})}

    @cached_property
    def seated(self) -> dict[str, Reals]:
        """Point id → place, of the points seated so far."""
        return {}

    @cached_property
    def _meshes(self) -> dict[str, Mesh]:
        return {}

    def mesh(self, name: str) -> Mesh:
        """The mesh of a structure, or only the faces of a feature (the right one of a pair)."""
        if name not in self._meshes:
            self._meshes[name] = self._read(name)
        return self._meshes[name]

    def _read(self, name: str) -> Mesh:
        baked = next((n for n in (name, f"{name}_r") if n in self._patches), "")
        if not baked:
            return read_ply(self.folder / f"{name}.ply")
        whole = self.mesh(self._patches[baked])
        kept = whole.features == whole.feature_names.index(baked) + 1
        return Mesh(whole.vertices, whole.faces[kept], whole.normals, whole.colours, whole.features[kept])

    def surface(self, name: str) -> Surface:
        """The distance index of `mesh(name)`."""
        mesh = self.mesh(name)
        return Surface(mesh.vertices, mesh.faces)


def seat_points(folder: Path) -> dict[str, float]:
    """Rewrite `folder`/points.yaml; returns shift_mm by point id. ContentError names the line of a rule that fails."""
    path, yaml = folder / "points.yaml", YAML()
    yaml.width, yaml.preserve_quotes, yaml.allow_unicode = 4096, True, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(path.read_text(encoding="utf-8"))
    specimen, figures = Specimen(folder), Figures(folder / "figures")
    shifts = {}
    for point in document["points"]:
        try:
            place = seat(dict(point["seat"]), specimen, figures)
        except (ContentError, LookupError, OSError, ValueError) as error:
            problem = f"'{point['id']}' can't be seated ({error})."
            raise ContentError(path, point.lc.line + 1, problem, "Correct its seat.") from error
        specimen.seated[str(point["id"])] = place
        shifts[str(point["id"])] = _write(point, place)
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        yaml.dump(document, handle)
    return shifts


def _write(point: CommentedMap, place: Reals) -> float:
    """Put position and shift after the seat; returns the shift in mm, 0 where there is no other place to compare."""
    shift = _shift(point, place)
    values: dict[str, Any] = {"position": _flow(place)}
    if shift is None:
        point.pop("shift_mm", None)
    else:
        values = {"shift_mm": round(shift, 1), **values}
    for key, value in values.items():
        if key in point:
            point[key] = value
        else:
            point.insert(list(point).index("seat") + 1, key, value)
    return round(shift or 0.0, 1)


def _flow(place: Reals) -> CommentedSeq:
    row = CommentedSeq([round(float(v), 1) + 0.0 for v in place])
    row.fa.set_flow_style()
    return row


def _shift(point: CommentedMap, place: Reals) -> float | None:
    """mm from the frame's place, else from the first published mean in its own two directions; None without either."""
    rule = point["seat"]
    wanted = rule.get("frame", rule.get("near"))
    if wanted is not None:
        return float(np.linalg.norm(place - np.array(wanted, dtype=float)))
    study = next(iter(point.get("published", ())), None)
    if study is None:
        return None
    return float(np.hypot(place[0] - study["lateral"], -place[2] - study["caudal"]))


def seat(rule: Rule, specimen: Specimen, figures: Figures) -> Reals:
    """(3,) mm: where `rule` puts a point. Raises LookupError for a rule or a name that isn't there."""
    for word, place in _RULES.items():
        if word in rule:
            return place(rule, word, specimen, figures)
    raise LookupError("no rule that is known")


def _near(rule: Rule, figures: Figures) -> Reals:
    if "landmark" in rule:
        return figures.landmark(rule["landmark"])
    return np.array(rule.get("near", rule.get("frame")), dtype=np.float64)


def _by_course(rule: Rule, word: str, specimen: Specimen, figures: Figures) -> Reals:
    aside = np.array(rule.get("aside", (0.0, 0.0, 0.0)), dtype=np.float64)
    return _on_course(rule, word, specimen, figures) + aside


def _on_course(rule: Rule, word: str, specimen: Specimen, figures: Figures) -> Reals:
    parts = [p for p in specimen.courses[rule[word]] if rule.get("part", p["part"]) == p["part"]]
    if "event" in rule:
        return _at_event(rule, parts)
    if "along" in rule:
        return at_length([s["position"] for s in parts[0]["stations"]], rule["along"])
    lines = [np.array([s["position"] for s in part["stations"]]) for part in parts]
    found = [(*(values[0] for values in nearest_on(line, _near(rule, figures))), line) for line in lines]
    _, along, line = min(found, key=lambda item: item[0])
    return at_length(line, along)


def _at_event(rule: Rule, parts: list[dict[str, Any]]) -> Reals:
    hits = [(e, part) for part in parts for e in part["events"] if e["event"] == rule["event"]]
    if not hits:
        raise LookupError(f"the course has no event '{rule['event']}'")
    event, part = hits[0]
    if "along" not in rule:
        return np.array(event["position"])
    return at_length([s["position"] for s in part["stations"]], event["s"] + rule["along"])


def _out_of(rule: Rule, word: str, specimen: Specimen, _: Figures) -> Reals:
    start, mesh = specimen.seated[rule[word]], specimen.mesh(rule["through"])
    way = np.array(rule["toward"], dtype=np.float64)
    hits = ray_hits(start, way, mesh.vertices[mesh.faces])
    if not len(hits):
        raise LookupError(f"the line from {rule[word]} misses {rule['through']}")
    return start + hits[0] * way / np.linalg.norm(way)


def _on_surface(rule: Rule, word: str, specimen: Specimen, figures: Figures) -> Reals:
    near = specimen.surface(rule[word]).nearest(_near(rule, figures))
    mesh = specimen.mesh(rule[word])
    a, b, c = mesh.vertices[mesh.faces[near.face[0]]].astype(np.float64)
    normal = np.cross(b - a, c - a)
    return near.place[0] - rule.get("depth", 0.0) * normal / np.linalg.norm(normal)


def _behind(rule: Rule, word: str, specimen: Specimen, figures: Figures) -> Reals:
    near = _near(rule, figures)
    hits = from_behind(near, specimen.mesh(rule[word]))
    if not len(hits):
        raise LookupError(f"the line from behind misses {rule[word]}")
    return np.array([near[0], hits[0], near[2]])


def _extreme(direction: Reals) -> Callable[[Rule, str, Specimen, Figures], Reals]:
    def place(rule: Rule, word: str, specimen: Specimen, _: Figures) -> Reals:
        mesh = specimen.mesh(rule[word])
        used = mesh.vertices[np.unique(mesh.faces)].astype(np.float64)
        return used[(used @ direction).argmax()]

    return place


def _within(rule: Rule, word: str, specimen: Specimen, figures: Figures) -> Reals:
    near = _near(rule, figures)
    if specimen.surface(rule[word]).distance(near)[0] > 0.0:
        raise LookupError(f"it lies outside {rule[word]}")
    return near


_RULES: Mapping[str, Callable[[Rule, str, Specimen, Figures], Reals]] = {
    "course": _by_course,
    "from": _out_of,
    "surface": _on_surface,
    "behind": _behind,
    "within": _within,
    "lowest": _extreme(np.array([0.0, 0.0, -1.0])),
    "highest": _extreme(np.array([0.0, 0.0, 1.0])),
    "farthest": _extreme(np.array([1.0, 0.0, 0.0])),
}
