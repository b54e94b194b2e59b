"""The desk and the pain map: its tab, the comparison of syndromes, and the pain that the running model feels."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from anatomy_viewer.model.convergence import Activity, Inputs
from anatomy_viewer.model.pain import Ache, felt_aches
from anatomy_viewer.model.pathway_look import settled
from anatomy_viewer.ui.desk_needle import NeedleDesk
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.ui.heads import HeadShelf
    from anatomy_viewer.ui.syndrome_sheet import SyndromeSheet


class PainDesk(NeedleDesk):
    """The part of the desk that shows where it hurts."""

    _settled: tuple[Inputs, Activity] | None = None

    # Late parts

    @cached_property
    def heads(self) -> HeadShelf:
        """The drawn heads."""
        from anatomy_viewer.ui.heads import HeadShelf

        return HeadShelf(self.session.atlas, lambda: self.pane.viewport.frames.scene, self)

    @cached_property
    def syndromes(self) -> SyndromeSheet:
        """The comparison of syndromes."""
        from anatomy_viewer.ui.syndrome_sheet import SyndromeSheet

        sheet = SyndromeSheet(self._look, self.session, self.heads, self)
        sheet.chosen.connect(self._open_syndrome)
        return sheet

    def show_syndromes(self) -> None:
        """The comparison, or away with it."""
        self.syndromes.toggle()

    def _open_syndrome(self, name: str) -> None:
        """A syndrome's card beside the picture, its territory on the skin."""
        if self.session.now.screen != "atlas":
            self.session.explore()
        self.session.show_syndrome(name)

    # What the model feels

    def felt_now(self) -> tuple[Ache, ...]:
        """Pain by region as the model has it at this moment; without a model what the map was given."""
        look, pain = self.session.pathway, self.session.pain
        if look is None:
            return pain.given if pain else ()
        player = made(self, "pathway_player")
        if player is not None:
            return felt_aches(self.session.atlas.skin.regions, player.activity)
        if self._settled is None or self._settled[0] != look.inputs:
            self._settled = (look.inputs, settled(look))
        return felt_aches(self.session.atlas.skin.regions, self._settled[1])

    def _feel(self) -> None:
        """The model has gone on: skin and drawn head follow where that makes a difference."""
        if self.session.pain is not None and self.session.pain.live and self.pane.viewport.feel():
            panel = made(self, "pain_panel")
            if panel is not None:
                panel.refresh()
