"""The desk and measuring: the tool's controls come and go with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from anatomy_viewer.ui.desk_parts import DeskParts
from anatomy_viewer.ui.late import made

if TYPE_CHECKING:
    from anatomy_viewer.ui.measure_panel import MeasurePanel


class MeasureDesk(DeskParts):
    """The part of the desk that measures."""

    @cached_property
    def measure_panel(self) -> MeasurePanel:
        """The controls over the picture."""
        from anatomy_viewer.ui.measure_panel import MeasurePanel

        panel = MeasurePanel(self._look, self.session, self.pane.viewport, self.pane)
        self.pane.add_plate(panel)
        panel.resized.connect(self.pane.place_plates)
        return panel

    def _show_measuring(self) -> None:
        wanted = self.session.measuring is not None
        if wanted or made(self, "measure_panel"):
            self.measure_panel.setVisible(wanted)
