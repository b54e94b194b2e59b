"""Drills with the probe, under the images: find the needle, or bring the probe to it; hint, end, score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from anatomy_viewer.imaging.us_settings import usual_settings
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import beside
from anatomy_viewer.model.drill import (
    ADVICE,
    KINDS,
    TASKS,
    TECHNIQUES,
    Drill,
    Kind,
    Technique,
    advice,
    drill,
    ended,
    site,
)
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import Panel
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets.buttons import Button

STEP_S = 0.5  # a movement goes on for as long as changes come closer than this
_GAUGE = 22
Build = Callable[[str, Vector], ImagePlane | None]


class DrillBar(QFrame):
    """`ended(DrillAttempt)`: a drill is over. build: a named plane through a place; seeds count up from `seed`."""

    ended = Signal(object)

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, build: Build, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader, self._build = look, session, reader, build
        self.seed = 1
        self.task: Drill | None = None
        self._steps, self._since, self._moved = 0, 0.0, 0.0
        self._choice = Button(look, "", icon_right="chevron-down")
        self._hint, self._done, self._stop = (Button(look, "", kind="quiet") for _ in range(3))
        self._text = QLabel()
        self._text.setWordWrap(True)
        head = QHBoxLayout()
        for part in (self._choice, self._hint, self._done, self._stop):
            head.addWidget(part)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._text)
        self.hide()
        self._choice.clicked.connect(self._open_menu)
        self._hint.clicked.connect(self._say_hint)
        self._done.clicked.connect(self.finish)
        self._stop.clicked.connect(self.leave)
        session.listen(self._follow)
        reader.loaded.connect(self.retranslate)
        look.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the session's language."""
        language = self._session.language
        for button, word in (
            (self._choice, "Drill with the probe"),
            (self._hint, "Hint"),
            (self._done, "Done"),
            (self._stop, "Stop"),
        ):
            button.setText(say(word, language))
        self._text.setFont(self._look.font("small"))
        self._show()

    def _show(self) -> None:
        self.setVisible(self._session.imaging is not None and self._site() is not None)
        self._choice.setVisible(self.task is None)
        for button in (self._hint, self._done, self._stop):
            button.setVisible(self.task is not None)
        self._text.setVisible(bool(self._text.text()))

    def _site(self) -> tuple[str, Vector] | None:
        """Plane of the next drill, and what is aimed at; None without it, or before the images are there."""
        points = self._session.atlas.points
        found = site(self.seed, points) if "us" in self._reader.table else None
        if found is None:
            return None
        plane, point, side = found
        x, y, z = points[point].position
        return plane, (-x if side == "left" else x, y, z)

    def _follow(self, old: AppState, new: AppState) -> None:
        if new.imaging is None:
            self._forget()
        elif self.task is not None and old.imaging is not None and old.imaging.plane != new.imaging.plane:
            now = monotonic()
            self._steps += now - self._moved > STEP_S
            self._moved = now
        if (old.imaging is None) != (new.imaging is None):
            self._show()

    # A drill

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for kind in KINDS:
            for technique in TECHNIQUES:
                action = menu.addAction(TASKS[kind, technique].get(self._session.language))
                action.triggered.connect(lambda _on=False, k=kind, t=technique: self.begin(k, t))
        menu.popup(self._choice.mapToGlobal(self._choice.rect().topLeft()))

    def begin(self, kind: Kind, technique: Technique) -> None:
        """Put a needle in, and the probe somewhere near it."""
        found, imaging = self._site(), self._session.imaging
        plane = self._build(*found) if found is not None else None
        if found is None or plane is None or imaging is None:
            return
        target = found[1]
        self.task = task = drill(kind, technique, self.seed, _entry(plane, technique), target, plane)
        self.seed += 1
        self._steps, self._since, self._moved = 0, monotonic(), 0.0
        shown = imaging.with_panel(Panel("us")).on(task.start).with_setting("us", usual_settings(plane))
        shown = replace(shown, front="us", pathology="")
        self._session.image("Drill with the probe", lambda _imaging: shown)
        self._look_at(task.start)
        self._reader.hide_needle(Needle(task.entry, task.tip, _GAUGE))
        self._put(None if task.marks else Needle(task.entry, task.tip, _GAUGE))
        self._say(TASKS[kind, technique].get(self._session.language))

    def _say_hint(self) -> None:
        imaging = self._session.imaging
        if self.task is not None and imaging is not None:
            self._say(ADVICE[advice(self.task, imaging.plane)].get(self._session.language))

    def finish(self) -> None:
        """Judge where the probe is, and the cursor where the tip was to be marked."""
        imaging, task, language = self._session.imaging, self.task, self._session.language
        if imaging is None or task is None:
            return
        seconds = monotonic() - self._since
        attempt = ended(task, imaging.plane, datetime.now(UTC), self._steps, seconds, imaging.cursor)
        self._put(Needle(task.entry, task.tip, _GAUGE))  # now it may be seen
        off = attempt.worst_mm if task.technique == "in_plane" else attempt.tip_mm
        text = say("{} of 100 · {} mm beside the needle · {}° to it · {} movements · {} s", language)
        said = text.format(
            attempt.points, f"{off:.1f}", f"{attempt.angle:.0f}", attempt.steps, f"{seconds:.0f}"
        )
        if attempt.marked_mm is not None:
            said += " · " + say("tip marked {} mm off", language).format(f"{attempt.marked_mm:.1f}")
        self._forget()
        self._say(said)
        self.ended.emit(attempt)

    def leave(self) -> None:
        """Give up: nothing is kept, and the needle is taken out."""
        self._forget()
        self._put(None)
        self._say("")

    def _put(self, needle: Needle | None) -> None:
        """This needle in the picture, or none."""
        self._session.store.amend(replace(self._session.now, needle=needle))

    def _look_at(self, plane: ImagePlane) -> None:
        """The picture shows where the probe is."""
        now = self._session.now
        view = now.view.look(beside(plane, now.view.camera))
        self._session.store.amend(replace(now, view=view))

    def _forget(self) -> None:
        self.task = None
        self._reader.hide_needle(None)
        self._show()

    def _say(self, text: str) -> None:
        self._text.setText(text)
        self._show()


def _entry(plane: ImagePlane, technique: Technique) -> Vector:
    """Where the needle comes through the skin: at the side of the probe, or before its middle."""
    if technique == "in_plane":
        return plane.place(0.08, 0.04)
    x, y, z = (p + 16.0 * n for p, n in zip(plane.place(0.5, 0.04), plane.normal, strict=True))
    return x, y, z
