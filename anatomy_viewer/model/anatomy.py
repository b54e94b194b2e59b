"""What the atlas says: structures, features, groups, points and their sources; no meshes, no drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.intervention import Practice
from anatomy_viewer.model.pathway import Pathway
from anatomy_viewer.model.syndrome import Syndromes
from anatomy_viewer.model.territory import SkinMap
from anatomy_viewer.model.texts import NO_TEXT
from anatomy_viewer.model.texts import Names as Names
from anatomy_viewer.model.texts import Text as Text
from anatomy_viewer.model.variants import Sampling, Variant

Side = Literal["right", "left", "midline"]
Vector = tuple[float, float, float]

SYSTEMS = ("bones", "muscles", "nerves", "arteries", "veins", "ligaments", "cns", "skin")
SYSTEM_NAMES = {
    "bones": ("Bones", "骨"),
    "muscles": ("Muscles", "肌"),
    "nerves": ("Nerves", "神经"),
    "arteries": ("Arteries", "动脉"),
    "veins": ("Veins", "静脉"),
    "ligaments": ("Ligaments and sheets", "韧带与腱膜"),
    "cns": ("Brainstem and cord", "脑干与脊髓"),
    "skin": ("Skin", "皮肤"),
}
OWN = "own"  # the system of meshes that a user has added; the word for all of them in lessons
OWN_PREFIX = f"{OWN}_"  # their ids begin so
OWN_NAMES = ("Own", "自有")
LAYER_NAMES = (
    ("Skin", "皮肤"),
    ("Fascia", "筋膜"),
    ("Trapezius", "斜方肌"),
    ("Splenius", "夹肌"),
    ("Semispinalis", "半棘肌"),
    ("Suboccipital", "枕下肌"),
    ("Bone", "骨"),
    ("Canal", "椎管"),
)
DEEPEST_PEEL = len(LAYER_NAMES) - 1
# Groups of what lies inside brain and cord (nuclei, tracts, areas of the cortex), and the base ids of what holds them.
NUCLEI = {
    "trigeminocervical_complex": ("pons", "medulla_oblongata", "spinal_cord_cervical"),
    "descending_control": ("midbrain", "pons", "medulla_oblongata"),
    "diencephalon": ("cerebral_hemisphere",),
    "pain_cortex": ("cerebral_hemisphere",),
}
CONFIDENCES = ("V", "V2", "V*", "K", "K-low", "M")
POINT_KINDS = ("compression", "intervention", "landmark")

assert set(SYSTEM_NAMES) == set(SYSTEMS)


@dataclass(frozen=True)
class Structure:
    """One body of the atlas, on one side.

    colour ('#RRGGBB') and licence: of a user's own mesh; empty in the atlas, whose systems say it.
    """

    id: str
    base: str
    side: Side
    system: str
    layer: int
    parent: str
    names: Names
    short: Text
    about: Text
    gon: Text
    ids: Mapping[str, str] = field(default_factory=dict, hash=False)
    synonyms: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    confidence: str = "K"
    colour: str = ""
    licence: str = ""

    @property
    def tissue(self) -> str:
        """What its swatch shows: its system, or '#RRGGBB' of a user's own mesh."""
        return self.colour or self.system

    @property
    def own(self) -> bool:
        """Was it added by a user? It is then in no selector but its own id and 'own'."""
        return self.system == OWN

    @property
    def deep(self) -> bool:
        """Does it lie inside another structure of its system, as a nucleus does in the brainstem?"""
        return self.parent in NUCLEI


@dataclass(frozen=True)
class Feature:
    """A named patch of faces of a structure; hovered, highlighted, labelled and clicked like one."""

    id: str
    of: str
    baked: str
    side: Side
    names: Names
    short: Text
    about: Text
    ids: Mapping[str, str] = field(default_factory=dict, hash=False)
    synonyms: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    confidence: str = "K"


@dataclass(frozen=True)
class Group:
    """A named set of structures; `members` are structure ids."""

    id: str
    names: Names
    members: tuple[str, ...]


