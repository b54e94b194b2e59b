"""Closed tubes round a curve: nerves and vessels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.geometry.curve import Reals, frames, tangents

Corners = NDArray[np.int32]
_CAP_RINGS = 3


def tube(
    points: ArrayLike, radii: ArrayLike, sides: int, flat: ArrayLike | None = None, ratio: float = 1.0
) -> tuple[Reals, Corners]:
    """Vertices (v, 3) and outward faces (f, 3) of a watertight tube with half-round ends.

    `points` (n, 3) mm, `radii` (n,) mm, `sides` >= 3 corners round. Where the section is an ellipse (`ratio` =
    width over thickness, area kept), its thin direction follows `flat` (n, 3), e.g. the normal of the layer it lies on.
    """
    line, sizes = np.asarray(points, dtype=np.float64), np.asarray(radii, dtype=np.float64)
    if len(line) < 2 or len(sizes) != len(line) or sides < 3 or not (sizes > 0).all():
        raise ValueError(
            "a tube needs two or more points, a positive radius for each, and three or more sides"
        )
    thin, wide = _axes(line, flat)
    centres, thin, wide, sizes = _with_caps(line, thin, wide, sizes)
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    stretch = np.sqrt(ratio)
    ring = np.cos(angle)[:, None] * thin[:, None] / stretch + np.sin(angle)[:, None] * wide[:, None] * stretch
    body = (centres[:, None] + sizes[:, None, None] * ring).reshape(-1, 3)
    first, last = _poles(line, np.asarray(radii, dtype=np.float64) / stretch)
    return np.vstack([body, first, last]), _faces(len(centres), sides)


def _axes(line: Reals, flat: ArrayLike | None) -> tuple[Reals, Reals]:
    """Thin and wide unit directions (n, 3 each) of the section; thin x wide points along the curve."""
    tangent, normal, binormal = frames(line)
    if flat is None:
        return normal, binormal
    wanted = np.asarray(flat, dtype=np.float64)
    thin = wanted - (wanted * tangent).sum(axis=1, keepdims=True) * tangent
    thin /= np.linalg.norm(thin, axis=1, keepdims=True)
    return thin, np.cross(tangent, thin)


def _with_caps(line: Reals, thin: Reals, wide: Reals, sizes: Reals) -> tuple[Reals, Reals, Reals, Reals]:
    """The rings of the tube with those of its two half-round ends before and after."""
    direction = tangents(line)
    turn = np.linspace(0.0, np.pi / 2.0, _CAP_RINGS + 1)[1:-1]
    out, shrink = np.sin(turn), np.cos(turn)
    head = line[0] - sizes[0] * out[::-1, None] * direction[0]
    tail = line[-1] + sizes[-1] * out[:, None] * direction[-1]
    extra = len(turn)
    ends = [np.vstack([np.repeat(a[:1], extra, 0), a, np.repeat(a[-1:], extra, 0)]) for a in (thin, wide)]
    rings = np.concatenate([sizes[0] * shrink[::-1], sizes, sizes[-1] * shrink])
    return np.vstack([head, line, tail]), ends[0], ends[1], rings


def _poles(line: Reals, sizes: Reals) -> tuple[Reals, Reals]:
    direction = tangents(line)
    return line[0] - sizes[0] * direction[0], line[-1] + sizes[-1] * direction[-1]


def _faces(rings: int, sides: int) -> Corners:
    base = np.arange(rings - 1)[:, None] * sides
    here, onward = np.arange(sides), (np.arange(sides) + 1) % sides
    a, b = (base + here).ravel(), (base + onward).ravel()
    wall = np.vstack([np.stack([a, b, b + sides], 1), np.stack([a, b + sides, a + sides], 1)])
    first, last, top = rings * sides, rings * sides + 1, (rings - 1) * sides
    bottom = np.stack([np.full(sides, first), onward, here], 1)
    lid = np.stack([np.full(sides, last), top + here, top + onward], 1)
    return np.vstack([wall, bottom, lid]).astype(np.int32)
