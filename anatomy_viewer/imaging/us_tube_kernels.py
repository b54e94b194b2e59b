"""The compiled loops that paint nerves and vessels. Slow to import: from inside functions only; see `us_kernels.py`."""

from __future__ import annotations

import math

import numpy as np

from anatomy_viewer.imaging.us_kernels import compiled


@compiled
def _paint_nerve(row, q, gone, side, lean, inks):  # type: ignore[no-untyped-def]
    """One sample `gone` mm outside a nerve's wall: fat, bright rim, dark bundles with bright tissue between.

    side: mm along the thin and the wide axis, mm along the nerve; lean: squared cosine between beam and nerve, which
    darkens both (anisotropy).
    """
    if q[18] > 0.0 and gone > 0.0:
        share = (1.0 - min(1.0, row[6])) * min(1.0, max(0.0, (q[18] - gone) / 0.5))
        row[0] += share * (inks[2] - row[0])
        row[8] *= 1.0 - 0.8 * share
        row[3] *= 1.0 - share
    rim = min(0.34, 0.45 * q[14])
    shell = min(1.0, max(0.0, 1.2 - abs(gone + 0.4 * rim) / (0.7 * rim + 0.05)))
    core = min(1.0, max(0.0, (-gone - 0.5 * rim) / (0.4 * rim)))
    wave = 0.9 * math.sin(side[2] * 0.7)
    u, v = side[0] * 9.0 + wave, side[1] * 9.0 + 1.3 * wave
    comb = math.cos(u) + math.cos(0.5 * u + 0.866 * v) + math.cos(0.5 * u - 0.866 * v)
    between = 1.0 - min(1.0, max(0.0, (1.5 + comb) / 3.0))
    dark, whole = 11.0 * max(0.0, lean - 0.12), max(core, shell)
    bundles = inks[0] + q[21] * (inks[4] - inks[0])
    inside = bundles + inks[3] * between * (1.0 - q[21]) * (1.0 - min(1.0, lean * 1.5)) - 0.4 * dark
    row[0] += core * (inside - row[0])
    row[0] += shell * (inks[1] - dark - row[0])
    row[2] += whole * (inks[9] - row[2])
    row[8] *= 1.0 - whole
    for column in range(3, 7):
        row[column] *= 1.0 - whole


@compiled
def _paint_vessel(row, q, gone, side, bx, by, bz, inks):  # type: ignore[no-untyped-def]
    """One sample `gone` mm outside a vessel: black lumen, wall bright where it faces the beam, a halo if ill."""
    artery = q[17] == 2.0
    wall = min(0.38, 0.28 * q[20]) if artery else min(0.2, 0.18 * q[20])
    thick = max(wall, q[22])
    lumen = min(1.0, max(0.0, (-gone - thick) / 0.12))
    shell = min(1.0, max(0.0, 1.2 - abs(gone + 0.5 * wall) / (0.6 * wall + 0.06)))
    wx, wy, wz = q[8] * q[13] - q[9] * q[12], q[9] * q[11] - q[7] * q[13], q[7] * q[12] - q[8] * q[11]
    thin, wide = q[11] * bx + q[12] * by + q[13] * bz, wx * bx + wy * by + wz * bz
    facing = (side[0] * thin + side[1] * wide) / (math.sqrt(side[0] ** 2 + side[1] ** 2) + 1e-6)
    bright = (inks[6] if artery else inks[7]) + 12.0 * facing * facing - 8.0
    if q[22] > wall and gone < 0.0:
        row[0] += min(1.0, -gone / 0.15) * (inks[8] - row[0])
    row[0] += lumen * (inks[5] - row[0])
    row[0] += shell * (1.0 - lumen) * (bright - row[0])
    whole = max(lumen, shell)
    row[2] += lumen * (inks[10] - row[2])
    row[8] *= 1.0 - whole
    for column in range(3, 7):
        row[column] *= 1.0 - whole


@compiled
def tubes(  # type: ignore[no-untyped-def]  # noqa: C901
    rows, pieces, inks, origins, ways, gap, give, step, first, last, near
):
    """Paint nerves and vessels into rows (lines, count, 10) of lines first–last; near (lines, count, 2): which it is.

    near: mm outside the wall (negative inside), the piece's number; both for the nearest tube, 9 and -1 for none.
    """
    count = rows.shape[1]
    side = np.empty((count, 3), np.float32)
    for line in range(first, last):
        bx, by, bz = ways[line, 0], ways[line, 1], ways[line, 2]
        for n in range(count):
            near[line, n, 0], near[line, n, 1] = 9.0, -1.0
        for m in range(pieces.shape[0]):
            q = pieces[m]
            if line < q[0] or line >= q[1]:
                continue
            wx, wy, wz = q[8] * q[13] - q[9] * q[12], q[9] * q[11] - q[7] * q[13], q[7] * q[12] - q[8] * q[11]
            for n in range(int(q[2]), int(q[3])):
                along = gap[line] + (n + 0.5) * step * (1.0 - give[line])
                x = origins[line, 0] + along * bx - q[4]
                y = origins[line, 1] + along * by - q[5]
                z = origins[line, 2] + along * bz - q[6]
                s = x * q[7] + y * q[8] + z * q[9]
                if s < -0.3 or s > q[10] + 0.3:
                    continue
                t = min(max(s / q[10], 0.0), 1.0)
                short = q[14] + t * (q[15] - q[14])
                a = x * q[11] + y * q[12] + z * q[13]
                b = (x * wx + y * wy + z * wz) / q[16]
                off = math.sqrt(a * a + b * b)
                ratio = off / short
                size = math.sqrt(a * a + b * b * q[16] * q[16])
                gone = size * (1.0 - 1.0 / ratio) if ratio > 0.05 else -short
                if gone < near[line, n, 0]:
                    near[line, n, 0], near[line, n, 1] = gone, m
                    side[n, 0], side[n, 1], side[n, 2] = a, b * q[16], q[19] + s
        for n in range(count):
            gone = near[line, n, 0]
            if near[line, n, 1] < 0.0 or gone > 1.8:
                continue
            q, row = pieces[int(near[line, n, 1])], rows[line, n]
            lean = (q[7] * bx + q[8] * by + q[9] * bz) ** 2
            if q[17] == 1.0:
                _paint_nerve(row, q, gone, side[n], lean, inks)
            else:
                _paint_vessel(row, q, gone, side[n], bx, by, bz, inks)
