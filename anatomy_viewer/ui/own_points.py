"""The list of matching points of a mesh that is being added: named landmarks, free points, what each is off by."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.geometry.registration import FEWEST
from anatomy_viewer.model.adding import Adding
from anatomy_viewer.model.scanning import Mark, landmark_name, scan_landmarks
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.own_reader import OwnReader
from anatomy_viewer.ui.scan_words import fit_told
from anatomy_viewer.ui.widgets.buttons import Button, IconButton
from anatomy_viewer.ui.widgets.messages import Text
from anatomy_viewer.ui.widgets.rows import Row, RowList
from anatomy_viewer.ui.widgets.segmented import Segmented

KINDS = ("Rigid", "With scale")


_HINT = "Click the mesh, then the same place on the specimen; three pairs lay it over."


class OwnPoints(QWidget):
    """`shown(place | None)`: a place of the specimen (mm) to be shown in the picture."""

    shown = Signal(object)

    def __init__(
        self, look: Look, session: Session, reader: OwnReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self._hint, self._result = Text(look, "small", "text2"), Text(look, "small", "text2")
        self._list = RowList(look)
        self._named = Button(look, "", "outline", icon_right="chevron-down")
        self._drop = IconButton(look, "delete-outline", "", small=True)
        self._kind = Segmented(look, "", list(KINDS), tight=True)
        self._named.clicked.connect(self._offer)
        self._drop.clicked.connect(self._remove)
        self._kind.chosen.connect(
            lambda index: self._session.add_by("Registration", lambda a: _scaled(a, bool(index)))
        )
        self._list.chosen.connect(self._point_at)
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._named)
        foot.addStretch(1)
        foot.addWidget(self._drop)
        for part in (self._hint, self._list):
            column.addWidget(part)
        column.addLayout(foot)
        column.addWidget(self._result)
        column.addWidget(self._kind)
        reader.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Words in the session's language."""
        self._named.setText(self._say("Named point"))
        self._drop.set_name(self._say("Remove the point"))
        self._kind.set_texts(self._say("Registration"), [self._say(kind) for kind in KINDS])
        self._list.setAccessibleName(self._say("Matching points"))
        self.refresh()

    def _say(self, english: str) -> str:
        return say(english, self._session.language)

    def refresh(self) -> None:
        """Pairs, what is wanted next, and the residual."""
        adding = self._session.adding
        if adding is None:
            return
        fit = self._reader.fit
        residuals = fit.residuals if fit and len(fit.residuals) == len(adding.marks) else ()
        rows = [
            Row(
                f"{number + 1} · {self._name(mark)}",
                right=f"{residuals[number]:.1f} mm" if residuals else "",
                icon="check-circle",
            )
            for number, mark in enumerate(adding.marks)
        ]
        self._list.set_rows(rows, max(self._list.current(), 0))
        self._list.setFixedHeight(
            self._look.px(8) + min(len(rows), 6) * (self._look.line_height("body") + self._look.px(16))
        )
        self._list.setVisible(bool(rows))
        self._drop.setVisible(bool(rows))
        self._hint.setText(self._hint_text(adding))
        self._kind.set_current(int(adding.scaled))
        self._say_result(adding)

    def _name(self, mark: Mark) -> str:
        return self._landmark(mark.landmark) or self._say("Free point")

    def _landmark(self, name: str) -> str:
        atlas, language = self._session.atlas, self._session.language
        found = next((each for each in scan_landmarks(atlas) if each.id == name), None)
        if found is not None:
            return landmark_name(atlas, found, language)
        return atlas.points[name].names.get(language) if name in atlas.points else ""

    def _hint_text(self, adding: Adding) -> str:
        if adding.on_model is not None:
            name = self._landmark(adding.on_model[0])
            return (
                self._say("Now click on the mesh: {}").format(name)
                if name
                else self._say("Now click the same place on the mesh.")
            )
        if adding.on_mesh is not None:
            return self._say("Now click the same place on the specimen, or choose a named point.")
        missing = FEWEST - len(adding.marks)
        if missing == FEWEST:
            return self._say(_HINT)
        if missing > 0:
            return self._say("Matching points still needed: {}").format(missing)
        return self._say("More points make it steadier.")

    def _say_result(self, adding: Adding) -> None:
        fit, problem = self._reader.fit, self._reader.problem
        if len(adding.marks) < FEWEST:
            problem = None  # it is known that more are needed
        text, tone = fit_told(fit, problem, self._session.language)
        self._result.setText(text)
        self._result.set_tone(tone)
        self._result.setVisible(bool(text))
        self._kind.setVisible(len(adding.marks) >= FEWEST)

    # Choosing

    def _offer(self) -> None:
        """The landmarks as a menu; one that has its match already is ticked."""
        menu, adding = QMenu(self), self._session.adding
        taken = {mark.landmark for mark in adding.marks} if adding else set()
        for each in scan_landmarks(self._session.atlas):
            action = menu.addAction(landmark_name(self._session.atlas, each, self._session.language))
            action.setCheckable(True)
            action.setChecked(each.id in taken)
            action.triggered.connect(lambda _on=False, each=each: self.choose(each.id))
        menu.exec(self._named.mapToGlobal(self._named.rect().bottomLeft()))

    def choose(self, name: str) -> None:
        """A landmark by its id: its match on the mesh is wanted, or it is the match of what was clicked there."""
        found = next((each for each in scan_landmarks(self._session.atlas) if each.id == name), None)
        if found is not None:
            self._session.add_by("Pick a point", lambda a: a.with_model_point(found.id, found.position))
            self.shown.emit(found.position)

    def _remove(self) -> None:
        row, adding = self._list.current(), self._session.adding
        if adding is not None and 0 <= row < len(adding.marks):
            self._session.add_by("Remove the point", lambda a: a.without(row))

    def _point_at(self, row: int) -> None:
        adding = self._session.adding
        if adding is not None and 0 <= row < len(adding.marks):
            self.shown.emit(adding.marks[row].model)


def _scaled(adding: Adding, scaled: bool) -> Adding:
    return replace(adding, scaled=scaled)
