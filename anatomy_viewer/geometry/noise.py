"""Seeded smooth noise in space: the same point always gets the same value."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PRIMES = np.array([73856093, 19349663, 83492791], dtype=np.uint64)


def _lattice(nodes: NDArray[np.int64], seed: int) -> NDArray[np.float64]:
    """One number in -1..1 per whole node (n, 3): an integer hash (Teschner 2003, then a xorshift mix)."""
    keys = nodes.astype(np.uint64) * _PRIMES
    hashed = keys[:, 0] ^ keys[:, 1] ^ keys[:, 2] ^ np.uint64(seed * 2654435761 % 2**63)
    for shift in (33, 29, 32):
        hashed = (hashed ^ (hashed >> np.uint64(shift))) * np.uint64(0xFF51AFD7ED558CCD)
    return (hashed >> np.uint64(11)).astype(np.float64) / 2.0**52 - 1.0


def value_noise(points: NDArray[np.float64], wavelength: float, seed: int = 0) -> NDArray[np.float64]:
    """(n,) in -1..1 for points (n, 3): cubic blend of lattice values `wavelength` mm apart."""
    scaled = points / wavelength
    base = np.floor(scaled).astype(np.int64)
    part = scaled - base
    weight = part * part * (3.0 - 2.0 * part)
    total = np.zeros(len(points))
    for corner in np.ndindex(2, 2, 2):
        share = np.prod(np.where(np.array(corner) == 1, weight, 1.0 - weight), axis=1)
        total += share * _lattice(base + corner, seed)
    return total


def cells(points: NDArray[np.float64], size: float, seed: int = 0) -> NDArray[np.float64]:
    """(n,) 0 on the wall between two cells, rising to about 1 in their middles (Worley 1996, F2 - F1 over `size`).

    Seeds lie one in each cube of `size` mm, moved by up to 0.35 of it.
    """
    scaled = points / size
    base = np.floor(scaled).astype(np.int64)
    first, second = np.full(len(points), 9.0), np.full(len(points), 9.0)
    for offset in np.ndindex(3, 3, 3):
        node = base + np.array(offset) - 1
        jitter = np.stack([_lattice(node, seed + axis) for axis in range(3)], axis=1)
        away = np.linalg.norm(node + 0.5 + 0.35 * jitter - scaled, axis=1)
        second = np.minimum(second, np.maximum(first, away))
        first = np.minimum(first, away)
    return second - first
