"""Ligaments as bands: a thin sheet through a few stations, fitted between bones and kept clear of what runs by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.fibres import Weave, seed_of, septa, strands
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, bounds_of, folded
from anatomy_viewer.sculpt.loft import Sheet, spline_sheet
from anatomy_viewer.sculpt.recipe import Neighbours
from anatomy_viewer.sculpt.solid import finish
from anatomy_viewer.sculpt.surface import surface

Colour = NDArray[np.float64]
SHADE, SINEW = np.array([202.0, 190.0, 164.0]), np.array([236.0, 229.0, 211.0])
# Elastic fibres make the ligaments between the laminae yellow.
ELASTIC_SHADE, ELASTIC = np.array([196.0, 164.0, 92.0]), np.array([232.0, 210.0, 144.0])
# mm: pressed so deep into the bones that hold it, so that no light passes; edge of the grid.
GRIP, STEP = -0.1, 0.4
# mm from the sheet's face beyond which no neighbour is asked; mm between the samples of the sheet.
_ASKED, _SAMPLES = 1.0, 0.35


@dataclass(frozen=True)
class Band:
    """The spline sheet through `stations` (rows, columns, 4): x, y, z and thickness in mm; its rim is round."""

    stations: Sheet

    def __call__(self, points: Points) -> Distances:
        """(n,) mm."""
        tree, sheet, _ = self._sampled
        away, near = tree.query(points)
        return np.asarray(away - sheet[near, 3] / 2.0)

    def places(self, points: Points) -> NDArray[np.float64]:
        """(n, 2): where across and where along the sheet the points lie, 0..1."""
        tree, _, grid = self._sampled
        return np.asarray(grid[tree.query(points)[1]])

    @cached_property
    def _sampled(self) -> tuple[Any, Sheet, NDArray[np.float64]]:
        from scipy.spatial import cKDTree

        along, across = (
            np.linalg.norm(np.diff(self.stations[..., :3], axis=axis), axis=-1).sum(axis=axis).max()
            for axis in (0, 1)
        )
        rows, columns = (int(length / _SAMPLES) + 2 for length in (along, across))
        sheet = spline_sheet(self.stations, rows, columns, 1.0).reshape(-1, 4)
        v, u = np.meshgrid(np.linspace(0.0, 1.0, rows), np.linspace(0.0, 1.0, columns), indexing="ij")
        return cKDTree(sheet[:, :3]), sheet, np.stack([u.ravel(), v.ravel()], axis=1)


def fitted(shape: Field, gaps: Mapping[str, float], neighbours: Neighbours, symmetric: bool) -> Field:
    """`shape` less what lies nearer to a neighbour than `gaps` says (mm; negative: pressed into it)."""
    others = [(Surface(neighbours[i].vertices, neighbours[i].faces), gap) for i, gap in gaps.items()]

    def field(points: Points) -> Distances:
        places = folded(points) if symmetric else points
        value = shape(places)
        near = np.flatnonzero(value < _ASKED)
        for other, gap in others:
            value[near] = np.maximum(value[near], gap - _distance(other, places[near]))
        return value

    return field


def _distance(other: Surface, points: Points) -> Distances:
    """(n,) mm; a neighbour that is far away is not asked."""
    far = np.full(len(points), 2.0)
    low, high = other.corners.min(axis=(0, 1)) - 2.0, other.corners.max(axis=(0, 1)) + 2.0
    asked = np.flatnonzero(((points > low) & (points < high)).all(axis=1))
    if len(asked):
        far[asked] = other.distance(points[asked])
    return far


def bound(
    name: str,
    band: Band,
    gaps: Mapping[str, float],
    neighbours: Neighbours,
    symmetric: bool = False,
    tones: tuple[Colour, Colour] = (SHADE, SINEW),
    step: float = STEP,
    bundles: int = 12,
) -> Mesh:
    """The closed body of `band` between its neighbours, its strands running along the sheet's rows."""
    sheet = band.stations[..., :3].reshape(-1, 3)
    box = bounds_of(sheet, float(band.stations[..., 3].max()))
    if symmetric:
        box[0, 0] = -box[1, 0]
    vertices, faces = surface(fitted(band, gaps, neighbours, symmetric), box, step)
    where = band.places(np.abs(vertices) * [1, 0, 0] + vertices * [0, 1, 1] if symmetric else vertices)
    return finish(vertices, faces, fibrous(where, name, tones, bundles))


def fibrous(
    where: NDArray[np.float64], name: str, tones: tuple[Colour, Colour], bundles: int = 12
) -> NDArray[np.float64]:
    """(n, 3): pale strands with darker seams between them, at (n, 2) across and along, 0..1."""
    weave, seed = Weave(bundles, 1.5), seed_of(name)
    tone = strands(where[:, 0], where[:, 1], weave, seed)[:, None]
    seam = septa(where[:, 0], where[:, 1], weave, seed)[:, None]
    share = np.clip((tone - 0.5) * 1.7 + 0.6 - 0.45 * seam, 0.0, 1.0)
    return np.asarray(tones[0] + share * (tones[1] - tones[0]))
