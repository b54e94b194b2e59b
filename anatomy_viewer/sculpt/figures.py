"""The measurement tables of `meshes/figures/`, read once each. Frame: RAS mm, right side unless named otherwise."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError

MESHES = Path(__file__).resolve().parents[2] / "meshes"
Points = NDArray[np.float64]
Row = dict[str, str]
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_XYZ = ("x_right", "y_anterior", "z_up")


@dataclass(frozen=True)
class Facet:
    """A joint surface: where two bones face each other (mm; unit vectors)."""

    centre: Points
    normal: Points
    long_axis: Points
    length: float
    width: float


@dataclass(frozen=True)
class Primitive:
    """One building block of a bone: `op` add or cut, smooth-blended over `blend` mm; `values` by parameter name."""

    op: str
    blend: float
    kind: str
    values: dict[str, float]


@dataclass(frozen=True)
class Figures:
    """Reads the tables in `folder`; a table or a name that is missing raises ContentError."""

    folder: Path = MESHES / "figures"

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of `table`.csv as dictionaries of text."""
        if table not in self._tables:
            path = self.folder / f"{table}.csv"
            try:
                with path.open(encoding="utf-8", newline="") as handle:
                    self._tables[table] = tuple(csv.DictReader(handle))
            except OSError as error:
                raise ContentError(path, None, f"the table can't be read ({error.strerror}).") from error
        return self._tables[table]

    @cached_property
    def _tables(self) -> dict[str, tuple[Row, ...]]:
        return {}

    def _where(self, table: str, **wanted: str) -> list[Row]:
        found = [row for row in self.rows(table) if all(row[key] == value for key, value in wanted.items())]
        if not found:
            named = ", ".join(wanted.values())
            raise ContentError(self.folder / f"{table}.csv", None, f"there is no row for {named}.")
        return found

    def landmark(self, name: str) -> Points:
        """(3,): a row of landmarks.csv, as measured."""
        return _floats(self._where("landmarks", landmark=name)[0], _XYZ)

    def facet(self, name: str) -> Facet:
        """A joint patch of landmarks.csv, e.g. "C2_superior_facet_R"."""
        row = self._where("landmarks", landmark=name)[0]
        numbers = [float(text) for text in _NUMBERS.findall(row["how"])]
        if len(numbers) < 8:
            raise ContentError(self.folder / "landmarks.csv", None, f"{name} is not a joint surface.")
        values = np.array(numbers)
        return Facet(_floats(row, _XYZ), values[:3], values[3:6], numbers[6], numbers[7])

    def paired_facet(self, name: str) -> Facet:
        """The right-hand mean of `name`_R and the mirrored `name`_L."""
        right, left = self.facet(f"{name}_R"), self.facet(f"{name}_L")
        flip = np.array([-1.0, 1.0, 1.0])
        normal = right.normal + left.normal * flip
        along = left.long_axis * flip
        long_axis = right.long_axis + (along if along @ right.long_axis > 0 else -along)
        return Facet(
            (right.centre + left.centre * flip) / 2.0,
            normal / np.linalg.norm(normal),
            long_axis / np.linalg.norm(long_axis),
            (right.length + left.length) / 2.0,
            (right.width + left.width) / 2.0,
        )

    def polyline(self, name: str) -> Points:
        """(n, 3): a line of polylines.csv, as measured."""
        return _stack(self._where("polylines", polyline=name), _XYZ)

    def paired_polyline(self, name: str) -> Points:
        """(n, 3): the right-hand mean of `name`_R and the mirrored `name`_L, point by point."""
        right, left = self.polyline(f"{name}_R"), self.polyline(f"{name}_L") * [-1.0, 1.0, 1.0]
        count = max(len(right), len(left))
        return (_resampled(right, count) + _resampled(left, count)) / 2.0

    def path(self, structure: str, part: str = "trunk") -> Points:
        """(n, 4): x, y, z, radius of a row group of sculpt_paths.csv."""
        return _stack(self._where("sculpt_paths", structure_right=structure, part=part), (*_XYZ, "radius_mm"))

    def primitives(
        self, bone: str, table: str = "vertebra_primitives", column: str = "fitted_value_T2"
    ) -> tuple[Primitive, ...]:
        """The building blocks of `bone` (vertebra_primitives.csv: atlas_C1, axis_C2, C3), in order."""
        blocks: dict[str, Primitive] = {}
        for row in self._where(table, bone=bone):
            block = blocks.setdefault(
                row["order"], Primitive(row["op"], float(row["blend_k_mm"]), row["type"], {})
            )
            block.values[row["param"]] = float(row[column])
        return tuple(blocks.values())


def _floats(row: Row, columns: tuple[str, ...]) -> Points:
    return np.array([float(row[column]) for column in columns])


def _stack(rows: list[Row], columns: tuple[str, ...]) -> Points:
    return np.array([[float(row[column]) for column in columns] for row in rows])


def _resampled(line: Points, count: int) -> Points:
    """`count` points at even steps of arc length along `line`."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    places = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(places, along, line[:, i]) for i in range(3)], axis=1)
