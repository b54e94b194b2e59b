"""From a subject to numbers on a plane: the nearest labels, and a slab of tissue as a scanner's matrix averages it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.threads import shared
from anatomy_viewer.imaging.subject import Labels, Subject
from anatomy_viewer.imaging.texture import Floats, Weave, cloud, streaks
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
# Samples beyond the plane's edges, so that blur and ringing have something to work on; the largest matrix.
MARGIN, _LARGEST = 8, 640


@dataclass(frozen=True)
class Matrix:
    """What a scanner samples: `columns` × `rows` samples `step` mm apart on `plane`, the margin included."""

    plane: ImagePlane
    step: float
    columns: int
    rows: int

    @property
    def first(self) -> tuple[int, int]:
        """Row and column of the first sample, counted in the specimen: noise keeps to it when the plane slides."""
        u, v = (_along(self.plane.centre, way) / self.step for way in (self.plane.across, self.plane.down))
        return round(v - (self.rows - 1) / 2.0), round(u - (self.columns - 1) / 2.0)

    def layer(self, thickness: float) -> int:
        """Which slice of `thickness` mm it is, counted along the normal."""
        return math.floor(_along(self.plane.centre, self.plane.normal) / max(thickness, 0.1))

    def places(self, every: int = 1) -> Reals:
        """(rows, columns, 3) mm: where each sample, or each of `every` samples, lies."""
        down = (np.arange(0, self.rows, every) - (self.rows - 1) / 2.0) * self.step
        right = (np.arange(0, self.columns, every) - (self.columns - 1) / 2.0) * self.step
        across, low = np.array(self.plane.across), np.array(self.plane.down)
        return np.array(self.plane.centre) + down[:, None, None] * low + right[None, :, None] * across


def matrix(plane: ImagePlane, step: float) -> Matrix:
    """The samples over `plane` at `step` mm, wider where that would be more than 640 a side."""
    step = max(step, max(plane.width_mm, plane.height_mm) / _LARGEST)
    columns, rows = (math.ceil(side / step) + 2 * MARGIN for side in (plane.width_mm, plane.height_mm))
    return Matrix(plane, step, columns, rows)


def label_slice(subject: Subject, plane: ImagePlane, size: tuple[int, int]) -> Labels:
    """(rows, columns): the nearest label at each pixel; size: columns and rows."""
    from anatomy_viewer.imaging.kernels import nearest

    columns, rows = size
    steps = plane.width_mm / columns, plane.height_mm / rows
    grid = _grid(subject, plane, steps, (columns, rows), 0.0, 1)
    out, (flat, strides, shape) = np.empty((rows, columns), np.uint8), _memory(subject.labels)
    shared(lambda first, last: nearest(flat, strides, shape, grid, first, last, out), rows)
    return out


def slab(subject: Subject, samples: Matrix, weave: Weave, thickness: float, planes: int) -> Floats:
    """(rows, columns) float32: the mean value of `thickness` mm of tissue, of `planes` sub-planes."""
    from anatomy_viewer.imaging.kernels import slab as fill

    grid = _grid(
        subject,
        samples.plane,
        (samples.step, samples.step),
        (samples.columns, samples.rows),
        thickness,
        planes,
    )
    out, volume = np.empty((samples.rows, samples.columns), np.float32), _memory(subject.labels)
    origin, parts = np.asarray(subject.origin, dtype=np.float64), weave.parts()
    tiles = streaks(), cloud()

    def work(first: int, last: int) -> None:
        fill(*volume, origin, float(subject.spacing), grid, planes, parts, *tiles, first, last, out)

    shared(work, samples.rows)
    return out


def enlarged(values: Floats, samples: Matrix, size: tuple[int, int]) -> Floats:
    """(rows, columns): what was sampled, drawn at the `size` (columns, rows) of the image: cubic."""
    from anatomy_viewer.imaging.kernels import enlarged as fill

    (columns, rows), plane = size, samples.plane
    pixel = np.array([plane.height_mm / rows, plane.width_mm / columns])
    middle = (np.array([samples.rows, samples.columns]) - 1) / 2.0
    start = middle - (np.array([rows, columns]) - 1) / 2.0 * pixel / samples.step
    out = np.empty((rows, columns), np.float32)
    shared(lambda first, last: fill(values, start, pixel / samples.step, first, last, out), rows)
    return out


def widened(coarse: Floats, every: int, size: tuple[int, int]) -> Floats:
    """`size` (rows, columns) of values between those at every `every`-th place: cubic. No BLAS, whose threads wait."""
    from anatomy_viewer.imaging.kernels import enlarged as fill

    out, step = np.empty(size, np.float32), np.full(2, 1.0 / every)
    fill(coarse, np.zeros(2), step, 0, size[0], out)
    return out


def _grid(
    subject: Subject,
    plane: ImagePlane,
    steps: tuple[float, float],
    counts: tuple[int, int],
    thickness: float,
    planes: int,
) -> Reals:
    """(4, 3) in voxels, as the kernels take it; sub-planes lie in the middles of equal parts of the thickness."""
    across, down, normal = (np.array(way) for way in (plane.across, plane.down, plane.normal))
    across, down, through = across * steps[0], down * steps[1], normal * (thickness / planes)
    start = np.array(plane.centre) - (counts[0] - 1) / 2.0 * across - (counts[1] - 1) / 2.0 * down
    start = start - (planes - 1) / 2.0 * through - subject.origin
    return np.stack([start, across, down, through]) / subject.spacing


def _memory(labels: Labels) -> tuple[Labels, NDArray[np.int64], tuple[int, int, int]]:
    """The labels as bytes in the order they lie in, read-only: one kind of argument, compiled once."""
    if not (labels.flags.f_contiguous or labels.flags.c_contiguous):
        labels = np.ascontiguousarray(labels)
    flat = labels.ravel(order="K").view()
    flat.setflags(write=False)
    i, j, k = labels.shape
    return flat, np.array(labels.strides, dtype=np.int64), (i, j, k)


def _along(place: tuple[float, float, float], way: tuple[float, float, float]) -> float:
    return sum(p * w for p, w in zip(place, way, strict=True))
