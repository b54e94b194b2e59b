"""A flat picture out of a labelled volume."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]


def resliced(
    labels: NDArray[np.uint8],
    origin: ArrayLike,
    spacing: float,
    centre: ArrayLike,
    across: ArrayLike,
    down: ArrayLike,
    size: tuple[int, int],
    step: float,
) -> NDArray[np.uint8]:
    """(rows, columns): the labels on a plane, the nearest voxel's; 0 outside the volume.

    labels (i, j, k) with the first voxel's centre at `origin` mm; the plane through `centre` mm, its columns `step` mm
    apart along the unit vector `across` and its rows along `down`; size: columns and rows.
    """
    columns, rows = size
    right = (np.arange(columns) - (columns - 1) / 2.0) * step
    below = (np.arange(rows) - (rows - 1) / 2.0) * step
    start = (np.asarray(centre, dtype=np.float64) - np.asarray(origin, dtype=np.float64)) / spacing
    places = (
        start
        + below[:, None, None] * (np.asarray(down, dtype=np.float64) / spacing)
        + right[None, :, None] * (np.asarray(across, dtype=np.float64) / spacing)
    )
    nodes = np.rint(places).astype(np.int64)
    inside: NDArray[np.bool_] = np.all((nodes >= 0) & (nodes < labels.shape), axis=-1)
    i, j, k = np.moveaxis(np.where(inside[..., None], nodes, 0), -1, 0)
    return np.where(inside, labels[i, j, k], 0).astype(np.uint8)


def smoothed(labels: NDArray[np.uint8], size: tuple[int, int], blur: float) -> NDArray[np.uint8]:
    """(rows, columns): the picture `labels` (r, c) drawn larger, `size` columns and rows, with round outlines.

    At each pixel stands the label that has most of a Gaussian of `blur` (in pixels of `labels`) round it.
    """
    columns, rows = size
    below, right = _weights(labels.shape[0], rows, blur), _weights(labels.shape[1], columns, blur)
    present = np.flatnonzero(np.bincount(labels.ravel(), minlength=256))
    best, found = np.full((rows, columns), -1.0, np.float32), np.zeros((rows, columns), np.uint8)
    for label in present:
        share = below @ (labels == label).astype(np.float32) @ right.T
        more = share > best
        best[more] = share[more]
        found[more] = label
    return found


def _weights(count: int, wanted: int, blur: float) -> NDArray[np.float32]:
    """(wanted, count): what each of `count` old places gives to each of `wanted` new ones."""
    places = (np.arange(wanted) + 0.5) * count / wanted - 0.5
    gap = (places[:, None] - np.arange(count)) / blur
    weights = np.exp(-0.5 * gap**2)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
