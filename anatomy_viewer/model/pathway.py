"""The trigemino-cervical pathway as a graph: nodes, the links between them, and how busy each is in the model.

A pathway belongs to the side of the body that is felt (`side`: 'right' or 'left'); what crosses lies on the other side
of the head. An element is called by its id with that side: 'second_order_neuron_r'; midline nodes have one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from anatomy_viewer.model.convergence import Activity, Inputs
from anatomy_viewer.model.texts import NO_TEXT, Names, Text

Vector = tuple[float, float, float]
KINDS = {
    "receptor": Text("Pain endings", "痛觉末梢"),
    "nerve": Text("Nerve", "神经"),
    "ganglion": Text("Ganglion", "神经节"),
    "root": Text("Root", "神经根"),
    "nucleus": Text("Nucleus", "神经核"),
    "neuron": Text("Neurons", "神经元"),
    "crossing": Text("Crossing", "交叉"),
    "tract": Text("Tract", "传导束"),
    "cortex": Text("Cortex", "皮质"),
    "effector": Text("Effectors", "效应器"),
}
LEVELS = {
    "periphery": Text("Head and neck", "头颈部外周"),
    "ganglion": Text("Ganglia", "神经节"),
    "relay": Text("First relay, medulla to C3", "第一级中继：延髓至C3"),
    "brainstem": Text("Brainstem", "脑干"),
    "thalamus": Text("Thalamus, hypothalamus", "丘脑与下丘脑"),
    "cortex": Text("Cortex", "皮质"),
}
SYSTEMS = {
    "cervical": Text("Pain from the neck and occiput (C2, C3)", "枕颈部痛觉（C2、C3）"),
    "trigeminal": Text("Pain from face and dura (V1)", "面部与硬脑膜痛觉（V1）"),
    "convergence": Text("Convergence", "会聚"),
    "ascending": Text("Ascending: where and how strong", "上行：部位与强度"),
    "affective": Text("Ascending: how unpleasant", "上行：不快与恐惧"),
    "descending": Text("Descending brake", "下行抑制"),
    "autonomic": Text("Autonomic reflex", "自主神经反射"),
    "intervention": Text("Intervention", "干预"),
}
SIGNS = ("+", "-", "±")
LIES = ("same", "opposite", "midline")  # where a node lies, as seen from the side that is felt


@dataclass(frozen=True)
class Seat:
    """A rule for a place on the specimen, right side.

    kind: 'structure' (middle of its box), 'point', 'course' (share `at` along `part`), 'box' (share `place` of its box:
    from the midline outwards, backmost to foremost, lowest to highest) or 'brain' (`place` in mm of the MNI brain,
    scaled onto the box of the hemisphere). `of`: which. `shift`: mm right, forward and up from there; model value.
    """

    kind: str
    of: str = ""
    place: Vector = (0.0, 0.0, 0.0)
    part: str = "trunk"
    at: float = 0.0
    shift: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Frame:
    """The MNI brain's outermost mm (`least`, `most`; right half) and the structure that it is scaled onto."""

    of: str = ""
    least: Vector = (0.0, 0.0, 0.0)
    most: Vector = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Node:
    """A station of the pathway. structure: base id of what it is in the atlas, '' where nothing is sculpted for it.

    rate: what of the model it shows (a key of RATES, '' where the model says nothing of it).
    """

    id: str
    names: Names
    short: Text
    kind: str
    level: str
    system: str
    lies: str
    does: Text
    seat: Seat
    structure: str = ""
    rate: str = ""
    source: tuple[str, ...] = ()
    confidence: str = "K"
    contested: Text = NO_TEXT


@dataclass(frozen=True)
class Link:
    """From one node to the next; `along`: courses it follows, ('ophthalmic_nerve', 'trunk'); `via`: places between."""

    start: str
    end: str
    rate: str = ""
    along: tuple[tuple[str, str], ...] = ()
    via: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Edge:
    """One or several links that mean one thing. acts_on: the node that an intervention is at."""

    id: str
    names: Text
    does: Text
    sign: str
    system: str
    fibre: Text
    links: tuple[Link, ...] = ()
    acts_on: str = ""
    both_ways: bool = False
    rate: str = ""
    source: tuple[str, ...] = ()
    confidence: str = "K"
    contested: Text = NO_TEXT


@dataclass(frozen=True)
class Phase:
    """A stretch of an experiment, s of the picture; `inputs` where the right side is the one that is felt."""

    seconds: float
    inputs: Inputs
    says: Text

    def given(self, side: str) -> Inputs:
        """The sliders where `side` is felt."""
        right, left, sensitisation = self.inputs.right, self.inputs.left, self.inputs.sensitisation
        return self.inputs if side == "right" else Inputs(left, right, sensitisation)


