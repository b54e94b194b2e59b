"""The pathway of pain: shown, asked, set, and put away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from anatomy_viewer.model.pathway_look import PathwayLook, pathway_picture, structure_of
from anatomy_viewer.model.words import say
from anatomy_viewer.session.core import Core


class PathwaySession(Core):
    """The part of the session that shows the trigemino-cervical pathway."""

    @property
    def pathway(self) -> PathwayLook | None:
        """How the pathway is looked at; None while it is not shown."""
        return self.now.pathway

    @property
    def shows_schematic(self) -> bool:
        """Is the schematic of the pathway open?"""
        return self.now.pathway is not None and self.now.pathway.panel

    def show_pathway(self, side: str = "right") -> None:
        """Show brain, cord and nerves with the pathway in them, and its schematic; `hide_pathway` brings the picture of
        now back. Where something else has brought the pathway, the schematic comes to it."""
        look, view = self.now.pathway, self.view
        if not self.atlas.pathway or (look and look.panel):
            return
        if look is None:
            look, view = PathwayLook(side, before=self.view), pathway_picture(self.atlas, self.view, side)
        look = replace(look, panel=True)
        state = replace(self.now, screen="atlas", walk=None, pathway=look, view=view)
        self.store.replace(say("Pathway of pain", self.language), state)

    def hide_pathway(self) -> None:
        """The picture as it was before; a lesson's own picture stays."""
        look = self.now.pathway
        if look is not None:
            view = replace(look.before, patient=self.view.patient) if look.before else self.view
            state = replace(self.now, pathway=None, view=view)
            self.store.replace(say("Close the pathway", self.language), state)

    def change_pathway(
        self, word: str, change: Callable[[PathwayLook], PathwayLook], merge: bool = False
    ) -> None:
        """Look at it in another way: an undo entry called `word`; with `merge` a drag of a slider is one."""
        if self.now.pathway is not None:
            state = replace(self.now, pathway=change(self.now.pathway))
            self.store.replace(say(word, self.language), state, merge)

    def choose_pathway_side(self, side: str) -> None:
        """Feel with the other side: sliders, selection and experiment change over with it."""
        if self.now.pathway is not None and self.now.pathway.side != side:
            self.change_pathway("Side that is felt", lambda look: look.turned(side))

    def play_preset(self, name: str) -> None:
        """Play an experiment from its beginning; '' ends it and leaves the sliders where they are."""
        preset = self.atlas.pathway.presets.get(name)
        if preset is None:
            self.change_pathway("Experiment", lambda look: replace(look, preset="", phase=0))
        else:
            self.change_pathway(
                "Experiment", lambda look: replace(look.playing(preset), selected=(), running=True)
            )

    def note_pathway(self, change: Callable[[PathwayLook], PathwayLook]) -> None:
        """The same without an undo entry: time going on or standing, the panel, the phase of an experiment."""
        if self.now.pathway is not None:
            self.store.amend(replace(self.now, pathway=change(self.now.pathway)))

    def choose_in_pathway(self, elements: Iterable[str]) -> None:
        """Select nodes and edges; the structure that the first of them is, is selected in the picture too."""
        if self.now.pathway is not None:
            look = self.now.pathway.choose(elements)
            found = (structure_of(self.atlas.pathway, name, self.atlas) for name in look.selected)
            view = self.view.select(next((name for name in found if name), None))
            self.store.amend(replace(self.now, pathway=look, view=view))

    def select(self, name: str | None) -> None:
        """Choose in the picture; where that is a node of the pathway shown, choose it there too."""
        look, view = self.now.pathway, self.view.select(name)
        if look is None:
            super().select(name)
            return
        nodes = self.atlas.pathway.elements_of(name) if name else ()
        self.store.amend(replace(self.now, pathway=look.choose(nodes), view=view))
