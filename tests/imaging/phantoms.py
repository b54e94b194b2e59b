"""Little subjects for the tests of simulated images: blocks of tissue."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.image_plane import ImagePlane

KINDS = {
    0: "air",
    1: "muscle",
    2: "fat",
    3: "fluid",
    4: "cortical bone",
    5: "marrow",
    6: "nerve",
    7: "arterial blood",
}


def subject(labels: NDArray[np.uint8], kinds: Mapping[int, str] = KINDS) -> Subject:
    """labels (i, j, k) round the origin, 0.5 mm apart."""
    origin = -(np.array(labels.shape) - 1) * 0.25
    return Subject(np.asfortranarray(labels), origin, 0.5, dict(kinds), dict(kinds))


def whole(label: int, side: int = 64) -> Subject:
    """A cube of one tissue."""
    return subject(np.full((side, side, side), label, np.uint8))


def halves(left: int, right: int, side: int = 64) -> Subject:
    """Two tissues that meet in the sagittal plane x = 0."""
    labels = np.full((side, side, side), left, np.uint8)
    labels[side // 2 :] = right
    return subject(labels)


def axial(width: float = 20.0, z: float = 0.0) -> ImagePlane:
    """A square axial plane as a radiologist sees it."""
    return ImagePlane((0.0, 0.0, z), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), width, width)
