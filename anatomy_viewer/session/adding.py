"""A mesh file that is being added: opened, laid over the specimen, kept or given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from anatomy_viewer.model.adding import PREVIEW, Adding
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.words import say
from anatomy_viewer.session.core import Core
from anatomy_viewer.session.views import opening_view


class AddingSession(Core):
    """The part of the session that adds a mesh. What it shows beside the specimen is no undo entry."""

    @property
    def adding(self) -> Adding | None:
        """The file that is being added; None while none is."""
        return self.now.adding

    def begin_adding(self, adding: Adding, camera: Camera | None = None) -> None:
        """A file has been read: it is shown with the specimen, from `camera` where it would not be seen."""
        view = self.view if self.view.visible else opening_view(self.atlas)
        view = view.show([PREVIEW]).select(None)
        view, adding = replace(view, points=()), replace(adding, points=view.points)
        view = view.look(camera) if camera else view
        self.store.amend(replace(self.now, screen="atlas", adding=adding, view=view))

    def add_by(self, word: str, change: Callable[[Adding], Adding]) -> None:
        """Lay it over in another way: an undo entry called `word`, unless nothing came of it but a point that waits."""
        now = self.now.adding
        if now is None:
            return
        then = change(now)
        if replace(then, on_mesh=None, on_model=None, seen=now.seen) == replace(
            now, on_mesh=None, on_model=None
        ):
            self.store.amend(replace(self.now, adding=then))
        else:
            self.store.replace(say(word, self.language), replace(self.now, adding=then))

    def see_in_adding(self, seen: str, rest: Iterable[str]) -> None:
        """Show the mesh, the specimen (the structures `rest`), or both."""
        if self.now.adding is None:
            return
        view = replace(self.view, visible=frozenset() if seen == "mesh" else frozenset(rest))
        view = view.hide([PREVIEW]) if seen == "specimen" else view.show([PREVIEW])
        self.store.amend(replace(self.now, adding=replace(self.now.adding, seen=seen), view=view))

    def end_adding(self, rest: Iterable[str] | None = None) -> None:
        """The file is let go; `rest` is what is seen again where something was hidden for it."""
        points = self.now.adding.points if self.now.adding else ()
        view = replace(self.view, points=self.view.points or points)
        view = view if rest is None else replace(view, visible=frozenset(rest))
        self.store.amend(replace(self.now, adding=None, view=view.hide([PREVIEW])))
