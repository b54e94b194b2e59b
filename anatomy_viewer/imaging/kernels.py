"""The compiled loops of CT and MR, and of label slices. Slow to import: from inside functions only.

Each works on a range of rows, so that two threads share an image (`geometry.threads`): numba's own threads must not be
entered from two places at once. `kernels_plain.py` has the twins in plain numpy that the tests compare with.

A volume is (flat, strides, shape): its bytes in memory order and how far apart neighbours along i, j, k lie. A grid is
(4, 3) in voxels: the first sample, the way to the next column, to the next row and to the next sub-plane.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

_OPTIONS: Any = {"cache": True, "fastmath": False, "nogil": True, "error_model": "numpy"}
# What the strands amount to on average: taken off again, so that a tissue keeps the mean of its table.
_MUSCLE_MEAN, _FAT_MEAN = np.float32(0.054), np.float32(0.064)
_ONE, _NONE = np.float32(1.0), np.float32(0.0)
_FAR = 65536.0  # cells; a multiple of every tile


@njit(**_OPTIONS)
def _label(flat, si, sj, sk, ni, nj, nk, x, y, z):  # type: ignore[no-untyped-def]
    """The nearest voxel's label; 0 outside."""
    x, y, z = x + 0.5, y + 0.5, z + 0.5
    if 0.0 <= x < ni and 0.0 <= y < nj and 0.0 <= z < nk:
        return flat[int(x) * si + int(y) * sj + int(z) * sk]
    return np.uint8(0)


@njit(**_OPTIONS)
def nearest(flat, strides, shape, grid, first, last, out):  # type: ignore[no-untyped-def]
    """Fill rows first–last of out (rows, columns) uint8 with the nearest voxel's label; 0 outside."""
    si, sj, sk = strides
    ni, nj, nk = shape
    for r in range(first, last):
        for c in range(out.shape[1]):
            x = grid[0, 0] + c * grid[1, 0] + r * grid[2, 0]
            y = grid[0, 1] + c * grid[1, 1] + r * grid[2, 1]
            z = grid[0, 2] + c * grid[1, 2] + r * grid[2, 2]
            out[r, c] = _label(flat, si, sj, sk, ni, nj, nk, x, y, z)


@njit(**_OPTIONS)
def _tile(tile, a, b, c):  # type: ignore[no-untyped-def]
    """Trilinear in a tile of int8 that repeats; its sides are powers of two; 32 is one standard deviation.

    Far from nought on the positive side whole numbers are what is left of a fraction cut off: faster than `floor`.
    """
    a, b, c = a + _FAR, b + _FAR, c + _FAR
    i, j, k = int(a), int(b), int(c)
    u, v, w = np.float32(a - i), np.float32(b - j), np.float32(c - k)
    mi, mj, mk = tile.shape[0] - 1, tile.shape[1] - 1, tile.shape[2] - 1
    i1, j1, k1 = (i + 1) & mi, (j + 1) & mj, (k + 1) & mk
    i, j, k = i & mi, j & mj, k & mk
    p, q = np.float32(tile[i, j, k]), np.float32(tile[i, j1, k])
    p += w * (np.float32(tile[i, j, k1]) - p)
    q += w * (np.float32(tile[i, j1, k1]) - q)
    low = p + v * (q - p)
    p, q = np.float32(tile[i1, j, k]), np.float32(tile[i1, j1, k])
    p += w * (np.float32(tile[i1, j, k1]) - p)
    q += w * (np.float32(tile[i1, j1, k1]) - q)
    high = p + v * (q - p)
    return (low + u * (high - low)) * np.float32(1.0 / 32.0)


@njit(**_OPTIONS)
def _line(noise, width):  # type: ignore[no-untyped-def]
    """1 where the noise crosses zero, falling off within `width` standard deviations."""
    share = noise / width
    return np.float32(math.exp(-share * share)) if abs(share) < 3.0 else _NONE


@njit(**_OPTIONS)
def _gate(noise, middle):  # type: ignore[no-untyped-def]
    return min(max(np.float32(middle) + np.float32(0.9) * noise, _NONE), _ONE)


