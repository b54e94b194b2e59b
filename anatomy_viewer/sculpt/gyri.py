"""How the cortex folds: the main sulci where a usual brain has them (scaled to this cavity, K), and gyri between them.

The folds between are a Turing pattern, as in models of folding (Lefèvre & Mangin 2010): what is near strengthens,
what is farther weakens each other, and the main sulci are given. So gyri run beside the main sulci, all of one width.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.chart import INNER_POINT, directions
from anatomy_viewer.sculpt.implicit import Distances, Field, Points, polyline_distance
from anatomy_viewer.sculpt.solid import unit

Reals = NDArray[np.float64]
# Depth (mm) and places (x, y, z) of the sulci of the outer face: central; pre- and postcentral; superior and inferior
# frontal; intraparietal; lateral with its front rami; superior and inferior temporal; transverse occipital, lunate.
_OUTER = (
    (7.5, ((6.0, 66.0, 112.0), (24.0, 74.0, 108.0), (40.0, 80.0, 95.0), (52.0, 88.0, 77.0), (57.0, 93.0, 63.0))),
    (6.0, ((30.0, 90.0, 104.0), (40.0, 95.0, 93.0), (49.0, 101.0, 78.0), (54.0, 105.0, 64.0))),
    (6.0, ((14.0, 54.0, 108.0), (34.0, 61.0, 99.0), (50.0, 69.0, 85.0), (59.0, 76.0, 70.0))),
    (6.0, ((20.0, 92.0, 106.0), (20.0, 112.0, 101.0), (22.0, 130.0, 90.0), (21.0, 146.0, 70.0))),
    (5.5, ((46.0, 104.0, 82.0), (43.0, 122.0, 76.0), (34.0, 140.0, 64.0), (26.0, 150.0, 52.0))),
    (6.5, ((52.0, 68.0, 84.0), (42.0, 58.0, 94.0), (33.0, 42.0, 97.0), (26.0, 26.0, 90.0), (24.0, 10.0, 76.0))),
    (6.0, ((40.0, 116.0, 41.0), (48.0, 112.0, 43.0), (58.0, 100.0, 49.0), (63.0, 84.0, 54.0), (63.0, 66.0, 61.0),
           (59.0, 55.0, 71.0))),
    (5.0, ((57.0, 104.0, 50.0), (55.0, 110.0, 58.0), (52.0, 113.0, 66.0))),
    (5.0, ((55.0, 106.0, 48.0), (50.0, 116.0, 51.0), (44.0, 124.0, 52.0))),
    (6.5, ((44.0, 110.0, 22.0), (58.0, 98.0, 31.0), (63.0, 80.0, 39.0), (64.0, 60.0, 48.0), (60.0, 44.0, 60.0),
           (52.0, 36.0, 74.0))),
    (5.0, ((50.0, 104.0, 14.0), (59.0, 84.0, 24.0), (61.0, 62.0, 32.0), (56.0, 40.0, 40.0), (46.0, 20.0, 44.0))),
    (5.0, ((34.0, 4.0, 78.0), (28.0, 6.0, 70.0), (14.0, 4.0, 72.0))),
    (4.5, ((44.0, 14.0, 60.0), (36.0, 6.0, 50.0), (34.0, 6.0, 38.0))),
)  # fmt: skip
# On the medial face (y, z): cingulate with its marginal ramus; parieto-occipital; calcarine; subparietal; callosal.
_MEDIAL = (
    (6.0, ((114.0, 36.0), (132.0, 44.0), (141.0, 57.0), (137.0, 73.0), (122.0, 83.0), (98.0, 89.0), (76.0, 88.0),
           (62.0, 95.0), (57.0, 112.0))),
    (7.0, ((20.0, 98.0), (30.0, 80.0), (40.0, 62.0), (46.0, 54.0))),
    (6.0, ((-6.0, 37.0), (6.0, 44.0), (22.0, 46.0), (34.0, 52.0), (46.0, 54.0), (54.0, 52.0))),
    (5.0, ((58.0, 86.0), (48.0, 80.0), (44.0, 70.0))),
    (4.5, ((112.0, 40.0), (126.0, 42.0), (135.0, 54.0), (129.0, 70.0), (104.0, 80.0), (82.0, 81.0), (60.0, 74.0),
           (51.0, 61.0), (56.0, 50.0))),
)  # fmt: skip
# On the base (x, y): olfactory; the H of the orbital sulci; collateral with rhinal; occipitotemporal, both broken.
_BASAL = (
    (5.0, ((8.0, 114.0), (8.0, 132.0), (10.0, 148.0))),
    (4.5, ((22.0, 118.0), (20.0, 130.0), (22.0, 144.0))),
    (4.5, ((35.0, 118.0), (34.0, 128.0), (31.0, 140.0))),
    (4.5, ((20.0, 129.0), (28.0, 127.0), (35.0, 127.0))),
    (6.0, ((23.0, 96.0), (27.0, 84.0), (24.0, 72.0), (29.0, 58.0))),
    (5.5, ((27.0, 48.0), (22.0, 36.0), (24.0, 24.0))),
    (5.0, ((38.0, 96.0), (43.0, 86.0), (39.0, 74.0))),
    (5.0, ((40.0, 60.0), (36.0, 48.0), (40.0, 38.0))),
    (4.0, ((29.0, 58.0), (35.0, 64.0), (41.0, 63.0))),
)  # fmt: skip
_RADIUS, _WIDTH = 65.0, 2.0
# The pattern: mm between grid nodes; thickness of the layer in which it forms; reach of what strengthens and of what
# weakens; rounds, slope. Sulci are then 6.5 times the shorter reach apart.
_STEP, _LAYER, _NEAR, _FAR, _ROUNDS, _SLOPE = 2.0, 3.2, 1.75, 3.5, 60, 5.0
# A sulcus shorter than this is only a pit and is filled; its rim is so wide; both mm.
_SHORT, _RIM = 17.0, 2.6
# How narrow the sulci are against the gyri: a power of the wave.
_NARROW = 7
# mm: depth of an unnamed sulcus, and how much lower than its middle the edge of a gyrus lies.
_DEPTH, _ROUND = 3.8, 0.7


@dataclass(frozen=True)
class Folding:
    """`wave` -1 in the sulci to 1 on the gyri, and how much deeper (mm) a main sulcus is, on a grid from `origin`."""

    origin: Reals
    wave: Reals
    extra: Reals

    def __call__(self, points: Points) -> Distances:
        """(n,) mm: how deep the folds cut in at each place."""
        wave, extra = self._at(points, self.wave), self._at(points, self.extra)
        low = np.clip((1.0 - wave) / 2.0, 0.0, 1.0)
        # Sulci without a name are of unequal depth: some only dent a broad gyrus.
        depth = _DEPTH * np.clip(0.8 + 0.9 * value_noise(points, 14.0, seed=75), 0.45, 1.15)
        return np.asarray(_ROUND * low + (depth + extra - _ROUND) * low**_NARROW)

    def sulcus(self, points: Points) -> Distances:
        """(n,) 0..1: 1 at the bottom of a sulcus, 0 on the gyri."""
        return np.asarray(np.clip(-0.2 - self._at(points, self.wave), 0.0, 0.6) / 0.6)

    def _at(self, points: Points, grid: Reals) -> Distances:
        from scipy.ndimage import map_coordinates

        places = ((points - self.origin) / _STEP).T
        return np.asarray(map_coordinates(grid, places, order=2, mode="nearest"))


def folding(smooth: Field, bounds: Reals, spared: Field) -> Folding:
    """The folds of the hull `smooth` inside `bounds` (2, 3), right side; none where `spared` is 1."""
    axes = [np.arange(low, high + _STEP, _STEP) for low, high in bounds.T]
    nodes = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    shape, flat = nodes.shape[:3], nodes.reshape(-1, 3)
    value = smooth(flat).reshape(shape)
    layer = np.abs(value) < _LAYER
    normals = unit(np.stack(np.gradient(value, _STEP), axis=-1)[layer])
    deep, named = np.zeros(shape), np.zeros(shape)
    deep[layer], named[layer] = _named(flat[layer.ravel()], normals)
    wave = _pattern(layer, named, value_noise(flat, 5.0, seed=70).reshape(shape))
    free = 1.0 - spared(flat).reshape(shape)
    extra = np.clip(_spread_out(deep, layer, 1.0) - _DEPTH, 0.0, 2.6)
    return Folding(np.asarray(bounds[0]), (wave + 1.0) * free - 1.0 + 2.0 * (1.0 - free), extra * free)


def _pattern(layer: NDArray[np.bool_], named: Reals, start: Reals) -> Reals:
    """-1..1 on the whole grid: grown in `layer` from noise, -1 held where `named` is 1."""
    wave = start
    for _ in range(_ROUNDS):
        contrast = _spread_out(wave, layer, _NEAR) - _spread_out(wave, layer, _FAR)
        wave = np.tanh(_SLOPE * contrast) * (1.0 - named) - named
    wave = _spread_out(wave, layer, 1.7)
    wave = np.clip(wave / np.quantile(np.abs(wave[layer]), 0.9), -1.0, 1.0)
    filled = np.clip(2.5 * _spread_out(_pits(wave, layer).astype(float), layer, _RIM), 0.0, 1.0)
    return np.asarray(wave + filled * np.maximum(0.4 - wave, 0.0))


def _pits(wave: Reals, layer: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a sulcus is only a pit: real ones are long."""
    from scipy.ndimage import find_objects, label

    pieces, _ = label((wave < -0.15) & layer)
    long = [_STEP * np.linalg.norm([s.stop - s.start for s in box]) for box in find_objects(pieces)]
    return np.asarray(np.concatenate([[False], np.array(long) < _SHORT])[pieces])


