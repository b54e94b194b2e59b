"""Questions made from the atlas itself: where a structure is, and what it is called among its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from math import dist
from random import Random
from typing import TypeVar

from anatomy_viewer.model.anatomy import Atlas, Feature, Structure, Text
from anatomy_viewer.model.quiz import Choice, Locate, Option

Item = TypeVar("Item", Structure, Feature)
OPTIONS = 4
_NEIGHBOURS = 7  # of the nearest that could be meant, three are drawn
_WHICH = Text("What is the name of the coloured structure?", "图中着色的结构叫什么？")


def click_question(atlas: Atlas, name: str) -> Locate:
    """Either side is right: the name that is asked for says none."""
    structure = atlas.structures[name]
    both = tuple(i for i, other in atlas.structures.items() if other.base == structure.base)
    patches = [i for i, feature in atlas.features.items() if feature.of in both]
    ask = Text(f"Where is the {_lower(structure)}?", f"{structure.names.zh}在哪里？")
    latin = Text(f"In Latin: {structure.names.la}", f"拉丁名：{structure.names.la}")
    hint = latin if structure.names.la else Text("", "")
    return Locate("", ask, both, frozenset([*both, *patches]), hint, _told(structure))


def name_question(atlas: Atlas, name: str, seed: str) -> Choice:
    """Its name among three plausible neighbours: of its group first, then of its system, the nearest."""
    structure = atlas.structures[name]
    group = structure.parent
    wrong = Random(f"{seed}/{name}").sample(
        near := _plausible(
            neighbours(atlas, name), lambda other: bool(other.parent) and other.parent == group
        ),
        min(OPTIONS - 1, len(near)),
    )
    options = [
        Option(_name(structure), True),
        *(Option(_name(other), False, _what(other)) for other in wrong),
    ]
    return Choice("", _WHICH, tuple(options), explain=_told(structure))


def feature_question(atlas: Atlas, name: str, seed: str) -> Choice:
    """The name of a feature among three others: of its bone or nerve first, then of its system, the nearest."""
    mine, here, owner = atlas.features[name], atlas.anchor(name), atlas.owner(name)
    system = atlas.structures[owner].system
    others = {
        f.names.en: f
        for f in sorted(
            (f for f in atlas.features.values() if atlas.structures[f.of].system == system),
            key=lambda f: (f.of != owner, dist(atlas.anchor(f.id), here)),
            reverse=True,
        )
        if {f.names.en, f.names.zh}.isdisjoint({mine.names.en, mine.names.zh})
    }
    near = _plausible(list(others.values())[::-1], lambda other: other.of == owner)
    wrong = Random(f"{seed}/{name}").sample(near, min(OPTIONS - 1, len(near)))
    options = (Option(_name(mine), True), *(Option(_name(other), False, _what(other)) for other in wrong))
    return Choice("", _WHICH, options, explain=_told(mine))


def _plausible(nearest: list[Item], kin: Callable[[Item], bool]) -> list[Item]:
    """Its kin alone where there are enough of them, else the nearest."""
    own = [other for other in nearest if kin(other)]
    return (own if len(own) >= OPTIONS - 1 else nearest)[:_NEIGHBOURS]


def neighbours(atlas: Atlas, name: str) -> list[Structure]:
    """What could be taken for it: one a name, the same group before the rest of the system, the nearest first."""
    mine = atlas.structures[name]
    here = atlas.anchor(name)
    others = [
        s
        for s in atlas.structures.values()
        if s.system == mine.system and s.base != mine.base and s.side != "left"
    ]
    others.sort(key=lambda s: (not mine.parent or s.parent != mine.parent, dist(atlas.anchor(s.id), here)))
    found: dict[str, Structure] = {}
    for other in others:
        if {other.names.en, other.names.zh}.isdisjoint({mine.names.en, mine.names.zh}):
            found.setdefault(other.names.en, other)
    return list(found.values())


def _name(structure: Structure | Feature) -> Text:
    return Text(structure.names.en, structure.names.zh)


def _what(structure: Structure | Feature) -> Text:
    """What it is instead: the first sentence about it."""
    english = structure.about.en.partition(". ")[0].rstrip(".")
    chinese = structure.about.zh.partition("。")[0]
    return _named(structure, Text(f"{english}." if english else "", f"{chinese}。" if chinese else ""))


def _told(structure: Structure | Feature) -> Text:
    """What is said of the structure that was asked for."""
    return _named(structure, structure.about)


def _named(structure: Structure | Feature, text: Text) -> Text:
    """With its name before it, for two may be told of in a row."""
    if not text.en:
        return text
    return Text(f"{structure.names.en}: {text.en}", f"{structure.names.zh}：{text.zh}")


def _lower(structure: Structure) -> str:
    """The English name inside a sentence: small, unless it is an abbreviation or a numbered level."""
    name = structure.names.en
    return name[0].lower() + name[1:] if name[1:2].islower() else name
