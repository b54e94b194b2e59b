"""What the words for images do not say: exactly where they lie, and how they stand beside each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import Imaging, Panel

Told = tuple[tuple[str, float | str], ...]


@dataclass(frozen=True)
class ExactImages:
    """start: the plane that offset (mm), turn and tilt (degrees) are counted from; None: that of the words.

    cursor: mm; None: where the words lead. panels: modalities with windows of their own. beside: do all stand side by
    side? overlay: 0–1; neurological: is the patient's right on the right? settings: by modality, what was set on its
    scanner (`scanner_limits`); who knows the scanners puts that in force.
    """

    start: ImagePlane | None = None
    offset: float = 0.0
    turn: float = 0.0
    tilt: float = 0.0
    cursor: Vector | None = None
    panels: tuple[Panel, ...] = ()
    beside: bool = False
    overlay: float = 0.0
    neurological: bool = False
    settings: tuple[tuple[str, Told], ...] = ()

    def on(self, imaging: Imaging) -> Imaging:
        """The images as they were."""
        found = imaging.on(self.start) if self.start else imaging
        for panel in self.panels:
            found = found.with_panel(panel)
        found = replace(found, offset=self.offset, turn=self.turn, tilt=self.tilt)
        return replace(
            found,
            cursor=self.cursor or found.cursor,
            aim=self.cursor if self.cursor and found.aim else found.aim,
            enlarged=found.enlarged and not self.beside,
            overlay=self.overlay,
            neurological=self.neurological,
        )

    def plane(self, usual: ImagePlane) -> ImagePlane:
        """Where the images lie; `usual`: the plane of the words."""
        start = self.start or usual
        return Imaging(start, start.centre, self.offset, self.turn, self.tilt).plane
