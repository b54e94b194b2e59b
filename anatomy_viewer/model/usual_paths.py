"""The usual way of a needle for each procedure of the atlas that has an entry: from point to point of this specimen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import dist
from types import MappingProxyType
from typing import Literal

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.intervention import Intervention
from anatomy_viewer.model.needling import DIAMETERS, Needle, long_enough
from anatomy_viewer.model.treatment import LesionKind

# What is done with a needle: the groups of `model.intervention.GROUPS` without toxin (many sites) and surgery.
_GROUPS = ("block", "joint", "ablation", "stimulation", "comparator")
_LEAD = "stimulation"
_LESIONS: Mapping[str, LesionKind] = MappingProxyType(
    {"pulsed_rf": "pulsed", "thermal_rf": "thermal", "third_nerve": "thermal", "cryoneurolysis": "cryo"}
)
_USUAL_GAUGE = 22  # where none is named (model value)


@dataclass(frozen=True)
class UsualPath:
    """From the point `entry` on the skin to the point `target`; `several`: the procedure has other entries too."""

    target: str
    entry: str
    procedure: Intervention
    several: bool

    def name(self, atlas: Atlas, language: str) -> str:
        """The procedure's name, with its entry where there are several."""
        name = self.procedure.names.get(language)
        return f"{name} · {atlas.name(self.entry, language)}" if self.several else name


def known_paths(atlas: Atlas) -> tuple[UsualPath, ...]:
    """Every entry of every procedure that is done with a needle and whose two points the atlas has."""
    found = []
    for item in atlas.practice.interventions.values():
        if item.group in _GROUPS and item.target in atlas.points:
            entries = [entry for entry in item.entries if entry in atlas.points]
            found += [UsualPath(item.target, entry, item, len(entries) > 1) for entry in entries]
    return tuple(found)


def usual_needle(atlas: Atlas, target: str, entry: str = "") -> Needle:
    """The needle to point `target`, from `entry` where the procedure has several. KeyError where there is none."""
    paths = [path for path in known_paths(atlas) if path.target == target and entry in ("", path.entry)]
    if not paths:
        raise KeyError(target)
    path = paths[0]
    start, end = atlas.points[path.entry].position, atlas.points[path.target].position
    lesion: LesionKind | Literal[""] = _LESIONS.get(path.procedure.id, "")
    length = long_enough(dist(start, end))
    return Needle(start, end, _gauge(path.procedure), length, target, lesion=lesion)


def lead_way(atlas: Atlas, needle: Needle) -> tuple[Vector, ...]:
    """From the needle's entry over its target to the tip of the lead, where it is a lead's; else ()."""
    procedure = atlas.practice.at(needle.procedure)
    if procedure is None or procedure.group != _LEAD:
        return ()
    sites = [atlas.points[name].position for name in procedure.sites if name in atlas.points]
    if needle.target[0] < 0.0:  # points are on the right
        sites = [(-x, y, z) for x, y, z in sites]
    return (needle.entry, needle.target, *sites)


def _gauge(procedure: Intervention) -> int:
    """The thinnest needle that is named, as far as it is one of ours."""
    wanted = procedure.gauge[1] if procedure.gauge else _USUAL_GAUGE
    return min(DIAMETERS, key=lambda gauge: abs(gauge - wanted))
