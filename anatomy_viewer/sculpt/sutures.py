"""The seams of the skull as lines of directions from the inner point: smooth, serrated or dovetailed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.sculpt.chart import INNER_POINT, SPHERE, directions
from anatomy_viewer.sculpt.figures import Figures
from anatomy_viewer.sculpt.implicit import Points
from anatomy_viewer.sculpt.solid import unit

_SPACING = 0.25
_MIRROR = np.array([-1.0, 1.0, 1.0])
# Jugular notch and basilar side of the occipital bone, then the front of the temporal bone (right side, mm).
_JUGULAR = [
    (40.0, 64.0, -14.0),
    (37.0, 70.0, -8.5),
    (30.0, 70.5, -7.0),
    (24.0, 73.0, -5.0),
    (17.5, 77.5, -1.0),
]
_BASILAR = [(13.2, 82.0, 2.0), (12.2, 89.0, 2.5)]
# Where the basilar part meets the floor in front of it.
_BASILAR_FRONT = [(11.8, 96.5, -1.0)]
_APEX = [(12.5, 90.0, 4.0)]
_SPHENOTEMPORAL = [
    (12.5, 90.0, 4.0), (24.0, 91.0, 2.0), (33.0, 95.0, 1.0), (38.0, 101.0, 3.0), (42.0, 110.0, 8.0),
    (45.0, 115.0, 12.0), (46.5, 118.0, 18.0), (49.5, 117.5, 24.0), (51.5, 114.5, 31.0), (55.9, 109.2, 38.6),
]  # fmt: skip
_CORONAL = [
    (0.0, 104.4, 117.5), (12.0, 106.5, 115.5), (24.0, 110.5, 110.0), (35.0, 114.0, 100.0), (43.5, 116.0, 88.0),
    (50.0, 117.0, 74.0), (54.5, 117.5, 60.0), (56.5, 116.0, 48.0), (55.9, 109.2, 38.6),
]  # fmt: skip

# The greater wing's upper border on the side wall: from the coronal suture to the zygomatic bone.
_SPHENOFRONTAL = [(52.8, 120.5, 41.8), (49.2, 127.0, 37.2), (45.0, 133.0, 31.8), (42.0, 138.0, 25.5)]
_WING_FRONT = [(38.0, 134.0, 14.0)]
# Up to this z (of the unit direction) the coronal line is the border between parietal bone and greater wing; from
# this x on the wing's border shows outside.
_PTERION_TOP, _WING_FROM = -0.14, 0.58


def smooth_line(points: ArrayLike, ease: float = 0.0) -> Points:
    """(n, 3) unit directions every 0.25 mm along a cubic spline near `points` (k, 3 mm); `ease` mm of slack."""
    from scipy.interpolate import splev, splprep

    places = directions(np.asarray(points, dtype=np.float64)) * SPHERE
    knots = splprep(places.T, s=len(places) * ease**2, k=min(3, len(places) - 1))[0]
    rough = unit(np.stack(splev(np.linspace(0.0, 1.0, 2000), knots), axis=1))
    along = _along(rough)
    at = np.linspace(0.0, along[-1], round(along[-1] / _SPACING) + 1)
    return unit(np.stack([np.interp(at, along, rough[:, i]) for i in range(3)], axis=1))


def _along(line: Points) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]) * SPHERE


def _triangle(phase: NDArray[np.float64]) -> NDArray[np.float64]:
    return 2.0 * np.abs(2.0 * (phase - np.floor(phase + 0.5))) - 1.0


def serrated(line: Points, height: float, tooth: float, sideways: float, seed: int) -> Points:
    """`line` with teeth: two triangle waves of wandering length and height, leaning over for the dovetail (mm)."""
    random = np.random.default_rng(seed)
    along = _along(line)
    steps = np.linspace(0.0, along[-1], max(4, round(along[-1] / tooth)))
    pace = np.interp(along, steps, np.cumsum(random.uniform(0.65, 1.35, len(steps))))
    swell = np.interp(along, steps, random.uniform(0.45, 1.15, len(steps)))
    fade = np.clip(np.minimum(along, along[-1] - along) / (2 * tooth), 0.0, 1.0)
    wave = _triangle(pace) + 0.4 * _triangle(3.1 * pace + 0.3)
    out = height * swell * fade * wave
    lean = sideways * height * swell * fade * np.sin(2 * np.pi * 2 * pace)
    forward = unit(np.gradient(line, axis=0))
    return unit(line + (out[:, None] * np.cross(line, forward) + lean[:, None] * forward) / SPHERE)


def mirrored(line: Points) -> Points:
    """The left side's line, walked back."""
    return (line * _MIRROR)[::-1]


