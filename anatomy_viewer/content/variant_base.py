"""What every re-routing on one atlas needs, read once: fields, courses, whole muscles, fibres."""

from __future__ import annotations

import atexit
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.course_file import COURSES, CoursePart, read_courses
from anatomy_viewer.content.structure_rows import structure_forms
from anatomy_viewer.content.variant_file import VariantTable, read_variants
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.fields import FIELDS, Field, read_fields
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.openings import Passage, Uncut, opened, stretches
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.geometry.rerouting import Body
from anatomy_viewer.geometry.solid import unit
from anatomy_viewer.geometry.tubes import Tubes

Reals = NDArray[np.float64]
Lines = Mapping[str, Reals]  # part → stations (n, 4)
NERVE, ARTERY = "greater_occipital_nerve", "occipital_artery"
SKULL = ("occipital_bone", "parietal_bone")
SHEETS = ("trapezius_aponeurosis", "nuchal_fascia_arch", "deep_nuchal_fascia")
OPENED = ("semispinalis_capitis", "trapezius", "obliquus_capitis_inferior", "occipitalis", *SHEETS)
# Nerves that the occipital nerve and artery keep clear of; the others join it.
_OTHER_NERVES = ("third_occipital_nerve", "lesser_occipital_nerve")
_WHOLE, _GRAINS = "whole", "muscle_stations.csv"


