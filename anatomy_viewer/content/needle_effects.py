"""What a needle does at its tip, whichever variants the specimen has: an injection, a lesion, a lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.content.nerve_lines import varied_nerve_lines
from anatomy_viewer.content.spreads import Spread, SpreadRoom
from anatomy_viewer.content.treatments import TreatmentRoom
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.treatment import Lead, Lesion
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient

Effect = Spread | Lesion | Lead


@dataclass(frozen=True, eq=False)
class Effects:
    """What a needle or a lead does in one specimen."""

    spreads: SpreadRoom
    treatments: TreatmentRoom

    def of(self, needle: Needle, way: Sequence[Vector] = ()) -> Effect | None:
        """The lead along `way` where one is given, else the lesion or the injection at the tip. Raises ContentError."""
        if way:
            return self.treatments.lead(way)
        if needle.lesion:
            return self.treatments.lesion(needle.entry, needle.tip, needle.lesion, needle.gauge)
        return self.spreads.spread(needle.tip, needle.volume) if needle.volume else None


@dataclass(eq=False)
class NeedleEffects:
    """What a needle does in the specimen in `folder`, whichever patient is asked for; one is kept."""

    folder: Path
    _kept: dict[Patient, Effects] = field(default_factory=dict)

    def of(self, patient: Patient = BASE_SPECIMEN) -> Effects:
        """The tissues are the base specimen's; the nerves run as they do in `patient`. Raises ContentError."""
        if patient not in self._kept:
            lines = {} if patient.usual else varied_nerve_lines(self.folder, patient)
            self._kept = {patient: Effects(SpreadRoom(self.folder, lines), TreatmentRoom(self.folder, lines))}
        return self._kept[patient]
