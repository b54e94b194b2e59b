"""Ways along what is drawn: over a structure's surface, or along the course of a nerve or vessel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, at_length, nearest_on
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector

if TYPE_CHECKING:
    from anatomy_viewer.geometry.geodesic import SurfaceWays

Reals = NDArray[np.float64]
ON_COURSE = 4.0  # mm from a course's line within which a place counts as on it
STEP = 1.0  # mm between the places of a way along a course


class Ways:
    """Keeps what was sorted of each surface for the next question; may be asked on a thread, by one at a time."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Mesh, SurfaceWays]] = {}

    def along(
        self, name: str, mesh: Mesh | None, lines: Sequence[Reals], start: Vector, end: Vector
    ) -> Reals | None:
        """(n, 3) mm: from start to end along one of a course's `lines`, else over the mesh; None where neither goes."""
        way = _on_course(lines, start, end)
        if way is not None or mesh is None:
            return way
        from anatomy_viewer.geometry.geodesic import SurfaceWays

        if name not in self._made or self._made[name][0] is not mesh:
            self._made[name] = (mesh, SurfaceWays(mesh.vertices, mesh.faces))
        return self._made[name][1].way(start, end)


def _on_course(lines: Sequence[Reals], start: Vector, end: Vector) -> Reals | None:
    """The stretch of the line that both places lie on, nearest to them."""
    best, found = 2.0 * ON_COURSE, None
    for line in lines:
        gaps, mm = nearest_on(line[:, :3], [start, end])
        if gaps.max() <= ON_COURSE and gaps.sum() < best:
            best, found = float(gaps.sum()), (line[:, :3], mm)
    if found is None:
        return None
    line, mm = found
    inner = arc_lengths(line)
    between = inner[(inner > mm.min()) & (inner < mm.max())]
    way = at_length(np.column_stack([line]), np.concatenate([[mm.min()], between, [mm.max()]]))
    return np.asarray(way if mm[0] <= mm[1] else way[::-1])
