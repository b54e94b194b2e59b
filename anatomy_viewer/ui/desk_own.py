"""The desk and the user's own meshes: read when the first picture stands, shown beside the specimen, removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from anatomy_viewer.content.paths import own_atlas_dir, packs_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.own_meshes import LOST, Own, lost_in
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.ui.desk_scan import ScanDesk

if TYPE_CHECKING:
    from anatomy_viewer.content.own_atlas import OwnFiles


class OwnDesk(ScanDesk):
    """The part of the desk that has the user's own meshes."""

    _own: OwnFiles | None = None  # None until they have been read

    def _connect_own(self) -> None:
        self.session.listen(self._tell_lost)
        self.info_panel.remove_asked.connect(self.remove_own)

    def take_own(self, files: OwnFiles, changed: Iterable[str] = ()) -> None:
        """These are the own meshes now; those of `changed` ids have another shape than before."""
        before, self._own = self._own, files
        if not files.folders and (before is None or not before.folders):
            return
        self._show_own(files.own, changed)

    def _show_own(self, own: Own, changed: Iterable[str] = ()) -> None:
        """In names, tree, search and picture."""
        self.session.take_own(own)
        self._draw_own(changed)
        self.structures.take_own()

    def _draw_own(self, changed: Iterable[str] = ()) -> None:
        viewport = self.pane.viewport
        scene = viewport.frames.scene
        if self._own is None or not isinstance(scene, Scene):
            return
        from anatomy_viewer.content.own_atlas import OwnMeshes

        full, coarse = OwnMeshes(self._own.folders), OwnMeshes(self._own.folders, coarse=True)
        scene.take_own(self.session.atlas, full, coarse, changed)
        viewport.overlay.take_own(coarse)
        viewport.frames.redraw()

    # Removing

    def remove_own(self, name: str) -> None:
        """Take an own mesh out of the personal atlas, for good; its card has asked."""
        from anatomy_viewer.content.own_keeping import remove_own

        title = full_name(self.session.atlas, name, self.session.language)
        try:
            remove_own(name, own_atlas_dir())
        except ContentError as error:
            self._tell_own(error)
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
