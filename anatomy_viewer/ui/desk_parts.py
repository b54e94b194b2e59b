"""The parts of the desk: what is there from the start, and the room for what comes later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from anatomy_viewer.commands import COMMANDS, Desk, possible
from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.state import AppState
from anatomy_viewer.recorder import Recorder
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.actions import Actions
from anatomy_viewer.ui.atlas_page import AtlasPage
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.beside import Beside
from anatomy_viewer.ui.info_panel import InfoPanel
from anatomy_viewer.ui.late import LatePage
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.picture_pane import PicturePane
from anatomy_viewer.ui.right_panel import RightPanel
from anatomy_viewer.ui.scene_look import scene_look
from anatomy_viewer.ui.search_popup import SearchPopup
from anatomy_viewer.ui.settings import Settings
from anatomy_viewer.ui.status_line import StatusLine
from anatomy_viewer.ui.structure_panel import StructurePanel
from anatomy_viewer.ui.toolbar import Toolbar
from anatomy_viewer.ui.widgets.messages import EmptyState


@dataclass(frozen=True)
class Needs:
    """What a desk is built from. learners: their names; meshes: the folder of the specimen."""

    look: Look
    settings: Settings
    session: Session
    recorder: Recorder
    problems: Sequence[ContentError] = ()
    learners: Callable[[], Sequence[str]] = tuple
    meshes: Path = field(default_factory=meshes_dir)


class DeskParts(QWidget):
    """All panels over one session, laid out and not yet connected. `leaving`: the window should close.

    `variants_opened`: the variants are going to be chosen from; `image_clicked(place)`: a place (mm) of an image;
    `model_ticked`: the model of the pathway has gone on. `image_asked(ImagingSpec)`: an image is wanted.
    `lesson_renewed`: another version of a lesson is played; `text_asked(path)`: a lesson's text is wanted. Signals
    stand here, in the one line of bases that Qt sees.

    Panels, sheets and readers that the first picture does not need are late parts (`ui/late.py`).
    """

    leaving = Signal()
    titled = Signal(str)
    variants_opened = Signal()
    image_clicked = Signal(object)
    model_ticked = Signal()
    image_asked = Signal(object)
    lesson_renewed = Signal()
    text_asked = Signal(str)

    @property
    def ways_shown(self) -> int:
        """How many ways of a decision an audience sees, to be chosen from by number; 0 for none."""
        return 0

    def __init__(self, needs: Needs) -> None:
        super().__init__()
        look, session = needs.look, needs.session
        self.session, self._folder = session, needs.meshes
        self._look, self._settings, self._recorder = look, needs.settings, needs.recorder
        session.language = needs.settings.now.language
        self._background = Background(self)
        self._coarse: Mapping[str, Mesh] = {}
        desk = cast(Desk, self)  # what the commands ask for stands in `ui/desk.py`
        self.actions_table = Actions(desk, self)
        self.search = SearchPopup(look, session, COMMANDS, self, lambda command: possible(command, desk))
        self.toolbar = Toolbar(look, session, self.actions_table, needs.settings, self.search, needs.learners)
        self._problems: Sequence[ContentError] = needs.problems
        self._pictures: dict[str, QImage] = {}  # Home's, as far as they have come
        self.lessons_read = False
        self.structures = StructurePanel(look, session)
        self.pane = PicturePane(look, session, self.actions_table)
        self.info_panel = InfoPanel(look, session, self.actions_table.run)
        self.right = RightPanel(look, session, self._pages())
        self.info_panel.points_asked.connect(self.right.show_course)
        run = self.actions_table.run
        self.page = AtlasPage(
            look, session, self.structures, self._make_middle(), self._make_beside(), self.right, run
        )
        self.status = StatusLine(look, session)
        self._lay_out()

    def _pages(self) -> tuple[QWidget, ...]:
        """What stands behind the tabs of the right panel."""
        course, needle, practice, pain, own = (
            LatePage(self, f"{name}_panel") for name in ("course", "needle", "practice", "pain", "own")
        )
        return LatePage(self, "lesson_panel"), self.info_panel, course, needle, practice, pain, own

    def _make_home(self) -> QWidget:
        """Home, and what is there until the lessons have been read."""
        self._waiting = EmptyState(self._look, "book-open-variant")
        self.home_screen = QStackedWidget()
        self.home_screen.addWidget(self._waiting)
        self.home_screen.addWidget(LatePage(self, "home_page"))
        return self.home_screen

    def _make_beside(self) -> QWidget:
        """Simulated images, a reader's own scan, the schematic of the pathway; below them the lesson's text."""
        self.image_page, self.scan_page = LatePage(self, "image_area"), LatePage(self, "scan_area")
        self.pathway_page = LatePage(self, "pathway_area")
        self.beside = Beside(self._look, self.session)
        self.beside.add(self.image_page, "Imaging")
        self.beside.add(self.scan_page, "Your scan")
        self.beside.add(self.pathway_page, "Pathway of pain")
        self.author_page = LatePage(self, "author_panel")
        self.author_page.hide()
        self.below = QSplitter(Qt.Orientation.Vertical)
        self.below.setChildrenCollapsible(False)
        self.below.setHandleWidth(1)
        self.below.addWidget(self.beside)
        self.below.addWidget(self.author_page)
        return self.below

    def scene_text(self) -> str:
        """The picture as a scene block."""
        from anatomy_viewer.content.scene_block import scene_block

        session = self.session
        like = session.step.scene if session.step else None
        return scene_block(session.view, session.atlas, self.imaging_words(), session.now.pathway, like)

    def imaging_words(self) -> dict[str, object]:
        """The images that are shown as the key of a scene block; nothing where there are none."""
        return {}

    def shows_text(self, _now: AppState) -> bool:
        """Does the text of the lesson stand beside the picture?"""
        return False

    def _make_middle(self) -> QWidget:
        """The picture, and under it the strips that belong to a tab."""
        self.image_strips_page, self.walk_page, self.needle_page = (
            LatePage(self, name) for name in ("image_strips", "strip", "needle_strip")
        )
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        for page in (self.image_strips_page, self.walk_page, self.needle_page):
            column.addWidget(page)
            page.hide()
        return middle

    def _lay_out(self) -> None:
        self._screens = QStackedWidget()
        self._screens.addWidget(self._make_home())
        self._screens.addWidget(self.page)
        self.form_page = LatePage(self, "lesson_form")
        self.form_page.hide()
        self._body = QWidget()  # all between toolbar and status: away while a lecture is given
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._screens, 1)
        row.addWidget(self.form_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._body, 1)
        column.addWidget(self.status)

    def set_scene(
        self, scene: Scene, coarse: Mapping[str, Mesh], courses: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """The meshes are read: draw."""
        self._coarse = coarse
        self.pane.viewport.overlay.set_meshes(coarse, courses)
        scene.set_look(scene_look(self._settings.now.theme, self._settings.now.palette))
        self.pane.viewport.set_scene(scene)

    def tell(self, text: str, undoable: bool = False) -> None:
        """One line over the picture; on Home in the status line."""
        if self.session.now.screen == "home":
            self.status.set_note(text)
        else:
            self.pane.tell(text, undoable)
