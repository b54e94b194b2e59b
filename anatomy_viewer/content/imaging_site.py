"""Where planes are led through: the points and bodies of this specimen, and what of it lies in its volume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.image_plane import ImagePlane

Reals = NDArray[np.float64]
WORDS = "the plane"
_SKIN_REACH = 90.0  # mm: how far above a place skin is looked for


@dataclass(frozen=True, eq=False)
class Site:
    """What planes are led through: the atlas's points and bodies of the right side, and the volume."""

    atlas: Atlas
    subject: Subject

    def point(self, name: str) -> Reals:
        """(3,): mm. Raises ContentError where the atlas has no such point."""
        if name not in self.atlas.points:
            raise ContentError(WORDS, None, f"the atlas has no point '{name}', which the plane goes through.")
        return np.array(self.atlas.points[name].position)

    def middle(self, name: str) -> Reals:
        """(3,): the middle of a body's box. Raises ContentError where the atlas has no such body."""
        if name not in self.atlas.facts:
            raise ContentError(WORDS, None, f"the atlas has no mesh '{name}', which the plane goes through.")
        return np.asarray(self.atlas.bounds([name]).mean(axis=0))

    @property
    def box(self) -> tuple[Reals, Reals]:
        """Lowest and highest corner of the volume."""
        size = (np.array(self.subject.labels.shape) - 1) * self.subject.spacing
        return self.subject.origin, self.subject.origin + size

    def skin_above(self, place: Reals, beam: Reals) -> Reals:
        """(3,): where a line that ends at `place`, along the unit vector `beam`, enters the body."""
        steps = np.arange(0.0, _SKIN_REACH, self.subject.spacing)
        inside = np.flatnonzero(labels_at(self.subject, place - steps[:, None] * beam))
        last = max(inside.tolist(), default=0)
        return np.asarray(place - steps[last] * beam)


def labels_at(subject: Subject, places: ArrayLike) -> NDArray[np.uint8]:
    """(…): the label at each of `places` (…, 3) mm, 0 outside the volume."""
    nodes = np.rint((np.asarray(places) - subject.origin) / subject.spacing).astype(np.int64)
    inside: NDArray[np.bool_] = np.all((nodes >= 0) & (nodes < subject.labels.shape), axis=-1)
    i, j, k = np.moveaxis(np.where(inside[..., None], nodes, 0), -1, 0)
    return np.where(inside, subject.labels[i, j, k], 0).astype(np.uint8)


def require_body(plane: ImagePlane, subject: Subject) -> None:
    """Raises ContentError where the image would show nothing of the body."""
    steps = (np.arange(41) + 0.5) / 41.0
    u, v = np.meshgrid((steps - 0.5) * plane.width_mm, (steps - 0.5) * plane.height_mm)
    places = (
        np.array(plane.centre) + u[..., None] * np.array(plane.across) + v[..., None] * np.array(plane.down)
    )
    if not labels_at(subject, places).any():
        low = subject.origin
        high = low + (np.array(subject.labels.shape) - 1) * subject.spacing
        reach = ", ".join(f"{w} {a:.0f} to {b:.0f}" for w, a, b in zip("xyz", low, high, strict=True))
        raise ContentError(WORDS, None, "it lies outside the head.", f"The volume reaches over {reach} mm.")
