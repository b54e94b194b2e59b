"""The usual way of a needle for each procedure whose entry and target are points of the atlas."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist

from anatomy_viewer.model.anatomy import Atlas, Vector
from anatomy_viewer.model.needling import Needle, long_enough

# mm before the middle of a nerve at which the tip stops: beside it, not in it (model value).
_SHORT = 3.0


@dataclass(frozen=True)
class UsualPath:
    """From point `entry` to point `target`; the gauge is a usual one, not a recommendation (model value)."""

    target: str
    entry: str
    gauge: int


USUAL_PATHS = (
    UsualPath("tgt_distal", "ent_distal", 27),
    UsualPath("tgt_proximal_us", "ent_proximal_us_med", 22),
    UsualPath("tgt_proximal_ct", "ent_proximal_ct", 22),
    UsualPath("tgt_cryo", "ent_proximal_us_med", 18),
    UsualPath("tgt_prf_distal", "ent_distal", 22),
    UsualPath("tgt_c2drg", "ent_c2drg_post", 22),
    UsualPath("tgt_aaj", "ent_aaj", 25),
    UsualPath("tgt_ton_mid", "ent_ton", 22),
    UsualPath("tgt_ton_up", "ent_ton", 22),
    UsualPath("tgt_ton_low", "ent_ton", 22),
)


def known_paths(atlas: Atlas) -> tuple[UsualPath, ...]:
    """Those whose two points the atlas has."""
    return tuple(path for path in USUAL_PATHS if {path.target, path.entry} <= atlas.points.keys())


def usual_needle(atlas: Atlas, target: str) -> Needle:
    """The needle of the procedure whose target is point `target`. KeyError where there is none."""
    path = {path.target: path for path in known_paths(atlas)}[target]
    start, end = atlas.points[path.entry].position, atlas.points[path.target]
    stop = _before(start, end.position, _SHORT) if end.nerve else end.position
    return Needle(start, stop, path.gauge, long_enough(dist(start, stop)), target)


def _before(start: Vector, end: Vector, mm: float) -> Vector:
    share = 1.0 - min(mm / max(dist(start, end), 1e-6), 0.5)
    x, y, z = (round(a + (b - a) * share, 2) for a, b in zip(start, end, strict=True))
    return (x, y, z)
