"""CT, MR and ultrasound side by side, one alone where there is no room, and what is said while they are made."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QTabBar, QVBoxLayout, QWidget

from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.imaging import FAMILIES, FAMILY, Division, Imaging
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_panel import ImagePanel
from anatomy_viewer.ui.imaging_reader import OTHER, ImageReader
from anatomy_viewer.ui.imaging_words import SHORT_WORDS, term
from anatomy_viewer.ui.look import Look

SINGLE = 700  # px at 100 % under which one image stands alone with tabs
IN_A_ROW = 1700  # px from which all stand in a row
LONG_MS = 2500  # after which a first image is being prepared for the first time
ORDER = tuple(FAMILIES)


class ImageArea(QFrame):
    """Seen while the session images. `pointed`, `clicked`: as `ImageView` says; `settings_asked(family)`."""

    pointed = Signal(object)
    clicked = Signal(object)

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self.panels = {family: ImagePanel(look, session, reader, family, self) for family in ORDER}
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for _ in ORDER:
            self._tabs.addTab("")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tabs.setParent(self)
        column.addLayout(self._grid, 1)
        self._arranged: tuple[object, ...] = ()
        self.setMinimumSize(260, 200)  # whatever stands in it just now would ask for
        self._slow = QTimer(self, singleShot=True, interval=LONG_MS)
        self._slow.timeout.connect(self._say_state)
        self._connect()
        self.retranslate()
        if reader.subject is not None:
            self._take()

    def _connect(self) -> None:
        for panel in self.panels.values():
            panel.view.pointed.connect(self.pointed)
            panel.view.clicked.connect(self.clicked)
            panel.enlarge_asked.connect(self._enlarge)
        self._tabs.tabBarClicked.connect(self._bring)
        self._reader.changed.connect(self._show)
        self._reader.loaded.connect(self._take)
        self._session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Words and sizes in the present look."""
        language = self._session.language
        self._tabs.setFont(self._look.font("control"))
        for index, family in enumerate(ORDER):
            self._tabs.setTabText(index, term(SHORT_WORDS[family], language))
        for panel in self.panels.values():
            panel.retranslate()
        self._say_state()
        self._arrange()

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.imaging is None:
            return
        if old.imaging is None and self._reader.subject is None:
            self._say_state()
        for panel in self.panels.values():
            if panel.isVisible():  # the others do when they are shown
                panel.follow()
        self._arrange()

    def _take(self) -> None:
        self._slow.start()
        self._say_state()
        for panel in self.panels.values():
            panel.follow()
        self._arrange()

    def _show(self, family: str) -> None:
        if family == OTHER:
            for panel in self.panels.values():
                panel.view.update()
            return
        problem = self._reader.problems.get(family)
        panel = self.panels[family]
        panel.view.note = sentence(problem, self._session.language) if problem else panel.view.note
        panel.follow()
        panel.describe()

    def _say_state(self) -> None:
        """What stands in a panel that has no image yet."""
        language, reader = self._session.language, self._reader
        for family, panel in self.panels.items():
            modality = reader.modality(family)
            if reader.problem is not None:
                text = sentence(reader.problem, language)
            elif reader.subject is None:
                text = say("Loading the images", language)
            elif modality is None:
                text = say("This modality is not there yet.", language)
            elif self._slow.isActive():
                text = ""
            else:
                text = say("Preparing the images (first time only)", language)
            panel.view.note = text
            panel.view.update()

    def link(self, place: Vector | None, but: str = "") -> None:
        """Show in all images, but that of one family, the place (mm) that the pointer is on; None: on none."""
        for family, panel in self.panels.items():
            shown = place if family != but else None
            if panel.view.linked != shown:
                panel.view.linked = shown
                panel.view.update()

    # Arranging

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One, three in a grid, or three in a row."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def single(self) -> bool:
        """Is there room for one image only?"""
        return self.width() < SINGLE * self._look.scale

    def _arrange(self) -> None:
        imaging = self._session.imaging
        front, enlarged = (imaging.front, imaging.enlarged) if imaging else ("ct", False)
        alone = front if self.single or enlarged else ""
        row = self.width() >= IN_A_ROW * self._look.scale
        there = tuple(family for family in ORDER if self._reader.has(family))
        if imaging is not None and imaging.divider is not None and not alone:
            there = tuple(family for family in there if family != beside(imaging.divider))
        shown = (front,) if alone else there
        if (shown, row, self.single) == self._arranged:
            return
        self._arranged = (shown, row, self.single)
        self._tabs.setVisible(self.single)
        self._tabs.setCurrentIndex(ORDER.index(front))
        for index, (family, panel) in enumerate(self.panels.items()):
            self._tabs.setTabVisible(index, self._reader.has(family))
            self._grid.removeWidget(panel)
            panel.set_alone(self.single)
            panel.setVisible(family in shown)
        if self.single and shown:
            self.panels[shown[0]].lead_with(self._tabs)
        self._put(shown, row)

    def _put(self, shown: tuple[str, ...], row: bool) -> None:
        """All in a row; or two above and the third below; or two one above the other."""
        places = {0: (0, 0, 1, 1), 1: (0, 1, 1, 1), 2: (1, 0, 1, 2)}
        stacked = len(shown) == 2 and "mr" not in shown and not row
        if stacked:
            places = {0: (0, 0, 1, 1), 1: (1, 0, 1, 1)}
        for index, family in enumerate(shown):
            self._grid.addWidget(self.panels[family], *((0, index, 1, 1) if row else places[index]))
        columns = len(shown) if row else 1 if stacked else min(len(shown), 2)
        for line in range(3):
            self._grid.setColumnStretch(line, int(line < columns))
            self._grid.setRowStretch(
                line, int(line == 0 or (line == 1 and not row and (stacked or len(shown) > 2)))
            )

    def _bring(self, index: int) -> None:
        self._session.image("Enlarge", lambda imaging: replace(imaging, front=ORDER[index]))

    def _enlarge(self, family: str) -> None:
        def change(imaging: Imaging) -> Imaging:
            back = imaging.enlarged and imaging.front == family
            return replace(imaging, front=family, enlarged=not back)

        self._session.image("Enlarge", change)


def beside(division: Division) -> str:
    """The family that needs no panel of its own, since it stands in another's; '' for none."""
    family = FAMILY.get(division.other, division.family)
    return family if family != division.family else ""
