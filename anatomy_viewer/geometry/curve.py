"""Curves in space as rows of points: splines, arc length, even steps, and frames that don't twist."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]


def arc_lengths(points: ArrayLike) -> Reals:
    """(n,): mm along the polyline `points` (n, 3) from its first point."""
    steps = np.linalg.norm(np.diff(np.asarray(points, dtype=np.float64), axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])


def spline(knots: ArrayLike, spacing: float) -> tuple[Reals, Reals]:
    """A smooth curve through `knots` (k, d >= 3; further columns ride along), sampled about every `spacing` mm.

    Returns points (n, d) and the knot parameter (n,) of each: 2.5 lies half-way between knots 2 and 3.
    Centripetal parametrisation (square root of the chord; Lee 1989) keeps unevenly spaced knots free of loops;
    columns after the third are interpolated without overshoot.
    """
    from scipy.interpolate import CubicSpline, PchipInterpolator

    rows = np.asarray(knots, dtype=np.float64)
    chords = np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1)
    if len(rows) < 2 or not (chords > 0).all():
        raise ValueError("a curve needs two or more knots, no two alike in a row")
    at = np.concatenate([[0.0], np.cumsum(np.sqrt(chords))])
    fine = np.linspace(0.0, at[-1], 40 * len(rows))
    ends = "natural" if len(rows) > 2 else "not-a-knot"
    path = CubicSpline(at, rows[:, :3], bc_type=ends)
    along = arc_lengths(path(fine))
    count = max(2, round(along[-1] / spacing) + 1)
    u = np.interp(np.linspace(0.0, along[-1], count), along, fine)
    points = np.hstack([path(u), PchipInterpolator(at, rows[:, 3:])(u)]) if rows.shape[1] > 3 else path(u)
    return points, np.interp(u, at, np.arange(len(rows)))


def resample(rows: ArrayLike, count: int) -> Reals:
    """`count` rows at even steps of arc length along `rows` (n, d >= 3), linear in between."""
    values = np.asarray(rows, dtype=np.float64)
    return at_length(values, np.linspace(0.0, arc_lengths(values[:, :3])[-1], count))


def at_length(rows: ArrayLike, lengths: ArrayLike) -> Reals:
    """(m, d): the rows of `rows` (n, d >= 3) at the given mm along it, linear in between."""
    values = np.asarray(rows, dtype=np.float64)
    along, places = arc_lengths(values[:, :3]), np.asarray(lengths, dtype=np.float64)
    return np.stack([np.interp(places, along, column) for column in values.T], axis=-1)


def tangents(points: ArrayLike) -> Reals:
    """(n, 3): unit direction of travel at each point."""
    slope = np.gradient(np.asarray(points, dtype=np.float64), axis=0)
    return np.asarray(slope / np.linalg.norm(slope, axis=1, keepdims=True))


def frames(points: ArrayLike) -> tuple[Reals, Reals, Reals]:
    """Tangent, normal and binormal (n, 3 each) that turn as little as possible along the curve.

    Double reflection method (Wang et al., ACM Trans. Graph. 2008;27:2).
    """
    p = np.asarray(points, dtype=np.float64)
    t = tangents(p)
    normals = [_across(t[0])]
    for i in range(len(p) - 1):
        step = p[i + 1] - p[i]
        mirrored_n = _reflect(normals[i], step)
        normals.append(_reflect(mirrored_n, t[i + 1] - _reflect(t[i], step)))
    n = np.array(normals)
    return t, n, np.cross(t, n)


def nearest_on(points: ArrayLike, places: ArrayLike) -> tuple[Reals, Reals]:
    """For each of `places` (m, 3): distance (m,) to the polyline `points` (n, 3), and mm along it (m,)."""
    p, q = np.asarray(points, dtype=np.float64), np.atleast_2d(np.asarray(places, dtype=np.float64))
    start, edge = p[:-1], np.diff(p, axis=0)
    offset = q[:, None] - start
    share = np.clip((offset * edge).sum(axis=-1) / np.maximum((edge * edge).sum(axis=-1), 1e-12), 0.0, 1.0)
    gaps = np.linalg.norm(offset - share[..., None] * edge, axis=-1)
    best = gaps.argmin(axis=1)
    row = np.arange(len(q))
    return gaps[row, best], arc_lengths(p)[best] + share[row, best] * np.linalg.norm(edge[best], axis=1)


def _across(tangent: Reals) -> Reals:
    """A unit vector at right angles to `tangent`."""
    side = np.cross(tangent, np.eye(3)[np.abs(tangent).argmin()])
    return np.asarray(side / np.linalg.norm(side))


def _reflect(vector: Reals, normal: Reals) -> Reals:
    length = float(normal @ normal)
    return vector if length < 1e-24 else vector - (2.0 * float(vector @ normal) / length) * normal
