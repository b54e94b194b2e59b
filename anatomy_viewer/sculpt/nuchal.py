"""The relief of the occipital bone: protuberance, crest and nuchal lines outside, the cross of ridges inside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.noise import value_noise
from anatomy_viewer.sculpt.chart import INNER_POINT, Chart, directions
from anatomy_viewer.sculpt.implicit import Distances, Points, folded, polyline_distance
from anatomy_viewer.sculpt.skull_shell import Shell

# Right half of each line as (x, z) or (x, y, z) in mm; y is found on the outer table where it is not given.
_SUPERIOR = [
    (0.0, -1.2), (6.0, -0.8), (13.0, 0.4), (23.0, 1.5), (33.0, 0.8), (43.0, -1.6), (51.0, -3.6), (57.0, -3.0),
]  # fmt: skip
_HIGHEST = [(0.0, 2.5), (6.0, 6.5), (14.0, 11.0), (24.0, 14.0), (34.0, 14.0), (44.0, 11.0), (51.0, 6.5)]
_INFERIOR = [
    (0.0, 18.0, -12.0), (7.0, 17.5, -11.5), (15.0, 19.5, -13.5), (22.5, 24.0, -15.0), (30.0, 28.5, -14.5),
    (36.0, 34.5, -13.0), (40.5, 42.0, -12.5), (42.5, 50.0, -13.0),
]  # fmt: skip
_CREST = [(0.0, 0.5, -1.0), (0.0, 9.9, -6.0), (0.0, 20.2, -14.0), (0.0, 28.0, -17.0), (0.0, 36.0, -18.4)]
# Height (mm) and width (mm, where it has fallen to 1/e) of each ridge: blunt, and low on most skulls (model values).
_SUPERIOR_RIDGE, _HIGHEST_RIDGE, _INFERIOR_RIDGE, _CREST_RIDGE = (
    (1.3, 3.2),
    (0.3, 3.6),
    (0.75, 2.6),
    (1.1, 2.5),
)
# How much of each is left at |x| mm; the superior line fades towards the mastoid.
_SUPERIOR_FADE = ([0.0, 8.0, 20.0, 34.0, 48.0, 57.0], [0.8, 1.0, 0.95, 0.65, 0.35, 0.15])
_HIGHEST_FADE = ([0.0, 6.0, 26.0, 44.0], [0.4, 1.0, 0.8, 0.0])
_INFERIOR_FADE = ([0.0, 3.0, 26.0, 40.0], [0.0, 1.0, 0.9, 0.2])
# Beds of muscles: middle (x, y, z) mm on the right, half sizes along x, y, z, depth (mm, model values).
_BEDS = (
    ((15.0, 11.0, -8.5), (9.0, 8.0, 5.0), 0.55),  # semispinalis capitis
    ((34.0, 22.0, -9.0), (8.0, 9.0, 5.0), 0.35),  # obliquus superior and splenius
    ((8.0, 27.5, -16.5), (5.0, 5.5, 4.0), 0.55),  # rectus capitis posterior minor
    ((22.0, 31.0, -16.5), (8.0, 5.0, 4.0), 0.4),  # rectus capitis posterior major
)
_ROUGH, _GRAIN = 0.16, 3.6


@dataclass(frozen=True)
class Nuchal:
    """The lines as polylines of the right side (k, 3) mm on the outer table, and the heights they add."""

    shell: Shell

    @cached_property
    def superior(self) -> Points:
        """Superior nuchal line, from the protuberance to the mastoid."""
        return self._on_back(_SUPERIOR)

    @cached_property
    def highest(self) -> Points:
        """Highest nuchal line."""
        return self._on_back(_HIGHEST)

    @cached_property
    def inferior(self) -> Points:
        """Inferior nuchal line, from the crest to the jugular process."""
        return self._on_table(np.array(_INFERIOR))

    @cached_property
    def crest(self) -> Points:
        """External occipital crest, from the protuberance to the foramen magnum."""
        return self._on_table(np.array(_CREST))

    def _on_table(self, points: Points) -> Points:
        return self.shell.on_outer(_curve(points))

    def _on_back(self, places: list[tuple[float, float]]) -> Points:
        """Points with these x and z on the back of the outer table, by bisection along y."""
        line = _curve(np.array(places))
        low, high = np.full(len(line), -40.0), np.full(len(line), 65.0)
        for _ in range(40):
            middle = (low + high) / 2.0
            points = np.column_stack([line[:, 0], middle, line[:, 1]])
            inside = np.linalg.norm(points - INNER_POINT, axis=1) < self.shell.outer(directions(points))
            low, high = np.where(inside, low, middle), np.where(inside, middle, high)
        return np.column_stack([line[:, 0], (low + high) / 2.0, line[:, 1]])

    def outer_relief(self, chart: Chart) -> NDArray[np.float64]:
        """(side, side) mm to add to the outer radius at each pixel of `chart`."""
        height = np.zeros(len(chart.pixels))
        points = folded(INNER_POINT + chart.pixels * self.shell.outer(chart.pixels)[:, None], 0.3)
        near = (points[:, 1] < 62.0) & (points[:, 2] < 40.0)
        height[near] = self._heights(points[near])
        return height.reshape(chart.shape)

    def _heights(self, points: Points) -> Distances:
        below, uneven = self._below_superior(points), 0.85 + 0.35 * value_noise(points, 13.0, seed=23)
        lines = (
            (self.superior, _SUPERIOR_RIDGE, _SUPERIOR_FADE),
            (self.highest, _HIGHEST_RIDGE, _HIGHEST_FADE),
            (self.inferior, _INFERIOR_RIDGE, _INFERIOR_FADE),
        )
        height = _protuberance(points)
        for line, size, fade in lines:
            height += uneven * np.interp(points[:, 0], *fade) * _ridge(polyline_distance(points, line), size)
        # The crest is a knife's back between the beds of the muscles, and dies out before the foramen magnum.
        crest = _ridge(polyline_distance(points, self.crest), _CREST_RIDGE)
        height += uneven * np.interp(points[:, 1], [22.0, 35.0], [1.0, 0.25]) * crest
        rough = value_noise(points, _GRAIN, seed=21) + 0.8 * value_noise(points, 2.3 * _GRAIN, seed=22)
        return height + below * (_ROUGH * rough - _beds(points))

    def _below_superior(self, points: Points) -> Distances:
        """1 below the superior nuchal line, 0 above, eased over 5 mm."""
        order = np.argsort(self.superior[:, 0])
        line = np.interp(points[:, 0], self.superior[order, 0], self.superior[order, 2])
        return 1.0 / (1.0 + np.exp((points[:, 2] - line) / 1.2))

    def inner_relief(self, chart: Chart) -> NDArray[np.float64]:
        """(side, side) mm to take from the inner radius: the cruciform eminence with the sinus grooves beside it."""
        points = folded(INNER_POINT + chart.pixels * self.shell.inner(chart.pixels)[:, None], 0.3)
        across = points[:, 2] - (9.0 - 0.06 * points[:, 0])
        upright = points[:, 0]
        back = np.clip((62.0 - points[:, 1]) / 8.0, 0.0, 1.0)
        middle = np.exp(-((np.hypot(upright, across) / 7.0) ** 2))
        cross = np.maximum(_ridge(upright, (2.2, 2.6)), _ridge(np.abs(across) - 4.0, (1.6, 2.2)))
        height = np.maximum(cross, 2.8 * middle) - _ridge(across, (1.0, 2.4)) * (1.0 - middle)
        return np.asarray(back * height).reshape(chart.shape)


def _protuberance(points: Points) -> Distances:
    """The external occipital protuberance: a blunt knob, steeper below, about 3 mm proud of the ridges."""
    x, up = points[:, 0], points[:, 2] - 0.2
    tall = np.where(up > 0.0, up / 6.5, up / 4.4)
    return np.asarray(3.4 * np.exp(-(((x / 7.5) ** 2 + tall**2) ** 1.1)))


def _beds(points: Points) -> Distances:
    """(n,) mm: how deep the muscles' beds are."""
    return np.asarray(
        sum(depth * np.exp(-(((points - place) / size) ** 2).sum(axis=1)) for place, size, depth in _BEDS)
    )


def _ridge(distance: Distances, size: tuple[float, float]) -> Distances:
    return size[0] * np.exp(-((distance / size[1]) ** 2))


def _curve(places: NDArray[np.float64], count: int = 90) -> NDArray[np.float64]:
    from scipy.interpolate import splev, splprep

    knots = splprep(places.T, s=0, k=3)[0]
    return np.stack(splev(np.linspace(0.0, 1.0, count), knots), axis=1)
