"""Whether the atlas is right as anatomy: nerves clear of bone and of vessels, courses in the order of the literature,
points on what they name and near what was published. Reads the finished files only; a few seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.atlas_forms import PointForm
from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.content.manifest_file import MANIFEST, read_manifest
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.curve import arc_lengths, nearest_on
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply

Reals = NDArray[np.float64]
Problems = list[ContentError]
BONES = (
    "occipital_bone",
    "parietal_bone",
    "temporal_bone",
    "frontal_bone",
    "atlas_c1",
    "axis_c2",
    "c3_vertebra",
)
SKIN = "scalp_skin"
# What a course runs past, in order: each item one event, or several of which one is enough (courses.json).
ORDERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "greater_occipital_nerve": (
        ("hooks obliquus_capitis_inferior",),
        ("between semispinalis_capitis and obliquus_capitis_inferior",),
        ("enters semispinalis_capitis",),
        ("leaves semispinalis_capitis",),
        ("leaves trapezius", "passes behind trapezius", "passes trapezius"),
        ("crosses superior_nuchal_line",),
    ),
    "third_occipital_nerve": (
        ("enters semispinalis_capitis",),
        ("leaves semispinalis_capitis",),
        ("leaves trapezius", "passes behind trapezius", "passes trapezius"),
    ),
}
# mm: how far a point may lie from its course or structure; how deep tubes may press into each other; how far stations
# may lie outside their own mesh; how much skin has to lie over a tube.
ON_IT, BESIDE_IT, PRESSED, OUTSIDE, UNDER_SKIN = 1.5, 4.0, 0.1, 0.3, 0.3
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SCULPT = "Rebuild with 'anatomy-viewer sculpt'."
_SEAT = "Correct its seat, then let 'anatomy-viewer sculpt' seat it."


def anatomy_problems(folder: Path) -> Problems:
    """Everything that is wrong with the anatomy of the atlas in `folder`; what can't be read is one problem."""
    try:
        specimen = Specimen.read(folder)
        return [
            *specimen.left_out,
            *mesh_problems(folder),
            *course_problems(specimen),
            *point_problems(specimen),
        ]
    except ContentError as error:
        return [error]


@dataclass(frozen=True, eq=False)
class Specimen:
    """The right side of the atlas in `folder`: its courses, points and (read when asked for) surfaces."""

    folder: Path
    courses: Mapping[str, Sequence[CoursePart]]
    points: Sequence[Row[PointForm]]
    patches: Mapping[str, str]
    left_out: Sequence[ContentError] = ()

    @classmethod
    def read(cls, folder: Path) -> Specimen:
        """Raises ContentError where a whole file can't be read."""
        problems: Problems = []
        path = folder / "points.yaml"
        points = rows(read_table(path, ("points",), problems), "points", PointForm, path, problems)
        entries = read_manifest(folder / MANIFEST)
        patches = {patch: base for base, entry in entries.items() for patch in entry.features}
        return cls(folder, read_courses(folder / COURSES), points, patches, problems)

    @cached_property
    def _surfaces(self) -> dict[str, Surface]:
        return {}

    def surface(self, name: str) -> Surface:
        """The surface of a structure (base id) or of a feature as baked. Raises ContentError."""
        if name not in self._surfaces:
            mesh = self._mesh(name)
            self._surfaces[name] = Surface(mesh.vertices, mesh.faces)
        return self._surfaces[name]

    def _mesh(self, name: str) -> Mesh:
        baked = next((n for n in (name, f"{name}_r") if n in self.patches), "")
        if not baked:
            return read_ply(self.folder / f"{name}.ply")
        whole = read_ply(self.folder / f"{self.patches[baked]}.ply")
        kept = whole.features == whole.feature_names.index(baked) + 1
        return Mesh(whole.vertices, whole.faces[kept], whole.normals, whole.colours, whole.features[kept])


def mesh_problems(folder: Path) -> Problems:
    """Meshes that are not closed, and such as the manifest names but nobody built."""
    path, found = folder / MANIFEST, []
    for name, entry in read_manifest(path).items():
        if not entry.watertight:
            found.append(ContentError(path, None, f"the mesh of {name} is not closed.", _SCULPT))
        found += [
            ContentError(path, None, f"{file.name} of {name} is missing.", _SCULPT)
            for file in (folder / f"{name}.ply", folder / "coarse" / f"{name}.ply")
            if not file.is_file()
        ]
    return found


def course_problems(specimen: Specimen) -> Problems:
    """Courses through bone or out of their own mesh, tubes pressed into each other, and orders that are wrong."""
    found = [*bone_problems(specimen), *skin_problems(specimen), *own_mesh_problems(specimen)]
    return [*found, *contact_problems(specimen), *order_problems(specimen)]


def bone_problems(specimen: Specimen) -> Problems:
    """Nerves and vessels whose centre-line runs through bone, unless it is a canal that the course names."""
    found = []
    for name, part in _parts(specimen):
        for bone in BONES:
            if bone in part.through or not (specimen.folder / f"{bone}.ply").is_file():
                continue
            depth = specimen.surface(bone).distance(part.places)
            if depth.min() < 0.0:
                what = f"the {part.part} of {name} runs {-depth.min():.1f} mm deep through {bone}"
                found.append(_course_error(specimen, f"{what}, {_at(part.places[depth.argmin()])}."))
    return found


def skin_problems(specimen: Specimen) -> Problems:
    """Courses that show through the skin."""
    if not (specimen.folder / f"{SKIN}.ply").is_file():
        return []
    found = []
    for name, part in _parts(specimen):
        cover = -specimen.surface(SKIN).distance(part.places) - part.radii
        if cover.min() < UNDER_SKIN:
            what = f"the {part.part} of {name} has {cover.min():.1f} mm of skin over it"
            found.append(_course_error(specimen, f"{what}, {_at(part.places[cover.argmin()])}."))
    return found


