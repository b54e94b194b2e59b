"""The desk and the needle: what the panel, the picture and the planes say of it."""

from __future__ import annotations

from anatomy_viewer.content.point_places import standard_paths
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.content.spreads import Spread
from anatomy_viewer.errors import ContentError
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.needle_words import at_tip, worst
from anatomy_viewer.ui.right_panel import NEEDLE


class NeedleDesk(DeskParts):
    """The part of the desk that follows the needle and the walks."""

    def _show_effect(self) -> None:
        """What the needle does, as a body in the picture and on the planes."""
        self.pane.viewport.overlay.effect.set_effect(
            self.reader.effect if self.session.reads_needle else None
        )
        self.pane.viewport.update()
        self.needle_strip.show_effect(self.reader.effect)
        self.images.show_injected(self.reader.effect if isinstance(self.reader.effect, Spread) else None)

    def _show_strip(self) -> None:
        """The planes through the needle, as long as its tab is open; what is slow is begun when the tab is."""
        now, open_ = self.session.now, self.right.tabs.currentIndex() == NEEDLE
        if open_:
            self.reader.ask("prepare", lambda room: room.prepare(), _nothing, _nothing)
        # A walk has a strip of its own there, and images show the needle themselves.
        shown = now.needle is not None and now.walk is None and now.imaging is None and open_
        if shown:
            self.needle_strip.begin()
        self.needle_strip.setVisible(shown)

    def _say_needle(self) -> None:
        """What the tip lies in, beside the handle that is dragged."""
        path = self.reader.path if self.session.reads_needle else None
        words = (at_tip(path, self.session.atlas, self.session.language), worst(path)) if path else ("", "")
        self.pane.viewport.overlay.needle.words = words
        self.pane.viewport.update()

    def _show_moment(self, moment: float | None) -> None:
        """A replay of an attempt goes on, or is over."""
        self.pane.viewport.overlay.attempts.moment = moment
        self.pane.viewport.update()

    def _read_paths(self) -> None:
        """What the needles of the interventions pass, for their cards."""
        atlas, done = self.session.atlas, self.course_panel.set_paths
        work = lambda: standard_paths(self.reader.ready_room(), atlas)  # noqa: E731
        self._background.run("paths", work, done, lambda _error: done({}))

    def _tell_failure(self, error: BaseException) -> None:
        if not isinstance(error, ContentError):
            raise error
        self.tell(sentence(error, self.session.language))


def _nothing(_: object) -> None:
    """What is wrong with the files is said when a needle asks for them."""
