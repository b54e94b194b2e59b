"""The loops of `anatomy_viewer/imaging/us_kernels.py` in plain numpy: what the compiled ones are held to."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

Floats = Any
SOFT = 0.5 / 0.9**2


def tissue(labels, table, starts, ways, gap, give, step, count):
    """(lines, count, 10)."""
    along = gap[:, None] + (np.arange(count) + 0.5) * step * (1.0 - give[:, None])
    places = starts[:, None] + along[..., None] * ways[:, None]
    node = np.floor(places + 0.5).astype(int)
    size = np.array(labels.shape[::-1])
    inside = ((node >= 0) & (node < size)).all(axis=-1)
    own = labels[tuple(np.moveaxis(np.clip(node, 0, size - 1), -1, 0)[::-1])]
    centre = np.clip(node, 1, size - 2)
    part = np.where(inside[..., None], places - node, 0.0)
    weights = np.stack([0.5 * (0.5 - part) ** 2, 0.75 - part**2, 0.5 * (0.5 + part) ** 2], axis=-1)
    slopes = np.stack([part - 0.5, -2.0 * part, 0.5 + part], axis=-1)
    out = np.zeros((*along.shape, 10))
    slope = np.zeros((*along.shape, 3))
    for a, b, c in product(range(3), repeat=3):
        i, j, k = np.moveaxis(centre + np.array([a, b, c]) - 1, -1, 0)
        row = table[labels[k, j, i], :7]
        wx, wy, wz = weights[..., 0, a], weights[..., 1, b], weights[..., 2, c]
        out[..., :7] += (wx * wy * wz)[..., None] * row
        slope[..., 0] += slopes[..., 0, a] * wy * wz * row[..., 1]
        slope[..., 1] += slopes[..., 1, b] * wx * wz * row[..., 1]
        slope[..., 2] += slopes[..., 2, c] * wx * wy * row[..., 1]
    bone = inside & (out[..., 5] > 0.02) & (out[..., 5] < 0.98)
    slope[bone] = steep(labels, table[:, 1], places[bone])
    out[..., 7] = own
    out[..., 8] = (slope * ways[:, None]).sum(axis=-1)
    out[..., 9] = np.linalg.norm(slope, axis=-1)
    out[~inside] = np.concatenate([table[0, :7], [0, 0, 0]])
    return out


def steep(labels, values, places):
    """(n, 3): Gaussian slope over 125 voxels."""
    node, size = np.floor(places + 0.5).astype(int), np.array(labels.shape[::-1])
    steps = np.array(list(product(range(-2, 3), repeat=3)))
    near = node[:, None] + steps
    inside = ((near >= 0) & (near < size)).all(axis=-1)
    i, j, k = np.moveaxis(np.clip(near, 0, size - 1), -1, 0)
    away = near - places[:, None]
    weight = np.exp(-SOFT * (away**2).sum(axis=-1)) * inside
    value = values[labels[k, j, i]]
    whole = weight.sum(axis=1, keepdims=True)
    mean = (weight * value).sum(axis=1, keepdims=True) / whole
    return 2.0 * SOFT * (away * (weight * (value - mean))[..., None]).sum(axis=1) / whole


def scatter(axes, apex, radius, spread, gap, give, step, cell, sigma, phases, bounds, looks, count):
    """(lines, count, 2 × looks): of all cells of the box `bounds` (3, 2)."""
    lines, reach = len(gap), 2.2 * sigma
    grid = [np.arange(low, high) for low, high in bounds]
    node = np.stack(np.meshgrid(*grid, indexing="ij"), axis=-1).reshape(-1, 3)
    big = node.astype(np.uint64)
    key = big[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ big[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
    key ^= big[:, 2] * np.uint64(0x165667B19E3779F9)
    key = (key ^ (key >> np.uint64(31))) * np.uint64(0x7FB5D329728EA185)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x81DADEF4BC2DD44D)
    key ^= key >> np.uint64(33)
    part = np.stack([(key >> np.uint64(10 * n)) & np.uint64(1023) for n in range(3)], axis=-1) / 1024.0
    x, t, off = np.moveaxis(((node + part) * cell - apex) @ axes.T, -1, 0)
    line, t = (np.arctan2(x, t) / spread, np.hypot(x, t) - radius) if radius else (x / spread, t)
    line = line + (lines - 1) / 2.0
    kept = (np.abs(off) <= reach) & (line >= 0.0) & (line < lines - 1)
    line, t, off, key = line[kept], t[kept], off[kept], key[kept]
    il = line.astype(int)
    u = line - il
    shift, scale = gap[il] + u * (gap[il + 1] - gap[il]), 1.0 / (1.0 - give.astype(float))
    depth = (t - shift) * (scale[il] + u * (scale[il + 1] - scale[il])) / step - 0.5
    kept = (depth >= 0.0) & (depth < count - 1)
    il, u, depth, off, key = il[kept], u[kept], depth[kept], off[kept], key[kept]
    im = depth.astype(int)
    v, weight = depth - im, (1.0 - (off / reach) ** 2) ** 2
    out = np.zeros((lines, count, 2 * looks))
    for look, half, a, b in product(range(looks), range(2), range(2), range(2)):
        turn = (key >> np.uint64(30 + 8 * look)) & np.uint64(255)
        share = weight * (u if a else 1.0 - u) * (v if b else 1.0 - v)
        np.add.at(out[..., 2 * look + half], (il + a, im + b), share * phases[half, turn])
    return out


def along_beam(speckle, scale, steady, taps):
    """(2 × looks, lines, count)."""
    whole = np.moveaxis(speckle.sum(axis=0), -1, 0) * scale
    whole[0::2] += steady[0]
    whole[1::2] += steady[1]
    return np.apply_along_axis(lambda row: np.convolve(row, taps[::-1], "same"), -1, whole)


def envelope(fields, weights, floor, noise):
    """(lines, count)."""
    half, lines = len(weights) // 2, fields.shape[1]
    blurred = floor * noise
    for m in range(-half, half + 1):
        blurred = blurred + weights[m + half] * fields[:, np.clip(np.arange(lines) + m, 0, lines - 1)]
    return np.hypot(blurred[0::2], blurred[1::2]).mean(axis=0)


def noise(tile, a, b, c):
    """Trilinear in the repeating tile."""
    places = np.stack(np.broadcast_arrays(a, b, c), axis=-1)
    low = np.floor(places).astype(int)
    part, total = places - low, 0.0
    for corner in product(range(2), repeat=3):
        share = np.prod(np.where(np.array(corner) == 1, part, 1.0 - part), axis=-1)
        total = total + share * tile[tuple(np.moveaxis((low + corner) % len(tile), -1, 0))]
    return total / 32.0


def texture(rows, table, fibres, tile, deep, places, ways):
    """(lines, count): dB added, and what the slope is multiplied with; deep, places: of every sample, mm."""
    x, y, z = np.moveaxis(places, -1, 0)
    own = rows[..., 7].astype(int)
    muscle, layered, bone, plane = rows[..., 3], rows[..., 4], rows[..., 5], table[own, 7]
    slow = noise(tile, x * 0.62 + 11.0, z * 0.62 + 3.0, y * 1.9 + 7.0)
    p, q, r = np.moveaxis(np.einsum("lnij,lnj->lni", fibres[own], places), -1, 0)
    square = 1.0 - np.minimum(1.0, np.einsum("lnj,lj->ln", fibres[own][..., 2, :], ways) ** 2)
    bend = noise(tile, p * 0.35 + 41.0, q * 0.35 + 17.0, r * 0.35 + 5.0)
    fine = np.sin(np.pi * (0.85 * q + 1.25 * bend)) * 3.4
    wide = np.sin(np.pi * (0.27 * q + 0.7 * bend + 0.4)) * 9.0
    near = np.clip(0.3 + 0.55 * noise(tile, p * 2.0, q * 2.0, r * 1.6), 0.0, 1.0)
    gate = np.clip(0.5 + 0.6 * slow, 0.0, 1.0)
    lines = 15.0 * np.exp(-(fine**2)) * near + 15.0 * np.exp(-(wide**2)) * gate
    added = muscle * (lines * (0.35 * square + 0.65 * square**3) - 8.0 * (1.0 - square) + 1.6 * slow)
    turn = 75.0 * np.arctan2(x, 60.0 - y)
    bend = noise(tile, turn * 0.42 + 31.0, deep * 0.3 + 6.0, z * 0.42 + 21.0)
    fine = np.sin(np.pi * (0.6 * deep + 1.2 * bend)) * 3.2
    wide = np.sin(np.pi * (0.24 * deep + 0.8 * bend + 0.3)) * 8.0
    near = np.clip(0.2 + 0.6 * noise(tile, turn * 1.1 + 3.0, deep * 1.7, z * 1.1 + 9.0), 0.0, 1.0)
    sheet = noise(tile, turn * 0.7 + 53.0, deep * 2.6 + 1.0, z * 0.7 + 29.0) * 2.4
    gate = np.clip(0.4 + 0.7 * slow, 0.0, 1.0)
    septa = 12.0 * np.exp(-(wide**2)) * gate + 9.0 * np.exp(-(fine**2)) * near
    added = np.where(muscle >= 0.05, added, 0.0)
    added += np.where(layered >= 0.05, layered * (septa + 2.0 * slow - 1.5), 0.0)
    added += plane * (9.0 * np.exp(-(sheet**2)) - 6.5 + 3.0 * slow)
    rough = noise(tile, x * 1.3, y * 1.3 + 5.0, z * 1.3 + 9.0)
    factor = 1.0 + 0.4 * bone * np.clip(rough + 0.6 * slow, -2.0, 2.0)
    return added, np.where((bone >= 0.05) & (rows[..., 9] > 0.0), factor, 1.0)


def nearest_tube(pieces, places):
    """(…,) mm outside the nearest tube's wall at places (…, 3), 9 for none near; and the number of its piece, or -1."""
    best, which = np.full(places.shape[:-1], 9.0), np.full(places.shape[:-1], -1.0)
    lines, samples = np.indices(best.shape)
    for number, q in enumerate(pieces.astype(float)):
        start, axis, thin = q[4:7], q[7:10], q[11:14]
        away = places - start
        s = away @ axis
        box = (lines >= q[0]) & (lines < q[1]) & (samples >= q[2]) & (samples < q[3])
        near = box & (s >= -0.3) & (s <= q[10] + 0.3)
        short = q[14] + np.clip(s / q[10], 0.0, 1.0) * (q[15] - q[14])
        a, b = away @ thin, away @ np.cross(axis, thin)
        ratio, size = np.hypot(a, b / q[16]) / short, np.hypot(a, b)
        gone = np.where(ratio > 0.05, size * (1.0 - 1.0 / np.maximum(ratio, 1e-9)), -short)
        closer = near & (gone < best)
        best[closer], which[closer] = gone[closer], number
    return best, which