@njit(**_OPTIONS)
def _muscle(x, y, z, frame, streaks, cloud):  # type: ignore[no-untyped-def]
    """0–1: how much of a fat streak is here: between bundles, and between the sheets that they make up."""
    p = frame[0, 0] * x + frame[0, 1] * y + frame[0, 2] * z
    q = frame[1, 0] * x + frame[1, 1] * y + frame[1, 2] * z
    s = frame[2, 0] * x + frame[2, 1] * y + frame[2, 2] * z
    bundles = _line(_tile(streaks, p / 0.42, q / 0.42, s / 0.42), np.float32(0.14))
    sheets = _line(_tile(streaks, p / 1.15 + 31.7, q / 1.15 + 11.3, s / 1.15), np.float32(0.10))
    if bundles > _NONE:
        bundles *= np.float32(0.45) * _gate(_tile(cloud, x / 5.0, y / 5.0, z / 5.0), 0.5)
    if sheets > _NONE:
        sheets *= np.float32(0.9) * _gate(_tile(cloud, x / 9.0 + 17.3, y / 9.0, z / 9.0), 0.4)
    return min(bundles + sheets, _ONE)


@njit(**_OPTIONS)
def _septum(x, y, z, streaks, cloud):  # type: ignore[no-untyped-def]
    """0–1: how much of a fibrous septum is here; septa run along the skin, round an axis in the neck's middle."""
    away, turn = math.hypot(x, y - 45.0), math.atan2(x, 45.0 - y) * 60.0
    septa = _line(_tile(streaks, turn / 0.9, away / 0.9, z / 0.9), np.float32(0.16))
    if septa > _NONE:
        septa *= _gate(_tile(cloud, x / 6.0 + 5.1, y / 6.0, z / 6.0), 0.55)
    return septa


@njit(**_OPTIONS)
def _grain(pattern, x, y, z, cloud):  # type: ignore[no-untyped-def]
    """Of unit size: bright struts of bone, denser here and sparser there; slow swirls of fluid; fine for the rest."""
    if pattern == 3:
        struts = np.float32(0.8) - abs(_tile(cloud, x / 0.55, y / 0.55, z / 0.55))
        return np.float32(1.5) * struts + np.float32(0.6) * _tile(cloud, x / 5.0, y / 5.0 + 9.7, z / 5.0)
    cell = 6.0 if pattern == 4 else 1.3
    return _tile(cloud, x / cell, y / cell, z / cell)


@njit(**_OPTIONS)
def _texture(label, x, y, z, weave, streaks, cloud):  # type: ignore[no-untyped-def]
    """What texture adds to the value of `label` at a place in mm; weave as in `texture.Weave`."""
    table, strand, share, grain, pattern, frames = weave
    found = _NONE
    if share[label] > _NONE:
        if pattern[label] == 1:
            found = _muscle(x, y, z, frames[label], streaks, cloud) - _MUSCLE_MEAN
        else:
            found = _septum(x, y, z, streaks, cloud) - _FAT_MEAN
        found *= share[label] * (strand[label] - table[label])
    if grain[label] > _NONE:
        found += grain[label] * table[label] * _grain(pattern[label], x, y, z, cloud)
    return found


@njit(**_OPTIONS)
def _value(flat, strides, shape, i, j, k, u, v, w, table, near):  # type: ignore[no-untyped-def]
    """The trilinear mean of the table over eight voxels, and the share of those labelled `near`."""
    total, same = _NONE, _NONE
    for a in range(2):
        for b in range(2):
            for c in range(2):
                weight = np.float32((u if a else 1.0 - u) * (v if b else 1.0 - v) * (w if c else 1.0 - w))
                inside = 0 <= i + a < shape[0] and 0 <= j + b < shape[1] and 0 <= k + c < shape[2]
                place = (i + a) * strides[0] + (j + b) * strides[1] + (k + c) * strides[2]
                label = flat[place] if inside else np.uint8(0)
                total += weight * table[label]
                if label == near:
                    same += weight
    return total, same


@njit(**_OPTIONS)
def _inner(flat, o, si, sj, sk, u, v, w, table, near):  # type: ignore[no-untyped-def]
    """The same well inside the volume; `o`: where the first of the eight lies."""
    total, same = _NONE, _NONE
    for a in range(2):
        along = u if a else 1.0 - u
        for b in range(2):
            beside = along * (v if b else 1.0 - v)
            place = o + a * si + b * sj
            first, second = flat[place], flat[place + sk]
            low, high = np.float32(beside * (1.0 - w)), np.float32(beside * w)
            total += low * table[first] + high * table[second]
            if first == near:
                same += low
            if second == near:
                same += high
    return total, same