def _spread_out(values: Reals, layer: NDArray[np.bool_], reach: float) -> Reals:
    """The mean of `values` in `layer` within about `reach` mm; off the layer, of the nearest part of it."""
    from scipy.ndimage import gaussian_filter

    weight = gaussian_filter(layer.astype(np.float64), reach / _STEP, truncate=6.0)
    return np.asarray(gaussian_filter(values * layer, reach / _STEP, truncate=6.0) / np.maximum(weight, 1e-9))


def _named(points: Points, normals: Reals) -> tuple[Distances, Distances]:
    """(n,) each: depth (mm) of the main sulci there, and 0..1 how near the middle of one is."""
    moved = _wandered(points)
    medial = (normals[:, 0] < -0.6) & (points[:, 0] < 18.0)
    base = ~medial & (normals[:, 2] < -0.45) & (points[:, 2] < 62.0)
    outer = INNER_POINT + _RADIUS * directions(moved)
    deepest, nearest = np.zeros(len(points)), np.full(len(points), 1e3)
    for where, places, lines in (
        (medial, moved * [0.0, 1.0, 1.0], [(mm, _in_plane(line, 0)) for mm, line in _MEDIAL]),
        (base, moved * [1.0, 1.0, 0.0], [(mm, _in_plane(line, 2)) for mm, line in _BASAL]),
        (~medial & ~base, outer, [(mm, _on_ball(line)) for mm, line in _OUTER]),
    ):
        for mm, line in lines:
            away = polyline_distance(places[where], line)
            deepest[where] = np.maximum(deepest[where], mm * np.exp(-((away / 4.0) ** 2)))
            nearest[where] = np.minimum(nearest[where], away)
    return deepest, np.exp(-((nearest / _WIDTH) ** 2))


def _in_plane(line: tuple[tuple[float, float], ...], axis: int) -> Points:
    return np.insert(np.array(line), axis, 0.0, axis=1)


def _on_ball(line: tuple[tuple[float, float, float], ...]) -> Points:
    return np.asarray(INNER_POINT + _RADIUS * unit(np.array(line) - INNER_POINT))


def _wandered(points: Points) -> Points:
    """`points` moved by up to 5 mm, so that no sulcus runs straight."""
    shift = [value_noise(points, 17.0, seed=60 + axis) for axis in range(3)]
    return points + 5.0 * np.stack(shift, axis=1)
