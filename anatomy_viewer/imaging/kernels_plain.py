"""The same as `kernels.py` in plain numpy, whole images at once: what the tests compare the compiled loops with."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.subject import Labels
from anatomy_viewer.imaging.texture import MUSCLE, SWIRLS, TRABECULAE, Floats, Tile, Weave

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]


def places(grid: Reals, rows: int, columns: int, plane: int = 0) -> Reals:
    """(rows, columns, 3): voxel coordinates of a grid (4, 3)."""
    r, c = np.arange(rows)[:, None, None], np.arange(columns)[None, :, None]
    found: Reals = grid[0] + c * grid[1] + r * grid[2] + plane * grid[3]
    return found


def nearest(labels: Labels, grid: Reals, rows: int, columns: int) -> Labels:
    """(rows, columns): the nearest voxel's label, 0 outside."""
    return _label(labels, np.floor(places(grid, rows, columns) + 0.5).astype(np.int64))


def slab(
    labels: Labels,
    origin: Reals,
    spacing: float,
    grid: Reals,
    planes: int,
    weave: Weave,
    tiles: tuple[Tile, Tile],
    size: tuple[int, int],
) -> Floats:
    """size: rows and columns."""
    total = np.zeros(size, np.float64)
    for plane in range(planes):
        at = places(grid, *size, plane)
        near = _label(labels, np.floor(at + 0.5).astype(np.int64))
        base = np.floor(at).astype(np.int64)
        value, same = np.zeros(size), np.zeros(size)
        for corner in product((0, 1), repeat=3):
            part = at - base
            weight = np.prod(np.where(np.array(corner) == 1, part, 1.0 - part), axis=-1)
            label = _label(labels, base + np.array(corner))
            value += weight * weave.value[label]
            same += weight * (label == near)
        total += value + same * _texture(near, origin + at * spacing, weave, *tiles)
    return (total / planes).astype(np.float32)


def enlarged(values: Floats, start: Reals, step: Reals, size: tuple[int, int]) -> Floats:
    """size: rows and columns; cubic (Catmull-Rom) at start + step × (row, column)."""
    down, right = (_cubic(start[n] + np.arange(size[n]) * step[n], values.shape[n]) for n in range(2))
    return (down @ values @ right.T).astype(np.float32)


def _cubic(at: Reals, count: int) -> Reals:
    """(places, count) weights of the old samples."""
    base, found = np.floor(at).astype(np.int64), np.zeros((len(at), count))
    t = at - base
    weights = (
        0.5 * t * (-1.0 + t * (2.0 - t)),
        0.5 * (2.0 + t * t * (-5.0 + 3.0 * t)),
        0.5 * t * (1.0 + t * (4.0 - 3.0 * t)),
        0.5 * t * t * (t - 1.0),
    )
    for n, weight in enumerate(weights):
        np.add.at(found, (np.arange(len(at)), np.clip(base + n - 1, 0, count - 1)), weight)
    return found


def _label(labels: Labels, nodes: Whole) -> Labels:
    inside = np.all((nodes >= 0) & (nodes < labels.shape), axis=-1)
    i, j, k = np.moveaxis(np.where(inside[..., None], nodes, 0), -1, 0)
    return np.where(inside, labels[i, j, k], 0).astype(np.uint8)


def _texture(near: Labels, mm: Reals, weave: Weave, streaks: Tile, cloud: Tile) -> Reals:
    muscle = weave.pattern[near] == MUSCLE
    own = np.einsum("rcij,rcj->rci", weave.frames[near].astype(np.float64), mm)
    line = np.where(muscle, _muscle(own, mm, streaks, cloud) - 0.054, _septum(mm, streaks, cloud) - 0.064)
    found = line * weave.share[near] * (weave.strand[near] - weave.value[near])
    found += weave.grain[near] * weave.value[near] * _grain(weave.pattern[near], mm, cloud)
    return np.asarray(found, dtype=np.float64)


def _grain(pattern: NDArray[np.uint8], mm: Reals, cloud: Tile) -> Reals:
    struts = 1.5 * (0.8 - np.abs(_noise(cloud, mm / 0.55)))
    struts += 0.6 * _noise(cloud, mm / 5.0 + np.array([0.0, 9.7, 0.0]))
    cell = np.where(pattern == SWIRLS, 6.0, 1.3)[..., None]
    return np.where(pattern == TRABECULAE, struts, _noise(cloud, mm / cell))


def _muscle(own: Reals, mm: Reals, streaks: Tile, cloud: Tile) -> Any:
    bundles = _line(_noise(streaks, own / 0.42), 0.14) * 0.45
    bundles *= np.clip(0.5 + 0.9 * _noise(cloud, mm / 5.0), 0.0, 1.0)
    sheets = _line(_noise(streaks, own / 1.15 + np.array([31.7, 11.3, 0.0])), 0.10) * 0.9
    sheets *= np.clip(0.4 + 0.9 * _noise(cloud, mm / 9.0 + np.array([17.3, 0.0, 0.0])), 0.0, 1.0)
    return np.minimum(bundles + sheets, 1.0)


def _septum(mm: Reals, streaks: Tile, cloud: Tile) -> Any:
    x, y, z = np.moveaxis(mm, -1, 0)
    away, turn = np.hypot(x, y - 45.0), np.arctan2(x, 45.0 - y) * 60.0
    septa = _line(_noise(streaks, np.stack([turn, away, z], axis=-1) / 0.9), 0.16)
    return septa * np.clip(0.55 + 0.9 * _noise(cloud, mm / 6.0 + np.array([5.1, 0.0, 0.0])), 0.0, 1.0)


def _line(noise: Reals, width: float) -> Reals:
    return np.where(np.abs(noise / width) < 3.0, np.exp(-((noise / width) ** 2)), 0.0)


def _noise(tile: Tile, at: Reals) -> Reals:
    """Trilinear in a tile that repeats; 32 is one standard deviation."""
    base = np.floor(at).astype(np.int64)
    part, total = at - base, np.zeros(at.shape[:-1])
    for corner in product((0, 1), repeat=3):
        weight = np.prod(np.where(np.array(corner) == 1, part, 1.0 - part), axis=-1)
        i, j, k = np.moveaxis((base + np.array(corner)) % np.array(tile.shape), -1, 0)
        total += weight * tile[i, j, k]
    return total / 32.0
