"""A task with the needle while it is being practised, and the picture that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.practice import TASKS, Attempt, Insertion
from anatomy_viewer.model.usual_paths import known_paths, usual_needle
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient
from anatomy_viewer.model.view import ViewState

SKIN, FAT = "scalp_skin", "subcutaneous_fat"
# What is felt through the skin, and may therefore be marked on it.
PALPABLE = ("lm_skin_eop",)
_VEIL, _BEHIND = 0.22, ("trapezius", "splenius_capitis", "semispinalis_capitis")
_BESIDE = (*_BEHIND, "sternocleidomastoid", "levator_scapulae", "splenius_cervicis", "longissimus_capitis")


@dataclass(frozen=True)
class Exercise:
    """`task`: id of the target, '' while one is being chosen. `earlier`: the learner's attempts at it before this one.

    help: is said while placing what the needle passes? chosen: number of the attempt shown strongly; earliest first.
    """

    task: str = ""
    help: bool = True
    patient: Patient = BASE_SPECIMEN
    begun: datetime | None = None
    passes: tuple[Insertion, ...] = ()
    ended: datetime | None = None
    earlier: tuple[Attempt, ...] = ()
    chosen: int = -1

    @property
    def placing(self) -> bool:
        """Is the needle in the learner's hand?"""
        return bool(self.task) and self.ended is None

    @property
    def attempt(self) -> Attempt | None:
        """What this one comes to; None before it has ended with a pass."""
        if self.begun is None or self.ended is None or not self.passes:
            return None
        seconds = (self.ended - self.begun).total_seconds()
        return Attempt(self.task, self.ended, self.passes, seconds, self.help, patient_key(self.patient))

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The earlier ones, and this one when it is over."""
        return (*self.earlier, *([self.attempt] if self.attempt else []))

    @property
    def shown(self) -> Attempt | None:
        """The attempt that is shown strongly."""
        return self.attempts[self.chosen] if self.attempts else None

    def inserted(self, insertion: Insertion) -> Exercise:
        """With one pass more."""
        return replace(self, passes=(*self.passes, insertion))

    def over(self, when: datetime) -> Exercise:
        """Ended at `when`, the last attempt shown."""
        return replace(self, ended=when, chosen=-1)

    def showing(self, number: int) -> Exercise:
        """With attempt `number` (from 0, earlier ones first) shown strongly."""
        return replace(self, chosen=number) if 0 <= number < len(self.attempts) else self


def patient_key(patient: Patient) -> str:
    """What a specimen is called in a record; '' for the base specimen."""
    if patient.usual:
        return ""
    if patient.seed is not None:
        return f"patient {patient.seed}"
    sides = (
        f"{'+'.join(side.variants)} {side.rise_mm:g} {side.aside_mm:g}"
        for side in (patient.right, patient.left)
    )
    return " | ".join(sides)


def tasks_of(atlas: Atlas) -> tuple[str, ...]:
    """The tasks whose usual path the atlas has."""
    known = {path.target for path in known_paths(atlas)}
    return tuple(task for task in TASKS if task in known)


def task_view(atlas: Atlas, task: str, told: bool) -> ViewState:
    """The picture for placing the needle: told, the nerve under veiled muscles and skin; not told, the skin alone."""
    target = atlas.points[task]
    side = "left" if target.position[0] < 0 else "right"
    beside = _from_the_side(atlas, task)
    if not told:
        around = [name for name in (*PALPABLE, task) if name in atlas.points]
        camera = frame(_roomy(atlas, around, 25.0), side if beside else "posterior", "far")
        return ViewState(visible=atlas.all_ids, camera=camera, points=tuple(around[:-1]))
    veiled = [
        i
        for base in (_BESIDE if beside else _BEHIND)
        for i in (f"{base}_r", f"{base}_l")
        if i in atlas.structures
    ]
    camera = frame(_roomy(atlas, [task], 28.0), f"posterolateral {side}", "whole")
    view = ViewState(
        visible=atlas.all_ids - {FAT},
        highlighted=frozenset({target.nerve} & atlas.all_ids),
        context="colour",
        camera=camera,
        points=(task,),
    )
    return view.with_opacity([*veiled, *({SKIN} & atlas.all_ids)], _VEIL)


def _from_the_side(atlas: Atlas, task: str) -> bool:
    """Does the usual needle come more from the side than from behind?"""
    needle = usual_needle(atlas, task)
    across, along, _ = np.abs(np.subtract(needle.target, needle.entry))
    return bool(across > along)


def _roomy(atlas: Atlas, names: list[str], mm: float) -> NDArray[np.float64]:
    """(2, 3) mm: the box round `names`, `mm` larger on every side."""
    return np.asarray(atlas.bounds(names) + np.array([[-mm], [mm]]))
