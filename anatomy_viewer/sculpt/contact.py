"""Where soft parts meet what is already there: ends seated on bone, layers kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.distance import Surface
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.sculpt.loft import Faces, Sheet, border_profile, fibre_lengths, sheet_normals

Reals = NDArray[np.float64]
_FAR, _SEAT = 25.0, 8.0
# Clearing: how often, and over how many rows and columns a dent spreads.
_ROUNDS, _SPREAD = 8, (5.0, 2.5)
# Yielding: how often, and mm between the places of a wall that are looked at.
_STEPS, _SPACING = 4, 0.7


@dataclass(frozen=True, eq=False)
class Wall:
    """Several closed surfaces as one distance field."""

    surfaces: tuple[Surface, ...]

    def look(self, points: Reals) -> tuple[Reals, Reals]:
        """Signed distances (…) in mm, negative inside, and outward directions (…, 3) for `points` (…, 3)."""
        flat = points.reshape(-1, 3)
        away, direction = np.full(len(flat), _FAR), np.zeros((len(flat), 3))
        for surface in self.surfaces:
            distance, outward = surface.push(flat)
            nearer = distance < away
            away[nearer], direction[nearer] = distance[nearer], outward[nearer]
        return away.reshape(points.shape[:-1]), direction.reshape(points.shape)


def wall_of(meshes: Iterable[Mesh]) -> Wall:
    """One wall of all `meshes`."""
    return Wall(tuple(Surface(mesh.vertices, mesh.faces) for mesh in meshes))


def seated(sheet: Sheet, wall: Wall, row: int, reach: float, stiff: bool, sink: float = 0.15) -> Sheet:
    """`sheet` with its end row (0 or -1) laid on `wall`, the shift fading over `reach` mm along the fibres.

    The mid-surface ends half a thickness above the wall, less `sink` mm; a `stiff` end moves as one piece. Fibres that
    end more than `_SEAT` mm away from the wall are left alone.
    """
    from scipy.ndimage import gaussian_filter1d

    lengths = fibre_lengths(sheet)
    distance = lengths if row == 0 else lengths[-1] - lengths
    share = np.clip(1.0 - distance / reach, 0.0, 1.0)
    share = share * share * (3.0 - 2.0 * share)
    out = sheet.copy()
    for _ in range(5):
        gap, direction = wall.look(out[row, :, :3])
        held = np.clip((_SEAT - np.abs(gap)) / 3.0, 0.0, 1.0)
        shift = (held * (gap - out[row, :, 3] / 2.0 + sink))[:, None] * direction
        shift = shift.mean(axis=0) if stiff else gaussian_filter1d(shift, 1.5, axis=0, mode="nearest")
        out[..., :3] -= share[..., None] * shift
    return out


def cleared(sheet: Sheet, wall: Wall, gap: float, profile: float) -> Sheet:
    """`sheet` moved off `wall` along its own normals until `gap` mm lie between the two, smoothly.

    profile: of the shell that the sheet will become. The side on which the sheet leaves is that of its normals.
    """
    from scipy.ndimage import gaussian_filter

    out = sheet.copy()
    half = out[..., 3] / 2.0 * border_profile(out, profile)
    for _ in range(_ROUNDS):
        normals = sheet_normals(out)
        away, direction = wall.look(out[..., :3])
        square = (direction * normals).sum(axis=-1)
        lack = np.where(square > 0.2, np.maximum(half + gap - away, 0.0), 0.0)
        wide = gaussian_filter(lack, _SPREAD, mode="nearest")
        out[..., :3] += wide[..., None] * normals
    return out


def outside(points: Reals, wall: Wall, gap: Reals) -> Reals:
    """`points` (n, 3) with those deeper than their `gap` (n,) put that many mm above the surface of `wall`."""
    away, direction = wall.look(points)
    return np.asarray(points + np.maximum(gap - away, 0.0)[:, None] * direction)


def yielded(points: Reals, faces: Faces, wall: Surface, film: float) -> Reals:
    """`points` (n, 3) of the body with `faces` (m, 3), moved until it and `wall` lie about `film` mm apart.

    First its vertices leave the wall, then its faces step back from what of the wall stands between vertices.
    """
    out = outside(points, Wall((wall,)), np.full(len(points), film))
    for _ in range(_STEPS):
        body = Surface(out, faces)
        spread = wall.spread(_SPACING)
        spread = spread[((spread > out.min(axis=0)) & (spread < out.max(axis=0))).all(axis=1)]
        inside = spread[body.holds(spread)] if len(spread) else spread
        if not len(inside):
            break
        near = body.nearest(inside)
        step = inside - near.place
        step *= 1.0 + film / np.maximum(np.linalg.norm(step, axis=1, keepdims=True), film)
        out = out + _longest(step, faces[near.face], len(out))
    return out


def _longest(steps: Reals, corners: Faces, count: int) -> Reals:
    """(count, 3): for each vertex the longest of the `steps` (k, 3) asked of the faces with `corners` (k, 3)."""
    order = np.argsort(np.linalg.norm(steps, axis=1), kind="stable")
    out = np.zeros((count, 3))
    for i in order:
        out[corners[i]] = steps[i]
    return out
