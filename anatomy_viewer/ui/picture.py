"""A picture with its labels and points, without a window: for `render` and for exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.content.varied import Varied
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import Overlaid
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.pathway_look import PathwayLook, with_fibres
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.look import DARK, LIGHT
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session
from anatomy_viewer.ui.fibre_paint import Live
from anatomy_viewer.ui.label_paint import page_scale
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.overlay import Overlay

LEAST_CHROME = 200  # px of a side below which scale bar and cube would cover the anatomy


def pictures_of(specimen: Any, language: str, theme: str, transparent: bool = False) -> Pictures:
    """What draws a specimen (`specimen_files.SpecimenFiles`) with names in `language`."""
    ground = replace(DARK if theme == "dark" else LIGHT, transparent=transparent)
    meshes = (specimen.full, specimen.coarse, specimen.courses)
    scene = Scene(specimen.atlas, *meshes, ground, specimen.cavities, specimen.strands)
    session = Session(specimen.atlas, {}, AppState())
    session.language = language
    pictures = Pictures(Look(theme, language=language), session, scene, specimen.coarse, specimen.trunks)
    if specimen.own is not None:
        pictures.take_own(specimen.own.folders)
    return pictures


class Pictures:
    """Draws views of one session in export quality. Needs a QGuiApplication, for fonts."""

    def __init__(
        self,
        look: Look,
        session: Session,
        scene: Scene,
        coarse: Mapping[str, Mesh],
        trunks: Mapping[str, NDArray[np.float64]],
    ) -> None:
        self._look, self._session, self._scene = look, session, scene
        self._base = self._meshes = (coarse, trunks)
        self._own: Mapping[str, Mesh] = {}
        self._needle: Needle | None = None
        self._live: Live | None = None
        self._last: tuple[object, ...] = ()
        self._pixels = np.zeros((0, 0, 4), np.uint8)

    def show(self, needle: Needle | None, live: Live | None) -> None:
        """In the pictures from now on: a needle, and what the model of the pathway does (None: what it settles at)."""
        self._needle, self._live = needle, live

    def take_own(self, folders: Mapping[str, Path]) -> None:
        """The user's own meshes, which lie in these folders by id."""
        from anatomy_viewer.content.own_atlas import OwnMeshes

        self._own = OwnMeshes(folders, coarse=True)
        self._scene.take_own(self._session.atlas, OwnMeshes(folders), self._own)

    def fit(self, found: Varied) -> None:
        """Draw this specimen from now on."""
        coarse, trunks = self._base
        lines = {name: list(parts) for name, parts in found.lines.items()}
        self._scene.refit(found.meshes, lines)
        self._session.refit(found.points, found.missing)
        moved = {name: parts[0] for name, parts in lines.items()}
        self._meshes = (Overlaid(coarse, found.meshes), {**trunks, **moved})

    def draw(
        self, view: ViewState, size: tuple[int, int], labels: bool = True, pathway: PathwayLook | None = None
    ) -> QImage:
        """`view` with its points and the `pathway`, and with labels and scale bar where wanted; `size` in pixels."""
        if pathway is not None:
            view = with_fibres(view, pathway, self._session.atlas.pathway)
        state = replace(self._session.now, view=view, pathway=pathway, needle=self._needle)
        self._session.store.replace("", state)
        self._scene.apply(view)
        overlay = Overlay(self._look, self._session)
        overlay.set_meshes(*self._meshes)
        overlay.take_own(self._own)
        overlay.live = self._live
        overlay.show_labels, overlay.chrome = labels, labels and min(size) >= LEAST_CHROME
        overlay.page_scale = page_scale(size)
        if overlay.measures:
            overlay.measures.ways.find(overlay.measures.ways.waiting(view.measurements), self._scene)
        if overlay.spreads:
            overlay.spreads.lay(overlay.waiting_spreads())
        overlay.prepare(self._scene, size)
        if self._last != (view, size):  # the same picture with other signals or needle over it is drawn once
            self._pixels, self._last = self._scene.image(size, "render"), (view, size)
        image = QImage(self._pixels.data, *size, 4 * size[0], QImage.Format.Format_RGBA8888).convertToFormat(
            QImage.Format.Format_ARGB32 if self._scene.look.transparent else QImage.Format.Format_RGB32
        )
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            overlay.paint(painter, view.camera, *size)
        return image
