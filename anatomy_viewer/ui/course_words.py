"""What the line under the picture reads at a station of a walk, field by field, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.nerve import Station
from anatomy_viewer.model.words import say

# Courses that begin at a spinal ganglion; the others arise from the plexus or a larger artery.
FROM_GANGLION = ("greater_occipital_nerve", "third_occipital_nerve")


@dataclass(frozen=True)
class Run:
    """A piece of a value: its text, whether it is a unit or the like, and the system whose swatch stands before it."""

    text: str
    faint: bool = False
    system: str = ""


@dataclass(frozen=True)
class Field:
    """A label over its value."""

    id: str
    label: str
    runs: tuple[Run, ...]


def fields(station: Station, course: str, atlas: Atlas, language: str) -> tuple[Field, ...]:
    """The fields of a station of `course` (an id with its side), from left to right."""
    origin = "From ganglion" if course.startswith(FROM_GANGLION) else "From origin"
    way = "{:.0f} lat · {:.0f} caud" if station.caudal_mm >= 0.0 else "{:.0f} lat · {:.0f} cran"
    from_eop = say(way, language).format(station.lateral_mm, abs(station.caudal_mm))
    return (
        _measured("s", say(origin, language), f"{station.s_mm:.0f}"),
        _measured(
            "depth",
            say("Depth · diameter", language),
            f"{station.depth_mm:.1f} · ⌀ {station.diameter_mm:.1f}",
        ),
        _measured("eop", say("From EOP", language), from_eop),
        _layer(station, course, atlas, language),
        _vessel(station, course, atlas, language),
    )


def short_name(atlas: Atlas, base: str, course: str, language: str) -> str:
    """The short name of a base id on the course's side, as it stands within a line."""
    item = atlas.structures.get(f"{base}{course[-2:]}") or atlas.structures.get(base)
    if item is None:
        return base.replace("_", " ")
    text = item.short.get(language) or item.names.get(language)
    return text if language == "zh" or text[1:2].isdigit() else text[:1].lower() + text[1:]


def system_of(atlas: Atlas, base: str, course: str) -> str:
    """The system of a base id, '' where the atlas lacks it."""
    item = atlas.structures.get(f"{base}{course[-2:]}") or atlas.structures.get(base)
    return item.system if item else ""


def _measured(name: str, label: str, value: str) -> Field:
    return Field(name, label, (Run(value), Run(" mm", faint=True)))


def _layer(station: Station, course: str, atlas: Atlas, language: str) -> Field:
    over, under = station.between
    if station.inside:
        label, names = (say("Piercing" if station.piercing else "Inside", language)), [station.inside]
    elif over == under or not under:
        label, names = say("Under", language), [over]
    else:
        label, names = say("Between", language), [under, over]
    runs: list[Run] = []
    for name in names:
        if runs:
            runs.append(Run(f" {say('and', language)} ", faint=True))
        word = short_name(atlas, name, course, language)
        runs.append(Run(word, system=system_of(atlas, name, course)))
    return Field("layer", label, tuple(runs))


def _vessel(station: Station, course: str, atlas: Atlas, language: str) -> Field:
    label = say("Nearest vessel", language)
    if not station.nearest_vessel:
        return Field("vessel", label, (Run("–", faint=True),))
    name = short_name(atlas, station.nearest_vessel, course, language)
    separator = "，" if language == "zh" else ", "
    value = Run(f"{station.nearest_vessel_mm:.1f}")
    return Field("vessel", label, (value, Run(f" mm{separator}{name}", faint=True)))
