"""The compiled loops from scatterers to pixels. Slow to import: from inside functions only; see `us_kernels.py`."""

from __future__ import annotations

import math

import numpy as np

from anatomy_viewer.imaging.us_kernels import compiled


@compiled
def scatter(  # type: ignore[no-untyped-def]  # noqa: C901
    axes, apex, radius, spread, gap, give, step, cell, sigma, phases, order, bounds, first, last, out
):
    """Add one hashed scatterer per `cell` mm of the world to out (lines, count, 2 × looks), over part of its lattice.

    axes (3, 3): across, down, normal. order: the lattice's axes, the last one most along the normal. bounds (2, 2): its
    first and last cells along the first two; of the first of them, first–last are done here. A scatterer sits anywhere
    in its cell, has unit size and a phase of its own per look; it weighs (1 - e²/r²)² at e mm off the plane, r = 2.2 σ.
    """
    lines, count, looks = out.shape[0], out.shape[1], out.shape[2] // 2
    primes = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
    a, b, d = order[0], order[1], order[2]
    bits_a, bits_b, bits_d = np.uint64(10 * a), np.uint64(10 * b), np.uint64(10 * d)
    xa, xb, xd, ta, tb, td = axes[0, a], axes[0, b], axes[0, d], axes[1, a], axes[1, b], axes[1, d]
    na, nb, nd = axes[2, a], axes[2, b], axes[2, d]
    reach, fine = 2.2 * sigma, cell / 1024.0
    span, most = math.ceil((reach + cell * 1.8) / abs(nd) / cell), reach + 0.87 * cell
    aside = most / abs(nd)  # how far along the plane a cell may lie from where its column meets the plane
    shallow, deep = gap.min() - aside, gap.max() + count * step + aside
    middle, per_line, fall = (lines - 1) / 2.0, 1.0 / spread, 1.0 / (reach * reach)
    left = -aside * per_line / max(radius, 1.0) - 1.0
    right = lines - left
    scale = np.empty(lines)
    for line in range(lines):
        scale[line] = 1.0 / ((1.0 - give[line]) * step)
    for ia in range(first, last):
        pa = (ia + 0.5) * cell - apex[a]
        for ib in range(bounds[1, 0], bounds[1, 1]):
            pb = (ib + 0.5) * cell - apex[b]
            pd = -(na * pa + nb * pb) / nd
            x, t = xa * pa + xb * pb + xd * pd, ta * pa + tb * pb + td * pd
            if radius > 0.0:
                far = math.sqrt(x * x + t * t)
                place, t = math.atan2(x, t) * per_line + middle, far - radius
            else:
                place = x * per_line + middle
            if place < left or place > right or t < shallow or t > deep:
                continue
            centre = math.floor((pd + apex[d]) / cell)
            column = np.uint64(ia) * primes[a] ^ np.uint64(ib) * primes[b]
            for ik in range(centre - span, centre + span + 1):
                off = ((ik + 0.5) * cell - apex[d] - pd) * nd
                if off > most or off < -most:
                    continue
                key = column ^ np.uint64(ik) * primes[d]
                key = (key ^ (key >> np.uint64(31))) * np.uint64(0x7FB5D329728EA185)
                key = (key ^ (key >> np.uint64(27))) * np.uint64(0x81DADEF4BC2DD44D)
                key ^= key >> np.uint64(33)
                ga = ia * cell + np.int64((key >> bits_a) & np.uint64(1023)) * fine - apex[a]
                gb = ib * cell + np.int64((key >> bits_b) & np.uint64(1023)) * fine - apex[b]
                gd = ik * cell + np.int64((key >> bits_d) & np.uint64(1023)) * fine - apex[d]
                off = na * ga + nb * gb + nd * gd
                if off > reach or off < -reach:
                    continue
                x, t = xa * ga + xb * gb + xd * gd, ta * ga + tb * gb + td * gd
                if radius > 0.0:
                    far = math.sqrt(x * x + t * t)
                    place, t = math.atan2(x, t) * per_line + middle, far - radius
                else:
                    place = x * per_line + middle
                if place < 0.0 or place >= lines - 1:
                    continue
                i0 = np.uint64(place)
                i1 = i0 + np.uint64(1)
                u = place - np.int64(i0)
                shift = gap[i0] + u * (gap[i1] - gap[i0])
                sample = (t - shift) * (scale[i0] + u * (scale[i1] - scale[i0])) - 0.5
                if sample < 0.0 or sample >= count - 1:
                    continue
                n0 = np.uint64(sample)
                n1 = n0 + np.uint64(1)
                v = sample - np.int64(n0)
                weight = (1.0 - off * off * fall) ** 2
                w00, w01 = np.float32(weight * (1.0 - u) * (1.0 - v)), np.float32(weight * (1.0 - u) * v)
                w10, w11 = np.float32(weight * u * (1.0 - v)), np.float32(weight * u * v)
                key >>= np.uint64(30)
                for look in range(looks):
                    turn = key & np.uint64(255)
                    key >>= np.uint64(8)
                    real, imaginary = phases[0, turn], phases[1, turn]
                    m = np.uint64(2 * look)
                    o = np.uint64(2 * look + 1)
                    out[i0, n0, m] += w00 * real
                    out[i0, n0, o] += w00 * imaginary
                    out[i0, n1, m] += w01 * real
                    out[i0, n1, o] += w01 * imaginary
                    out[i1, n0, m] += w10 * real
                    out[i1, n0, o] += w10 * imaginary
                    out[i1, n1, m] += w11 * real
                    out[i1, n1, o] += w11 * imaginary


