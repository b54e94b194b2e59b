"""A whole simulated volume: axial images one above the other, as a scanner makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.modalities import STILL, Modality
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

# mm from voxel to voxel that can be asked for.
LEAST, MOST = 0.4, 5.0
_WORDS = "the volume"


@dataclass(frozen=True, eq=False)
class Stack:
    """values (slices, rows, columns) float32 in `unit`, from below upwards; planes: where each slice lies.

    spacing: mm between slices. A single image is a stack of one, `spacing` its thickness. window: centre and width.
    colour: (rows, columns, 4) uint8 over a single image, or None. flat: does every pixel lie on its plane?
    """

    values: NDArray[np.float32]
    unit: str
    planes: tuple[ImagePlane, ...]
    spacing: float
    window: tuple[float, float]
    family: str
    caption: str
    colour: NDArray[np.uint8] | None = None
    flat: bool = True

    @property
    def pixel_mm(self) -> tuple[float, float]:
        """Width and height of a pixel."""
        _, rows, columns = self.values.shape
        return self.planes[0].width_mm / columns, self.planes[0].height_mm / rows

    def affine(self) -> NDArray[np.float64]:
        """(4, 4): column, row and slice of a voxel's centre → RAS mm."""
        plane, (wide, high) = self.planes[0], self.pixel_mm
        across, down, normal = (np.array(way) for way in (plane.across, plane.down, plane.normal))
        found = np.eye(4)
        found[:3, 0], found[:3, 1], found[:3, 2] = across * wide, down * high, normal * self.spacing
        found[:3, 3] = np.array(plane.centre) - across * (plane.width_mm - wide) / 2.0
        found[:3, 3] -= down * (plane.height_mm - high) / 2.0
        return found


def axial_planes(subject: Subject, spacing: float) -> Iterator[ImagePlane]:
    """Axial planes over the whole volume, `spacing` mm apart, from below upwards; their sides are whole pixels."""
    shape = np.array(subject.labels.shape) * subject.spacing
    low = subject.origin - subject.spacing / 2.0
    x, y, _ = low + shape / 2.0
    shape[:2] = np.rint(shape[:2] / spacing) * spacing
    for level in range(int(shape[2] / spacing)):
        z = float(low[2] + (level + 0.5) * spacing)
        yield ImagePlane(
            (float(x), float(y), z), (-1.0, 0, 0), (0, -1.0, 0), float(shape[0]), float(shape[1]), "axial"
        )


def simulated_stack(
    modality: Modality,
    subject: Subject,
    spacing: float = 1.0,
    seed: int = 0,
    told: Callable[[int, int], None] | None = None,
) -> Stack:
    """The subject in axial images of square pixels as far apart as the images; told: how many of how many are done.

    Raises ContentError for ultrasound, and where the spacing is none.
    """
    if modality.family == "us":
        raise ContentError(_WORDS, None, "ultrasound makes single images, no volume.", "Choose CT or MR.")
    if not LEAST <= spacing <= MOST:  # no number either
        what = f"its spacing should be {LEAST:g} to {MOST:g} mm."
        raise ContentError(_WORDS, None, what, "1 mm suits most.")
    planes, values, first = tuple(axial_planes(subject, spacing)), [], None
    size = round(planes[0].width_mm / spacing), round(planes[0].height_mm / spacing)
    for number, plane in enumerate(planes, 1):
        picture = modality.simulate(subject, plane, modality.settings, size, STILL, seed)
        first = first or picture
        values.append(picture.values)
        if told:
            told(number, len(planes))
    assert first is not None
    return Stack(np.stack(values), first.unit, planes, spacing, first.window, modality.family, first.caption)
