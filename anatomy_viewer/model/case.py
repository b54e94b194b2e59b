"""Cases: lessons that branch. What is decided in a step, where each decision leads, and the way taken. No files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from anatomy_viewer.model.anatomy import Text, Vector
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Tags, Verdict, shuffled

# Where one stands in the care of a patient: the id in a decision block, and what it is called.
STAGES = {
    "history": "Patient history",
    "red_flags": "Red flags",
    "imaging": "Which imaging",
    "target": "Which target",
    "block": "Guided block",
    "reassess": "Reassessment",
    "escalate": "Repeat, ablate, stimulate or operate",
    "limits": "Limits",
}
BEST, FAIR, POOR = "best", "fair", "poor"
GRADES = (BEST, FAIR, POOR)
LEADING_ON = -1  # the 'option' of a step that leads on without a decision
_PREFIX = "decide:"  # no id of a question begins so: they hold no colon


def decision_id(step: str) -> str:
    """The id under which the decision of a step is answered and kept."""
    return _PREFIX + step


def is_decision(question: str) -> bool:
    """Is this the id of a decision, and not of a question?"""
    return question.startswith(_PREFIX)


@dataclass(frozen=True)
class Way:
    """One of the things that could be done: its words, the step it leads to (id), how good it is, what follows."""

    text: Text
    to: str
    grade: str
    explain: Text


@dataclass(frozen=True)
class Decision:
    """What a step of a case ends in: several ways, one way on (`to`), or an `ending` of its own words.

    An answer is a way's number in the file, from '0'. `grade` is how good the ending is.
    """

    id: str
    stage: str
    ask: Text = NOTHING
    ways: tuple[Way, ...] = ()
    to: str = ""
    ending: Text = NOTHING
    grade: str = ""
    hint: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "decision"

    @property
    def ends(self) -> bool:
        """Does the case end here?"""
        return bool(self.ending.en)

    @property
    def goals(self) -> tuple[str, ...]:
        """Ids of the steps that it can lead to."""
        return (self.to,) if self.to else tuple(way.to for way in self.ways)

    def way(self, answer: str) -> Way | None:
        """The way that an answer takes."""
        return self.ways[int(answer)] if answer.isdecimal() and int(answer) < len(self.ways) else None

    def judge(self, answer: str) -> Verdict:
        """Right is a decision of the best grade; what follows from the one taken is told, of the others nothing."""
        way = self.way(answer)
        best = tuple(str(i) for i, known in enumerate(self.ways) if known.grade == BEST)
        return Verdict(way is not None and way.grade == BEST, way.explain if way else NOTHING, best)

    def pointed(self, _name: str, _place: Vector) -> str:
        """Nothing in the picture is an answer."""
        return ""

    def order(self, seed: str | int) -> tuple[int, ...]:
        """The ways' numbers in the order to show them; the same seed gives the same order."""
        return shuffled(len(self.ways), f"{seed}/{self.id}")


@dataclass(frozen=True)
class Taken:
    """A step (id) that was left, and the number of the way taken; LEADING_ON where there was nothing to decide."""

    step: str
    option: int = LEADING_ON


Graph = Mapping[str, tuple[str, ...]]  # step → the steps it can lead to; none: an ending


def reached(graph: Graph, start: str) -> set[str]:
    """The steps that can be come to from `start`, itself included."""
    found, ahead = {start}, [start]
    while ahead:
        new = [goal for goal in graph.get(ahead.pop(), ()) if goal not in found]
        found.update(new)
        ahead += new
    return found


def endless(graph: Graph) -> set[str]:
    """The steps from which no ending can be come to."""
    back: dict[str, list[str]] = {}
    for step, goals in graph.items():
        for goal in goals:
            back.setdefault(goal, []).append(step)
    reverse = {step: tuple(steps) for step, steps in back.items()}
    ending = set[str]()
    for step in (step for step, goals in graph.items() if not goals):
        ending |= reached(reverse, step)
    return set(graph) - ending


def sound_route(route: Iterable[Taken], decisions: Mapping[str, Decision], at: str) -> tuple[Taken, ...]:
    """`route`, when it still leads to the step `at`; nothing when the case was changed since."""
    steps = tuple(route)
    goals = [*(taken.step for taken in steps), at][1:]
    for taken, goal in zip(steps, goals, strict=True):
        decision = decisions.get(taken.step)
        if decision is None:
            return ()
        way = decision.way(str(taken.option))
        if goal != (way.to if way else decision.to):
            return ()
    return steps
