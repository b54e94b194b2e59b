"""Puts images that are asked for in words (by a lesson or a card) on their plane, once the specimen has been read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from anatomy_viewer.content.imaging_planes import named_plane
from anatomy_viewer.imaging.curved import nerve_of, shown_along
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.exact_images import ExactImages
from anatomy_viewer.model.image_plane import BENT
from anatomy_viewer.model.imaged import ImagingSpec, closer, imaging_of
from anatomy_viewer.model.imaging import FAMILY, Imaging, Panel
from anatomy_viewer.model.state import AppState, Place
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader, settings_of


class LessonImages(QObject):
    """Follows the lesson; what the user changes afterwards stays."""

    def __init__(self, session: Session, images: ImageReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._images = session, images
        self._due: tuple[ImagingSpec, Place | None] | None = None
        session.listen(self._follow)
        images.loaded.connect(self._settle)

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.place != old.place:
            self.renew()

    def renew(self) -> None:
        """The images of the present step, as the lesson asks for them."""
        step, place = self._session.step, self._session.now.place
        self._due = (step.scene.imaging, place) if step is not None and step.scene.imaging else None
        QTimer.singleShot(0, self, self._settle)  # who is told of a change may not make one

    def show(self, spec: ImagingSpec) -> None:
        """Open the images as `spec` asks for them."""
        self._session.open_imaging(imaging_of(spec, self._session.atlas))
        self._due = (spec, self._session.now.place)
        self._settle()

    def _settle(self) -> None:
        subject, imaging = self._images.subject, self._session.imaging
        if self._due is None or self._due[1] != self._session.now.place:
            return
        if subject is None or imaging is None:
            return
        spec, self._due = self._due[0], None
        self._session.note_images(self._on_plane(spec, imaging, subject))

    def _on_plane(self, spec: ImagingSpec, imaging: Imaging, subject: Subject) -> Imaging:
        place = imaging.cursor
        field = 0.0
        if spec.pathology:
            from anatomy_viewer.imaging.pathology import PATHOLOGIES, place_of

            place = place_of(self._images.usual or subject, spec.pathology, spec.side)
            field = PATHOLOGIES[spec.pathology].field
        if spec.plane in BENT:
            plane = shown_along(self._images.usual or subject, nerve_of(place[0]), spec.plane)
        else:
            plane = named_plane(spec.plane, self._session.atlas, subject, spec.side, place)
            plane = closer(plane, place, field) if spec.close and field else plane
        found = replace(imaging, cursor=place).on(plane)
        for key in (spec.modality, spec.compared):
            found = self._suited(found, key, spec.pathology)
        modality, divider = self._images.table.get(spec.modality), imaging.divider
        if divider is not None:
            found = found.divided(spec.at(found.plane.fractions(place)[0]))
        window = modality.windows.get(spec.window) if modality is not None else None
        found = found.with_panel(Panel(spec.modality, window))
        found = replace(found, front=divider.family if divider else FAMILY[spec.modality])
        return self._exactly(spec.exact, found) if spec.exact else found

    def _exactly(self, exact: ExactImages, imaging: Imaging) -> Imaging:
        """With what words do not say, and what was set on the scanners."""
        found = exact.on(imaging)
        for key, told in exact.settings:
            if (row := self._images.table.get(key)) is not None:
                found = found.with_setting(key, replace(settings_of(found, row), **dict(told)))
        return found

    def asked(self, spec: ImagingSpec) -> Imaging | None:
        """The images that `spec` leads to; None until the specimen has been read."""
        subject = self._images.subject
        return self._on_plane(spec, imaging_of(spec, self._session.atlas), subject) if subject else None

    def _suited(self, imaging: Imaging, key: str, pathology: str) -> Imaging:
        """With the settings of the modality `key` that show the finding."""
        from anatomy_viewer.imaging.pathology import settings_of

        row = self._images.table.get(key)
        extra = settings_of(pathology, key) if pathology else {}
        if row is None or not extra:
            return imaging
        return imaging.with_setting(key, replace(imaging.setting(key, row.settings), **extra))