@dataclass(frozen=True, eq=False)
class Base:
    """The base specimen in `folder`, right side. Parts are read when first needed, from any thread."""

    folder: Path

    @cached_property
    def table(self) -> VariantTable:
        """The variants of the atlas."""
        return read_variants(self.folder)

    @cached_property
    def courses(self) -> Mapping[str, tuple[CoursePart, ...]]:
        """Base id → parts."""
        return read_courses(self.folder / COURSES)

    @cached_property
    def systems(self) -> Mapping[str, str]:
        """Base id → system."""
        return {name: form.system for name, form in structure_forms(self.folder).items()}

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Base id → distance field of the whole body."""
        return read_fields(self.folder / FIELDS)

    @cached_property
    def skull(self) -> tuple[Field, ...]:
        """What scalp courses lie on."""
        return tuple(self.fields[name] for name in SKULL)

    def lines(self, name: str) -> dict[str, Reals]:
        """Part → stations (n, 4), the trunk first."""
        return {part.part: np.column_stack([part.places, part.radii]) for part in self.courses[name]}

    @cached_property
    def solids(self) -> Mapping[str, Body]:
        """Bones, muscles and the vessels that have no course."""
        return {name: body for name, body in self.fields.items() if name not in self.courses}

    @cached_property
    def tubes(self) -> Mapping[str, Body]:
        """Vessels with a course, and the nerves that stay by themselves; the occipital artery apart."""
        names = [n for n in self.courses if self.systems.get(n) in ("arteries", "veins")]
        return {n: Tubes(self.lines(n).values()) for n in (*names, *_OTHER_NERVES) if n != ARTERY}

    @cached_property
    def nuchal_line(self) -> Reals:
        """(n, 3): places on the right superior nuchal line; none in an atlas without it."""
        skull, name = read_ply(self.folder / "occipital_bone.ply"), "superior_nuchal_line_r"
        if name not in skull.feature_names:
            return np.zeros((0, 3))
        patch = skull.features == skull.feature_names.index(name) + 1
        return np.asarray(skull.vertices[skull.faces[patch]].mean(axis=1), dtype=np.float64)

    def prepare(self) -> None:
        """Read and cut what every re-routing needs, a second or two: for a thread, before someone waits."""
        assert self.solids
        for tubes in self.tubes.values():
            tubes.distance(self.nuchal_line[:1])
        for body in OPENED:
            self.own_ways(body, NERVE)
            self._without(body, (NERVE,)).opened(self.own_ways(body, NERVE))

    # Openings

    def opened(self, body: str, lines: Mapping[str, Lines]) -> Mesh | None:
        """The mesh of `body` with openings for `lines` in the place of those it has; None where they are the same."""
        names = tuple(sorted(name for name in lines if self._through(body, name)))
        new = [way for name in names for way in self._ways(body, name, lines[name])]
        old = [way for name in names for way in self.own_ways(body, name)]
        return None if _alike(old, new) else self._without(body, names).opened(new)

    def own_ways(self, body: str, name: str) -> list[Passage]:
        """The openings of the base specimen for one course."""
        key = (body, name)
        if key not in self._kept_ways:
            self._kept_ways[key] = self._ways(body, name, self.lines(name))
        return self._kept_ways[key]

    def _without(self, body: str, names: tuple[str, ...]) -> Uncut:
        """The whole body with the openings of all courses but `names`."""
        if (body, names) not in self._kept_meshes:
            others = [n for n in self.courses if n not in names and self._through(body, n)]
            ways = [way for name in others for way in self.own_ways(body, name)]
            self._kept_meshes[body, names] = Uncut(opened(self._whole(body), ways))
        return self._kept_meshes[body, names]

    @cached_property
    def _kept_meshes(self) -> dict[tuple[str, tuple[str, ...]], Uncut]:
        return {}

    @cached_property
    def _kept_ways(self) -> dict[tuple[str, str], list[Passage]]:
        return {}

    @cached_property
    def _surfaces(self) -> dict[str, Surface]:
        return {}

    def _whole(self, body: str) -> Mesh:
        whole = self.folder / _WHOLE / f"{body}.ply"
        return read_ply(whole if whole.is_file() else self.folder / f"{body}.ply")

    def _through(self, body: str, name: str) -> bool:
        """Does the course open the body: named in its parts, or one of those that pierce the sheets?"""
        if name == NERVE or (name == ARTERY and body == "occipitalis"):
            return True
        if body in SHEETS:
            return name in (ARTERY, "third_occipital_nerve")
        return any(body in part.through for part in self.courses[name])

    def _ways(self, body: str, name: str, lines: Lines) -> list[Passage]:
        found = []
        for line in lines.values():
            gap = self._gap(body, line)
            found += stretches(gap, line, self._grains.get(body)) if (gap < line[:, 3]).any() else []
        return found

    def _gap(self, body: str, line: Reals) -> Reals:
        if body in self.fields:
            return self.fields[body].distance(line[:, :3])
        if body not in self._surfaces:
            mesh = self._whole(body)
            self._surfaces[body] = Surface(mesh.vertices, mesh.faces)
        low, high = (
            self._surfaces[body].corners.min(axis=(0, 1)),
            self._surfaces[body].corners.max(axis=(0, 1)),
        )
        near, gap = (
            ((line[:, :3] > low - 3.0) & (line[:, :3] < high + 3.0)).all(axis=1),
            np.full(len(line), 9.0),
        )
        if near.any():
            gap[near] = self._surfaces[body].distance(line[near, :3])
        return gap

    @cached_property
    def _grains(self) -> Mapping[str, Reals]:
        """Muscle → (n, 6): places and the direction of its fibres there."""
        with (self.folder / "figures" / _GRAINS).open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if row["structure"] in OPENED]
        return {
            name: _grain([row for row in rows if row["structure"] == name])
            for name in {r["structure"] for r in rows}
        }


def _grain(rows: list[dict[str, str]]) -> Reals:
    columns = 1 + max(int(row["column"]) for row in rows)
    keys = ("x_right", "y_anterior", "z_up")
    sheet = np.array([[float(row[key]) for key in keys] for row in rows]).reshape(-1, columns, 3)
    return np.concatenate([sheet, unit(np.gradient(sheet, axis=0))], axis=-1).reshape(-1, 6)


def _alike(old: Iterable[Passage], new: Iterable[Passage]) -> bool:
    before, after = list(old), list(new)
    return len(before) == len(after) and all(
        len(a.stations) == len(b.stations) and np.allclose(a.stations, b.stations, atol=0.05)
        for a, b in zip(before, after, strict=True)
    )


@lru_cache(maxsize=4)
def base(folder: Path) -> Base:
    """The base specimen of `folder`, kept."""
    return Base(folder)


# Bodies of manifold3d that live on when Python ends are reported as leaks by its bindings.
atexit.register(base.cache_clear)
