"""The desk and the images: what is pointed at and clicked in them, and how they stand beside the picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import BENT, ImagePlane
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.state import AppState
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.imaging.subject import Subject
    from anatomy_viewer.ui.imaging_area import ImageArea
    from anatomy_viewer.ui.imaging_canvas import Pointed
    from anatomy_viewer.ui.imaging_hand import SheetHand
    from anatomy_viewer.ui.imaging_names import Names
    from anatomy_viewer.ui.imaging_reader import ImageReader
    from anatomy_viewer.ui.imaging_strips import ImagingStrips
    from anatomy_viewer.ui.lesson_images import LessonImages

ON_PLANE = 1.5  # mm within which a place of the picture counts as lying on the plane


class ImagingDesk(DeskParts):
    """The part of the desk that images."""

    # Late parts

    @cached_property
    def images(self) -> ImageReader:
        """What has the images made; its answers are read from the first image on."""
        from anatomy_viewer.content.imaging_subject import read_subject
        from anatomy_viewer.ui.imaging_reader import ImageReader
        from anatomy_viewer.ui.imaging_tables import all_modalities

        folder = self._folder
        images = ImageReader(self.session, lambda who: read_subject(folder, who), all_modalities, self)
        images.reduced_motion = self._settings.now.reduced_motion
        images.identify = self._identify
        images.mesh = lambda name: self._coarse.get(name)
        if reader := made(self, "reader"):
            images.show_effect(reader.effect)
        images.changed.connect(lambda _family: self._lay_on_sheet())
        return images

    @cached_property
    def lesson_images(self) -> LessonImages:
        """What puts the images on the plane of a lesson's step."""
        from anatomy_viewer.ui.lesson_images import LessonImages

        return LessonImages(self.session, self.images, self)

    @cached_property
    def image_area(self) -> ImageArea:
        """The images beside the picture."""
        from anatomy_viewer.ui.imaging_area import ImageArea

        area = ImageArea(self._look, self.session, self.images, self)
        area.pointed.connect(self._say_pointed)
        area.clicked.connect(self._select_pointed)
        area.clicked.connect(lambda pointed: self.image_clicked.emit(pointed.place))
        area.panels["us"].view.probe_moved.connect(self.sheet_hand.key)
        return area

    @cached_property
    def image_strips(self) -> ImagingStrips:
        """The strips under the picture that belong to the images."""
        from anatomy_viewer.ui.imaging_strips import ImagingStrips

        strips = ImagingStrips(self._look, self.session, self.images, self._build_plane)
        strips.reduced_motion = self._settings.now.reduced_motion
        strips.plane.finding.chosen.connect(self._show_finding)
        strips.drill.ended.connect(self._recorder.drilled)
        return strips

    @cached_property
    def sheet_hand(self) -> SheetHand:
        """The hand on the sheet and the probe."""
        from anatomy_viewer.ui.imaging_hand import SheetHand

        return SheetHand(self.session, self.images, lambda: self.pane.viewport.frames.scene)

    @cached_property
    def _named(self) -> Names:
        from anatomy_viewer.ui.imaging_names import Names

        return Names(self.session.atlas, self._coarse)

    # Following

    def _connect_images(self) -> None:
        self.image_asked.connect(lambda spec: self.lesson_images.show(spec))
        viewport = self.pane.viewport
        viewport.clicked.connect(self._mark_in_images)
        viewport.hovered.connect(self._link_picture)
        viewport.sheet_pulled.connect(self._pull_sheet)

    def _show_images(self, old: AppState, new: AppState) -> None:
        """They come and go with the state."""
        if new.imaging is not None:
            self.lesson_images  # noqa: B018  reads, and follows, from the first image on
        self._show_beside(new)
        self.beside.show_part(self.image_page, new.imaging is not None)
        # Planes and findings are called by their names there.
        self.image_strips_page.setVisible(new.imaging is not None and not new.covered)
        if new.imaging is not None and old.imaging != new.imaging:
            self._lay_on_sheet()

    def imaging_words(self) -> dict[str, object]:
        """The images that are shown as the key of a scene block."""
        from anatomy_viewer.content.imaging_keys import imaging_keys
        from anatomy_viewer.model.imaged import imaging_of
        from anatomy_viewer.ui.imaging_reader import settings_of

        imaging = self.session.imaging
        if imaging is None:
            return {}
        windows = {key: row.windows for key, row in self.images.table.items()}
        asked = lambda spec: (  # noqa: E731
            self.lesson_images.asked(spec) or imaging_of(spec, self.session.atlas)
        )
        scanners = lambda imaging, key: settings_of(imaging, self.images.table[key])  # noqa: E731
        return imaging_keys(imaging, asked, windows, scanners)

    def _show_beside(self, now: AppState) -> None:
        """What stands beside the picture: images, a scan or the schematic; the lesson's text below them."""
        graph = now.pathway is not None and now.pathway.panel
        images, text = bool(now.imaging or now.scan or graph), self.shows_text(now)
        both = images and text and (self.beside.isHidden() or self.author_page.isHidden())
        self.beside.setVisible(images)
        self.author_page.setVisible(text)
        self.page.show_images(images or text, lesson=text or now.place is not None)
        if both:
            high = max(self.below.height(), 10)
            self.below.setSizes([high * 6 // 10, high * 4 // 10])

    def _identify(self, subject: Subject, label: int, place: Vector) -> str:
        """Id of the structure at a place (mm) of an image, '' where none of the atlas lies there."""
        return self._named.at(subject, label, place) if self._coarse else ""

    def _build_plane(self, name: str, place: Vector) -> ImagePlane | None:
        """A plane by its name, of the side on which `place` (mm) lies; None before the specimen has been read."""
        from anatomy_viewer.content.imaging_planes import PLANES, named_plane
        from anatomy_viewer.imaging.curved import nerve_of, shown_along

        subject = self.images.subject
        if subject is None:
            return None
        side = "left" if place[0] < 0 else "right"
        if name in BENT:
            return shown_along(self.images.usual or subject, nerve_of(place[0]), name)
        through = place if PLANES[name].placed else None
        return named_plane(name, self.session.atlas, subject, side, through)

    def _lay_on_sheet(self) -> None:
        """The image that is in front, on the sheet in the picture."""
        imaging, area = self.session.imaging, made(self, "image_area")
        if area is None:
            return
        from anatomy_viewer.imaging.us_settings import UsSettings
        from anatomy_viewer.ui.imaging_reader import settings_of

        view = area.panels[imaging.front].view if imaging else None
        sheet = self.pane.viewport.overlay.sheet
        sheet.image = view.shown_image() if view is not None else None
        ultrasound = self.images.picture("us")
        seen = area.panels["us"].view.isVisible()
        sheet.probe = ultrasound.plane if ultrasound is not None and seen else None
        modality = self.images.modality("us")
        settings = settings_of(imaging, modality) if imaging is not None and modality is not None else None
        if isinstance(settings, UsSettings):
            sheet.machine = settings
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
        self.session.image("Finding", lambda i: i.ill(name, side))
        if name:
            self.image_strips.illness.show_best()

    def _name_of(self, pointed: Pointed) -> str:
        """Id of the structure at a place of an image, '' where none of the atlas lies there."""
        subject = self.images.subject
        return self._identify(subject, pointed.label, pointed.place) if subject is not None else ""

    def _say_pointed(self, pointed: Pointed | None) -> None:
        from anatomy_viewer.ui.imaging_words import tissue_words

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
        from anatomy_viewer.ui.imaging_words import SHORT_WORDS, term, value_words

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
        if not self.session.now.concealed:
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
