"""Which way a muscle's fibres run: by the stations it was lofted on, else from its lower to its upper end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.sculpt.figures import Figures

Reals = NDArray[np.float64]
TABLES = ("muscle_stations", "deep_muscle_stations")
# Places along a sheet and across it at which its direction is told; fibres of muscles without stations (model values).
_ALONG, _ACROSS = 6, 4
_OTHERS: Mapping[str, tuple[float, float, float]] = {
    "masseter": (0.1, -0.35, -0.93),
    "medial_pterygoid": (0.35, -0.35, -0.87),
    "lateral_pterygoid": (0.55, -0.83, 0.05),
    "pharynx": (0.0, 0.2, -0.98),
    "oesophagus": (0.0, 0.0, 1.0),
    "tongue": (0.0, 0.8, 0.6),
    "soft_palate": (0.9, 0.3, 0.3),
    "other_muscle": (0.0, 0.15, -0.99),
}


class Fibres(NamedTuple):
    """direction (3,): the mean one, a unit vector; places (n, 6): x, y, z mm and the direction there."""

    direction: Reals
    places: Reals

    def as_json(self) -> dict[str, Any]:
        """`fibre` and, where it bends, `fibres`."""
        found: dict[str, Any] = {"fibre": np.round(self.direction, 3).tolist()}
        if len(self.places):
            found["fibres"] = np.round(self.places, 2).tolist()
        return found

    def mirrored(self) -> Fibres:
        """The other side's."""
        return Fibres(self.direction * [-1, 1, 1], self.places * [-1, 1, 1, -1, 1, 1])


def fibres_of(muscles: Iterable[tuple[str, bool]]) -> dict[str, Fibres]:
    """By id with its side; muscles (base id, paired)."""
    sheets = dict(_sheets(Figures()))
    found: dict[str, Fibres] = {}
    for base, paired in muscles:
        right = _along(sheets[base]) if base in sheets else _straight(_OTHERS.get(base, (0.0, 0.0, 1.0)))
        found.update({f"{base}_r": right, f"{base}_l": right.mirrored()} if paired else {base: right})
    found["other_muscle"] = _straight(_OTHERS["other_muscle"])
    return found


def _sheets(figures: Figures) -> Iterable[tuple[str, Reals]]:
    """(rows, columns, 3) mm of every muscle that has stations, origin to insertion."""
    for table in TABLES:
        rows = figures.rows(table)
        for name in dict.fromkeys(row["structure"] for row in rows):
            own = [row for row in rows if row["structure"] == name]
            columns = 1 + max(int(row["column"]) for row in own)
            keys = ("x_right", "y_anterior", "z_up")
            yield name, np.array([[float(row[key]) for key in keys] for row in own]).reshape(-1, columns, 3)


def _along(sheet: Reals) -> Fibres:
    slope = np.gradient(sheet, axis=0)
    slope /= np.maximum(np.linalg.norm(slope, axis=-1, keepdims=True), 1e-9)
    rows = np.unique(np.linspace(0, sheet.shape[0] - 1, _ALONG).round().astype(int))
    columns = np.unique(np.linspace(0, sheet.shape[1] - 1, _ACROSS).round().astype(int))
    chosen = np.ix_(rows, columns)
    places = np.concatenate([sheet[chosen], slope[chosen]], axis=-1).reshape(-1, 6)
    mean = slope.mean(axis=(0, 1))
    return Fibres(mean / np.linalg.norm(mean), places)


def _straight(way: tuple[float, float, float]) -> Fibres:
    return Fibres(np.array(way) / np.linalg.norm(way), np.empty((0, 6)))