@dataclass(frozen=True)
class Sutures:
    """Every seam of the right side, and the outline of each bone made of them (unit directions)."""

    figures: Figures

    @cached_property
    def lambdoid(self) -> Points:
        """Lambda to asterion."""
        measured = self.figures.paired_polyline("lambdoid_suture")
        measured[0, 0] = 0.0
        ends = np.vstack([measured[:-1], [[56.9, 33.5, 12.9]]])
        return serrated(smooth_line(ends, ease=1.6), 1.7, 4.6, 0.28, seed=3)

    @cached_property
    def occipitomastoid(self) -> Points:
        """Asterion to the jugular process."""
        measured = self.figures.paired_polyline("occipitomastoid_suture")[::-1]
        lower = measured[(measured[:, 2] > -17) & (measured[:, 0] > 41)][2:]
        points = np.vstack([[[56.9, 33.5, 12.9]], lower, _JUGULAR[:1]])
        return serrated(smooth_line(points, ease=1.0), 0.5, 3.4, 0.1, seed=4)

    @cached_property
    def jugular(self) -> Points:
        """Jugular process to the side of the basilar part."""
        return smooth_line(_JUGULAR + _BASILAR)

    @cached_property
    def sphenotemporal(self) -> Points:
        """Petrous apex to pterion."""
        return smooth_line(_SPHENOTEMPORAL)

    @cached_property
    def squamosal(self) -> Points:
        """Pterion back to asterion: a smooth overlapping edge, a few teeth behind."""
        measured = self.figures.paired_polyline("squamosal_suture")[::-1]
        points = np.vstack([[_CORONAL[-1]], measured[1:-1], [[56.9, 33.5, 12.9]]])
        return serrated(smooth_line(points, ease=1.2), 0.3, 3.0, 0.0, seed=8)

    @cached_property
    def coronal(self) -> Points:
        """Bregma to pterion."""
        return serrated(smooth_line(_CORONAL), 1.0, 4.2, 0.2, seed=9)

    @cached_property
    def wing_outline(self) -> Points:
        """Closed line of the sphenoid's greater wing as far as it shows on the right side of the skull."""
        behind = self.coronal[self.coronal[:, 2] < _PTERION_TOP]
        start = INNER_POINT + SPHERE * behind[:1]
        above = smooth_line(np.vstack([start, np.array(_SPHENOFRONTAL)]))
        below = self.sphenotemporal[self.sphenotemporal[:, 0] > _WING_FROM]
        return np.concatenate([behind[::-1], above, directions(np.array(_WING_FRONT)), below])

    @cached_property
    def sagittal(self) -> Points:
        """Lambda to bregma. The parietals mirror each other, so teeth can only open away from the midline."""
        toothed = serrated(self._midline, 1.7, 3.6, 0.25, seed=11)
        aside = np.maximum(toothed[:, 0] - 0.3 / SPHERE, 0.0)
        return unit(np.column_stack([aside, toothed[:, 1:]]))

    @cached_property
    def _midline(self) -> Points:
        middle = self.figures.polyline("sagittal_midline_outer")
        front = [(0.0, 77.0, 125.0), (0.0, 91.0, 122.0)]
        return smooth_line(np.vstack([[[0.0, -9.8, 75.6]], middle[1:], front, [_CORONAL[0]]]), ease=0.5)

    @cached_property
    def occipital_outline(self) -> Points:
        """Closed line of the occipital bone, basilar part included."""
        front = directions(np.array(_BASILAR_FRONT))
        right = np.concatenate([self.lambdoid, self.occipitomastoid, self.jugular, front])
        return np.concatenate([right, mirrored(right)])

    @cached_property
    def temporal_outline(self) -> Points:
        """Closed line of the right temporal bone."""
        back = np.concatenate([self.occipitomastoid, self.jugular, directions(np.array(_APEX))])
        return np.concatenate([back, self.sphenotemporal, self.squamosal])

    @cached_property
    def parietal_outline(self) -> Points:
        """Closed line of the right parietal bone."""
        return np.concatenate([self.sagittal, self.coronal, self.squamosal, self.lambdoid[::-1]])

    @cached_property
    def parietal_outline_inside(self) -> Points:
        """The same without teeth at the midline."""
        return np.concatenate([self._midline, self.coronal, self.squamosal, self.lambdoid[::-1]])

    @cached_property
    def frontal_outline(self) -> Points:
        """Closed line of the frontal bone with the floor in front of the temporal and occipital bones."""
        front = directions(np.array(_BASILAR_FRONT))
        right = np.concatenate([self.coronal, self.sphenotemporal[::-1], front])
        return np.concatenate([right, mirrored(right)])