@dataclass(frozen=True)
class Study:
    """What one publication gives for a point, in mm from the EOP; never averaged with another."""

    source: str
    confidence: str
    lateral: float | None = None
    lateral_sd: float | None = None
    caudal: float | None = None
    caudal_sd: float | None = None
    note: Text = NO_TEXT

    @property
    def has_spread(self) -> bool:
        """Does it give a standard deviation in both directions?"""
        return bool(
            self.lateral is not None and self.caudal is not None and self.lateral_sd and self.caudal_sd
        )


@dataclass(frozen=True)
class Point:
    """A compression, intervention or landmark point seated on this specimen (right side).

    tolerance: mm lateral and mm caudal by which a model value may be off; a guess of this atlas, no standard deviation.
    short: the name for narrow places, empty where there is none; presses, signs, surgery: of a compression point;
    contested: what is disputed, empty where nothing is.
    """

    id: str
    kind: str
    names: Text
    about: Text
    position: Vector
    structure: str
    nerve: str = ""
    number: int | None = None
    shift_mm: float | None = None
    tolerance: tuple[float, float] | None = None
    published: tuple[Study, ...] = ()
    short: Text = NO_TEXT
    explain: Text = NO_TEXT
    presses: Text = NO_TEXT
    signs: Text = NO_TEXT
    surgery: Text = NO_TEXT
    contested: Text = NO_TEXT
    source: tuple[str, ...] = ()
    confidence: str = "K"


@dataclass(frozen=True)
class Source:
    """A publication; `short`: how it is called in narrow places, where that is not its first author and year."""

    key: str
    citation: str
    year: int | None = None
    doi: str = ""
    short: str = ""


@dataclass(frozen=True)
class MeshFacts:
    """What `sculpt` wrote about one structure's mesh; positions already on the structure's own side."""

    bounds: tuple[Vector, Vector]
    triangles: int
    triangles_coarse: int
    volume_mm3: float
    watertight: bool
    anchor: Vector
    feature_anchors: Mapping[str, Vector] = field(default_factory=dict)


class UnknownName(LookupError):
    """No structure, feature, group, system or point is called `name`; `nearest` is the closest valid spelling."""

    def __init__(self, name: str, nearest: str) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


def system_names(system: str) -> tuple[str, str]:
    """The English and Chinese name of a structure's system."""
    return OWN_NAMES if system == OWN else SYSTEM_NAMES[system]


