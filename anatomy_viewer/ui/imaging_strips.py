"""Under the picture while there are images: their plane, what is wrong, the nerve's thickness, drills."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from anatomy_viewer.content.imaging_planes import PLANES
from anatomy_viewer.imaging.curved import NAMES as BENT
from anatomy_viewer.imaging.pathology_texts import NAMES as PATHOLOGY_NAMES
from anatomy_viewer.session import Session
from anatomy_viewer.ui.drill_bar import Build, DrillBar
from anatomy_viewer.ui.illness_bar import IllnessBar
from anatomy_viewer.ui.imaging_bar import STANDARD, PlaneBar
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.nerve_measure import NerveMeasure


class ImagingStrips(QWidget):
    """plane, illness, measure, drill: the strips from above; each is there while it has something to say.

    build: makes a plane by its name through a place (mm); None as long as the specimen has not been read.
    """

    def __init__(self, look: Look, session: Session, reader: ImageReader, build: Build) -> None:
        super().__init__()
        clinical = {name: plane.names for name, plane in PLANES.items() if name not in STANDARD} | BENT
        self.plane = PlaneBar(look, session, clinical, build, PATHOLOGY_NAMES, self)
        self.illness = IllnessBar(look, session, reader, build, self)
        self.measure = NerveMeasure(look, session, reader, self)
        self.drill = DrillBar(look, session, reader, build, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.plane, self.illness, self.measure, self.drill):
            column.addWidget(strip)

    def retranslate(self) -> None:
        """Words of the plane's strip; the others follow the look."""
        self.plane.retranslate()

    @property
    def reduced_motion(self) -> bool:
        """Does a sweep go in steps?"""
        return self.plane.reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self.plane.reduced_motion = reduced
