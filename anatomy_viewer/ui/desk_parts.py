"""The parts of the desk: all panels, made and laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.commands import COMMANDS, Desk
from anatomy_viewer.content.imaging_planes import PLANES, named_plane
from anatomy_viewer.content.imaging_subject import read_subject
from anatomy_viewer.content.needle_effects import NeedleEffects
from anatomy_viewer.content.needles import NeedleRoom
from anatomy_viewer.content.passages import read_passage
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.content.tissue_file import read_tissue
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.imaging.curved import NAMES as BENT
from anatomy_viewer.imaging.curved import nerve_of, shown_along
from anatomy_viewer.imaging.pathology_texts import NAMES as PATHOLOGY_NAMES
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.scene.look import DARK, LIGHT
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import Actions
from anatomy_viewer.ui.atlas_page import AtlasPage
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.course_panel import CoursePanel
from anatomy_viewer.ui.course_reader import CourseReader
from anatomy_viewer.ui.course_strip import CourseStrip
from anatomy_viewer.ui.drill_bar import DrillBar
from anatomy_viewer.ui.efficacy_sheet import EfficacySheet
from anatomy_viewer.ui.help_sheet import HelpSheet
from anatomy_viewer.ui.history_list import HistoryList
from anatomy_viewer.ui.home import HomePage
from anatomy_viewer.ui.illness_bar import IllnessBar
from anatomy_viewer.ui.imaging_area import ImageArea
from anatomy_viewer.ui.imaging_bar import STANDARD, PlaneBar
from anatomy_viewer.ui.imaging_names import Names
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.imaging_tables import all_modalities
from anatomy_viewer.ui.info_panel import InfoPanel
from anatomy_viewer.ui.lesson_images import LessonImages
from anatomy_viewer.ui.lesson_panel import LessonPanel
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.needle_panel import NeedlePanel
from anatomy_viewer.ui.needle_reader import NeedleReader
from anatomy_viewer.ui.needle_views import NeedleStrip
from anatomy_viewer.ui.nerve_measure import NerveMeasure
from anatomy_viewer.ui.picture_pane import PicturePane
from anatomy_viewer.ui.practice_measure import NeedleMeasure
from anatomy_viewer.ui.practice_panel import PracticePanel
from anatomy_viewer.ui.right_panel import RightPanel
from anatomy_viewer.ui.scan_area import ScanArea
from anatomy_viewer.ui.scan_reader import ScanReader
from anatomy_viewer.ui.search_popup import SearchPopup
from anatomy_viewer.ui.settings import Settings
from anatomy_viewer.ui.status_line import StatusLine
from anatomy_viewer.ui.structure_panel import StructurePanel
from anatomy_viewer.ui.toolbar import Toolbar
from anatomy_viewer.ui.variant_sheet import VariantSheet


class DeskParts(QWidget):
    """All panels over one session, laid out and not yet connected. `leaving`: the window should close."""

    leaving = Signal()
    titled = Signal(str)

    def __init__(
        self,
        look: Look,
        settings: Settings,
        session: Session,
        recorder: Recorder,
        problems: Sequence[ContentError],
        learners: Callable[[], Sequence[str]] = tuple,
        meshes: Path | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self._look, self._settings, self._recorder = look, settings, recorder
        session.language = settings.now.language
        desk = cast(Desk, self)  # what the commands ask for stands in `ui/desk.py`
        self.actions_table = Actions(desk, self)
        self.search = SearchPopup(look, session, COMMANDS, self, lambda command: command.enabled(desk))
        self.toolbar = Toolbar(look, session, self.actions_table, settings, self.search, learners)
        self.names: Names | None = None
        self.home_page = HomePage(look, session)
        self.home_page.set_problems(list(problems))
        self.structures = StructurePanel(look, session)
        self.pane = PicturePane(look, session, self.actions_table)
        self.strip = CourseStrip(look, session)
        self.lesson_panel = LessonPanel(look, session)
        self.info_panel = InfoPanel(look, session, self.actions_table.run)
        folder = meshes or meshes_dir()
        self.courses = CourseReader(session, lambda walk: read_passage(folder, *walk), self)
        self._background = Background(self)
        self.reader = NeedleReader(session, lambda: NeedleRoom(folder), NeedleEffects(folder).of, self)
        self.needle_strip = NeedleStrip(look, session, lambda: read_tissue(folder))
        self.needle_panel = NeedlePanel(
            look, session, self.reader, self.actions_table.run, self.pane.viewport.hand.to_skin
        )
        self.measure = NeedleMeasure(session, self.reader, self)
        self.lesson_panel.measure = self.measure
        self.practice_panel = PracticePanel(
            look, session, self.measure, self.reader, lambda: recorder.progress
        )
        self.course_panel = CoursePanel(look, session)
        self.right = RightPanel(
            look,
            session,
            self.lesson_panel,
            self.info_panel,
            self.course_panel,
            self.needle_panel,
            self.practice_panel,
        )
        self.images = ImageReader(
            session, lambda patient: read_subject(folder, patient), all_modalities, self
        )
        self.image_area = ImageArea(look, session, self.images)
        self.lesson_images = LessonImages(session, self.images, self)
        clinical = {name: plane.names for name, plane in PLANES.items() if name not in STANDARD} | BENT
        self.plane_bar = PlaneBar(look, session, clinical, self._build_plane, PATHOLOGY_NAMES)
        self.illness_bar = IllnessBar(look, session, self.images, self._build_plane)
        self.nerve_measure = NerveMeasure(look, session, self.images)
        self.drill_bar = DrillBar(look, session, self.images, self._build_plane)
        self.page = AtlasPage(
            look,
            session,
            self.structures,
            self._make_middle(),
            self._make_beside(folder),
            self.right,
            self.actions_table.run,
        )
        self.status = StatusLine(look, session)
        self._lay_out()
        self.help_sheet = HelpSheet(look, session, self)
        self.history = HistoryList(look, session, self)
        self.variants = VariantSheet(look, session, self)
        self.efficacy = EfficacySheet(look, session, self)

    def _make_beside(self, folder: Path) -> QWidget:
        """Simulated images, and a reader's own scan."""
        self.scans = ScanReader(self.session, lambda: read_subject(folder, self.session.view.patient), self)
        self.scan_area = ScanArea(self._look, self.session, self.scans)
        self.beside = beside = QSplitter()
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(1)
        for part in (self.image_area, self.scan_area):
            beside.addWidget(part)
            part.hide()
        return beside

    def _build_plane(self, name: str, place: Vector) -> ImagePlane | None:
        """A plane by its name, of the side on which `place` (mm) lies; None before the specimen has been read."""
        subject = self.images.subject
        if subject is None:
            return None
        side = "left" if place[0] < 0 else "right"
        if name in BENT:
            return shown_along(self.images.usual or subject, nerve_of(place[0]), name)
        through = place if PLANES[name].placed else None
        return named_plane(name, self.session.atlas, subject, side, through)

    def _make_middle(self) -> QWidget:
        """The picture, and under it the strips that belong to a tab."""
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(self.plane_bar)
        column.addWidget(self.illness_bar)
        column.addWidget(self.nerve_measure)
        column.addWidget(self.drill_bar)
        column.addWidget(self.strip)
        column.addWidget(self.needle_strip)
        self.needle_strip.hide()
        self.plane_bar.hide()
        self.illness_bar.hide()
        return middle

    def _lay_out(self) -> None:
        self._screens = QStackedWidget()
        self._screens.addWidget(self.home_page)
        self._screens.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.toolbar, 0), (self._screens, 1), (self.status, 0)):
            column.addWidget(part, stretch)

    def set_scene(
        self, scene: Scene, coarse: Mapping[str, Mesh], courses: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """The meshes are read: draw."""
        self.pane.viewport.overlay.set_meshes(coarse, courses)
        self.names = Names(self.session.atlas, coarse)
        self.images.identify, self.images.mesh = self.names.at, coarse.get
        scene.set_look(DARK if self._settings.now.theme == "dark" else LIGHT)
        self.pane.viewport.set_scene(scene)

    def tell(self, text: str, undoable: bool = False) -> None:
        """One line over the picture; on Home in the status line."""
        if self.session.now.screen == "home":
            self.status.set_note(text)
        else:
            self.pane.tell(text, undoable)
