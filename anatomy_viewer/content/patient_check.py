"""No patient drawn has a nerve through bone or a vessel: the long check of the variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.content.variant_base import ARTERY, Base, base
from anatomy_viewer.content.variant_file import VARIANTS
from anatomy_viewer.content.variants import led
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.rerouting import Body
from anatomy_viewer.geometry.tubes import Tubes
from anatomy_viewer.model.patients import drawn_patient
from anatomy_viewer.model.variants import SIDES

Reals = NDArray[np.float64]
# mm: how much deeper than in the base specimen (whose roots lie in the venous plexus) counts as through; the fields'
# grid of 0.8 mm tells no less.
_THROUGH = 0.1


def patient_problems(folder: Path, seeds: Iterable[int]) -> Iterator[ContentError]:
    """One sentence for each nerve of a drawn patient that runs into bone or a vessel."""
    known = base(folder)
    for seed in seeds:
        patient = drawn_patient(known.table.variants, known.table.sampling, seed)
        for side in SIDES:
            for words in _side_problems(known, led(folder, patient.side(side))):
                yield ContentError(folder / VARIANTS, None, f"patient {seed}, {side} side: {words}.")


def _side_problems(known: Base, lines: Mapping[str, Mapping[str, Reals]]) -> Iterator[str]:
    artery = Tubes(lines.get(ARTERY, known.lines(ARTERY)).values())
    bodies: dict[str, Body] = {**known.solids, **known.tubes}
    hard = {n: body for n, body in bodies.items() if known.systems.get(n) in ("bones", "arteries", "veins")}
    for name, parts in lines.items():
        if known.systems.get(name) != "nerves":
            continue
        for part, line in parts.items():
            old = known.lines(name).get(part)
            for other, body in (hard | {ARTERY: artery}).items():
                least = -_THROUGH if old is None else min(0.0, _gap(old, body)) - _THROUGH
                if (gap := _gap(line, body)) < least:
                    yield f"{name} ({part}) runs {-gap:.1f} mm into {other}"


def _gap(line: Reals, body: Body) -> float:
    """mm from the wall of a course to a body, at the nearest."""
    return float((body.distance(line[:, :3]) - line[:, 3]).min())
