"""The cut's controls over the picture: plane, place, which side stays, remove."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from anatomy_viewer.commands import CUT_NORMALS, cut_at, remove_cut
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import Cut
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import IconButton
from anatomy_viewer.ui.widgets.segmented import Segmented
from anatomy_viewer.ui.widgets.slider import ValueSlider

PLANES = tuple(CUT_NORMALS)
PLANE_WORDS = {"sagittal": "Sagittal", "coronal": "Coronal", "axial": "Axial"}
REACH = {"sagittal": (-85.0, 85.0), "coronal": (-30.0, 180.0), "axial": (-150.0, 140.0)}  # mm, the whole head

assert set(PLANE_WORDS) == set(REACH) == set(PLANES)


class CutPanel(QFrame):
    """Moves one cut along a standard plane; a drag is one undo entry."""

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plate", True)
        self._look, self._session = look, session
        self._plane, self._flipped, self._skin_only = "sagittal", False, False
        self._places = dict.fromkeys(PLANES, 0.0) | {"coronal": 60.0, "axial": -45.0}
        self._choice = Segmented(look, "", [""] * len(PLANES))
        self._sliders = {
            plane: ValueSlider(look, plane, *REACH[plane], step=0.5, zero=0.0, unit="mm", decimals=1)
            for plane in PLANES
        }
        self._flip = IconButton(look, "swap-horizontal", "")
        self._skin = IconButton(look, "layers-outline", "")
        self._skin.setCheckable(True)
        self._remove = IconButton(look, "close", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.addWidget(self._choice)
        for plane, slider in self._sliders.items():
            slider.setMinimumWidth(220)
            slider.changed.connect(lambda at, plane=plane: self._move(plane, at))
            slider.committed.connect(lambda _at: session.store.settle())
            row.addWidget(slider, 1)
        row.addWidget(self._flip)
        row.addWidget(self._skin)
        row.addWidget(self._remove)
        self._choice.chosen.connect(lambda index: self._choose(PLANES[index]))
        self._flip.clicked.connect(self._turn)
        self._skin.toggled.connect(self._peel_skin)
        self._remove.clicked.connect(self.remove)
        session.listen(self._follow)
        self.retranslate()
        self._show_plane()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        self._choice.set_texts(say("Cut", language), [say(PLANE_WORDS[p], language) for p in PLANES])
        self._flip.set_name(say("Keep the other side", language))
        self._skin.set_name(say("Cut the skin only", language))
        self._remove.set_name(say("Remove the cut", language))
        for plane, slider in self._sliders.items():
            slider.set_name(say(PLANE_WORDS[plane], language))

    def open(self) -> None:
        """Show the controls, and cut where they stand unless there is a cut already."""
        self.show()
        if self._session.view.cut is None:
            self._flipped = self._eye_is_on_kept_side()
            self._cut()

    def _eye_is_on_kept_side(self) -> bool:
        """Would the part that stays hide the cut face from the eye?"""
        along = zip(CUT_NORMALS[self._plane], self._session.view.camera.position, strict=True)
        eye = sum(normal * place for normal, place in along)
        sign = sum(CUT_NORMALS[self._plane])
        return eye - sign * self._places[self._plane] > 0.0

    def _show_plane(self) -> None:
        self._choice.set_current(PLANES.index(self._plane))
        for plane, slider in self._sliders.items():
            slider.setVisible(plane == self._plane)
            slider.set_value(self._places[plane])

    def _cut(self) -> None:
        cut_at(self._session, self._plane, self._places[self._plane], self._flipped, self._skin_only)

    def _choose(self, plane: str) -> None:
        self._plane = plane
        self._flipped = self._eye_is_on_kept_side()
        self._show_plane()
        self._cut()
        self._session.store.settle()

    def _move(self, plane: str, at: float) -> None:
        self._places[plane] = at
        self._cut()

    def _turn(self) -> None:
        self._flipped = not self._flipped
        self._cut()
        self._session.store.settle()

    def _peel_skin(self, on: bool) -> None:
        if on != self._skin_only:
            self._skin_only = on
            self._cut()
            self._session.store.settle()

    def remove(self) -> None:
        """No cut any more, and no controls."""
        remove_cut(self._session)
        self.hide()

    def _follow(self, old: AppState, new: AppState) -> None:
        """A cut that came from a step or an undo moves the controls."""
        if old.view.cut == new.view.cut:
            return
        if new.view.cut is None:
            self.hide()
            return
        self._read(new.view.cut)
        self._show_plane()

    def _read(self, cut: Cut) -> None:
        self._skin_only = bool(cut.spared)
        self._skin.setChecked(self._skin_only)
        for plane, normal in CUT_NORMALS.items():
            along = sum(a * b for a, b in zip(cut.normal, normal, strict=True))
            if abs(along) > 0.999:
                self._plane, self._flipped = plane, along < 0
                self._places[plane] = sum(abs(n) * o for n, o in zip(normal, cut.origin, strict=True))
