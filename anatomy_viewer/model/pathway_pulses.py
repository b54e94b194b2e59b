"""Signals that travel along the links of the pathway: more of them, the busier a link is. No drawing, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anatomy_viewer.model.convergence import SIDES, Activity, Inputs
from anatomy_viewer.model.pathway import Pathway, rate_of

Key = tuple[str, int, str]  # edge, number of its link, felt side
RATE = 3.2  # signals a second on a link that is as busy as can be; of the picture, not of a nerve
TRAVEL_S = 1.1  # from one end of a link to the other
QUIET = 0.03  # a rate under which nothing is sent


@dataclass
class _Lane:
    """The signals on one link: shares 0-1 of the way, the first sent foremost; `due`: part of the next one."""

    rate: str
    along: list[float]
    due: float = 0.0


class Pulses:
    """All signals on all links of both felt sides."""

    def __init__(self, pathway: Pathway) -> None:
        self._lanes: dict[Key, _Lane] = {
            (edge.id, i, side): _Lane(link.rate, [])
            for side in SIDES
            for edge in pathway.edges.values()
            for i, link in enumerate(edge.links)
            if link.rate
        }

    def step(self, now: Activity, given: Inputs, seconds: float) -> None:
        """Let all travel for so long, and send what is due."""
        on = seconds / TRAVEL_S
        for (_, _, side), lane in self._lanes.items():
            along = [place + on for place in lane.along]
            while along and along[0] >= 1.0:
                along.pop(0)
            rate = rate_of(lane.rate, now, given, side)
            lane.due = lane.due + rate * RATE * seconds if rate > QUIET else 0.0
            if lane.due >= 1.0:
                along.append(0.0)
                lane.due %= 1.0
            lane.along = along

    def clear(self) -> None:
        """No signal is under way."""
        for lane in self._lanes.values():
            lane.along, lane.due = [], 0.0

    def __iter__(self) -> Iterator[tuple[Key, list[float]]]:
        """Links with signals on them, and where these are."""
        return ((key, lane.along) for key, lane in self._lanes.items() if lane.along)


def link_rates(pathway: Pathway, now: Activity, given: Inputs) -> Mapping[Key, float]:
    """How busy 0-1 each link is that the model speaks of."""
    return {
        (edge.id, i, side): rate_of(link.rate, now, given, side)
        for side in SIDES
        for edge in pathway.edges.values()
        for i, link in enumerate(edge.links)
        if link.rate
    }
