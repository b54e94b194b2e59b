"""What is known of where a point lies, as lines in the plane in which studies measure: lateral and caudal of the EOP.

A study with standard deviations gives the ellipses of one and two of them about its own mean; one without gives a
mean alone; where the atlas chose the place itself, its tolerance gives a ring. Studies are never averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.anatomy import Point, Study

Reals = NDArray[np.float64]
SIDES = 72  # corners of an ellipse; it is closed
_TURN = np.linspace(0.0, 2.0 * np.pi, SIDES + 1)
_ALONG = np.linspace(0.0, 1.0, 25)[:, None]


@dataclass(frozen=True, eq=False)
class Line:
    """A line to be laid on the tissue.

    kind: 'one sd', 'two sd', 'mean' (of a study with both), 'lone mean' (of one without), 'apart' (from a lone mean to
    what it is compared with) or 'tolerance'. places: (n, 2) mm, x to the right and z up; one place for a mean.
    study: whose it is; None for what the model says. apart: mm in the plane, of 'apart' alone.
    """

    kind: str
    places: Reals
    study: Study | None = None
    apart: float = 0.0


def spread_lines(point: Point) -> tuple[Line, ...]:
    """Everything that can be drawn of what is published about `point`, and of its tolerance."""
    side = -1.0 if point.position[0] < 0.0 else 1.0
    lines: list[Line] = []
    if point.tolerance:
        lines.append(Line("tolerance", _ellipse((point.position[0], point.position[2]), point.tolerance)))
    placed = {study: mean for study in point.published if (mean := _mean(study, side))}
    sure = [study for study in placed if study.lateral_sd and study.caudal_sd]
    for study in sure:
        lines += _ellipses(study, placed[study])
    against = placed[sure[0]] if sure else (point.position[0], point.position[2])
    for study, mean in placed.items():
        if study not in sure:
            lines += _lone(study, mean, against)
    return tuple(lines)


def _mean(study: Study, side: float) -> tuple[float, float] | None:
    if study.lateral is None or study.caudal is None:
        return None
    return side * study.lateral, -study.caudal


def _ellipses(study: Study, mean: tuple[float, float]) -> list[Line]:
    one = (study.lateral_sd or 0.0, study.caudal_sd or 0.0)
    two = (2.0 * one[0], 2.0 * one[1])
    return [
        Line("two sd", _ellipse(mean, two), study),
        Line("one sd", _ellipse(mean, one), study),
        Line("mean", np.array([mean]), study),
    ]


def _lone(study: Study, mean: tuple[float, float], against: tuple[float, float]) -> list[Line]:
    start, end = np.array(mean), np.array(against)
    apart = hypot(*(end - start))
    between = Line("apart", start + (end - start) * _ALONG, study, apart)
    return [between, Line("lone mean", start[None], study)]


def _ellipse(centre: tuple[float, float], half: tuple[float, float]) -> Reals:
    return np.column_stack([centre[0] + half[0] * np.cos(_TURN), centre[1] + half[1] * np.sin(_TURN)])
