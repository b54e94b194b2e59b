"""An image that stands beside an ultrasound image in one panel: in its shape, the tissue pressed as the probe does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.modality import Modality
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject

_ROOM = 1.5  # of the probe's image that is drawn: pressed skin lies outside it


def in_its_shape(
    modality: Modality, subject: Subject, settings: Any, probed: Picture, quality: str, seed: int
) -> Picture:
    """The image of another modality, each pixel showing the place that it shows in the ultrasound image `probed`."""
    rows, columns = probed.labels.shape
    plane = probed.plane
    size = round(columns * _ROOM), round(rows * _ROOM)
    wide = replace(plane, width_mm=plane.width_mm * _ROOM, height_mm=plane.height_mm * _ROOM)
    flat = modality.simulate(subject, wide, settings, size, quality, seed)
    u, v = _fractions(flat, probed)
    values, labels = _sampled(flat.values, u, v), _nearest(flat.labels, u, v)
    return replace(flat, values=values, labels=labels, plane=plane, warp=probed.warp)


def _fractions(flat: Picture, probed: Picture) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Column and row of `flat` at which each pixel of `probed` lies."""
    rows, columns = flat.values.shape
    plane = flat.plane
    if probed.warp is None:
        high, wide = probed.labels.shape
        v, u = np.meshgrid(
            *(np.arange(n, dtype=np.float32) + (m - n) / 2.0 for n, m in ((high, rows), (wide, columns))),
            indexing="ij",
        )
        return u, v
    gap = probed.warp - np.array(plane.centre, np.float32)
    u = gap @ np.array(plane.across, np.float32) / np.float32(plane.width_mm) + np.float32(0.5)
    v = gap @ np.array(plane.down, np.float32) / np.float32(plane.height_mm) + np.float32(0.5)
    return u * columns - np.float32(0.5), v * rows - np.float32(0.5)


def _sampled(
    values: NDArray[np.float32], u: NDArray[np.float32], v: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Linear between pixels."""
    rows, columns = values.shape
    u, v = np.clip(u, 0.0, columns - 1.001), np.clip(v, 0.0, rows - 1.001)
    i, j = v.astype(np.int32), u.astype(np.int32)
    a, b = v - i, u - j
    upper = values[i, j] * (1 - b) + values[i, j + 1] * b
    lower = values[i + 1, j] * (1 - b) + values[i + 1, j + 1] * b
    return np.asarray(upper * (1 - a) + lower * a, dtype=np.float32)


def _nearest(labels: NDArray[np.uint8], u: NDArray[np.float32], v: NDArray[np.float32]) -> NDArray[np.uint8]:
    rows, columns = labels.shape
    i = np.clip(np.rint(v).astype(np.int32), 0, rows - 1)
    j = np.clip(np.rint(u).astype(np.int32), 0, columns - 1)
    return labels[i, j]
