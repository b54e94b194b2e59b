"""The desk and the images: what is pointed at and clicked in them, and how they stand beside the picture."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import BENT
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.state import AppState
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.imaging_canvas import Pointed
from anatomy_viewer.ui.imaging_hand import SheetHand
from anatomy_viewer.ui.imaging_reader import settings_of
from anatomy_viewer.ui.imaging_words import SHORT_WORDS, term, tissue_words, value_words

ON_PLANE = 1.5  # mm within which a place of the picture counts as lying on the plane


class ImagingDesk(DeskParts):
    """The part of the desk that images."""

    def _connect_images(self) -> None:
        self.image_area.pointed.connect(self._say_pointed)
        self.image_area.clicked.connect(self._select_pointed)
        self.pane.viewport.clicked.connect(self._mark_in_images)
        self.pane.viewport.hovered.connect(self._link_picture)
        self.plane_bar.finding.chosen.connect(self._show_finding)
        viewport = self.pane.viewport
        self.sheet_hand = SheetHand(self.session, self.images, lambda: viewport.frames.scene)
        viewport.sheet_pulled.connect(self._pull_sheet)
        self.image_area.panels["us"].view.probe_moved.connect(self.sheet_hand.key)
        self.images.changed.connect(lambda _family: self._lay_on_sheet())

    def _show_images(self, old: AppState, new: AppState) -> None:
        """They come and go with the state."""
        if (old.imaging is None) != (new.imaging is None):
            shown = new.imaging is not None
            self.image_area.setVisible(shown)
            self.plane_bar.setVisible(shown)
        self.page.show_images(bool(new.imaging or new.scan), lesson=new.place is not None)
        if new.imaging is not None and old.imaging != new.imaging:
            self._lay_on_sheet()

    def _lay_on_sheet(self) -> None:
        """The image that is in front, on the sheet in the picture."""
        imaging = self.session.imaging
        view = self.image_area.panels[imaging.front].view if imaging else None
        sheet = self.pane.viewport.overlay.sheet
        flat = imaging is not None and imaging.plane.name not in BENT  # no sheet can be bent along a nerve
        sheet.image = view.shown_image() if view is not None and flat else None
        ultrasound = self.images.picture("us")
        seen = self.image_area.panels["us"].view.isVisible()
        sheet.probe = ultrasound.plane if ultrasound is not None and seen else None
        modality = self.images.modality("us")
        if imaging is not None and modality is not None:
            sheet.face_mm = settings_of(imaging, modality).width_mm
        self.pane.viewport.update()

    def _pull_sheet(self, grip: str, position: QPointF, step: QPointF, shift: bool) -> None:
        viewport = self.pane.viewport
        area = viewport.width(), viewport.height()
        self.sheet_hand.drag(grip, position, step, viewport.frames.camera, area, shift)

    def _show_finding(self, name: str) -> None:
        """Something wrong in the specimen, on the side of the cursor, as it is seen best; '' for nothing."""
        imaging = self.session.imaging
        if imaging is None:
            return
        side = "left" if imaging.cursor[0] < 0.0 else "right"
        self.session.image("Finding", lambda i: replace(i, pathology=name, pathology_side=side))
        if name:
            self.illness_bar.show_best()

    def _name_of(self, pointed: Pointed) -> str:
        """Id of the structure at a place of an image, '' where none of the atlas lies there."""
        subject = self.images.subject
        if subject is None or self.names is None:
            return ""
        return self.names.at(subject, pointed.label, pointed.place)

    def _say_pointed(self, pointed: Pointed | None) -> None:
        self.image_area.link(pointed.place if pointed else None, pointed.family if pointed else "")
        if pointed is None:
            self.status.set_under("", None)
            self.pane.viewport.point_at_place(None)
            return
        name, subject = self._name_of(pointed), self.images.subject
        kind = subject.kinds.get(pointed.label, "") if subject else ""
        language = self.session.language
        words = full_name(self.session.atlas, name, language) if name else tissue_words(kind, language)
        view = self.image_area.panels[pointed.family].view
        (view if view.isVisible() else self.image_area.panels["ct"].view).name_pointed(words)
        self.status.set_imaged(name, kind, self._values_at(pointed.place), pointed.place)
        self.pane.viewport.point_at_place(pointed.place)

    def _values_at(self, place: Vector) -> str:
        """'CT 38 HU · T1 412': what every image shows at a place (mm)."""
        words = []
        for family, panel in self.image_area.panels.items():
            pixel = panel.view.pixel_of(place) if panel.view.isVisible() else None
            found = panel.view.place_at(pixel) if pixel is not None else None
            modality = self.images.modality(family)
            if found is not None and modality is not None:
                name = modality.name if family == "mr" else term(SHORT_WORDS[family], self.session.language)
                words.append(f"{name} {value_words(found.value, found.unit)}")
        return " · ".join(words)

    def _link_picture(self, _name: str, hit: Hit | None) -> None:
        """What the pointer is on in the picture is shown in the images that it lies on."""
        imaging = self.session.imaging
        if imaging is not None:
            near = hit is not None and abs(imaging.plane.fractions(hit.position)[2]) <= ON_PLANE
            self.image_area.link(hit.position if hit is not None and near else None)

    def _select_pointed(self, pointed: Pointed) -> None:
        imaging = self.session.imaging
        if imaging is not None:
            self.session.note_images(replace(imaging, front=pointed.family))
        if not self.session.now.asking:
            self.session.select(self._name_of(pointed) or None)

    def _mark_in_images(self, hit: Hit | None) -> None:
        """What was clicked in the picture: the cursor goes there where it lies on the plane."""
        imaging = self.session.imaging
        if imaging is None or hit is None:
            return
        place: Vector = hit.position
        near = abs(imaging.plane.fractions(place)[2]) <= ON_PLANE
        marked = replace(imaging, spot=place, cursor=place if near else imaging.cursor)
        self.session.note_images(marked)