@njit(**_OPTIONS)
def slab(flat, strides, shape, origin, spacing, grid, planes, weave, streaks, cloud, first, last, out):  # type: ignore[no-untyped-def]
    """Fill rows first–last of out (rows, columns) float32 with the mean over `planes` sub-planes of value and texture.

    Partial volume: each sample is the trilinear mean over the eight voxels round it, texture that of the nearest.
    """
    table, share, grain = weave[0], weave[2], weave[3]
    ni, nj, nk = shape
    si, sj, sk = strides
    for r in range(first, last):
        for c in range(out.shape[1]):
            total = _NONE
            for p in range(planes):
                x = grid[0, 0] + c * grid[1, 0] + r * grid[2, 0] + p * grid[3, 0]
                y = grid[0, 1] + c * grid[1, 1] + r * grid[2, 1] + p * grid[3, 1]
                z = grid[0, 2] + c * grid[1, 2] + r * grid[2, 2] + p * grid[3, 2]
                if 0.0 <= x < ni - 1 and 0.0 <= y < nj - 1 and 0.0 <= z < nk - 1:
                    i, j, k = int(x), int(y), int(z)
                    u, v, w = x - i, y - j, z - k
                    o = i * si + j * sj + k * sk
                    here, near_o = flat[o], o
                    if u >= 0.5:
                        near_o += si
                    if v >= 0.5:
                        near_o += sj
                    if w >= 0.5:
                        near_o += sk
                    near = flat[near_o]
                    if (
                        flat[o + si] == here
                        and flat[o + sj] == here
                        and flat[o + sk] == here
                        and flat[o + si + sj] == here
                        and flat[o + si + sk] == here
                        and flat[o + sj + sk] == here
                        and flat[o + si + sj + sk] == here
                    ):
                        value, same = table[near], _ONE
                    else:
                        value, same = _inner(flat, o, si, sj, sk, u, v, w, table, near)
                else:
                    i, j, k = math.floor(x), math.floor(y), math.floor(z)
                    near = _label(flat, si, sj, sk, ni, nj, nk, x, y, z)
                    value, same = _value(flat, strides, shape, i, j, k, x - i, y - j, z - k, table, near)
                if share[near] == _NONE and grain[near] == _NONE:
                    total += value
                    continue
                mm_x, mm_y, mm_z = origin[0] + x * spacing, origin[1] + y * spacing, origin[2] + z * spacing
                total += value + same * _texture(near, mm_x, mm_y, mm_z, weave, streaks, cloud)
            out[r, c] = total / np.float32(planes)


@njit(**_OPTIONS)
def enlarged(values, start, step, first, last, out):  # type: ignore[no-untyped-def]
    """Fill rows first–last of out with `values` seen at start + step × (row, column): cubic (Catmull-Rom)."""
    rows, columns = values.shape
    across = np.empty(columns, np.float32)
    weights = np.empty(4, np.float32)
    for r in range(first, last):
        _cubic(start[0] + r * step[0], weights)
        base = math.floor(start[0] + r * step[0]) - 1
        for c in range(columns):
            total = _NONE
            for t in range(4):
                total += weights[t] * values[min(max(base + t, 0), rows - 1), c]
            across[c] = total
        for c in range(out.shape[1]):
            place = start[1] + c * step[1]
            _cubic(place, weights)
            base_c = math.floor(place) - 1
            total = _NONE
            for t in range(4):
                total += weights[t] * across[min(max(base_c + t, 0), columns - 1)]
            out[r, c] = total


@njit(**_OPTIONS)
def _cubic(place, weights):  # type: ignore[no-untyped-def]
    t = np.float32(place - math.floor(place))
    half = np.float32(0.5)
    weights[0] = half * t * (-_ONE + t * (np.float32(2.0) - t))
    weights[1] = half * (np.float32(2.0) + t * t * (np.float32(-5.0) + np.float32(3.0) * t))
    weights[2] = half * t * (_ONE + t * (np.float32(4.0) - np.float32(3.0) * t))
    weights[3] = half * t * t * (t - _ONE)
