"""Lesions and stimulator leads in the specimen: how much of which nerve they reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.needle_bodies import SKIN
from anatomy_viewer.content.nerve_lines import lengths_within, nerve_lines
from anatomy_viewer.geometry.curve import arc_lengths, at_length, spline
from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.ply import read_ply
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.treatment import (
    CONTACT_MM,
    CONTACTS,
    GAP_MM,
    WITHIN_MM,
    Lead,
    Lesion,
    LesionKind,
    lesion_shape,
)

Reals = NDArray[np.float64]
# mm under the skin at least: a lead runs in the fat, over the fascia; and the step of its line.
_SHALLOWEST, _STEP = 3.0, 0.5


@dataclass(frozen=True, eq=False)
class TreatmentRoom:
    """The specimen in `folder`; `lines`: nerves that run elsewhere, as `nerve_lines` gives them."""

    folder: Path
    lines: Mapping[str, Reals] | None = None

    @cached_property
    def _nerves(self) -> Mapping[str, Reals]:
        return {**nerve_lines(self.folder), **(self.lines or {})}

    @cached_property
    def _skin(self) -> Surface:
        mesh = read_ply(self.folder / f"{SKIN}.ply")
        return Surface(mesh.vertices, mesh.faces)

    def lesion(self, entry: Vector, tip: Vector, kind: LesionKind, gauge: int) -> Lesion:
        """What the needle does round its `tip` (mm), with the mm of each nerve in it."""
        shape = lesion_shape(entry, tip, kind, gauge)
        centre, axis = np.array(shape.centre), np.array(shape.axis)

        def holds(line: Reals) -> NDArray[np.bool_]:
            from_centre = line[:, :3] - centre
            along = from_centre @ axis
            across = np.sqrt(np.maximum((from_centre**2).sum(axis=1) - along**2, 0.0))
            return np.asarray((along / shape.half_length_mm) ** 2 + (across / shape.radius_mm) ** 2 <= 1.0)

        return replace(shape, nerves=lengths_within(self._nerves, holds))

    def lead(self, way: Sequence[Vector]) -> Lead:
        """A lead from the first place of `way` to its tip at the last (mm), under the skin all along.

        Its contacts are counted from the tip; a lead too short for all of them has fewer.
        """
        line = self._under_skin(*spline(np.array(way, dtype=np.float64), _STEP))
        length = float(arc_lengths(line)[-1])
        ends = [length - i * (CONTACT_MM + GAP_MM) for i in range(CONTACTS)]
        pieces = [at_length(line, np.array([end - CONTACT_MM, end])) for end in ends if end >= CONTACT_MM]

        def near(nerve: Reals) -> NDArray[np.bool_]:
            gaps = [_apart(nerve[:, :3], *piece) for piece in pieces]
            return np.asarray(np.min(gaps, axis=0) - nerve[:, 3] <= WITHIN_MM)

        contacts = tuple((_vector(a), _vector(b)) for a, b in pieces)
        return Lead(tuple(map(_vector, line)), contacts, lengths_within(self._nerves, near) if pieces else {})

    def _under_skin(self, line: Reals, at: Reals) -> Reals:
        """`line` (n, 3) brought to a depth that changes evenly between its knots, numbered by `at` (n,)."""
        distance, outward = self._skin.push(line)
        knots = np.arange(int(at[-1]) + 1)
        own = np.maximum(-distance[np.searchsorted(at, knots)], _SHALLOWEST)
        depth = np.interp(at, knots, own)
        return np.asarray(line - (depth + distance)[:, None] * outward)


def _apart(places: Reals, a: Reals, b: Reals) -> Reals:
    """(n,): mm from each of `places` (n, 3) to the piece from a to b."""
    step = b - a
    share = np.clip((places - a) @ step / (step @ step), 0.0, 1.0)
    return np.asarray(np.linalg.norm(places - a - share[:, None] * step, axis=1))


def _vector(place: Reals) -> Vector:
    x, y, z = place.tolist()
    return x, y, z
