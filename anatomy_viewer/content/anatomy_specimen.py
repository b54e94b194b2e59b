"""The finished specimen as the anatomical checks read it: rows, meshes, courses and points of the right side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.atlas_forms import PointForm, StructureForm
from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.content.manifest_file import MANIFEST, Entry, read_manifest
from anatomy_viewer.content.rows import Row, read_table, rows
from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.ply import read_ply

Reals = NDArray[np.float64]
Problems = list[ContentError]
REBUILD = "Rebuild with 'anatomy-viewer sculpt'."


@dataclass(frozen=True, eq=False)
class Specimen:
    """The right side of the atlas in `folder`: its courses, points and (read when asked for) surfaces."""

    folder: Path
    courses: Mapping[str, Sequence[CoursePart]]
    points: Sequence[Row[PointForm]]
    entries: Mapping[str, Entry]
    forms: Mapping[str, StructureForm]
    left_out: Sequence[ContentError] = ()

    @classmethod
    def read(cls, folder: Path) -> Specimen:
        """Raises ContentError where a whole file can't be read."""
        problems: Problems = []
        path = folder / "points.yaml"
        points = rows(read_table(path, ("points",), problems), "points", PointForm, path, problems)
        courses, entries = read_courses(folder / COURSES), read_manifest(folder / MANIFEST)
        return cls(folder, courses, points, entries, structure_forms(folder), problems)

    @cached_property
    def patches(self) -> Mapping[str, str]:
        """Baked patch → the structure that bears it."""
        return {patch: base for base, entry in self.entries.items() for patch in entry.features}

    def built(self, system: str = "") -> list[str]:
        """Base ids with a row and a mesh, of one system or of all."""
        return [
            name
            for name, form in self.forms.items()
            if name in self.entries
            and system in ("", form.system)
            and (self.folder / f"{name}.ply").is_file()
        ]

    @cached_property
    def _meshes(self) -> dict[str, Mesh]:
        return {}

    def mesh(self, name: str) -> Mesh:
        """The full mesh of a structure (base id) or the patch of a feature. Raises ContentError."""
        if name not in self._meshes:
            self._meshes[name] = self._mesh(name)
        return self._meshes[name]

    @cached_property
    def _surfaces(self) -> dict[str, Surface]:
        return {}

    def surface(self, name: str) -> Surface:
        """The surface of a structure (base id) or of a feature as baked. Raises ContentError."""
        if name not in self._surfaces:
            mesh = self.mesh(name)
            self._surfaces[name] = Surface(mesh.vertices, mesh.faces)
        return self._surfaces[name]

    def _mesh(self, name: str) -> Mesh:
        baked = next((n for n in (name, f"{name}_r") if n in self.patches), "")
        if not baked:
            return read_ply(self.folder / f"{name}.ply")
        whole = self.mesh(self.patches[baked])
        kept = whole.features == whole.feature_names.index(baked) + 1
        return Mesh(whole.vertices, whole.faces[kept], whole.normals, whole.colours, whole.features[kept])


def parts(specimen: Specimen) -> Iterable[tuple[str, CoursePart]]:
    """Every trunk and branch with the id of its nerve or vessel."""
    return ((name, part) for name, parts in specimen.courses.items() for part in parts)


def at(place: Reals) -> str:
    """'at x, y, z' in whole mm."""
    return f"at {', '.join(f'{v:.0f}' for v in place)}"


def course_error(specimen: Specimen, what: str, hint: str = REBUILD) -> ContentError:
    """A problem with a course."""
    return ContentError(specimen.folder / COURSES, None, what, hint)


def mesh_error(specimen: Specimen, name: str, what: str, hint: str = REBUILD) -> ContentError:
    """A problem with the mesh of `name`."""
    return ContentError(specimen.folder / f"{name}.ply", None, what, hint)
