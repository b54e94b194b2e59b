"""The desk and the pathway of pain: its model runs while it is shown, its schematic stands beside the picture."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from anatomy_viewer.model.state import AppState
from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.ui.pathway_about import PathwayAbout
    from anatomy_viewer.ui.pathway_area import PathwayArea
    from anatomy_viewer.ui.pathway_player import PathwayPlayer


class PathwayDesk(DeskParts):
    """The part of the desk that shows the pathway."""

    # Late parts

    @cached_property
    def pathway_player(self) -> PathwayPlayer:
        """What lets the model run; `ticked` tells of new rates."""
        from anatomy_viewer.ui.pathway_player import PathwayPlayer

        player = PathwayPlayer(self.session, self)
        player.reduced_motion = self._settings.now.reduced_motion
        player.ticked.connect(self.model_ticked)
        self.pane.viewport.show_signals_of(player)
        return player

    @cached_property
    def pathway_area(self) -> PathwayArea:
        """The schematic with its sliders and traces."""
        from anatomy_viewer.ui.pathway_area import PathwayArea

        area = PathwayArea(self._look, self.session, self.pathway_player, self)
        area.about_asked.connect(self.show_pathway_about)
        area.close_asked.connect(self.session.hide_pathway)
        return area

    @cached_property
    def pathway_about(self) -> PathwayAbout:
        """The sheet about the model."""
        from anatomy_viewer.ui.pathway_about import PathwayAbout

        return PathwayAbout(self._look, self.session, self)

    def _show_pathway(self, new: AppState) -> None:
        """The model runs from the first showing on; the schematic comes and goes with the state."""
        if new.pathway is not None:
            self.pathway_player  # noqa: B018  follows from now on
        self.beside.show_part(self.pathway_page, new.pathway is not None and new.pathway.panel)

    # The desk

    def play_pathway(self) -> None:
        """Let the time of the model pass, or stop it."""
        self.pathway_area.toggle_play()

    def show_pathway_about(self) -> None:
        """How the model works, or away with it."""
        self.pathway_about.toggle()

    def _stop_pathway(self) -> None:
        if player := made(self, "pathway_player"):
            player.stop()
