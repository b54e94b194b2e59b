"""How the pathway is looked at: which side is felt, what is selected, what the sliders say, which experiment plays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.convergence import Activity, Input, Inputs, after, bounded
from anatomy_viewer.model.pathway import Pathway, Preset, base_of, lies_on, side_of
from anatomy_viewer.model.view import Fibres, ViewState

SLIDERS = ("gon", "v1", "block", "stimulation")  # of each side; 'sensitisation' belongs to both
SETTLED = 12.0  # s of the model after which a still picture shows it
# How much of its opacity is left to what holds the fibres.
BONE_VEIL, BRAIN_VEIL, NERVE_VEIL, NUCLEUS_VEIL, SKIN_VEIL = 0.05, 0.1, 0.35, 0.5, 0.2


@dataclass(frozen=True)
class PathwayLook:
    """side: the felt side that is set and drawn. selected: nodes and edges with their side ('insula_r').

    preset, phase: the experiment being played and its present phase; '' while the learner sets the sliders.
    running: does time pass? panel: is the schematic open? before: the picture before the pathway was shown.
    """

    side: str = "right"
    selected: tuple[str, ...] = ()
    inputs: Inputs = field(default_factory=Inputs)
    preset: str = ""
    phase: int = 0
    running: bool = True
    panel: bool = True
    before: ViewState | None = None

    def with_input(self, name: str, value: float, side: str = "") -> PathwayLook:
        """One slider (of SLIDERS, or sensitisation) of the felt side, or of `side`, at 0-1; the experiment ends."""
        side = side or self.side
        if name == "sensitisation":
            inputs = replace(self.inputs, sensitisation=value)
        else:
            given: Input = replace(self.inputs.side(side), **{name: value})
            inputs = (
                replace(self.inputs, right=given) if side == "right" else replace(self.inputs, left=given)
            )
        return replace(self, inputs=bounded(inputs), preset="", phase=0)

    def playing(self, preset: Preset, phase: int = 0) -> PathwayLook:
        """An experiment at the beginning of one of its phases."""
        inputs = preset.phases[phase].given(self.side)
        return replace(self, inputs=inputs, preset=preset.id, phase=phase)

    def turned(self, side: str) -> PathwayLook:
        """The same on the other side: what was set on one is set on the other."""
        inputs = Inputs(self.inputs.left, self.inputs.right, self.inputs.sensitisation)
        selected = tuple(f"{base_of(name)}_{side[0]}" for name in self.selected)
        return replace(self, side=side, inputs=inputs, selected=selected)

    def value_of(self, name: str) -> float:
        """Where a slider of the felt side stands."""
        return (
            self.inputs.sensitisation
            if name == "sensitisation"
            else getattr(self.inputs.side(self.side), name)
        )

    def choose(self, elements: Iterable[str]) -> PathwayLook:
        """Select these and nothing else; each without a side gets the felt one."""
        named = (name if side_of(name) else f"{name}_{self.side[0]}" for name in elements)
        return replace(self, selected=tuple(dict.fromkeys(named)))


def begun(look: PathwayLook | None, pathway: Pathway, still: bool = False) -> PathwayLook | None:
    """What a scene block asks for, with its experiment at its beginning, or (`still`) where most is done."""
    preset = pathway.presets.get(look.preset) if look else None
    return look.playing(preset, preset.telling if still else 0) if look and preset else look


def settled(look: PathwayLook) -> Activity:
    """What the sliders lead to when they stay: for a still picture."""
    return after(look.inputs, SETTLED)


def structure_of(pathway: Pathway, element: str, atlas: Atlas) -> str:
    """The structure id that a node is in the picture, '' where it is none that the atlas has."""
    node = pathway.nodes.get(base_of(element))
    if node is None or not node.structure:
        return ""
    sided = f"{node.structure}_{lies_on(node, side_of(element) or 'right')[0]}"
    return next((name for name in (sided, node.structure) if name in atlas.structures), "")


def pathway_view(atlas: Atlas, view: ViewState) -> ViewState:
    """The picture for the pathway: nuclei clear, nerves faded, brain and cord as glass, the skull a veil.

    A pain map stays, on a skin of glass.
    """
    structures = atlas.structures.values()
    nerves = {s.id for s in structures if s.base in atlas.pathway.structures and s.system == "nerves"}
    deep = {s.id for s in structures if s.deep}
    glass = {s.id for s in structures if s.system == "cns" and not s.deep and not s.base.endswith("_dura")}
    veil = {s.id for s in structures if s.system == "bones"}
    shown = frozenset(nerves | deep | glass | veil)
    clear = ViewState(shown, camera=view.camera, patient=view.patient)
    for names, opacity in (
        (veil, BONE_VEIL),
        (glass, BRAIN_VEIL),
        (nerves, NERVE_VEIL),
        (deep, NUCLEUS_VEIL),
    ):
        clear = clear.with_opacity(names, opacity)
    if view.pain is not None:
        surface = atlas.skin.surface
        clear = replace(clear.show([surface]).with_opacity([surface], SKIN_VEIL), pain=view.pain)
    return clear


def pathway_picture(atlas: Atlas, view: ViewState, side: str) -> ViewState:
    """The same, seen as a whole from behind and the side that is felt."""
    view = pathway_view(atlas, view)
    seen = [name for name in view.visible if atlas.structures[name].system not in ("bones", "skin")]
    return view.look(frame(atlas.bounds(seen), f"posterolateral {side}", "whole"))


def with_fibres(view: ViewState, look: PathwayLook | None, pathway: Pathway) -> ViewState:
    """`view` with the fibres of the pathway as it is looked at; without them where it is not."""
    return replace(view, fibres=Fibres(look.side, lit_edges(look, pathway)) if look and pathway else None)


def lit_edges(look: PathwayLook, pathway: Pathway) -> frozenset[str]:
    """The edges that are selected, or begin or end at what is."""
    named = {base_of(each) for name in look.selected for each in (name, *pathway.neighbours(name))}
    return frozenset(named & pathway.edges.keys())
