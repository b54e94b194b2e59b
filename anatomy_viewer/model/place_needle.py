"""The question 'place the needle': one pass for a procedure, judged by what it harms and where its tip lies."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any, ClassVar

from anatomy_viewer.model.anatomy import Text, Vector
from anatomy_viewer.model.practice import NERVE_MM, PLAN_MM, Insertion
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Tags, Verdict


@dataclass(frozen=True)
class PlaceNeedle:
    """A needle has to be placed as for `procedure` (its target's id); an answer is an insertion, `written`.

    tolerance: mm from the tip to the nerve that are still right; help: is told while placing what the needle passes.
    """

    id: str
    ask: Text
    procedure: str
    tolerance: float = NERVE_MM
    help: bool = True
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "needle"

    def pointed(self, _name: str, _place: Vector) -> str:
        """A click alone is no answer."""
        return ""

    def judge(self, answer: str) -> Verdict:
        """Right is what harms nothing and ends near the nerve at the place planned."""
        insertion = read_insertion(answer)
        right = insertion is not None and insertion.safe and self.reached(insertion)
        return Verdict(right, self.explain, ())

    def reached(self, insertion: Insertion) -> bool:
        """Does the tip lie where it should?"""
        near = insertion.nerve_mm <= self.tolerance and insertion.plan_mm <= PLAN_MM
        return near and not insertion.through


def written(insertion: Insertion) -> str:
    """An insertion as an answer."""
    return json.dumps(asdict(insertion))


def read_insertion(answer: str) -> Insertion | None:
    """The insertion that an answer is, or None."""
    try:
        data = json.loads(answer)
        return Insertion(
            _place(data["entry"]),
            _place(data["tip"]),
            _number(data["nerve_mm"]),
            _number(data["plan_mm"]),
            int(data["right"]),
            int(data["wanted"]),
            _names(data["crossed"]),
            _names(data["near"]),
            _names(data["through"]),
            _pair(data.get("plan")),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _names(values: Any) -> tuple[str, ...]:
    return tuple(map(str, values))


def _pair(values: Any) -> tuple[Vector, Vector] | None:
    if values is None:
        return None
    entry, tip = values
    return _place(entry), _place(tip)


def _place(values: Any) -> Vector:
    x, y, z = map(_number, values)
    return (x, y, z)


def _number(value: Any) -> float:
    number = float(value)
    if not isfinite(number):
        raise ValueError(value)
    return number