def own_mesh_problems(specimen: Specimen) -> Problems:
    """Courses that are not those of the mesh beside them."""
    found = []
    for name, part in _parts(specimen):
        outside = specimen.surface(name).distance(part.places).max()
        if outside > OUTSIDE:
            what = f"the {part.part} of {name} lies {outside:.1f} mm outside its mesh."
            found.append(_course_error(specimen, what))
    return found


def contact_problems(specimen: Specimen) -> Problems:
    """Tubes of two structures that press into each other."""
    found, parts = [], list(_parts(specimen))
    for i, (name, part) in enumerate(parts):
        for other, path in parts[i + 1 :]:
            if name == other or not _boxes_meet(part, path):
                continue
            gap, where = nearest_on(path.places, part.places)
            free = gap - part.radii - np.interp(where, arc_lengths(path.places), path.radii)
            if free.min() < -PRESSED:
                what = f"{name} ({part.part}) and {other} ({path.part}) overlap by {-free.min():.1f} mm"
                found.append(_course_error(specimen, f"{what}, {_at(part.places[free.argmin()])}."))
    return found


def order_problems(specimen: Specimen, orders: Mapping[str, Sequence[Sequence[str]]] = ORDERS) -> Problems:
    """Trunks that miss an event of the literature, or meet it at the wrong place in the row."""
    found = []
    for name in sorted(orders.keys() & specimen.courses.keys()):
        order, events = orders[name], [event.event for event in specimen.courses[name][0].events]
        rest: Iterable[str] = iter(events)
        for choices in order:
            if not any(event in choices for event in rest):
                wanted = "' or '".join(choices)
                what = f"{name} does not meet '{wanted}' in the order of the literature."
                found.append(_course_error(specimen, what, f"Its events are: {'; '.join(events) or 'none'}."))
                break
    return found


def point_problems(specimen: Specimen) -> Problems:
    """Points off their structure or course, without sources or Chinese names, or far from what was published."""
    found: Problems = []
    for row in specimen.points:
        found += [*text_problems(row), *published_problems(row), *place_problems(row, specimen)]
    return found


def text_problems(row: Row[PointForm]) -> Problems:
    """Names and texts in both languages, and a source."""
    form = row.form
    found = []
    if not form.source:
        found.append(
            row.error(f"'{form.id}' has no source.", "Add one; MODEL where the model chose.", ("id",))
        )
    for key in ("names", "about"):
        text = getattr(form, key)
        if not _HAN.search(text.zh) or _HAN.search(text.en):
            found.append(
                row.error(f"'{key}' of '{form.id}' is not in both languages.", "Write en and zh.", (key,))
            )
    return found


def published_problems(row: Row[PointForm]) -> Problems:
    """Published means farther than one SD from the model's place, unless the point explains why."""
    form, place = row.form, row.form.place()
    if place is None or form.explain:
        return []
    found = []
    for i, study in enumerate(form.published):
        model = {"lateral": abs(place[0]), "caudal": -place[2]}
        for word, value in model.items():
            mean, spread = getattr(study, word), getattr(study, f"{word}_sd")
            if mean is not None and spread is not None and abs(value - mean) > spread:
                what = f"'{form.id}' lies {value:.1f} mm {word}, {study.source} found {mean:g} ± {spread:g}."
                found.append(row.error(what, "Seat it within one SD, or explain why.", ("published", i)))
    return found


def place_problems(row: Row[PointForm], specimen: Specimen) -> Problems:
    """Points that don't lie on the course they mark, or else on the structure they name."""
    form, place = row.form, row.form.place()
    if place is None:
        return [row.error(f"'{form.id}' has no position.", _SEAT, ("id",))]
    point, found = np.array(place), []
    nerve, structure = _base(form.nerve), _base(form.structure)
    if nerve in specimen.courses and "course" in form.seat:
        off = min(float(nearest_on(part.places, point)[0][0]) for part in specimen.courses[nerve])
        if off > ON_IT:
            found.append(row.error(f"'{form.id}' lies {off:.1f} mm off {nerve}.", _SEAT, ("position",)))
    off = _off(structure, point, form.seat, specimen)
    limit = BESIDE_IT if "course" in form.seat else ON_IT
    if off > limit:
        found.append(row.error(f"'{form.id}' lies {off:.1f} mm off {structure}.", _SEAT, ("position",)))
    return found


def _off(structure: str, point: Reals, seat: Mapping[str, Any], specimen: Specimen) -> float:
    """mm from where the seat promises the point to lie with respect to `structure`."""
    distance = float(specimen.surface(structure).distance(point)[0])
    if "within" in seat or structure in specimen.courses:
        return max(distance, 0.0)
    return abs(distance + float(seat.get("depth", 0.0)))


def _parts(specimen: Specimen) -> Iterable[tuple[str, CoursePart]]:
    return ((name, part) for name, parts in specimen.courses.items() for part in parts)


def _boxes_meet(a: CoursePart, b: CoursePart) -> bool:
    reach = a.radii.max() + b.radii.max() + 1.0
    low, high = a.places.min(axis=0) - reach, a.places.max(axis=0) + reach
    return bool(((b.places >= low) & (b.places <= high)).all(axis=1).any())


def _base(name: str) -> str:
    return name.removesuffix("_r").removesuffix("_l")


def _at(place: Reals) -> str:
    return f"at {', '.join(f'{v:.0f}' for v in place)}"


def _course_error(specimen: Specimen, what: str, hint: str = _SCULPT) -> ContentError:
    return ContentError(specimen.folder / COURSES, None, what, hint)
