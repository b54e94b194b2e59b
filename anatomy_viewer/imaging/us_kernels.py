"""The compiled loops of ultrasound. Slow to import: from inside functions only; `us_plain.py` has the plain twins.

Every loop works on a range of lines, so that two threads share an image (`geometry.threads`): numba's own threads
must not be entered from two places at once, and images are computed side by side.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

WIDE = 0.9  # voxels, σ of what smooths bone
_SOFT = 0.5 / WIDE**2
compiled = njit(cache=True, nogil=True, error_model="numpy")


@compiled
def _noise(tile, a, b, c):  # type: ignore[no-untyped-def]
    """Trilinear in a tile of (n, n, n) int8 that repeats, n a power of two; 32 is one standard deviation."""
    mask = tile.shape[0] - 1
    fa, fb, fc = math.floor(a), math.floor(b), math.floor(c)
    u, v, w = np.float32(a - fa), np.float32(b - fb), np.float32(c - fc)
    i, j, k = int(fa) & mask, int(fb) & mask, int(fc) & mask
    i1, j1, k1 = (i + 1) & mask, (j + 1) & mask, (k + 1) & mask
    one = np.float32(1.0)
    low = (one - v) * ((one - w) * tile[i, j, k] + w * tile[i, j, k1]) + v * (
        (one - w) * tile[i, j1, k] + w * tile[i, j1, k1]
    )
    high = (one - v) * ((one - w) * tile[i1, j, k] + w * tile[i1, j, k1]) + v * (
        (one - w) * tile[i1, j1, k] + w * tile[i1, j1, k1]
    )
    return ((one - u) * low + u * high) * np.float32(1.0 / 32.0)


@compiled
def _depth(field, x, y, z):  # type: ignore[no-untyped-def]
    """Trilinear in `field` (k, j, i) at a place in its voxels, held inside."""
    nk, nj, ni = field.shape
    x, y, z = min(max(x, 0.0), ni - 1.001), min(max(y, 0.0), nj - 1.001), min(max(z, 0.0), nk - 1.001)
    i, j, k = int(x), int(y), int(z)
    u, v, w = x - i, y - j, z - k
    low = (1 - v) * ((1 - u) * field[k, j, i] + u * field[k, j, i + 1]) + v * (
        (1 - u) * field[k, j + 1, i] + u * field[k, j + 1, i + 1]
    )
    high = (1 - v) * ((1 - u) * field[k + 1, j, i] + u * field[k + 1, j, i + 1]) + v * (
        (1 - u) * field[k + 1, j + 1, i] + u * field[k + 1, j + 1, i + 1]
    )
    return (1 - w) * low + w * high


@compiled
def _steep(labels, table, x, y, z):  # type: ignore[no-untyped-def]
    """Slope of log impedance per voxel by a Gaussian over 125: bone is the steepest, and its stairs would show."""
    nk, nj, ni = labels.shape
    i, j, k = math.floor(x + 0.5), math.floor(y + 0.5), math.floor(z + 0.5)
    whole = mean = sx = sy = sz = px = py = pz = 0.0
    for c in range(max(k - 2, 0), min(k + 3, nk)):
        wc = math.exp(-((z - c) ** 2) * _SOFT)
        for b in range(max(j - 2, 0), min(j + 3, nj)):
            wb = wc * math.exp(-((y - b) ** 2) * _SOFT)
            for a in range(max(i - 2, 0), min(i + 3, ni)):
                weight = wb * math.exp(-((x - a) ** 2) * _SOFT)
                value = weight * table[labels[c, b, a], 1]
                whole += weight
                mean += value
                sx += (a - x) * value
                sy += (b - y) * value
                sz += (c - z) * value
                px += (a - x) * weight
                py += (b - y) * weight
                pz += (c - z) * weight
    mean /= whole
    scale = 2.0 * _SOFT / whole
    return (
        np.float32((sx - mean * px) * scale),
        np.float32((sy - mean * py) * scale),
        np.float32((sz - mean * pz) * scale),
    )


@compiled
def _spline(part, weights, slopes):  # type: ignore[no-untyped-def]
    """The three weights of the quadratic B-spline at `part` (-0.5–0.5) of a step off the middle, and their slopes."""
    f, half = np.float32(part), np.float32(0.5)
    weights[0], weights[1], weights[2] = (
        half * (half - f) ** 2,
        np.float32(0.75) - f * f,
        half * (half + f) ** 2,
    )
    slopes[0], slopes[1], slopes[2] = f - half, np.float32(-2.0) * f, half + f


@compiled
def tissue(  # type: ignore[no-untyped-def]  # noqa: C901
    labels, table, starts, ways, gap, give, step, first, last, out
):
    """Fill out (lines, count, 9) for lines first–last: table columns 0–6, label, slope of log impedance per voxel.

    labels (k, j, i); starts, ways (lines, 3) in voxels. The seven columns are quadratic B-spline means over 27 voxels:
    0.5 mm stairs would show. Column 7: the voxel's own label; column 8: slope along the beam; column 9: |slope| whole.
    """
    nk, nj, ni = labels.shape
    count = out.shape[1]
    none = np.float32(0.0)
    wx, wy, wz = np.empty(3, np.float32), np.empty(3, np.float32), np.empty(3, np.float32)
    dx, dy, dz = np.empty(3, np.float32), np.empty(3, np.float32), np.empty(3, np.float32)
    for line in range(first, last):
        for n in range(count):
            along = gap[line] + (n + 0.5) * step * (1.0 - give[line])
            x = starts[line, 0] + along * ways[line, 0]
            y = starts[line, 1] + along * ways[line, 1]
            z = starts[line, 2] + along * ways[line, 2]
            i, j, k = math.floor(x + 0.5), math.floor(y + 0.5), math.floor(z + 0.5)
            row = out[line, n]
            if i < 0 or j < 0 or k < 0 or i >= ni or j >= nj or k >= nk:
                for c in range(7):
                    row[c] = table[0, c]
                row[7] = row[8] = row[9] = 0.0
                continue
            own = labels[k, j, i]
            row[7] = own
            ci, cj, ck = min(max(i, 1), ni - 2), min(max(j, 1), nj - 2), min(max(k, 1), nk - 2)
            for c in range(7):
                row[c] = table[own, c]
            mixed, sx, sy, sz = False, none, none, none
            for c in range(3):
                for b in range(3):
                    for a in range(3):
                        label = labels[ck + c - 1, cj + b - 1, ci + a - 1]
                        if (
                            label == own
                        ):  # counted already: only what differs adds to the means and to the slope
                            continue
                        if not mixed:
                            mixed = True
                            _spline(x - i, wx, dx)
                            _spline(y - j, wy, dy)
                            _spline(z - k, wz, dz)
                        weight = wz[c] * wy[b] * wx[a]
                        for m in range(7):
                            row[m] += weight * (table[label, m] - table[own, m])
                        value = table[label, 1] - table[own, 1]
                        sx += wz[c] * wy[b] * dx[a] * value
                        sy += wz[c] * dy[b] * wx[a] * value
                        sz += dz[c] * wy[b] * wx[a] * value
            if 0.02 < row[5] < 0.98:
                sx, sy, sz = _steep(labels, table, x, y, z)
            row[8] = sx * ways[line, 0] + sy * ways[line, 1] + sz * ways[line, 2]
            row[9] = math.sqrt(sx * sx + sy * sy + sz * sz)


@compiled
def texture(  # type: ignore[no-untyped-def]
    rows, table, fibres, tile, skin, skin_start, skin_ways, origins, ways, gap, give, step, first, last
):
    """Fibrils into muscle and septa into fat: adds dB to column 0 of rows (lines, count, 10), in place.

    fibres (256, 3, 3): by label the unit rows across, thin and along its fibres. skin (k, j, i): depth in mm;
    skin_start, skin_ways (lines, 3): the lines in its voxels. origins, ways: the lines in mm.
    """
    for line in range(first, last):
        bx, by, bz = ways[line, 0], ways[line, 1], ways[line, 2]
        for n in range(rows.shape[1]):
            row = rows[line, n]
            muscle, layered, bone = row[3], row[4], row[5]
            plane = table[int(row[7]), 7]
            if muscle < 0.05 and layered < 0.05 and bone < 0.05 and plane == 0.0:
                continue
            along = gap[line] + (n + 0.5) * step * (1.0 - give[line])
            x, y, z = (
                origins[line, 0] + along * bx,
                origins[line, 1] + along * by,
                origins[line, 2] + along * bz,
            )
            slow = _noise(tile, x * 0.62 + 11.0, z * 0.62 + 3.0, y * 1.9 + 7.0)
            if muscle >= 0.05:
                f = fibres[int(row[7])]
                p = f[0, 0] * x + f[0, 1] * y + f[0, 2] * z
                q = f[1, 0] * x + f[1, 1] * y + f[1, 2] * z
                r = f[2, 0] * x + f[2, 1] * y + f[2, 2] * z
                square = 1.0 - min(1.0, (f[2, 0] * bx + f[2, 1] * by + f[2, 2] * bz) ** 2)
                bend = _noise(tile, p * 0.35 + 41.0, q * 0.35 + 17.0, r * 0.35 + 5.0)
                fine = math.sin(math.pi * (0.85 * q + 1.25 * bend)) * 3.4
                wide = math.sin(math.pi * (0.27 * q + 0.7 * bend + 0.4)) * 9.0
                near = min(1.0, max(0.0, 0.3 + 0.55 * _noise(tile, p * 2.0, q * 2.0, r * 1.6)))
                gate = min(1.0, max(0.0, 0.5 + 0.6 * slow))
                line_db = 15.0 * math.exp(-fine * fine) * near + 15.0 * math.exp(-wide * wide) * gate
                bright = 0.35 * square + 0.65 * square**3
                row[0] += muscle * (line_db * bright - 8.0 * (1.0 - square) + 1.6 * slow)
            if layered >= 0.05 or plane > 0.0:
                deep = _depth(
                    skin,
                    skin_start[line, 0] + along * skin_ways[line, 0],
                    skin_start[line, 1] + along * skin_ways[line, 1],
                    skin_start[line, 2] + along * skin_ways[line, 2],
                )
                turn = 75.0 * math.atan2(x, 60.0 - y)
                if layered >= 0.05:
                    bend = _noise(tile, turn * 0.42 + 31.0, deep * 0.3 + 6.0, z * 0.42 + 21.0)
                    fine = math.sin(math.pi * (0.6 * deep + 1.2 * bend)) * 3.2
                    wide = math.sin(math.pi * (0.24 * deep + 0.8 * bend + 0.3)) * 8.0
                    near = _noise(tile, turn * 1.1 + 3.0, deep * 1.7, z * 1.1 + 9.0)
                    near = min(1.0, max(0.0, 0.2 + 0.6 * near))
                    gate = min(1.0, max(0.0, 0.4 + 0.7 * slow))
                    row[0] += layered * (
                        12.0 * math.exp(-wide * wide) * gate
                        + 9.0 * math.exp(-fine * fine) * near
                        + 2.0 * slow
                        - 1.5
                    )
                if plane > 0.0:
                    sheet = _noise(tile, turn * 0.7 + 53.0, deep * 2.6 + 1.0, z * 0.7 + 29.0) * 2.4
                    row[0] += plane * (9.0 * math.exp(-sheet * sheet) - 6.5 + 3.0 * slow)
            if bone >= 0.05 and row[9] > 0.0:
                rough = _noise(tile, x * 1.3, y * 1.3 + 5.0, z * 1.3 + 9.0)
                row[8] *= 1.0 + 0.4 * bone * max(-2.0, min(2.0, rough + 0.6 * slow))
