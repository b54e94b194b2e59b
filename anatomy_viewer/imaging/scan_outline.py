"""What of the registered model has an outline in a scan, smooth where half-millimetre voxels are stairs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.registration import Placement
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

Bytes = NDArray[np.uint8]
BEYOND = 255  # what lies outside the model's volume: its faces are no outlines
SPREAD = 0.75  # voxels that the vote round a pixel is spread over
# Tissues without an outline of their own: what fills the room between.
_UNLINED = {"air", "fat", "interfascial plane", "soft tissue", "ligament", "skin", "cartilage"}
# What shares an outline, by kind: bone with its marrow and air cells, brain with the fluid in its folds.
_ALIKE = {
    "marrow": "cortical bone",
    "air cells": "cortical bone",
    "disc": "cortical bone",
    "vessel wall": "arterial blood",
    "ganglion": "nerve",
    "grey matter": "fluid",
    "white matter": "fluid",
}
_DURA = "dura"  # id of what is too thin for two lines: it goes with the fluid within
_STEM = ("brainstem", "cord_")  # beginnings of the ids that have one within it


def outlined_labels(kinds: Mapping[int, str], ids: Mapping[int, str]) -> Bytes:
    """(256,): for each label the one whose outline it shares, 0 for none; every muscle has its own."""
    table = np.zeros(256, np.uint8)
    first: dict[str, int] = {}
    for number, kind in sorted(kinds.items()):
        name = ids.get(number, "")
        kind = "fluid" if name == _DURA else kind
        if kind not in _UNLINED and number != BEYOND:
            own = kind == "muscle" or name.startswith("gon_")
            key = name if own else "stem" if name.startswith(_STEM) else _ALIKE.get(kind, kind)
            table[number] = first.setdefault(key, number)
    return table


def outline_labels(subject: Subject, placement: Placement, plane: ImagePlane, size: tuple[int, int]) -> Bytes:
    """(rows, columns): what has an outline on a plane of the scan, by label; 0 between, BEYOND outside the model."""
    from anatomy_viewer.imaging.scan_kernel import vote

    own, (columns, rows) = placement.plane_to_model(plane), size
    across = np.asarray(own.across) * (own.width_mm / columns / subject.spacing)
    down = np.asarray(own.down) * (own.height_mm / rows / subject.spacing)
    middle = (np.asarray(own.centre) - subject.origin) / subject.spacing
    start = middle - across * (columns - 1) / 2.0 - down * (rows - 1) / 2.0
    out = np.empty((rows, columns), np.uint8)
    vote(subject.labels, outlined_labels(subject.kinds, subject.ids), start, across, down, SPREAD, out)
    return out


def edges(drawn: Bytes) -> NDArray[np.bool_]:
    """(rows, columns): the pixels on either side of a border, but for what is not drawn and for the model's end."""
    found = np.zeros(drawn.shape, bool)
    lined = (drawn > 0) & (drawn != BEYOND)
    for low, high in (
        ((slice(None, -1),), (slice(1, None),)),
        ((..., slice(None, -1)), (..., slice(1, None))),
    ):
        border = (drawn[low] != drawn[high]) & (drawn[low] != BEYOND) & (drawn[high] != BEYOND)
        found[low] |= border & lined[low]
        found[high] |= border & lined[high]
    return found
