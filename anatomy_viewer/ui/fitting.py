"""The specimen in the picture follows the state: variants are led anew on another thread and put into the scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from anatomy_viewer.content.varied import Varied, shown
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import Overlaid
from anatomy_viewer.model.imaging import Illness
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.variants import Patient
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.viewport import Viewport

KEPT = 12
Wanted = tuple[Patient, Illness | None]


class Fitting(QObject):
    """Fits scene, overlay and points to the patient of the state; `fitted` when they are those of another.

    lines: the centre-lines that differ from the base specimen's, by structure id. On Home, whose pictures show the base
    specimen, it is that.
    """

    fitted = Signal()

    def __init__(
        self,
        folder: Path,
        session: Session,
        viewport: Viewport,
        background: Background,
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._folder, self._session, self._viewport = folder, session, viewport
        self._background, self._failed = background, failed
        self._scene: Scene | None = None
        self._base: tuple[Mapping[str, Mesh], Mapping[str, NDArray[np.float64]]] = ({}, {})
        self._wanted: Wanted = (Patient(), None)
        self._kept: dict[Wanted, Varied] = {self._wanted: Varied()}
        self.missing: tuple[str, ...] = ()
        self.meshes: Mapping[str, Mesh] = {}
        self._prepared = False
        self.lines: Mapping[str, list[NDArray[np.float64]]] = {}
        session.listen(self._follow)

    def set_scene(
        self, scene: Scene, coarse: Mapping[str, Mesh], trunks: Mapping[str, NDArray[np.float64]]
    ) -> None:
        """What is to be fitted; `coarse` and `trunks` are the base specimen's."""
        self._scene, self._base = scene, (coarse, trunks)
        self._follow(self._session.now, self._session.now)

    def prepare(self) -> None:
        """Somebody is going to choose: read what it takes."""
        if not self._prepared:
            self._prepared = True
            from anatomy_viewer.content.variant_base import base

            self._background.run("variants", base(self._folder).prepare, lambda _: None, self._failed)

    def _follow(self, _old: AppState, new: AppState) -> None:
        wanted = _wanted(new)
        if self._scene is None or wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted in self._kept:
            self._background.forget("variant")
            self._fit(wanted, self._kept[wanted])
        else:
            work = partial(shown, self._folder, *wanted)
            self._background.run("variant", work, partial(self._fit, wanted), self._failed)

    def _fit(self, wanted: Wanted, found: Varied) -> None:
        assert self._scene is not None
        self._kept[wanted] = found
        while len(self._kept) > KEPT:
            self._kept.pop(next(name for name in self._kept if name != (Patient(), None)))
        coarse, trunks = self._base
        lines = {name: list(found.lines[name]) for name in found.lines}
        self._scene.refit(found.meshes, lines)
        self._session.refit(found.points, found.missing)
        moved = {name: parts[0] for name, parts in lines.items()}
        self._viewport.overlay.set_meshes(Overlaid(coarse, found.meshes), {**trunks, **moved})
        self.missing, self.meshes, self.lines = found.missing, found.meshes, lines
        self._viewport.frames.redraw()
        self.fitted.emit()


def _wanted(state: AppState) -> Wanted:
    """The base specimen on Home; what is wrong only while it is imaged."""
    if state.screen == "home":
        return Patient(), None
    return state.view.patient, state.imaging.illness if state.imaging else None