def is_own(name: str) -> bool:
    """Can only a user's own mesh, or all of them, be called so?"""
    return name == OWN or name.startswith(OWN_PREFIX)


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that can be named, by id; read-only. Compared by identity: there is one at a time."""

    structures: Mapping[str, Structure]
    features: Mapping[str, Feature]
    groups: Mapping[str, Group]
    points: Mapping[str, Point]
    sources: Mapping[str, Source]
    facts: Mapping[str, MeshFacts]
    practice: Practice = field(default_factory=Practice)
    variants: Mapping[str, Variant] = field(default_factory=dict)
    sampling: Sampling | None = None

    def with_points_at(self, places: Mapping[str, Vector]) -> Atlas:
        """The same with some points elsewhere, as on a specimen with variants."""
        moved = {name: replace(self.points[name], position=place) for name, place in places.items()}
        return replace(self, points={**self.points, **moved})

    skin: SkinMap = field(default_factory=SkinMap)
    read_syndromes: Callable[[], Syndromes] = field(default=Syndromes, repr=False)

    @cached_property
    def syndromes(self) -> Syndromes:
        """The pain syndromes; their file is read when they are first asked for."""
        return self.read_syndromes()

    read_pathway: Callable[[], Pathway] = field(default=Pathway, repr=False)

    @cached_property
    def pathway(self) -> Pathway:
        """The trigemino-cervical pathway; its file is read when it is first asked for."""
        return self.read_pathway()

    @cached_property
    def all_ids(self) -> frozenset[str]:
        """The id of every structure of the specimen; a user's own meshes are no part of it."""
        return frozenset(i for i, each in self.structures.items() if not each.own)

    @cached_property
    def own_ids(self) -> tuple[str, ...]:
        """The ids of a user's own meshes."""
        return tuple(i for i, each in self.structures.items() if each.own)

    @cached_property
    def selectors(self) -> Mapping[str, tuple[str, ...]]:
        """Selector word → structure ids: ids, base ids, systems, groups and 'all'; of a user's own: ids and 'own'."""
        table: dict[str, list[str]] = {"all": [i for i, each in self.structures.items() if not each.own]}
        for item in self.structures.values():
            for word in {item.id, item.base, item.system}:
                table.setdefault(word, []).append(item.id)
        for group in self.groups.values():
            table.setdefault(group.id, list(group.members))
        return {word: tuple(ids) for word, ids in table.items()}

    def resolve(self, selector: str) -> tuple[str, ...]:
        """Structure ids that `selector` stands for; raises UnknownName."""
        if selector in self.selectors:
            return self.selectors[selector]
        if is_own(selector):  # a lesson may name a mesh that only its author has: there is nothing to show
            return ()
        raise UnknownName(selector, self.nearest(selector, self.selectors))

    def resolve_all(self, selectors: Iterable[str]) -> frozenset[str]:
        """Union of `resolve` over `selectors`."""
        return frozenset(i for selector in selectors for i in self.resolve(selector))

    def resolve_marks(self, names: Iterable[str]) -> tuple[str, ...]:
        """Like `resolve`, but features (and their base ids) are allowed and stay features; order is kept."""
        found: dict[str, None] = {}
        for name in names:
            for item in self._features_called(name) or self.resolve(name):
                found[item] = None
        return tuple(found)

    def _features_called(self, name: str) -> tuple[str, ...]:
        if name in self.features:
            return (name,)
        return tuple(i for i in (f"{name}_r", f"{name}_l") if i in self.features)

    def nearest(self, name: str, words: Iterable[str]) -> str:
        """The closest of `words` to `name`, or ''."""
        return next(iter(get_close_matches(name, list(words), n=1, cutoff=0.5)), "")

    def item(self, name: str) -> Structure | Feature:
        """The structure or feature with this id; raises UnknownName."""
        found = self.structures.get(name) or self.features.get(name)
        if found is None:
            raise UnknownName(name, self.nearest(name, [*self.structures, *self.features]))
        return found

    def owner(self, name: str) -> str:
        """The structure id that a structure or feature id belongs to."""
        feature = self.features.get(name)
        return feature.of if feature else name

    def name(self, name: str, language: str = "en") -> str:
        """Display name of a structure, feature, group or point, in 'en', 'la' or 'zh'."""
        if name in self.points:
            return self.points[name].names.get(language)
        if name in self.groups:
            return self.groups[name].names.get(language)
        return self.item(name).names.get(language)

    def anchor(self, name: str) -> Vector:
        """A surface point of a structure or feature in mm, good for a label."""
        facts = self.facts[self.owner(name)]
        feature = self.features.get(name)
        return facts.feature_anchors.get(feature.baked, facts.anchor) if feature else facts.anchor

    def bounds(self, names: Iterable[str]) -> NDArray[np.float64]:
        """(2, 3) box in mm round structures and features; a feature counts as 12 mm round its anchor."""
        boxes = [self._box(name) for name in names]
        if not boxes:
            return np.array([[-80.0, -20.0, -110.0], [80.0, 120.0, 130.0]])
        stacked = np.array(boxes)
        return np.array([stacked[:, 0].min(axis=0), stacked[:, 1].max(axis=0)])

    def _box(self, name: str) -> NDArray[np.float64]:
        if name in self.features or name in self.points:
            centre = self.points[name].position if name in self.points else self.anchor(name)
            return np.array([np.subtract(centre, 12.0), np.add(centre, 12.0)])
        return np.array(self.facts[name].bounds, dtype=np.float64)
