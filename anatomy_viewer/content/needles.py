"""Where a needle goes in the finished specimen: read once, then asked as often as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.needle_bodies import SKIN, Bodies, Varied
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.layers import Stretch, inside, tiled
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needle import BONE, LOOSE, Nearest, NeedlePath, Passed

Reals = NDArray[np.float64]
# mm: how far beside the skin an entry may lie; what is taken for skin where nothing lies close under it, and how close
# (model values; on the specimen the fat begins 1.7-4.8 mm under the surface).
_BESIDE, _SKIN_MM, _CLOSE = 3.0, 2.0, 5.0
# What no needle should go into; a bone counts from this many mm on, because many a needle ends on one.
_HARMED, _TOUCH = ("bones", "arteries", "veins", "nerves", "cns"), 0.3
# Behind these begins the spinal canal: a needle through one is on its way to the dura.
_GATES = ("posterior_atlanto_occipital_membrane", "ligamenta_flava")
_WORDS = "the needle"


@dataclass(frozen=True, eq=False)
class NeedleRoom:
    """The specimen in `folder` as a needle meets it; `changed`: bodies in another shape, by their id with its side."""

    folder: Path
    changed: Mapping[str, Mesh] = field(default_factory=dict)
    base: Bodies | None = None

    @cached_property
    def bodies(self) -> Varied:
        """What the needle may meet; made at the first question."""
        return Varied(self.base or Bodies(self.folder), self.changed)

    def varied(self, changed: Mapping[str, Mesh]) -> NeedleRoom:
        """The same specimen with other shapes of some bodies; what is sorted already is kept."""
        return NeedleRoom(self.folder, changed, self.bodies.base)

    def prepare(self) -> None:
        """Sort what the first question needs, one to two seconds: for a thread, before someone waits."""
        nowhere, aside = np.zeros(3), np.array([0.0, 1.0, 0.0])
        self.bodies.crossings(nowhere, aside)
        self.bodies.gaps(nowhere, aside)
        self.bodies.base.skin.reach(nowhere)

    def path(self, entry: Vector, target: Vector) -> NeedlePath:
        """The needle from `entry` to `target`, mm. Raises ContentError where no needle can go like that."""
        a, b = np.array(entry, dtype=np.float64), np.array(target, dtype=np.float64)
        length = _length(a, b)
        gap = self.bodies.base.skin.reach(a)[SKIN]
        crossings = self.bodies.crossings(a, b)
        _refuse(gap, length, inside(crossings.get(SKIN, ())))
        met = self.bodies.stretches(crossings)
        row = _with_skin(tiled(met, length))
        harmed = tuple(dict.fromkeys(layer.id for layer in row if self._harms(layer)))
        return NeedlePath(entry, target, length, tuple(row), self._near(a, b, harmed, met), harmed)

    def _harms(self, layer: Passed) -> bool:
        system = "" if layer.id == LOOSE else self.bodies.base.system(layer.id)
        if layer.id in _GATES:
            return True
        return system in _HARMED and (system != "bones" or layer.end - layer.start > _TOUCH)

    def _near(self, a: Reals, b: Reals, harmed: Sequence[str], met: Sequence[Stretch]) -> dict[str, Nearest]:
        length = float(np.linalg.norm(b - a))
        at_tip = {item.id for item in met if item.start < length <= item.end}
        crossed, at_tip = ({*names, *self._bone_of(names)} for names in (harmed, at_tip))
        return {
            name: Nearest(
                0.0 if name in crossed else gap.mm,
                0.0 if name in at_tip else gap.end_mm,
                _vector(gap.on_piece),
                _vector(gap.on_surface),
            )
            for name, gap in self.bodies.gaps(a, b).items()
        }

    def _bone_of(self, names: Iterable[str]) -> tuple[str, ...]:
        return (BONE,) if any(self.bodies.base.system(name) == "bones" for name in names) else ()


def _refuse(gap: float, length: float, in_skin: Sequence[tuple[float, float]]) -> None:
    """Raises ContentError where the entry is `gap` mm from the skin, or the target not inside it."""
    if gap > _BESIDE:
        under = any(start < 0.0 < end for start, end in in_skin)
        what = (
            f"the entry lies {gap:.0f} mm under the skin."
            if under
            else f"the entry lies {gap:.0f} mm off the skin."
        )
        raise ContentError(_WORDS, None, what, "Put it on the skin.")
    if not any(start < length < end for start, end in in_skin):
        raise ContentError(_WORDS, None, "the target lies outside the body.", "Put it under the skin.")


def _length(a: Reals, b: Reals) -> float:
    """mm. Raises ContentError unless both are places, and two."""
    if a.shape != (3,) or b.shape != (3,) or not np.isfinite([a, b]).all():
        what = "entry and target should be three numbers each."
        raise ContentError(_WORDS, None, what, "Write x,y,z in mm.")
    length = float(np.linalg.norm(b - a))
    if length < 1.0:
        raise ContentError(_WORDS, None, "entry and target are the same place.", "Give two places.")
    return length


def _vector(place: Reals) -> Vector:
    x, y, z = place.tolist()
    return x, y, z


def _with_skin(row: Sequence[Stretch]) -> list[Passed]:
    """What lies before the first body under the surface is skin."""
    passed = [Passed(layer.id or LOOSE, layer.start, layer.end) for layer in row]
    first = passed[0]
    if first.id != LOOSE:
        return passed
    if first.end <= _CLOSE:
        return [Passed(SKIN, 0.0, first.end), *passed[1:]]
    return [Passed(SKIN, 0.0, _SKIN_MM), Passed(LOOSE, _SKIN_MM, first.end), *passed[1:]]