@compiled
def along_beam(speckle, scale, steady, taps, first, last, out):  # type: ignore[no-untyped-def]
    """out (2 × looks, lines, count) = (speckle × scale + steady) blurred along the beam with `taps` (2k + 1,).

    speckle (parts, lines, count, 2 × looks): to be added up; scale (lines, count): size of the scattering;
    steady (2, lines, count): echoes with a phase of their own, in every look. Beyond either end all is empty.
    """
    parts, _, count, channels = speckle.shape
    half = len(taps) // 2
    row = np.empty(count, np.float32)
    for line in range(first, last):
        for channel in range(channels):
            part = channel & 1
            for n in range(count):
                value = speckle[0, line, n, channel]
                for m in range(1, parts):
                    value += speckle[m, line, n, channel]
                row[n] = value * scale[line, n] + steady[part, line, n]
            target = out[channel, line]
            for n in range(count):
                target[n] = 0.0
            for m in range(-half, half + 1):
                tap = taps[m + half]
                low, high = max(0, -m), min(count, count - m)
                for n in range(low, high):
                    target[n] += tap * row[n + m]


@compiled
def envelope(fields, weights, floor, noise, first, last, out):  # type: ignore[no-untyped-def]
    """out (lines, count): mean over looks of the modulus of fields blurred across the lines, noise added.

    fields (2 × looks, lines, count); weights (2k + 1, count): by depth; floor (count,): size of the noise; noise
    (2 × looks, lines, count): unit. The line beyond either end counts as the last one.
    """
    channels, lines, count = fields.shape
    half = weights.shape[0] // 2
    real, imaginary = np.empty(count, np.float32), np.empty(count, np.float32)
    share = np.float32(2.0 / channels)
    for line in range(first, last):
        target = out[line]
        for n in range(count):
            target[n] = 0.0
        for look in range(channels // 2):
            for n in range(count):
                real[n] = floor[n] * noise[2 * look, line, n]
                imaginary[n] = floor[n] * noise[2 * look + 1, line, n]
            for m in range(-half, half + 1):
                at = min(max(line + m, 0), lines - 1)
                one, two, weight = fields[2 * look, at], fields[2 * look + 1, at], weights[m + half]
                for n in range(count):
                    real[n] += weight[n] * one[n]
                    imaginary[n] += weight[n] * two[n]
            for n in range(count):
                target[n] += share * np.sqrt(real[n] * real[n] + imaginary[n] * imaginary[n])


@compiled
def to_pixels(  # type: ignore[no-untyped-def]
    values, labels, corner, right, below, axes, apex, radius, spread, gap, give, step, scale, start, first, last,
    out, found, warp,
):  # fmt: skip
    """Scan conversion of rows first–last: values (lines, count) to out (rows, columns), linear; -200 outside the image.

    corner, right, below (3,) mm: the first pixel and the steps along a row and a column. found: each pixel's label, of
    where it really lies (nearest voxel: (place - start) × scale); warp (rows, columns, 3): that place in mm.
    """
    lines, count = values.shape
    nk, nj, ni = labels.shape
    middle = (lines - 1) / 2.0
    for r in range(first, last):
        for c in range(out.shape[1]):
            px = corner[0] + c * right[0] + r * below[0]
            py = corner[1] + c * right[1] + r * below[1]
            pz = corner[2] + c * right[2] + r * below[2]
            gx, gy, gz = px - apex[0], py - apex[1], pz - apex[2]
            x = axes[0, 0] * gx + axes[0, 1] * gy + axes[0, 2] * gz
            t = axes[1, 0] * gx + axes[1, 1] * gy + axes[1, 2] * gz
            bx, by, bz = axes[1, 0], axes[1, 1], axes[1, 2]
            if radius > 0.0:
                far = math.sqrt(x * x + t * t)
                line, z = math.atan2(x, t) / spread + middle, far - radius
                inverse = 1.0 / max(far, 1e-6)
                bx, by, bz = gx * inverse, gy * inverse, gz * inverse
            else:
                line, z = x / spread + middle, t
            n = z / step - 0.5
            if line < -0.5 or line > lines - 0.5 or z < 0.0 or n > count - 0.5:
                out[r, c] = -200.0
                found[r, c] = 0
                warp[r, c, 0], warp[r, c, 1], warp[r, c, 2] = px, py, pz
                continue
            line, n = min(max(line, 0.0), lines - 1.001), min(max(n, 0.0), count - 1.001)
            il, im = int(line), int(n)
            u, v = np.float32(line - il), np.float32(n - im)
            one = np.float32(1.0)
            out[r, c] = (one - u) * ((one - v) * values[il, im] + v * values[il, im + 1]) + u * (
                (one - v) * values[il + 1, im] + v * values[il + 1, im + 1]
            )
            shift = gap[il] + u * (gap[il + 1] - gap[il]) - z * (give[il] + u * (give[il + 1] - give[il]))
            px, py, pz = px + shift * bx, py + shift * by, pz + shift * bz
            warp[r, c, 0], warp[r, c, 1], warp[r, c, 2] = px, py, pz
            i = math.floor((px - start[0]) * scale + 0.5)
            j = math.floor((py - start[1]) * scale + 0.5)
            k = math.floor((pz - start[2]) * scale + 0.5)
            inside = 0 <= i < ni and 0 <= j < nj and 0 <= k < nk
            found[r, c] = labels[k, j, i] if inside else 0