def to_pixels(values, labels, places, beams, scale, start):
    """Values, labels and real places of pixels at `places` (rows, columns, 3)."""
    gap = places - beams.apex
    x, t = gap @ beams.across, gap @ beams.down
    way = np.broadcast_to(beams.down, places.shape)
    line, z = x, t
    if beams.radius:
        far = np.hypot(x, t)
        line, z, way = np.arctan2(x, t), far - beams.radius, gap / far[..., None]
    line, n = line / beams.spread + (beams.lines - 1) / 2.0, z / beams.step - 0.5
    seen = (line >= -0.5) & (line <= beams.lines - 0.5) & (z >= 0.0) & (n <= beams.count - 0.5)
    line, n = np.clip(line, 0.0, beams.lines - 1.001), np.clip(n, 0.0, beams.count - 1.001)
    i, m = line.astype(int), n.astype(int)
    u, v = line - i, n - m
    out = (1 - u) * ((1 - v) * values[i, m] + v * values[i, m + 1])
    out += u * ((1 - v) * values[i + 1, m] + v * values[i + 1, m + 1])
    shift = beams.gap[i] + u * (beams.gap[i + 1] - beams.gap[i])
    shift = shift - z * (beams.give[i] + u * (beams.give[i + 1] - beams.give[i]))
    warp = np.where(seen[..., None], places + shift[..., None] * way, places)
    node = np.floor((warp - start) * scale + 0.5).astype(int)
    size = np.array(labels.shape[::-1])
    inside = seen & ((node >= 0) & (node < size)).all(axis=-1)
    a, b, c = np.moveaxis(np.clip(node, 0, size - 1), -1, 0)
    return np.where(seen, out, -200.0), np.where(inside, labels[c, b, a], 0), warp
