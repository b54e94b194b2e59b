"""From a region of the skin into the pathway: which fibres carry what is felt there, and what a touch of it sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from anatomy_viewer.model.convergence import Input, Inputs
from anatomy_viewer.model.pathway import Pathway
from anatomy_viewer.model.territory import Region

CARRY = (
    "cervical",
    "trigeminal",
    "convergence",
    "ascending",
)  # systems of the pathway that carry pain to be felt
_HURT = {
    "V1": Input(v1=0.7),
    "V2": Input(v1=0.5),
    "V3": Input(v1=0.5),
    "C2": Input(gon=0.8),
    "C3": Input(gon=0.7),
}
TOUCHES = tuple(
    Inputs(right=given) if side == "right" else Inputs(left=given)
    for given in dict.fromkeys(_HURT.values())
    for side in ("right", "left")
)


def touched(region: Region, side: str, inputs: Inputs) -> Inputs:
    """What the sliders say when it hurts in this region and nothing else is wrong (illustrative).

    Block and sensitisation stay. So do all sliders that the learner has set.
    """
    if _plain(inputs) not in TOUCHES and _plain(inputs) != Inputs():
        return inputs
    given = replace(_HURT.get(region.root, Input()), block=inputs.side(side).block)
    both = {"right": Input(block=inputs.right.block), "left": Input(block=inputs.left.block), side: given}
    return Inputs(**both, sensitisation=inputs.sensitisation)


def _plain(inputs: Inputs) -> Inputs:
    """Without block and sensitisation."""
    return Inputs(replace(inputs.right, block=0.0), replace(inputs.left, block=0.0))


def fibres(pathway: Pathway, begins: Iterable[str], side: str) -> tuple[str, ...]:
    """Nodes and edges (with their side) from where the fibres begin to where it is felt, in the order met."""
    ways = [edge for edge in pathway.edges.values() if edge.system in CARRY and edge.sign != "-"]
    reached = dict.fromkeys(name for name in begins if name in pathway.nodes)
    used: dict[str, None] = {}
    grows = bool(reached)
    while grows:
        before = len(reached) + len(used)
        for edge in ways:
            for link in edge.links:
                if link.start in reached:
                    reached[link.end] = None
                    used[edge.id] = None
        grows = len(reached) + len(used) > before
    return tuple(f"{name}_{side[0]}" for name in (*reached, *used))


def region_of_ending(regions: Mapping[str, Region], pathway: Pathway, node: str) -> str:
    """The region whose fibres begin at a pain ending of the pathway, before others at no more; '' for what is none."""
    if node not in pathway.nodes or pathway.nodes[node].kind != "receptor":
        return ""
    there = sorted(
        (each for each in regions.values() if node in each.begins), key=lambda each: len(each.begins)
    )
    return there[0].id if there else ""
