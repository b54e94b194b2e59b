"""Walks along a nerve or vessel."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.nerve import Passage
from anatomy_viewer.model.state import Walk
from anatomy_viewer.model.variants import VariantChoice
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.walking import walk_start, walk_view
from anatomy_viewer.model.words import say
from anatomy_viewer.session.core import Core


class Walks(Core):
    """The part of the session that walks."""

    def begin_walk(self, course: str, at: float = 0.0) -> None:
        """Walk along `course` (a structure id) from `at` mm on; from one walk to another it is one walk."""
        look = self.now.pathway  # its picture gives way, and comes not back
        earlier = look.before if look and look.before else self.view
        before = self.now.walk.before if self.now.walk else earlier
        name = full_name(self.atlas, course, self.language)
        view = self._walk_start(course, at)
        state = replace(self.now, walk=Walk(course, at, before), view=view, pathway=None)
        self.store.replace(f"{say('Walk', self.language)} · {name}", replace(state, screen="atlas"))

    @property
    def walked(self) -> tuple[str, VariantChoice] | None:
        """The course being walked, and the variants of its side."""
        walk = self.now.walk
        return self._passage_key(walk.course) if walk else None

    @property
    def passage(self) -> Passage | None:
        """What is being walked; None when nothing is, or while it is being read."""
        return self.passages.get(self.walked) if self.walked else None

    def _passage_key(self, course: str) -> tuple[str, VariantChoice]:
        return course, self.view.patient.side(self.atlas.structures[course].side)

    def _walk_start(self, course: str, at: float) -> ViewState:
        view = replace(walk_start(self.atlas, course), patient=self.view.patient)
        passage = self.passages.get(self._passage_key(course))
        return walk_view(view, passage, None, at, self.atlas) if passage else view

    def seek(self, at: float) -> None:
        """Go to `at` mm of the walk, as far as it reaches; a run of it is one undo entry."""
        walk, passage = self.now.walk, self.passage
        if walk and passage:
            at = min(max(at, 0.0), passage.length_mm)
            view = walk_view(self.view, passage, walk.at, at, self.atlas)
            imaging = self.now.imaging
            if imaging is not None and imaging.follow == "walk":
                imaging = imaging.through(passage.station(at).position)
            state = replace(self.now, walk=replace(walk, at=at), view=view, imaging=imaging)
            self.store.replace(say("Walk", self.language), state, merge=True)

    def end_walk(self) -> None:
        """The picture as it was before the walk."""
        if self.now.walk:
            before = replace(self.now.walk.before, patient=self.view.patient)
            state = replace(self.now, walk=None, view=before)
            self.store.replace(say("End the walk", self.language), state)

    def add_passage(self, read: tuple[str, VariantChoice], passage: Passage) -> None:
        """A course has been read: a walk that waits for it begins."""
        self.passages[read] = passage
        walk = self.now.walk
        if walk and self.walked == read:
            at = min(walk.at, passage.length_mm)
            view = walk_view(self.view, passage, None, at, self.atlas)
            self.store.amend(replace(self.now, walk=replace(walk, at=at), view=view))
