"""Measuring in the picture: the tool taken up, ends placed, measurements deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from anatomy_viewer.model.measuring import KINDS, MOST_MEASUREMENTS, SURFACE, End, Measurement, Measuring
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.session.core import Core


class MeasureSession(Core):
    """The part of the session that measures. Each end placed is an undo entry, so that Undo takes back the last."""

    @property
    def measuring(self) -> Measuring | None:
        """The tool, while it is in hand: in the lesson it was taken up in, and nothing is asked meanwhile."""
        now = self.now
        tool = now.measuring
        if tool is None or now.screen != "atlas" or now.concealed or now.placing:
            return None
        return tool if tool.lesson == self._lesson_id else None

    @property
    def _lesson_id(self) -> str:
        return self.now.place.lesson if self.now.place else ""

    def measure(self, kind: str) -> None:
        """Take up the tool for this kind of measurement; '' puts it away."""
        tool = Measuring(kind, lesson=self._lesson_id) if kind else None
        self.store.amend(replace(self.now, measuring=tool, placing=""))

    def put_end(self, end: End) -> None:
        """Place the next end; the last one makes the measurement, and the tool is ready for another."""
        tool = self.measuring
        if tool is None:
            return
        along = tool.along or (self._surface_of(end) if tool.kind == SURFACE else "")
        tool = replace(tool, ends=(*tool.ends, end), along=along)
        view = self.view
        if len(tool.ends) == KINDS[tool.kind]:
            done = Measurement(tool.kind, tool.ends, tool.along)
            view = replace(view, measurements=(*view.measurements, done)[-MOST_MEASUREMENTS:])
            tool = replace(tool, ends=(), along="")
            self._put_tool("Measure", view, tool)
        else:
            self._put_tool("Place an end", view, tool)

    def _surface_of(self, end: End) -> str:
        """The structure that an end lies on, of a point the one that the point lies on."""
        point = self.atlas.points.get(end.on)
        name = point.structure if point else end.on
        known = name in self.atlas.structures or name in self.atlas.features
        return self.atlas.owner(name) if known else ""

    def _put_tool(self, word: str, view: ViewState, tool: Measuring | None) -> None:
        self.store.replace(say(word, self.language), replace(self.now, view=view, measuring=tool))

    def move_end(self, number: int, at: int, end: End) -> None:
        """Put one end of a measurement elsewhere; a drag is one undo entry."""
        old = self.view.measurements[number]
        ends = tuple(end if index == at else one for index, one in enumerate(old.ends))
        every = self.view.measurements
        moved = (*every[:number], replace(old, ends=ends), *every[number + 1 :])
        state = replace(self.now, view=replace(self.view, measurements=moved))
        self.store.replace(say("Move an end", self.language), state, True)

    def delete_measurement(self, index: int) -> None:
        """Take one measurement out of the picture."""
        self._keep_measured("Delete the measurement", lambda number: number != index)

    def clear_measurements(self) -> None:
        """Take all measurements out of the picture."""
        self._keep_measured("Delete all measurements", lambda _: False)

    def _keep_measured(self, word: str, stays: Callable[[int], bool]) -> None:
        kept = tuple(one for number, one in enumerate(self.view.measurements) if stays(number))
        self.edit(say(word, self.language), lambda view: replace(view, measurements=kept))
