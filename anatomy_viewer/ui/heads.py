"""The flat heads, made once on a thread when something first wants to draw them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.scene.head_views import flat_heads
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.ui.background import Background
from anatomy_viewer.ui.head_paint import HeadPaths, Heads


class HeadShelf(QObject):
    """`ready`: the heads are there now. Before that, and without a skin, there are none."""

    ready = Signal()

    def __init__(
        self, atlas: Atlas, scene: Callable[[], Scene | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._atlas, self._scene = atlas, scene
        self._background = Background(self)
        self._heads: Heads = {}
        self._asked = False

    def heads(self) -> Heads:
        """By view; made in the background when first asked for with a scene that has a skin."""
        scene = self._scene()
        if not self._asked and scene is not None and self._atlas.skin.regions:
            mesh = scene.skin()
            self._asked = True
            if mesh is not None:
                names, regions = tuple(self._atlas.skin.regions), scene.regions
                self._background.run("heads", lambda: flat_heads(mesh, regions, names), self._take, _fail)
        return self._heads

    def _take(self, found: object) -> None:
        self._heads = {view: HeadPaths(head) for view, head in found.items()}  # type: ignore[attr-defined]
        self.ready.emit()

    def finish(self) -> None:
        """Before the window goes."""
        self._background.finish()


def _fail(error: BaseException) -> None:
    raise error