@dataclass(frozen=True)
class Preset:
    """An experiment of a paper that the model repeats: what was done to whom and found, and what that does not say."""

    id: str
    names: Text
    title: Text
    subjects: Text
    done: Text
    found: Text
    limits: Text
    phases: tuple[Phase, ...]
    source: tuple[str, ...]
    confidence: str = "K"

    @property
    def seconds(self) -> float:
        """How long all phases last."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def telling(self) -> int:
        """The phase in which most is done, from 0: for a picture that stands."""
        done = [sum(vars(phase.inputs.right).values()) for phase in self.phases]
        return done.index(max(done))


@dataclass(frozen=True)
class Pathway:
    """Everything of `meshes/pathway.yaml`; empty where an atlas has none."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    edges: Mapping[str, Edge] = field(default_factory=dict)
    frame: Frame = Frame()
    presets: Mapping[str, Preset] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.nodes)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every id that may be selected, without and with a side."""
        return tuple(f"{name}{end}" for name in (*self.nodes, *self.edges) for end in ("", "_r", "_l"))

    def names(self, element: str) -> Names | Text:
        """The names of a node or edge, with or without its side."""
        base = base_of(element)
        return self.nodes[base].names if base in self.nodes else self.edges[base].names

    @cached_property
    def structures(self) -> frozenset[str]:
        """Base ids of what the pathway runs in: what its nodes are, and the nerves that its links follow."""
        nodes = {node.structure for node in self.nodes.values() if node.structure}
        links = [link for edge in self.edges.values() for link in edge.links]
        return frozenset(nodes | {nerve for link in links for nerve, _ in link.along})

    def elements_of(self, structure: str) -> tuple[str, ...]:
        """The nodes, with their sides, that a structure id with or without a side is."""
        base, side = base_of(structure), side_of(structure)
        found = []
        for node in self.nodes.values():
            if node.structure == base:
                crossed = node.lies == "opposite" and side
                felt = {"r": "l", "l": "r"}[side[0]] if crossed else side[:1] or "r"
                found.append(f"{node.id}_{felt}")
        return tuple(found)

    def neighbours(self, element: str) -> tuple[str, ...]:
        """The edges, with their side, that begin, end or act at a node; the nodes of an edge."""
        base, end = base_of(element), f"_{(side_of(element) or 'right')[0]}"
        if base in self.edges:
            edge = self.edges[base]
            nodes = [name for link in edge.links for name in (link.start, link.end)] + [edge.acts_on]
            return tuple(f"{name}{end}" for name in dict.fromkeys(nodes) if name)
        return tuple(
            f"{edge.id}{end}"
            for edge in self.edges.values()
            if base == edge.acts_on or any(base in (link.start, link.end) for link in edge.links)
        )


def base_of(element: str) -> str:
    """An id without its side."""
    return element[:-2] if element.endswith(("_r", "_l")) else element


def side_of(element: str) -> str:
    """'right', 'left', or '' where the id has no side."""
    return {"_r": "right", "_l": "left"}.get(element[-2:], "")


def lies_on(node: Node, felt: str) -> str:
    """Where a node lies ('right', 'left' or 'midline') in the pathway of the side that is felt."""
    if node.lies == "midline":
        return "midline"
    return felt if node.lies == "same" else "left" if felt == "right" else "right"


# How busy something is in the model, 0-1, by what its row says. A link that carries a brake shows how strongly it acts.
RATES: Mapping[str, Callable[[Activity, Inputs, str], float]] = {
    "behind": lambda _now, given, side: given.side(side).gon,
    "front": lambda _now, given, side: given.side(side).v1,
    "cervical": lambda now, _given, side: now.side(side).cervical,
    "trigeminal": lambda now, _given, side: now.side(side).trigeminal,
    "either": lambda now, _given, side: max(now.side(side).cervical, now.side(side).trigeminal),
    "neuron": lambda now, _given, side: now.side(side).neuron,
    "sensitised": lambda now, _given, side: now.side(side).sensitised,
    "ascending": lambda now, _given, side: now.side(side).ascending,
    "reflex": lambda now, _given, side: now.side(side).reflex,
    "brake": lambda now, _given, _side: min(1.0, 3.0 * now.brake),  # at most about a third: shown full there
    "block": lambda _now, given, side: given.side(side).block,
    "stimulation": lambda _now, given, side: given.side(side).stimulation,
}


def rate_of(name: str, now: Activity, given: Inputs, side: str) -> float:
    """How busy 0-1 what shows rate `name` is on the felt side; 0 for what the model says nothing of ('')."""
    return RATES[name](now, given, side) if name else 0.0
