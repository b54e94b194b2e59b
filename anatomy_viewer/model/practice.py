"""Practice with the needle: what a pass was worth, and the attempt that passes make up. Weights are model values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import dist

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import LOOSE, NeedlePath

# Targets of the procedures that can be practised: their usual paths harm nothing on the base specimen.
TASKS = (
    "tgt_distal",
    "tgt_proximal_us",
    "tgt_proximal_ct",
    "tgt_prf_distal",
    "tgt_rf_thermal",
    "tgt_cryo",
    "tgt_ton_mid",
)
# mm from tip to nerve, and from tip to the place planned, within which a tip is on target.
NERVE_MM, PLAN_MM = 5.0, 10.0
# An attempt that harmed nothing is worth at least _SAFE_LEAST, any other at most _HARMED_MOST: no speed mends it.
_SAFE_LEAST, _HARMED_MOST = 40.0, 30.0
_WEIGHTS = {"nerve": 0.35, "plan": 0.15, "layers": 0.25, "passes": 0.15, "speed": 0.10}
_FAST_S, _SLOW_S = 60.0, 180.0


@dataclass(frozen=True)
class Insertion:
    """One pass of the needle from the skin at `entry` to its `tip` (mm), as the specimen measured it.

    nerve_mm, plan_mm: from the tip to the nerve, and to where the tip was meant to be. right: how many of the `wanted`
    layers of the usual path it passes, in their order. crossed: what it went into and should not; near: at risk and
    within 2 mm of it; through: what it left behind and the usual path does not. plan: entry and tip of that path.
    """

    entry: Vector
    tip: Vector
    nerve_mm: float
    plan_mm: float
    right: int = 0
    wanted: int = 0
    crossed: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    plan: tuple[Vector, Vector] | None = None

    @property
    def safe(self) -> bool:
        """Nothing is harmed."""
        return not self.crossed

    @property
    def on_target(self) -> bool:
        """Near the nerve at the place planned, and not through something that lies behind it."""
        return self.nerve_mm <= NERVE_MM and self.plan_mm <= PLAN_MM and not self.through


def measured(path: NeedlePath, plan: NeedlePath, nerve: str) -> Insertion:
    """The needle `path` against the usual path `plan` to `nerve` (its id with its side)."""
    wanted, passed = _bodies(plan), _bodies(path)
    gap = path.near.get(nerve)
    return Insertion(
        path.entry,
        path.target,
        gap.tip_mm if gap else dist(path.target, plan.target),
        dist(path.target, plan.target),
        _in_order(passed, wanted),
        len(wanted),
        path.crosses,
        tuple(name for name in path.near if path.level(name) == "near" != plan.level(name) and name != nerve),
        tuple(name for name in passed[:-1] if name not in wanted and name not in path.crosses),
        (plan.entry, plan.target),
    )


def _bodies(path: NeedlePath) -> list[str]:
    return [layer.id for layer in path.layers if layer.id != LOOSE]


def _in_order(passed: Sequence[str], wanted: Sequence[str]) -> int:
    """Length of the longest common subsequence (Wagner and Fischer 1974)."""
    row = [0] * (len(wanted) + 1)
    for name in passed:
        before = row[:]
        for i, other in enumerate(wanted, 1):
            row[i] = before[i - 1] + 1 if name == other else max(before[i], row[i - 1])
    return row[-1]


@dataclass(frozen=True)
class Attempt:
    """One go at a task (the id of its target point) on a specimen, from beginning to end.

    variant: which specimen, '' for the base; help: was told while placing what the needle passes.
    """

    task: str
    when: datetime
    passes: tuple[Insertion, ...]
    seconds: float
    help: bool = True
    variant: str = ""

    def __post_init__(self) -> None:
        """A record without a pass is none: ValueError."""
        if not self.passes:
            raise ValueError("an attempt without a pass")

    @property
    def last(self) -> Insertion:
        """Where the needle stayed."""
        return self.passes[-1]

    @property
    def harmed(self) -> tuple[str, ...]:
        """What any of the passes went into, each once."""
        return tuple(dict.fromkeys(name for each in self.passes for name in each.crossed))

    @property
    def on_target(self) -> bool:
        """Did the needle stay where it was meant to?"""
        return self.last.on_target

    @property
    def points(self) -> int:
        """0-100; whatever harmed nothing is worth more than anything that did."""
        if self.harmed:
            return round(_HARMED_MOST * self._quality(speed=False))
        return round(_SAFE_LEAST + (100.0 - _SAFE_LEAST) * self._quality(speed=True))

    def _quality(self, speed: bool) -> float:
        last = self.last
        shares = {
            "nerve": _share(last.nerve_mm, 2.0, 2.0 * NERVE_MM),
            "plan": _share(last.plan_mm, 2.0, 1.5 * PLAN_MM),
            "layers": _share(last.wanted - last.right + len(last.through), 0.0, max(last.wanted, 1)),
            "passes": _share(len(self.passes), 1.0, 4.0),
            "speed": _share(self.seconds, _FAST_S, _SLOW_S) if speed else 0.0,
        }
        return sum(weight * shares[name] for name, weight in _WEIGHTS.items())


def _share(value: float, best: float, worst: float) -> float:
    """1 at `best` or below, 0 at `worst` or above."""
    return min(max((worst - value) / (worst - best), 0.0), 1.0)
