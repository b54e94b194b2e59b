"""Under the plane's sliders while something is wrong: side, best view, the normal specimen, and what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.pathology_texts import ABOUT, NAMES
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaged import ImagingSpec, closer
from anatomy_viewer.model.imaging import FAMILY, NORMAL, Division, Imaging, Panel
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button
from anatomy_viewer.ui.widgets.segmented import Segmented

SIDES = ("right", "left")
Build = Callable[[str, Vector], ImagePlane | None]


class IllnessBar(QFrame):
    """build: makes a plane by its name through a place (mm); None as long as the specimen has not been read."""

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, build: Build, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader, self._build = look, session, reader, build
        self._hidden = ""  # the pathology while the normal specimen is looked at
        self._view = 0
        self._side = Segmented(look, "", ["", ""], tight=True)
        self._best = Button(look, "", kind="quiet")
        self._normal = Button(look, "", kind="quiet")
        self._normal.setCheckable(True)
        self._divide = Button(look, "", kind="quiet")
        self._divide.setCheckable(True)
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._side)
        head.addStretch(1)
        for part in (self._best, self._normal, self._divide):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._about)
        self.setAutoFillBackground(True)

    def _connect(self) -> None:
        self._side.chosen.connect(self._choose_side)
        self._best.clicked.connect(self.show_best)
        self._normal.toggled.connect(self._compare)
        self._divide.clicked.connect(self._set_beside)
        self._session.listen(self._follow)
        self._look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Words in the session's language."""
        language, look = self._session.language, self._look
        self._side.set_texts(say("Side", language), [say("Right", language), say("Left", language)])
        self._best.setText(say("Best view", language))
        self._normal.setText(say("Normal", language))
        self._normal.setToolTip(say("The same image of the normal specimen", language))
        self._divide.setText(say("Normal | finding", language))
        self._divide.setToolTip(say("Both in one image, with a divider to drag", language))
        self._about.setFont(look.font("small"))
        self._show(self._session.now)

    # Following

    def _follow(self, old: AppState, new: AppState) -> None:
        if old.imaging == new.imaging:
            return
        before = old.imaging.pathology if old.imaging else ""
        if new.imaging is None or new.imaging.pathology:
            self._hidden = ""
            if new.imaging and new.imaging.pathology != before:
                self._view = 0
        self._show(new)

    def _show(self, now: AppState) -> None:
        imaging, language = now.imaging, self._session.language
        name = (imaging.pathology or self._hidden) if imaging else ""
        self.setVisible(name in NAMES)
        if imaging is None or name not in NAMES:
            return
        sided, graded = _kind(name)
        self._side.setVisible(sided)
        self._side.set_current(SIDES.index(imaging.pathology_side))
        self._normal.setVisible(graded)
        self._normal.blockSignals(True)
        self._normal.setChecked(bool(self._hidden))
        self._normal.blockSignals(False)
        self._divide.setVisible(graded)
        self._divide.setChecked(imaging.divider is not None and imaging.divider.other == NORMAL)
        self._about.setText(_said(name, language))

    # Choosing

    def _choose_side(self, index: int) -> None:
        self._session.image("Side", lambda imaging: replace(imaging, pathology_side=SIDES[index]))
        self._view = 0
        self.show_best()

    def _compare(self, normal: bool) -> None:
        """The normal specimen in the place of the ill one, for as long as the button is down."""
        imaging = self._session.imaging
        if imaging is None:
            return
        name, self._hidden = (self._hidden or imaging.pathology), ""
        if normal:
            self._hidden = name
        self._session.note_images(replace(imaging, pathology="" if normal else name))

    def _set_beside(self, on: bool) -> None:
        """The normal image left of a divider, in the panel that is in front."""

        def change(imaging: Imaging) -> Imaging:
            return replace(
                imaging, divider=Division(self._share(imaging), imaging.front, NORMAL) if on else None
            )

        self._session.image("Divider", change)

    def _share(self, imaging: Imaging) -> float:
        """Where a divider stands left of what is wrong."""
        from anatomy_viewer.imaging.pathology import place_of

        usual, picture = self._reader.usual, self._reader.picture(imaging.front)
        spec = ImagingSpec("", pathology=imaging.pathology, before=NORMAL)
        if usual is None or picture is None:
            return spec.at()
        return spec.at(picture.plane.fractions(place_of(usual, imaging.pathology, imaging.pathology_side))[0])

    def show_best(self) -> None:
        """The next of the planes and modalities that show the pathology best."""
        from anatomy_viewer.imaging.pathology import PATHOLOGIES, place_of, settings_of

        imaging, usual = self._session.imaging, self._reader.usual
        name = (imaging.pathology or self._hidden) if imaging else ""
        if imaging is None or usual is None or name not in PATHOLOGIES:
            return
        views = PATHOLOGIES[name].views
        plane_name, key = views[self._view % len(views)]
        self._view += 1
        try:
            place = place_of(usual, name, imaging.pathology_side)
        except ContentError:  # the images say so themselves
            return
        plane = self._build(plane_name, place)
        if plane is not None:
            self._session.image_on(plane)
            self._session.note_images(
                self._on(
                    self._session.imaging or imaging,
                    key,
                    settings_of(name, key),
                    place,
                    PATHOLOGIES[name].field,
                )
            )

    def _on(
        self, imaging: Imaging, key: str, extra: dict[str, float | bool], place: Vector, field: float
    ) -> Imaging:
        """The modality `key` in front, with what it needs, enlarged on `place`."""
        row = self._reader.table.get(key)
        imaging = replace(imaging.with_panel(Panel(key)), front=FAMILY[key])
        if row is not None and extra:
            imaging = imaging.with_setting(key, replace(imaging.setting(key, row.settings), **extra))
        imaging = replace(imaging, start=closer(imaging.start, place, field))
        return replace(imaging, cursor=imaging.through(place).cursor)


def _kind(name: str) -> tuple[bool, bool]:
    """Is it on one side, and has it a severity?"""
    from anatomy_viewer.imaging.pathology import PATHOLOGIES

    return PATHOLOGIES[name].sided, PATHOLOGIES[name].graded


def _said(name: str, language: str) -> str:
    """What it is, with the studies behind it."""
    from anatomy_viewer.imaging.pathology import PATHOLOGIES

    row = PATHOLOGIES[name]
    known = say("Model values; general knowledge, not verified", language)
    sources = f" [{', '.join(row.source)}]" if row.source else ""
    return f"{ABOUT[name].get(language)}{sources} · {known}"
