"""How near a straight piece comes to each of several surfaces: roughly to samples of all, then exactly to triangles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import closest_on_triangles, samples_of

Reals = NDArray[np.float64]
# How many of the nearest samples name the triangles that are looked at exactly.
_CANDIDATES = 24


@dataclass(frozen=True, eq=False)
class Gap:
    """mm from the piece to a surface, whichever side it is on, from its end, and the two places that are nearest."""

    mm: float
    end_mm: float
    on_piece: Reals
    on_surface: Reals


class SurfaceSamples:
    """Samples of one surface, each with its triangle."""

    def __init__(self, corners: Reals, spacing: float) -> None:
        """`corners` (m, 3, 3) mm; `spacing`: mm between samples."""
        self._corners = corners
        samples, self._owner = samples_of(corners, spacing)
        self._places = samples.astype(np.float32)
        self._squares = np.einsum("ij,ij->i", samples, samples).astype(np.float32)

    def near(self, a: Reals, b: Reals) -> tuple[Reals, Reals]:
        """The triangles (k, 3, 3) nearest to the piece from a to b, and those nearest to b."""
        length = float(np.linalg.norm(b - a))
        way = (b - a) / length
        from_a, along = (self._places @ np.stack([a, way], axis=1).astype(np.float32)).T
        along -= np.float32(a @ way)
        square = self._squares - 2.0 * from_a + np.float32(a @ a)
        piece = square - along**2 + (along - np.clip(along, 0.0, length)) ** 2
        return self._best(piece), self._best(square - 2.0 * length * along)

    def _best(self, square: NDArray[np.float32]) -> Reals:
        count = min(_CANDIDATES, len(square))
        return self._corners[np.unique(self._owner[np.argpartition(square, count - 1)[:count]])]


def gaps(a: Reals, b: Reals, surfaces: Mapping[str, SurfaceSamples]) -> dict[str, Gap]:
    """By the surfaces' names, for the piece from `a` to `b` (3,)."""
    pairs = [surface.near(a, b) for surface in surfaces.values()]
    along = np.concatenate([near for near, _ in pairs])
    on_piece, on_surface = _piece_to_triangles(a, b, along)
    apart = np.linalg.norm(on_piece - on_surface, axis=1)
    at_end = np.concatenate([near for _, near in pairs])
    to_end = np.linalg.norm(closest_on_triangles(b, at_end) - b, axis=1)
    first = np.cumsum([0, *(len(near) for near, _ in pairs)])
    ends = np.cumsum([0, *(len(near) for _, near in pairs)])
    found = {}
    for i, name in enumerate(surfaces):
        best = first[i] + int(apart[first[i] : first[i + 1]].argmin())
        end = float(to_end[ends[i] : ends[i + 1]].min())
        found[name] = Gap(float(apart[best]), end, on_piece[best], on_surface[best])
    return found


def _piece_to_triangles(a: Reals, b: Reals, corners: Reals) -> tuple[Reals, Reals]:
    """The nearest two places (m, 3) of the piece and each of the triangles: at an end of the piece or on a rim."""
    ends = np.broadcast_to(np.stack([a, b])[:, None], (2, len(corners), 3))
    on_rims = [_between(a, b, corners[:, i], corners[:, (i + 1) % 3]) for i in range(3)]
    on_piece = np.concatenate([ends, [piece for piece, _ in on_rims]])
    on_surface = np.concatenate([closest_on_triangles(ends, corners), [rim for _, rim in on_rims]])
    best = ((on_piece - on_surface) ** 2).sum(axis=2).argmin(axis=0)
    row = np.arange(len(corners))
    return on_piece[best, row], on_surface[best, row]


def _between(a: Reals, b: Reals, p: Reals, q: Reals) -> tuple[Reals, Reals]:
    """The nearest places (m, 3) of the piece from a to b and of those from p to q (m, 3).

    Ericson, Real-Time Collision Detection (2005), 5.1.9, with the regions written as choices.
    """
    u, v, r = b - a, q - p, a - p
    uu, vv, uv = u @ u, np.maximum((v * v).sum(axis=1), 1e-24), v @ u
    ur, vr = r @ u, (v * r).sum(axis=1)
    across = uu * vv - uv**2
    s = np.clip(np.divide(uv * vr - ur * vv, across, out=np.zeros_like(uv), where=across > 1e-12), 0.0, 1.0)
    t = np.clip((uv * s + vr) / vv, 0.0, 1.0)
    s = np.clip((uv * t - ur) / uu, 0.0, 1.0)
    return a + s[:, None] * u, p + t[:, None] * v
