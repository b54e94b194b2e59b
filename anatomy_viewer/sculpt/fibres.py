"""Muscle fibres on a loft: relief and colour from one seeded field that is fine across and long along."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.openings import SEPTUM, TENDON
from anatomy_viewer.sculpt.loft import End, Shell
from anatomy_viewer.sculpt.solid import finish, unit

Reals = NDArray[np.float64]
# How strongly border normals turn to the outer face.
_LEAN = 1.5
FLESH_DARK = np.array([150.0, 52.0, 46.0])
FLESH_LIGHT = np.array([196.0, 98.0, 84.0])
TENDON_SHADE = np.array([205.0, 184.0, 150.0])


@dataclass(frozen=True)
class Weave:
    """strands: bundles over the width; runs: how often their pattern changes along; relief: mm."""

    strands: int = 18
    runs: float = 1.0
    relief: float = 0.35


@dataclass(frozen=True)
class Inscription:
    """A tendinous intersection, a ragged pale band across the belly.

    along: 0..1 where it begins at the first border; slant: how much further along it lies at the other border;
    half: mm, half its length along the fibres; reach: 0..1 how far across it goes.
    """

    along: float
    slant: float
    half: float
    reach: float


def seed_of(name: str) -> int:
    """The same number for the same name on every machine."""
    return zlib.crc32(name.encode("ascii"))


def lattice_noise(u: Reals, v: Reals, cells_u: float, cells_v: float, seed: int) -> Reals:
    """(n,) 0..1: smooth noise over (u, v) in 0..1 with `cells_u` × `cells_v` lattice cells.

    Each lattice line along v has its own phase, so that neighbouring fibres don't change in step.
    """
    random = np.random.default_rng(seed)
    lines = int(np.ceil(cells_u)) + 3
    values, phase = random.random((lines, int(np.ceil(cells_v)) + 4)), random.random(lines)
    x = np.clip(u, 0, 1) * cells_u
    i = x.astype(int)

    def along(line: NDArray[np.int64]) -> Reals:
        y = np.clip(v, 0, 1) * cells_v + phase[line]
        j = y.astype(int)
        return values[line, j] + _ease(y - j) * (values[line, j + 1] - values[line, j])

    return np.asarray(along(i) + _ease(x - i) * (along(i + 1) - along(i)))


def _ease(t: Reals) -> Reals:
    return t * t * (3.0 - 2.0 * t)


def strands(u: Reals, v: Reals, weave: Weave, seed: int) -> Reals:
    """(n,) 0..1: three octaves, each finer across."""
    total = np.zeros(len(u))
    for octave, (factor, share) in enumerate(((1.0, 0.5), (2.1, 0.3), (4.3, 0.2))):
        total += share * lattice_noise(u, v, weave.strands * factor, weave.runs * (1 + octave), seed + octave)
    return total


def septa(u: Reals, v: Reals, weave: Weave, seed: int) -> Reals:
    """(n,) 0..1: thin lines between bundles, where a long wave crosses its middle."""
    wave = lattice_noise(u, v, weave.strands * 1.3, weave.runs * 1.5, seed + 11)
    return np.asarray(np.clip(1.0 - np.abs(wave - 0.5) / 0.07, 0.0, 1.0))


def fleshed(
    shape: Shell, weave: Weave, origin: End, insertion: End, seed: int, band: Inscription | None = None
) -> Mesh:
    """The finished muscle: `shape` with bundles raised by up to `weave.relief` mm, painted flesh and tendon."""
    front, back = shape.side >= 0, shape.side < 0
    bundle, line = np.empty(len(shape.points)), np.empty(len(shape.points))
    for face, offset in ((front, 0), (back, 100)):
        u, v = shape.across[face], shape.along[face]
        bundle[face] = strands(u, v, weave, seed + offset)
        line[face] = septa(u, v, weave, seed + offset)
    pale = np.maximum(
        _tendon(shape.from_origin, shape.across, origin, weave, seed + 21),
        _tendon(shape.from_insertion, shape.across, insertion, weave, seed + 22),
    )
    if band:
        pale = np.maximum(pale, _inscribed(shape, band, weave, seed + 23))
    height = weave.relief * ((bundle - 0.5) * 2.0 - 0.9 * line) * _inland(shape) * (1.0 - 0.5 * pale)
    points = shape.points + height[:, None] * shape.out
    return finish(points, shape.faces, _paint(bundle, line, pale))


def lit_borders(mesh: Mesh, shape: Shell) -> Mesh:
    """`mesh` whose border normals lean to the outer face: else a thin sheet's border is as dark as its back."""
    lean = np.where(shape.side == 0, _LEAN, 0.0)[:, None]
    return replace(mesh, normals=unit(mesh.normals + lean * shape.out).astype(np.float32))


def _tendon(distance: Reals, across: Reals, end: End, weave: Weave, seed: int) -> Reals:
    """(n,) 0..1: tendon near an end; its border reaches into the belly bundle by bundle."""
    flat = np.zeros(len(across))
    length = np.interp(across, np.linspace(0.0, 1.0, len(end.tendon)), end.tendon)
    finger = lattice_noise(across, flat, weave.strands * 2.6, 1.0, seed)
    slow = lattice_noise(across, flat, 5.0, 1.0, seed + 1)
    border = length * (0.1 + 1.2 * finger + 0.6 * slow)
    return np.asarray(
        np.clip((border - distance) / np.maximum(0.5 * length, 0.05) + 0.5, 0.0, 1.0) * (length > 0)
    )


def _inscribed(shape: Shell, band: Inscription, weave: Weave, seed: int) -> Reals:
    """(n,) 0..1: the tendinous intersection; it reaches up and down into the belly bundle by bundle."""
    across, flat = shape.across, np.zeros(len(shape.across))
    middle = band.along + band.slant * across + 0.03 * (lattice_noise(across, flat, 7.0, 1.0, seed) - 0.5)
    off = (shape.along - middle) * (shape.from_origin + shape.from_insertion)
    up, down = (lattice_noise(across, flat, weave.strands * 2.6, 1.0, seed + i) for i in (1, 2))
    border = band.half * (0.2 + 1.6 * np.where(off > 0.0, up, down))
    border = border * np.clip((band.reach - across) / 0.1, 0.0, 1.0)
    return np.asarray(np.clip((border - np.abs(off)) / (0.7 * band.half) + 0.3, 0.0, 1.0) * (border > 0.0))


def _inland(shape: Shell) -> Reals:
    """(n,) 0..1: relief fades towards borders and ends."""
    rim = np.clip(4.0 * shape.across * (1.0 - shape.across) / 0.25, 0.0, 1.0)
    return np.asarray(rim * np.clip(np.minimum(shape.from_origin, shape.from_insertion) / 4.0, 0.15, 1.0))


def _paint(bundle: Reals, line: Reals, pale: Reals) -> Reals:
    tone = np.clip((bundle - 0.5) * 1.7 + 0.5, 0.0, 1.0)[:, None]
    flesh = FLESH_DARK + tone * (FLESH_LIGHT - FLESH_DARK)
    flesh += 0.65 * line[:, None] * (SEPTUM - flesh)
    sinew = TENDON_SHADE + tone * (TENDON - TENDON_SHADE)
    return np.asarray(flesh + pale[:, None] * (sinew - flesh))
