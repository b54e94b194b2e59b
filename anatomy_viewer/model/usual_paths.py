"""The usual way of a needle for each procedure of the atlas that has an entry: from point to point of this specimen."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.intervention import Intervention
from anatomy_viewer.model.needling import DIAMETERS, Needle, long_enough

# What is done with a needle: the groups of `model.intervention.GROUPS` without stimulation and surgery.
_GROUPS = ("block", "joint", "ablation", "comparator")
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
    return Needle(start, end, _gauge(path.procedure), long_enough(dist(start, end)), target)


def _gauge(procedure: Intervention) -> int:
    """The thinnest needle that is named, as far as it is one of ours."""
    wanted = procedure.gauge[1] if procedure.gauge else _USUAL_GAUGE
    return min(DIAMETERS, key=lambda gauge: abs(gauge - wanted))
