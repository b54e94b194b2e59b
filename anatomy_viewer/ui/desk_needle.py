"""The desk and the needle: what the panel, the picture and the planes say of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.nerve import PointPlace
from anatomy_viewer.model.state import AppState
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.late import made
from anatomy_viewer.ui.right_panel import NEEDLE

if TYPE_CHECKING:
    from anatomy_viewer.ui.course_reader import CourseReader
    from anatomy_viewer.ui.course_strip import CourseStrip
    from anatomy_viewer.ui.needle_panel import NeedlePanel
    from anatomy_viewer.ui.needle_reader import NeedleReader
    from anatomy_viewer.ui.needle_views import NeedleStrip
    from anatomy_viewer.ui.practice_measure import NeedleMeasure
    from anatomy_viewer.ui.practice_panel import PracticePanel


class NeedleDesk(DeskParts):
    """The part of the desk that follows the needle and the walks."""

    _places: Mapping[str, PointPlace] | None = None
    _shapes: Mapping[str, Mesh] = MappingProxyType({})  # of bodies that are not the base specimen's

    # Late parts

    @cached_property
    def reader(self) -> NeedleReader:
        """What knows what the needle passes and does."""
        from anatomy_viewer.content.needle_effects import NeedleEffects
        from anatomy_viewer.content.needles import NeedleRoom
        from anatomy_viewer.ui.needle_reader import NeedleReader

        folder = self._folder
        reader = NeedleReader(self.session, lambda: NeedleRoom(folder), NeedleEffects(folder).of, self)
        reader.changed.connect(self._say_needle)
        reader.effect_changed.connect(self._show_effect)
        reader.refit(self._shapes)
        return reader

    @cached_property
    def measure(self) -> NeedleMeasure:
        """What measures a needle that is asked for."""
        from anatomy_viewer.ui.practice_measure import NeedleMeasure

        return NeedleMeasure(self.session, self.reader, self)

    @cached_property
    def needle_panel(self) -> NeedlePanel:
        """The tab of the needle."""
        from anatomy_viewer.ui.needle_panel import NeedlePanel

        run, to_skin = self.actions_table.run, self.pane.viewport.hand.to_skin
        return NeedlePanel(self._look, self.session, self.reader, run, to_skin)

    @cached_property
    def needle_strip(self) -> NeedleStrip:
        """The planes through the needle."""
        from anatomy_viewer.content.tissue_file import read_tissue
        from anatomy_viewer.ui.needle_views import NeedleStrip

        folder = self._folder
        strip = NeedleStrip(self._look, self.session, lambda: read_tissue(folder))
        strip.begin()
        strip.show_effect(self.reader.effect)
        return strip

    @cached_property
    def practice_panel(self) -> PracticePanel:
        """The tab of practice."""
        from anatomy_viewer.ui.practice_panel import PracticePanel

        panel = PracticePanel(
            self._look, self.session, self.measure, self.reader, lambda: self._recorder.progress
        )
        panel.reduced_motion = self._settings.now.reduced_motion
        panel.moment.connect(self._show_moment)
        return panel

    @cached_property
    def courses(self) -> CourseReader:
        """What reads the courses that are walked."""
        from anatomy_viewer.content.passages import read_passage
        from anatomy_viewer.ui.course_reader import CourseReader

        courses = CourseReader(self.session, lambda walk: read_passage(self._folder, *walk), self)
        courses.taken.connect(self.pane.viewport.update)
        courses.failed.connect(self._tell_failure)
        return courses

    @cached_property
    def strip(self) -> CourseStrip:
        """The strip of a walk."""
        from anatomy_viewer.ui.course_strip import CourseStrip

        strip = CourseStrip(self._look, self.session, self)
        strip.reduced_motion = self._settings.now.reduced_motion
        self.courses.taken.connect(strip.refresh)
        strip.fit(self.height())
        return strip

    # Following

    def _show_needle(self, old: AppState, new: AppState) -> None:
        """Needles and walks come and go with the state."""
        if new.needle is not None:
            self.reader  # noqa: B018  it answers from the first needle on
        if new.walk is not None:
            self.courses  # noqa: B018
        self.walk_page.setVisible(new.walk is not None)
        if (old.needle, old.asking) != (new.needle, new.asking):
            self._say_needle()
            self._show_effect()

    def set_places(self, places: Mapping[str, PointPlace]) -> None:
        """Depths of the points and mm along the nerves have been computed."""
        self._places = places
        if panel := made(self, "course_panel"):
            panel.set_places(places)

    def refit(self, meshes: Mapping[str, Mesh]) -> None:
        """The specimen in the picture is another: these bodies have another shape."""
        self._places = None
        self._shapes = meshes
        if reader := made(self, "reader"):
            reader.refit(meshes)
        if panel := made(self, "course_panel"):
            panel.refit()

    def _show_effect(self) -> None:
        """What the needle does, as a body in the picture and on the planes."""
        reader = made(self, "reader")
        effect = reader.effect if reader else None
        self.pane.viewport.overlay.effect.set_effect(effect if self.session.reads_needle else None)
        self.pane.viewport.update()
        for name in ("needle_strip", "images"):
            if part := made(self, name):
                part.show_effect(effect)

    def _show_strip(self) -> None:
        """The planes through the needle, as long as its tab is open; what is slow is begun when the tab is."""
        now, open_ = self.session.now, self.right.tabs.currentIndex() == NEEDLE
        if open_:
            self.reader.ask("prepare", lambda room: room.prepare(), _nothing, _nothing)
        # A walk has a strip of its own there, and images show the needle themselves.
        shown = now.needle is not None and now.walk is None and now.imaging is None and open_
        self.needle_page.setVisible(shown)

    def _say_needle(self) -> None:
        """What the tip lies in, beside the handle that is dragged."""
        from anatomy_viewer.ui.needle_words import at_tip, worst

        reader = made(self, "reader")
        path = reader.path if reader and self.session.reads_needle else None
        words = (at_tip(path, self.session.atlas, self.session.language), worst(path)) if path else ("", "")
        self.pane.viewport.overlay.needle.words = words
        self.pane.viewport.update()

    def _show_moment(self, moment: float | None) -> None:
        """A replay of an attempt goes on, or is over."""
        self.pane.viewport.overlay.attempts.moment = moment
        self.pane.viewport.update()

    def _tell_failure(self, error: BaseException) -> None:
        from anatomy_viewer.content.problem_words import sentence

        if not isinstance(error, ContentError):
            raise error
        self.tell(sentence(error, self.session.language))


def _nothing(_: object) -> None:
    """What is wrong with the files is said when a needle asks for them."""
