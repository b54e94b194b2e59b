"""Relaxing a drawn course until it runs smoothly and clear of what it may not pierce.

The course is the curve of least effort: stay near the drawn line, bend little, obey the contacts. Contacts are found
anew each round as planes (the nearest place of the obstacle, its outward direction), and the rounds solve a sparse
least-squares problem, so that the result is smooth by construction and doesn't shrink as plain smoothing does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import resample
from anatomy_viewer.geometry.events import Body

Reals = NDArray[np.float64]
ROUNDS = 40
# Weights per station (1/mm2; bending in mm2 at stations 1 mm apart): a free course leaves the drawn line only where
# that bends within (_STIFF / pull)^(1/4) = 5 mm (LOOSE) or 2 mm (CLOSE).
LOOSE, CLOSE = 0.04, 1.5
_STIFF, _CONTACT, _LAYER, _HELD = 25.0, 200.0, 2.0, 1e4
_SPARE, _DAMP = 0.08, 0.7
# A station on the wrong side of a sheet, less than _THROUGH mm away, is led through it by _MARCH mm a round.
_WRONG, _THROUGH, _MARCH, _FORWARD = -0.2, 6.0, 0.8, np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True)
class Obstacle:
    """A body whose surface every station's axis keeps outside of by `need` (n,) mm; -inf where it may lie inside.

    `side` (n,): 1 where the course has to lie in front of it, -1 behind it, 0 where either will do.
    """

    surface: Body
    need: Reals
    side: Reals


@dataclass(frozen=True)
class Layer:
    """Surfaces (the skull's bones) to lie `height` (n,) mm outside the nearest of; nan where the course is free."""

    surfaces: tuple[Body, ...]
    height: Reals


@dataclass(frozen=True)
class _Planes:
    """Conditions normal . p[station] = level, each with a weight."""

    station: NDArray[np.int64]
    normal: Reals
    level: Reals
    weight: Reals


def relaxed(
    drawn: Reals,
    obstacles: tuple[Obstacle, ...],
    layer: Layer,
    held: int,
    pull: float = LOOSE,
    tail: int = 1,
    rounds: int = ROUNDS,
) -> Reals:
    """The course `drawn` (n, 3), its stations about 1 mm apart, made smooth and clear; `held` first, `tail` last stay.

    `pull` is the weight of the drawn line: LOOSE or CLOSE; `rounds`: how often contacts are looked for anew.
    """
    line, reach = drawn.copy(), np.full((len(obstacles), len(drawn)), -np.inf)
    for _ in range(rounds):
        planes = [_layer_planes(line, layer)]
        planes += [_contact(line, o, reach[i]) for i, o in enumerate(obstacles)]
        step = _DAMP * (_solved(drawn, held, tail, pull, planes) - line)
        line += step
        reach -= np.linalg.norm(step, axis=1)
    return resample(line, len(line))


def _contact(line: Reals, obstacle: Obstacle, reach: Reals) -> _Planes:
    """The planes of the stations that are too near `obstacle`.

    `reach` (n,) is how far each station still is, at the least, from needing a look; it is brought up to date.
    """
    look = np.flatnonzero((reach <= 0.0) & np.isfinite(obstacle.need))
    distance, outward = obstacle.surface.push(line[look]) if len(look) else (np.zeros(0), np.zeros((0, 3)))
    lack = obstacle.need[look] + _SPARE - distance
    side = obstacle.side[look]
    wrong = (outward[:, 1] * side < _WRONG) & (distance < _THROUGH)
    outward[wrong], lack[wrong] = side[wrong, None] * _FORWARD, _MARCH
    reach[look] = np.maximum(-lack, 0.0)
    close = lack > 0.0
    station, normal = look[close], outward[close]
    level = (normal * line[station]).sum(axis=1) + lack[close]
    return _Planes(station, normal, level, np.full(len(station), _CONTACT))


def _layer_planes(line: Reals, layer: Layer) -> _Planes:
    station = np.flatnonzero(~np.isnan(layer.height))
    if not len(station):
        return _Planes(station, np.zeros((0, 3)), np.zeros(0), np.zeros(0))
    pushes = [surface.push(line[station]) for surface in layer.surfaces]
    distance = np.stack([push[0] for push in pushes])
    nearest, row = distance.argmin(axis=0), np.arange(len(station))
    normal = np.stack([push[1] for push in pushes])[nearest, row]
    off = layer.height[station] - distance[nearest, row]
    return _Planes(station, normal, (normal * line[station]).sum(axis=1) + off, np.full(len(station), _LAYER))


def _solved(drawn: Reals, held: int, tail: int, pull: float, planes: list[_Planes]) -> Reals:
    """(n, 3): the curve of least effort under `planes`; a banded system, as only neighbours bend each other."""
    from scipy.linalg import solveh_banded

    n = len(drawn)
    draw = np.full(n, pull)
    draw[:held], draw[len(drawn) - tail :] = _HELD, _HELD
    band = np.zeros((7, 3 * n))  # row k: the k-th diagonal below the main one
    for k, diagonal in (
        (0, draw + _STIFF * _bends(n, 0)),
        (3, _STIFF * _bends(n, 1)),
        (6, _STIFF * _bends(n, 2)),
    ):
        band[k, : 3 * len(diagonal)] = np.repeat(diagonal, 3)
    right = (draw[:, None] * drawn).ravel()
    station, normal, level, weight = (
        np.concatenate([getattr(p, name) for p in planes])
        for name in ("station", "normal", "level", "weight")
    )
    for a in range(3):
        np.add.at(right, 3 * station + a, weight * level * normal[:, a])
        for b in range(a + 1):
            np.add.at(band[a - b], 3 * station + b, weight * normal[:, a] * normal[:, b])
    return np.asarray(solveh_banded(band, right, lower=True)).reshape(n, 3)


def _bends(n: int, off: int) -> Reals:
    """The diagonal `off` places from the main one of D'D, D the second differences of n stations."""
    found, row = np.zeros(n - off), (1.0, -2.0, 1.0)
    for first in range(3 - off):
        found[first : first + n - 2] += row[first] * row[first + off]
    return found
