"""What the needle passes and comes near, in words: one place for the panel, the picture and screen readers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.naming import full_name, short_name
from anatomy_viewer.model.needle import BONE, LOOSE, Level, NeedlePath, Passed
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.theme import mix

# Another shape as well as another colour for each level.
ICONS: dict[str, str] = {"crossed": "close-octagon", "near": "alert", "clear": "check-circle-outline"}
TONES: dict[str, str] = {"crossed": "bad", "near": "warn", "clear": "ok"}
LEVEL_WORDS: dict[str, str] = {"crossed": "crossed", "near": "near", "clear": "clear"}
_MOST_NAMED = 3  # in the headline; the list below it has them all
VERDICTS: dict[str, str] = {
    "crossed": "Crosses what it should not",
    "near": "Within 2 mm",
    "clear": "Nothing at risk is crossed or within 2 mm",
}


@dataclass(frozen=True)
class Finding:
    """A structure at risk on the side that is nearer, how far it is (mm, 0 where crossed), and its level."""

    id: str
    mm: float
    level: Level


def findings(path: NeedlePath) -> tuple[Finding, ...]:
    """Each structure at risk once, on its nearer side, in the order of the answer; then whatever else is crossed."""
    nearest: dict[str, str] = {}
    for name, near in path.near.items():
        base = name.removesuffix("_r").removesuffix("_l")
        if base not in nearest or near.mm < path.near[nearest[base]].mm:
            nearest[base] = name
    at_risk = [Finding(name, path.near[name].mm, path.level(name)) for name in nearest.values()]
    others = [Finding(name, 0.0, "crossed") for name in path.crosses if name not in path.near]
    return (*at_risk, *others)


def worst(path: NeedlePath) -> Level:
    """The level of the whole needle."""
    levels = {found.level for found in findings(path)}
    return "crossed" if "crossed" in levels else "near" if "near" in levels else "clear"


def name_of(atlas: Atlas, name: str, language: str, short: bool = False) -> str:
    """The name of a layer or a structure at risk."""
    if name in (LOOSE, BONE):
        return say({LOOSE: "Loose tissue", BONE: "Bone"}[name], language)
    return (short_name if short else full_name)(atlas, name, language)


def swatch_of(atlas: Atlas, name: str) -> str:
    """The tissue whose colour stands for a layer; '' for loose tissue."""
    return "bones" if name == BONE else "" if name == LOOSE else atlas.structures[name].system


def colour_of(look: Look, atlas: Atlas, name: str) -> QColor:
    """The colour of a layer on a panel: its tissue's, fat between skin and nerve yellow, loose tissue grey."""
    if name == "subcutaneous_fat":
        return QColor(mix(look.swatch("skin").name(), look.swatch("nerve").name(), 0.5))
    tissue = swatch_of(atlas, name)
    return look.swatch(tissue) if tissue else look.color("fill2")


def stretch(layer: Passed) -> str:
    """'2.9–9.3'."""
    return f"{layer.start:.1f}–{layer.end:.1f}"


def verdict(path: NeedlePath, atlas: Atlas, language: str) -> tuple[str, str]:
    """One line, and which structures it is about."""
    level = worst(path)
    named = [found for found in findings(path) if found.level == level]
    if level == "clear":
        return say(VERDICTS[level], language), ""
    if any(found.id in atlas.structures and atlas.structures[found.id].system == "bones" for found in named):
        named = [found for found in named if found.id != BONE]  # which bone says more
    texts = [name_of(atlas, found.id, language) for found in named[:_MOST_NAMED]]
    if level == "near":
        texts = [f"{text} {found.mm:.1f} mm" for text, found in zip(texts, named, strict=False)]
    if len(named) > _MOST_NAMED:
        texts.append(say("and {} more", language).format(len(named) - _MOST_NAMED))
    return say(VERDICTS[level], language), joined(texts, language)


def at_tip(path: NeedlePath, atlas: Atlas, language: str) -> str:
    """'37.4 mm · semispinalis capitis': how deep the tip is and what it lies in."""
    return f"{path.length_mm:.1f} mm · {name_of(atlas, path.layers[-1].id, language)}"
