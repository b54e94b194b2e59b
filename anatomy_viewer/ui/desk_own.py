"""The desk and the user's own meshes: read after the first picture, added by dialog or drop, shown, removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QDropEvent, QPainter
from PySide6.QtWidgets import QFileDialog

from anatomy_viewer.content.paths import own_atlas_dir, packs_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.mesh_tables import Joined
from anatomy_viewer.model.adding import PREVIEW
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import Camera, centre_on, project
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.own_meshes import LOST, Own, lost_in, with_own
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.scene.picking import Hit
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.ui.desk_presenting import PresentingDesk
from anatomy_viewer.ui.desk_scan import ScanDesk
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.content.own_atlas import OwnFiles
    from anatomy_viewer.ui.own_panel import OwnPanel
    from anatomy_viewer.ui.own_reader import OwnReader

FORMS = ("stl", "obj", "ply", "glb")


class OwnDesk(PresentingDesk, ScanDesk):
    """The part of the desk that has the user's own meshes."""

    _own: OwnFiles | None = None  # None until they have been read
    _rest: frozenset[str] = frozenset()  # what the picture showed before the mesh alone

    # Late parts

    @cached_property
    def own_reader(self) -> OwnReader:
        """What reads a mesh file and lays it over the specimen."""
        from anatomy_viewer.ui.own_marks import PairMarks
        from anatomy_viewer.ui.own_reader import OwnReader

        reader = OwnReader(self.session, self)
        reader.placed.connect(self._take_preview)
        reader.kept.connect(self._take_kept)
        reader.failed.connect(self._refuse_mesh)
        marks = PairMarks(self._look)

        def paint(painter: QPainter, camera: Camera, size: tuple[int, int], scale: float) -> None:
            adding, preview = self.session.adding, reader.preview
            if adding is not None and preview is not None:
                marks.paint(painter, camera, size, scale, adding, preview)

        self.pane.viewport.overlay.pairs = paint
        return reader

    @cached_property
    def own_panel(self) -> OwnPanel:
        """The tab of the mesh that is being added."""
        from anatomy_viewer.ui.own_panel import OwnPanel

        panel = OwnPanel(self._look, self.session, self.own_reader)
        panel.see_asked.connect(self._see)
        panel.closed.connect(self._give_up)
        panel.shown.connect(self._look_at)
        return panel

    def _connect_own(self) -> None:
        self.session.listen(self._tell_lost)
        self.info_panel.remove_asked.connect(self.remove_own)
        self.pane.viewport.picked.connect(self._pick)

    # What there is

    def take_own(self, files: OwnFiles, changed: Iterable[str] = ()) -> None:
        """These are the own meshes now; those of `changed` ids have another shape than before."""
        before, self._own = self._own, files
        if files.folders or (before is not None and before.folders):
            self._show_own(changed)

    def _show_own(self, changed: Iterable[str] = ()) -> None:
        """In names, tree, search and picture; among them the one that is being added."""
        from anatomy_viewer.content.own_atlas import OwnMeshes

        kept = self._own.own if self._own else Own()
        folders = self._own.folders if self._own else {}
        full: Mapping[str, Mesh] = OwnMeshes(folders)
        coarse: Mapping[str, Mesh] = OwnMeshes(folders, coarse=True)
        reader = made(self, "own_reader")
        if reader is not None and (preview := reader.preview) is not None:
            full, coarse = Joined(full, {PREVIEW: preview.full}), Joined(coarse, {PREVIEW: preview.coarse})
            kept = replace(
                kept,
                structures={**kept.structures, PREVIEW: preview.structure},
                facts={**kept.facts, PREVIEW: preview.facts},
            )
        named = self.session.own.structures
        viewport = self.pane.viewport
        if isinstance(scene := viewport.frames.scene, Scene):
            scene.take_own(with_own(self.session.atlas, kept), full, coarse, changed)
        self.session.take_own(kept)
        viewport.overlay.take_own(coarse)
        if named != kept.structures:
            self.structures.take_own()
        viewport.frames.redraw()

    # Adding

    def add_mesh(self) -> None:
        """Ask for mesh files."""
        kinds = say("Meshes", self.session.language) + f" ({' '.join(f'*.{form}' for form in FORMS)})"
        chosen, _ = QFileDialog.getOpenFileNames(self, say("Add a mesh", self.session.language), "", kinds)
        if chosen:
            self.open_meshes([Path(each) for each in chosen])

    def open_meshes(self, paths: Sequence[Path]) -> None:
        """Read mesh files that belong together; their tab opens, or what is wrong with them is said."""
        self.tell(say("Reading {}", self.session.language).format(paths[0].name))
        self.own_reader.open(paths)

    def dropEvent(self, event: QDropEvent) -> None:
        """Several meshes are opened together; else what was dropped first is opened."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) > 1 and all(_is_mesh(path) for path in paths):
            event.acceptProposedAction()
            if self._can_add():
                self.open_meshes(paths)
        else:
            super().dropEvent(event)

    def _can_add(self) -> bool:
        return not (self.session.now.covered or self.presenting)

    def _open_dropped(self, path: Path) -> None:
        """A mesh is known by its ending."""
        if not _is_mesh(path):
            super()._open_dropped(path)
        elif self._can_add():
            self.open_meshes([path])

    def _take_preview(self) -> None:
        """The mesh lies elsewhere in the picture, or is there no more."""
        self._show_own([PREVIEW])
        if self.own_reader.preview is not None and self.session.adding is None:
            self.pane.toast.hide()
            self._rest = frozenset()

    def _refuse_mesh(self, error: BaseException) -> None:
        if not isinstance(error, ContentError):
            raise error
        if self.session.adding is None:
            self._tell_own(error)

    def _pick(self, point: str, hit: Hit | None) -> None:
        """A click while a mesh is being added: a place of the mesh, or of the specimen."""
        preview = self.own_reader.preview
        if point:
            place = self.session.atlas.points[point].position
            self.session.add_by("Pick a point", lambda a: a.with_model_point(point, place))
        elif hit is not None and hit.structure == PREVIEW and preview is not None:
            there = preview.file_place(hit.position)
            self.session.add_by("Pick a point", lambda a: a.with_mesh_point(there))
        elif hit is not None:
            self.session.add_by("Pick a point", lambda a: a.with_model_point("", hit.position))

    def _look_at(self, place: Vector) -> None:
        """A place outside the picture comes to its middle."""
        viewport, camera = self.pane.viewport, self.session.view.camera
        x, y, _ = project(camera, np.array([place]), (viewport.width(), viewport.height()))[0].tolist()
        if not viewport.rect().contains(QPoint(round(x), round(y))):
            view = self.session.view.look(centre_on(camera, place))
            self.session.store.amend(replace(self.session.now, view=view))

    def _see(self, seen: str) -> None:
        adding = self.session.adding
        if adding is not None and adding.seen != "mesh":
            self._rest = self.session.view.visible - {PREVIEW}
        self.session.see_in_adding(seen, self._rest)

    def _give_up(self) -> None:
        self._end_adding()

    def _take_kept(self, ids: Sequence[str]) -> None:
        """The file has become meshes of one's own: they come into the picture."""
        self._end_adding()
        self.read_own_again(ids)
        self.session.edit(
            say("Add a mesh", self.session.language), lambda view: view.show(ids).select(ids[0])
        )
        text = say("Added: {}. Lessons name it {}", self.session.language)
        self.tell(text.format(full_name(self.session.atlas, ids[0], self.session.language), ids[0]))

    def _end_adding(self) -> None:
        adding = self.session.adding
        self.session.end_adding(self._rest if adding is not None and adding.seen == "mesh" else None)

    # Removing

    def remove_own(self, names: Sequence[str]) -> None:
        """Take own meshes out of the personal atlas, for good; the card of the first has asked."""
        from anatomy_viewer.content.own_keeping import remove_own

        title = full_name(self.session.atlas, names[0], self.session.language)
        title += f" + {len(names) - 1}" if len(names) > 1 else ""
        try:
            remove_own(names, own_atlas_dir())
        except ContentError as error:
            self._tell_own(error)
            self.read_own_again()
            return
        self.read_own_again()
        self.tell(say("Removed: {}", self.session.language).format(title))

    def read_own_again(self, changed: Iterable[str] = ()) -> None:
        """What is kept may be something else now."""
        from anatomy_viewer.content.own_atlas import own_folders, read_own

        self.take_own(read_own(own_folders(own_atlas_dir(), packs_dir())), changed)

    def _tell_own(self, error: ContentError) -> None:
        from anatomy_viewer.content.problem_words import sentence

        self.tell(sentence(error, self.session.language))

    def _tell_lost(self, old: AppState, new: AppState) -> None:
        """A step that names a mesh which is not here says so; it is played without it."""
        step = self.session.step if self._own is not None and old.place != new.place else None
        lost = lost_in(step.scene, self.session.atlas) if step else ()
        if lost:
            self.tell(say(LOST, self.session.language).format(lost[0]))


def _is_mesh(path: Path) -> bool:
    """By its name."""
    return path.suffix.lower().removeprefix(".") in FORMS
